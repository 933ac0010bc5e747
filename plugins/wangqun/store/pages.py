"""build/cache/pages: of what each page of a site's last release was made, and how its files were left (docs/decisions/0035).

It is no more than a cache: damaged, of another version or of another release it counts as empty, and pages are rendered again.
"""

import marshal
import os
import sys
from collections.abc import Collection, Iterable, Mapping
from dataclasses import field
from importlib.metadata import version
from pathlib import Path
from typing import Any

from ..domain.frozen import frozen
from ..domain.pinyin import Sounds
from ..stored import WRONG, read_sealed, remove, seal, write
from .whole import release_folder

FOLDER = Path("build/cache/pages")
VERSION = (2, *sys.version_info[:2])
Stamp = tuple[int, int, int, int]
"""Mode, size, time of the last change (ns) and inode of a file: another for one that was changed, replaced or is none."""


@frozen
class Last:
    """A site's last release: its name, each of its files' SHA-256, and the name of the release in which its pages were made."""

    release: str
    files: Mapping[str, str]
    rendered: str


@frozen
class Made:
    """Of what the pages of a site were made: path -> key of page, site and templates; `world` is what they all depend on.

    `rendered` names the files that were made anew, `taken` says how many were taken over from the last release. `sounds` are what
    was asked about the pinyin of titles and names.
    """

    world: str = ""
    keys: Mapping[str, bytes] = field(default_factory=dict)
    rendered: tuple[str, ...] = ()
    taken: int = 0
    sounds: Sounds = field(default_factory=dict)


UNTOLD = Made()


@frozen
class Remembered:
    """The same of a release, with the stamp of each of its files as it was left."""

    world: str = ""
    keys: Mapping[str, bytes] = field(default_factory=dict)
    stamps: Mapping[str, Stamp] = field(default_factory=dict)


NOTHING = Remembered()


def stamp(path: str) -> Stamp | None:
    """The stamp of what stands at a path; None when nothing does."""
    try:
        found = os.lstat(path)
    except OSError:
        return None
    return found.st_mode, found.st_size, found.st_mtime_ns, found.st_ino


def read_pages(root: Path, site: str, release: str) -> Remembered:
    """What is remembered of the release in which a site's pages were made; nothing when it is of another one."""
    try:
        data = _data(root, site)
        if data["release"] != release:
            return NOTHING
        return Remembered(data["world"], dict(data["keys"]), dict(data["stamps"]))
    except WRONG:
        return NOTHING


def read_sounds(root: Path, site: str) -> Sounds:
    """What is remembered of the pinyin of a site's titles and names."""
    try:
        data = _data(root, site)
        return data["sounds"] if data["pypinyin"] == version("pypinyin") else {}
    except WRONG:
        return {}


def write_pages(root: Path, site: str, release: str, files: Iterable[str], made: Made) -> None:
    """Remember a release, of whose pages so much is known, with its files as they lie there now.

    Raises:
        OSError: it cannot be written.
    """
    folder = str(release_folder(root, site, release))
    stamps = {name: found for name in files if (found := stamp(f"{folder}/{name}"))}
    keys = {name: key for name, key in made.keys.items() if name in stamps}
    data = {"version": VERSION, "release": release, "world": made.world, "keys": keys, "stamps": stamps}
    data |= {"sounds": made.sounds, "pypinyin": version("pypinyin")}
    write(_path(root, site), seal(marshal.dumps(data)))


def forget_pages(root: Path, sites: Iterable[str]) -> None:
    """Remember nothing of some sites."""
    for site in sites:
        remove(_path(root, site))


def sweep_pages(root: Path, sites: Collection[str]) -> None:
    """Remember nothing of all sites but these."""
    folder = root / FOLDER
    for path in folder.iterdir() if folder.is_dir() else ():
        if path.suffix != ".bin" or path.stem not in sites:
            remove(path)


def _data(root: Path, site: str) -> dict[str, Any]:
    data = marshal.loads(read_sealed(_path(root, site)) or b"")  # noqa: S302 - our own, and not changed since
    if data["version"] != VERSION:
        raise ValueError(data["version"])
    return dict(data)


def _path(root: Path, site: str) -> Path:
    return root / FOLDER / f"{site}.bin"
