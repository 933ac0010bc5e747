"""What else is done with a cluster: foreseeing a run, going back, letting go, looking over, mending."""

import logging
from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from .domain.asked import ASKING, Allowed
from .domain.cluster import Cluster
from .domain.extras import Extras
from .domain.finding import Finding
from .options import Listener, Options
from .pipeline import run
from .render.dependencies import world
from .render.settings import CONVERTED, DEFAULTS, site_settings
from .reports.report import Report
from .stages.check.guard import before_a_jump, guard, known_sites
from .stages.check.removal import foreseen
from .stages.convert import convert, known
from .stages.load import load
from .stages.plan import Plan, UnknownSite, plan
from .stages.publish import NoRelease, roll_back
from .stages.publish.forget import forget, forgettable
from .stages.publish.verify import doubted, verify
from .stages.resolve import resolve
from .store.ledger import find_ledger, read_ledger, write_ledger
from .store.lock import locked

logger = logging.getLogger(__name__)


def foresee(
    root: Path, now: datetime, only: Collection[str] = (), allowed: Allowed = ASKING, cluster: Cluster | None = None
) -> Plan:
    """What `run` would build, and why, and what its guard would ask; of `cluster` when it has been read already."""
    ledger = read_ledger(root)
    cluster = known(cluster or load(root, ledger.memory), root)
    work = plan(resolve(cluster, now), ledger, root, world(root), only, extras=Extras(pieces=True))
    known_sites(root, work.federation, ledger, allowed)
    earlier = before_a_jump(cluster, ledger, now)
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
    return run(root, now, () if ledger is None else sites, Options(jobs=jobs, compress=compress), listener)


def stock_settings(root: Path, site: str, now: datetime, shared: Mapping[str, Any]) -> dict[str, Any]:
    """Settings for stock Pelican: the same run a worker makes, into build/stock/<site>.

    Raises:
        UnknownSite: there is no such site.
    """
    cluster, bodies = convert(load(root), root, keeping=False)
    federation = resolve(cluster, now)
    for finding in cluster.unfit.values():
        logger.error("%s", finding)
    if site not in federation.views:
        raise UnknownSite(f"请用 SITE=<编号> pelican 指定站点，可选：{'、'.join(federation.views)}")
    own = {key: value for key, value in shared.items() if key.isupper()}
    view = replace(federation.views[site], roster=federation.people.roster(site))
    output = root / "build" / "stock" / site
    return site_settings(view, federation.kinds, root, output, DEFAULTS | own) | {CONVERTED: bodies}
