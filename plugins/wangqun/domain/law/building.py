"""Parts of a law put together line by line, each with the place that one cites it by."""

from dataclasses import dataclass, field

from ..numerals import in_chinese
from .lines import Heading, Mark
from .text import Article, Block, Division, Item, Paragraph, Part, Sort, Table


@dataclass(slots=True)
class _Item:
    mark: Mark
    text: str
    items: "list[_Item]" = field(default_factory=list)


@dataclass(slots=True)
class _Paragraph:
    text: str
    items: list[_Item] = field(default_factory=list)


@dataclass(slots=True)
class _Table:
    rows: list[tuple[str, ...]]


@dataclass(slots=True)
class _Article:
    mark: str
    heading: str
    blocks: "list[_Paragraph | _Table]" = field(default_factory=list)


@dataclass(slots=True)
class _Division:
    sort: Sort
    mark: str
    title: str
    rank: int
    level: int
    parts: "list[_Division | _Article | _Paragraph | _Table]" = field(default_factory=list)


class Builder:
    """Takes the lines of a law one after another."""

    def __init__(self) -> None:
        self._root = _Division("heading", "", "", -1, 1)
        self._open = [self._root]
        self._article: _Article | None = None
        self._items: list[tuple[str, list[_Item]]] = []  # the style of each open list, and the list

    @property
    def is_empty(self) -> bool:
        """True before the first line."""
        return not self._root.parts

    def listed(self, text: str, is_title: bool) -> None:
        """A line of the list of contents."""
        top = self._open[-1]
        if top.sort != "contents":
            top = _Division("contents", text if is_title else "", "", 0, 2)
            self._root.parts.append(top)
            self._open = [self._root, top]
            self._article, self._items = None, []
            if is_title:
                return
        top.parts.append(_Paragraph(text))

    def division(self, heading: Heading, level: int) -> None:
        """A division begins; those end in which it cannot stand."""
        while len(self._open) > 1 and _ends(self._open[-1], heading, level):
            self._open.pop()
        made = _Division(heading.sort, heading.mark, heading.title, heading.rank, level or len(self._open) + 1)
        self._open[-1].parts.append(made)
        self._open.append(made)
        self._article = None
        self._items = []

    def article(self, mark: str, heading: str, text: str) -> None:
        """An article begins, with its first paragraph."""
        self._close_contents()
        self._article = _Article(mark, heading)
        self._open[-1].parts.append(self._article)
        self._items = []
        if text:
            self.paragraph(text)

    def paragraph(self, text: str) -> None:
        """A paragraph."""
        self._close_contents()
        made = _Paragraph(text)
        self._put(made)
        self._items = [("", made.items)]

    def item(self, mark: Mark) -> None:
        """An item of the paragraph above it: of a list that is open, or of one within its last item."""
        if not self._items:
            self.paragraph("")
        known = next((depth for depth, (style, _) in enumerate(self._items) if style == mark.style), None)
        made = _Item(mark, mark.rest)
        if known is not None:
            del self._items[known + 1 :]
            self._items[known][1].append(made)
            return
        style, items = self._items[-1]
        into = items if not style else items[-1].items
        into.append(made)
        if style:
            self._items.append((mark.style, into))
        else:
            self._items[-1] = (mark.style, into)

    def row(self, cells: tuple[str, ...]) -> None:
        """A row of a table."""
        self._close_contents()
        within: list[_Paragraph | _Table] | list[_Division | _Article | _Paragraph | _Table]
        within = self._article.blocks if self._article else self._open[-1].parts
        last = within[-1] if within else None
        if isinstance(last, _Table):
            last.rows.append(cells)
        else:
            self._put(_Table([cells]))
            self._items = []

    def parts(self) -> tuple[Part, ...]:
        """All parts, with their anchors."""
        return _Anchors().parts(self._root.parts, "")

    def _put(self, made: "_Paragraph | _Table") -> None:
        if self._article:
            self._article.blocks.append(made)
        else:
            self._open[-1].parts.append(made)

    def _close_contents(self) -> None:
        if self._open[-1].sort == "contents":
            self._open.pop()


def _ends(open_one: _Division, heading: Heading, level: int) -> bool:
    """True when a division cannot hold the one that begins."""
    if open_one.sort == "annex":
        return heading.sort == "annex"
    if heading.sort == "annex" or open_one.sort == "contents":
        return True
    if heading.rank and open_one.rank:
        return open_one.rank >= heading.rank
    if level:
        return open_one.level >= level or (heading.rank > 0 and open_one.sort in {"preamble", "supplement"})
    return heading.rank > 0 or heading.sort != "heading" or not open_one.rank


class _Anchors:
    """Gives each part the words by which one cites it, `第十二条第二款第三项`; a second one of that name is `第十二条_2`."""

    def __init__(self) -> None:
        self._taken: dict[str, int] = {}

    def _unique(self, name: str) -> str:
        number = self._taken[name] = self._taken.get(name, 0) + 1
        return f"{name}_{number}" if number > 1 else name

    def parts(self, parts: "list[_Division | _Article | _Paragraph | _Table]", within: str) -> tuple[Part, ...]:
        return tuple(self._part(part, within) for part in parts)

    def _part(self, part: "_Division | _Article | _Paragraph | _Table", within: str) -> Part:
        if isinstance(part, _Division):
            own = "" if part.sort == "contents" else part.mark.rstrip(":：.．、") or part.title
            anchor = self._unique("目录" if part.sort == "contents" else within + own.replace(" ", "-"))
            inner = self.parts(part.parts, anchor if part.sort != "contents" else "")
            return Division(part.sort, part.mark, part.title, inner, anchor)
        if isinstance(part, _Article):
            annex = within if within.startswith("附") and within[1:2] != "则" else ""
            return self._an_article(part, self._unique(annex + part.mark.strip("（）()、.．")))
        if isinstance(part, _Table):
            return Table(tuple(part.rows))
        return Paragraph(part.text, self._items(part.items, ""))

    def _an_article(self, article: _Article, anchor: str) -> Article:
        single = sum(isinstance(block, _Paragraph) for block in article.blocks) == 1
        blocks: list[Block] = []
        number = 0
        for block in article.blocks:
            if isinstance(block, _Table):
                blocks.append(Table(tuple(block.rows)))
                continue
            number += 1
            own = anchor if single else self._unique(f"{anchor}第{in_chinese(number)}款")
            blocks.append(Paragraph(block.text, self._items(block.items, own), "" if single else own))
        return Article(article.mark, article.heading, tuple(blocks), anchor)

    def _items(self, items: list[_Item], within: str, unit: str = "项") -> tuple[Item, ...]:
        """Items with their anchors, those within items as 目; what stands below no article has none."""
        made = []
        for item in items:
            anchor = self._unique(f"{within}第{in_chinese(item.mark.value)}{unit}") if within else ""
            made.append(Item(item.mark.mark, item.text, self._items(item.items, anchor, "目"), anchor))
        return tuple(made)
