"""A process beside a worker, without threads: each task gets a child of it, under the limits of the machine that builds."""

import os
import pickle
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

from ..domain.frozen import frozen
from ..stored import make_folder, remove
from ..workers import Crash, die_with_parent, run_parts
from .facts import differences, facts, world
from .sources import Unfit, found, private
from .wire import get_frame, opened, packed, put_frame, sealed, unrooted

BUILD = "build"


@frozen
class _Telling:
    """Work that tells of each answer as plain data."""

    work: Callable[[Any], Iterable[Any]]
    told: Callable[[Any, Any], Any]

    def __call__(self, task: Any) -> Iterator[bytes]:
        for answer in self.work(task):
            yield packed(self.told(task, answer))


@dataclass(slots=True)
class Nursery:
    """What is ready for the tasks of one run: its `root`, and works by what made them."""

    scratch: Path
    run: str = ""
    root: Path = Path()
    works: dict[bytes, Any] = field(default_factory=dict)

    def answer(self, header: bytes, payload: bytes) -> bytes:
        """What became of a task: all parts of its result and how it crashed, or why this machine is of no use for it."""
        asked = opened(header)
        try:
            if unlike := differences(asked["facts"], facts()) or self._begin(asked):
                return sealed({"unlike": unlike})
        except Unfit as error:
            return sealed({"unlike": [str(error)]})
        ready, told, task = unrooted(payload, self.root)
        name = pickle.dumps(ready)
        if name not in self.works:
            self.works[name] = ready(self.root)
        remove(self.root / BUILD)
        make_folder(self.root / BUILD)
        parts: list[bytes] = []
        crash = None
        for _, part in run_parts({"task": task}, _Telling(self.works[name], told), 1):
            if isinstance(part, Crash):
                crash = (part.problem, part.code)
            else:
                parts.append(part)
        return sealed({"parts": parts, "crash": crash})

    def _begin(self, asked: dict[str, Any]) -> list[str]:
        """Make ready for a run; what of the cluster is not as it is where the run is."""
        if asked["run"] != self.run:
            self.run, self.works = "", {}
            self.root = private(found(asked["source"], self.scratch), self.scratch)
            if unlike := differences(asked["world"], world(self.root)):
                return unlike
            self.run = asked["run"]
        return []


def serve(nursery: Nursery, tasks: BinaryIO, answers: BinaryIO) -> None:
    """Answer, one task after another, until nobody asks any more."""
    while True:
        try:
            header, payload = get_frame(tasks), get_frame(tasks)
        except EOFError:
            return
        try:
            answer = nursery.answer(header, payload)
        except Exception as error:  # what a theme or pelicanconf.py raises is told to whoever asked
            answer = sealed({"parts": [], "crash": (f"{type(error).__name__}: {error}", 0)})
        put_frame(answers, answer)


def main() -> None:
    """Serve on the standard streams; what anything prints goes to the standard error."""
    die_with_parent()
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    scratch = Path(sys.argv[1])
    try:
        serve(Nursery(scratch), sys.stdin.buffer, answers)
    finally:
        remove(scratch)


if __name__ == "__main__":
    main()
