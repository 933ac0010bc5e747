"""A question that another process answers while this one goes on."""

import gc
import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

_FORKS = sys.platform == "linux"


@contextmanager
def asked(question: Callable[[], bool], jobs: int) -> Iterator[Callable[[], bool]]:
    """A way to have the answer, which is waited for: found by a process beside this one where there may be two, else when it is
    wanted, as it is too where that process came to none. One whose answer nobody wanted is ended.
    """
    child = _beside(question) if _FORKS and jobs > 1 else None
    if child is None:
        yield question
        return
    number, ours = child
    waits = True

    def answer() -> bool:
        nonlocal waits
        told = os.read(ours, 1)
        os.waitpid(number, 0)
        waits = False
        return told == b"+" if told else question()

    try:
        yield answer
    finally:
        os.close(ours)
        if waits:
            with suppress(ProcessLookupError, ChildProcessError):
                os.kill(number, signal.SIGKILL)
                os.waitpid(number, 0)


def _beside(question: Callable[[], bool]) -> tuple[int, int] | None:
    """A process that answers, and where it does; None when there can be no other."""
    ours, theirs = os.pipe()
    try:
        child = os.fork()
    except OSError:  # no more processes
        os.close(ours)
        return None
    else:
        if not child:
            _find(question, theirs)
        return child, ours
    finally:
        os.close(theirs)


def _find(question: Callable[[], bool], theirs: int) -> None:
    """What the child does: it leaves by no other way, whatever happens."""
    try:
        gc.disable()
        os.write(theirs, b"+" if question() else b"-")
    finally:
        os._exit(0)
