"""From a site's view to the values its templates see."""

import posixpath
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from heapq import merge
from typing import TYPE_CHECKING, Any, TypeVar, cast
from urllib.parse import quote, unquote

from ..domain.document import Document, newest_first
from ..domain.federation import Guest, SiteView
from ..domain.ids import DocumentId, slugify
from ..domain.item import Picture
from ..domain.links import Scope, file_url
from ..domain.moment import SHANGHAI, day_words
from ..domain.said import said
from ..domain.shape import UNSHAPED, form_of
from ..domain.site import Column
from . import opendata
from .context import Download, Entry, Figure, Link, SiteContext
from .hubs import hubs
from .navigation import Front, navigation
from .official import footer_items, size_text
from .places import CLUSTER, FEEDS, elder_pages

if TYPE_CHECKING:
    from ..records.kind import Kinds

T = TypeVar("T")


def turns_text(turns: Iterable[tuple[datetime, str]]) -> str:
    """States with the moments at which they begin, as the page's script reads them: `2026-11-20T09:00:00+08:00 进行中;…`."""
    return ";".join(f"{moment.isoformat()} {state}" for moment, state in turns)


Listed = tuple[Document, str, Guest | None]
"""A line of a list: the document, the column it stands in here, and the guest it is when its home is elsewhere."""

UNDATED = datetime(1970, 1, 1, tzinfo=SHANGHAI)  # where a library insists on a date; pages say that there is none
FEED = f"{FEEDS}all.atom.xml"
CLUSTER_FEED = f"{FEEDS}cluster.atom.xml"
SEARCH = "search/"
COLOUR = "colour.css"


def feed_of(column: str) -> str:
    """Where the feed of a column stands, as in Pelican's own settings, so that old subscriptions go on."""
    return f"feeds/{column}.atom.xml"


@dataclass(frozen=True)
class Pages:
    """Builds page values for one site: `theme` is the folder of its static files, `per_page` the length of a list page."""

    view: SiteView
    theme: str
    per_page: int
    kinds: "Kinds"

    @cached_property
    def site(self) -> SiteContext:
        """The context shared by all pages of the site."""
        view, site = self.view, self.view.member.site
        footer = tuple(footer_items(view))
        linked = {item.url for item in footer}
        return SiteContext(
            name=site.record.name,
            short_name=site.record.short_name,
            area=site.area,
            level=site.level.value,
            home=self.url(""),
            cluster=view.cluster,
            demo=view.demo,
            ended=self._ended,
            heirs=tuple(Link(n.short_name, n.url) for n in view.heirs),
            theme=self.url(self.theme),
            colour=self.url(COLOUR) if view.member.colour else None,
            breadcrumb=tuple(Link(n.title, n.url, n.id == site.id) for n in view.breadcrumb),
            kin_title=said("下级人大") if view.member.children else said("同级人大"),
            kin=tuple(Link(n.short_name, n.url, n.id == site.id) for n in view.kin),
            groups=navigation(self.view, self.used, self.standing, self.fronts, self.column_url),
            pages=tuple(Link(d.title, self.url(d.url)) for d in self.standing if self.url(d.url) not in linked),
            feed=self.url(FEED) if self.feed_documents else None,
            cluster_feed=self.url(CLUSTER_FEED) if view.top is None else None,
            lookup=self.url("my/") if view.roster.is_found else None,
            open_data=self.url(opendata.FOLDER) if self.opened else None,
            search=self.url(SEARCH),
            emblem=site.record.footer.emblem,
            footer=footer,
            elder=elder_pages(self.url("")),
            feeds=self.url(FEEDS) if self.has_feeds else None,
            states=tuple(dict.fromkeys(self._states())),
            directory=f"{view.top.url}{CLUSTER}" if view.top else self.url(CLUSTER) if view.sites else None,
        )

    @property
    def _ended(self) -> str:
        """That the organ is there no more."""
        name, day = self.view.member.site.record.name, self.view.ended
        return said("%(name)s存续到%(day)s，网站保留供查阅，不再更新。", name=name, day=day_words(day)) if day else ""

    def _states(self) -> Iterator[str]:
        """The words of all states that records can be in."""
        yield from (word for kind in self.kinds.values() for f in kind.facets if f.key == "state" for word in f.titles.values())

    def once(self, make: "Callable[[Pages], T]") -> T:
        """What a kind makes of the whole site, made when it is first asked for."""
        if make not in self._made:
            self._made[make] = make(self)
        return cast(T, self._made[make])

    @cached_property
    def _made(self) -> "dict[Callable[[Pages], Any], Any]":
        return {}

    @cached_property
    def has_feeds(self) -> bool:
        """True when there is something to subscribe to: pieces, what is under way, days."""
        kinds = self.kinds.values()
        fronts = (kind.front(self) for kind in kinds if not kind.is_silent("gathers"))
        days = (day for kind in kinds if not kind.is_silent("events") for d in self.own_of(kind.name) for day in kind.events(d))
        receptions = (station.reception_days for station in self.view.roster.stations)
        return bool(self.feed_documents or self.view.top is None) or any(fronts) or any(map(bool, days)) or any(receptions)

    @cached_property
    def fronts(self) -> tuple[Front, ...]:
        """What the navigation leads to besides columns."""
        first: tuple[Front, ...] = (("deputies", Link(said("找代表"), self.url("my/"))),) if self.view.roster.is_found else ()
        return (*first, *((kind.group, link) for kind in self.kinds.values() if (link := kind.front(self))))

    @cached_property
    def opened(self) -> tuple[opendata.Data, ...]:
        """What the site's kinds open to machines."""
        return opendata.opened(self)

    @cached_property
    def own(self) -> tuple[Document, ...]:
        """The site's own articles that lists may name, newest first."""
        return tuple(d for d in self.view.documents if d.is_listed and not d.standing)

    def own_of(self, kind: str) -> tuple[Document, ...]:
        """The site's own documents of a kind that lists may name, in the order of the kind."""
        return self._own_of.get(kind, ())

    @cached_property
    def _own_of(self) -> dict[str, tuple[Document, ...]]:
        found: dict[str, list[Document]] = {}
        for document in (*self.own, *self.standing):
            found.setdefault(document.id.kind, []).append(document)
        return {kind: tuple(sorted(some, key=self.kinds[kind].order)) for kind, some in found.items()}

    @cached_property
    def listed(self) -> tuple[Listed, ...]:
        """What the site's lists name, newest first: its own articles and its guests."""
        own: list[Listed] = [(document, document.column, None) for document in self.own]
        guests: list[Listed] = [(guest.document, guest.column, guest) for guest in self.view.guests]
        return tuple(merge(own, guests, key=lambda listed: newest_first(listed[0])))

    @cached_property
    def standing(self) -> tuple[Document, ...]:
        """Standing pages, by id."""
        pages = (d for d in self.view.documents if d.is_listed and d.standing)
        return tuple(sorted(pages, key=lambda d: d.id.slug))

    @cached_property
    def feed_documents(self) -> tuple[Listed, ...]:
        """Dated pieces of kinds that feeds name, newest first."""
        return tuple(filter(self.is_fed, self.listed))

    def is_fed(self, line: Listed) -> bool:
        """True for a piece that feeds name."""
        return line[0].has_day and self.kinds[line[0].id.kind].in_feed

    @cached_property
    def fed(self) -> tuple[Column, ...]:
        """The columns that have a feed of their own."""
        found = (column for column in self.view.columns if feed_of(column.key) not in {FEED, CLUSTER_FEED})
        return tuple(column for column in found if any(map(self.is_fed, self.by_column.get(column.key, ()))))

    @cached_property
    def by_column(self) -> dict[str, list[Listed]]:
        """What each column lists, newest first; columns with nothing are absent."""
        found: dict[str, list[Listed]] = {}
        for listed in self.listed:
            found.setdefault(listed[1], []).append(listed)
        return found

    @cached_property
    def own_by_column(self) -> dict[str, list[Document]]:
        """The site's own pieces of each column, newest first."""
        found: dict[str, list[Document]] = {}
        for document in self.own:
            found.setdefault(document.column, []).append(document)
        return found

    @cached_property
    def places(self) -> dict[DocumentId, int]:
        """Where each of them stands in its column."""
        return {d.id: at for column in self.own_by_column.values() for at, d in enumerate(column)}

    @cached_property
    def hubs(self) -> frozenset[str]:
        """The columns that are more than their pieces (hub.html), also where they have none."""
        return hubs(self.view, not self.view.roster.is_empty)

    @cached_property
    def used(self) -> frozenset[str]:
        """Keys of the columns that have a page."""
        return self.hubs | self.by_column.keys()

    @cached_property
    def by_tag(self) -> dict[str, tuple[str, list[Listed]]]:
        """Slug of each tag -> its name and the site's own articles that have it, newest first."""
        found: dict[str, tuple[str, list[Listed]]] = {}
        for document in self.own:
            for slug, tag in {slugify(tag): tag for tag in document.item.tags}.items():
                if slug:
                    found.setdefault(slug, (tag, []))[1].append((document, document.column, None))
        return found

    @cached_property
    def column_of(self) -> dict[str, Column]:
        """The site's columns by key."""
        return {column.key: column for column in self.view.columns}

    def absolute(self, path: str) -> str:
        """The full URL of a path below the site."""
        return self.view.member.address.absolute(path)

    def url(self, path: str) -> str:
        """The address of a path below the site, for links."""
        return f"{self.view.member.address.prefix}/{path}"

    @cached_property
    def overviews(self) -> Mapping[str, str]:
        """Key of the column that a kind brings along -> the address of that kind's own overview, which stands for the list."""
        kinds = (kind for kind in self.kinds.values() if kind.folder and not kind.standing and not kind.is_silent("overview"))
        return {kind.folder: self.url(f"{kind.name}/") for kind in kinds}

    def column_url(self, column: Column) -> str:
        """The address of a column: its kind's overview, else its newest list."""
        return self.overviews.get(column.key) or self.url(f"{quote(column.key)}/")

    def file(self, document: Document, path: str, scope: Scope | None = None) -> str:
        """The address of a file that a document names."""
        return file_url(scope or self.view.scope, document, path)

    def ordered(self, listed: Listed) -> Entry:
        """A document as a line of a list in the order of its kind: beside its title stands what it is sorted by."""
        entry, beside = self.entry(listed), self.kinds[listed[0].id.kind].beside(listed[0])
        if not beside:
            return entry
        day = beside.day.isoformat() if beside.day else ""
        return replace(entry, date_of=beside.what, date_text=day, date_iso=day)

    def entry(self, listed: Listed) -> Entry:
        """A document as a line of a list."""
        document, _, guest = listed
        item = document.item
        line = self.kinds[document.id.kind].line(document)
        picture = line.picture
        if guest and not guest.scope:
            picture = None  # a listed guest's pictures stay at home: no page loads anything from elsewhere
        return Entry(
            title=document.title,
            url=guest.url if guest else self.url(self.kinds[document.id.kind].stands(self, document)),
            date_text=document.day_text,
            date_iso=item.date.isoformat() if item.date and document.has_day else document.day_text,
            summary=document.excerpt,
            media=line.badge,
            image=self.file(document, picture.file, guest.scope if guest else None) if picture else None,
            image_alt=picture.alt if picture else "",
            state=document.state,
            origin=guest.home.short_name if guest else "",
            facts=line.facts,
            turns=turns_text(line.turns),
            until_iso=line.until.isoformat() if line.until else "",
            lang=document.foreign,
            late=line.late,
        )

    def figure(self, document: Document, picture: Picture, scope: Scope) -> Figure:
        """A picture of a document."""
        url = self.file(document, picture.file, scope)
        shape = scope.shapes.get(url, UNSHAPED)
        return Figure(url, picture.alt, picture.caption or "", *shape, form_of(shape))

    def download(self, document: Document, name: str, path: str, scope: Scope) -> Download:
        """An attachment of a document."""
        url = self.file(document, path, scope)
        suffix = posixpath.splitext(path)[1].lstrip(".").upper()
        published = unquote(url[len(self.view.member.address.prefix) + 1 :])
        return Download(name, url, suffix, size_text(self.view.sizes.get(published, 0)))
