"""Where in a law's text its parts begin, line by line, with the words by which one cites them."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from .text import Article, Block, Division, Item, LawText, Part, Table


class Place(NamedTuple):
    """A line: its mark (第十二条, （三）, 第一章; "" for none), what follows it, the anchors of the parts that begin with it, the
    widest first; `sort` is `article`, `item`, that of a division, `listed` in a list of contents, or "". `depth` counts the
    divisions around a division.
    """

    mark: str
    words: str
    anchors: tuple[str, ...] = ()
    sort: str = ""
    depth: int = 0


def places(text: LawText) -> Iterator[Place]:
    """Every line of a text that holds one, in order; of a table each row."""
    return _parts(text.parts, 0)


def _parts(parts: Iterable[Part], depth: int) -> Iterator[Place]:
    for part in parts:
        if isinstance(part, Division):
            yield from _division(part, depth)
        elif isinstance(part, Article):
            yield from _article(part)
        else:
            yield from _block(part)


def _division(division: Division, depth: int) -> Iterator[Place]:
    if division.sort != "contents":
        if division.name:
            yield Place(division.mark, division.title, (division.anchor,), division.sort, depth)
        yield from _parts(division.parts, depth + 1)
        return
    own: tuple[str, ...] = (division.anchor,)
    if division.mark:
        yield Place(division.mark, "", own, "listed")
        own = ()
    for each in _parts(division.parts, depth):
        yield each._replace(anchors=own, sort="listed")
        own = ()


def _article(article: Article) -> Iterator[Place]:
    first, *others = article.paragraphs or (None,)
    if article.heading or first is None or isinstance(first, Table):
        yield Place(article.number, article.heading, (article.anchor,), "article")
        others = [*article.paragraphs]
    else:
        anchors = (article.anchor, first.anchor) if first.anchor else (article.anchor,)
        yield Place(article.number, first.text, anchors, "article")
        yield from _items(first.items)
    for block in others:
        yield from _block(block) if block else ()


def _block(block: Block) -> Iterator[Place]:
    if isinstance(block, Table):
        yield from (Place("", "".join(row)) for row in block.rows)
        return
    if block.text or block.anchor:
        yield Place("", block.text, (block.anchor,) if block.anchor else ())
    yield from _items(block.items)


def _items(items: Iterable[Item]) -> Iterator[Place]:
    for item in items:
        yield Place(item.mark, item.text, (item.anchor,) if item.anchor else (), "item")
        yield from _items(item.items)
