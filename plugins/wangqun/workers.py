"""Processes that do tasks, some at a time: what one of them breaks, no other sees (docs/decisions/0041).

On Linux a worker is forked from a parent that has already imported Pelican and compiled the templates, and has its tasks at
hand; elsewhere it is spawned and each task is pickled. It does one task after another, within limits that count from the
beginning of each, until it has grown too much.
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

from .domain.frozen import frozen

try:
    import resource
except ImportError:  # Windows has no such limits
    resource = None  # type: ignore[assignment]

T = TypeVar("T")
R = TypeVar("R")
MEMORY_LIMIT = 4 * 1024**3  # bytes of address space for one site's process
TIME_LIMIT = 900  # s of computing for one site's process; five thousand honest documents take one


GROWTH = 128 * 1024**2  # bytes of memory by which a process may have grown when it begins another task
_FORKS = sys.platform == "linux"
_OUT_OF_TIME = frozenset({-24, -14})  # SIGXCPU, SIGALRM


@frozen
class Crash:
    """A task that did not return: the last line of its traceback, or how its process ended.

    `code` is that with which its process ended, negative for a signal; 0 when it said by itself what is wrong.
    """

    problem: str
    code: int = field(default=0, compare=False)

    @property
    def was_killed(self) -> bool:
        """True when its process was ended from outside: no task does that to itself."""
        return self.code == -9  # SIGKILL, which not every system knows


class Died(Exception):
    """A process ended before its task was done, as `Crash` tells, where nothing can be done without it."""


def run_each(tasks: Mapping[str, T], work: Callable[[T], R], jobs: int) -> Iterator[tuple[str, R | Crash]]:
    """Results as they come, by task name. `jobs` processes at most run at once."""
    return run_parts(tasks, _Whole(work), jobs)


@frozen
class _Whole(Generic[T, R]):
    """Work whose result is its only part."""

    work: Callable[[T], R]

    @property
    def apart(self) -> bool:
        """What the work says of itself."""
        return _is_apart(self.work)

    def __call__(self, task: T) -> Iterator[R]:
        yield self.work(task)


def _is_apart(work: object) -> bool:
    return bool(getattr(work, "apart", False))


def run_parts(tasks: Mapping[str, T], work: Callable[[T], Iterable[R]], jobs: int) -> Iterator[tuple[str, R | Crash]]:
    """Parts of results as they come, by task name, those of one task in order; a crash is the last of its task.

    Tasks are begun in their order. Where `work.apart` is true, each has a process of its own. A process that dies before it has
    anything to tell of a task leaves that task, once, to a new one, unless it had used up its time.
    """
    waiting = list(tasks)[::-1]
    apart = _is_apart(work)
    again: set[str] = set()
    workers: dict[Connection, _Worker] = {}
    leaving: list[_Worker] = []
    gc.freeze()  # what this process collects meanwhile is not copied; its children have their own to collect
    try:
        while waiting or workers:
            while waiting and len(workers) < max(1, jobs):
                worker = _Worker.begun(work, tasks)
                workers[worker.connection] = worker
                worker.give(waiting.pop(), tasks)
            for ready in cast(list[Connection], wait(list(workers))):
                worker = workers[ready]
                name, part = worker.name, worker.told()
                if isinstance(part, _Dead):
                    del workers[ready]
                    if not worker.has_told and name not in again and part.code not in _OUT_OF_TIME:
                        again.add(name)
                        waiting.append(name)
                        continue
                    yield name, Crash(f"进程意外结束（{part.code}）", part.code or -1)
                elif isinstance(part, _Done):
                    if apart or part.is_last or not waiting:
                        worker.let_go()
                        leaving.append(workers.pop(ready))
                    else:
                        worker.give(waiting.pop(), tasks)
                else:
                    yield name, part
    finally:
        gc.unfreeze()
        for worker in workers.values():
            worker.process.kill()
        for worker in (*workers.values(), *leaving):
            worker.process.join()


@frozen
class _Done:
    """A task is done. `is_last` when the process is to do no other."""

    is_last: bool


@frozen
class _Dead:
    """A process has ended, with this code."""

    code: int


@dataclass(slots=True)
class _Worker:
    """A process, and the task that it is at; `has_told` when it has told anything of that task."""

    process: Any
    connection: Connection
    name: str = ""
    has_told: bool = False

    @classmethod
    def begun(cls, work: Callable[[Any], Iterable[Any]], tasks: Mapping[str, Any]) -> "_Worker":
        """A new process. One that is forked has the tasks, all others are sent theirs."""
        context: Any = multiprocessing.get_context("fork" if _FORKS else "spawn")
        ours, theirs = context.Pipe()
        process = context.Process(target=_serve, args=(work, tasks if _FORKS else None, theirs), daemon=True)
        process.start()
        theirs.close()
        return cls(process, ours)

    def give(self, name: str, tasks: Mapping[str, Any]) -> None:
        """Have it do a task."""
        self.name, self.has_told = name, False
        with suppress(OSError):  # a process that has died meanwhile says so when it is heard
            self.connection.send(name if _FORKS else tasks[name])

    def told(self) -> Any:
        """What it says next: a part of its result, a crash, or that it is done; or that it is dead."""
        try:
            part = self.connection.recv()
        except (EOFError, OSError, UnpicklingError):  # in the midst of a part, perhaps
            self.connection.close()
            self.process.join()
            return _Dead(self.process.exitcode)
        self.has_told = True
        return part

    def let_go(self) -> None:
        """Have it end."""
        with suppress(OSError):
            self.connection.send(None)  # that this end is closed it would not see: others that were forked later have it, too
        self.connection.close()


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


@frozen
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


def _resident() -> int:
    """Bytes of memory that this process has; 0 where nothing tells."""
    with suppress(OSError, ValueError, IndexError), open("/proc/self/statm", "rb") as file:
        return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss if resource else 0


def _serve(work: Callable[[Any], Iterable[Any]], tasks: Mapping[str, Any] | None, connection: Connection) -> None:
    """Do the tasks that are asked for until nobody asks any more; tell of each part, and when all is told."""
    gc.disable()  # between tasks is time enough
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides what an interrupt means
    die_with_parent()
    _bound()
    allowance, first = Allowance.given(), _resident()
    is_clean = True
    while (asked := _asked(connection)) is not None:
        if not is_clean:
            gc.collect()  # here, as most processes are asked for one task only
        is_clean = False
        allowance.begin(TIME_LIMIT)
        is_spent = allowance != Allowance(None, None)  # limits of others count all that it does
        try:
            for part in work(asked if tasks is None else tasks[asked]):
                connection.send(part)
        except Exception as error:  # whatever a template or plugin raises is this site's trouble alone
            connection.send(Crash(f"{type(error).__name__}: {error}"))
            is_spent = True
        if not is_spent and _resident() - first > GROWTH:
            gc.collect()
            is_clean = True
        connection.send(_Done(is_spent or _resident() - first > GROWTH))


def _asked(connection: Connection) -> Any:
    """The next task; None when there is none, or nobody to ask for it."""
    try:
        return connection.recv()
    except (EOFError, OSError):
        return None
