"""Numbers of persons: how they look, whether check digits hold, and their masked form (docs/domain.md §4)."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple

from .homes import homes

Kind = Literal["id", "id-suspect", "mobile", "card"]

_ID18 = re.compile(r"(?<!\d)[1-9]\d{5}(?:18|19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?!\d)", re.ASCII)
_ID15 = re.compile(r"(?<![0-9A-Za-z])[1-9]\d{7}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}(?![0-9A-Za-z])", re.ASCII)
_CARD = re.compile(r"(?<![0-9A-Za-z])[3-6]\d{15,18}(?![0-9A-Za-z])", re.ASCII)
_MOBILE = re.compile(r"(?<!\d)(?:(?:\+|00)?86)?1[3-9]\d{9}(?!\d)", re.ASCII)
_DIGEST = re.compile(r"(?<![0-9A-Za-z])(?=[0-9]*[a-f])[0-9a-f]{64}(?![0-9A-Za-z])")
_LONG = re.compile("[0-9][0-9]{10}")  # what begins with one class is searched for many times as fast
_LETTER = re.compile(r"[A-Za-z]")
SEPARATORS = re.compile(  # a dot divides a mobile number of three, four and four digits alone
    r"[ \-·\u2010-\u2015.](?<=\d[ \-·\u2010-\u2015.])(?:(?<!\.)[ \-·\u2010-\u2015]{0,3}(?=[\dXx])"
    r"|(?<=\.)(?=\d{4}(?:\.\d{4})?(?![\d.]*\d))(?:(?<=(?<![\d.])1[3-9]\d\.)(?=\d{4}\.)|(?<=(?<![\d.])1[3-9]\d\.\d{4}\.)))"
)
"""What merely divides the digits of one number into groups, in text folded by NFKC."""
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
    rest = _DIGEST.sub("#" * 64, text)
    for kind, pattern in _PATTERNS:
        found = []
        for match in pattern.finditer(rest):
            sure: Kind = "id-suspect" if pattern is _ID18 and not _checksum(match[0]) else kind
            if (kind == "card" and not _luhn(match[0])) or (sure == "id-suspect" and _is_in_word(match)):
                continue
            found.append(match.span())
            yield Number(sure, match.start(), match.end(), masked(match[0], *_KEPT[sure]))
        rest = _blanked(rest, found)


def _is_in_word(match: re.Match[str]) -> bool:
    """True when letters stand right before or after it, as in a digest."""
    around = match.string[max(match.start() - 1, 0) : match.start()] + match.string[match.end() : match.end() + 1]
    return _LETTER.search(around) is not None


def _blanked(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """`text` with `#` for every character of some spans, which are in order."""
    pieces: list[str] = []
    at = 0
    for start, end in spans:
        pieces += (text[at:start], "#" * (end - start))
        at = end
    return "".join([*pieces, text[at:]]) if at else text


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
    """`text` with every such number and home masked, fit for a message; in whatever width and groups it is written."""
    plain = text if text.isascii() else "".join(map(_folded, text))
    shown = list(text)
    covers = [(number.start, number.masked) for number in numbers(plain)] + [(home.start, home.masked) for home in homes(plain)]
    for start, cover in covers:
        for at, character in enumerate(cover, start):
            if character == "*":
                shown[at] = "*"
    apart = [at for match in SEPARATORS.finditer(plain) for at in range(*match.span())]
    if apart or "\0" in plain:
        kept = sorted(set(range(len(plain))) - set(apart) - {at for at, character in enumerate(plain) if character == "\0"})
        for number in numbers("".join(plain[at] for at in kept)):
            for at, character in enumerate(number.masked, number.start):
                if number.kind in {"id", "card"} and character == "*":
                    shown[kept[at]] = "*"
    return "".join(shown)


def _folded(character: str) -> str:
    """One character's usual form, still one character; NUL for what is not seen or not known."""
    if character == "�" or unicodedata.category(character) == "Cf":
        return "\0"
    plain = unicodedata.normalize("NFKC", character)
    return plain if len(plain) == 1 else character


def _checksum(number: str) -> bool:
    """The last character of an 18-digit identity number (GB 11643-1999)."""
    return "10X98765432"[sum(int(d) * w for d, w in zip(number, _WEIGHTS, strict=False)) % 11] == number[-1].upper()


def _luhn(number: str) -> bool:
    """The check digit of a bank card (ISO/IEC 7812-1)."""
    digits = [int(d) for d in reversed(number)]
    return sum(digits[::2] + [d * 2 - 9 * (d > 4) for d in digits[1::2]]) % 10 == 0
