"""A law's text written out: as the Markdown that an editor keeps, and as plain text."""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from .lines import is_heading
from .text import Article, Block, Division, Item, Paragraph, Part, Table

_MARKS = re.compile(r"[\\*_|#]|(?<=<)!")
_DEEPEST = 6


class Form(NamedTuple):
    """How a text and a table are written."""

    text: Callable[[str], str]
    table: Callable[[Table], str]


def as_markdown(parts: Iterable[Part], level: int = 2) -> str:
    """Parts as Markdown, from which the same parts are read again; the widest divisions are headings of rank `level`."""
    return "\n\n".join(_markdown(parts, level)) + "\n"


def _markdown(parts: Iterable[Part], level: int) -> Iterator[str]:
    for part in parts:
        if isinstance(part, Division):
            if part.name:
                yield f"{'#' * min(level, _DEEPEST)} {escaped(part.name)}"
            yield from _markdown(part.parts, level + 1)
        else:
            yield from _written(part, _MARKDOWN)


def as_text(parts: Iterable[Part]) -> str:
    """Parts as plain text, a line for each paragraph, item and row."""
    return "\n".join(_text(parts)) + "\n"


def _text(parts: Iterable[Part]) -> Iterator[str]:
    for part in parts:
        if isinstance(part, Division):
            if part.name:
                yield part.name
            yield from _text(part.parts)
        else:
            yield from _written(part, _PLAIN)


def _written(part: Article | Block, form: Form) -> Iterator[str]:
    return _article(part, form) if isinstance(part, Article) else _block(part, form)


def _article(article: Article, form: Form) -> Iterator[str]:
    """An article: its first paragraph stands beside its number, unless it would be taken for a heading there."""
    first, *others = article.paragraphs or (None,)
    number = article.number if article.number.endswith("、") else f"{article.number}　"
    if article.heading or not isinstance(first, Paragraph) or not first.text or is_heading(first.text):
        yield f"{number}{form.text(article.heading)}".rstrip()
        others = [*article.paragraphs]
    else:
        yield f"{number}{form.text(first.text)}"
        yield from _items(first.items, form)
    for block in others:
        yield from _block(block, form) if block else ()


def _block(block: Block, form: Form) -> Iterator[str]:
    if isinstance(block, Table):
        yield form.table(block)
        return
    if block.text:
        yield form.text(block.text)
    yield from _items(block.items, form)


def _items(items: Iterable[Item], form: Form) -> Iterator[str]:
    for item in items:
        gap = " " if item.mark[-1].isascii() else ""
        yield f"{item.mark}{gap}{form.text(item.text)}".rstrip()
        yield from _items(item.items, form)


def _ruled(table: Table) -> str:
    head, *rows = [f"| {' | '.join(map(escaped, row))} |" for row in table.rows]
    return "\n".join([head, f"|{'---|' * len(table.rows[0])}", *rows])


def _tabbed(table: Table) -> str:
    return "\n".join(map("\t".join, table.rows))


def escaped(text: str) -> str:
    """A text in which no character is a mark of Markdown."""
    return _MARKS.sub(r"\\\g<0>", text)


_MARKDOWN, _PLAIN = Form(escaped, _ruled), Form(str, _tabbed)
