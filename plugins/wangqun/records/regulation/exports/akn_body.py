"""The body of a law in Akoma Ntoso 3.0, in its order: what the standard has no element for is an `hcontainer` with a name."""

import re
from collections.abc import Iterable, Iterator

from ....domain.law.lines import mark_of
from ....domain.law.provision import digits
from ....domain.law.text import Article, Block, Division, Item, Paragraph, Part, Table
from ....domain.numerals import COUNT, numeral
from .xml import element, worded

_ELEMENTS = {"book": ("book", "book"), "subbook": ("part", "part"), "chapter": ("chapter", "chp"), "section": ("section", "sec")}
_NUMBER = re.compile(rf"\d+|[{COUNT}]+")
_NUMERIC = re.compile(r"\d+(?:-\d+)?")


class Ids:
    """Names for elements by the naming convention (AKN-NC): art_12__para_2__point_3; a name that is taken gets a number."""

    def __init__(self) -> None:
        self._taken: dict[str, int] = {}

    def of(self, within: str, short: str, number: str = "") -> str:
        """The name of an element below the one that is called `within`; without a number it is counted."""
        stem = f"{within}__{short}" if within else short
        name = f"{stem}_{number}" if number else stem
        again = self._taken[name] = self._taken.get(name, 0) + 1
        if number and again == 1:
            return name
        numbered = f"{name}_{again}"
        return numbered if self._taken.setdefault(numbered, 0) == 0 else self.of(within, short, number)


def body(parts: Iterable[Part]) -> str:
    """The element `body`."""
    ids = Ids()
    inner = "".join(_part(part, "", ids) for part in parts)
    return element("body", inner or element("hcontainer", element("content", "<p/>"), eId="hcontainer_1", name="text"))


def _part(part: Part, within: str, ids: Ids) -> str:
    if isinstance(part, Division):
        return _division(part, within, ids)
    if isinstance(part, Article):
        return _article(part, within if within.startswith("hcontainer") else "", ids)
    if isinstance(part, Table):
        return _table(part, within, ids)
    own = ids.of(within, "hcontainer")
    return element("hcontainer", "".join(_inside(part, own, ids)), eId=own, name="text")


def _division(part: Division, within: str, ids: Ids) -> str:
    name, short = _ELEMENTS.get(part.sort, ("hcontainer", "hcontainer"))
    own = ids.of(within, short, "" if name == "hcontainer" else _number(part.mark))
    head = _head(part.mark, part.title)
    inner = "".join(_part(each, own, ids) for each in part.parts)
    return element(name, head + inner, eId=own, name=part.sort if name == "hcontainer" else "", anchor=part.anchor)


def _article(article: Article, within: str, ids: Ids) -> str:
    number = digits(article.number)
    own = ids.of(within, "art", number if _NUMERIC.fullmatch(number) else "")
    inner = "".join(_block(block, own, ids) for block in article.paragraphs)
    return element("article", _head(article.number, article.heading) + inner, eId=own, anchor=article.anchor)


def _block(block: Block, within: str, ids: Ids) -> str:
    if isinstance(block, Table):
        return _table(block, within, ids)
    own = ids.of(within, "para")
    return element("paragraph", "".join(_inside(block, own, ids)), eId=own, anchor=block.anchor)


def _inside(part: Paragraph | Item, own: str, ids: Ids, name: str = "point") -> Iterator[str]:
    """The words of a paragraph or an item, then the items in it."""
    text = worded("p", part.text)
    if not part.items:
        yield element("content", text)
        return
    if part.text:
        yield element("intro", text)
    for item in part.items:
        mark = mark_of(item.mark)
        inner = ids.of(own, name, str(mark.value) if mark else "")
        yield element(name, _head(item.mark, "") + "".join(_inside(item, inner, ids, "indent")), eId=inner, anchor=item.anchor)


def _table(table: Table, within: str, ids: Ids) -> str:
    own = ids.of(within, "hcontainer")
    head, *others = (
        element("tr", "".join(element(cell, worded("p", text)) for text in row))
        for cell, row in zip(("th", *["td"] * (len(table.rows) - 1)), table.rows, strict=True)
    )
    rows = element("table", "".join((head, *others)), eId=f"{own}__table_1")
    return element("hcontainer", element("content", rows), eId=own, name="table")


def _head(mark: str, title: str) -> str:
    number = worded("num", mark) if mark else ""
    return number + (worded("heading", title) if title else "")


def _number(mark: str) -> str:
    """The number of 第十二章 in digits; "" when it has none."""
    found = _NUMBER.search(mark)
    if not found:
        return ""
    value = int(found[0]) if found[0].isdecimal() else numeral(found[0])
    return "" if value is None else str(value)
