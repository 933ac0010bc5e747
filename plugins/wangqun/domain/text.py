"""Characters that may stand in one line of public text."""

import re
import unicodedata

_BIDI = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


def is_clean(text: str) -> bool:
    """True when `text` has no control, surrogate, line-separating or direction-changing character."""
    return text.isprintable() or not any(map(_is_unfit, text))


def clean(text: str, instead: str = "") -> str:
    """`text` with such characters replaced; tabs and line ends become spaces."""
    if text.isprintable():
        return text
    return "".join(" " if c in "\t\n\r" else instead if _is_unfit(c) else c for c in text)


def strip_controls(text: str) -> tuple[str, int]:
    """Text of several lines without the characters no document may hold, and where the first stood (-1: there was none)."""
    first = _UNFIT.search(text)
    return (_UNFIT.sub("", text), first.start()) if first else (text, -1)


def _is_unfit(character: str) -> bool:
    code = ord(character)
    nonsense = 0xFDD0 <= code <= 0xFDEF or code & 0xFFFE == 0xFFFE
    return nonsense or character in _BIDI or unicodedata.category(character) in {"Cc", "Cs", "Zl", "Zp"}
