"""The texts between the tags of safe HTML, and which of them stay as they are."""

import re
from collections.abc import Iterable, Iterator

_TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)[^>]*>")
_LEFT = frozenset("a code pre kbd samp summary h1 h2 h3 h4 h5 h6".split())
"""Elements in which a text stays as it is: what leads somewhere already, what is quoted letter by letter, headings."""
_EDGE = re.compile(rf"<(/?)(?:{'|'.join(sorted(_LEFT))})(?![a-z0-9])[^>]*>")


def texts(html: str) -> Iterator[tuple[int, int, bool]]:
    """Where the texts between tags begin and end, and whether they are to be left as they are."""
    within = at = 0
    for tag in _TAG.finditer(html):
        if tag.start() > at:
            yield at, tag.start(), within > 0
        if tag[2] in _LEFT:
            within += -1 if tag[1] else 1
        at = tag.end()
    if at < len(html):
        yield at, len(html), within > 0


def outside(html: str, spans: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Those of some spans, in their order and each without tags, that are in texts which are not to be left as they are: for what
    is found faster in all of it than text by text.
    """
    edges: list[tuple[int, int]] | None = None  # where such elements begin and end: +1 and -1, the next one last
    within = 0
    for start, end in spans:
        if html.rfind("<", 0, start) > html.rfind(">", 0, start):
            continue
        if edges is None:
            edges = [(edge.end(), -1 if edge[1] else 1) for edge in _EDGE.finditer(html)][::-1]
        while edges and edges[-1][0] <= start:
            within += edges.pop()[1]
        if within <= 0:
            yield start, end
