"""What is public now and from what it was made. Written last, by `publish`; without it everything is built anew."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from time import time_ns
from typing import Any

from ..domain.cluster import Stamp
from ..domain.finding import Finding, Severity

PATH = Path("build/cache/ledger.json")
VERSION = 3
ROLLED_BACK = "rolled back"  # the one input of a release that was gone back to
RACY = 2_000_000_000  # ns: a file changed this shortly before it was read may change again without a new time


@dataclass(frozen=True, slots=True)
class Published:
    """One site's release.

    `files` maps each path below it to its SHA-256, `extras` names those that index added; `inputs` maps everything its run
    read to a digest; `findings` is what rendering complained of; `history` names earlier releases, newest first.
    """

    release: str
    files: dict[str, str]
    extras: tuple[str, ...] = ()
    inputs: dict[str, str] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    history: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Ledger:
    """Published releases by site id, and what is known of static files by path.

    `seen` maps document ids to the time they were first met, "" for those that were there before (check/dates.py).
    """

    sites: dict[str, Published] = field(default_factory=dict)
    stamps: dict[str, Stamp] = field(default_factory=dict)
    seen: dict[str, str] = field(default_factory=dict)


def read_ledger(root: Path) -> Ledger:
    """The ledger of a cluster; a missing, old or damaged one counts as empty."""
    try:
        data = json.loads((root / PATH).read_text(encoding="utf-8"))
        if data["version"] != VERSION:
            return Ledger()
        sites = {site: _published(entry) for site, entry in data["sites"].items()}
        return Ledger(sites, {path: Stamp(*stamp) for path, stamp in data["stamps"].items()}, dict(data["seen"]))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return Ledger()


def _published(entry: dict[str, Any]) -> Published:
    findings = tuple(Finding(**{**found, "severity": Severity(found["severity"])}) for found in entry["findings"])
    return Published(
        entry["release"], dict(entry["files"]), tuple(entry["extras"]), dict(entry["inputs"]), findings, tuple(entry["history"])
    )


def write_ledger(root: Path, ledger: Ledger) -> None:
    """Replace the ledger in one step."""
    path = root / PATH
    path.parent.mkdir(parents=True, exist_ok=True)
    sites = {
        site: {
            "release": entry.release,
            "files": entry.files,
            "extras": entry.extras,
            "inputs": entry.inputs,
            "findings": [finding.as_json() for finding in entry.findings],
            "history": entry.history,
        }
        for site, entry in sorted(ledger.sites.items())
    }
    data = {"version": VERSION, "sites": sites, "stamps": _settled(ledger.stamps), "seen": ledger.seen}
    fresh = path.with_suffix(".new")
    fresh.write_text(json.dumps(data, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")
    fresh.replace(path)


def _settled(stamps: Mapping[str, Stamp]) -> dict[str, Stamp]:
    limit = time_ns() - RACY
    return {path: stamp for path, stamp in sorted(stamps.items()) if stamp.mtime < limit}
