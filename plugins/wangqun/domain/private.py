"""Numbers that name a person: how they look, whether their check digits hold, and their masked form (docs/domain.md §4)."""

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

Kind = Literal["id", "id-suspect", "mobile", "card"]

_ID18 = re.compile(
    r"(?<![0-9A-Za-z])[1-9]\d{5}(?:18|19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?![0-9A-Za-z])", re.ASCII
)
_ID15 = re.compile(r"(?<![0-9A-Za-z])[1-9]\d{7}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}(?![0-9A-Za-z])", re.ASCII)
_CARD = re.compile(r"(?<![0-9A-Za-z])[3-6]\d{15,18}(?![0-9A-Za-z])", re.ASCII)
_MOBILE = re.compile(r"(?<!\d)(?:(?:\+|00)?86)?1[3-9]\d{9}(?!\d)", re.ASCII)
_LONG = re.compile(r"\d{11}", re.ASCII)
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_KEPT: dict[Kind, tuple[int, int]] = {"id": (2, 3), "id-suspect": (2, 3), "mobile": (3, 4), "card": (4, 3)}


class Number(NamedTuple):
    """One such number in a text: what it is, from where to where it stands, and the form that may be shown."""

    kind: Kind
    start: int
    end: int
    masked: str


def numbers(text: str) -> Iterator[Number]:
    """Identity numbers, then bank cards among what is left, then mobile numbers; each place once."""
    if not _LONG.search(text):
        return
    rest = text
    for kind, pattern in _PATTERNS:
        for match in pattern.finditer(rest):
            if kind != "card" or _luhn(match[0]):
                sure: Kind = "id-suspect" if pattern is _ID18 and not _checksum(match[0]) else kind
                yield Number(sure, match.start(), match.end(), masked(match[0], *_KEPT[sure]))
                rest = rest[: match.start()] + "#" * len(match[0]) + rest[match.end() :]


_PATTERNS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    ("id", _ID18),
    ("id-suspect", _ID15),
    ("card", _CARD),
    ("mobile", _MOBILE),
)


def masked(text: str, head: int, tail: int) -> str:
    """`text` with all but its first `head` and last `tail` characters starred."""
    return text[:head] + "*" * max(0, len(text) - head - tail) + text[len(text) - tail :]


def veil(text: str) -> str:
    """`text` with every such number masked, fit for a message."""
    for number in tuple(numbers(text)):
        text = text[: number.start] + number.masked + text[number.end :]
    return text


def _checksum(number: str) -> bool:
    """The last character of an 18-digit identity number (GB 11643-1999)."""
    return "10X98765432"[sum(int(d) * w for d, w in zip(number, _WEIGHTS, strict=False)) % 11] == number[-1].upper()


def _luhn(number: str) -> bool:
    """The check digit of a bank card (ISO/IEC 7812-1)."""
    digits = [int(d) for d in reversed(number)]
    return sum(digits[::2] + [d * 2 - 9 * (d > 4) for d in digits[1::2]]) % 10 == 0
