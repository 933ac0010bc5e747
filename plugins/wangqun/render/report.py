"""The HTML reports of a run: one page for the cluster, one for each site, each of them a single file."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import field, replace
from datetime import datetime
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from ..domain.commit import Commit, Spot
from ..domain.comparison import UNCHANGED, Comparison, Earlier
from ..domain.finding import Finding, Severity, by_piece
from ..domain.frozen import frozen
from ..domain.offer import Offer

if TYPE_CHECKING:  # whoever is told again of what was found has none
    from ..domain.federation import Federation

INDEX = "index.html"


@frozen
class Group:
    """Findings of one code and severity; `basis` is the one they all share, "" when they differ."""

    code: str
    severity: Severity
    basis: str
    findings: tuple[Finding, ...]
    sites: int


@frozen
class SiteReport:
    """What is known of one site.

    `above` names the sites above it, `release` is the digest readers see ("" for none), `offers` wait for its acceptance.
    `changes` is what differs from the report `before` (None: it is the first); `commits` says who wrote what was found.
    `outcome` is what became of the site when it was last built (reports/outcomes.py), `since` when it came to be in its state,
    `next_due` when it next changes by itself. The cluster's own has no id.
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
    short_name: str = ""
    to: tuple[str, ...] = ()
    next_due: str = ""
    outcome: str = ""
    since: str = ""
    before: Earlier | None = None
    changes: Comparison = UNCHANGED
    commits: Mapping[Spot, Commit] = field(default_factory=dict)

    @property
    def new(self) -> frozenset[Finding]:
        """What the report before did not have; nothing when there was none."""
        return frozenset(self.changes.new) if self.before else frozenset()

    @property
    def due(self) -> list[Finding]:
        """What will happen by itself, the next first."""
        return sorted((finding for finding in self.findings if finding.due), key=lambda f: (f.due, f.order))

    def by(self, finding: Finding) -> str:
        """Which commit wrote the line, its author and day, in words; "" for what stands in no file."""
        commit = self.commits.get((finding.path, finding.line))
        return commit.words if commit else ""

    def count(self, severity: Severity) -> int:
        """How many findings of this severity there are."""
        return sum(finding.severity is severity for finding in self.findings)

    @property
    def state(self) -> str:
        """Whether what readers see is what was written."""
        if self.kept_back and self.outcome == "held":
            return "等人确认，保留上次" if self.release else "等人确认"
        if self.kept_back:
            return "未发布，保留上次" if self.release else "未发布"
        return "已发布" if self.release else "尚未发布"


@frozen
class ClusterReport:
    """The whole run: sites in tree order, and the cluster's own report of what belongs to none of them."""

    name: str
    now: datetime
    sites: tuple[SiteReport, ...]
    own: SiteReport

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What belongs to no site."""
        return self.own.findings

    @property
    def offices(self) -> tuple[SiteReport, ...]:
        """The cluster's own report, then those of the sites."""
        return (self.own, *self.sites)

    def each(self, change: Callable[[SiteReport], SiteReport]) -> "ClusterReport":
        """The same with every report changed."""
        return replace(self, own=change(self.own), sites=tuple(map(change, self.sites)))

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
    federation: "Federation", findings: Iterable[Finding], releases: Mapping[str, str], kept_back: Iterable[str]
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
        due = federation.next_due.get(site_id)
        sites.append(
            SiteReport(
                site_id,
                site.record.name,
                site.level.label,
                above,
                f"{site_id}.html",
                release,
                site_id in held,
                found,
                offers,
                site.record.short_name,
                site.record.report_to,
                due.isoformat() if due else "",
            )
        )
    there = federation.views.keys() | federation.blocked
    lost = dict.fromkeys(sorted((held | releases.keys()) - there), "站点文件不在了")  # readers see them all the same
    for site_id, above in {**dict.fromkeys(sorted(federation.blocked), "站点文件有错"), **lost}.items():
        found = tuple(own.pop(site_id, ()))
        sites.append(SiteReport(site_id, site_id, "", above, f"{site_id}.html", releases.get(site_id, ""), True, found))
    rest = tuple(finding for group in own.values() for finding in group)
    name, to = federation.cluster.name, federation.cluster.report_to
    itself = SiteReport("", name, "", "", INDEX, "", False, rest, short_name=name, to=to)
    return ClusterReport(name, federation.now, tuple(sites), itself)


def when(moment: str) -> str:
    """A time as ISO text, as people read it."""
    return f"{datetime.fromisoformat(moment):%Y-%m-%d %H:%M}"


def cluster_page(report: ClusterReport, status: Mapping[str, Any]) -> str:
    """The HTML of the whole cluster's page, index.html. `status` is that of status.json."""
    template = environment().get_template("cluster.html")
    pieces = by_piece(report.findings)
    return template.render(cluster=report, pieces=pieces, totals=_groups(report.everything), status=status)


def site_pages(report: ClusterReport, calendars: Collection[str] = ()) -> Iterator[tuple[str, str]]:
    """File name and HTML of each site's page; `calendars` are the sites that have one of what is to be done."""
    template = environment().get_template("site.html")
    for site in report.sites:
        calendar = f"{site.id}.ics" if site.id in calendars else ""
        yield site.file, template.render(cluster=report, site=site, pieces=by_piece(site.findings), calendar=calendar)


def _groups(findings: Iterable[Finding]) -> list[Group]:
    """By severity, then code."""

    def key(finding: Finding) -> tuple[int, str]:
        return finding.severity.rank, finding.code

    groups = []
    for (rank, code), members in groupby(sorted(findings, key=key), key):
        found = tuple(members)
        sites = len({finding.site for finding in found})
        groups.append(Group(code, list(Severity)[rank], _shared(f.basis for f in found), found, sites))
    return groups


def _shared(texts: Iterable[str]) -> str:
    found = set(texts)
    return found.pop() if len(found) == 1 else ""


@cache
def environment() -> Environment:
    """Where the templates of reports are; what they are given is escaped."""
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "reports"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals["severities"] = list(Severity)
    environment.filters["when"] = when
    return environment


def compile_reports() -> None:
    """Have the templates of reports compiled, so that no process forked later has to."""
    for name in environment().list_templates():
        environment().get_template(name)
