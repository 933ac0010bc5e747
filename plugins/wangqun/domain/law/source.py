"""The lines of a law as an office writes them, plain or in Markdown, without what is no text: marks, comments, cut lines."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from .lines import article_of, heading_of, mark_of

_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_HEADING = re.compile(r"[ ]{0,3}(#{1,6})(?:[ \t\u3000]+|$)(.*?)[ \t]*#*[ \t]*$")
_RULE = re.compile(r"[ ]*\|?[ ]*:?-+:?[ ]*(?:\|[ ]*:?-+:?[ ]*)*\|?[ ]*$")
_STRONG = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_LINK = re.compile(r"(!?)\[([^\[\]]*)\]\((?:[^()\s]|\([^()\s]*\))*(?:[ \t]+(?:\"[^\"]*\"|'[^']*'))?\)")
_CELLS = re.compile(r"(?<!\\)\|")
_ENDS = re.compile(r"[。；：！？…、.;:!?）)》】”’]$")
_SPACE = " \t\u3000\xa0\ufeff\u200b"  # the last shows nothing: pages copied from the web have whole lines of it
_CUT = 20  # characters: a shorter line was not cut because it was full


class Source(NamedTuple):
    """A line: its number from 1, its text, its rank among headings (0: not marked as one), the cells of a table's row."""

    line: int
    text: str
    level: int = 0
    cells: tuple[str, ...] = ()


def lines_of(text: str, markdown: bool = True) -> list[Source]:
    """The lines that hold text; in plain text no character is a mark."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if markdown and "<!--" in text:
        text = _COMMENT.sub(lambda found: "\n" * found[0].count("\n"), text)
    return list(_joined(text.split("\n"), markdown))


def _joined(lines: list[str], markdown: bool) -> Iterator[Source]:
    """Lines, those that were cut where a page was full put together again."""
    before: Source | None = None
    is_next = False
    for number, raw in enumerate(lines, 1):
        line = raw.strip(_SPACE)
        if not line:
            is_next = False
            continue
        now = _row(number, line) if markdown and "|" in line else None
        if now is None:
            now = _plain(number, raw, line, markdown)
        elif not now.cells:  # the line below a table's head
            if before and before.cells:
                continue
            now = Source(number, line)
        if not now.text and not now.cells:
            continue
        if before and is_next and _is_cut(before, now):
            before = before._replace(text=before.text + _between(before.text, now.text) + now.text)
            continue
        if before:
            yield before
        before, is_next = now, True
    if before:
        yield before


def _plain(number: int, raw: str, line: str, markdown: bool) -> Source:
    if markdown and (found := _HEADING.match(raw.lstrip("\ufeff"))):
        return Source(number, _unmarked(found[2].strip(_SPACE), markdown), len(found[1]))
    return Source(number, _unmarked(line, markdown))


def _unmarked(text: str, markdown: bool) -> str:
    """The text without the marks of Markdown; of a link its words, of a picture nothing."""
    if markdown and "](" in text:
        text = _LINK.sub(lambda link: "" if link[1] else link[2], text)
    if not markdown or not ("*" in text or "_" in text or "\\" in text):
        return text
    return _ESCAPED.sub(r"\1", _STRONG.sub(r"\2", text)).strip(_SPACE)


def _row(number: int, line: str) -> Source | None:
    """A table's row; the rule below its head has no cells. None for a line that is no row."""
    if not line.startswith("|") and not _RULE.match(line):
        return None
    if _RULE.match(line) and "-" in line:
        return Source(number, "")
    cells = _CELLS.split(line.strip("|")) if line.startswith("|") else []
    return Source(number, "", 0, tuple(cell.replace("\\|", "|").strip(_SPACE) for cell in cells)) if cells else None


def _is_cut(before: Source, now: Source) -> bool:
    """True when a line goes on where the one right above it broke off."""
    if before.level or now.level or before.cells or now.cells or len(before.text) < _CUT or _ENDS.search(before.text):
        return False
    return not (heading_of(now.text, False) or article_of(now.text) or mark_of(now.text) or heading_of(before.text, False))


def _between(before: str, after: str) -> str:
    return " " if before[-1:].isascii() and after[:1].isascii() and before[-1:].isalnum() and after[:1].isalnum() else ""
