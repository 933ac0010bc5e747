"""What templates may use beside what the engine offers (docs/reference/templates.md)."""

from collections.abc import Callable, Mapping
from typing import Any

from jinja2 import Environment

from .folding import with_words
from .frames import Frames
from .phrases import with_breaks
from .reach import with_reach

FILTERS: dict[str, Callable[..., Any]] = {"reach": with_reach, "wbr": with_breaks}
_NONE: Mapping[str, str] = {}


def equipped(environment: Environment, messages: Mapping[str, str] = _NONE) -> Environment:
    """The environment, whose templates can use it and say what they say in these words; a filter that a cluster brings along
    under the same name stands.
    """
    for name, made in FILTERS.items():
        environment.filters.setdefault(name, made)
    environment.add_extension(Frames)
    return with_words(environment, messages)
