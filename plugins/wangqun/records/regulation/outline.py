"""The divisions of a law's page, and the parts of one that is too long."""

import gzip
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import unescape

from ...search.text import plain
from .context import Heading

LONGEST = 80_000  # bytes, packed: with its frame a page stays below 90 KB
_SURELY = 60_000  # characters of HTML that are never so many bytes, packed
_DEEP = 60  # divisions above which only the two widest ranks are listed
_HEADING = re.compile(r'<h(?P<level>[2-6]) id="(?P<id>[^"]+)"[^>]*>(?P<title>.*?)</h(?P=level)>', re.DOTALL)
_CUT = re.compile(r'(?=<h2 id="[^"]+")')


@dataclass(frozen=True, slots=True)
class Part:
    """A widest division of a long text: its heading's words and anchor, its HTML."""

    title: str
    anchor: str
    html: str


def parts_of(body: str) -> tuple[str, tuple[Part, ...]]:
    """What stands before the first part of a body that is too long for one page, and the parts; no parts where it is not, or
    has no divisions.
    """
    if len(body) < _SURELY or len(gzip.compress(body.encode(), 6, mtime=0)) <= LONGEST:
        return body, ()
    front, *pieces = _CUT.split(body)
    if len(pieces) < 2:
        return body, ()
    return front, tuple(_part(piece) for piece in pieces)


def _part(html: str) -> Part:
    found = _HEADING.match(html)
    return Part(plain(found["title"]), unescape(found["id"]), html) if found else Part("", "", html)


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
