"""The whole programme on one screen: seven verbs, each takes the result of the one before it and touches nothing else."""

from collections.abc import Callable, Collection, Mapping
from datetime import datetime
from pathlib import Path
from time import perf_counter
from typing import Any, ParamSpec, TypeVar

from .domain.federation import Federation
from .stages.build import build
from .stages.check import check
from .stages.index import index
from .stages.ledger import read_ledger
from .stages.load import load
from .stages.plan import UnknownSite, plan
from .stages.publish import Report, publish, withhold
from .stages.resolve import resolve

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


def run(
    root: Path,
    now: datetime,
    only: Collection[str] = (),
    *,
    jobs: int = 1,
    publishing: bool = True,
    listener: Listener | None = None,
) -> Report:
    """Build what changed, and publish it if it is sound."""
    tell = listener or Listener()
    do = _timed(tell)
    ledger = read_ledger(root)  # what is public now
    cluster = do("load", load, root)  # files      -> Cluster     (as written)
    federation = do("resolve", resolve, cluster, now)  # Cluster    -> Federation  (documents public, links known)
    work = do("plan", plan, federation, only)  # Federation -> Plan        (what, and why)
    tell.planned(len(work.jobs))
    built = do("build", build, work, root, jobs, tell.built)  # Plan       -> Built       (Pelican, a process each)
    catalogue = do("index", index, built)  # Built      -> Catalogue   (what sites share)
    findings = do("check", check, federation, catalogue)  # Catalogue  -> Findings
    if not publishing:
        return withhold(catalogue, findings)
    report: Report = do("publish", publish, root, catalogue, findings, ledger)  # Findings   -> build/public
    return report


def federate(root: Path, now: datetime) -> Federation:
    """The pipeline up to the federation: all that is decided before anything is written."""
    return resolve(load(root), now)


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
    return site_settings(federation.views[site], root, root / "build" / "stock" / site, DEFAULTS | own)


def _timed(tell: Listener) -> Callable[..., Any]:
    def do(name: str, verb: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        start = perf_counter()
        result = verb(*args, **kwargs)
        tell.stage(name, result, perf_counter() - start)
        return result

    return do
