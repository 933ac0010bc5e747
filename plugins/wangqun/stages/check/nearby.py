"""What a run about a few sites is to know of all others, as plain values, and back (docs/decisions/0037)."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from ...domain.cluster import DOCUMENT, Cluster
from ...domain.federation import Federation
from ...domain.finding import Finding, Place, Severity
from ...domain.near import Away, Emblem, Near, Wider
from ...store import sweep
from ..catalogue import newest_pieces
from ..resolve.mentions import named_id
from ..resolve.views import may_be_page
from .footer import emblems, emblems_now

Packed = dict[str, Any]


def pack(federation: Federation, cluster: Cluster, findings: Iterable[Finding], looked: int, before: Packed | None) -> Packed:
    """Of all sites of a run; of one about a few, beside what was kept `before`. Files were not `looked` at before then (ns)."""
    stamps = dict(_stamps(federation, cluster, {f.path for f in findings if f.severity is Severity.BLOCK}, looked))
    return _renewed(before, federation, stamps) if before else _whole(federation, stamps)


def _renewed(before: Packed, federation: Federation, stamps: Packed) -> Packed:
    """What a run about a few sites changes of what was kept: all else of them is as it was."""
    folders = tuple(f"content/{federation.members[site].site.level}/{site}/" for site in federation.views)
    rest = {path: stamp for path, stamp in before["stamps"].items() if not path.startswith(folders)}
    aims = {site: each for site, each in before["aims"].items() if site not in federation.views} | _aims(federation)
    fresh = {"columns": _columns(federation), "shared": _shared(federation)}
    here = {"stamps": rest | stamps, "aims": aims, "emblems": _emblems(emblems_now(federation))}
    return before | here | {name: before[name] | each for name, each in fresh.items()}


def _whole(federation: Federation, stamps: Packed) -> Packed:
    """What a run about all knows of every site."""
    homes: dict[str, set[str]] = {}
    away: dict[str, tuple[str, bool, list[str]]] = {}
    for each in federation.appearances:
        homes.setdefault(each.site, set()).add(each.home)
        home, is_page, sites = away.get(str(each.id), (each.home, False, []))
        away[str(each.id)] = (home, is_page or each.mode == "page", [*sites, each.site])
    for offer in federation.offers:
        homes.setdefault(offer.site, set()).add(offer.home)
    tops = [view for view in federation.views.values() if not view.top]
    return {
        "columns": _columns(federation),
        "ancestors": {site: [above.id for above in member.ancestors] for site, member in federation.members.items()},
        "homes": {site: sorted(each) for site, each in homes.items()},
        "away": away,
        "aims": _aims(federation),
        "stones": sorted(_stones(federation)),
        "feeds": {top.member.site.id: {str(d.id): d.site for d, _ in newest_pieces(federation, top)} for top in tops},
        "emblems": _emblems(emblems(federation)),
        "shared": _shared(federation),
        "stamps": stamps,
    }


def near_of(packed: Packed, sites: Collection[str]) -> Near | None:
    """For a run about some sites; None when it is rather about all."""
    near = Near(
        frozenset(),
        packed["columns"],
        {site: frozenset(each) for site, each in packed["ancestors"].items()},
        {site: frozenset(each) for site, each in packed["homes"].items()},
        {name: Away(home, is_page, frozenset(sites)) for name, (home, is_page, sites) in packed["away"].items()},
        _turned(packed["aims"]),
        frozenset(packed["stones"]),
        packed["feeds"],
        {(site, path): Emblem(is_there, frozenset(sites)) for site, path, is_there, sites in packed["emblems"]},
        packed["shared"],
        packed["stamps"],
    )
    return near.widened(Wider(about=sites))


def _emblems(emblems: Mapping[tuple[str, str], Emblem]) -> list[tuple[str, str, bool, list[str]]]:
    return [(*place, each.is_there, sorted(each.sites)) for place, each in emblems.items()]


def _columns(federation: Federation) -> dict[str, tuple[tuple[str, str], ...]]:
    return {site: tuple([(column.key, column.title) for column in view.columns]) for site, view in federation.views.items()}


def _shared(federation: Federation) -> dict[str, tuple[str, ...]]:
    """By site the digests of other sites' files that its pages show."""
    return {
        site: tuple({file.digest for guest in view.guests for file in guest.files}) for site, view in federation.views.items()
    }


def _aims(federation: Federation) -> dict[str, list[str]]:
    """By site the ids of other sites' pieces to a place in which its pieces lead."""
    aims: dict[str, set[str]] = {}
    for site, view in federation.views.items():
        for raw in (reference.raw for document in view.documents for reference in document.noted.references):
            if raw.startswith("id:") and "#" in raw and (named := named_id(raw[3:])) and named.site != site:
                aims.setdefault(site, set()).add(str(named))
    return {site: sorted(names) for site, names in aims.items()}


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
