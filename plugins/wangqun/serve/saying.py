"""What the preview and its child tell each other, a line of JSON each: the two may be of different versions of the engine."""

import json
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

Page = tuple[str, str]
"""A site, and the path of a page below it."""


class Saved(NamedTuple):
    """To the child: what was saved, which pages are open, the last opened first, and what time it is. Numbers go up."""

    number: int
    paths: list[str]
    open: list[list[str]]
    now: str


class Drawn(NamedTuple):
    """From it: a page as it is after so many saves."""

    number: int
    site: str
    path: str
    html: str


class Dressed(NamedTuple):
    """From it: the theme's files."""

    folder: str
    files: dict[str, str]
    rest: str


class Judged(NamedTuple):
    """From it: what is wrong with the files that were saved, as far as it is known before everything is built."""

    number: int
    paths: list[str]
    findings: list[dict[str, Any]]


class Settled(NamedTuple):
    """From it: everything is built as it was after so many saves. `sites` are origin and prefix of each, `sources` the file of
    content that each page is made of; None for both where nothing could be built, `trouble` says why. `failed` sites show what
    they did before: a file of theirs that was saved again meanwhile, say, is not what was to be built.
    """

    number: int
    changed: list[str]
    findings: list[dict[str, Any]]
    trouble: str = ""
    sites: dict[str, list[str]] | None = None
    sources: dict[str, dict[str, str]] | None = None
    failed: list[str] | None = None


Said = Drawn | Dressed | Judged | Settled
_KINDS: Mapping[str, Callable[..., Saved | Said]] = {kind.__name__: kind for kind in (Saved, Drawn, Dressed, Judged, Settled)}


def written(said: Saved | Said) -> bytes:
    """As a line."""
    return json.dumps([type(said).__name__, *said], ensure_ascii=False).encode("utf-8", "surrogatepass") + b"\n"


def read(line: bytes) -> Saved | Said | None:
    """What a line says; None for one that says nothing."""
    try:
        name, *values = json.loads(line)
        return _KINDS[name](*values)
    except (ValueError, TypeError, KeyError):
        return None
