"""What a line of a law begins: a division, an article, an item, or none of them."""

import re
from typing import NamedTuple

from ..frozen import frozen
from ..numerals import COUNT, numeral
from ..patterns import pattern
from .text import Sort

_NUMBER = rf"(?:[{COUNT}]{{1,9}}|\d{{1,4}})"
_BLANK = r"[\s\u3000]"
_DIVISION = pattern(
    rf"(?P<mark>第{_BLANK}*{_NUMBER}{_BLANK}*(?P<unit>分编|编|篇|章|节|部分))(?P<gap>{_BLANK}*)(?P<title>.*)", re.DOTALL
)
_SENTENCE = pattern(r"[。；，：]")
_ARTICLE = pattern(
    rf"(?P<mark>第{_BLANK}*(?P<number>{_NUMBER}){_BLANK}*条(?:{_BLANK}*之{_BLANK}*(?P<more>[{COUNT}]{{1,3}})(?![{COUNT}]))?)"
    rf"(?P<gap>{_BLANK}*)(?P<rest>.*)",
    re.DOTALL,
)
_REFERS = pattern("[第规所的、和与至到及以或中款，。；：,;:)）》]")  # what follows 第三条 in a sentence about it
_HEADING = pattern(r"(?P<heading>【[^【】\n]{1,40}】)(?P<gap>\s*)(?P<rest>.*)|(?P<whole>（[^（）\n]{1,40}）)", re.DOTALL)
_STYLES = (
    ("一、", pattern(rf"([{COUNT}]{{1,5}}){_BLANK}*[、．.]")),
    ("（一）", pattern(rf"[（(]{_BLANK}*([{COUNT}]{{1,5}}){_BLANK}*[)）]|[㈠-㈩]")),
    ("1.", pattern(r"(\d{1,3})(?:[、．]|\.(?!\d))")),
    ("（1）", pattern(rf"[（(]{_BLANK}*(\d{{1,3}}){_BLANK}*[)）]|[⑴-⒇]")),
    ("1）", pattern(r"(\d{1,3})[)）]")),
    ("①", pattern(r"[①-⑳]")),
    ("a.", pattern(r"([a-z])[.、．]")),
    ("（a）", pattern(r"[（(]([a-z])[)）]")),
)
_SINGLE = {"㈠": 0x3220, "⑴": 0x2474, "①": 0x2460}
_PREAMBLE = pattern(rf"(?:序{_BLANK}*言|前{_BLANK}*言|序)$")
_SUPPLEMENT = pattern(rf"附{_BLANK}*则$")
_CONTENTS = pattern(rf"[（(〔\[【]?目{_BLANK}*[录次][)）〕\]】]?$")
_ANNEX = pattern(
    rf"(?P<mark>附{_BLANK}*(?:(?:件|录|表|图){_BLANK}*(?:{_NUMBER}|[A-Z])?)?(?:{_BLANK}*[:：]|(?<=\d)[.．、])?)(?P<gap>{_BLANK}*)(?P<title>.*)",
    re.DOTALL,
)
_RANKS: dict[str, tuple[Sort, int]] = {
    "编": ("book", 1),
    "篇": ("book", 1),
    "部分": ("book", 1),
    "分编": ("subbook", 2),
    "章": ("chapter", 3),
    "节": ("section", 4),
}
LONGEST = 60  # characters of a heading


class Mark(NamedTuple):
    """The mark of an item: its style (the mark of the first of its kind), the mark as written, its value, and what follows."""

    style: str
    mark: str
    value: int
    rest: str


@frozen
class Heading:
    """A line that begins a division; `rank` is 1 for 编 … 4 for 节, 0 for those without a number."""

    sort: Sort
    mark: str
    title: str
    rank: int = 0


@frozen
class ArticleLine:
    """A line that begins an article: its number as two values (12, 1 for 第十二条之一), and whether white space follows it."""

    mark: str
    value: tuple[int, int]
    heading: str
    rest: str
    spaced: bool


Kind = Heading | ArticleLine | Mark | None


def squeezed(text: str) -> str:
    """A text without white space."""
    return re.sub(r"\s+", "", text)


def heading_of(line: str, marked: bool) -> Heading | None:
    """The division that a line begins, None for none; `marked` when the writer says that it is a heading (`##`)."""
    if found := _DIVISION.match(line):
        title = found["title"].strip()
        if marked or not title or (len(title) <= LONGEST and not _SENTENCE.search(title) and (found["gap"] or len(title) < 20)):
            sort, rank = _RANKS[found["unit"]]
            return Heading(sort, squeezed(found["mark"]), _title(title), rank)
    elif _CONTENTS.match(line):
        return Heading("contents", line, "")
    elif _PREAMBLE.match(line):
        return Heading("preamble", squeezed(line), "")
    elif _SUPPLEMENT.match(line):
        return Heading("supplement", squeezed(line), "")
    elif line.startswith("附") and (annex := _annex(line)):
        return annex
    if not marked or _ARTICLE.match(line):
        return None
    mark = mark_of(line)
    return Heading("heading", mark.mark, _title(mark.rest)) if mark else Heading("heading", "", _title(line))


def _annex(line: str) -> Heading | None:
    found = _ANNEX.match(line)
    if not found or len(line) > LONGEST or line.endswith(("。", "；")):
        return None
    mark, title = squeezed(found["mark"]), found["title"].strip()
    ends = mark.endswith((":", "：", ".", "．", "、"))
    return Heading("annex", mark, title) if ends or (len(mark) > 1 and (found["gap"] or not title)) else None


def _title(text: str) -> str:
    """A title with plain spaces; one that is only spread out (总　则) without them."""
    parts = text.split()
    return "".join(parts) if all(len(part) == 1 for part in parts) else " ".join(parts)


def article_of(line: str) -> ArticleLine | None:
    """The article that a line begins, None for none."""
    found = _ARTICLE.match(line) if line.startswith("第") else None
    if not found:
        return None
    rest = found["rest"]
    if not found["gap"] and _REFERS.match(rest):
        return None
    heading = ""
    if named := _HEADING.fullmatch(rest.strip()):
        heading, rest = named["heading"] or named["whole"], named["rest"] or ""
    value = _value(found["number"])
    more = numeral(found["more"]) if found["more"] else 0
    spaced = bool(found["gap"]) or not found["rest"] or bool(heading)
    return None if value is None else ArticleLine(squeezed(found["mark"]), (value, more or 0), heading, rest.strip(), spaced)


def value_of(number: str) -> tuple[int, int]:
    """The value of an article's number, (12, 1) for 第十二条之一."""
    if found := article_of(number):
        return found.value
    mark = mark_of(number)
    return (mark.value, 0) if mark else (0, 0)


def is_heading(text: str) -> bool:
    """True for what stands in brackets, which beside the number of an article is its heading."""
    return _HEADING.fullmatch(text) is not None


def mark_of(line: str) -> Mark | None:
    """The mark of an item at the beginning of a line."""
    for style, looked_for in _STYLES:
        if found := looked_for.match(line):
            written = found[1] if found.lastindex else None
            value = _value(written) if written else ord(found[0]) - _single(found[0]) + 1
            if value is not None:
                return Mark(style, squeezed(found[0]), value, line[found.end() :].strip())
    return None


def _single(mark: str) -> int:
    return max(start for start in _SINGLE.values() if start <= ord(mark))


def _value(written: str) -> int | None:
    """The value of a numeral or of a letter."""
    if written.isdecimal():
        return int(written)
    return ord(written) - 96 if "a" <= written <= "z" else numeral(written)
