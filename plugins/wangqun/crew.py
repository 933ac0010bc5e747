"""Who does the work of a run: processes of this machine, and other machines for what can travel (docs/decisions/0039)."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Generic, Protocol, TypeVar

from .domain.finding import Finding
from .domain.frozen import frozen
from .domain.refused import Refused
from .workers import Crash, run_parts

T = TypeVar("T")
S = TypeVar("S")
R = TypeVar("R")


def _one(task: Any) -> int:
    return 1


@frozen
class Errand(Generic[T, S, R]):
    """Work that another machine can do. `sent` is a task as it travels; a result has as many parts as `size` says.

    There `ready` makes the work of where the cluster lies, once for many tasks, and `told` makes of each answer plain data, in
    the process that did the work: texts, bytes, numbers and what holds them. `taken` makes the answer of such data, for which
    nobody vouches; for what it does not accept it raises what taking something apart raises (stored.py), and leaves nothing.
    """

    ready: Callable[[Path], Callable[[S], Iterable[Any]]]
    sent: Callable[[T], S]
    told: Callable[[S, Any], Any]
    taken: Callable[[T, Any], R]
    size: Callable[[T], int] = _one


class Unsound(ValueError):
    """What came back is not what it should be; the message says why, in Chinese."""


class Unreached(Refused):
    """Other machines are to work, and none can; the message says why."""


class Elsewhere(Protocol):
    """Other machines. `findings` gathers what was wrong with any of them."""

    findings: list[Finding]

    @property
    def size(self) -> int:
        """How many tasks they do at a time; 0 when nobody is there."""

    def stop(self) -> None:
        """Let them go: nothing more will be asked."""

    def answers(self, tasks: Mapping[str, T], errand: Errand[T, Any, R]) -> Iterator[tuple[str, list[R | Crash]]]:
        """All parts of each task's result as they come; nothing of tasks that nobody there did as it should be done."""


@frozen
class Crew:
    """At most `jobs` processes of this machine at a time, and others `elsewhere`."""

    jobs: int = 1
    elsewhere: Elsewhere | None = None

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What was wrong with machines elsewhere."""
        return tuple(self.elsewhere.findings) if self.elsewhere else ()

    @property
    def size(self) -> int:
        """How many tasks that can travel are done at a time."""
        return max(1, self.jobs, self.elsewhere.size if self.elsewhere else 0)

    def dismiss(self) -> None:
        """Let go whoever is elsewhere: nothing more will be asked of them."""
        if self.elsewhere:
            self.elsewhere.stop()

    def parts(
        self,
        tasks: Mapping[str, T],
        here: Callable[[], Callable[[T], Iterable[R]]],
        errand: Errand[T, Any, R] | None,
        worth: Collection[str] | None = None,
    ) -> Iterator[tuple[str, R | Crash]]:
        """As `run_parts`. What can travel of the tasks that are `worth` it (all, when nothing is said) is done elsewhere as far
        as it can be, all else by the work that `here` makes.
        """
        left = dict(tasks)
        travelling = {name: left[name] for name in (left if worth is None else worth)} if errand else {}
        if self.elsewhere and errand and travelling:
            for name, parts in self.elsewhere.answers(travelling, errand):
                del left[name]
                yield from ((name, part) for part in parts)
        if left:
            yield from run_parts(left, here(), self.jobs)


ALONE = Crew()
