"""What a build would say of a site before it is there: the same readers and checks, over a record that nobody has written yet."""

from pathlib import Path
from tempfile import TemporaryDirectory

from ..domain.cluster import Cluster, Memory
from ..domain.finding import Finding, Severity
from ..domain.level import Level
from ..domain.site import ClusterRecord, Site
from ..stages.load.contents import find_unreadable
from ..stages.load.sites import read_cluster, read_site, read_sites
from ..stages.load.wording import read_wording
from ..stages.resolve.tree import place_sites


def faults_of_site(root: Path, level: Level, site_id: str, text: str) -> tuple[Finding, ...]:
    """What would block this site, or another one because of it; what blocks them without it is not its fault.

    Raises:
        NoCluster: there is no cluster to take it in.
    """
    record, _ = read_cluster(root, [])
    words = read_wording(root, record.wording, [])
    sites, broken = read_sites(root, words, [])
    found: list[Finding] = []
    with TemporaryDirectory() as folder:  # where a build that begins just now does not see it
        path = Path(folder, "sites", level, f"{site_id}.yaml")
        path.parent.mkdir(parents=True)
        path.write_text(text, encoding="utf-8")
        site = read_site(Path(folder), [level.value, path.name], sites, words, found)
    if site:
        find_unreadable(root, [site], found)
        before = set(_placing(root, record, sites, broken))
        after = _placing(root, record, {**sites, site_id: site}, broken)
        found += [finding for finding in after if finding not in before]
    return tuple(finding for finding in found if finding.severity is Severity.BLOCK)


def _placing(root: Path, record: ClusterRecord, sites: dict[str, Site], broken: frozenset[str]) -> list[Finding]:
    """What is wrong with the tree of these sites."""
    findings: list[Finding] = []
    place_sites(Cluster(root, record, sites, {}, {}, {}, (), {}, Memory(), frozenset(), broken, ()), findings)
    return findings
