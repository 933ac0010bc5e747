"""A value with the places that say it."""

from typing import NamedTuple


class Source(NamedTuple):
    """Where a value is written: the site that keeps the file, the path from the root, the line."""

    site: str
    path: str
    line: int


class SourcedValue(NamedTuple):
    """A merged value and every place that says it, the deciding one first."""

    value: str
    sources: tuple[Source, ...]
