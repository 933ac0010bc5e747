"""A cluster before an edit, and the edit: how such scenes are put together."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any, NamedTuple

from .sources import SITES, Piece, Sources, dump, folder_of

Change = Callable[[Sources], Sources]
SHENG, SHI, XIAN = (folder_of(site) for site in ("sheng", "shi", "xian"))


class Scene(NamedTuple):
    """The cluster before, the edit, and what parts (beginnings of names) tell the same: it is missed only without all."""

    before: Change
    edit: Change
    along: tuple[str, ...] = ()


def put(files: Mapping[str, str | bytes | None]) -> Change:
    """Write files, or take them away."""
    return lambda sources: sources.edited(files)


def say(path: str, **fields: Any) -> Change:
    """Change a header."""
    return lambda sources: sources.edited({path: Piece.of(sources.text(path)).saying(**fields).text})


def more(path: str, text: str) -> Change:
    """Put text at the end of a file."""
    return lambda sources: sources.edited({path: sources.text(path) + text})


def record(path: str, **fields: Any) -> Change:
    """Change a record."""
    return lambda sources: sources.edited({path: dump(sources.record(path) | fields)})


def site(which: str, **fields: Any) -> Change:
    """Change a site's record."""
    return record(f"sites/{SITES[which]}/{which}.yaml", **fields)


def cluster(**fields: Any) -> Change:
    """Change the cluster's."""
    return record("sites/cluster.yaml", **fields)


def later(**step: int) -> Change:
    """Let time pass."""
    return lambda sources: sources.later(timedelta(**step))


def both(*changes: Change) -> Change:
    """One change after another."""

    def change(sources: Sources) -> Sources:
        for each in changes:
            sources = each(sources)
        return sources

    return change


def gone(path: str) -> Change:
    """Take a file away."""
    return put({path: None})


def moved(path: str, target: str) -> Change:
    """Give a file, or all of a folder, another place."""
    return lambda sources: sources.edited(
        {each: None for each in sources.files if each.startswith(path)}
        | {target + each.removeprefix(path): content for each, content in sources.files.items() if each.startswith(path)}
    )


def scene(*changes: Change, along: tuple[str, ...] = ()) -> Scene:
    """What the last of some changes shows after the others."""
    return Scene(both(*changes[:-1]), changes[-1], along)
