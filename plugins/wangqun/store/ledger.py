"""What is public now and from what it was made. Written last, by `publish`; without it everything is built anew."""

import json
import re
from collections.abc import Collection
from dataclasses import field, replace
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

from ..domain.cluster import Memory
from ..domain.finding import Finding, Severity
from ..domain.frozen import frozen
from ..domain.moment import SHANGHAI
from ..stored import WRONG, read_sealed_json, read_text, sealed_json, write
from .rows import read_known_rows
from .sources import FOLDER
from .sweep import last_run

PATH = Path("build/cache/ledger.json")
VERSION = 6
SEALED = frozenset({5, VERSION})  # the former held what is known of files too: that is learned again
UNSEALED = 4  # the version before them, which had no seal
ROLLED_BACK = "rolled back"  # the one input of a release that was gone back to
_RELEASE = re.compile(r"\w{1,64}")


class Left(NamedTuple):
    """How a file was left: its size, when it was written (ns), the SHA-256 of its bytes; nothing of one that is not there."""

    size: int = 0
    time: int = 0
    digest: str = ""


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


@frozen
class Published:
    """One site's release.

    `files` maps each path below it to its SHA-256, `extras` names those that later verbs added; `inputs` maps everything its run
    read to a digest; `findings` is what rendering complained of; `history` names earlier releases, newest first; `lost` are
    addresses that earlier releases had, until something answers for them (check/addresses.py). `look` and `searched` are how
    the release and the search data were left (whole.py), "" when that is not known; `listed` is a digest of what its manifest was
    made from; `rendered` names the release in which its pages were last made: those since have other `extras` alone.
    """

    release: str
    files: dict[str, str]
    extras: tuple[str, ...] = ()
    inputs: dict[str, str] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    history: tuple[str, ...] = ()
    lost: tuple[Gone, ...] = ()
    look: str = ""
    searched: str = ""
    listed: str = ""
    rendered: str = ""


@frozen
class Ledger:
    """Published releases by site id, and what is known of files.

    `seen` maps document ids to the time they
    were first met, "" for those that were there before (check/dates.py). `shared` says how the files that stand beside the
    manifests were left. `gone` are releases of sites that were taken out of
    the cluster, kept for a rollback. `now` is the clock of the last build that it held no site back for, `scheduled` are the ids
    of documents that waited for their day then (check/clock.py).
    """

    sites: dict[str, Published] = field(default_factory=dict)
    memory: Memory = field(default_factory=Memory)
    seen: dict[str, str] = field(default_factory=dict)
    shared: dict[str, Left] = field(default_factory=dict)
    gone: dict[str, Published] = field(default_factory=dict)
    now: datetime | None = None
    scheduled: frozenset[str] = frozenset()


def read_ledger(root: Path) -> Ledger:
    """The ledger of a cluster; a missing, old or damaged one counts as empty."""
    return find_ledger(root) or Ledger(memory=Memory(sources=root / FOLDER))


def find_ledger(root: Path) -> Ledger | None:
    """The ledger of a cluster; None when there is none that can be trusted."""
    ledger = read_sealed_json(root / PATH, lambda data: _ledger(root, data, SEALED)) or _unsealed(root)
    last = last_run(root, PATH) if ledger and ledger.now else None  # runs in which nothing changed leave the ledger as it is
    return replace(ledger, now=last) if ledger and last else ledger


def _unsealed(root: Path) -> Ledger | None:
    text = read_text(root / PATH)
    try:
        return _ledger(root, json.loads(text), {UNSEALED}) if text else None
    except WRONG:
        return None


def _ledger(root: Path, data: dict[str, Any], versions: Collection[int]) -> Ledger:
    if data["version"] not in versions:
        raise ValueError(data["version"])
    sites, gone = (_releases(entries) for entries in (data["sites"], data.get("gone", {})))
    rules = _text(data["rules"] if "rules" in data else data["memory"]["rules"])
    memory = Memory(rules, read_known_rows(root, rules), root / FOLDER)
    shared = {
        _text(name): Left(int(size), int(time), "".join(digest)) for name, (size, time, *digest) in data.get("shared", {}).items()
    }
    now = datetime.fromisoformat(data["now"]).astimezone(SHANGHAI) if data.get("now") else None
    scheduled = frozenset(map(_text, data.get("scheduled", ())))
    return Ledger(sites, memory, _texts(data["seen"]), shared, gone, now, scheduled)


def _releases(entries: dict[str, Any]) -> dict[str, Published]:
    return {_text(site): _published(entry) for site, entry in entries.items()}


def _published(entry: dict[str, Any]) -> Published:
    release, history, files = entry["release"], tuple(entry["history"]), _texts(entry["files"])
    if not all(_RELEASE.fullmatch(name) for name in (release, *history)) or not all(map(_is_below, files)):
        raise ValueError(release)  # a folder of no release of ours
    lost = tuple(Gone(*map(_text, gone)) for gone in entry.get("lost", ()))
    looks = (_text(entry.get(name, "")) for name in ("look", "searched", "listed", "rendered"))
    extras = tuple(map(_text, entry["extras"]))
    return Published(release, files, extras, _texts(entry["inputs"]), _findings(entry), history, lost, *looks)


def _is_below(path: str) -> bool:
    return not path.startswith("/") and (".." not in path or ".." not in path.split("/"))


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value


def _texts(values: dict[str, Any]) -> dict[str, str]:
    if not all(isinstance(value, str) for value in values.values()):
        raise TypeError
    return dict(values)


def _findings(entry: dict[str, Any]) -> tuple[Finding, ...]:
    given = (
        {**found, "severity": Severity(found["severity"]), "follows": tuple(found["follows"])} for found in entry["findings"]
    )
    found = tuple(Finding(**found) for found in given)
    if not all(isinstance(part, str | int) for finding in found for part in finding.order):
        raise TypeError
    return found


def write_ledger(root: Path, ledger: Ledger) -> None:
    """Replace the ledger in one step; it is on disk when this returns."""
    data = {
        "version": VERSION,
        "sites": {site: _entry(published) for site, published in sorted(ledger.sites.items())},
        "rules": ledger.memory.rules,
        "seen": ledger.seen,
        "shared": ledger.shared,
        "gone": {site: _entry(published) for site, published in sorted(ledger.gone.items())},
        "now": ledger.now.isoformat() if ledger.now else "",
        "scheduled": sorted(ledger.scheduled),
    }
    write(root / PATH, sealed_json(data), synced=True)


def _entry(entry: Published) -> dict[str, Any]:
    return {
        "release": entry.release,
        "files": entry.files,
        "extras": entry.extras,
        "inputs": entry.inputs,
        "findings": [finding.as_json() for finding in entry.findings],
        "history": entry.history,
        "lost": entry.lost,
        "look": entry.look,
        "searched": entry.searched,
        "listed": entry.listed,
        "rendered": entry.rendered,
    }
