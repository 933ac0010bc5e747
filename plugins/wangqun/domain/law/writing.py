"""A law's text written out: as the Markdown that an editor keeps, and as plain text."""

import re
from collections.abc import Callable, Iterable, Iterator

from .lines import is_heading
from .text import Article, Block, Division, Item, Paragraph, Part, Table

_MARKS = re.compile(r"[\\*_|#]|(?<=<)!")
_DEEPEST = 6

Escape = Callable[[str], str]


def as_markdown(parts: Iterable[Part]) -> str:
    """Parts as Markdown, from which the same parts are read again."""
    return "\n\n".join(_markdown(parts, 2)) + "\n"


def _markdown(parts: Iterable[Part], level: int) -> Iterator[str]:
    for part in parts:
        if isinstance(part, Division):
            if part.name:
                yield f"{'#' * min(level, _DEEPEST)} {_escaped(part.name)}"
            yield from _markdown(part.parts, level + 1)
        elif isinstance(part, Article):
            yield from _article(part, _escaped)
        else:
            yield from _block(part, _escaped)


def as_text(parts: Iterable[Part]) -> str:
    """Parts as plain text, a line for each paragraph and item."""
    return "\n".join(_text(parts)) + "\n"


def _text(parts: Iterable[Part]) -> Iterator[str]:
    for part in parts:
        if isinstance(part, Division):
            if part.name:
                yield part.name
            yield from _text(part.parts)
        elif isinstance(part, Article):
            yield from _article(part, str)
        elif isinstance(part, Table):
            yield from ("\t".join(row) for row in part.rows)
        else:
            yield from _block(part, str)


def _article(article: Article, escaped: Escape) -> Iterator[str]:
    """An article: its first paragraph stands beside its number, unless it would be taken for a heading there."""
    first, *others = article.paragraphs or (None,)
    number = article.number if article.number.endswith("、") else f"{article.number}　"
    if article.heading or not isinstance(first, Paragraph) or not first.text or is_heading(first.text):
        yield f"{number}{escaped(article.heading)}".rstrip()
        others = [*article.paragraphs]
    else:
        yield f"{number}{escaped(first.text)}"
        yield from _items(first.items, escaped)
    for block in others:
        yield from _block(block, escaped) if block else ()


def _block(block: Block, escaped: Escape) -> Iterator[str]:
    if isinstance(block, Table):
        yield "\n".join(_rows(block, escaped))
        return
    if block.text:
        yield escaped(block.text)
    yield from _items(block.items, escaped)


def _items(items: Iterable[Item], escaped: Escape) -> Iterator[str]:
    for item in items:
        gap = " " if item.mark[-1].isascii() else ""
        yield f"{item.mark}{gap}{escaped(item.text)}".rstrip()
        yield from _items(item.items, escaped)


def _rows(table: Table, escaped: Escape) -> Iterator[str]:
    head, *rows = table.rows
    yield _row(head, escaped)
    yield f"|{'---|' * len(head)}"
    yield from (_row(row, escaped) for row in rows)


def _row(cells: Iterable[str], escaped: Escape) -> str:
    return f"| {' | '.join(map(escaped, cells))} |"


def _escaped(text: str) -> str:
    """A text in which no character is a mark of Markdown."""
    return _MARKS.sub(r"\\\g<0>", text)
