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
from ..domain.ids import slugify
from ..domain.item import Picture, Validity
from ..domain.links import Scope, file_url
from ..domain.moment import SHANGHAI
from ..domain.record import Record
from ..domain.site import Column
from ..records.article import MEDIA_TITLES, Article
from .context import (
    ArticlePage,
    Box,
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

Listed = tuple[Document, str, Guest | None]
"""A line of a list: the document, the column it stands in here, and the guest it is when its home is elsewhere."""

UNDATED = datetime(1970, 1, 1, tzinfo=SHANGHAI)  # where a library insists on a date; pages say that there is none
FEED = "feeds/all.atom.xml"
CLUSTER_FEED = "feeds/cluster.atom.xml"
_FOOTER = (
    ("host_org", "主办单位"),
    ("supervisor_org", "主管单位"),
    ("operator_org", "承办单位"),
    ("contact", "联系方式"),
    ("report_phone", "违法和不良信息举报电话"),
    ("report_email", "举报邮箱"),
    ("tech_support", "技术支持"),
    ("icp", "ICP备案号"),
    ("psb", "公安机关备案号"),
    ("party_gov_mark", "党政机关网站标识"),
    ("news_license", "互联网新闻信息服务许可证"),
    ("site_id_code", "网站标识码"),
    ("copyright", "版权"),
)
_FOOTER_LINKS = (
    ("a11y_url", "无障碍声明"),
    ("elder_url", "长者模式"),
    ("petition_url", "信访渠道"),
    ("error_report_url", "网站找错"),
)


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
        footer = tuple(self._footer(site.record.footer))
        linked = {item.url for item in footer}
        is_top = not any(neighbour.url for neighbour in view.breadcrumb[:-1])
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
            columns=tuple(self._navigation()),
            pages=tuple(Link(d.title, self._url(d.url)) for d in self.standing if self._url(d.url) not in linked),
            feed=self._url(FEED) if self.feed_documents else None,
            cluster_feed=self._url(CLUSTER_FEED) if is_top else None,
            emblem=site.record.footer.emblem,
            footer=footer,
        )

    def _navigation(self) -> Iterator[Link]:
        """Columns with content, and columns for which a standing page of the same name stands in."""
        standing = {document.id.slug: document for document in self.standing}
        for column in self.view.columns:
            if column.key in self.by_column:
                yield Link(column.title, self._column_url(column))
            elif document := standing.get(column.key):
                yield Link(column.title, self._url(document.url))

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
        return tuple(listed for listed in self.listed if listed[0].date)

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
    def _columns(self) -> dict[str, Column]:
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
        head = Head(self.site.short_name, self.absolute(""), self._site_meta())
        newest = [self._entry(document) for document in self.listed[:10]]
        first = next((entry for entry in newest if entry.image), None)
        lead = [first, *(entry for entry in newest if entry is not first)] if first else newest
        return HomePage(head, tuple(lead[:6]), tuple(boxes))

    def not_found(self) -> NotFoundPage:
        """The page for addresses that lead nowhere."""
        return NotFoundPage(Head("没有找到这个页面", None, self._site_meta(), index=False))

    def redirect(self, url: str) -> RedirectPage:
        """The page at an old address; `url` is the new one as seen from here."""
        canonical = url if "://" in url else self.view.member.address.origin + url
        return RedirectPage(Head("页面已移动", canonical, self._site_meta(), index=False), url)

    def withdrawn(self, stone: Tombstone) -> WithdrawnPage:
        """What stands in the place of a withdrawn piece."""
        return WithdrawnPage(Head("内容已撤回", None, self._site_meta(), index=False), stone.reason, moment_text(stone.time))

    def columns(self) -> Iterator[tuple[str, ListPage]]:
        """File and value of every list page of every column."""
        for key, documents in self.by_column.items():
            column = self._columns[key]
            meta = (*self._site_meta(), *self._column_meta(column))
            yield from self._lists(f"{key}/", column.title, column.description or "", documents, meta)

    def tags(self) -> Iterator[tuple[str, ListPage]]:
        """File and value of the page of every tag, all its pieces on one."""
        for slug, (tag, documents) in sorted(self.by_tag.items()):
            head = Head(f"标签：{tag}", self.absolute(f"tag/{quote(slug)}.html"), self._site_meta(), index=False)
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
            head = Head(f"{title}（第 {number} 页）" if number else title, self.absolute(quote(folder) + path), meta)
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
        column = self._columns.get(guest.column if guest else document.column)
        crumbs = [Link("首页", self._url(""))]
        if column and document.id.kind != "page":
            crumbs.append(Link(column.title, self._column_url(column) if column.key in self.by_column else None))
        media = item if isinstance(item, Article) else Article()
        meta = (*self._site_meta(), *(self._column_meta(column) if column else ()), *self._article_meta(document, guest))
        canonical = guest.canonical if guest else self.absolute(document.url)
        return ArticlePage(
            head=Head(document.title, canonical, meta, index=document.is_listed and guest is None),
            id=str(document.id),
            kind=document.id.kind,
            crumbs=tuple(crumbs),
            title=document.title,
            subtitle=item.subtitle or "",
            lang=item.lang or "zh-CN",
            body=Markup(body),  # noqa: S704 - Converter has passed it through the allow-list
            summary=document.excerpt,
            date_text=moment_text(item.date),
            date_iso=item.date.isoformat() if item.date else "",
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
            image=self._figure(document, item.image, scope) if item.image else None,
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
        if item.corrected:
            yield Link(f"更正（{moment_text(item.corrected.time)}）：{item.corrected.note}", None)
        if item.superseded_by:
            target = next((t for i, t in scope.targets.items() if str(i) == item.superseded_by), None)
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
            date_text=item.date.strftime("%Y-%m-%d") if item.date else "",
            date_iso=item.date.isoformat() if item.date else "",
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

    def _footer(self, footer: Record) -> Iterator[FooterItem]:
        for key, label in _FOOTER:
            if value := getattr(footer, key):
                yield FooterItem(label, value, f"mailto:{value}" if key == "report_email" else None)
        for key, label in _FOOTER_LINKS:
            value = getattr(footer, key)
            url = value if value and value.startswith(("https://", "http://", "/")) else self._own(value) if value else None
            if url:
                yield FooterItem("", label, url)

    def _own(self, written: str) -> str | None:
        """The URL of one of this site's documents named as `page/petition` or by its whole id."""
        name = written.removeprefix("id:").removeprefix(f"{self.view.member.site.id}:")
        return next((self._url(d.url) for d in self.view.documents if f"{d.id.kind}/{d.id.slug}" == name), None)

    def _site_meta(self) -> tuple[Meta, ...]:
        site = self.view.member.site
        rows = [("SiteName", site.record.short_name), ("SiteDomain", self.view.member.address.host)]
        if code := site.record.footer.site_id_code:
            rows.append(("SiteIDCode", code))
        return tuple(Meta(*row) for row in rows)

    def _column_meta(self, column: Column) -> tuple[Meta, ...]:
        area, kinds = self.view.member.site.area, {"news": "新闻动态", "notice": "通知公告", "static": "概况信息"}
        description = column.description or f"{area}人大“{column.title}”栏目"
        rows = (
            ("ColumnName", column.title),
            ("ColumnDescription", description),
            ("ColumnKeywords", f"{area},人大,{column.title}"),
            ("ColumnType", kinds.get(column.kind, "公开信息")),
        )
        return tuple(Meta(*row) for row in rows)

    def _article_meta(self, document: Document, guest: Guest | None) -> tuple[Meta, ...]:
        item = document.item
        image = self._file(document, item.image.file, guest.scope if guest else None) if item.image else ""
        rows = (
            ("ArticleTitle", document.title),
            ("PubDate", moment_text(item.date)),
            ("ContentSource", item.source or (guest.home.short_name if guest else self.view.member.site.record.short_name)),
            ("Keywords", ",".join((*item.keywords, *item.tags))),
            ("Author", ",".join(item.authors)),
            ("Description", document.excerpt),
            ("Image", self.view.member.address.origin + image if image else ""),
            ("Url", guest.canonical if guest else self.absolute(document.url)),
        )
        return tuple(Meta(name, content) for name, content in rows if content)


def moment_text(moment: datetime | None) -> str:
    """`YYYY-MM-DD HH:MM`, or "" when there is none."""
    return moment.strftime("%Y-%m-%d %H:%M") if moment else ""


def size_text(size: int) -> str:
    """A file size for readers."""
    if size < 1024 * 1024:
        return f"{max(1, round(size / 1024))} KB" if size else ""
    return f"{size / 1024 / 1024:.1f} MB"
