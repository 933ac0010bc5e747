"""Other machines that do a run's heavy work, on dask.distributed: `link.py` and `hand.py` alone know that package.

Three processes stand between a run and the work. `elsewhere.py` in the run speaks to a process of its own, `link.py`, which alone
talks with the scheduler. A worker's thread runs `hand.py`, which hands each task to a `nursery.py` beside it: a process without
threads, which forks one child for each task under the limits of `workers.py`, as a run does here.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

from ..crew import Crew, Unreached
from ..domain.asked import Dask

NEEDED = ("distributed", "cryptography")


@contextmanager
def crew_for(root: Path, jobs: int, asked: Dask | None, say: Callable[[str], None]) -> Iterator[Crew]:
    """Who does the work of a run.

    Raises:
        Unreached: other machines are asked for, and dask is not installed or they could not see the cluster's sources.
    """
    if asked is None:
        yield Crew(jobs)
        return
    if not all(map(find_spec, NEEDED)):
        raise Unreached("没有安装 dask。请运行：pip install 'wangqun[dask]'")
    from .elsewhere import Machines

    machines = Machines(root, asked, say)
    machines.start()
    try:
        yield Crew(jobs, machines)
    finally:
        machines.stop()
