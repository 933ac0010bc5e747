"""An article as laws are compared by it: a flat value of what the reader found."""

import re

from ..frozen import frozen
from ..numerals import COUNT, in_chinese
from .lines import squeezed, value_of
from .text import Article, Division, Item, LawText, Paragraph, Table, articles, words_of

_NUMBER = rf"第(?:[{COUNT}]{{1,9}}|\d{{1,4}})条(?:之[{COUNT}]{{1,3}})?"
_NAMED = re.compile(rf"(?P<first>{_NUMBER})(?:[至到—-](?P<last>{_NUMBER}))?")
_BEGUN = re.compile(rf"^[\s\u3000#>*_]*({_NUMBER})(?=[\s\u3000*_:：]|$)", re.MULTILINE)
_SPAN = 200  # articles that one mention names


@frozen
class Provision:
    """An article of one version: `number` in digits, "12-1" for 第十二条之一; what heads it, the heading of the division right
    above it, and its paragraphs without the words 第十二条: a 款, 项 or 目 each, as it begins a line.
    """

    number: str
    heading: str | None
    chapter: str
    paragraphs: tuple[str, ...]


def provisions(text: LawText) -> tuple[Provision, ...]:
    """The articles of a text that was read, in order. What stands in none of them is left out."""
    return tuple(_provision(article, above) for article, above in articles(text))


def _provision(article: Article, above: tuple[Division, ...]) -> Provision:
    lines = [line for block in article.paragraphs for line in visible_lines(block)]
    return Provision(digits(article.number), article.heading or None, squeezed(above[-1].name) if above else "", tuple(lines))


def visible_lines(block: Paragraph | Table | Item) -> list[str]:
    """A block line by line: its own words, then each item in it; of a table each row. Lines that show nothing are left out."""
    return [line for line in map(_visible, words_of(block).split("\n")) if line]


def _visible(line: str) -> str:
    """A line without white space at its ends, nor the one without width that pages copied from the web end with."""
    return line.strip().strip("\u200b").strip()


def digits(number: str) -> str:
    """An article's number as laws are compared by it: "12-1" for 第十二条之一; what is no number stands as it is."""
    whole, within = value_of(number)
    return f"{whole}-{within}" if within else str(whole) if whole else number


def numbers_of(text: str) -> list[str]:
    """The articles that a text names, in digits; in 第二条至第五条 all of them."""
    found: list[str] = []
    for match in _NAMED.finditer(text):
        first, last = digits(match["first"]), digits(match["last"] or match["first"])
        if first.isdecimal() and last.isdecimal() and int(first) < int(last) < int(first) + _SPAN:
            found += map(str, range(int(first), int(last) + 1))
        else:
            found += dict.fromkeys((first, last))
    return list(dict.fromkeys(found))


def begun(body: str) -> set[str]:
    """The numbers, in digits, with which lines of a body begin as articles do: nearly always those of its articles."""
    return set(map(digits, _BEGUN.findall(body)))


def cut(body: str) -> list[str]:
    """A body cut where lines begin as articles do, without their numbers; what stands before the first is a piece, too."""
    return _BEGUN.split(body)[::2]


def cited(number: str) -> str:
    """How a law cites an article: 第十二条之一 for "12-1"; what is no such number stands as it is."""
    whole, *within = number.split("-")
    if not all(part.isascii() and part.isdigit() and 0 < int(part) < 10_000 for part in (whole, *within)):
        return f"第{number}条"
    return f"第{in_chinese(int(whole))}条" + "".join(f"之{in_chinese(int(part))}" for part in within)
