"""Everything kept under build/ that is read back: any of it may be damaged, gone or something else (docs/decisions/0026)."""

import json
import os
import shutil
import stat
from collections.abc import Callable, Mapping
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeVar

T = TypeVar("T")
WRONG = (ValueError, LookupError, TypeError, AttributeError, ArithmeticError, RecursionError, EOFError, MemoryError)
"""What taking something apart raises that is not what it was thought to be."""
_KEEP_OUT = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0)
_OWNED = stat.S_IRUSR | stat.S_IWUSR
_SEAL = b',"sum":"%s"}'
_SEAL_SIZE = len(_SEAL) - 2 + 64


def read_bytes(path: Path | str) -> bytes | None:
    """What a regular file holds; None when there is none or it cannot be read. A link counts as none."""
    return read_span(path, 0, -1)


def read_span(path: Path | str, start: int, size: int) -> bytes | None:
    """So many bytes of it from one on, fewer when it ends there, all when `size` is -1."""
    try:
        handle = os.open(path, os.O_RDONLY | _KEEP_OUT)
    except (OSError, ValueError):
        return None
    try:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            return None
        with open(handle, "rb", closefd=False, buffering=-1 if size < 0 else 0) as file:
            if start:
                file.seek(start)
            return file.read(size)
    except (OSError, MemoryError):
        return None
    finally:
        os.close(handle)


def read_text(path: Path | str) -> str | None:
    """The same as text; None too when it is not UTF-8."""
    data = read_bytes(path)
    try:
        return None if data is None else data.decode("utf-8")
    except UnicodeDecodeError:
        return None


def read_json(path: Path | str, take: Callable[[Any], T]) -> T | None:
    """What `take` makes of the JSON in a file; None when it is not there, no JSON, or `take` meets what it did not expect."""
    text = read_text(path)
    return None if text is None else taken(lambda: json.loads(text), take)


def read_sealed(path: Path | str) -> bytes | None:
    """What `seal` was given; None when one bit of it, or of its seal, is another now."""
    data = read_bytes(path)
    return None if data is None else unsealed(data)


def unsealed(data: bytes) -> bytes | None:
    """The same of what has been read already."""
    content = data[:-_SEAL_SIZE]
    return content if data[-_SEAL_SIZE:] == _seal_of(content) else None


def read_sealed_json(path: Path | str, take: Callable[[Any], T]) -> T | None:
    """What `take` makes of an object that `sealed_json` wrote; None as with `read_json`."""
    content = read_sealed(path)
    return None if content is None else taken(lambda: json.loads(content + b"}"), take)


def taken(parse: Callable[[], Any], take: Callable[[Any], T]) -> T | None:
    """What `take` makes of what `parse` gives; None when that is not what either expects."""
    try:
        return take(parse())
    except WRONG:
        return None


def seal(content: bytes) -> bytes:
    """Content with a digest of itself behind it: what a disk or a hand has changed is not taken for what was written."""
    return content + _seal_of(content)


def sealed_json(value: Mapping[str, Any]) -> bytes:
    """An object, which must not be empty, as JSON with its seal as the last field, `sum`."""
    return seal(json.dumps(value, ensure_ascii=False, separators=(",", ":"))[:-1].encode("utf-8", "surrogatepass"))


def write(path: Path, data: bytes | str, synced: bool = False) -> None:
    """Make `data` the content of a file by one rename: a new inode, whatever stood there, a link or a folder too.

    When it is `synced`, a crash of the machine after the return finds it there, and one before it the old or the new file.

    Raises:
        OSError: it cannot be written; what stood there stands.
    """
    place = str(path)  # many are written, and paths take as long as files
    fresh = f"{place}.new"
    try:
        handle = os.open(fresh, _NEW, 0o666)
    except OSError:  # nearly always all is well, and one call does
        make_folder(path.parent)
        remove(Path(fresh))
        handle = os.open(fresh, _NEW, 0o666)
    with open(handle, "wb") as file:
        file.write(data.encode("utf-8") if isinstance(data, str) else data)
        if synced:
            file.flush()
            os.fsync(file.fileno())
    try:
        os.replace(fresh, place)  # noqa: PTH105 - as above
    except OSError:
        put_in_place(Path(fresh), path)
    if synced:
        sync_folder(path.parent)


def put_in_place(fresh: Path, path: Path) -> None:
    """Rename a file to `path`, whatever stood there."""
    try:
        fresh.replace(path)
    except (IsADirectoryError, NotADirectoryError, FileExistsError, PermissionError):
        if not path.is_dir() or path.is_symlink():
            raise
        remove(path)
        fresh.replace(path)


def replace_text(path: Path, text: str) -> None:
    """Make `text` the content of a file by one rename; nothing when it is already."""
    if read_text(path) != text:
        write(path, text)


def sync_folder(folder: Path) -> None:
    """Have the names in a folder on disk; where a file system cannot, it is as safe as that file system is."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def make_folder(path: Path) -> None:
    """Make a folder and those it lies in; a file that stands in the way goes, a link stays."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except (FileExistsError, NotADirectoryError):
        for part in (*reversed(path.parents), path):
            if part.is_file() and not part.is_symlink():
                part.unlink()
        path.mkdir(parents=True, exist_ok=True)


def clear_way(path: Path) -> None:
    """Remove what stands at `path` unless it is a regular file, which its owner may read and write afterwards."""
    with suppress(FileNotFoundError, NotADirectoryError):
        mode = path.lstat().st_mode
        if not stat.S_ISREG(mode):
            remove(path)
        elif mode & _OWNED != _OWNED:
            path.chmod(stat.S_IMODE(mode) | _OWNED)


def remove(path: Path) -> None:
    """Remove whatever stands at `path`, if anything does; what a link leads to stays."""
    with suppress(FileNotFoundError, NotADirectoryError):
        if stat.S_ISDIR(path.lstat().st_mode):
            shutil.rmtree(path)
        else:
            path.unlink()


def _seal_of(content: bytes) -> bytes:
    return _SEAL % sha256(content).hexdigest().encode()
