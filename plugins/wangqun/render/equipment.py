"""What templates may use beside what the engine offers (docs/reference/templates.md)."""

from collections.abc import Callable
from typing import Any

from jinja2 import Environment

from .folding import UNCHANGED, Words, with_words
from .frames import Frames
from .numbers import whole
from .phrases import with_breaks
from .reach import with_reach

FILTERS: dict[str, Callable[..., Any]] = {"reach": with_reach, "wbr": with_breaks, "whole": whole}


def equipped(environment: Environment, words: Words = UNCHANGED) -> Environment:
    """The environment, whose templates can use it and say what they say in these words; a filter that a cluster brings along
    under the same name stands.
    """
    for name, made in FILTERS.items():
        environment.filters.setdefault(name, made)
    environment.add_extension(Frames)
    return with_words(environment, words)
