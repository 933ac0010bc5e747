"""search: Catalogue -> Catalogue. The readers' search of each site, of a top site over all below it (docs/decisions/0022)."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from functools import cache, partial
from hashlib import sha256
from pathlib import Path
from typing import Any

from ...domain.federation import Federation, Member, SiteView
from ...domain.finding import Finding
from ...domain.near import Wider
from ...records.kind import Kinds
from ...search.pieces import FOLDER, Doc, lacks_pieces
from ...search.shards import State, in_order
from ...search.store import Store
from ...store.ledger import Ledger, Published
from ...store.search import (
    DATA,
    INDEX,
    SiteSearch,
    digest_of,
    disown,
    found_in,
    in_state,
    is_found,
    names_in,
    opened,
    read_digests,
    read_kept,
    read_marks,
)
from ...store.whole import look, release_folder
from ...stored import WRONG, read_text
from ..build import BuiltSite
from ..catalogue import Catalogue, SiteFiles
from ..check import Checked
from .about import Listed, named
from .making import SEARCH_STALE as SEARCH_STALE
from .making import Making, Task, make_all, taken_over


def search(catalogue: Catalogue, checked: Checked, ledger: Ledger, root: Path, jobs: int = 1) -> Catalogue:
    """The catalogue with the search of every site that is to be published; nothing that is withheld is found in it. At
    most `jobs` processes work at a time.

    Where a search cannot be made, the published one stays, a finding says so, and the next run builds the sites anew that it is
    made of.
    """
    built = catalogue.built
    found = {site.site: site.found for site in built.sites if site.site not in checked.withheld}
    current = [site for site in built.current if site not in checked.withheld]
    indexed = {site.site: site for site in built.sites if site.index}
    looks: dict[str, str] = {}
    results = _build_all(built.federation, found, current, ledger, root, jobs, indexed, looks)
    searches = {site: result for site, result in results.items() if isinstance(result, SiteSearch)}
    stale = tuple(result for result in results.values() if isinstance(result, Finding))
    sites = tuple(_with_index(site, searches.get(site.site), ledger) for site in catalogue.sites)
    return replace(catalogue, sites=sites, searches=searches, stale=stale, searched=looks)


def _with_index(site: SiteFiles, own: SiteSearch | None, ledger: Ledger) -> SiteFiles:
    if own:
        return replace(site, extras=site.extras | {INDEX: own.text})
    before = ledger.sites.get(site.site)
    return replace(site, kept=site.kept | ({INDEX: before.files[INDEX]} if before and INDEX in before.files else {}))


def _build_all(
    federation: Federation,
    found: Mapping[str, tuple[Doc, ...]],
    current: Collection[str],
    ledger: Ledger,
    root: Path,
    jobs: int,
    indexed: Mapping[str, BuiltSite],
    looks: dict[str, str],
) -> dict[str, SiteSearch | Finding | None]:
    """The search of every site that was built (`found`) or is `current`; None where what is published is still right, of which
    `looks` then say how it was left.

    What has been `indexed` by whoever built it is taken over. A site that was not built and is not current keeps what it shows,
    and is found as it is.
    """
    results: dict[str, SiteSearch | Finding | None] = {}
    kinds, views, members, near = federation.kinds, federation.views, federation.members, federation.near
    before = {site: read_marks(root, site) for site in members}
    kept = cache(partial(read_kept, root))

    @cache
    def own(site: str) -> tuple[Doc, ...]:
        if site in found:
            return found[site]
        return _still_there(views[site], kept(site), kinds) if site in views else found_in(kept(site))

    @cache
    def mark_of(site: str) -> str:
        """Of a site that is as it was, no more is read than its mark."""
        is_same = site not in found and (site in current or site not in views)
        known = before[site] if is_same else None
        return _mark(_listed(federation, site), known.own if known else digest_of(own(site)))

    alone: dict[str, Task] = {}
    tops: dict[str, Task] = {}
    for site, member in members.items():
        if site not in found and site not in current:
            continue
        is_top = not any(above.id in members for above in member.ancestors)
        below = [each for each, m in members.items() if member.site in (m.site, *m.ancestors)] if is_top else [site]
        mark = sha256("\0".join(map(mark_of, below)).encode()).hexdigest()[:20]
        known = ledger.sites.get(site)
        how = look(root / DATA / site)
        sound = _is_sound(root, site, known, how)
        is_same = known is not None and INDEX in known.files and (last := before[site]) is not None and last.mark == mark
        if sound and is_same and site in current and is_found(root, site):
            results[site], looks[site] = None, how
            continue
        documents: list[Doc] = []
        if near and len(below) > 1 and (all_found := in_state(kept(site))) is not None:
            read = {f"=site:{each}" for each in views}
            documents = [doc for doc in all_found if read.isdisjoint(doc[3])]
            fresh = [each for each in below if each in views]
        else:
            fresh = below
        for each in fresh:
            documents += (_narrowed(doc, members[each]) for doc in own(each)) if len(below) > 1 else own(each)
        listed = [_listed(federation, each) for each in below]
        texts = {str(d.id): d.digest for d in views[site].documents} if site in views else read_digests(root, site)
        task = Task(member, listed, in_order(documents), kept(site), mark, own(site), sound, texts)
        if len(below) == 1 and site in indexed:
            task = taken_over(root, task, indexed[site])
        (tops if len(below) > 1 else alone)[site] = task
    results |= make_all(Making(root, kinds), alone, jobs)
    for site, top in tops.items():
        below_it = [listed.member.site.id for listed in top.below if listed.member.site.id != site]
        results[site] = Making(root, kinds, partial(_states, root, below_it, results, kept), jobs)(top)
    if any(isinstance(result, Finding) for result in results.values()):
        if near:
            raise Wider
        for site in views:
            if isinstance(results.get(site), Finding) or lacks_pieces(root / FOLDER, own(site)):
                disown(root, site)  # what was found of it is told again by building it
                if isinstance(results.get(site), SiteSearch):
                    results[site] = None
    return {site: results[site] for site in members if site in results}


def _states(
    root: Path, sites: Iterable[str], results: Mapping[str, SiteSearch | Finding | None], kept: Callable[[str], Mapping[str, Any]]
) -> Iterator[tuple[Path, State]]:
    """The indexes of sites as they are now, as far as anything is known of them, with their folders."""
    for site in sites:
        result = results.get(site)
        with suppress(*WRONG):
            if not isinstance(result, Finding):
                data = opened(result.state) if isinstance(result, SiteSearch) else kept(site)
                yield root / DATA / site, State.of(data["state"])


def _is_sound(root: Path, site: str, known: Published | None, how: str) -> bool:
    """True when a site's data files are as they were left, by a glance at `how` they are, or at least are all there; those that
    are not what they are called are taken away.
    """
    if known and known.searched and how == known.searched:
        return True
    store = Store.open(root / DATA / site)
    store.sweep(store.there - set(store.strangers()))
    text = read_text(release_folder(root, site, known.release) / INDEX) if known else None
    names = names_in(store, text)
    return names is not None and names <= store.there


def _narrowed(doc: Doc, member: Member) -> Doc:
    """A document with the sites by which the whole cluster's index is narrowed."""
    date, key, digest, lists = doc
    site = member.site.id
    under = (site, *(ancestor.id for ancestor in member.ancestors))
    return date, key, digest, (*lists, f"=site:{site}", *(f"=under:{each}" for each in under))


def _still_there(view: SiteView, kept: Mapping[str, Any], kinds: Kinds) -> tuple[Doc, ...]:
    """What a site that was not built shows, less what it must no longer show."""
    listed = {str(document.id) for document in view.documents if document.is_listed}
    others = {f"=kind:{kind.name}" for kind in kinds.values() if not kind.is_document}
    return tuple(doc for doc in found_in(kept) if doc[1] in listed or not others.isdisjoint(doc[3]))


def _mark(listed: Listed, own: str) -> str:
    """What an index above depends on, of one site; `own` is a digest of what it has to be found."""
    return repr((named(listed.member.site), [*listed.columns], own))


def _listed(federation: Federation, site: str) -> Listed:
    """A site with its columns, as the index of one above names them."""
    if federation.near and site not in federation.views:
        columns = federation.near.columns[site]
    else:
        columns = tuple((column.key, column.title) for column in federation.views[site].columns)
    return Listed(federation.members[site], columns)
