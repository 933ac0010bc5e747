"""The texts between the tags of safe HTML, and which of them stay as they are."""

import re
from collections.abc import Iterator

_TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)[^>]*>")
_LEFT = frozenset("a code pre kbd samp summary h1 h2 h3 h4 h5 h6".split())
"""Elements in which a text stays as it is: what leads somewhere already, what is quoted letter by letter, headings."""


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
