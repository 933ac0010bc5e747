"""A question that another process answers while this one goes on."""

import gc
import os
import sys
from collections.abc import Callable
from contextlib import suppress

_FORKS = sys.platform == "linux"


def asked(question: Callable[[], bool], jobs: int) -> Callable[[], bool]:
    """A way to have the answer, which is waited for: found by a process beside this one where there may be two, else when it is
    wanted, as it is too where that process came to none.
    """
    if not _FORKS or jobs < 2:
        return question
    ours, theirs = os.pipe()
    try:
        child = os.fork()
    except OSError:  # no more processes
        os.close(ours)
        return question
    else:
        if not child:
            _find(question, theirs)
        return lambda: _answer(child, ours, question)
    finally:
        os.close(theirs)


def _find(question: Callable[[], bool], theirs: int) -> None:
    """What the child does: it leaves by no other way, whatever happens."""
    try:
        gc.disable()
        os.write(theirs, b"+" if question() else b"-")
    finally:
        os._exit(0)


def _answer(child: int, ours: int, question: Callable[[], bool]) -> bool:
    try:
        told = os.read(ours, 1)
    finally:
        os.close(ours)
        with suppress(ChildProcessError):
            os.waitpid(child, 0)
    return told == b"+" if told else question()
