"""信访渠道: where letters, calls and visits go (信访工作条例 art. 18), from what the site's record and its standing page say."""

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from ..domain.document import Document
from ..domain.said import said
from .context import Head, Link, Row, Section, SectionsPage
from .official import PETITION_PAGES, SITE_TAGS, link_of, site_meta
from .output import Output
from .places import PETITIONS

if TYPE_CHECKING:
    from .site import Pages

TITLE = said("信访渠道")
NOTHING = said("本机关还没有在这里公布信访渠道。")
CALL = said("电话")
_OFFLINE = (("phone", CALL), ("address", said("来信来访地址")), ("postcode", said("邮政编码")), ("hours", said("接待时间")))


def outputs(pages: "Pages") -> Iterator[Output]:
    """The page, where the site has no standing page for it and its record names no other."""
    if link_of(pages.view, "petition_url") == pages.url(PETITIONS):
        address = pages.absolute(PETITIONS) if ways_in(pages) else None
        yield Output(f"{PETITIONS}index.html", "sections", partial(petition_page, pages), address=address, tags=SITE_TAGS)


def petition_page(pages: "Pages") -> SectionsPage:
    """The page; it says so where nothing is known."""
    site = pages.site
    known = ways_in(pages)
    above = [Row(link.title, link.url) for link in site.breadcrumb if link.url and not link.current]
    blocks = [Section(said("怎样反映"), known, NOTHING)]
    blocks += [Section(said("上级人大"), tuple(above))] if above else []
    lead = said("来信、来电、来访请写明事实、要求和联系方式，不要寄送原件。") if known else ""
    return SectionsPage(
        head=Head(TITLE, pages.absolute(PETITIONS), site_meta(pages.view), index=bool(known), section=pages.url(PETITIONS)),
        crumbs=(Link(said("首页"), site.home), Link(TITLE, None, True)),
        title=TITLE,
        lead=lead,
        blocks=tuple(blocks),
    )


def ways_in(pages: "Pages") -> tuple[Row, ...]:
    """A row for each way that is known: those of the standing page first, else how to reach the congress."""
    page = standing_page(pages)
    return tuple(_offline(page)) if page and page.item.offline else tuple(_contact(pages))


def standing_page(pages: "Pages") -> Document | None:
    """The page about petitions that editors have written; None without one."""
    return next((d for slug in PETITION_PAGES for d in pages.standing if d.id.slug == slug and d.id.kind == "page"), None)


def _offline(document: Document) -> Iterator[Row]:
    for key, label in _OFFLINE:
        if value := getattr(document.item.offline, key, None):
            yield Row(label, reach=value)


def _contact(pages: "Pages") -> Iterator[Row]:
    footer = pages.view.member.site.record.footer
    if footer.contact and footer.host_org:
        yield Row(said("受理机关"), reach=footer.host_org)
    if footer.contact:
        yield Row(said("地址和电话"), reach=footer.contact)
