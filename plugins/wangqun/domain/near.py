"""What a run about a few sites knows of all others: they stand as the last run left them (docs/decisions/0037)."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

from .document import Document
from .ids import DocumentId, parse_id


class Away(NamedTuple):
    """A piece that is shown away from its `home`: as a page somewhere, or in lists only; on which sites."""

    home: str
    is_page: bool
    sites: frozenset[str]


class Emblem(NamedTuple):
    """A file that footers show: whether it is public, and the sites that show it."""

    is_there: bool
    sites: frozenset[str]


class Wider(Exception):
    """A run cannot tell without others: it must be `about` more sites, or read some `beside`; about all when neither is said."""

    def __init__(self, about: Collection[str] = (), beside: Collection[str] = ()) -> None:
        super().__init__(about, beside)
        self.about, self.beside = frozenset(about), frozenset(beside)


@dataclass(frozen=True, slots=True)
class Near:
    """The `sites` that a run is about, and those that it reads `beside` them since something in them leads there.

    Of the whole cluster as the last run saw it: `columns` of each site, key and title in the order shown; its `ancestors`;
    `homes` of what is shown or offered there; `away` by the id of each piece that appears elsewhere; `aims`, by the id of a piece
    the other sites that lead to a place in it; `stones`, sites whose withdrawn pieces others may have shown as pages; `feeds`,
    the ids in the cluster's feed of each top site in order, with their homes; `emblems` by site and path where they lie; `shared`
    are the files of others that each site's pages show, by digest; `stamps` (size, time, inode) of documents' files of which
    nothing may be kept, by path.
    """

    sites: frozenset[str]
    columns: Mapping[str, tuple[tuple[str, str], ...]]
    ancestors: Mapping[str, frozenset[str]]
    homes: Mapping[str, frozenset[str]]
    away: Mapping[str, Away]
    aims: Mapping[str, frozenset[str]]
    stones: frozenset[str]
    feeds: Mapping[str, Mapping[str, str]]
    emblems: Mapping[tuple[str, str], Emblem]
    shared: Mapping[str, tuple[str, ...]]
    stamps: Mapping[str, tuple[int, int, int]]
    beside: frozenset[str] = frozenset()

    @property
    def read(self) -> frozenset[str]:
        """Every site whose content is read."""
        return self.sites | self.beside

    def widened(self, wider: Wider) -> "Near | None":
        """The same about or beside more sites; None when it would rather be about all."""
        sites = self.sites | wider.about
        beside = (self.beside | wider.beside).union(*(self.homes.get(site, frozenset()) for site in sites))
        beside |= {stone for stone in self.stones for site in sites if self._is_kin(stone, site)}
        grown = replace(self, sites=sites, beside=beside - sites)
        is_more = (grown.sites, grown.beside) != (self.sites, self.beside)
        return grown if is_more and grown.read <= self.columns.keys() and len(sites) < len(self.columns) else None

    def _is_kin(self, one: str, other: str) -> bool:
        """True for two sites of which one lies above the other."""
        return one in self.ancestors[other] or other in self.ancestors[one]

    def need(self, document_id: DocumentId | None, seen_from: str) -> None:
        """Nothing when all is read that may have a document of this id.

        Raises:
            Wider: one of the run's sites asks for it, and the site that its id names is not read.
        """
        if document_id and seen_from in self.sites and document_id.site in self.columns and document_id.site not in self.read:
            raise Wider(beside={document_id.site})


def follow(near: Near, documents: Mapping[str, Iterable[Document]], changed: Collection[DocumentId]) -> None:
    """Nothing when the `documents` read are all that is needed to judge them, some of which have `changed`.

    Raises:
        Wider: sites that show what has changed, or that a document leads to, are not among those of the run.
    """
    names = set(map(str, changed))
    about = {site for name in names & near.away.keys() for site in near.away[name].sites}
    about |= {site for name in names & near.aims.keys() for site in near.aims[name]}
    beside = {site for group in documents.values() for document in group for site in _leads_to(document)}
    beside |= {home for feed in near.feeds.values() if names.intersection(feed) for home in feed.values()}
    there = near.columns.keys()
    if not (about <= near.sites and beside & there <= near.read):
        raise Wider(about, beside & there)


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
