"""Han characters in Latin letters. What knows them takes as long to load as a small site to build: it is loaded for a text that
was not asked about before.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

Sounds = dict[tuple[str, str], tuple[str, ...]]
"""A text, and how it was asked about -> its pieces."""

MOST = 100_000  # texts that a process remembers
_FIRST = "first"
_known: Sounds = {}
_heard: list[Sounds] = []  # of who listens now


def load() -> None:
    """Have it at hand, for all processes forked from this one."""
    from pypinyin import lazy_pinyin

    lazy_pinyin("会")


def syllables(text: str, others: str = "default") -> list[str]:
    """`["zhang", "san"]`, without tones. What is no Han character stays one piece; `others` "ignore" drops it."""
    return list(_sounds(text, others))


def first_letters(text: str) -> list[str]:
    """`["z", "s"]`; what is no Han character stays one piece."""
    return list(_sounds(text, _FIRST))


def replaced_syllables(text: str, others: Callable[[str], str]) -> list[str]:
    """Syllables, and what `others` makes of what is no Han character."""
    from pypinyin import lazy_pinyin

    return lazy_pinyin(text, errors=others)


def know(sounds: Sounds) -> None:
    """Remember what was asked in another process, and answered by the same library."""
    if len(_known) + len(sounds) > MOST:
        _known.clear()
    _known.update(sounds)


@contextmanager
def listening() -> Iterator[Sounds]:
    """What is asked about meanwhile, with its answers."""
    _heard.append({})
    try:
        yield _heard[-1]
    finally:
        _heard.pop()


def _sounds(text: str, how: str) -> tuple[str, ...]:
    found = _known.get((text, how))
    if found is None:
        from pypinyin import Style, lazy_pinyin

        made = lazy_pinyin(text, style=Style.FIRST_LETTER) if how == _FIRST else lazy_pinyin(text, errors=how)
        found = tuple(made)
        know({(text, how): found})
    for heard in _heard:
        heard[text, how] = found
    return found
