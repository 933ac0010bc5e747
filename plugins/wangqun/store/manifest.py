"""Manifests: what each site publishes, in a form that machines and other checkouts can use (docs/reference/manifest.md)."""

import json
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from ..domain.columns import STANDARD
from ..domain.document import Document
from ..domain.federation import Federation, SiteView
from ..domain.flow import Appearance
from ..domain.ids import DocumentId
from ..domain.item import Item

VERSION = 1
MANIFEST = "manifest.json"
MANIFESTS = Path("build/manifests")
PRIVATE = frozenset("reviews reviewed_sha256 secrecy_review openness note imported withdrawn moved_to manual_checks".split())


def people_file(site: str) -> str:
    """The file beside the manifests with what a site keeps of people, which is in no release: not all of it is public."""
    return f"{site}.people.json"


def site_manifest(
    federation: Federation, view: SiteView, departed: tuple[Document, ...], paged: Collection[DocumentId], files: dict[str, str]
) -> dict[str, Any]:
    """One site's manifest. `files` maps the paths of its release to SHA-256, `paged` are its pieces that have a page elsewhere.
    Header fields that are not public are left out.
    """
    site, address = view.member.site, view.member.address
    due = federation.next_due.get(site.id)
    return {
        "version": VERSION,
        "site": site.id,
        "name": site.record.name,
        "short_name": site.record.short_name,
        "level": site.level,
        "division_code": site.record.division_code,
        "parent": site.record.parent,
        "url": address.absolute(""),
        "next_build_due": due.isoformat() if due else None,
        "documents": [
            _document(d, view, federation) | {"digest": files.get(d.file)} | ({"body": d.body} if d.id in paged else {})
            for d in view.documents
        ],
        "withdrawn": [
            _document(d, view, federation) | {"reason": d.item.withdrawn.reason, "time": d.item.withdrawn.time.isoformat()}
            for d in departed
            if d.item.withdrawn
        ],
        "moved": [
            {"id": str(d.id), "to": d.item.moved_to, "source": d.source}
            for d in departed
            if d.item.moved_to and not d.item.withdrawn
        ],
        "redirects": [
            {"url": address.absolute(quote(old)), "to": address.origin + new if new.startswith("/") else new}
            for old, new in sorted(view.redirects.items())
            if old in files
        ],
        "tombstones": [address.absolute(quote(stone.path)) for stone in view.tombstones if stone.path in files],
        "guests": [
            {
                "id": str(guest.document.id),
                "home": guest.home.id,
                "column": guest.column,
                "mode": "page" if guest.scope else "listing",
                "url": address.absolute(guest.path) if guest.path else guest.canonical,
                "rules": list(guest.rules),
            }
            for guest in view.guests
        ],
        "files": [
            {"source": source, "url": address.absolute(path), "size": view.sizes[path], "digest": view.digests[path]}
            for source, path in sorted(view.files.items())
        ],
    }


def _private(item: Item, own: Collection[str]) -> dict[str, Any]:
    """Header fields, and parts of them, that no manifest holds; `own` are those of its kind."""
    whole: dict[str, Any] = dict.fromkeys((*PRIVATE, *own, *(item.model_extra or ())), True)
    return whole | {"attachments": {"__all__": {"manual_check"}}}


def _document(document: Document, view: SiteView, federation: Federation) -> dict[str, Any]:
    titles = {column.key: column.title for column in view.columns}
    column = document.column if document.column in STANDARD else titles.get(document.column, document.column)
    item = document.item
    header = item.model_dump(
        mode="json", exclude=_private(item, federation.kinds[document.id.kind].private), exclude_defaults=True, by_alias=False
    )
    if item.withdrawn:
        header = {key: header[key] for key in ("share", "date", "status") if key in header}
        header["withdrawn"] = item.withdrawn.model_dump(mode="json")
    return {
        "id": str(document.id),
        "url": view.member.address.absolute(document.url),
        "title": "" if item.withdrawn else document.title,
        "column": column,
        "state": document.state,
        "excerpt": "" if item.withdrawn else document.excerpt,
        "source": document.source,
        "source_digest": document.digest,
        "markup": document.markup,
        "dialect": document.dialect,
        "header": header,
    }


def cluster_manifest(federation: Federation, releases: dict[str, str]) -> dict[str, Any]:
    """The whole cluster's: its sites with their releases, every flow, and when the next build is due."""
    due = min(federation.next_due.values(), default=None)
    return {
        "version": VERSION,
        "cluster": federation.cluster.name,
        "root": federation.cluster.root,
        "next_build_due": due.isoformat() if due else None,
        "sites": [
            {
                "id": site,
                "name": view.member.site.record.name,
                "level": view.member.site.level,
                "parent": view.member.site.record.parent,
                "url": view.member.address.absolute(""),
                "documents": len(view.documents),
                "release": releases.get(site),
            }
            for site, view in federation.views.items()
        ],
        "flows": [_flow(appearance) for appearance in federation.appearances],
    }


def joined(before: dict[str, Any], now: dict[str, Any], federation: Federation, releases: dict[str, str]) -> dict[str, Any]:
    """The cluster's manifest after a run about a few sites: what it tells of those, and of others what it told `before`."""
    here, near = {site["id"]: site for site in now["sites"]}, federation.near
    flows: dict[str, list[dict[str, Any]]] = {}
    for flow in (*(each for each in before["flows"] if each["site"] not in here), *now["flows"]):
        flows.setdefault(flow["site"], []).append(flow)
    due = {site: each for site, each in near.due.items() if site not in here} if near else {}
    due |= {site: moment.isoformat() for site, moment in federation.next_due.items()}
    return now | {
        "next_build_due": min(due.values(), default=None),
        "sites": [here.get(site["id"]) or site | {"release": releases.get(site["id"])} for site in before["sites"]],
        "flows": [flow for site in federation.members for flow in flows.get(site, ())],
    }


def _flow(appearance: Appearance) -> dict[str, Any]:
    return {
        "id": str(appearance.id),
        "home": appearance.home,
        "site": appearance.site,
        "column": appearance.column,
        "mode": appearance.mode,
        "rules": [reason.rule for reason in appearance.reasons],
    }


def as_line(rows: Sequence[Any]) -> str:
    """What a site keeps of people as it is written: compact JSON, nothing when there is none."""
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":")) + "\n" if rows else ""


def as_text(manifest: dict[str, Any]) -> str:
    """A manifest as it is written: stable, readable JSON."""
    return json.dumps(manifest, ensure_ascii=False, indent=1) + "\n"
