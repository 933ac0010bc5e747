"""What a run came to as plain values, for the next one in which nothing changed, and back."""

from collections.abc import Iterable
from dataclasses import astuple, fields
from datetime import datetime
from operator import attrgetter
from typing import Any, NamedTuple

from ..domain.finding import Finding, Place, Severity
from ..domain.ids import DocumentId
from ..domain.offer import Offer
from ..render.report import INDEX, ClusterReport, SiteReport
from .baseline import Baseline
from .outcomes import Outcome
from .report import Report

_FINDING = attrgetter(*(field.name for field in fields(Finding)))
_SITE = attrgetter(*"id name level above file release short_name to next_due".split())


class Told(NamedTuple):
    """A report, and what its pages are made of; `sender` is from whom letters are."""

    report: Report
    summary: ClusterReport
    sender: str


def pack(told: Told) -> tuple[Any, ...]:
    """Plain values, of which `unpack` makes what the same run comes to once more, when all that it publishes is public."""
    report, summary, sender = told
    sites = [(*_SITE(site), [(tuple(offer.id), *astuple(offer)[1:]) for offer in site.offers]) for site in summary.sites]
    findings = [tuple(map(_plain, _FINDING(finding))) for finding in report.findings]
    there = [site for site, outcome in report.outcomes.items() if outcome is not Outcome.REMOVED]
    return (there, report.pages, findings, dict(report.releases), (summary.name, summary.own.to, sites), sender)


def unpack(packed: tuple[Any, ...], now: datetime, baseline: Baseline) -> Told:
    """The same as of another moment, beside a baseline."""
    there, pages, rows, releases, (name, to, sites), sender = packed
    findings = tuple(_finding(*row) for row in rows)
    report = Report(dict.fromkeys(there, Outcome.UNCHANGED), pages, findings, baseline, releases)
    own: dict[str, list[Finding]] = {}
    for finding in findings:
        own.setdefault(finding.site, []).append(finding)
    reports = tuple([_site(own.pop(row[0], ()), *row) for row in sites])
    rest = tuple(finding for group in own.values() for finding in group)
    itself = SiteReport("", name, "", "", INDEX, "", False, rest, short_name=name, to=to)
    return Told(report, ClusterReport(name, now, reports, itself), sender)


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
