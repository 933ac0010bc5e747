"""Patterns that are compiled when they are first asked for: a run asks few of those that it loads."""

import re
from typing import Any, cast

_ASKED = ("search", "match", "fullmatch", "finditer", "findall", "sub", "subn", "split", "flags", "groups", "groupindex")


class _Ready:
    """A pattern's own ways to be asked, as plain attributes."""


class _Waiting:
    """What a pattern is made of; the first who asks anything of it makes it ready."""

    def __init__(self, pattern: str, flags: int) -> None:
        self.pattern, self._flags = pattern, flags

    def __getattr__(self, name: str) -> Any:
        if name not in _ASKED:
            raise AttributeError(name)
        made = re.compile(self.pattern, self._flags)
        vars(self).update({asked: getattr(made, asked) for asked in _ASKED})
        self.__class__ = _Ready  # type: ignore[assignment] # one with `__getattr__` answers all that is asked more slowly
        return getattr(made, name)


def pattern(text: str, flags: int = 0) -> re.Pattern[str]:
    """What `re.compile` gives, as far as it is asked to search."""
    return cast("re.Pattern[str]", _Waiting(text, flags))
