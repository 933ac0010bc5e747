"""Bodies of plain prose as HTML: headings, paragraphs and simple lists with links and words in bold, as the engine would make
them; all other bodies are the engine's."""

import re
from collections.abc import Iterator, MutableSet

from markdown.extensions.toc import slugify_unicode, unique

from ...domain.patterns import pattern
from ...search.tokens import HAN
from .letters import with_places
from .lines import Piece, even
from .marks import BREAK, MARKED

_PROSE = pattern(
    rf"[\n {HAN}A-Za-z0-9\u3000-\u3003\u3006\u3008-\u301b\uff01-\uff5e\u2010-\u2026\u2030-\u203b\u00b7\u00d7\u2103\u2160-\u217f"
    r"\u2460-\u249b#*.,;:?()/%+\"'$@-]+"
)
"""Characters that mean nothing to an engine, or only where `_LINE`, `_HEADING` and `_ITEM` say."""
_LINK = pattern(rf"\[([^\[\]\n*\x02]+)\]\(((?:{{(?:filename|static|attach)}})?[{HAN}A-Za-z0-9:/.#%?=_-]+)\)")
_BOLD = pattern(r"\*\*(?!\s)([^*\x02]*[^*\x02\s])\*\*")
_HEADING = pattern(r"(#{1,6}) ([^#*\[\x02]+)")
_ITEM = pattern(r"(?:(-)|(\d+)\.) ([^\n]+)")
_LINE = pattern(r"(?![-+:=#*\s]|\d+\.\s)[^#*\[\x02]+")
"""A line of prose that begins no block, less marks of links and bold."""


def plain(source: str, base: int) -> str | None:
    """The HTML of a body of plain prose whose headings of the first rank are to be of rank `base`; None for any other body, and
    where it is not certain what the engine makes of it.
    """
    if not _PROSE.fullmatch(_LINK.sub(r"\1", source) if "[" in source else source):
        return None
    source = re.sub(r"(?<=\n) +\n", "\n", source + "\n\n")
    lines = with_places(even(source.split("\n"), Piece(frozenset(), source, str)))
    blocks: list[str] = []
    ids: set[str] = set()
    counters: dict[str, int] = {}
    was_list = False
    for block in _blocks(lines):
        made = _list(block)
        if made and was_list:
            return None  # an engine makes one of both
        was_list = bool(made)
        made = made or _heading(block, base, ids, counters) or _paragraph(block)
        if made is None:
            return None
        blocks.append(made)
    return "\n".join(blocks).strip()


def _blocks(lines: list[str]) -> Iterator[list[str]]:
    """Lines between empty ones."""
    block: list[str] = []
    for line in lines:
        if line:
            block.append(line)
        elif block:
            yield block
            block = []
    if block:
        yield block


def _heading(block: list[str], base: int, ids: MutableSet[str], counters: dict[str, int]) -> str | None:
    found = _HEADING.fullmatch(block[0]) if len(block) == 1 else None
    if not found:
        return None
    title = found[2].strip()
    rank = min(6, len(found[1]) + base - 1)
    name = unique(slugify_unicode(" ".join(title.split()), "-"), ids, counters)  # type: ignore[call-arg] # the stubs lack it
    return f'<h{rank} id="{name}">{title}</h{rank}>'


def _list(block: list[str]) -> str | None:
    """A list whose items are a line each, with the numbers that counting would not give."""
    items = [_ITEM.fullmatch(line) for line in block]
    kind = items[0][1] if items[0] else None
    parts = []
    for found in items:
        if not found or found[1] != kind or (text := _prose(found[3])) is None:
            return None
        parts.append((found[2], text))
    if kind:
        return "\n".join(("<ul>", *(f"<li>{text}</li>" for _, text in parts), "</ul>"))
    numbers = [int(number) for number, _ in parts]
    if all(number == "1" for number, _ in parts):
        numbers = list(range(1, len(parts) + 1))
    out = [f'<ol start="{parts[0][0]}">' if numbers[0] != 1 else "<ol>"]
    due = numbers[0]
    for number, (written, text) in zip(numbers, parts, strict=True):
        out.append(f"<li>{text}</li>" if number == due else f'<li value="{written}">{text}</li>')
        due = number + 1
    return "\n".join((*out, "</ol>"))


def _paragraph(block: list[str]) -> str | None:
    first = block[0]
    place = MARKED.match(first) if first[0] == "\x02" else None
    made: list[str] = []
    for line in (first[place.end() :], *block[1:]) if place else block:
        if made and made[-1].endswith(BREAK):
            made[-1] = made[-1].removesuffix(BREAK) + "<br>"
        text = _prose(line.removesuffix(BREAK))
        if text is None:
            return None
        made.append(text + BREAK if line.endswith(BREAK) else text)
    opening = f'<p class="{place[1]}">' if place else "<p>"
    return opening + "\n".join(made).removesuffix(BREAK) + "</p>"


def _prose(text: str) -> str | None:
    """A line of prose as HTML; None when it holds or begins anything else."""
    html = bare = text
    if "[" in text:
        bare, html = _LINK.sub(r"\1", text), _LINK.sub(r'<a href="\2">\1</a>', text)
    if "*" in text:
        bare, html = _BOLD.sub(r"\1", bare), _BOLD.sub(r"<strong>\1</strong>", html)
    return html if _LINE.fullmatch(bare) else None
