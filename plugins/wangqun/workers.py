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
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from typing import Any, TypeVar, cast

try:
    import resource
except ImportError:  # Windows has no such limits
    resource = None  # type: ignore[assignment]

T = TypeVar("T")
R = TypeVar("R")
MEMORY_LIMIT = 4 * 1024**3  # bytes of address space for one site's process
TIME_LIMIT = 900  # s of computing for one site's process; five thousand honest documents take one


@dataclass(frozen=True, slots=True)
class Crash:
    """A task that did not return: the last line of its traceback, or how its process ended."""

    problem: str


def run_each(tasks: Mapping[str, T], work: Callable[[T], R], jobs: int) -> Iterator[tuple[str, R | Crash]]:
    """Results as they come, by task name. `jobs` processes at most run at once."""
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
                name, process = running.pop(ready)
                try:
                    result: R | Crash = ready.recv()
                except EOFError:
                    process.join()
                    result = Crash(f"进程意外结束（{process.exitcode}）")
                ready.close()
                process.join()
                yield name, result
    finally:
        gc.unfreeze()
        for _, process in running.values():
            process.kill()
            process.join()


def _die_with_parent() -> None:
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


def _work(work: Callable[[T], R], task: T, connection: Connection) -> None:
    gc.disable()  # the process ends with its task
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides what an interrupt means
    _die_with_parent()
    _bound()
    try:
        connection.send(work(task))
    except Exception as error:  # whatever a template or plugin raises is this site's trouble alone
        connection.send(Crash(f"{type(error).__name__}: {error}"))
    finally:
        connection.close()
