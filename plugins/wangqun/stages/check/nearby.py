"""What a run about a few sites is to know of all others, as plain values, and back (docs/decisions/0037)."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from ...domain.cluster import DOCUMENT, Cluster
from ...domain.federation import Federation
from ...domain.feed import FeedEntry
from ...domain.finding import Finding, Place, Severity
from ...domain.ids import DocumentId
from ...domain.near import Away, Emblem, Listed, Near, Wider
from ...store import sweep
from ..catalogue.cluster_feed import Feed, feed_of, near_feed
from ..resolve.mentions import named_id
from ..resolve.named import named
from ..resolve.views import may_be_page
from .footer import emblems, emblems_now

Packed = dict[str, Any]


def pack(federation: Federation, cluster: Cluster, findings: Iterable[Finding], looked: int, before: Packed | None) -> Packed:
    """Of all sites of a run; of one about a few, beside what was kept `before`. Files were not `looked` at before then (ns)."""
    then, here, near = before or {}, federation.views, federation.near
    folders = tuple(f"content/{federation.members[site].site.level}/{site}/" for site in here)
    feeds = _feeds(federation) if near is None else {top: near_feed(federation, near, top) for top in near.feeds}
    named, aims = _named(federation)
    return {
        "columns": then.get("columns", {}) | {site: tuple([(c.key, c.title) for c in v.columns]) for site, v in here.items()},
        "ancestors": {site: [above.id for above in member.ancestors] for site, member in federation.members.items()},
        "away": _away(((a.id, a.home, a.site, a.mode == "page") for a in federation.appearances), here, then.get("away", {})),
        "offered": _away(_offered(federation), here, then.get("offered", {})),
        "named": {site: names for site, names in then.get("named", {}).items() if site not in here} | named,
        "aims": {site: names for site, names in then.get("aims", {}).items() if site not in here} | aims,
        "notices": then.get("notices") or sorted(_notices(cluster)),
        "stones": sorted({site for site in then.get("stones", ()) if site not in here}.union(_stones(federation))),
        "bearers": sorted({site for site in then.get("bearers", ()) if site not in here}.union(_bearers(federation))),
        "feeds": {top: {name: _plain(listed) for name, listed in feed.items()} for top, feed in feeds.items()},
        "emblems": _emblems(emblems_now(federation) if near else emblems(federation)),
        "shared": then.get("shared", {}) | _shared(federation),
        "due": {site: due for site, due in then.get("due", {}).items() if site not in here}
        | {site: moment.isoformat() for site, moment in federation.next_due.items()},
        "stamps": {path: stamp for path, stamp in then.get("stamps", {}).items() if not path.startswith(folders)}
        | dict(_stamps(federation, cluster, {f.path for f in findings if f.severity is Severity.BLOCK}, looked)),
    }


def near_of(packed: Packed, sites: Collection[str]) -> Near | None:
    """For a run about some sites; None when it is rather about all."""
    near = Near(
        frozenset(),
        packed["columns"],
        {site: frozenset(each) for site, each in packed["ancestors"].items()},
        {name: Away(*each) for name, each in packed["away"].items()},
        {name: Away(*each) for name, each in packed["offered"].items()},
        _turned(packed["named"]),
        _turned(packed["aims"]),
        frozenset(packed["notices"]),
        frozenset(packed["stones"]),
        frozenset(packed["bearers"]),
        {top: {name: _listed(*each) for name, each in feed.items()} for top, feed in packed["feeds"].items()},
        {(site, path): Emblem(is_there, frozenset(sites)) for site, path, is_there, sites in packed["emblems"]},
        packed["shared"],
        packed["due"],
        packed["stamps"],
    )
    return near.widened(Wider(about=sites))


Elsewhere = dict[str, tuple[str, dict[str, bool]]]


def _away(pieces: Iterable[tuple[DocumentId, str, str, bool]], here: Collection[str], before: Elsewhere) -> Elsewhere:
    """By the id of each piece that is elsewhere its home, and where, whether as a page; on sites not `here` as before."""
    away = {name: (home, {s: is_page for s, is_page in sites.items() if s not in here}) for name, (home, sites) in before.items()}
    for document_id, home, site, is_page in pieces:
        away.setdefault(str(document_id), (home, {}))[1][site] = is_page
    return {name: each for name, each in away.items() if each[1]}


def _offered(federation: Federation) -> Iterator[tuple[DocumentId, str, str, bool]]:
    """What would be shown away from home: of each piece its home, the site, and whether it gives way to that one's own."""
    yield from ((offer.id, offer.home, offer.site, False) for offer in federation.offers)
    yield from ((*claim, True) for claim in federation.yielding)


def _feeds(federation: Federation) -> dict[str, Feed]:
    """What the cluster's feed of each top site holds."""
    return {site: feed_of(federation, view) for site, view in federation.views.items() if not view.top}


def _plain(listed: Listed) -> tuple[Any, ...]:
    *texts, categories = listed.entry
    return listed.home, listed.order, tuple(map(str, texts)), tuple(map(str, categories))


def _listed(home: str, order: tuple[float, str], texts: tuple[Any, ...], categories: tuple[str, ...]) -> Listed:
    return Listed(home, order, FeedEntry._make((*texts, categories)))


def _emblems(emblems: Mapping[tuple[str, str], Emblem]) -> list[tuple[str, str, bool, list[str]]]:
    return [(*place, each.is_there, sorted(each.sites)) for place, each in emblems.items()]


def _shared(federation: Federation) -> dict[str, tuple[str, ...]]:
    """By site the digests of other sites' files that its pages show."""
    return {
        site: tuple({file.digest for guest in view.guests for file in guest.files}) for site, view in federation.views.items()
    }


def _notices(cluster: Cluster) -> set[str]:
    """Ids that records of people name."""
    mandates = (each for row in cluster.rows if row.kind == "deputies" for each in row.values.get("mandates", ()))
    return {str(named) for each in mandates if (named := named_id(str(each.get("end_notice", ""))))}


def _named(federation: Federation) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    """By site the ids of other sites' pieces that what has a page there names, and those to a place in which it leads."""
    all_named: dict[str, set[str]] = {}
    aims: dict[str, set[str]] = {}
    for site, view in federation.views.items():
        pages = (guest.document for guest in view.guests if guest.scope)
        for document in (*view.documents, *pages):
            found = named(document, federation.kinds)
            links = [link.raw[3:] for link in found.links if link.raw.startswith("id:")]
            for raw in (*links, *(written for _, written in found.pieces)):
                if (each := named_id(raw)) and each.site != site:
                    all_named.setdefault(site, set()).add(str(each))
                    if "#" in raw:
                        aims.setdefault(site, set()).add(str(each))
    return _sorted(all_named), _sorted(aims)


def _sorted(names: Mapping[str, Iterable[str]]) -> dict[str, list[str]]:
    return {site: sorted(own) for site, own in names.items()}


def _turned(aims: Mapping[str, Iterable[str]]) -> dict[str, frozenset[str]]:
    """By each id the sites that lead there."""
    found: dict[str, set[str]] = {}
    for site, names in aims.items():
        for name in names:
            found.setdefault(name, set()).add(site)
    return {name: frozenset(sites) for name, sites in found.items()}


def _stones(federation: Federation) -> Iterator[str]:
    """Sites whose withdrawn pieces others may have shown as pages."""
    for site, departed in federation.departed.items():
        if any(document.item.withdrawn and may_be_page(federation.cluster, document) for document in departed):
            yield site


def _bearers(federation: Federation) -> Iterator[str]:
    """Sites that have pieces of kinds which sites above and below name by themselves."""
    gathering = {kind.name for kind in federation.kinds.values() if kind.reaches_kin}
    for site, view in federation.views.items() if gathering else ():
        if any(document.id.kind in gathering for document in view.documents):
            yield site


def _stamps(
    federation: Federation, cluster: Cluster, blocked: Collection[str], looked: int
) -> Iterator[tuple[str, tuple[int, int, int]]]:
    """Of documents' files of which the store knows nothing, as far as they can be known by their time."""
    for site in federation.views.keys() & cluster.memory.sites.keys():
        read = cluster.memory.sites[site]
        paths = [document.path for document in cluster.documents.get(site, ())]
        paths += [lost.path for lost in cluster.lost if lost.kind == DOCUMENT and lost.site == site]
        for path in paths:
            if path[len(read.folder) + 1 :] not in read.names or Place(site, path).shown in blocked:
                found = (cluster.root / path).lstat()
                if (time := max(found.st_mtime_ns, found.st_ctime_ns)) < looked - sweep.RACY:
                    yield path, (found.st_size, time, found.st_ino)
