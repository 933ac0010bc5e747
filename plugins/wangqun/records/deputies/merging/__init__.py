"""People as of now: merged, checked, and ready to be shown on each site (docs/reference/people.md)."""

from collections.abc import Callable, Mapping

from ....domain.claims import Row
from ....domain.cluster import Cluster
from ....domain.federation import Member
from ....domain.finding import Finding
from . import invariants, namesakes, places
from .gather import gather
from .photos import findings as photos_told
from .refused import refused
from .rosters import MergedRosters

__all__ = ["MergedRosters", "unite"]


def unite(
    cluster: Cluster,
    members: Mapping[str, Member],
    today: str,
    links: Callable[[str, str], str],
    photos: Callable[[str], Mapping[str, str]],
    findings: list[Finding],
) -> MergedRosters:
    """Everything that all levels have written about people, merged and checked as of `today` (ISO date)."""
    outside = {site: s for site, s in cluster.sites.items() if s.record.external}
    by_site: dict[str, list[Row]] = {}
    for row in cluster.rows:
        by_site.setdefault(row.site, []).append(row)
    rows = [row for site, own in by_site.items() if site in members for row in own]
    found = gather(rows, members, outside, today, findings, cluster.lost)
    found.bad, faults = refused(found)
    findings += faults
    findings += invariants.findings(found)
    findings += places.findings(found)
    findings += photos_told(rows, cluster, photos)
    findings += namesakes.findings(found.people, found.decisions, found.near)
    return MergedRosters(found, links, photos, by_site)
