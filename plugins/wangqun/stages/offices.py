"""The report of one office as JSON, and what has changed since the one before it."""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..domain.commit import Commit, Spot
from ..domain.comparison import Earlier, compare, read_earlier
from ..domain.finding import Finding

if TYPE_CHECKING:
    from ..render.report import SiteReport

VERSION = 1
SITES, CLUSTER = "sites", "cluster.json"


def json_of(site: str) -> str:
    """Where a site's report stands as JSON, below build/reports; that of the cluster itself for ""."""
    return f"{SITES}/{site}.json" if site else CLUSTER


def compared(folder: Path, site: "SiteReport") -> "SiteReport":
    """The report with what differs from the last one in `folder` that was another; that one it keeps in mind itself."""
    last, before = _read(folder / json_of(site.id))
    if last and any(compare(last.findings, site.findings)):
        before = last
    return replace(site, before=before, changes=compare(before.findings if before else (), site.findings))


def _read(path: Path) -> tuple[Earlier | None, Earlier | None]:
    """The report that stands there and the one it was compared with; None for what is not there or damaged."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return None, None
    last = read_earlier(data)
    return last, read_earlier(data.get("before")) if last else None


def with_commit(finding: Finding, commits: Mapping[Spot, Commit]) -> dict[str, Any]:
    """A finding's JSON with the commit that wrote its line, "" for what stands in no file."""
    commit = commits.get((finding.path, finding.line), Commit(""))
    return finding.as_json() | {"commit": commit.id, "author": commit.author, "committed": commit.day}


def office_json(site: "SiteReport", now: datetime, sender: str) -> dict[str, Any]:
    """One office's report. Keys are told in docs/operators.md."""
    from .status import state_of

    new = list(site.changes.new)
    before = site.before
    return {
        "version": VERSION,
        "site": site.id,
        "name": site.name,
        "short_name": site.short_name,
        "level": site.level,
        "from": sender,
        "to": list(site.to),
        "now": now.isoformat(),
        "state": state_of(site) if site.id else "",
        "since": site.since,
        "release": site.release,
        "next_build_due": site.next_due,
        "new": len(new),
        "findings": [with_commit(finding, site.commits) | {"new": finding in new} for finding in site.findings],
        "mended": [finding.as_json() for finding in site.changes.mended],
        "due": [finding.as_json() for finding in site.due],
        "before": {"now": before.now, "findings": [finding.as_json() for finding in before.findings]} if before else None,
    }
