"""Telephone numbers and mailboxes in a line of text, as links."""

import re
from collections.abc import Iterator

from .context import Link

_NUMBER = r"(?<![\d-])(?:0\d{2,3}[- ]?\d{7,8}|400-?\d{3}-?\d{4}|1[3-9]\d{9}|123(?:09|37|45|48|68|80|88))"
_WAYS = re.compile(
    rf"(?P<mail>[\w.+-]+@[\w-]+(?:\.[\w-]+)+)|(?P<number>{_NUMBER})(?:(?:-|转)(?P<extension>\d{{1,5}}))?(?![\d-])", re.ASCII
)


def linked(text: str) -> tuple[Link, ...]:
    """The text in pieces, in order: numbers and mailboxes with their `tel:` or `mailto:`, all else without an address."""
    return tuple(_pieces(text))


def ways(text: str) -> tuple[Link, ...]:
    """The numbers and mailboxes of a text alone."""
    return tuple(piece for piece in _pieces(text) if piece.url)


def _pieces(text: str) -> Iterator[Link]:
    end = 0
    for match in _WAYS.finditer(text):
        if match.start() > end:
            yield Link(text[end : match.start()], None)
        yield Link(match[0], f"mailto:{match['mail']}" if match["mail"] else _tel(match["number"], match["extension"]))
        end = match.end()
    if end < len(text):
        yield Link(text[end:], None)


def _tel(number: str, extension: str | None) -> str:
    """RFC 3966; hyphens may stand in it."""
    return f"tel:{number.replace(' ', '')}" + (f";ext={extension}" if extension else "")
