"""One measured run in a process of its own: `python -m tests.bench.merging cold|state|warm ROOT`; a line of JSON."""

import json
import resource
import sys
from pathlib import Path
from time import perf_counter, process_time

from wangqun.domain.cluster import Cluster
from wangqun.domain.federation import Federation
from wangqun.domain.moment import parse_moment
from wangqun.render.dependencies import world
from wangqun.stages.load import load
from wangqun.stages.plan import Plan, plan
from wangqun.stages.resolve import resolve
from wangqun.store.ledger import Ledger, Published, read_ledger, write_ledger
from wangqun.store.rows import write_known_rows
from wangqun.store.sources import RACY, keep_sources
from wangqun.store.whole import link_target

NOW = parse_moment("2026-11-23")


def cold(root: Path) -> tuple[Cluster, Federation]:
    """Load and merge with nothing known."""
    cluster = load(root)
    return cluster, resolve(cluster, NOW)


def warm(root: Path) -> tuple[Cluster, Federation, Plan, Ledger]:
    """From the ledger to a finished plan."""
    ledger = read_ledger(root)
    cluster = load(root, ledger.memory)
    federation = resolve(cluster, NOW)
    return cluster, federation, plan(federation, ledger, root, world(root)), ledger


def state(root: Path) -> tuple[Cluster, Federation]:
    """Leave behind what a build of every site would: the ledger, what is known of files, and a release of each site."""
    cluster = load(root)
    federation = resolve(cluster, NOW)
    work = plan(federation, Ledger(), root, world(root))
    for job in work.jobs:
        release = root / "build" / "releases" / job.site / "r"
        release.mkdir(parents=True, exist_ok=True)
        link = root / "build" / "public" / job.site
        link.parent.mkdir(parents=True, exist_ok=True)
        link.unlink(missing_ok=True)
        link.symlink_to(link_target(job.site, release.name))
    write_known_rows(root, cluster.memory.rules, cluster.memory.rows, RACY)
    keep_sources(root, cluster.memory, ())
    write_ledger(root, Ledger({job.site: Published("r", {}, inputs=job.inputs) for job in work.jobs}, cluster.memory))
    return cluster, federation


def main() -> None:
    """Seconds on the clock, processor seconds, the largest process in MB, records read, jobs planned with their reasons."""
    verb = {"cold": cold, "state": state, "warm": warm}[sys.argv[1]]
    started, used = perf_counter(), process_time()
    made = verb(Path(sys.argv[2]))
    cost = {"wall": perf_counter() - started, "cpu": process_time() - used}
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    jobs = {job.site: job.why for part in made if isinstance(part, Plan) for job in part.jobs}
    print(json.dumps(cost | {"memory": memory, "rows": len(made[0].rows), "jobs": jobs}))


if __name__ == "__main__":
    main()
