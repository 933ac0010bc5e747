"""The site map for people, and the page that says what can be subscribed to."""

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import quote

from ..domain.said import said, word
from . import course, gathered_files
from .changes import changes_of, has_changes
from .cluster import TITLE
from .context import Head, Link, Row, Section, SectionsPage
from .directory import ways
from .official import SITE_TAGS, full, link_of, site_meta
from .output import Output
from .overview import calendar_of
from .places import CHANGES, FEEDS, MAP
from .site import feed_of

if TYPE_CHECKING:
    from .site import Pages

_TAGS = 60  # most used ones: all others are found by search


def outputs(pages: "Pages") -> Iterator[Output]:
    """The map; the page of feeds and calendars where there are any."""
    yield Output(f"{MAP}index.html", "sitemap", partial(map_page, pages), address=pages.absolute(MAP), tags=SITE_TAGS)
    if pages.site.feeds:
        yield Output(f"{FEEDS}index.html", "sections", partial(feeds_page, pages), address=pages.absolute(FEEDS), tags=SITE_TAGS)


def map_page(pages: "Pages") -> SectionsPage:
    """Everything that leads on, by what it is about."""
    blocks = [Section(title, tuple(rows)) for title, rows in _blocks(pages)]
    return _page(
        pages, MAP, said("网站地图"), said("本站的全部栏目和页面，按内容分组。"), [block for block in blocks if block.rows]
    )


def _page(pages: "Pages", path: str, title: str, lead: str, blocks: list[Section]) -> SectionsPage:
    head = Head(title, pages.absolute(path), site_meta(pages.view))
    return SectionsPage(head, (Link(said("首页"), pages.site.home), Link(title, None, True)), title, lead, tuple(blocks))


def _blocks(pages: "Pages") -> Iterator[tuple[str, list[Row]]]:
    site, roster, view = pages.site, pages.view.roster, pages.view
    shown = {link.url for group in site.groups for link in group.links}
    deputies = {
        said("选区"): pages.url("constituency/") if roster.constituencies else None,
        said("代表联络站"): pages.url("station/") if roster.stations else None,
        said("代表出缺"): pages.url("deputy/vacancies.html") if roster.vacancies else None,
        said("历任代表"): pages.url("deputy/former.html") if roster.former else None,
    }
    own = [Link(title, url) for title, url in deputies.items()]
    served = [(said("信访渠道"), "petition_url"), (said("长者模式"), "elder_url"), (said("无障碍声明"), "a11y_url")]
    usual = [Link(said("站内搜索"), site.search), *(Link(title, link_of(view, key)) for title, key in served)]
    shown |= {link.url for link in usual}
    yield said("常用"), list(_rows(usual))
    for group in site.groups:
        rows = [
            Row(link.title, link.url, (said("%(n)s 篇", n=number),) if (number := _number(pages, link)) else ())
            for link in group.links
        ]
        yield group.title, [*rows, *(_rows(own) if any(link.url == site.lookup for link in group.links) else ())]
    yield (
        said("其他页面"),
        [Row(d.title, pages.url(d.url), lang=d.foreign) for d in pages.standing if pages.url(d.url) not in shown],
    )
    most = sorted(pages.by_tag.items(), key=lambda pair: (-len(pair[1][1]), pair[0]))[:_TAGS]
    yield (
        said("标签"),
        [Row(tag, pages.url(f"tag/{quote(slug)}.html"), (said("%(n)s 篇", n=len(found)),)) for slug, (tag, found) in most],
    )
    yield said("全部内容"), list(_rows(ways(pages)))
    data = [
        Link(said("数据开放"), site.open_data),
        Link(said("订阅和日历"), site.feeds),
        Link(course.TITLE, pages.url(CHANGES) if course.has_weeks(pages) else None),
        Link(said("给搜索引擎的网址清单"), pages.url("sitemap.xml")),
    ]
    yield said("数据和订阅"), list(_rows(data))
    near = [link for link in (*site.breadcrumb, *site.kin) if not link.current]
    yield said("网站群"), list(_rows([Link(TITLE, site.directory), *near]))


def _number(pages: "Pages", link: Link) -> int:
    """How many lines the column has to which a link leads: texts of one law are one."""
    found = next((pages.by_column[key] for key in pages.by_column if pages.column_url(pages.column_of[key]) == link.url), ())
    return len({guest.url if guest else pages.kinds[piece.id.kind].stands(pages, piece) for piece, _, guest in found})


def _rows(links: "Iterator[Link] | list[Link] | tuple[Link, ...]") -> Iterator[Row]:
    yield from (Row(link.title, link.url) for link in links if link.url)


def feeds_page(pages: "Pages") -> SectionsPage:
    """What can be subscribed to, and how."""
    lead = said("订阅以后，有新内容时阅读软件会告诉您；日历可以加进手机，接待日、截止日到时提醒。")
    blocks = [
        Section(said("订阅（Atom）"), tuple(_feeds(pages)), said("本站还没有可以订阅的内容。")),
        Section(said("日历（iCalendar）"), tuple(_calendars(pages)), said("本站还没有日历。")),
        Section(
            said("怎么用"),
            (
                Row(
                    said("订阅"),
                    facts=(said("复制上面的地址，粘贴到阅读软件的“添加订阅”里。直接点开看到的是给软件读的文字，不是网页。"),),
                ),
                Row(said("日历"), facts=(said("在手机上点日历的地址，按提示添加；电脑上的日历软件用“通过网址订阅”。"),)),
            ),
        ),
    ]
    return _page(pages, FEEDS, said("订阅和日历"), lead, blocks)


def _pieces(number: int) -> tuple[str, ...]:
    return (said("%(n)s 篇", n=number),) if number else ()


def _fronts(pages: "Pages") -> Iterator[Link]:
    """Where a kind tells what is under way: there are a feed and a calendar beside it."""
    for kind in pages.kinds.values():
        if not kind.is_silent("gathers") and (link := kind.front(pages)):
            yield link


def _feeds(pages: "Pages") -> Iterator[Row]:
    site = pages.site
    if site.feed:
        yield Row(said("%(site)s全部新内容", site=site.short_name), full(pages, site.feed))
    if site.cluster_feed:
        yield Row(said("%(cluster)s各级新内容", cluster=site.cluster), full(pages, site.cluster_feed))
    yield from (Row(link.title, full(pages, f"{link.url}{gathered_files.FEED}")) for link in _fronts(pages))
    for kind in pages.kinds.values():
        if has_changes(pages, kind):
            yield Row(said("%(kind)s的变化", kind=word(kind.title)), pages.absolute(changes_of(kind.name)))
    yield from (
        Row(said("栏目：%(title)s", title=word(column.title)), pages.absolute(quote(feed_of(column.key)))) for column in pages.fed
    )


def _calendars(pages: "Pages") -> Iterator[Row]:
    for link in _fronts(pages):
        yield Row(said("%(title)s的截止日", title=word(link.title)), full(pages, f"{link.url}{gathered_files.CALENDAR}"))
    for kind in pages.kinds.values():
        if not kind.is_silent("events") and any(True for d in pages.own_of(kind.name) for _ in kind.events(d)):
            yield Row(said("本站的%(kind)s", kind=word(kind.title)), pages.absolute(calendar_of(kind.name)))
    for station in pages.view.roster.stations:
        if station.reception_days:
            yield Row(
                said("%(station)s接待日", station=station.name), pages.absolute(station.page.removesuffix(".html") + ".ics")
            )
