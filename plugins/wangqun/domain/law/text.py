"""What a law's text is made of: 编 章 节 as divisions, 条 as articles, 款 as paragraphs, 项 and 目 as items."""

from collections.abc import Iterator
from typing import Literal

from ..frozen import frozen

Sort = Literal["book", "subbook", "chapter", "section", "preamble", "contents", "supplement", "annex", "heading"]
"""编, 分编, 章, 节; 序言, 目录, 附则 without a number, 附件; and any other heading."""


@frozen
class Item:
    """项, and within one 目: its mark as it is written, （三） or 1., and what follows it. `anchor` is how one cites it."""

    mark: str
    text: str
    items: tuple["Item", ...] = ()
    anchor: str = ""


@frozen
class Paragraph:
    """款, or a stretch of prose that belongs to no article (then without an anchor)."""

    text: str
    items: tuple[Item, ...] = ()
    anchor: str = ""


@frozen
class Table:
    """A table by rows; the first is its head."""

    rows: tuple[tuple[str, ...], ...]


Block = Paragraph | Table


@frozen
class Article:
    """条: its number as written but for white space (第十二条之一; 一、 in texts without 条), and its heading in brackets."""

    number: str
    heading: str
    paragraphs: tuple[Block, ...]
    anchor: str


@frozen
class Division:
    """编, 章, 节 and the like: `mark` is 第一章, 附件二, 序言; `title` what follows it."""

    sort: Sort
    mark: str
    title: str
    parts: "tuple[Part, ...]"
    anchor: str

    @property
    def name(self) -> str:
        """Mark and title as they are shown."""
        return f"{self.mark}　{self.title}" if self.mark and self.title else self.mark or self.title


Part = Division | Article | Paragraph | Table


@frozen
class Doubt:
    """Something that a reader of the text should look at: the line (from 1), and what is odd, in Chinese."""

    line: int
    text: str


@frozen
class LawText:
    """The body of a law in its order; `doubts` are what was read with less than certainty."""

    parts: tuple[Part, ...]
    doubts: tuple[Doubt, ...] = ()


def articles(text: LawText) -> Iterator[tuple[Article, tuple[Division, ...]]]:
    """Every article in order, with the divisions in which it stands, the widest first."""
    yield from _articles(text.parts, ())


def _articles(parts: tuple[Part, ...], above: tuple[Division, ...]) -> Iterator[tuple[Article, tuple[Division, ...]]]:
    for part in parts:
        if isinstance(part, Article):
            yield part, above
        elif isinstance(part, Division):
            yield from _articles(part.parts, (*above, part))


def words_of(block: Block | Item) -> str:
    """A paragraph or an item with all that is in it, line by line; of a table each row."""
    if isinstance(block, Table):
        return "\n".join(" ".join(row) for row in block.rows)
    own = f"{block.mark}{block.text}" if isinstance(block, Item) else block.text
    return "\n".join(filter(None, (own, *map(words_of, block.items))))
