"""What a site's last release showed at addresses that readers keep, as its own manifests tell."""

import json
import posixpath
from collections.abc import Collection, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from ...domain.links import plain_path, source_beside
from ...records import KINDS, documents
from ...records.deputies.addresses import FOLDERS, page_of
from ...store.ledger import Gone, Published

_PIECES = frozenset(kind.name for kind in documents(KINDS))
_FOLDERS = _PIECES | set(FOLDERS.values())
_SHOWN = frozenset(".html .jpg .jpeg .png .gif .webp .avif .svg .vtt .css .js .json .xml .ics .map .woff2".split())


def former(root: Path, site: str, before: Published, now_shown: Collection[str], now: datetime) -> Iterator[Gone]:
    """Pages of pieces and records, and attachments, of a release that are not among the files `now_shown`.

    Lists, parts of lists, feeds, pictures and what other sites lend are no addresses that anyone keeps.
    """
    gone = {path for path in before.files if path not in now_shown and _is_kept_by_readers(path)}
    releases = (before.release,) if before.files else (before.release, *before.history[:1])  # after a rollback both were shown
    if before.files and not gone:
        return
    for release in releases:
        for entry in _entries(root / "build" / "releases" / site / release, now.isoformat()):
            if entry.path in gone or (not before.files and entry.path not in now_shown):
                gone.discard(entry.path)
                yield entry
    for path in sorted(gone):  # what stood there said only where the piece had gone, or that it was withdrawn
        if path.partition("/")[0] in _PIECES:  # other kinds have lists there too, which come and go
            yield Gone(path, now.isoformat())


def _is_kept_by_readers(path: str) -> bool:
    folder, slash, name = path.partition("/")
    if path.endswith(".html"):
        return folder in _FOLDERS and bool(slash) and name != "index.html"
    return posixpath.splitext(path)[1].lower() not in _SHOWN


def _entries(folder: Path, since: str) -> Iterator[Gone]:
    """Everything with an address of its own in a release; nothing when the release cannot be read any more."""
    try:
        manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
        people = folder / "people.json"
        rows = json.loads(people.read_text(encoding="utf-8")) if people.is_file() else []
        yield from [*_pieces(manifest, since), *_records(rows, since)]
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return


def _pieces(manifest: dict[str, Any], since: str) -> Iterator[Gone]:
    home, base = f"content/{manifest['level']}/{manifest['site']}", manifest["url"]
    files = {file["source"]: file["url"].removeprefix(base) for file in manifest["files"]}
    for entry in (*manifest["documents"], *manifest["withdrawn"]):
        header = entry["header"]
        path = entry["id"].partition(":")[2] + ".html"
        date, digest = str(header.get("date", ""))[:10], entry["source_digest"]
        yield Gone(path, since, entry["title"], f"{home}/{entry['source']}", digest, date)
        for attachment in header.get("attachments", ()):
            source = source_beside(entry["source"], plain_path(attachment["file"]))
            if source in files:
                corrected = header.get("corrected", {}).get("time", "")
                place = f"{home}/{source}"
                yield Gone(files[source], since, attachment["name"], place, owner=entry["id"], corrected=corrected)


def _records(rows: list[Any], since: str) -> Iterator[Gone]:
    for kind, source, _, values in rows:
        if page := page_of(kind, values):
            yield Gone(page, since, values.get("name", ""), source)
