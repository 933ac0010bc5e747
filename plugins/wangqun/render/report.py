"""The HTML reports of a run: one page for the cluster, one for each site, each of them a single file."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from itertools import groupby
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from ..domain.federation import Federation
from ..domain.finding import Finding, Severity, by_piece
from ..domain.flow import Offer


@dataclass(frozen=True, slots=True)
class Group:
    """Findings of one code and severity; `source` is the one they all share, "" when they differ."""

    code: str
    severity: Severity
    source: str
    findings: tuple[Finding, ...]
    sites: int


@dataclass(frozen=True, slots=True)
class SiteReport:
    """What is known of one site.

    `above` names the sites above it, `release` is the digest readers see ("" for none), `offers` wait for its acceptance.
    """

    id: str
    name: str
    level: str
    above: str
    file: str
    release: str
    kept_back: bool
    findings: tuple[Finding, ...]
    offers: tuple[Offer, ...] = ()

    def count(self, severity: Severity) -> int:
        """How many findings of this severity there are."""
        return sum(finding.severity is severity for finding in self.findings)

    @property
    def state(self) -> str:
        """Whether what readers see is what was written."""
        if self.kept_back:
            return "未发布，保留上次" if self.release else "未发布"
        return "已发布" if self.release else "尚未发布"


@dataclass(frozen=True, slots=True)
class ClusterReport:
    """The whole run: sites in tree order, and findings that belong to none of them."""

    name: str
    now: datetime
    sites: tuple[SiteReport, ...]
    findings: tuple[Finding, ...]

    def count(self, severity: Severity) -> int:
        """How many findings of this severity there are in all."""
        return sum(finding.severity is severity for finding in self.everything)

    @property
    def everything(self) -> Iterator[Finding]:
        """Every finding of the run."""
        yield from self.findings
        for site in self.sites:
            yield from site.findings

    @property
    def worst_first(self) -> list[SiteReport]:
        """Sites with the most blocks first, then warnings, then hints; equals in tree order."""
        return sorted(self.sites, key=lambda site: tuple(-site.count(severity) for severity in Severity))

    @property
    def kept_back(self) -> int:
        """How many sites were not published."""
        return sum(site.kept_back for site in self.sites)


def summarise(
    federation: Federation, findings: Iterable[Finding], releases: Mapping[str, str], kept_back: Iterable[str]
) -> ClusterReport:
    """The report of a run. `releases` maps sites to what readers see now; a site known by its manifest only has no page."""
    own: dict[str, list[Finding]] = {}
    for finding in findings:
        own.setdefault(finding.site, []).append(finding)
    held = frozenset(kept_back)
    sites = []
    for site_id, view in federation.views.items():
        if site_id in federation.foreign:
            continue
        site = view.member.site
        above = " › ".join(neighbour.title for neighbour in view.breadcrumb[:-1])
        found = tuple(own.pop(site_id, ()))
        release = releases.get(site_id, "")
        offers = tuple(offer for offer in federation.offers if offer.site == site_id)
        sites.append(
            SiteReport(
                site_id, site.record.name, site.level.label, above, f"{site_id}.html", release, site_id in held, found, offers
            )
        )
    for site_id in sorted(federation.blocked):
        found = tuple(own.pop(site_id, ()))
        sites.append(SiteReport(site_id, site_id, "", "站点文件有错", f"{site_id}.html", releases.get(site_id, ""), True, found))
    rest = tuple(finding for group in own.values() for finding in group)
    return ClusterReport(federation.cluster.name, federation.now, tuple(sites), rest)


def cluster_page(report: ClusterReport) -> str:
    """The HTML of the whole cluster's page, index.html."""
    template = _environment().get_template("cluster.html")
    return template.render(cluster=report, pieces=by_piece(report.findings), totals=_groups(report.everything))


def site_pages(report: ClusterReport) -> Iterator[tuple[str, str]]:
    """File name and HTML of each site's page."""
    template = _environment().get_template("site.html")
    for site in report.sites:
        yield site.file, template.render(cluster=report, site=site, pieces=by_piece(site.findings))


def _groups(findings: Iterable[Finding]) -> list[Group]:
    """By severity, then code."""

    def key(finding: Finding) -> tuple[int, str]:
        return finding.severity.rank, finding.code

    groups = []
    for (rank, code), members in groupby(sorted(findings, key=key), key):
        found = tuple(members)
        sites = len({finding.site for finding in found})
        groups.append(Group(code, list(Severity)[rank], _shared(f.source for f in found), found, sites))
    return groups


def _shared(texts: Iterable[str]) -> str:
    found = set(texts)
    return found.pop() if len(found) == 1 else ""


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "reports"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals["severities"] = list(Severity)
    return environment
