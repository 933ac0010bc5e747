"""load: files -> Cluster, as written. Reads everything, decides nothing, never stops at the first fault."""

from pathlib import Path

from ...domain.cluster import Cluster
from ...domain.finding import Finding
from .documents import read_documents
from .sites import NoCluster, read_acceptances, read_sites

__all__ = ["NoCluster", "load"]


def load(root: Path) -> Cluster:
    """The cluster under `root`, with a finding for everything that could not be read.

    Raises:
        NoCluster: there is no readable sites/cluster.yaml, so nothing can be built at all.
    """
    findings: list[Finding] = []
    record, sites, rule_places = read_sites(root, findings)
    documents, files = read_documents(root, sites, findings)
    accepted = read_acceptances(root, sites, findings)
    return Cluster(root, record, sites, documents, files, accepted, rule_places, tuple(findings))
