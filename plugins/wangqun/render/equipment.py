"""What templates may use beside what the engine offers (docs/reference/templates.md)."""

from collections.abc import Callable
from typing import Any

from jinja2 import Environment

from .frames import Frames
from .phrases import with_breaks
from .reach import with_reach

FILTERS: dict[str, Callable[..., Any]] = {"reach": with_reach, "wbr": with_breaks}


def equipped(environment: Environment) -> Environment:
    """The environment, whose templates can use it; a filter that a cluster brings along under the same name stands."""
    for name, made in FILTERS.items():
        environment.filters.setdefault(name, made)
    environment.add_extension(Frames)
    return environment
