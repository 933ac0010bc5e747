"""Sites known by their manifests alone: what an editor's checkout needs of all the others (docs/reference/manifest.md)."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from ...domain.claims import Row, new_row
from ...domain.document import Document, StaticFile
from ...domain.finding import Finding, Place, Rule, Severity
from ...domain.ids import parse_id
from ...domain.site import Site
from ...records import KINDS

MANIFEST_MISSING = Rule(
    "manifest-missing", Severity.WARN, "没有站点 {site} 的清单，它的稿件和下发内容不会出现", "把 {path} 取到本地再生成。"
)
MANIFEST_BAD = Rule("manifest-invalid", Severity.WARN, "站点 {site} 的清单读不出来，已略过", "重新取一份 {path}。")
VERSION = 1


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The one site whose content is here, and the folder with everyone's manifests."""

    site: str
    folder: Path


def read_manifests(
    root: Path,
    neighbours: Neighbours,
    sites: dict[str, Site],
    documents: dict[str, tuple[Document, ...]],
    files: dict[str, dict[str, StaticFile]],
    findings: list[Finding],
) -> tuple[Row, ...]:
    """Add documents and files of every other site as its manifest states them; what those sites keep of people."""
    rows: list[Row] = []
    for site in sites.values():
        if site.record.external or site.id == neighbours.site:
            continue
        path = neighbours.folder / f"{site.id}.json"
        place = Place("", str(path))
        try:
            data = json.loads(path.read_text(encoding="utf-8"))
            if data["version"] != VERSION or data["site"] != site.id:
                raise ValueError
            found = [_document(site.id, entry) for entry in [*data["documents"], *data["withdrawn"]]]
            found += [_document(site.id, _STUB | entry | {"header": {"moved_to": entry["to"]}}) for entry in data["moved"]]
            beside = {entry["source"]: _file(neighbours.folder, entry) for entry in data["files"]}
        except FileNotFoundError:
            findings.append(MANIFEST_MISSING.at(place, site=site.id, path=path))
            continue
        except (OSError, ValueError, KeyError, TypeError, ValidationError):
            findings.append(MANIFEST_BAD.at(place, site=site.id, path=path))
            continue
        documents[site.id], files[site.id] = tuple(found), beside
        rows += _rows(neighbours.folder / f"{site.id}.people.json", site.id)
    return tuple(rows)


def _rows(path: Path, site: str) -> list[Row]:
    """A site's records of people; none when it keeps none. Lines within a record are not known here."""
    if not path.is_file():
        return []
    data = json.loads(path.read_text(encoding="utf-8"))
    return [new_row(kind, site, source, line, values) for kind, source, line, values in data]


_STUB = {"title": "", "column": "news", "markup": "markdown", "excerpt": "", "source_digest": ""}


def _document(site: str, entry: dict[str, Any]) -> Document:
    document_id = parse_id(entry["id"])
    if document_id is None:
        raise ValueError(entry["id"])
    record = KINDS[document_id.kind].record
    return Document(
        id=document_id,
        site=site,
        title=entry["title"],
        item=record.model_validate(entry["header"]),
        column=entry["column"],
        path=f"manifest:{site}/{entry['source']}",
        source=entry["source"],
        markup=entry["markup"],
        body=entry.get("body", ""),
        body_line=1,
        excerpt=entry["excerpt"],
        digest=entry["source_digest"],
        lines={},
    )


def _file(folder: Path, entry: dict[str, Any]) -> StaticFile:
    return StaticFile(entry["source"], str(folder.resolve() / "files" / entry["digest"]), entry["size"], entry["digest"])
