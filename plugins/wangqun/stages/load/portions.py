"""Records cut at their seams: an item of a list that stands for itself can be left out, and the rest is what it was."""

from bisect import bisect
from collections.abc import Collection, Hashable, Mapping, Sequence
from typing import Any

from .marked import Marked

Path = tuple[Hashable, ...]


def item_around(values: Any, loc: Path, apart: Collection[str]) -> Path | None:
    """The innermost item around what stands at `loc` that can be left out of `values` by itself; None when there is none.

    `apart` are the names of lists whose items stand each for itself (domain/record.py).
    """
    for end in range(len(loc), 1, -1):
        if loc[end - 2] in apart and _is_there(values, loc[:end]):
            return loc[:end]
    return None


def _is_there(values: Any, path: Path) -> bool:
    """True when the path leads through lists and mappings as they are written (names may also be written as one text)."""
    inner: Any = values
    for part in path:
        if not (isinstance(inner, list) if isinstance(part, int) else isinstance(inner, dict) and part in inner):
            return False
        inner = inner[part]
    return True


def at(values: Any, path: Path) -> Any:
    """What stands at a path that leads somewhere."""
    for part in path:
        values = values[part]
    return values


def without_paths(values: Any, lost: Collection[Path]) -> Any:
    """Plain values without the items and fields at some paths."""
    return _cut(values, lost, ())


def _cut(values: Any, lost: Collection[Path], path: Path) -> Any:
    if isinstance(values, dict):
        return {key: _cut(value, lost, (*path, key)) for key, value in values.items() if (*path, key) not in lost}
    if isinstance(values, list):
        return [_cut(value, lost, (*path, number)) for number, value in enumerate(values) if (*path, number) not in lost]
    return values


def marked_without(marked: Marked, lost: Collection[Path]) -> Marked:
    """The same of marked values: items that come after one that is left out move up."""
    gone: dict[Path, list[int]] = {}  # numbers of the items that are left out, in order, by the path of their list
    for *above, last in lost:
        if isinstance(last, int):
            gone.setdefault(tuple(above), []).append(last)
    for numbers in gone.values():
        numbers.sort()
    moved = ((_moved(path, lost, gone), mark) for path, mark in marked.marks.items())
    return Marked(without_paths(marked.value, lost), {path: mark for path, mark in moved if path is not None})


def _moved(path: Path, lost: Collection[Path], gone: Mapping[Path, Sequence[int]]) -> Path | None:
    """Where what stood at `path` stands now; None when it was left out."""
    now: list[Hashable] = []
    for at, part in enumerate(path):
        if path[: at + 1] in lost:
            return None
        now.append(part - bisect(gone.get(path[:at], ()), part) if isinstance(part, int) else part)
    return tuple(now)
