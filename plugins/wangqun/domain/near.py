"""What a run about a few sites knows of all others: they stand as the last run left them (docs/decisions/0037)."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import NamedTuple

from .document import Document
from .feed import FeedEntry
from .frozen import frozen
from .ids import DocumentId, parse_id


class Away(NamedTuple):
    """A piece of `home` that is shown on other sites, or would be: by site whether as a page, or what else is said of it."""

    home: str
    sites: Mapping[str, bool]


Claim = tuple[DocumentId, str, str]
"""A piece, its home, and another site."""
Order = tuple[float, str]


class Listed(NamedTuple):
    """A piece in the cluster's feed of a top site: its home, its place in the order (domain/document.py), what is said of it."""

    home: str
    order: Order
    entry: FeedEntry


class Changes(NamedTuple):
    """Documents that are others than the last run saw: `all` of them, and those of which something has changed (or may have) that
    other sites depend on wherever they name or list it; the `digests` that their files had, and have.
    """

    all: frozenset[DocumentId] = frozenset()
    outward: frozenset[DocumentId] = frozenset()
    digests: frozenset[str] = frozenset()


NOTHING = Changes()


class Emblem(NamedTuple):
    """A file that footers show: whether it is public, and the sites that show it."""

    is_there: bool
    sites: frozenset[str]


class Wider(Exception):
    """A run cannot tell without others: it must be `about` more sites, or read some `beside`; about all when neither is said."""

    def __init__(self, about: Collection[str] = (), beside: Collection[str] = ()) -> None:
        super().__init__(about, beside)
        self.about, self.beside = frozenset(about), frozenset(beside)


@frozen
class Near:
    """The `sites` that a run is about, and those that it reads `beside` them since something in them leads there.

    Of the whole cluster as the last run saw it: `columns` of each site, key and title in the order shown; its `ancestors`; by the
    id of a piece where it is shown `away`; where it is `offered`, or would be shown had the site nothing of its own, whether the
    latter; the other sites that name it (`named`), that lead to a place in it (`aims`); ids that records of people name
    (`notices`); `stones`, sites whose withdrawn pieces others may show as pages; `bearers`, sites that have pieces which sites
    above and below them name by themselves; `feeds`, what the cluster's feed of each top site holds, by id in order; `emblems` by
    where they lie, site and path; `shared` are the files of others that each site's pages show, by digest; when each site is
    `due`; `stamps` (size, time, inode) of documents' files of which nothing may be kept, by path.
    """

    sites: frozenset[str]
    columns: Mapping[str, tuple[tuple[str, str], ...]]
    ancestors: Mapping[str, frozenset[str]]
    away: Mapping[str, Away]
    offered: Mapping[str, Away]
    named: Mapping[str, frozenset[str]]
    aims: Mapping[str, frozenset[str]]
    notices: frozenset[str]
    stones: frozenset[str]
    bearers: frozenset[str]
    feeds: Mapping[str, Mapping[str, Listed]]
    emblems: Mapping[tuple[str, str], Emblem]
    shared: Mapping[str, tuple[str, ...]]
    due: Mapping[str, str]
    stamps: Mapping[str, tuple[int, int, int]]
    beside: frozenset[str] = frozenset()

    @property
    def read(self) -> frozenset[str]:
        """Every site whose content is read."""
        return self.sites | self.beside

    def widened(self, wider: Wider) -> "Near | None":
        """The same about or beside more sites; None when it would rather be about all."""
        sites = self.sites | wider.about
        beside = self.beside | wider.beside
        beside |= {each.home for each in (*self.away.values(), *self.offered.values()) if not sites.isdisjoint(each.sites)}
        beside |= {stone for stone in self.stones for site in sites if self.is_kin(stone, site)}
        beside |= {bearer for bearer in self.bearers for site in sites if self.is_kin(bearer, site)}
        grown = replace(self, sites=sites, beside=beside - sites)
        is_more = (grown.sites, grown.beside) != (self.sites, self.beside)
        return grown if is_more and grown.read <= self.columns.keys() and len(sites) < len(self.columns) else None

    def is_kin(self, one: str, other: str) -> bool:
        """True for two sites of which one lies above the other."""
        return one in self.ancestors[other] or other in self.ancestors[one]

    def homes_that_yield_otherwise(self, yielding: Collection[Claim]) -> frozenset[str]:
        """Homes of pieces that now give way to what one of the run's sites has itself and did not, or did and no longer do."""
        now = {(str(name), home, site) for name, home, site in yielding}
        then = {
            (name, each.home, site)
            for name, each in self.offered.items()
            for site, yields in each.sites.items()
            if yields and site in self.sites
        }
        return frozenset(home for _, home, _ in now ^ then)

    def need(self, document_id: DocumentId | None, seen_from: str) -> None:
        """Nothing when all is read that may have a document of this id.

        Raises:
            Wider: one of the run's sites asks for it, and the site that its id names is not read.
        """
        if document_id and seen_from in self.sites and document_id.site in self.columns and document_id.site not in self.read:
            raise Wider(beside={document_id.site})


def follow(near: Near, documents: Mapping[str, Iterable[Document]], changes: Changes, gathering: Collection[str] = ()) -> None:
    """Nothing when the `documents` read are all that is needed to judge them. Kin of a site name those of `gathering` kinds.

    Raises:
        Wider: sites that show what has changed, or that a document leads to, are not among those of the run.
    """
    names, outward = set(map(str, changes.all)), set(map(str, changes.outward))
    if not near.notices.isdisjoint(outward):
        raise Wider
    about = {site for name in names & near.away.keys() for site in near.away[name].sites}
    about |= {site for name in names & near.aims.keys() for site in near.aims[name]}
    about |= {site for name in outward & near.named.keys() for site in near.named[name]}
    about |= {site for name in outward & near.offered.keys() for site in near.offered[name].sites}
    about |= {each.site for group in documents.values() for each in group if each.id in changes.all}
    told = (each for group in documents.values() for each in group if each.id.kind in gathering and each.id in changes.all)
    about |= {kin for each in told for kin in near.columns if near.is_kin(kin, each.site)}
    beside = {site for group in documents.values() for document in group for site in _leads_to(document)}
    about, beside = about & near.columns.keys(), beside & near.columns.keys()
    if not (about <= near.sites and beside <= near.read):
        raise Wider(about, beside)


def _leads_to(document: Document) -> Iterator[str]:
    """The sites without which nobody can tell what becomes of a document."""
    item = document.item
    for written in (item.id, item.superseded_by):
        if named := parse_id(written.partition("#")[0]) if written else None:
            yield named.site
    if item.moved_to:
        yield item.moved_to


def outward(document: Document) -> tuple[object, ...]:
    """All of a document that others depend on, where it is shown at home only."""
    share = document.lines.get("share") if document.item.share else None
    return (
        *(document.id, document.title, document.item, document.column, document.path, document.source, document.markup),
        *(document.standing, document.timed, document.dialect, share),
    )
