"""The reader's search of each site, of a top site over all below it (docs/decisions/0022)."""

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from pathlib import Path
from shutil import rmtree
from typing import Any

from ..domain.federation import Federation, SiteView
from ..domain.finding import Finding, Place, Rule, Severity
from ..search.pieces import FOLDER, Doc, lacks_pieces, piece, sweep
from ..search.shards import State, fragment_names, in_order, index_json, update, used_names
from ..search.store import Store
from .ledger import Ledger, Published

INDEX = "search/index.json"
LINK = "search/d"  # in a release, a link to the site's data files
DATA = Path("build/search")
CACHE = Path("build/cache/search/sites")
SPARE = 64  # data files of earlier releases that are not worth a look at all of them
SEARCH_STALE = Rule(
    "search-stale", Severity.WARN, "搜索没有更新，仍是上一次的：{problem}", "检查磁盘，再生成一次。", "docs/decisions/0022"
)
KINDS = {"article": "稿件", "page": "页面", "deputy": "代表"}


@dataclass(frozen=True, slots=True)
class SiteSearch:
    """The index of a site as it is to be published: the text of index.json and the state to be kept; `gone` are data files with
    the text of documents that are found no more, `files` how many it needs at least.
    """

    text: str
    state: str
    gone: frozenset[str]
    files: int


def build_searches(
    federation: Federation, found: Mapping[str, tuple[Doc, ...]], current: Collection[str], ledger: Ledger, root: Path
) -> dict[str, SiteSearch | Finding | None]:
    """The search of every site that was built (`found`) or is `current`; None where what is published is still right.

    A site that was not built and is not current keeps what it shows, and is found as it is. Where the search cannot be made, the
    published one stays, a finding says so, and the next run builds the sites anew that it is made of.
    """
    results: dict[str, SiteSearch | Finding | None] = {}
    kept = {site: _read(root, site) for site in federation.views}
    own = {site: found[site] if site in found else _still_there(view, kept[site]) for site, view in federation.views.items()}
    marks = {site: _mark(view, own[site]) for site, view in federation.views.items()}
    for site, view in federation.views.items():
        if site not in found and site not in current:
            continue
        below = [member for member in federation.views.values() if _is_below(view, member)] if _is_top(view) else [view]
        mark = sha256("\0".join(marks[member.member.site.id] for member in below).encode()).hexdigest()[:20]
        known = ledger.sites.get(site)
        if site in current and known and INDEX in known.files and kept[site].get("mark") == mark and is_found(root, site):
            results[site] = None
            continue
        documents: list[Doc] = []
        for member in below:
            there = own[member.member.site.id]
            documents += (_narrowed(doc, member) for doc in there) if len(below) > 1 else there
        try:
            results[site] = _search(root, view, below, in_order(documents), kept[site], mark, own[site])
        except (OSError, ValueError) as error:  # a full disk, a piece that was deleted
            results[site] = SEARCH_STALE.at(Place(site), problem=error)
    if any(isinstance(result, Finding) for result in results.values()):
        for site in federation.views:
            if lacks_pieces(root / FOLDER, own[site]):
                (root / CACHE / f"{site}.json").unlink(missing_ok=True)
                if isinstance(results.get(site), SiteSearch):
                    results[site] = None
    return results


def _search(
    root: Path,
    view: SiteView,
    below: list[SiteView],
    documents: tuple[Doc, ...],
    kept: Mapping[str, Any],
    mark: str,
    own: tuple[Doc, ...],
) -> SiteSearch:
    store = Store.open(root / DATA / view.member.site.id)
    try:
        before = State.of(kept["state"])
    except (ValueError, KeyError, TypeError):
        before = None
    state = update(store, before, documents, partial(piece, root / FOLDER))
    gone = _gone(store, before, documents) if before else frozenset()
    text = index_json(store, state, _about(below, documents), view.member.address.origin)
    fresh = {"mark": mark, "found": own, "state": state.as_json()}
    return SiteSearch(
        text, json.dumps(fresh, ensure_ascii=False, separators=(",", ":")), gone, sum(state.fragments) + len(state.shards)
    )


def _gone(store: Store, before: State, documents: Iterable[Doc]) -> frozenset[str]:
    ids = {document[1] for document in before.documents} - {document[1] for document in documents}
    try:
        return frozenset(fragment_names(store, before, ids))
    except (OSError, ValueError, IndexError):
        return frozenset()


def keep_search(root: Path, site: str, search: SiteSearch) -> None:
    """Remember what is published; before the ledger tells of it, so that the two never disagree."""
    path = root / CACHE / f"{site}.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_suffix(".new")
    fresh.write_text(search.state, encoding="utf-8")
    fresh.replace(path)


def sweep_data(root: Path, site: str, search: SiteSearch, releases: Iterable[str]) -> None:
    """Delete the text of what is found no more at once; data files that no release needs, when they have become many.

    A release gone back to cannot show such a text either.
    """
    store = Store.open(root / DATA / site)
    if not search.gone and len(store.there) <= search.files + search.files // 4 + SPARE:
        return
    used = used_names(store, search.text)
    store.sweep(store.there - (search.gone - used))
    if len(store.there) <= len(used) + len(used) // 4 + SPARE:
        return
    for release in releases:
        index = root / "build" / "releases" / site / release / INDEX
        if index.is_file():
            used |= used_names(store, index.read_text(encoding="utf-8"))
    store.sweep(used)


def drop_search(root: Path, site: str) -> None:
    """Forget a site that is no more."""
    rmtree(root / DATA / site, ignore_errors=True)
    (root / CACHE / f"{site}.json").unlink(missing_ok=True)


def sweep_pieces(root: Path, sites: Mapping[str, Published]) -> None:
    """Delete pieces that no site's documents need, when they have become many."""
    used = {doc[2] for site in sites for doc in _found(_read(root, site))}
    sweep(root / FOLDER, used)


def is_found(root: Path, site: str) -> bool:
    """True when it is known what of a site can be found."""
    return (root / CACHE / f"{site}.json").is_file() and (root / DATA / site).is_dir()


def _about(below: list[SiteView], documents: Iterable[Doc]) -> dict[str, Any]:
    """What the index can be narrowed to, as far as there is anything."""
    lists = {name for doc in documents for name in doc[3]}
    columns = {column.key: column.title for view in reversed(below) for column in view.columns if column.title}
    sites = [
        {"id": s.id, "name": s.record.short_name, "level": s.level, "parent": s.record.parent}
        for s in (view.member.site for view in below)
    ]
    return {
        "sites": sites if len(sites) > 1 else [],
        "kinds": [{"id": kind, "title": title} for kind, title in KINDS.items() if f"=kind:{kind}" in lists],
        "columns": [{"id": key, "title": title} for key, title in sorted(columns.items()) if f"=column:{key}" in lists],
        "years": sorted((int(name[6:]) for name in lists if name.startswith("=year:")), reverse=True),
    }


def _narrowed(doc: Doc, view: SiteView) -> Doc:
    """A document with the sites by which the whole cluster's index is narrowed."""
    date, key, digest, lists = doc
    site = view.member.site.id
    under = (site, *(ancestor.id for ancestor in view.member.ancestors))
    return date, key, digest, (*lists, f"=site:{site}", *(f"=under:{each}" for each in under))


def _still_there(view: SiteView, kept: Mapping[str, Any]) -> tuple[Doc, ...]:
    """What a site that was not built shows, less what it must no longer show."""
    listed = {str(document.id) for document in view.documents if document.is_listed}
    return tuple(doc for doc in _found(kept) if doc[1] in listed or "=kind:deputy" in doc[3])


def _mark(view: SiteView, own: tuple[Doc, ...]) -> str:
    """What an index above depends on."""
    site = view.member.site
    columns = [(column.key, column.title) for column in view.columns]
    return repr((site.id, site.record.short_name, site.record.parent, columns, sha256(repr(own).encode()).hexdigest()))


def _is_top(view: SiteView) -> bool:
    return not any(neighbour.url for neighbour in view.breadcrumb[:-1])


def _is_below(top: SiteView, view: SiteView) -> bool:
    return top.member.site.id == view.member.site.id or top.member.site in view.member.ancestors


def _read(root: Path, site: str) -> dict[str, Any]:
    try:
        data = json.loads((root / CACHE / f"{site}.json").read_text(encoding="utf-8"))
        return data if isinstance(data, dict) else {}
    except (OSError, ValueError):
        return {}


def _found(cached: Mapping[str, Any]) -> tuple[Doc, ...]:
    return tuple((date, key, digest, tuple(lists)) for date, key, digest, lists in cached.get("found", ()))
