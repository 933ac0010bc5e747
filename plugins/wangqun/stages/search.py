"""search: Catalogue -> Catalogue. The readers' search of each site, of a top site over all below it (docs/decisions/0022)."""

from collections.abc import Collection, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any

from ..domain.federation import Federation, SiteView
from ..domain.finding import Finding, Place, Rule, Severity
from ..domain.site import Site
from ..domain.trouble import of_system
from ..records.kind import Kinds
from ..search.pieces import FOLDER, Doc, lacks_pieces, piece
from ..search.shards import State, fragment_names, in_order, index_json, update
from ..search.store import Store
from ..store.ledger import Ledger, Published
from ..store.search import DATA, INDEX, SiteSearch, disown, found_in, is_found, names_in, read_kept, sealed_found
from ..store.whole import look, release_folder
from ..stored import WRONG, read_text, sealed_json
from .catalogue import Catalogue, SiteFiles
from .check import Checked

SEARCH_STALE = Rule(
    "search-stale", Severity.WARN, "搜索没有更新，仍是上一次的：{problem}", "检查磁盘，再生成一次。", "docs/decisions/0022"
)


def search(catalogue: Catalogue, checked: Checked, ledger: Ledger, root: Path) -> Catalogue:
    """The catalogue with the search of every site that is to be published; nothing that is withheld is found in it.

    Where a search cannot be made, the published one stays, a finding says so, and the next run builds the sites anew that it is
    made of.
    """
    built = catalogue.built
    found = {site.site: site.found for site in built.sites if site.site not in checked.withheld}
    current = [site for site in built.current if site not in checked.withheld]
    results = _build_all(built.federation, found, current, ledger, root)
    searches = {site: result for site, result in results.items() if isinstance(result, SiteSearch)}
    stale = tuple(result for result in results.values() if isinstance(result, Finding))
    sites = tuple(_with_index(site, searches.get(site.site), ledger) for site in catalogue.sites)
    return replace(catalogue, sites=sites, searches=searches, stale=stale)


def _with_index(site: SiteFiles, own: SiteSearch | None, ledger: Ledger) -> SiteFiles:
    if own:
        return replace(site, extras=site.extras | {INDEX: own.text})
    before = ledger.sites.get(site.site)
    return replace(site, kept=site.kept | ({INDEX: before.files[INDEX]} if before and INDEX in before.files else {}))


def _build_all(
    federation: Federation, found: Mapping[str, tuple[Doc, ...]], current: Collection[str], ledger: Ledger, root: Path
) -> dict[str, SiteSearch | Finding | None]:
    """The search of every site that was built (`found`) or is `current`; None where what is published is still right.

    A site that was not built and is not current keeps what it shows, and is found as it is.
    """
    results: dict[str, SiteSearch | Finding | None] = {}
    kinds, views = federation.kinds, federation.views
    kept = {site: read_kept(root, site) for site in views}
    own = {site: found[site] if site in found else _still_there(view, kept[site], kinds) for site, view in views.items()}
    marks = {site: _mark(view, own[site]) for site, view in views.items()}
    for site, view in federation.views.items():
        if site not in found and site not in current:
            continue
        below = (view,) if view.top else federation.below(view.member.site)
        mark = sha256("\0".join(marks[member.member.site.id] for member in below).encode()).hexdigest()[:20]
        known = ledger.sites.get(site)
        sound = _is_sound(root, site, known)
        is_same = known is not None and INDEX in known.files and kept[site].get("mark") == mark
        if sound and is_same and site in current and is_found(root, site):
            results[site] = None
            continue
        documents: list[Doc] = []
        for member in below:
            there = own[member.member.site.id]
            documents += (_narrowed(doc, member) for doc in there) if len(below) > 1 else there
        try:
            results[site] = _search(root, view, below, in_order(documents), kept[site], mark, own[site], kinds, sound)
        except (OSError, ValueError) as error:  # a full disk, a piece that was deleted
            problem = of_system(error) if isinstance(error, OSError) else "中间文件损坏"
            results[site] = SEARCH_STALE.at(Place(site), problem=problem)
    if any(isinstance(result, Finding) for result in results.values()):
        for site in federation.views:
            if lacks_pieces(root / FOLDER, own[site]):
                disown(root, site)
                if isinstance(results.get(site), SiteSearch):
                    results[site] = None
    return results


def _search(
    root: Path,
    view: SiteView,
    below: Sequence[SiteView],
    documents: tuple[Doc, ...],
    kept: Mapping[str, Any],
    mark: str,
    own: tuple[Doc, ...],
    kinds: Kinds,
    sound: bool,
) -> SiteSearch:
    store = Store.open(root / DATA / view.member.site.id)
    there = frozenset(store.there)
    try:
        before = State.of(kept["state"])
    except WRONG:
        before = None
    state = update(store, before if sound else None, documents, partial(piece, root / FOLDER))
    gone = _gone(store, before, documents) if before else frozenset()
    if not kept:  # nobody knows whose text it holds: nothing of it stays but what is needed now
        gone = there
    text = index_json(store, state, _about(below, documents, kinds), view.member.address.origin)
    fresh = {"mark": mark, "found": own, "state": state.as_json()}
    digests = {str(document.id): document.digest for document in view.documents}
    return SiteSearch(text, sealed_json(fresh), sealed_found(text, own, digests), gone, sum(state.fragments) + len(state.shards))


def _is_sound(root: Path, site: str, known: Published | None) -> bool:
    """True when a site's data files are as they were left, or at least are all there; those that are not what they are called
    are taken away.
    """
    folder = root / DATA / site
    if known and known.searched and look(folder) == known.searched:
        return True
    store = Store.open(folder)
    store.sweep(store.there - set(store.strangers()))
    text = read_text(release_folder(root, site, known.release) / INDEX) if known else None
    names = names_in(store, text)
    return names is not None and names <= store.there


def _gone(store: Store, before: State, documents: Iterable[Doc]) -> frozenset[str]:
    ids = {document[1] for document in before.documents} - {document[1] for document in documents}
    try:
        return frozenset(fragment_names(store, before, ids))
    except (OSError, *WRONG):
        return frozenset()


def _about(below: Sequence[SiteView], documents: Iterable[Doc], kinds: Kinds) -> dict[str, Any]:
    """What the index can be narrowed to, as far as there is anything."""
    lists = {name for doc in documents for name in doc[3]}
    columns = {column.key: column.title for view in reversed(below) for column in view.columns if column.title}
    sites = [_named(view.member.site) for view in below]
    facets = [facet for facet in _facets(kinds, lists) if facet["values"]]
    return {
        "sites": sites if len(sites) > 1 else [],
        "kinds": [{"id": kind.name, "title": kind.title} for kind in kinds.values() if f"=kind:{kind.name}" in lists],
        "columns": [{"id": key, "title": title} for key, title in sorted(columns.items()) if f"=column:{key}" in lists],
        "years": sorted((int(name[6:]) for name in lists if name.startswith("=year:")), reverse=True),
        **({"facets": facets} if facets else {}),
    }


def _facets(kinds: Kinds, lists: Container[str]) -> Iterator[dict[str, Any]]:
    """What kinds are told apart by, each key once, with the values that are there; the first kind to name a value titles it."""
    found: dict[str, tuple[str, dict[str, str]]] = {}
    for facet in (facet for kind in kinds.values() for facet in kind.facets):
        _, titles = found.setdefault(facet.key, (facet.title, {}))
        titles |= {value: title for value, title in facet.titles.items() if value not in titles}
    for key, (title, titles) in found.items():
        there = [{"id": value, "title": each} for value, each in titles.items() if f"={key}:{value}" in lists]
        yield {"id": key, "title": title, "values": there}


def _narrowed(doc: Doc, view: SiteView) -> Doc:
    """A document with the sites by which the whole cluster's index is narrowed."""
    date, key, digest, lists = doc
    site = view.member.site.id
    under = (site, *(ancestor.id for ancestor in view.member.ancestors))
    return date, key, digest, (*lists, f"=site:{site}", *(f"=under:{each}" for each in under))


def _still_there(view: SiteView, kept: Mapping[str, Any], kinds: Kinds) -> tuple[Doc, ...]:
    """What a site that was not built shows, less what it must no longer show."""
    listed = {str(document.id) for document in view.documents if document.is_listed}
    others = {f"=kind:{kind.name}" for kind in kinds.values() if not kind.is_document}
    return tuple(doc for doc in found_in(kept) if doc[1] in listed or not others.isdisjoint(doc[3]))


def _mark(view: SiteView, own: tuple[Doc, ...]) -> str:
    """What an index above depends on."""
    columns = [(column.key, column.title) for column in view.columns]
    return repr((_named(view.member.site), columns, sha256(repr(own).encode()).hexdigest()))


def _named(site: Site) -> dict[str, Any]:
    """A site as the index of one above names it."""
    return {"id": site.id, "name": site.record.short_name, "level": site.level, "parent": site.record.parent}
