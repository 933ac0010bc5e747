"""What a process has read of files that seldom change, a theme's or a program's: read again only when they may be otherwise."""

import os
from hashlib import sha256
from pathlib import Path
from time import time_ns

from ..domain.frozen import frozen
from ..store.sweep import RACY

_COMPILED = "__pycache__"
_read: "dict[str, tuple[tuple[int, ...], Known]]" = {}


@frozen
class Known:
    """What a file holds, and the SHA-256 of that."""

    data: bytes
    digest: bytes


def known(path: str) -> Known:
    """What a file holds now.

    Raises:
        OSError: it cannot be read.
    """
    found = os.stat(path)  # noqa: PTH116 - a hundred are asked for in each run
    stamp = (found.st_mtime_ns, found.st_ctime_ns, found.st_size, found.st_ino, found.st_dev)
    before, content = _read.get(path, ((), None))
    if content is None or before != stamp:
        data = Path(path).read_bytes()
        content = Known(data, sha256(data).digest())
        if max(found.st_mtime_ns, found.st_ctime_ns) < time_ns() - RACY:
            _read[path] = stamp, content
    return content


def files_below(folder: Path) -> list[tuple[str, str]]:
    """Every file below a folder, in order, by the path from there and as it can be opened; compiled programs left out."""
    found: list[tuple[str, str]] = []
    for base, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if name != _COMPILED]
        below = os.path.relpath(base, folder).replace(os.sep, "/") + "/"
        paths = ((below.removeprefix("./") + name, f"{base}{os.sep}{name}") for name in names)
        found += [(inside, path) for inside, path in paths if os.path.isfile(path)]
    return sorted(found, key=lambda file: file[0].split("/"))
