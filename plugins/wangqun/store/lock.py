"""One run at a time: a second one waits, or says who is at work."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from filelock import FileLock, Timeout

from ..stored import clear_way, make_folder, read_sealed_json, remove, sealed_json, write

PATH = Path("build/cache/lock")


class Busy(Exception):
    """Another run holds the cluster; the message says which process, since when."""


@contextmanager
def locked(root: Path, now: datetime, wait: bool, say: Callable[[str], None]) -> Iterator[None]:
    """Hold the cluster's lock. It is released when the process ends, however it ends.

    Raises:
        Busy: another run holds it and `wait` is false.
        OSError: the build folder cannot be written.
    """
    path = root / PATH
    make_folder(path.parent)
    clear_way(path)
    owner = path.with_name("lock.owner")
    lock = FileLock(path)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        holder = _holder(owner)
        if not wait:
            raise Busy(f"另一次生成正在进行（{holder}）。") from None
        say(f"另一次生成正在进行（{holder}），等它结束……")
        lock.acquire()
    try:
        write(owner, sealed_json({"pid": os.getpid(), "since": now.isoformat(timespec="seconds")}))
        yield
    finally:
        remove(owner)
        lock.release()


def _holder(owner: Path) -> str:
    said = read_sealed_json(owner, lambda data: f"进程 {data['pid']}，自 {data['since']} 起")
    return said or "进程未知"
