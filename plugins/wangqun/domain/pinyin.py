"""Han characters in Latin letters. What knows them takes as long to load as a small site to build, so it is loaded when asked."""

from collections.abc import Callable


def syllables(text: str, others: str | Callable[[str], str] = "default") -> list[str]:
    """`["zhang", "san"]`, without tones. What is no Han character stays one piece; `others` "ignore" drops it, or is what makes
    something else of it.
    """
    from pypinyin import lazy_pinyin

    return lazy_pinyin(text, errors=others)


def first_letters(text: str) -> list[str]:
    """`["z", "s"]`; what is no Han character stays one piece."""
    from pypinyin import Style, lazy_pinyin

    return lazy_pinyin(text, style=Style.FIRST_LETTER)
