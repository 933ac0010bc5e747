"""What a site's last release showed at addresses that readers keep, as its manifest and what is kept of people tell."""

import posixpath
from collections.abc import Collection, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from ...domain.ids import slugify
from ...domain.links import plain_path, source_beside
from ...records import documents
from ...records.deputies.addresses import FOLDERS, is_page, page_of
from ...records.kind import Kinds
from ...render.compress import COPIES
from ...store.ledger import Gone, Published
from ...store.manifest import MANIFEST, MANIFESTS, people_file
from ...store.whole import release_folder
from ...stored import read_json

_SHOWN = frozenset(".html .jpg .jpeg .png .gif .webp .avif .svg .vtt .css .js .json .xml .ics .map .woff2".split()) | set(COPIES)


def former(root: Path, site: str, kinds: Kinds, before: Published, now_shown: Collection[str], now: datetime) -> Iterator[Gone]:
    """Pages of pieces and records, and attachments, of a release that are not among the files `now_shown`.

    Lists, parts of lists, feeds, pictures and what other sites lend are no addresses that anyone keeps.
    """
    gone = {path for path in before.files if path not in now_shown and _is_kept_by_readers(path, kinds)}
    releases = (before.release,) if before.files else (before.release, *before.history[:1])  # after a rollback both were shown
    if before.files and not gone:
        return
    for release in releases:
        for entry in _entries(root, site, release, now.isoformat()):
            if entry.path in gone or (not before.files and entry.path not in now_shown and not is_own_folder(entry.path, kinds)):
                gone.discard(entry.path)
                yield entry
    for path in sorted(gone):  # what stood there said only where the piece had gone, or that it was withdrawn
        if (kind := kinds.get(path.partition("/")[0])) and kind.is_document and is_own_page(path, kinds):  # no data beside it
            yield Gone(path, now.isoformat())


def paged(kinds: Kinds) -> set[str]:
    """The folders of a release in which pieces and records have their pages."""
    return {kind.name for kind in documents(kinds)} | set(FOLDERS.values())


def is_own_page(path: str, kinds: Kinds) -> bool:
    """True for the page of one piece or record, or what stands in its place; false for lists and what other sites lend."""
    folder, slash, name = path.partition("/")
    piece = path.endswith(".html") and bool(slash) and name != "index.html" and "/" not in name  # below are parts of an overview
    return (piece and folder in kinds and kinds[folder].is_document) or is_page(path)


def is_own_folder(path: str, kinds: Kinds) -> bool:
    """True for what may be the address of a whole of which pieces are parts: a law has one beside those of its texts."""
    folder, *rest = path.split("/")
    return len(rest) == 2 and rest[1] == "index.html" and folder in kinds and kinds[folder].is_document


def _is_kept_by_readers(path: str, kinds: Kinds) -> bool:
    if path.endswith(".html"):
        return is_own_page(path, kinds) or is_own_folder(path, kinds)
    return posixpath.splitext(path)[1].lower() not in _SHOWN


def _entries(root: Path, site: str, release: str, since: str) -> Iterator[Gone]:
    """Everything with an address of its own in a release, records as the last run kept them; nothing when the release cannot be
    read any more.
    """
    pieces = read_json(release_folder(root, site, release) / MANIFEST, lambda manifest: list(_pieces(manifest, since)))
    if pieces is not None:
        kept = read_json(root / MANIFESTS / people_file(site), lambda rows: list(_records(rows, since)))
        yield from [*pieces, *(kept or ())]


def _pieces(manifest: dict[str, Any], since: str) -> Iterator[Gone]:
    home, base = f"content/{manifest['level']}/{manifest['site']}", manifest["url"]
    files = {file["source"]: file["url"].removeprefix(base) for file in manifest["files"]}
    for entry in (*manifest["documents"], *manifest["withdrawn"]):
        header = entry["header"]
        path = entry["id"].partition(":")[2] + ".html"
        date, digest = str(header.get("date", ""))[:10], entry["source_digest"]
        yield Gone(path, since, entry["title"], f"{home}/{entry['source']}", digest, date)
        if entry["title"]:
            folder = f"{path.partition('/')[0]}/{slugify(entry['title'])}/index.html"  # where there is none, none has gone
            yield Gone(folder, since, entry["title"], f"{home}/{entry['source']}", digest, date)
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
