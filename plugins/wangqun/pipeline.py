"""The whole programme on one screen: nine verbs, each takes the result of the one before it and touches nothing else; when all
is public, the index of `wangqun search` follows."""

import logging
from collections.abc import Collection, Mapping
from contextlib import ExitStack
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from .domain.federation import Federation
from .options import ORDINARY, Listener, Options, timed
from .records import KINDS, Kinds
from .render.dependencies import world
from .render.settings import DEFAULTS, site_settings
from .reports.report import Report
from .reports.writing import write_reports
from .stages.build import build
from .stages.catalogue import catalogue as list_all
from .stages.check import check
from .stages.check.guard import before_a_jump, known_sites
from .stages.convert import convert, drop_hidden
from .stages.index import index
from .stages.load import load
from .stages.plan import UnknownSite, plan
from .stages.publish import publish, withhold
from .stages.resolve import resolve
from .stages.search import search
from .store.ledger import read_ledger
from .store.lock import in_turn, locked

logger = logging.getLogger(__name__)


def run(
    root: Path, now: datetime, only: Collection[str] = (), options: Options = ORDINARY, listener: Listener | None = None
) -> Report:
    """Build what changed, of some sites or of all, and publish it if it is sound."""
    tell, asked, extras = listener or Listener(), options, options.extras
    do, spent = timed(tell)
    with locked(root, now, asked.wait, tell.say) as let_next, ExitStack() as turn:
        ledger = read_ledger(root)  # what is public now, and from what it was made
        cluster = do("load", load, root, ledger.memory, asked.neighbours, asked.kinds, asked.jobs)  # files -> Cluster
        again = () if not asked.force else only or cluster.sites
        cluster, bodies = do("convert", convert, cluster, root, asked.jobs, again)  # Cluster -> Ready (bodies as HTML)
        federation = do("resolve", resolve, cluster, now)  # Cluster -> Federation (flows decided, links known)
        drop_hidden(federation, bodies)
        work = do("plan", plan, federation, ledger, root, world(root), only, asked.force, extras)  # -> Plan (what, and why)
        known_sites(root, federation, ledger, asked.allowed)
        tell.planned(len(work.jobs))
        sites = do("build", build, work, root, bodies, asked.jobs, tell.built, extras)  # Plan -> Built (Pelican)
        catalogue = do("catalogue", list_all, sites, ledger, root)  # Built -> Catalogue (manifests, cluster feed, people)
        earlier = before_a_jump(cluster, ledger, now)
        checked = do("check", check, federation, catalogue, ledger, root, asked.allowed, earlier)  # -> Checked (who is withheld)
        if not asked.publishing:
            return write_reports(root, federation, withhold(root, catalogue, checked, ledger, asked.baseline))
        catalogue = do("search", search, catalogue, checked, ledger, root, asked.jobs)  # -> Catalogue (what readers find)
        kept = (cluster.memory, asked.keep, asked.baseline)
        report: Report = do("publish", publish, root, catalogue, checked, ledger, *kept)  # Checked -> build/public
        turn.enter_context(in_turn(root, tell.say))
        report = write_reports(root, federation, report, seconds := spent())  # -> build/reports
        let_next()  # the next run may begin
        late = do("index", index, root, asked.jobs, asked.whoosh).findings  # build/public -> Indexed (for `wangqun search`)
        return write_reports(root, federation, report.beside(late), seconds) if late else report


def federate(root: Path, now: datetime, kinds: Kinds = KINDS) -> Federation:
    """The pipeline up to the federation: all that is decided before anything is written."""
    return resolve(load(root, kinds=kinds), now)


def stock_settings(root: Path, site: str, now: datetime, shared: Mapping[str, Any]) -> dict[str, Any]:
    """Settings for stock Pelican: the same run a worker makes, into build/stock/<site>.

    Raises:
        UnknownSite: there is no such site.
    """
    from .render.settings import CONVERTED

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
