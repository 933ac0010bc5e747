"""Characters that may stand in one line of public text."""

import unicodedata

_BIDI = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufffe\uffff")


def is_clean(text: str) -> bool:
    """True when `text` has no control, surrogate, line-separating or direction-changing character."""
    return text.isprintable() or not any(map(_is_unfit, text))


def clean(text: str, instead: str = "") -> str:
    """`text` with such characters replaced; tabs and line ends become spaces."""
    if text.isprintable():
        return text
    return "".join(" " if c in "\t\n\r" else instead if _is_unfit(c) else c for c in text)


def _is_unfit(character: str) -> bool:
    return character in _BIDI or unicodedata.category(character) in {"Cc", "Cs", "Zl", "Zp"}
