"""From a site's view to the values its templates see."""

import posixpath
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from heapq import merge
from urllib.parse import quote, unquote

from markupsafe import Markup

from ..domain.document import Document, newest_first
from ..domain.federation import Guest, SiteView, Tombstone
from ..domain.ids import parse_id, slugify
from ..domain.item import Picture, Validity
from ..domain.links import Scope, file_url
from ..domain.moment import SHANGHAI
from ..domain.site import Column
from ..records.article import MEDIA_TITLES, Article, expiry_banner
from .context import (
    ArticlePage,
    Box,
    DirectoryPage,
    Download,
    Entry,
    Figure,
    FooterItem,
    Head,
    HomePage,
    Link,
    ListPage,
    Meta,
    NotFoundPage,
    RedirectPage,
    SiteContext,
    Video,
    WithdrawnPage,
)
from .directory import directory_pages
from .navigation import navigation
from .official import article_meta, column_meta, date_text, footer_items, moment_text, site_meta, size_text
from .people.pages import PeoplePages

Listed = tuple[Document, str, Guest | None]
"""A line of a list: the document, the column it stands in here, and the guest it is when its home is elsewhere."""

UNDATED = datetime(1970, 1, 1, tzinfo=SHANGHAI)  # where a library insists on a date; pages say that there is none
FEED = "feeds/all.atom.xml"
CLUSTER_FEED = "feeds/cluster.atom.xml"
SEARCH = "search/"


@dataclass(frozen=True)
class Pages:
    """Builds page values for one site: `theme` is the folder of its static files, `per_page` the length of a list page."""

    view: SiteView
    theme: str
    per_page: int

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
            home=self._url(""),
            cluster=view.cluster,
            demo=view.demo,
            theme=self._url(self.theme),
            breadcrumb=tuple(Link(n.title, n.url, n.id == site.id) for n in view.breadcrumb),
            kin_title="下级人大" if view.member.children else "同级人大",
            kin=tuple(Link(n.short_name, n.url, n.id == site.id) for n in view.kin),
            columns=tuple(navigation(self.view, self.by_column, self.standing, self.people.front)),
            pages=tuple(Link(d.title, self._url(d.url)) for d in self.standing if self._url(d.url) not in linked),
            feed=self._url(FEED) if self.feed_documents else None,
            cluster_feed=self._url(CLUSTER_FEED) if view.top is None else None,
            lookup=self._url("my/") if view.roster.lookup or view.roster.counties else None,
            open_data=None if view.roster.is_empty else self._url("data/"),
            search=self._url(SEARCH),
            emblem=site.record.footer.emblem,
            footer=footer,
        )

    @cached_property
    def people(self) -> PeoplePages:
        """The pages of deputies."""
        return PeoplePages(self.view)

    @cached_property
    def own(self) -> tuple[Document, ...]:
        """The site's own articles that lists may name, newest first."""
        return tuple(d for d in self.view.documents if d.is_listed and d.id.kind != "page")

    @cached_property
    def listed(self) -> tuple[Listed, ...]:
        """What the site's lists name, newest first: its own articles and its guests."""
        own: list[Listed] = [(document, document.column, None) for document in self.own]
        guests: list[Listed] = [(guest.document, guest.column, guest) for guest in self.view.guests]
        return tuple(merge(own, guests, key=lambda listed: newest_first(listed[0])))

    @cached_property
    def standing(self) -> tuple[Document, ...]:
        """Standing pages, by id."""
        pages = (d for d in self.view.documents if d.is_listed and d.id.kind == "page")
        return tuple(sorted(pages, key=lambda d: d.id.slug))

    @cached_property
    def feed_documents(self) -> tuple[Listed, ...]:
        """Dated pieces, newest first."""
        return tuple(listed for listed in self.listed if listed[0].has_day)

    @cached_property
    def by_column(self) -> dict[str, list[Listed]]:
        """What each column lists, newest first; columns with nothing are absent."""
        found: dict[str, list[Listed]] = {}
        for listed in self.listed:
            found.setdefault(listed[1], []).append(listed)
        return found

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
    def directory(self) -> tuple[tuple[str, DirectoryPage], ...]:
        """File and value of every page that lists everything there is (directory.py)."""
        return tuple(directory_pages(self))

    @cached_property
    def column_of(self) -> dict[str, Column]:
        """The site's columns by key."""
        return {column.key: column for column in self.view.columns}

    def absolute(self, path: str) -> str:
        """The full URL of a path below the site."""
        return self.view.member.address.absolute(path)

    def _url(self, path: str) -> str:
        return f"{self.view.member.address.prefix}/{path}"

    def _column_url(self, column: Column) -> str:
        return self._url(f"{quote(column.key)}/")

    def _file(self, document: Document, path: str, scope: Scope | None = None) -> str:
        return file_url(scope or self.view.scope, document, path)

    # -- pages -------------------------------------------------------------------------------------------------------

    def home(self) -> HomePage:
        """The front page: newest pieces, then every column with content."""
        boxes = []
        for column in self.view.columns:
            if documents := self.by_column.get(column.key):
                boxes.append(Box(column.title, self._column_url(column), tuple(map(self._entry, documents[:6]))))
        head = Head(self.site.short_name, self.absolute(""), site_meta(self.view), section=self._url(""))
        newest = [self._entry(document) for document in self.listed[:30]]
        first = next((entry for entry in newest if entry.image), None)
        lead = [first, *(entry for entry in newest if entry is not first)] if first else newest
        return HomePage(head, tuple(lead[:6]), tuple(boxes), self.people.box())

    def not_found(self) -> NotFoundPage:
        """The page for addresses that lead nowhere."""
        return NotFoundPage(Head("没有找到这个页面", None, site_meta(self.view), index=False))

    def redirect(self, url: str) -> RedirectPage:
        """The page at an old address; `url` is the new one as seen from here."""
        canonical = url if "://" in url else self.view.member.address.origin + url
        return RedirectPage(Head("页面已移动", canonical, site_meta(self.view), index=False), url)

    def withdrawn(self, stone: Tombstone) -> WithdrawnPage:
        """What stands in the place of a withdrawn piece."""
        return WithdrawnPage(Head("内容已撤回", None, site_meta(self.view), index=False), stone.reason, moment_text(stone.time))

    def columns(self) -> Iterator[tuple[str, ListPage]]:
        """File and value of every list page of every column."""
        for key, documents in self.by_column.items():
            column = self.column_of[key]
            meta = (*site_meta(self.view), *column_meta(self.view, column))
            yield from self._lists(f"{key}/", column.title, column.description or "", documents, meta)

    def tags(self) -> Iterator[tuple[str, ListPage]]:
        """File and value of the page of every tag, all its pieces on one."""
        for slug, (tag, documents) in sorted(self.by_tag.items()):
            head = Head(f"标签：{tag}", self.absolute(f"tag/{quote(slug)}.html"), site_meta(self.view), index=False)
            crumbs = (Link("首页", self._url("")), Link(f"标签：{tag}", None, True))
            yield (
                f"tag/{slug}.html",
                ListPage(head, crumbs, f"标签：{tag}", "", 0, tuple(map(self._entry, documents)), None, None, None),
            )

    def _lists(
        self, folder: str, title: str, description: str, documents: Sequence[Listed], meta: tuple[Meta, ...]
    ) -> Iterator[tuple[str, ListPage]]:
        """List pages numbered from the oldest, so that a new piece changes the newest page only, and one more when it is full.

        Full pages of `per_page` are p1.html (oldest), p2.html, …; index.html holds the newest `per_page` to
        `2 * per_page - 1` pieces (all of them when there are fewer).
        """
        crumbs = (Link("首页", self._url("")), Link(title, self._url(quote(folder)), True))
        full = max(0, len(documents) // self.per_page - 1)
        oldest_first = documents[::-1]

        def link(number: int) -> Link | None:
            if number < 1:
                return None
            return (
                Link(f"第 {number} 页", self._url(f"{quote(folder)}p{number}.html"))
                if number <= full
                else Link("最新", self._url(quote(folder)))
            )

        for number in range(full + 1):
            start = self.per_page * (number - 1)
            chosen = oldest_first[start : start + self.per_page] if number else oldest_first[full * self.per_page :]
            path = f"p{number}.html" if number else ""
            head = Head(
                f"{title}（第 {number} 页）" if number else title,
                self.absolute(quote(folder) + path),
                meta,
                section=crumbs[-1].url or "",
            )
            yield (
                f"{folder}{path or 'index.html'}",
                ListPage(
                    head,
                    crumbs,
                    title,
                    description,
                    number,
                    tuple(map(self._entry, chosen[::-1])),
                    newest=link(full + 1) if number else None,
                    newer=link(number + 1) if number else None,
                    older=link(number - 1) if number else link(full),
                ),
            )

    def article(self, document: Document, body: str, guest: Guest | None = None) -> ArticlePage:
        """The page of one document, or of a guest; `body` is HTML that has passed the allow-list."""
        item = document.item
        scope = guest.scope if guest and guest.scope else self.view.scope
        column = self.column_of.get(guest.column if guest else document.column)
        crumbs = [Link("首页", self._url(""))]
        if column and document.id.kind != "page":
            crumbs.append(Link(column.title, self._column_url(column) if column.key in self.by_column else None))
        media = item if isinstance(item, Article) else Article()
        image = self._figure(document, item.image, scope) if item.image else None
        meta = (
            *site_meta(self.view),
            *(column_meta(self.view, column) if column else ()),
            *article_meta(self.view, document, image.url if image else "", guest),
        )
        canonical = guest.canonical if guest else self.absolute(document.url)
        section = self._url(document.url) if document.id.kind == "page" else crumbs[-1].url
        return ArticlePage(
            head=Head(document.title, canonical, meta, index=document.is_listed and guest is None, section=section or ""),
            id=str(document.id),
            kind=document.id.kind,
            crumbs=tuple(crumbs),
            title=document.title,
            subtitle=item.subtitle or "",
            lang=item.lang or "zh-CN",
            body=Markup(body),  # noqa: S704 - Converter has passed it through the allow-list
            summary=document.excerpt,
            date_text=date_text(document),
            date_iso=item.date.isoformat() if item.date and document.has_day else document.day_text,
            modified_text=moment_text(item.modified),
            modified_iso=item.modified.isoformat() if item.modified else "",
            source=item.source or "",
            source_url=item.reprint.url if item.reprint and item.reprint.url.startswith(("https://", "http://")) else None,
            editor=item.editor or "",
            authors="、".join(item.authors),
            doc_number=item.doc_number or "",
            banners=tuple(self._banners(document, scope)),
            origin=Link(guest.home.short_name, guest.canonical) if guest else None,
            media=MEDIA_TITLES.get(media.media, ""),
            image=image,
            figures=tuple(self._figure(document, figure, scope) for figure in media.figures),
            video=self._video(document, media, scope),
            transcript=tuple(filter(None, (part.strip() for part in (media.transcript or "").split("\n")))),
            attachments=tuple(self._download(document, a.name, a.file, scope) for a in item.attachments),
            tags=() if guest else tuple(self._tags(document)),
            related=tuple(self._related(item.related, scope)),
            offline=tuple(self._offline(document)),
            extra=dict(item.model_extra or {}),
        )

    # -- parts -------------------------------------------------------------------------------------------------------

    def _tags(self, document: Document) -> Iterator[Link]:
        for tag in document.item.tags:
            slug = slugify(tag)
            if document.is_listed and slug in self.by_tag:
                yield Link(tag, self._url(f"tag/{quote(slug)}.html"))

    def _banners(self, document: Document, scope: Scope) -> Iterator[Link]:
        """What a reader must know before the text."""
        item = document.item
        if item.validity not in {None, Validity.IN_FORCE} and item.validity:
            yield Link(f"本文件{item.validity.label}", None)
        if text := expiry_banner(document):
            yield Link(text, None)
        if item.corrected:
            yield Link(f"更正（{moment_text(item.corrected.time)}）：{item.corrected.note}", None)
        if item.superseded_by:
            document_id = parse_id(item.superseded_by)
            target = scope.targets.get(document_id) if document_id else None
            yield Link(f"本文已被取代：{target.title}" if target else "本文已被取代", target.url if target else None)

    def _entry(self, listed: Listed) -> Entry:
        document, _, guest = listed
        item = document.item
        media = item.media if isinstance(item, Article) else "text"
        picture = item.image or (item.figures[0] if isinstance(item, Article) and item.figures and media == "image" else None)
        if guest and not guest.scope:
            picture = None  # a listed guest's pictures stay at home: no page loads anything from elsewhere
        return Entry(
            title=document.title,
            url=guest.url if guest else self._url(document.url),
            date_text=document.day_text,
            date_iso=item.date.isoformat() if item.date and document.has_day else document.day_text,
            summary=document.excerpt,
            media=MEDIA_TITLES.get(media, ""),
            image=self._file(document, picture.file, guest.scope if guest else None) if picture else None,
            image_alt=picture.alt if picture else "",
            state=document.state,
            origin=guest.home.short_name if guest else "",
        )

    def _figure(self, document: Document, picture: Picture, scope: Scope) -> Figure:
        return Figure(self._file(document, picture.file, scope), picture.alt, picture.caption or "")

    def _video(self, document: Document, item: Article, scope: Scope) -> Video | None:
        if item.video is None:
            return None
        poster, captions = item.video.poster, item.video.captions
        return Video(
            self._file(document, item.video.file, scope),
            self._file(document, poster, scope) if poster else None,
            self._file(document, captions, scope) if captions else None,
        )

    def _download(self, document: Document, name: str, path: str, scope: Scope) -> Download:
        url = self._file(document, path, scope)
        suffix = posixpath.splitext(path)[1].lstrip(".").upper()
        published = unquote(url[len(self.view.member.address.prefix) + 1 :])
        return Download(name, url, suffix, size_text(self.view.sizes.get(published, 0)))

    def _related(self, ids: Iterable[str], scope: Scope) -> Iterator[Link]:
        for written in ids:
            for document_id, target in scope.targets.items():
                if str(document_id) == written and target.url:
                    yield Link(target.title, target.url)

    def _offline(self, document: Document) -> Iterator[FooterItem]:
        offline = document.item.offline
        for key, label in (("phone", "电话"), ("address", "地址"), ("postcode", "邮编"), ("hours", "时间")):
            if value := getattr(offline, key, None):
                yield FooterItem(label, value)
