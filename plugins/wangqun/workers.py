"""One process for each task, some at a time: what one leaves behind or breaks, no other sees.

On Linux a worker is forked from a parent that has already imported Pelican and compiled the templates (about 5 ms);
elsewhere it is spawned and the task is pickled.
"""

import ctypes
import gc
import multiprocessing
import os
import signal
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from pickle import UnpicklingError
from typing import Any, Generic, TypeVar, cast

try:
    import resource
except ImportError:  # Windows has no such limits
    resource = None  # type: ignore[assignment]

T = TypeVar("T")
R = TypeVar("R")
MEMORY_LIMIT = 4 * 1024**3  # bytes of address space for one site's process
TIME_LIMIT = 900  # s of computing for one site's process; five thousand honest documents take one


_END = "end"


@dataclass(frozen=True, slots=True)
class Crash:
    """A task that did not return: the last line of its traceback, or how its process ended.

    `code` is that with which its process ended, negative for a signal; 0 when it said by itself what is wrong.
    """

    problem: str
    code: int = field(default=0, compare=False)


class Died(Exception):
    """A process ended before its task was done, as `Crash` tells, where nothing can be done without it."""


def run_each(tasks: Mapping[str, T], work: Callable[[T], R], jobs: int) -> Iterator[tuple[str, R | Crash]]:
    """Results as they come, by task name. `jobs` processes at most run at once."""
    return run_parts(tasks, _Whole(work), jobs)


@dataclass(frozen=True, slots=True)
class _Whole(Generic[T, R]):
    """Work whose result is its only part."""

    work: Callable[[T], R]

    def __call__(self, task: T) -> Iterator[R]:
        yield self.work(task)


def run_parts(tasks: Mapping[str, T], work: Callable[[T], Iterable[R]], jobs: int) -> Iterator[tuple[str, R | Crash]]:
    """Parts of results as they come, by task name, those of one task in order; a crash is the last of its task."""
    context: Any = multiprocessing.get_context("fork" if sys.platform == "linux" else "spawn")
    waiting = list(tasks.items())[::-1]
    running: dict[Connection, tuple[str, multiprocessing.process.BaseProcess]] = {}
    gc.freeze()  # what this process collects meanwhile is not copied; its children never collect
    try:
        while waiting or running:
            while waiting and len(running) < max(1, jobs):
                name, task = waiting.pop()
                ours, theirs = context.Pipe(duplex=False)
                process = context.Process(target=_work, args=(work, task, theirs), name=f"wangqun-{name}", daemon=True)
                process.start()
                theirs.close()
                running[ours] = (name, process)
            for ready in cast(list[Connection], wait(list(running))):
                name, process = running[ready]
                try:
                    part: R | Crash | str = ready.recv()
                except (EOFError, OSError, UnpicklingError):  # in the midst of a part, perhaps
                    process.join()
                    part = Crash(f"进程意外结束（{process.exitcode}）", process.exitcode or -1)
                if isinstance(part, Crash) or part == _END:
                    del running[ready]
                    ready.close()
                    process.join()
                if part != _END:
                    yield name, cast("R | Crash", part)
    finally:
        gc.unfreeze()
        for _, process in running.values():
            process.kill()
            process.join()


def die_with_parent() -> None:
    """Ask Linux to kill this process when its parent ends, however it ends."""
    if sys.platform == "linux":
        with suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG
        if os.getppid() == 1:
            os._exit(1)


def _bound() -> None:
    """Let what asks for more than `MEMORY_LIMIT` bytes meet a MemoryError instead of taking the machine's last, and end what
    computes for more than `TIME_LIMIT` seconds: no signal stops a body in the midst of one long match.
    """
    for kind, most in (("RLIMIT_AS", MEMORY_LIMIT), ("RLIMIT_CPU", TIME_LIMIT)) if resource is not None else ():
        soft, hard = resource.getrlimit(getattr(resource, kind))
        limits = [limit for limit in (most, soft, hard) if limit != resource.RLIM_INFINITY]
        with suppress(OSError, ValueError):
            resource.setrlimit(getattr(resource, kind), (min(limits), hard))


@dataclass(frozen=True, slots=True)
class Allowance:
    """What each part of a task may take of its own, however much others took before it: bytes, and seconds of computing.

    `memory` and `seconds` that the whole process has less than ordinarily bind as they are.
    """

    memory: int | None
    seconds: int | None

    @classmethod
    def given(cls) -> "Allowance":
        """That of the process as it is now."""
        if resource is None:
            return cls(None, None)
        memory, seconds = (resource.getrlimit(kind)[0] for kind in (resource.RLIMIT_AS, resource.RLIMIT_CPU))
        return cls(memory if 0 <= memory < MEMORY_LIMIT else None, seconds if 0 <= seconds < TIME_LIMIT else None)

    def begin(self, seconds: int) -> None:
        """Count anew from here: `MEMORY_LIMIT` bytes of address space, and so many seconds."""
        if resource is None:
            return
        used = resource.getrusage(resource.RUSAGE_SELF)
        wanted = {
            resource.RLIMIT_CPU: self.seconds or int(used.ru_utime + used.ru_stime) + 1 + seconds,
            resource.RLIMIT_AS: self.memory or _address_space() + MEMORY_LIMIT,
        }
        for kind, most in wanted.items():
            hard = resource.getrlimit(kind)[1]
            with suppress(OSError, ValueError):
                resource.setrlimit(kind, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


def _address_space() -> int:
    """Bytes of address space that this process has; 0 where nothing tells."""
    try:
        with open("/proc/self/statm", "rb") as file:
            return int(file.read().split()[0]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError, IndexError):
        return 0


def _work(work: Callable[[T], Iterable[R]], task: T, connection: Connection) -> None:
    gc.disable()  # the process ends with its task
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides what an interrupt means
    die_with_parent()
    _bound()
    try:
        for part in work(task):
            connection.send(part)
        connection.send(_END)
    except Exception as error:  # whatever a template or plugin raises is this site's trouble alone
        connection.send(Crash(f"{type(error).__name__}: {error}"))
    finally:
        connection.close()
