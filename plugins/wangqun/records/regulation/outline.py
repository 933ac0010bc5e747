"""The divisions of a law's page, and the parts of one that is too long."""

import gzip
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from html import unescape

from ...domain.frozen import frozen
from ...search.text import plain
from .context import Heading

LONGEST = 80_000  # bytes, packed: with its frame a page stays below 90 KB
_SURELY = 60_000  # characters of HTML that are never so many bytes, packed
_DEEP = 60  # divisions above which only the two widest ranks are listed
_HEADING = re.compile(r'<h(?P<level>[2-6]) id="(?P<id>[^"]+)"[^>]*>(?P<title>.*?)</h(?P=level)>', re.DOTALL)
_CUTS = {rank: re.compile(rf'(?=<h{rank} id="[^"]+")') for rank in (2, 3, 4)}


@frozen
class Part:
    """A widest division of a long text: its heading's words and anchor, its HTML."""

    title: str
    anchor: str
    html: str


@lru_cache(maxsize=2)  # the pages of one text are made one after another
def parts_of(body: str) -> tuple[str, tuple[Part, ...]]:
    """What stands before the first part of a body that is too long for one page, and the parts; no parts where it is not, or
    has no divisions.
    """
    if not _is_long(body):
        return body, ()
    front, *pieces = _CUTS[2].split(body)
    if len(pieces) < 2:
        return body, ()
    return front, tuple(part for piece in pieces for part in _parts(piece, 3))


def _is_long(html: str) -> bool:
    return len(html) >= _SURELY and len(gzip.compress(html.encode(), 6, mtime=0)) > LONGEST


def _parts(html: str, rank: int) -> Iterator[Part]:
    """A widest division as a part; as several, by its own divisions, where it is too long itself."""
    found = _HEADING.match(html)
    title, anchor = (plain(found["title"]), unescape(found["id"])) if found else ("", "")
    head, *pieces = _CUTS[rank].split(html) if rank in _CUTS and _is_long(html) else (html,)
    if len(pieces) < 2:
        yield Part(title, anchor, html)
        return
    first, *others = (part for piece in pieces for part in _parts(piece, rank + 1))
    yield Part(f"{title}　{first.title}", anchor, head + first.html)
    above = f"<h{rank - 1}>{found['title']}</h{rank - 1}>\n" if found else ""
    yield from (Part(f"{title}　{part.title}", part.anchor, above + part.html) for part in others)


def outline(body: str) -> tuple[Heading, ...]:
    """The divisions of a body."""
    found = [
        (int(each["level"]), Heading(plain(each["title"]), f"#{unescape(each['id'])}", False)) for each in _HEADING.finditer(body)
    ]
    ranks = sorted({level for level, _ in found})
    if len(found) > _DEEP:
        found = [each for each in found if each[0] in ranks[:2]]
    return tuple(_nested(found))


def _nested(found: Sequence[tuple[int, Heading]]) -> Iterator[Heading]:
    """Headings, each with those of a lower rank that follow it."""
    at = 0
    while at < len(found):
        level, heading = found[at]
        end = next((n for n in range(at + 1, len(found)) if found[n][0] <= level), len(found))
        inner = tuple(_nested(found[at + 1 : end]))
        yield Heading(heading.title, heading.url, heading.current, inner)
        at = end
