"""Sites known by their manifests alone: what an editor's checkout needs of all the others (docs/reference/manifest.md).

A manifest comes from elsewhere and is trusted no more than content is.
"""

import json
import os
import re
from hashlib import sha256
from pathlib import Path
from typing import Any

from ...domain.asked import Neighbours
from ...domain.claims import Row, new_row
from ...domain.document import Document, StaticFile
from ...domain.finding import Finding, Place, Rule, Severity, blocked
from ...domain.ids import parse_id
from ...domain.item import DIALECTS
from ...domain.markup import MARKUP
from ...domain.site import Site
from ...domain.text import one_line
from ...records import bodies
from ...records.deputies.record import FIELDS
from ...records.kind import Kinds
from ...scan.attachments import few
from ...scan.passages import Passage, of_values
from ...scan.scanner import scan_written, tell
from ...scan.wording import Wording
from ...store.manifest import VERSION, people_file
from ...stored import WRONG, read_bytes, read_text
from .documents import STATIC_TYPES
from .stamps import shape_of
from .tables import rows_of

MANIFEST_MISSING = Rule(
    "manifest-missing", Severity.WARN, "没有站点 {site} 的清单，它的稿件和下发内容不会出现", "把 {path} 取到本地再生成。"
)
MANIFEST_BAD = Rule("manifest-invalid", Severity.WARN, "站点 {site} 的清单读不出来，已略过", "重新取一份 {path}。")


def read_manifests(
    neighbours: Neighbours,
    kinds: Kinds,
    sites: dict[str, Site],
    documents: dict[str, tuple[Document, ...]],
    files: dict[str, dict[str, StaticFile]],
    words: Wording,
    findings: list[Finding],
) -> tuple[Row, ...]:
    """Add documents and files of every other site as its manifest states them; what those sites keep of people."""
    rows: list[Row] = []
    for site in sites.values():
        if site.record.external or site.id == neighbours.site:
            continue
        path = neighbours.folder / f"{site.id}.json"
        place = Place("", str(path))
        if not os.path.lexists(path):
            findings.append(MANIFEST_MISSING.at(place, site=site.id, path=path))
            continue
        try:
            data = json.loads(_read(path))
            if data["version"] != VERSION or data["site"] != site.id:
                raise ValueError
            found = [_document(site.id, kinds, entry, words) for entry in [*data["documents"], *data["withdrawn"]]]
            found += [
                _document(site.id, kinds, _STUB | entry | {"header": {"moved_to": entry["to"]}}, words) for entry in data["moved"]
            ]
            beside = {entry["source"]: _file(neighbours.folder, entry) for entry in data["files"]}
            kept = _rows(neighbours.folder / people_file(site.id), site.id, words)
        except WRONG:  # of which pydantic's error is one
            findings.append(MANIFEST_BAD.at(place, site=site.id, path=path))
            continue
        documents[site.id], files[site.id] = tuple(found), beside
        rows += kept
    return tuple(rows)


def _rows(path: Path, site: str, words: Wording) -> list[Row]:
    """A site's records of people, as strictly read as files are; none when it keeps none. Only a record's own line is known."""
    rows = []
    for kind, source, line, values in json.loads(_read(path)) if os.path.lexists(path) else ():
        record = FIELDS[kind].model_validate(values)
        plain = record.model_dump(mode="json", by_alias=True, exclude_defaults=True)
        place = Place(site, source, int(line))
        if blocked(tell(scan_written(of_values(plain, {}), words), place)) or not _is_inside(source):
            raise ValueError(source)
        rows.append(new_row(kind, site, place.path, place.line, plain))
    return rows


def _read(path: Path) -> str:
    text = read_text(path)
    if text is None:
        raise ValueError(path)
    return text


_DIGEST = re.compile(r"[0-9a-f]{64}")
_STUB = {"title": "", "column": "news", "markup": "markdown", "excerpt": "", "source_digest": ""}


def _document(site: str, kinds: Kinds, entry: dict[str, Any], words: Wording) -> Document:
    document_id = parse_id(entry["id"])
    texts = (*map(entry.__getitem__, ("title", "column", "excerpt", "source_digest", "source")), entry.get("body", ""))
    if document_id is None or not all(isinstance(text, str) for text in texts):
        raise ValueError(entry["id"])
    if entry["markup"] not in MARKUP.values() or not _is_inside(entry["source"]):
        raise ValueError(entry["source"])
    if (dialect := entry.get("dialect", "pelican")) not in DIALECTS:  # before there were two
        raise ValueError(dialect)
    passages = (*of_values(entry["header"], {}), *(Passage(text, 0, "header") for text in texts[:-1]), Passage(texts[-1], 1))
    kind = kinds[document_id.kind]
    if not kind.is_document:
        raise ValueError(entry["id"])
    return Document(
        id=document_id,
        site=site,
        title=one_line(entry["title"]),
        item=kind.record.model_validate(entry["header"]),
        column=entry["column"],
        path=f"manifest:{site}/{entry['source']}",
        source=entry["source"],
        markup=entry["markup"],
        text=texts[-1],
        body_line=1,
        excerpt=entry["excerpt"],
        digest=entry["source_digest"],
        lines={},
        hits=few(scan_written(passages, words)),
        dialect=dialect,
        standing=kind.standing,
        noted=bodies.note(texts[-1], entry["markup"], dialect),
    )


def _file(folder: Path, entry: dict[str, Any]) -> StaticFile:
    source, digest = entry["source"], entry["digest"]
    if not _DIGEST.fullmatch(digest) or not isinstance(entry["size"], int) or not _is_inside(source):
        raise ValueError(digest)
    if Path(source).suffix.lower() not in STATIC_TYPES:
        raise ValueError(source)
    path = folder.resolve() / "files" / digest
    raw = (read_bytes(path) or b"") if os.path.lexists(path) else None
    if raw is not None and sha256(raw).hexdigest() != digest:
        raise ValueError(digest)
    suffix = Path(source).suffix.lower()
    rows = rows_of(raw or b"", source)
    return StaticFile(source, str(path), entry["size"], digest, shape=shape_of(raw or b"", suffix), rows=rows)


def _is_inside(source: str) -> bool:
    """True for a path that stays below the folder it is relative to."""
    return not {"", ".", ".."} & set(source.split("/")) and "\\" not in source and "\0" not in source
