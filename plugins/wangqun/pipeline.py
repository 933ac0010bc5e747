"""The whole programme on one screen: nine verbs, each takes the result of the one before it and touches nothing else; when all
is public, the index of `wangqun search` follows."""

from collections.abc import Collection
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path

from .away import crew_for
from .domain.federation import Federation
from .options import ORDINARY, Listener, Options, timed
from .records import KINDS, Kinds
from .render.dependencies import world
from .reports.report import Report
from .reports.writing import write_reports
from .stages.build import build
from .stages.catalogue import catalogue as list_all
from .stages.check import check
from .stages.check.guard import before_a_jump, known_sites
from .stages.convert import convert, drop_hidden
from .stages.index import index
from .stages.load import load
from .stages.plan import plan
from .stages.publish import publish, withhold
from .stages.resolve import resolve
from .stages.search import search
from .still import Last, answering, standing
from .store.ledger import read_ledger
from .store.lock import in_turn, locked


@answering
def run(
    root: Path,
    now: datetime,
    only: Collection[str] = (),
    options: Options = ORDINARY,
    listener: Listener | None = None,
    last: Last | None = None,
) -> Report:
    """Build what changed, of some sites or of all, and publish it if it is sound.

    Raises:
        Wider: what was to be about a few sites, as the `last` run left all others, is about more.
    """
    tell, asked, extras = listener or Listener(), options, options.extras
    do, spent = timed(tell)
    with locked(root, now, asked.wait, tell.say) as let_next, ExitStack() as turn:
        crew = turn.enter_context(crew_for(root, asked.jobs, asked.dask, tell.say))
        near, told = standing(root, last)
        ledger = read_ledger(root)  # what is public now, and from what it was made
        reading = (ledger.memory, asked.neighbours, asked.kinds or KINDS, asked.jobs, near)
        cluster = asked.cluster or do("load", load, root, *reading)  # files -> Cluster
        again = () if not asked.force else only or cluster.sites
        cluster, bodies = do("convert", convert, cluster, root, crew, again)  # Cluster -> Ready (bodies as HTML)
        federation = do("resolve", resolve, cluster, now)  # Cluster -> Federation (flows decided, links known)
        drop_hidden(federation, bodies)
        work = do("plan", plan, federation, ledger, root, world(root), only, asked.force, extras)  # -> Plan (what, and why)
        known_sites(root, federation, ledger, asked.allowed)
        tell.planned(len(work.jobs))
        sites = do("build", build, work, root, bodies, crew, tell.built, extras)  # Plan -> Built (Pelican)
        catalogue = do("catalogue", list_all, sites, ledger, root)  # Built -> Catalogue (manifests, cluster feed, people)
        earlier = before_a_jump(cluster, ledger, now)
        checked = do("check", check, federation, catalogue, ledger, root, asked.allowed, earlier)  # -> Checked (who is withheld)
        if not asked.publishing:
            return write_reports(root, federation, withhold(catalogue, checked, ledger, asked.baseline).beside(crew.findings))
        catalogue = do("search", search, catalogue, checked, ledger, root, crew.jobs)  # -> Catalogue (what readers find)
        kept = (cluster.memory, asked.keep, asked.baseline)
        report: Report = do("publish", publish, root, catalogue, checked, ledger, *kept)  # Checked -> build/public
        crew.dismiss()
        turn.enter_context(in_turn(root, tell.say))
        report = write_reports(root, federation, report.beside(crew.findings), seconds := spent(), told)  # -> build/reports
        let_next()  # the next run may begin
        late = do("index", index, root, asked.jobs, asked.whoosh).findings  # build/public -> Indexed (for `wangqun search`)
        return write_reports(root, federation, report.beside(late), seconds, told) if late else report


def federate(root: Path, now: datetime, kinds: Kinds = KINDS) -> Federation:
    """The pipeline up to the federation: all that is decided before anything is written."""
    return resolve(load(root, kinds=kinds), now)
