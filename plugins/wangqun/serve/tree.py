"""A tree of the preview's own: the cluster's sources by links, and a build folder that begins as what was built last."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

from filelock import FileLock, Timeout

from ..store.lock import locked
from ..stored import make_folder, remove

FOLDER = Path("build/preview")
_BUILT = ("cache", "manifests", "public", "releases", "search")
_NOT_KEPT = frozenset({"lock", "lock.owner", "staging", "trash", "whoosh", "commits.json", "still.bin", "last.json"})


@contextmanager
def own_tree(root: Path, now: datetime, say: Callable[[str], None]) -> Iterator[Path]:
    """A folder that builds like the cluster and leaves what the cluster has published alone; it goes when it is needed no more,
    and those that others left behind go now.

    Raises:
        OSError: it cannot be made.
    """
    folder = root / FOLDER
    make_folder(folder)
    for path in folder.iterdir():
        if path.suffix != ".lock":
            _sweep(path)
    tree = folder / str(os.getpid())
    lock = FileLock(tree.with_suffix(".lock"))
    lock.acquire()
    try:
        remove(tree)
        tree.mkdir(mode=0o700)
        link_sources(root, tree)
        with locked(root, now, True, say):
            for name in _BUILT:
                _take_over(root / "build" / name, tree / "build" / name, _NOT_KEPT if name == "cache" else frozenset())
        yield tree
    finally:
        with suppress(OSError):
            remove(tree)
        lock.release()
        remove(tree.with_suffix(".lock"))
        with suppress(OSError):
            folder.rmdir()


def link_sources(root: Path, tree: Path) -> None:
    """Have every file and folder of the cluster in its tree, but for what is built and what is hidden."""
    wanted = {path.name: path for path in root.iterdir() if path.name != "build" and not path.name.startswith(".")}
    for path in tree.iterdir():
        if path.is_symlink() and path.name not in wanted:
            path.unlink()
    for name, path in wanted.items():
        if not (tree / name).is_symlink():
            (tree / name).symlink_to(path.resolve() if path.is_symlink() else path.absolute())


def _sweep(tree: Path) -> None:
    """Delete a tree that nobody uses."""
    lock = FileLock(tree.with_suffix(".lock"))
    try:
        lock.acquire(timeout=0)
    except Timeout:
        return
    with suppress(OSError):
        remove(tree)
    lock.release()
    remove(tree.with_suffix(".lock"))


def _take_over(old: Path, new: Path, passed: frozenset[str]) -> None:
    """The same folder at a second place, files by hard links: whoever writes there replaces them."""
    if not old.is_dir():
        return
    new.mkdir(parents=True)
    with os.scandir(old) as entries:
        for entry in entries:
            target = new / entry.name
            if entry.name in passed:
                continue
            if entry.is_symlink():
                target.symlink_to(os.readlink(entry.path))
            elif entry.is_dir():
                _take_over(Path(entry.path), target, frozenset())
            elif entry.is_file():
                try:
                    os.link(entry.path, target)
                except OSError:  # a file system without them
                    shutil.copy2(entry.path, target)
