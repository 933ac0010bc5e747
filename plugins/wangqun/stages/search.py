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
from ..search.pieces import FOLDER, Doc, piece, sweep
from ..search.shards import State, in_order, index_json, update, used_names
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
    """What of a site can be found, and its index as it is to be published: the text of index.json and the state to be kept."""

    found: tuple[Doc, ...]
    text: str
    state: str


def build_searches(
    federation: Federation, found: Mapping[str, tuple[Doc, ...]], current: Collection[str], ledger: Ledger, root: Path
) -> dict[str, SiteSearch | Finding | None]:
    """The search of every site that was built (`found`) or is `current`; None where what is published is still right.

    A site that was not built and is not current keeps what it shows, and is found as it is. Where the search cannot be made, the
    published one stays, a finding says so, and the next run builds the sites anew that it is made of.
    """
    results: dict[str, SiteSearch | Finding | None] = {}
    for site, view in federation.views.items():
        if site not in found and site not in current:
            continue
        below = [member for member in federation.views.values() if _is_below(view, member)] if _is_top(view) else [view]
        mark = sha256("\0".join(_mark(member) for member in below).encode()).hexdigest()[:20]
        cached = _read(root, site)
        known = ledger.sites.get(site)
        untouched = not any(member.member.site.id in found for member in below)
        if untouched and known and INDEX in known.files and cached.get("mark") == mark and (root / DATA / site).is_dir():
            results[site] = None
            continue
        documents: list[Doc] = []
        for member in below:
            own = found.get(member.member.site.id)
            if own is None:
                own = _still_there(member, _found(_read(root, member.member.site.id)))
            documents += (_narrowed(doc, member) for doc in own) if len(below) > 1 else own
        try:
            results[site] = _search(root, view, below, in_order(documents), cached, mark, found.get(site))
        except (OSError, ValueError) as error:  # a full disk, a piece that was deleted
            for member in below:
                (root / CACHE / f"{member.member.site.id}.json").unlink(missing_ok=True)
            results[site] = SEARCH_STALE.at(Place(site), problem=error)
    return results


def _search(
    root: Path,
    view: SiteView,
    below: list[SiteView],
    documents: tuple[Doc, ...],
    cached: Any,
    mark: str,
    own: tuple[Doc, ...] | None,
) -> SiteSearch:
    store = Store.open(root / DATA / view.member.site.id)
    try:
        before = State.of(cached["state"])
    except (ValueError, KeyError, TypeError):
        before = None
    state = update(store, before, documents, partial(piece, root / FOLDER))
    text = index_json(store, state, _about(below, documents), view.member.address.origin)
    own = _found(cached) if own is None else own
    kept = {"mark": mark, "found": own, "state": state.as_json()}
    return SiteSearch(own, text, json.dumps(kept, ensure_ascii=False, separators=(",", ":")))


def keep_search(root: Path, site: str, search: SiteSearch, releases: Iterable[str]) -> None:
    """Remember what was published, and delete data files that none of the releases needs when they have become many."""
    path = root / CACHE / f"{site}.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_suffix(".new")
    fresh.write_text(search.state, encoding="utf-8")
    fresh.replace(path)
    store = Store.open(root / DATA / site)
    used = used_names(store, search.text)
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


def _still_there(view: SiteView, found: tuple[Doc, ...]) -> tuple[Doc, ...]:
    """What a site that was not built shows, less what it must no longer show."""
    listed = {str(document.id) for document in view.documents if document.is_listed}
    return tuple(doc for doc in found if doc[1] in listed or "=kind:deputy" in doc[3])


def _mark(view: SiteView) -> str:
    return f"{view.member.site.id} {view.member.site.record.short_name} {view.member.site.record.parent}"


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
