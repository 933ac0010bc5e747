"""How the cluster stands after a build: the last build, which sites readers see as written, since when, what is due."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..domain.finding import Severity
from ..stored import read_json
from .outcomes import Outcome
from .report import Report

if TYPE_CHECKING:
    from ..render.report import ClusterReport, SiteReport

VERSION = 1
_KEEPING = frozenset(outcome.value for outcome in Outcome if outcome.keeps)
PUBLISHED, KEPT_BACK, UNPUBLISHED = "published", "kept_back", "unpublished"


def read_status(path: Path) -> dict[str, Any]:
    """The status that the last build left; one of which nothing is known when the file is not there or damaged."""
    return read_json(path, _status) or {"version": VERSION, "build": None, "sites": []}


def _status(found: dict[str, Any]) -> dict[str, Any]:
    if found["version"] != VERSION or not all(map(_is_site, found["sites"])) or not _is_build(found["build"]):
        raise ValueError(found["version"])
    return dict(found)


def _is_site(entry: Any) -> bool:
    if not isinstance(entry, dict) or not all(isinstance(entry.get(key), str) for key in ("site", "state", "outcome", "since")):
        return False
    due = entry["next_build_due"]
    return _is_moment(entry["since"]) and (due is None or _is_moment(due))


def _is_moment(text: str) -> bool:
    return datetime.fromisoformat(text).tzinfo is not None


def _is_build(build: Any) -> bool:
    if build is None:
        return True
    datetime.fromisoformat(build["at"])
    whole = isinstance(build["seconds"], float) and isinstance(build["unchanged"], int)
    return whole and all(map(_is_list, (build["kept_back"], build["changed"])))


def _is_list(value: Any) -> bool:
    return isinstance(value, list)


def settled(summary: "ClusterReport", report: Report, before: Mapping[str, Any]) -> "ClusterReport":
    """The reports with the time since which each site has been as it is; a site that was no part of the run is as it was."""
    old = {entry["site"]: entry for entry in before["sites"]}
    run = {*report.changed, *report.unchanged, *report.failed}

    def settle(site: "SiteReport") -> "SiteReport":
        known = old.get(site.id)
        if known and site.id not in run and known["state"] != PUBLISHED:
            site = replace(site, kept_back=site.kept_back or known["state"] == KEPT_BACK)
        if known and site.id not in run:  # what it waits for is what its release waits for
            site = replace(site, next_due=known["next_build_due"] or "")
        outcome = report.outcomes.get(site.id) or (known["outcome"] if known else "")
        since = known["since"] if known and known["state"] == state_of(site) else summary.now.isoformat()
        return replace(site, since=since, outcome=outcome)

    sites = tuple(map(settle, summary.sites))
    due = min((site.next_due for site in sites if site.next_due), default="")
    return replace(summary, sites=sites, own=replace(summary.own, next_due=due))


def undone(found: Mapping[str, Any]) -> list[str]:
    """The sites of a status that are not as they should be: not published last time, or never."""
    return [entry["site"] for entry in found["sites"] if entry["outcome"] in _KEEPING or entry["state"] == UNPUBLISHED]


def state_of(site: "SiteReport") -> str:
    """Whether readers see a site as it was written, as it was before, or not at all."""
    return KEPT_BACK if site.kept_back and site.release else PUBLISHED if site.release else UNPUBLISHED


def status(summary: "ClusterReport", report: Report, seconds: float) -> dict[str, Any]:
    """The status after a build that took so long. Keys are told in docs/operators.md."""
    sites = [
        {
            "site": site.id,
            "name": site.name,
            "state": state_of(site),
            "outcome": site.outcome,
            "since": site.since,
            "release": site.release,
            "next_build_due": site.next_due or None,
            "findings": counts(site),
            "report": site.file,
        }
        for site in summary.sites
    ]
    build = {
        "at": summary.now.isoformat(),
        "seconds": round(float(seconds), 3),
        "outcome": "kept_back" if report.failed else "published",
        "changed": list(report.changed),
        "unchanged": len(report.unchanged),
        "removed": list(report.removed),
        "kept_back": list(report.failed),
        "pages": report.pages,
    }
    return {
        "version": VERSION,
        "cluster": summary.name,
        "build": build,
        "next_build_due": summary.own.next_due or None,
        "findings": counts(summary.own),
        "sites": sites,
    }


def counts(site: "SiteReport") -> dict[str, int]:
    """How many findings of each severity a report has."""
    return {severity.value: site.count(severity) for severity in Severity}
