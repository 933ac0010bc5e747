"""What templates may do to a text, beside what the engine offers (docs/reference/templates.md)."""

from collections.abc import Callable
from typing import Any

from jinja2 import Environment

from .phrases import with_breaks
from .reach import with_reach

FILTERS: dict[str, Callable[..., Any]] = {"reach": with_reach, "wbr": with_breaks}


def with_filters(environment: Environment) -> Environment:
    """The environment, whose templates can use them; one that a cluster brings along under the same name stands."""
    for name, made in FILTERS.items():
        environment.filters.setdefault(name, made)
    return environment
