"""What a run came to as plain values, for the next one in which nothing changed, and back."""

from collections.abc import Iterable
from dataclasses import astuple, replace
from datetime import datetime
from operator import attrgetter
from typing import TYPE_CHECKING, Any, NamedTuple

from ..domain.finding import Finding, Place, Severity, values_of
from ..domain.ids import DocumentId
from ..domain.offer import Offer
from ..render.report import INDEX, ClusterReport, SiteReport, summarise
from .baseline import Baseline
from .outcomes import Outcome
from .report import Report, sender_of

if TYPE_CHECKING:
    from ..domain.federation import Federation

_LOST = "address-lost"  # any site may tell of it, so that a run about a few finds none anew (stages/check/addresses.py)
_LIMITED = "report-limited"  # told of a piece by the site that does not show it (stages/resolve/flows.py)
_SITE = attrgetter(*"id name level above file release short_name to next_due".split())


class Told(NamedTuple):
    """A report, and what its pages are made of; `sender` is from whom letters are."""

    report: Report
    summary: ClusterReport
    sender: str


def told_of(federation: "Federation", report: Report, last: Told | None = None) -> Told:
    """What a run came to; where it was about a few sites, of all others what the `last` one told."""
    sender = sender_of(federation.cluster)
    if last is None or federation.near is None:
        return Told(report, summarise(federation, report.findings, report.releases, report.failed), sender)
    here = federation.views
    judged = tuple(f"{view.member.site.record.short_name} " for view in here.values())  # how those begin that tell of a receiver
    others = (
        each
        for each in last.report.findings
        if each.site not in here or each.code == _LOST or (each.code == _LIMITED and not each.message.startswith(judged))
    )
    found = tuple(sorted(dict.fromkeys((*others, *report.findings)), key=lambda finding: finding.order))
    outcomes = {site: report.outcomes.get(site, Outcome.UNCHANGED) for site in last.report.outcomes}
    own = {site: release for site, release in report.releases.items() if site in here}
    fresh = {site.id: site for site in summarise(federation, found, own, report.failed).sites}
    sites = tuple(fresh.get(site.id) or replace(site, release=report.releases[site.id]) for site in last.summary.sites)
    rest = tuple(finding for finding in found if finding.site not in federation.members)
    summary = ClusterReport(last.summary.name, federation.now, sites, replace(last.summary.own, findings=rest))
    return Told(replace(report, outcomes=outcomes, findings=found), summary, sender)


def pack(told: Told) -> tuple[Any, ...]:
    """Plain values, of which `unpack` makes what the same run comes to once more, when all that it publishes is public."""
    report, summary, sender = told
    sites = [(*_SITE(site), list(map(_of_offer, site.offers))) for site in summary.sites]
    findings = [tuple(map(_plain, values_of(finding))) for finding in report.findings]
    there = [site for site, outcome in report.outcomes.items() if outcome is not Outcome.REMOVED]
    return (
        there,
        report.pages,
        findings,
        dict(report.releases),
        (summary.name, summary.own.to, sites),
        sender,
        _minute(summary.now),
    )


def unpack(packed: tuple[Any, ...], now: datetime, baseline: Baseline) -> Told:
    """The same as of another moment, beside a baseline."""
    there, pages, rows, releases, (name, to, sites), sender, then = packed
    findings = tuple(_as_of(_finding(*row), then, _minute(now)) for row in rows)
    report = Report(dict.fromkeys(there, Outcome.UNCHANGED), pages, findings, baseline, releases)
    own: dict[str, list[Finding]] = {}
    for finding in findings:
        own.setdefault(finding.site, []).append(finding)
    reports = tuple([_site(own.pop(row[0], ()), *row) for row in sites])
    rest = tuple(finding for group in own.values() for finding in group)
    itself = SiteReport("", name, "", "", INDEX, "", False, rest, short_name=name, to=to)
    return Told(report, ClusterReport(name, now, reports, itself), sender)


def _minute(now: datetime) -> str:
    """How a remedy ends that says when something was withdrawn or corrected: now (check/addresses.py)."""
    return f"time: {now:%Y-%m-%d %H:%M}}}。"


def _as_of(finding: Finding, then: str, now: str) -> Finding:
    is_late = finding.code == "address-lost" and finding.hint.endswith(then)
    return replace(finding, hint=finding.hint.removesuffix(then) + now) if is_late else finding


def _of_offer(offer: Offer) -> tuple[Any, ...]:
    names = (offer.title, offer.home, offer.site, offer.site_name, offer.rule)
    return (tuple(offer.id), *names, astuple(offer.place), offer.path)


def _plain(value: Any) -> Any:
    return str(value) if isinstance(value, str) else value


def _finding(code: str, severity: str, *rest: Any) -> Finding:
    return Finding(code, Severity(severity), *rest)


def _site(
    findings: Iterable[Finding],
    id: str,
    name: str,
    level: str,
    above: str,
    file: str,
    release: str,
    short_name: str,
    to: tuple[str, ...],
    next_due: str,
    offers: list[tuple[Any, ...]],
) -> SiteReport:
    waiting = tuple(_offer(*offer) for offer in offers)
    return SiteReport(id, name, level, above, file, release, False, tuple(findings), waiting, short_name, to, next_due)


def _offer(id: tuple[str, str, str], title: str, home: str, site: str, name: str, rule: str, place: Any, path: str) -> Offer:
    return Offer(DocumentId(*id), title, home, site, name, rule, Place(*place), path)
