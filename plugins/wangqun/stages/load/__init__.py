"""load: files -> Cluster, as written. Reads everything, decides nothing, never stops at the first fault."""

from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from sys import modules

from ...domain import record as fields
from ...domain import words as spellings
from ...domain.asked import Neighbours
from ...domain.cluster import Cluster, Lost, Memory
from ...domain.finding import Finding
from ...domain.near import Near, follow
from ...domain.site import ClusterRecord
from ...records import KINDS, records, under
from ...records.deputies import choices
from ...records.deputies import record as deputies
from ...records.kind import Kinds
from ...render.dependencies import engine
from ...scan import tagged
from ...scan.scanner import ruleset
from ...store.rows import uncollected
from . import losses, portions, remarks, row_files, salvage, validate
from .contents import find_orphans, find_unreadable
from .documents import read_documents
from .manifests import read_manifests
from .periods import unknown_periods
from .sites import NoCluster, read_acceptances, read_cluster, read_sites, read_waivers
from .wording import read_wording

__all__ = ["Neighbours", "NoCluster", "load"]


@uncollected()
def load(
    root: Path,
    memory: Memory | None = None,
    neighbours: Neighbours | None = None,
    kinds: Kinds = KINDS,
    jobs: int = 1,
    near: Near | None = None,
) -> Cluster:
    """The cluster under `root`, with a finding for everything that could not be read.

    `memory` is what earlier runs learned of files. With `neighbours`, only one site's content is read here and all
    others are taken from their manifests; in a run about the `near` sites, only theirs and what they cannot be judged without.
    At most `jobs` processes read at a time.

    Raises:
        NoCluster: there is no readable sites/cluster.yaml, so nothing can be built at all.
        Wider: a run about a few sites cannot tell without others.
    """
    findings: list[Finding] = []
    record, rule_places = read_cluster(root, findings)
    findings += unknown_periods(record, kinds)
    words = read_wording(root, record.wording, findings)
    sites, broken = read_sites(root, words, findings)
    readers = (row_files, deputies, choices, fields, spellings, losses, tagged, portions, remarks, salvage, validate)
    rules = ruleset(words, (*readers, *(modules[record.__module__] for record in records(kinds))))
    known = memory or Memory()
    known = known if known.rules == rules else Memory(rules, sources=known.sources)
    shape = _shape(rules, kinds, record)
    foreign = frozenset(sites) - {neighbours.site} if neighbours else frozenset()
    read = near.read if near else {neighbours.site} if neighbours else sites.keys()
    here = [site for site in sites.values() if site.id in read]
    unread = find_unreadable(root, here, findings)
    sites |= {site.id: replace(site, sound=False) for site in here if site.id in unread}
    here = [site for site in here if site.id not in unread]
    lost: list[Lost] = []
    waivers = read_waivers(root, findings)
    named = {waived.waiver.item for waived in waivers}
    reading = (kinds, here, record, known, shape, words, findings, lost, jobs, near, named)
    documents, files, rows, fresh, changes = read_documents(root, *reading)
    lost += [each for file in fresh.rows.values() for each in file.lost]
    accepted = read_acceptances(root, here, words, findings)
    if neighbours:
        rows += read_manifests(neighbours, kinds, sites, documents, files, words, findings)
    elif near:
        follow(near, documents, changes, {kind.name for kind in kinds.values() if kind.reaches_kin})
    else:
        find_orphans(root, sites, broken, findings)
    return Cluster(
        root,
        record,
        sites,
        documents,
        files,
        accepted,
        waivers,
        rule_places,
        fresh,
        foreign,
        broken,
        tuple(findings),
        rows,
        lost=tuple(lost),
        kinds=under(kinds, record.periods, record.workdays),
        near=near,
        changes=changes,
    )


def _shape(rules: str, kinds: Kinds, record: ClusterRecord) -> str:
    """What reading a file depends on beside the file, as a digest: the engine, its libraries, rules and kinds; whose it is."""
    own = (rules, engine(), *(f"{kind.name} {kind.folder} {kind.standing}" for kind in kinds.values()))
    return sha256("\0".join((*own, record.name, record.root, str(record.base_url))).encode()).hexdigest()
