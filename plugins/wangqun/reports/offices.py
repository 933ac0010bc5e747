"""The report of one office as JSON, and what has changed since the one before it."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..domain.comparison import read_earlier
from ..stored import read_json
from .baseline import compare
from .commits import named

if TYPE_CHECKING:
    from ..render.report import SiteReport

VERSION = 1
SITES, CLUSTER = "sites", "cluster.json"


def json_of(site: str) -> str:
    """Where a site's report stands as JSON, below build/reports; that of the cluster itself for ""."""
    return f"{SITES}/{site}.json" if site else CLUSTER


def compared(folder: Path, site: "SiteReport") -> "SiteReport":
    """The report with what differs from the last one in `folder` that was another; that one it keeps in mind itself.

    A site whose record cannot be used has its name and its addresses from there too: its office is to hear of it.
    """
    data = _read(folder / json_of(site.id))
    last = read_earlier(data)
    before = read_earlier(data.get("before")) if last else None
    if last and any(compare(last.findings, site.findings)):
        before = last
    if site.id and not site.level and all(isinstance(data.get(key), str) for key in ("name", "short_name")):
        to = tuple(address for address in _list(data.get("to")) if isinstance(address, str))
        site = replace(site, name=data["name"], short_name=data["short_name"], to=to)
    return replace(site, before=before, changes=compare(before.findings if before else (), site.findings))


def _read(path: Path) -> dict[str, Any]:
    """What stands in the report before; nothing when it is not there or damaged."""
    return read_json(path, dict) or {}


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


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
        "next_build_due": site.next_due or None,
        "new": len(new),
        "findings": [finding.as_json() | named(finding, site.commits) | {"new": finding in new} for finding in site.findings],
        "mended": [finding.as_json() for finding in site.changes.mended],
        "due": [finding.as_json() for finding in site.due],
        "before": {"now": before.now, "findings": [finding.as_json() for finding in before.findings]} if before else None,
    }
