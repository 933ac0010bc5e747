"""One run at a time, and one writer of the index of `wangqun search`: a second one waits, or says who is at work."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from filelock import FileLock, Timeout

from ..domain.refused import Refused
from ..stored import clear_way, make_folder, read_sealed_json, remove, sealed_json, write

NOT_HERE = "{root} 不是网站群：没有 sites/cluster.yaml。新建请用 wangqun init 目录。"
PATH = Path("build/cache/lock")
TURN = Path("build/cache/whoosh/.lock")


class Busy(Refused):
    """Another run holds the cluster; the message says which process, since when."""

    kind = "busy"


class Astray(Refused):
    """There is no cluster here, nor anything that was built of one: the lock would be all that there is."""

    kind = "cluster"


@contextmanager
def locked(root: Path, now: datetime, wait: bool, say: Callable[[str], None]) -> Iterator[Callable[[], None]]:
    """Hold the cluster's lock; what it gives lets it go early. It is released when the process ends, however it ends.

    Raises:
        Busy: another run holds it and `wait` is false.
        Astray: there is neither a cluster nor a build folder.
        OSError: the build folder cannot be written.
    """
    if not (root / "sites").exists() and not (root / PATH.parts[0]).exists():
        raise Astray(NOT_HERE.format(root=root))
    lock = _lock(root / PATH)
    owner = (root / PATH).with_name("lock.owner")

    def release() -> None:
        if lock.is_locked:
            remove(owner)
            lock.release()

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
        yield release
    finally:
        release()


@contextmanager
def in_turn(root: Path, say: Callable[[str], None] | None = None) -> Iterator[None]:
    """Be the one that writes the index of `wangqun search`. A run takes its turn before it lets the next run begin, so that turns
    come in the order of what they tell.

    Raises:
        Busy: another has it, and there is nobody to `say` so to and wait.
        OSError: the build folder cannot be written.
    """
    lock = _lock(root / TURN)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        if say is None:
            raise Busy("全文索引正由另一个进程更新。") from None
        say("上一次生成还在更新全文索引，等它结束……")
        lock.acquire()
    try:
        yield
    finally:
        lock.release()


def _lock(path: Path) -> FileLock:
    make_folder(path.parent)
    clear_way(path)
    return FileLock(path)


def _holder(owner: Path) -> str:
    said = read_sealed_json(owner, lambda data: f"进程 {data['pid']}，自 {data['since']} 起")
    return said or "进程未知"
