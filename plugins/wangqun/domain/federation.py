"""The federation: sites placed on their tree, documents with public addresses, and each site's view of the whole."""

from collections.abc import Mapping
from dataclasses import field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from .document import Document
from .finding import Finding
from .flow import Appearance
from .frozen import frozen
from .ids import DocumentId
from .level import Level
from .links import Scope
from .near import NOTHING, Changes, Claim, Near
from .offer import Offer
from .roster import Roster
from .site import Address, Cadence, ClusterRecord, Column, Site

if TYPE_CHECKING:
    from ..records.kind import Kinds


@frozen
class Member:
    """A site with its derived place. `ancestors` runs from the top down to the parent; `children` only those with a site.

    `lent` names the paths below it where other sites of the same host live, `home` the blocks of its front page in order;
    `colour` is the main one of its pages, None where it is the theme's.
    """

    site: Site
    address: Address
    ancestors: tuple[Site, ...]
    children: tuple[str, ...]
    platform: str
    lent: tuple[str, ...]
    columns: tuple[Column, ...]
    home: tuple[str, ...]
    cadence: Cadence
    review_stages: int
    colour: str | None = None


@frozen
class Neighbour:
    """Another site as a link: administrative kin for breadcrumb and switcher."""

    id: str
    title: str
    short_name: str
    url: str | None
    level: Level


class Listing(NamedTuple):
    """A site as the directory of the cluster names it: `parent` is the id of the one it lies below there, "" for the highest."""

    id: str
    parent: str
    level: Level
    area: str
    title: str
    url: str


class GuestFile(NamedTuple):
    """A file that a guest's page shows: where it lies (relative to the cluster's root), its place below this site, its bytes."""

    path: str
    place: str
    size: int
    digest: str


@frozen
class Guest:
    """A piece of another site as it appears here.

    `url` is where it leads from here, `canonical` its address at home. In mode page `path` is the page's place below this
    site, `scope` resolves its references and `files` are what it shows; in mode listing they are empty.
    """

    document: Document
    home: Neighbour
    rules: tuple[str, ...]
    column: str
    url: str
    canonical: str
    path: str = ""
    scope: Scope | None = None
    files: tuple[GuestFile, ...] = ()


RELATED = "related"
"""The field in which any piece names others."""


class Mention(NamedTuple):
    """A piece that refers to another: the field that says so, and the guest as which it is shown when it is another site's."""

    field: str
    document: Document
    guest: Guest | None = None


@frozen
class Tombstone:
    """What stands at the address of a withdrawn piece: `path` below the site, the public reason, and when."""

    path: str
    reason: str
    time: datetime


@frozen
class SiteView:
    """One site's slice of the federation: all that rendering it may read.

    `documents` are those public now, newest first, undated last; `guests` pieces of other sites shown here, in the same
    order; `columns` those declared and those that pieces brought along. `files` maps each published file's source to its
    path below the site, `sizes` and `digests` that path to bytes and SHA-256; `redirects` maps old paths of this site to URLs.
    `kin` are the sites that the switcher leads to, `below` all below this one, in tree order.
    `roster` is there for sites that are to be built: it is the one part made only when it is needed. `data_licence` says how
    the open data may be used, `search_server` where readers without script search ("" for nowhere), `feed_authority` who numbers
    the entries of feeds and calendars ("" for nobody in particular). `mentions` says of an id which pieces shown here refer
    to it, newest first. `gathered` are, by kind, those pieces of sites below, and of sites above where nothing is open here and
    below, that the site's overview names (Kind.gathers); a kind is there once any of those sites has a piece of it. `joined` are
    the public pieces, its own and those of others, whose course its pages tell (Kind.joins). `sites` are, on the highest site
    alone, all of the cluster that lie below it, in tree order, itself first; empty where there is no other.
    `withheld` is, by kind, what those of its pieces count as that are not public: words for sums, in no order of the pieces.
    `of_people` are, by kind, the pieces of other sites that are of people who have a page here (Kind.people). `ended` is the last
    day of an organ that is there no more, `heirs` the sites of those in its place, `origins` of those that were there before it.
    """

    member: Member
    cluster: str
    demo: bool
    documents: tuple[Document, ...]
    guests: tuple[Guest, ...]
    tombstones: tuple[Tombstone, ...]
    columns: tuple[Column, ...]
    files: dict[str, str]
    sizes: dict[str, int]
    digests: dict[str, str]
    scope: Scope
    redirects: dict[str, str]
    breadcrumb: tuple[Neighbour, ...]
    kin: tuple[Neighbour, ...]
    below: tuple[Neighbour, ...] = ()
    roster: Roster = field(default_factory=Roster)
    data_licence: str = ""
    search_server: str = ""
    feed_authority: str = ""
    mentions: Mapping[DocumentId, tuple[Mention, ...]] = field(default_factory=dict)
    gathered: Mapping[str, tuple[Guest, ...]] = field(default_factory=dict)
    joined: Mapping[DocumentId, Guest] = field(default_factory=dict)
    sites: tuple[Listing, ...] = ()
    withheld: Mapping[str, tuple[tuple[str, ...], ...]] = field(default_factory=dict)
    of_people: Mapping[str, tuple[Guest, ...]] = field(default_factory=dict)
    ended: date | None = None
    heirs: tuple[Neighbour, ...] = ()
    origins: tuple[Neighbour, ...] = ()

    @property
    def top(self) -> "Neighbour | None":
        """The highest site above this one that has pages; None for a site that is a top itself."""
        return next((neighbour for neighbour in self.breadcrumb[:-1] if neighbour.url), None)


class Rosters(Protocol):
    """Who is shown where: from what a site's roster is made (name -> digest), and the roster itself, made on demand."""

    def inputs(self, site: str) -> dict[str, str]:
        """What the roster is made from."""

    def roster(self, site: str) -> Roster:
        """What the site shows of deputies."""

    def kept(self, site: str) -> frozenset[str]:
        """Paths of the pages that the site's own records have, shown now or not."""

    def written(self, site: str) -> list[tuple[str, str, int, Mapping[str, Any]]]:
        """What the site itself keeps of people (kind, path, line, plain values), for other checkouts; not public."""


@frozen
class Federation:
    """Every site's view, in tree order (parents first, then by division code and id).

    `appearances` are all pieces shown away from home; `next_due` the next moment at which a site changes by itself, for
    those where there is one; `departed` the pieces of each site that were withdrawn or have moved to another, `waiting`
    those nobody sees yet; `foreign` names the sites known by their manifests only; `people` makes the rosters;
    `offers` wait for their acceptance; `kinds` as the cluster has them. `members` are all sites, in the same order: a run that is
    about a few of them has views of those, and of all others what `near` says; `beside` are the public pieces of every site that
    it has read, `changes` what has changed in them, `yielding` the pieces that give way to a site's own.
    """

    cluster: ClusterRecord
    now: datetime
    views: dict[str, SiteView]
    blocked: frozenset[str]
    appearances: tuple[Appearance, ...]
    departed: dict[str, tuple[Document, ...]]
    waiting: dict[str, tuple[Document, ...]]
    foreign: frozenset[str]
    next_due: dict[str, datetime]
    findings: tuple[Finding, ...]
    people: Rosters
    offers: tuple[Offer, ...] = ()
    kinds: "Kinds" = field(default_factory=dict, repr=False, compare=False)
    members: Mapping[str, Member] = field(default_factory=dict)
    near: Near | None = None
    beside: Mapping[str, tuple[Document, ...]] = field(default_factory=dict)
    changes: Changes = NOTHING
    yielding: tuple[Claim, ...] = ()

    @property
    def above(self) -> tuple[str, ...]:
        """Sites that a run about a few others is not about, but what is made there from all below."""
        tops = {view.top.id for view in self.views.values() if view.top} if self.near else set()
        return tuple(site for site in self.members if site in tops and site not in self.views)

    def below(self, site: Site) -> tuple[SiteView, ...]:
        """The views of a site and of all below it, in tree order."""
        return tuple(view for view in self.views.values() if site in (view.member.site, *view.member.ancestors))
