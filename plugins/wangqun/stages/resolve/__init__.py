"""resolve: Cluster -> Federation. Sites are placed on their tree, documents made public or not, links decided."""

from datetime import datetime

from ...domain.cluster import Cluster
from ...domain.federation import Federation
from ...domain.finding import Finding
from .documents import hold
from .tree import place_sites
from .views import make_views

__all__ = ["resolve"]


def resolve(cluster: Cluster, now: datetime) -> Federation:
    """Every site's view of the cluster as of `now`, and all that is wrong with what was written."""
    findings: list[Finding] = list(cluster.findings)
    members, blocked = place_sites(cluster, findings)
    holdings = hold(cluster, members, now, findings)
    views = make_views(cluster, members, holdings, now, findings)
    return Federation(cluster.record, now, views, blocked, tuple(sorted(findings, key=lambda finding: finding.order)))
