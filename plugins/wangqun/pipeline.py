"""The whole programme on one screen: eight verbs, each takes the result of the one before it and touches nothing else."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from time import perf_counter
from typing import Any, ParamSpec, TypeVar

from .domain.cluster import Cluster
from .domain.federation import Federation
from .domain.finding import Finding
from .records import KINDS
from .records.kind import Kinds
from .render.compress import endings
from .render.dependencies import world
from .reports.baseline import WITHOUT, Baseline
from .reports.report import Report
from .reports.writing import write_reports
from .search.index import drop, folder_of
from .stages.build import build
from .stages.catalogue import catalogue as list_all
from .stages.check import Allowed, check
from .stages.check.clock import is_odd
from .stages.check.guard import ASKING, guard, known_sites
from .stages.check.removal import foreseen
from .stages.load import Neighbours, load
from .stages.plan import Plan, UnknownSite, plan
from .stages.publish import KEPT, NoRelease, publish, roll_back, withhold
from .stages.publish.forget import forget, forgettable
from .stages.publish.verify import doubted, verify
from .stages.resolve import resolve
from .stages.search import search
from .store.ledger import find_ledger, read_ledger, write_ledger
from .store.lock import locked

P = ParamSpec("P")
R = TypeVar("R")


class Listener:
    """Told how a run goes on; the command line prints it, everyone else leaves it silent."""

    def stage(self, name: str, result: Any, seconds: float) -> None:
        """A stage is done."""

    def planned(self, sites: int) -> None:
        """So many sites are about to be built."""

    def built(self, site: str) -> None:
        """One more site is built."""

    def say(self, text: str) -> None:
        """Something the user should know at once."""


def run(
    root: Path,
    now: datetime,
    only: Collection[str] = (),
    *,
    jobs: int = 1,
    publishing: bool = True,
    force: bool = False,
    keep: int = KEPT,
    wait: bool = True,
    neighbours: Neighbours | None = None,
    whoosh: bool = True,
    compress: bool = False,
    baseline: Baseline = WITHOUT,
    allowed: Allowed = ASKING,
    listener: Listener | None = None,
    kinds: Kinds = KINDS,
) -> Report:
    """Build what changed, and publish it if it is sound.

    `jobs` sites at a time; `force` builds what is current too; `keep` releases of each site stay; `wait` for another run to
    end; `neighbours` reads one site's content only and takes all others from manifests;
    `whoosh` keeps the index for `wangqun search`; `compress` puts compressed copies beside the files; `baseline` tells old
    findings from new ones; `allowed` is what its guard need not ask; `kinds` are those of which documents may be.
    """
    tell = listener or Listener()
    keeps = whoosh and publishing  # a check writes no index
    copies = (endings() if compress else ()) if publishing else None
    do = _timed(tell)
    with locked(root, now, wait, tell.say):
        began = perf_counter()
        ledger = read_ledger(root)  # what is public now, and from what it was made
        cluster = do("load", load, root, ledger.memory, neighbours, kinds)  # files -> Cluster     (as written)
        sites = None
        while sites is None or sites.unfit:  # until every document that is shown can be (docs/decisions/0018)
            cluster = cluster.without(sites.unfit) if sites else cluster
            federation = do("resolve", resolve, cluster, now)  # Cluster    -> Federation  (flows decided, links known)
            needs = (keeps, publishing, copies)  # of Whoosh's index, of the reader's search, of compressed copies
            work = do("plan", plan, federation, ledger, root, world(root), only, force, *needs)  # -> Plan    (what, and why)
            known_sites(root, federation, ledger, allowed)
            tell.planned(len(work.jobs))
            for job in work.jobs if publishing and not whoosh else ():
                drop(folder_of(root, job.site))  # it would fall behind, and a current site would not be built for it
            sites = do("build", build, work, root, jobs, tell.built, sites, *needs)  # Plan       -> Built       (Pelican)
        catalogue = do("catalogue", list_all, sites, ledger, root)  # Built      -> Catalogue   (manifests, cluster feed, people)
        earlier = resolve(cluster, ledger.now) if ledger.now and is_odd(now, ledger.now) else None  # a clock that jumps
        checked = do("check", check, federation, catalogue, ledger, root, allowed, earlier)  # -> Checked   (findings, withheld)
        if not publishing:
            return write_reports(root, catalogue.built.federation, withhold(root, catalogue, checked, ledger, baseline))
        catalogue = do("search", search, catalogue, checked, ledger, root)  # Catalogue -> Catalogue (what readers can find)
        unfit = cluster.unfit.values()
        report: Report = do("publish", publish, root, catalogue, checked, ledger, cluster.memory, unfit, keep, baseline)
        return write_reports(root, catalogue.built.federation, report, perf_counter() - began)  # -> build/reports


def federate(root: Path, now: datetime, kinds: Kinds = KINDS) -> Federation:
    """The pipeline up to the federation: all that is decided before anything is written."""
    return resolve(load(root, kinds=kinds), now)


def foresee(
    root: Path, now: datetime, only: Collection[str] = (), allowed: Allowed = ASKING, cluster: Cluster | None = None
) -> Plan:
    """What `run` would build, and why, and what its guard would ask; of `cluster` when it has been read already."""
    ledger = read_ledger(root)
    cluster = cluster or load(root, ledger.memory)
    while (work := plan(resolve(cluster, now), ledger, root, world(root), only, whoosh=True, pieces=True)).unfit:
        cluster = cluster.without(work.unfit)
    known_sites(root, work.federation, ledger, allowed)
    earlier = resolve(cluster, ledger.now) if ledger.now and is_odd(now, ledger.now) else None
    shown = {job.site: foreseen(job.view, cluster.kinds) for job in work.jobs} | {
        site: set(ledger.sites[site].files) for site in work.current
    }
    found = work.federation.findings
    return replace(work, held=guard(root, work.federation, shown, work.whole, ledger, found, allowed, earlier).findings)


def go_back(root: Path, now: datetime, sites: Collection[str], release: str | None) -> dict[str, str]:
    """Show earlier releases of sites; when none is named, of every site that has one. Site -> release.

    Raises:
        NoRelease: one of them, or of all not one, has any to go back to; those before it have already gone back.
    """
    with locked(root, now, True, lambda text: None):
        published = read_ledger(root).sites
        chosen = {}
        for site in sites or [site for site in sorted(published) if published[site].history]:
            chosen[site] = roll_back(root, read_ledger(root), site, release)
        if not chosen:
            raise NoRelease("没有站点有更早的版本。")
        return chosen


def let_go(root: Path, now: datetime, site: str, agreed: Callable[[int], bool]) -> bool:
    """Delete what is kept of a site that is no more, when somebody agrees to so many releases; whether it was done.

    Raises:
        StillThere: it is still in the cluster or still public, or nothing is kept of it.
    """
    if not agreed(forgettable(root, read_ledger(root), site)):
        return False
    with locked(root, now, True, lambda text: None):
        forget(root, read_ledger(root), site)
    return True


def look_over(root: Path, now: datetime, sites: Collection[str] = (), listener: Listener | None = None) -> tuple[Finding, ...]:
    """Whatever under build/ is not what was published, of some sites or of all.

    Raises:
        NeverPublished: one of `sites` has never been.
    """
    with locked(root, now, True, (listener or Listener()).say):
        return verify(root, find_ledger(root), sites)


def repair(root: Path, now: datetime, sites: Collection[str] = (), jobs: int = 1, listener: Listener | None = None) -> Report:
    """Make anew, by an ordinary run, whatever `look_over` finds damaged."""
    with locked(root, now, True, (listener or Listener()).say):
        ledger = find_ledger(root)
        if ledger is not None:
            write_ledger(root, doubted(root, ledger, verify(root, ledger, sites)))
    compress = any((root / "build" / "public").glob("*/*.gz"))  # as it was published
    return run(root, now, () if ledger is None else sites, jobs=jobs, compress=compress, listener=listener)


def stock_settings(root: Path, site: str, now: datetime, shared: Mapping[str, Any]) -> dict[str, Any]:
    """Settings for stock Pelican: the same run a worker makes, into build/stock/<site>.

    Raises:
        UnknownSite: there is no such site.
    """
    from .render.settings import DEFAULTS, site_settings

    federation = federate(root, now)
    if site not in federation.views:
        raise UnknownSite(f"请用 SITE=<编号> pelican 指定站点，可选：{'、'.join(federation.views)}")
    own = {key: value for key, value in shared.items() if key.isupper()}
    view = replace(federation.views[site], roster=federation.people.roster(site))
    return site_settings(view, federation.kinds, root, root / "build" / "stock" / site, DEFAULTS | own)


def _timed(tell: Listener) -> Callable[..., Any]:
    def do(name: str, verb: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        start = perf_counter()
        result = verb(*args, **kwargs)
        tell.stage(name, result, perf_counter() - start)
        return result

    return do
