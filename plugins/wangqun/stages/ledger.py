"""What is public now and from what it was made. Written last, by `publish`; without it everything is built anew."""

import json
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from time import time_ns
from typing import Any, NamedTuple

from ..domain.cluster import Memory, Stamp
from ..domain.finding import Finding, Hit, Severity
from ..domain.moment import SHANGHAI
from ..domain.unfit import Unfit
from .memory import read_known_rows

PATH = Path("build/cache/ledger.json")
VERSION = 4
ROLLED_BACK = "rolled back"  # the one input of a release that was gone back to
RACY = 2_000_000_000  # ns: a file changed this shortly before it was read may change again without a new time


class Gone(NamedTuple):
    """An address that was public and has gone: `path` below its site, `since` which run it has been missing (ISO time).

    `source` is the file it was made of (from the root), `digest` that file's SHA-256, `date` the piece's day. Of an attachment
    `owner` is the id of the piece that offered it and `corrected` the time of that piece's correction then.
    """

    path: str
    since: str
    title: str = ""
    source: str = ""
    digest: str = ""
    date: str = ""
    owner: str = ""
    corrected: str = ""


@dataclass(frozen=True, slots=True)
class Published:
    """One site's release.

    `files` maps each path below it to its SHA-256, `extras` names those that index added; `inputs` maps everything its run
    read to a digest; `findings` is what rendering complained of; `history` names earlier releases, newest first; `lost` are
    addresses that earlier releases had, until something answers for them (check/addresses.py).
    """

    release: str
    files: dict[str, str]
    extras: tuple[str, ...] = ()
    inputs: dict[str, str] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    history: tuple[str, ...] = ()
    lost: tuple[Gone, ...] = ()


@dataclass(frozen=True, slots=True)
class Ledger:
    """Published releases by site id, what is known of files, and which documents could not be published.

    A verdict spares the next run the attempt while nothing it rests on has changed. `seen` maps document ids to the time they
    were first met, "" for those that were there before (check/dates.py). `gone` are releases of sites that were taken out of the
    cluster, kept for a rollback. `now` is the clock of the last build that it held no site back for, `scheduled` are the ids of
    documents that waited for their day then (check/clock.py).
    """

    sites: dict[str, Published] = field(default_factory=dict)
    memory: Memory = field(default_factory=Memory)
    unfit: tuple[Unfit, ...] = ()
    seen: dict[str, str] = field(default_factory=dict)
    gone: dict[str, Published] = field(default_factory=dict)
    now: datetime | None = None
    scheduled: frozenset[str] = frozenset()


def read_ledger(root: Path) -> Ledger:
    """The ledger of a cluster; a missing, old or damaged one counts as empty."""
    try:
        data = json.loads((root / PATH).read_text(encoding="utf-8"))
        if data["version"] != VERSION:
            return Ledger()
        sites = {site: _published(entry) for site, entry in data["sites"].items()}
        known = data["memory"]
        stamps = {path: Stamp(stamp[0], stamp[1], stamp[2], stamp[3], _hits(stamp[4])) for path, stamp in known["stamps"].items()}
        scans = {digest: _hits(hits) for digest, hits in known["scans"].items()}
        unfit = tuple(Unfit(entry["path"], _findings(entry), entry["because"]) for entry in data["unfit"])
        rows = read_known_rows(root, known["rules"])
        excerpts = dict(known.get("excerpts", {}))
        gone = {site: _published(entry) for site, entry in data.get("gone", {}).items()}
        now = datetime.fromisoformat(data["now"]).astimezone(SHANGHAI) if data.get("now") else None
        memory = Memory(known["rules"], stamps, scans, rows, excerpts)
        return Ledger(sites, memory, unfit, dict(data["seen"]), gone, now, frozenset(data.get("scheduled", ())))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return Ledger()


def _published(entry: dict[str, Any]) -> Published:
    files, extras, inputs = dict(entry["files"]), tuple(entry["extras"]), dict(entry["inputs"])
    lost = tuple(Gone(*gone) for gone in entry.get("lost", ()))
    return Published(entry["release"], files, extras, inputs, _findings(entry), tuple(entry["history"]), lost)


def _findings(entry: dict[str, Any]) -> tuple[Finding, ...]:
    given = (
        {**found, "severity": Severity(found["severity"]), "follows": tuple(found["follows"])} for found in entry["findings"]
    )
    return tuple(Finding(**found) for found in given)


def _hits(written: list[Any]) -> tuple[Hit, ...]:
    return tuple(Hit(*hit) for hit in written)


def write_ledger(root: Path, ledger: Ledger) -> None:
    """Replace the ledger in one step."""
    path = root / PATH
    path.parent.mkdir(parents=True, exist_ok=True)
    unfit = [
        {"path": verdict.path, "findings": [finding.as_json() for finding in verdict.findings], "because": dict(verdict.because)}
        for verdict in sorted(ledger.unfit, key=lambda verdict: verdict.path)
    ]
    data = {
        "version": VERSION,
        "sites": {site: _entry(published) for site, published in sorted(ledger.sites.items())},
        "memory": _memory(ledger.memory),
        "unfit": unfit,
        "seen": ledger.seen,
        "gone": {site: _entry(published) for site, published in sorted(ledger.gone.items())},
        "now": ledger.now.isoformat() if ledger.now else "",
        "scheduled": sorted(ledger.scheduled),
    }
    fresh = path.with_suffix(".new")
    fresh.write_text(json.dumps(data, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")
    fresh.replace(path)


def _entry(entry: Published) -> dict[str, Any]:
    return {
        "release": entry.release,
        "files": entry.files,
        "extras": entry.extras,
        "inputs": entry.inputs,
        "findings": [finding.as_json() for finding in entry.findings],
        "history": entry.history,
        "lost": entry.lost,
    }


def _memory(memory: Memory) -> dict[str, Any]:
    limit = time_ns() - RACY
    stamps = {path: stamp for path, stamp in sorted(memory.stamps.items()) if stamp.mtime < limit}
    return {"rules": memory.rules, "stamps": stamps, "scans": dict(sorted(memory.scans.items())), "excerpts": memory.excerpts}
