"""What travels: frames on a pipe, tasks out, plain data back. Whatever comes back is read as data and never as code."""

import copyreg
import io
import pickle
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path, PosixPath, WindowsPath
from typing import Any, BinaryIO

import msgpack

from ..crew import Unsound

LARGEST = 2 * 1024**3  # bytes of one answer
_LENGTH = 8
_DIGEST = 32
_SET = 1


def packed(value: Any) -> bytes:
    """Plain data as bytes; lists come back as tuples.

    Raises:
        TypeError, ValueError, OverflowError: it is not plain.
    """
    data: bytes = msgpack.packb(value, default=_odd, unicode_errors="surrogatepass")
    return data


def opened(data: bytes | memoryview) -> Any:
    """What was packed, by whomever: nothing in it is code, and it takes no more memory than its size allows.

    Raises:
        ValueError: it is not that.
    """
    try:
        return msgpack.unpackb(data, use_list=False, strict_map_key=False, unicode_errors="surrogatepass", ext_hook=_back)
    except (msgpack.UnpackException, TypeError, RecursionError) as error:
        raise ValueError(str(error)) from error


def is_exact(value: Any) -> bool:
    """True for plain data that comes back the same, types and all."""
    try:
        return bool(opened(packed(value)) == value)
    except (TypeError, ValueError, OverflowError):
        return False


def _odd(value: Any) -> Any:
    if type(value) is not set:
        raise TypeError(type(value).__name__)
    return msgpack.ExtType(_SET, packed(tuple(value)))


def _back(code: int, data: bytes) -> set[Any]:
    if code != _SET:
        raise ValueError(code)
    return set(opened(data))


def sealed(value: Any) -> bytes:
    """Plain data behind its digest."""
    data = packed(value)
    return sha256(data).digest() + data


def unsealed(data: bytes) -> Any:
    """What was sealed.

    Raises:
        ValueError: it is too large, cut short, changed on the way, or no plain data.
    """
    if len(data) > LARGEST:
        raise Unsound(f"太大，{len(data)} 字节")
    content = memoryview(data)[_DIGEST:]
    if sha256(content).digest() != data[:_DIGEST]:
        raise Unsound("与摘要不符")
    return opened(content)


def put_frame(pipe: BinaryIO, data: bytes) -> None:
    """Write a frame."""
    pipe.write(len(data).to_bytes(_LENGTH, "big"))
    pipe.write(data)
    pipe.flush()


def get_frame(pipe: BinaryIO) -> bytes:
    """The next frame.

    Raises:
        EOFError: the other end is gone.
    """
    size = int.from_bytes(_exactly(pipe, _LENGTH), "big")
    return _exactly(pipe, size)


def _exactly(pipe: BinaryIO, size: int) -> bytes:
    parts = []
    while size:
        part = pipe.read(size)
        if not part:
            raise EOFError
        parts.append(part)
        size -= len(part)
    return parts[0] if len(parts) == 1 else b"".join(parts)


def below(relative: str) -> Path:
    """What stands in a task for a path below the cluster's root: a name, in the place of which `unrooted` puts what is there."""
    raise LookupError(relative)


def rooted(value: Any, root: Path) -> bytes:
    """A task, in which every path below `root` is one below wherever the cluster lies there."""

    def reduced(path: Path) -> tuple[Callable[..., Path], tuple[str, ...]]:
        if path.is_relative_to(root):
            return below, (path.relative_to(root).as_posix(),)
        return type(path), (str(path),)

    file = io.BytesIO()
    pickler = pickle.Pickler(file, protocol=5)
    pickler.dispatch_table = {**copyreg.dispatch_table, PosixPath: reduced, WindowsPath: reduced}
    pickler.dump(value)
    return file.getvalue()


class _Unpickler(pickle.Unpickler):
    """Reads a task on the machine that is to do it: it comes from the one whom that machine works for."""

    def __init__(self, data: bytes, root: Path) -> None:
        super().__init__(io.BytesIO(data))
        self.root = root

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) == (below.__module__, below.__name__):
            return self.root.__truediv__
        return super().find_class(module, name)


def unrooted(data: bytes, root: Path) -> Any:
    """The task, for a cluster that lies at `root`."""
    return _Unpickler(data, root).load()
