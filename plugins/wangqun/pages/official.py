"""What pages say of themselves officially: the footer's identity block and the meta tags (docs/domain.md §5)."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from ..domain.document import Document
from ..domain.federation import Guest, SiteView
from ..domain.hosts import is_outside
from ..domain.said import said
from ..domain.site import Column
from .context import FooterItem, Meta
from .places import ELDER, PETITIONS, STATEMENT

if TYPE_CHECKING:
    from .site import Pages

_FOOTER = (
    ("host_org", said("主办单位")),
    ("supervisor_org", said("主管单位")),
    ("operator_org", said("承办单位")),
    ("contact", said("联系方式")),
    ("report_phone", said("违法和不良信息举报电话")),
    ("report_email", said("举报邮箱")),
    ("tech_support", said("技术支持")),
    ("icp", said("ICP备案号")),
    ("psb", said("公安机关备案号")),
    ("party_gov_mark", said("党政机关网站标识")),
    ("news_license", said("互联网新闻信息服务许可证")),
    ("site_id_code", said("网站标识码")),
    ("copyright", said("版权")),
)
_FOOTER_LINKS = (
    ("a11y_url", said("无障碍声明")),
    ("elder_url", said("长者模式")),
    ("petition_url", said("信访渠道")),
    ("error_report_url", said("网站找错")),
)
PETITION_PAGES, STATEMENT_PAGES = (
    ("petition", "petitions", "xinfang"),
    ("a11y", "accessibility"),
)  # slugs of pages that editors write
_OWN: Mapping[str, tuple[tuple[str, ...], str]] = {
    "a11y_url": ((), STATEMENT),
    "elder_url": ((), ELDER),
    "petition_url": (PETITION_PAGES, PETITIONS),
}
_CONTACTS = (
    ("host_org", said("办公机构")),
    ("contact", said("地址和电话")),
    ("report_phone", said("举报电话")),
    ("report_email", said("举报邮箱")),
)
SITE_TAGS = ("SiteName", "SiteDomain")
COLUMN_TAGS = ("ColumnName", "ColumnDescription", "ColumnKeywords", "ColumnType")
TITLE = "ArticleTitle"
ARTICLE_TAGS = (TITLE, "ContentSource")
_COLUMN_TYPES = {"news": "新闻动态", "notice": "通知公告", "static": "概况信息"}


def footer_items(view: SiteView) -> Iterator[FooterItem]:
    """The identity block of a site, then its links; a link may name one of the site's own documents."""
    footer = view.member.site.record.footer
    for key, label in _FOOTER:
        if value := getattr(footer, key):
            yield FooterItem(label, value, f"mailto:{value}" if key == "report_email" else None)
    for neighbour in view.origins:
        yield FooterItem(said("前身"), neighbour.short_name, neighbour.url)
    for key, label in _FOOTER_LINKS:
        if url := link_of(view, key):
            yield FooterItem("", label, url, is_outside(url, view.scope.hosts))


def link_of(view: SiteView, key: str) -> str | None:
    """Where a link of the footer leads: to what the site's record says, else to its own page for it, where there is one."""
    written = getattr(view.member.site.record.footer, key)
    if written and (url := written if written.startswith(("https://", "http://", "/")) else _own(view, written)):
        return url
    slugs, path = _OWN.get(key, ((), ""))
    return own_page(view, slugs) or (f"{view.member.address.prefix}/{path}" if path else None)


def own_page(view: SiteView, slugs: Iterable[str]) -> str | None:
    """The address of the first of these standing pages that the site has."""
    return next((url for slug in slugs if (url := _own(view, f"page/{slug}"))), None)


def contacts(view: SiteView) -> Iterator[FooterItem]:
    """How people reach the office: what the footer says of it."""
    footer = view.member.site.record.footer
    known = [(key, label, value) for key, label in _CONTACTS if (value := getattr(footer, key))]
    for _, label, value in known:
        yield FooterItem(label, value)
    if known or footer.petition_url or own_page(view, PETITION_PAGES):
        yield FooterItem(said("信访"), said("信访渠道"), link_of(view, "petition_url"))


def _own(view: SiteView, written: str) -> str | None:
    """The URL of one of this site's documents named as `page/petition` or by its whole id."""
    name = written.removeprefix("id:").removeprefix(f"{view.member.site.id}:")
    prefix = view.member.address.prefix
    return next((f"{prefix}/{d.url}" for d in view.documents if f"{d.id.kind}/{d.id.slug}" == name), None)


def full(pages: "Pages", url: str) -> str:
    """A link as it leads from elsewhere too."""
    return url if "://" in url else pages.view.member.address.origin + url


def site_meta(view: SiteView) -> tuple[Meta, ...]:
    """The tags of every page."""
    record = view.member.site.record
    rows = (
        ("SiteName", record.short_name),
        ("SiteDomain", view.member.address.host.partition(":")[0]),
        ("SiteIDCode", record.footer.site_id_code),
    )
    return tuple(Meta(name, content) for name, content in rows if content)


def column_meta(view: SiteView, column: Column) -> tuple[Meta, ...]:
    """The tags of a column's pages and of the documents in it."""
    area = view.member.site.area
    return (
        Meta("ColumnName", column.title),
        Meta("ColumnDescription", column.description or f"{area}人大“{column.title}”栏目"),
        Meta("ColumnKeywords", f"{area},人大,{column.title}"),
        Meta("ColumnType", _COLUMN_TYPES.get(column.kind, "公开信息")),
    )


def article_meta(view: SiteView, document: Document, image: str, guest: Guest | None) -> tuple[Meta, ...]:
    """The tags of a document's page; `image` is the URL of its picture on this host, or ""."""
    item, address = document.item, view.member.address
    rows = (
        ("ArticleTitle", document.title),
        ("PubDate", moment_text(item.date) if document.has_day else ""),
        ("ContentSource", item.source or (guest.home.short_name if guest else view.member.site.record.short_name)),
        ("Keywords", ",".join((*item.keywords, *item.tags))),
        ("Author", ",".join(item.authors)),
        ("Description", document.excerpt),
        ("Image", address.origin + image if image else ""),
        ("Url", guest.canonical if guest else address.absolute(document.url)),
    )
    return tuple(Meta(name, content) for name, content in rows if content)


def document_tags(document: Document) -> tuple[str, ...]:
    """The tags that a document's page must have. A piece without a day has no PubDate, a standing page no column."""
    column = () if document.standing else COLUMN_TAGS
    return (*SITE_TAGS, *column, *ARTICLE_TAGS, *(("PubDate",) if document.has_day else ()))


def date_text(document: Document) -> str:
    """When a piece was published, to the minute where that is known, else the year or month that is."""
    return moment_text(document.date) if document.has_day else document.day_text


def moment_text(moment: datetime | None) -> str:
    """`YYYY-MM-DD HH:MM`, or "" when there is none."""
    return moment.strftime("%Y-%m-%d %H:%M") if moment else ""


def size_text(size: int) -> str:
    """A file size for readers."""
    if size < 1024 * 1024:
        return f"{max(1, round(size / 1024))} KB" if size else ""
    return f"{size / 1024 / 1024:.1f} MB"
