"""People as of now: merged, checked, and ready to be shown on each site (docs/reference/people.md)."""

from collections.abc import Callable, Mapping

from ....domain.claims import Row
from ....domain.cluster import Cluster
from ....domain.federation import Member
from ....domain.finding import Finding
from . import invariants, namesakes, places
from .gather import gather
from .gathered import Gathered
from .photos import findings as photos_told
from .refused import refused
from .rosters import MergedRosters

__all__ = ["Gathered", "MergedRosters", "sort_out", "unite"]


def sort_out(cluster: Cluster, members: Mapping[str, Member], today: str, findings: list[Finding]) -> Gathered:
    """Everything that all levels have written about people, sorted out and checked as of `today` (ISO date)."""
    outside = {site: s for site, s in cluster.sites.items() if s.record.external}
    rows = [row for site, own in _by_site(cluster).items() if site in members for row in own]
    found = gather(rows, members, outside, today, findings, cluster.lost)
    found.bad, faults = refused(found)
    findings += faults
    findings += invariants.findings(found)
    findings += places.findings(found)
    findings += namesakes.findings(found.people, found.decisions, found.near)
    return found


def unite(
    cluster: Cluster,
    found: Gathered,
    links: Callable[[str, str], str],
    photos: Callable[[str], Mapping[str, str]],
    findings: list[Finding],
) -> MergedRosters:
    """The same merged, once it is known where everything is: `links` and `photos` as `MergedRosters` has them."""
    by_site = _by_site(cluster)
    findings += photos_told((row for site in found.members for row in by_site.get(site, ())), cluster, photos)
    return MergedRosters(found, links, photos, by_site)


def _by_site(cluster: Cluster) -> dict[str, list[Row]]:
    by_site: dict[str, list[Row]] = {}
    for row in cluster.rows:
        by_site.setdefault(row.site, []).append(row)
    return by_site
