"""What a run reads and leaves, at a glance: two sweeps that are the same saw the same files (docs/decisions/0036)."""

import os
import stat
import sys
from collections.abc import Collection, Iterable, Iterator
from datetime import datetime
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from ..domain.markup import is_document
from ..domain.moment import SHANGHAI
from ..stored import read_sealed_json, sealed_json, write
from .whole import RELEASES

RACY = 2_000_000_000  # ns: a file changed this shortly before it was read may change again without a new time
CONTENT = "content"
SOURCES = ("sites", "themes", "pelicanconf.py")
CACHE = Path("build/cache")
LAST = CACHE / "last.json"  # when a run was last answered from what was remembered
STILL = CACHE / "still.bin"
_OWN = frozenset({"lock", "lock.owner", ".lock", LAST.name, STILL.name, "commits.json", "pieces"})
"""What is in the cache that differs from run to run, or that an ordinary run does not look at either."""
_COMPILED = frozenset({"__pycache__"})


class Unsettled(Exception):
    """What lies there cannot be known by a glance: it is being changed, is somewhere else, or cannot be read."""


class Part(NamedTuple):
    """A site's content at a glance: digests of `all` of it, and of all but its documents; "" for what may still change without a
    new time.
    """

    all: str
    fixed: str


def sources(root: Path, others: Iterable[Path], before: int) -> tuple[str, dict[str, Part]]:
    """A digest of every file that a run reads of a cluster: below its folders, and `others` (the theme, a list of words); apart
    from it each site's content, by its folder.

    Raises:
        Unsettled: a folder is a link or cannot be listed, or a file is so young at `before` (ns) that its time says nothing; of a
            site's content its part says that.
    """
    who, newest = getattr(os, "getuid", int)(), before - RACY
    rows, levels = _look_into(root / CONTENT)
    parts: dict[str, Part] = {}
    for level in levels:
        more, folders = _look_into(level)
        rows += more
        parts |= {os.path.relpath(folder, root).replace(os.sep, "/"): _part(folder, newest) for folder in folders}
    return _digest(f"{root} {who}", *sorted(rows), seen([*(root / name for name in SOURCES), *others], before)), parts


def _look_into(folder: Path) -> tuple[list[str], list[Path]]:
    """What is in a folder of folders, and those that are none of anything else."""
    rows, folders = [], []
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.is_symlink():
                    raise Unsettled(entry.path)
                if entry.is_dir():
                    folders.append(Path(entry.path))
                rows.append(f"{entry.path} {entry.stat().st_mode if entry.is_dir() else ''}")
    except FileNotFoundError:
        pass
    except OSError as error:
        raise Unsettled(str(folder)) from error
    return rows, folders


def _part(folder: Path, newest: float) -> Part:
    """A site's content as it is now."""
    try:
        rows, is_young = _rows([folder], newest=newest), False
    except Unsettled:
        try:
            rows, is_young = _rows([folder]), True
        except Unsettled:
            return Part("", "")
    fixed = [row for row in rows if not is_document(row.partition("\0")[0])]
    if is_young and any(int(row.split("\0")[3]) >= newest for row in fixed):
        return Part("", "")
    return Part("" if is_young else _digest(*rows), _digest(*fixed))


def seen(paths: Iterable[Path], before: int) -> str:
    """A digest of every file at or below some paths, as `sources`."""
    return _digest(*_rows(paths, newest=before - RACY))


@cache
def engine(folder: Path) -> str:
    """A digest of what stands for the engine, its libraries and Python, of which a process runs what it found at first.

    Raises:
        Unsettled: it cannot be seen.
    """
    names = sorted(name for path in sys.path for name in _names(path) if name.endswith((".dist-info", ".egg-info")))
    return _digest(sys.version, *names, *_rows([folder], _COMPILED))


def left(root: Path) -> str:
    """A digest of what runs leave under build/ beside the files of releases and of the readers' search.

    Raises:
        Unsettled: some of it cannot be seen.
    """
    build = root / "build"
    links = sorted(f"{name} {_link(build / 'public' / name)}" for name in _names(build / "public"))
    releases = sorted(f"{site} {sorted(_names(root / RELEASES / site))}" for site in _names(root / RELEASES))
    kept = _rows([root / CACHE, build / "manifests"], _OWN)
    names = sorted(name for name in _names(build) if name != "reports")  # they are written anew in any case
    return _digest(repr(names), *links, "", *releases, "", repr(sorted(_names(build / "search"))), *kept)


def stamp(path: Path) -> tuple[int, int, int]:
    """Size, time (ns) and inode of a file; zeros when there is none."""
    try:
        found = path.lstat()
    except OSError:
        return (0, 0, 0)
    return (found.st_size, found.st_mtime_ns, found.st_ino)


def note_run(root: Path, ledger: Path, now: datetime) -> None:
    """Remember when a run was answered that left the ledger as it is."""
    write(root / LAST, sealed_json({"ledger": stamp(root / ledger), "now": now.isoformat()}))


def last_run(root: Path, ledger: Path) -> datetime | None:
    """When that was; None when there was none since the ledger was written."""
    known = read_sealed_json(root / LAST, lambda data: (tuple(data["ledger"]), datetime.fromisoformat(data["now"])))
    return known[1].astimezone(SHANGHAI) if known and known[0] == stamp(root / ledger) else None


def _rows(paths: Iterable[Path], passed: Collection[str] = (), newest: float = float("inf")) -> list[str]:
    """A line for each file and folder at or below some paths but for names to be `passed` over."""
    rows: list[str] = []
    waiting: list[str] = []
    for path in map(str, paths):
        try:
            found = os.stat(path)  # noqa: PTH116 - as scandir does it
        except FileNotFoundError:
            continue
        except OSError as error:
            raise Unsettled(path) from error
        if stat.S_ISDIR(found.st_mode):
            waiting.append(path)
        else:
            rows.append(_row(path, found, newest))
    while waiting:
        folder = waiting.pop()
        try:
            with os.scandir(folder) as entries:
                for entry in entries:
                    if entry.name in passed:
                        continue
                    if entry.is_dir(follow_symlinks=False):
                        waiting.append(entry.path)
                        rows.append(f"{entry.path}\0{entry.stat(follow_symlinks=False).st_mode}\0\0000")
                        continue
                    rows.append(_row(entry.path, entry.stat(follow_symlinks=False), newest))
                    if entry.is_symlink():
                        if entry.is_dir():
                            raise Unsettled(entry.path)
                        rows.append(f"{_row(entry.path, entry.stat(), newest)}\0{os.readlink(entry.path)}")
        except OSError as error:
            raise Unsettled(folder) from error
    rows.sort()
    return rows


def _row(path: str, found: os.stat_result, newest: float) -> str:
    changed = max(found.st_mtime_ns, found.st_ctime_ns)
    if changed >= newest:
        raise Unsettled(path)
    return f"{path}\0{found.st_mode}\0{found.st_size}\0{changed}\0{found.st_ino}"


def _names(folder: Path | str) -> Iterator[str]:
    try:
        yield from os.listdir(folder or ".")
    except (FileNotFoundError, NotADirectoryError):
        return
    except OSError as error:
        raise Unsettled(str(folder)) from error


def _link(path: Path) -> str:
    try:
        return os.readlink(path)
    except OSError:
        return "没有链接"


def _digest(*parts: str) -> str:
    return sha256("\0".join(parts).encode("utf-8", "surrogateescape")).hexdigest()
