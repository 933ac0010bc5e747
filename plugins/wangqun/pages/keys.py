"""A digest of what a template sees: the same for values that look the same to it, another for all others."""

import marshal
from collections.abc import Callable, Mapping
from dataclasses import fields
from datetime import date, datetime
from functools import cache
from hashlib import blake2b
from operator import attrgetter
from typing import Any

from markupsafe import Markup

from ..domain.frozen import is_frozen
from ..domain.said import Said

_EMPTY: tuple[object, ...] = ()  # itself, as it says nothing more: half of what a page holds
_ATOMS = frozenset({str, int, bool, float, bytes, type(None)})
_FORMAT = 2  # of marshal: the last one in which equal values give equal bytes, however they share their parts


class Volatile(TypeError):
    """A value of a type of which nobody knows whether it looks the same in the next run; the message names the type."""


def key_of(*values: object) -> bytes:
    """Sixteen bytes that name these values.

    Raises:
        Volatile: one of them, or a part of it, is no text, sentence, number, tuple, list, mapping, day, time or frozen dataclass.
    """
    return blake2b(marshal.dumps(_plain(values), _FORMAT), digest_size=16).digest()


def _plain(value: Any) -> Any:
    """The value made of atoms and tuples; each tuple begins with the name of what it stands for."""
    kind: type = type(value)
    if kind in _ATOMS or value is _EMPTY:
        return value
    name, parts = _taking_apart(kind)
    return (name, *[part if type(part) in _ATOMS or part is _EMPTY else _plain(part) for part in parts(value)])


@cache
def _taking_apart(kind: type) -> tuple[str, Callable[[Any], Any]]:
    """What a type is called, and how its parts are had."""
    name = f"{kind.__module__}.{kind.__qualname__}"
    if kind in {tuple, list} or (issubclass(kind, tuple) and hasattr(kind, "_fields")):
        return name, iter
    if is_frozen(kind):
        names = [field.name for field in fields(kind)]
        if len(names) > 1:
            return name, attrgetter(*names)
        return name, lambda value: [getattr(value, name) for name in names]
    if kind is Said:
        return name, lambda value: (value.words, *(values if type(values := value.values) is tuple else values.values()))
    if kind is Markup:
        return name, lambda value: (str(value),)
    if issubclass(kind, Mapping):
        return name, lambda value: [part for pair in value.items() for part in pair]
    if kind in {date, datetime}:
        return name, lambda value: (value.isoformat(),)
    raise Volatile(name)
