"""What a run is asked to do, and who is told how it goes on."""

import os
from collections.abc import Callable
from time import perf_counter
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

from .domain.asked import ASKING, KEPT, Allowed, Dask, Neighbours
from .domain.extras import NOTHING, Extras
from .domain.frozen import frozen
from .reports.baseline import WITHOUT, Baseline

if TYPE_CHECKING:  # nothing is needed here of what they need
    from .domain.cluster import Cluster
    from .records.kind import Kinds

P = ParamSpec("P")
R = TypeVar("R")


@frozen
class Options:
    """`jobs` sites at a time; not `publishing` is a check; `force` builds what is current too; `keep` releases of each site stay;
    `wait` for another run to end; `neighbours` reads one site's content only and takes all others from manifests; `whoosh` has
    the index of `wangqun search` follow; `compress` puts compressed copies beside the files; `baseline` tells old findings
    from new ones; `allowed` is what its guard need not ask; `kinds` are those of which documents may be, None for all there are;
    `cluster` is what has been loaded already, by one who knows what has changed since, None for nothing; `dask` are machines that
    do what can travel.
    """

    jobs: int = 1
    publishing: bool = True
    force: bool = False
    keep: int = KEPT
    wait: bool = True
    neighbours: Neighbours | None = None
    whoosh: bool = True
    compress: bool = False
    baseline: Baseline = WITHOUT
    allowed: Allowed = ASKING
    kinds: "Kinds | None" = None
    cluster: "Cluster | None" = None
    dask: Dask | None = None

    @property
    def extras(self) -> Extras:
        """What is made beside the files; a check makes nothing."""
        from .render.compress import endings

        return Extras(True, endings() if self.compress else ()) if self.publishing else NOTHING


ORDINARY = Options()


class Listener:
    """Told how a run goes on; the command line prints it, everyone else leaves it silent."""

    def stage(self, name: str, result: Any, seconds: float, cpu: float) -> None:
        """A stage is done, after so many seconds, and so many of computing."""

    def planned(self, sites: int) -> None:
        """So many sites are about to be built."""

    def built(self, site: str) -> None:
        """One more site is built."""

    def say(self, text: str) -> None:
        """Something the user should know at once."""


class Relay(Listener):
    """Listens for another, who hears all of it."""

    def __init__(self, other: Listener) -> None:
        self.other = other

    def stage(self, name: str, result: Any, seconds: float, cpu: float) -> None:
        """As the other does."""
        self.other.stage(name, result, seconds, cpu)

    def planned(self, sites: int) -> None:
        """As the other does."""
        self.other.planned(sites)

    def built(self, site: str) -> None:
        """As the other does."""
        self.other.built(site)

    def say(self, text: str) -> None:
        """As the other does."""
        self.other.say(text)


def timed(tell: Listener) -> tuple[Callable[..., Any], Callable[[], float]]:
    """A way to call a verb by which the listener hears of it, and how many seconds all of them took so far."""
    spent = [0.0]

    def do(name: str, verb: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        start, cpu = perf_counter(), _cpu()
        result = verb(*args, **kwargs)
        seconds = perf_counter() - start
        spent[0] += seconds
        tell.stage(name, result, seconds, _cpu() - cpu)
        return result

    return do, lambda: spent[0]


def _cpu() -> float:
    """Seconds of computing, of this process and of all its children that have ended."""
    return sum(os.times()[:4])
