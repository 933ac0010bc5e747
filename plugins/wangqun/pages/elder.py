"""长者模式 without script: seven pages in large type that lead to each other (docs/domain.md §6)."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from ..domain.deputy import roles
from ..domain.moment import day_words, weekday_words
from ..domain.reception import coming
from ..domain.roster import Station, Village
from ..domain.said import said, together, word
from .context import ElderPage, Head, Link, Row, Section
from .gathered import gathered
from .official import SITE_TAGS, link_of, site_meta
from .output import Output
from .petitions import CALL, NOTHING, ways_in
from .places import ELDER, TASKS, elder_pages

if TYPE_CHECKING:
    from .site import Listed, Pages

_NEWEST = 10
_DATES = 3
_STATIONS = 40  # on one page in large type; all others are on the page of stations
_VILLAGES = 60
_HOW = {True: said("按住的村、社区找"), False: said("按姓名、选区、联络站找")}  # deputies, where places are known and where not


def outputs(pages: "Pages") -> Iterator[Output]:
    """The seven pages; the sitemap names the first."""
    for name in TASKS:
        address = pages.absolute(ELDER) if name == "index" else None
        yield Output(f"{ELDER}{name}.html", "elder", partial(elder_page, pages, name), address=address, tags=SITE_TAGS)


def elder_page(pages: "Pages", name: str) -> ElderPage:
    """One of the seven."""
    is_first = name == "index"
    title = said("长者模式") if is_first else TASKS[name]
    lead, blocks = _CONTENT[name](pages)
    head = Head(
        title if is_first else said("%(title)s（长者模式）", title=word(title)),
        pages.absolute(ELDER + ("" if is_first else f"{name}.html")),
        site_meta(pages.view),
        index=is_first,
        section=pages.url(ELDER + ("" if is_first else f"{name}.html")),
    )
    return ElderPage(head, title, lead, tuple(blocks))


Content = tuple[str, Sequence[Section]]


def _index(pages: "Pages") -> Content:
    """The other six with what can be said of each in a line."""
    receptions = [day for station in pages.view.roster.stations for day in _days(pages, station)[:1]]
    now_open = sum(row.state == _open_word(row.state, pages) for row in _open_rows(pages))
    known = {
        "deputies": _HOW[pages.view.roster.has_places] if pages.view.roster.is_found else "",
        "open": said("现在有 %(n)s 件", n=now_open) if now_open else "",
        "petitions": said("写信、打电话、上门"),
        "reception": said("最近一次：%(when)s", when=min(receptions)[1]) if receptions else "",
        "notices": next((row.title for row in _newest(pages)), ""),
        "contact": pages.view.member.site.record.footer.contact or "",
    }
    rows = [
        Row(link.title, link.url, tuple(filter(None, (known[name],))))
        for name, link in zip(TASKS, elder_pages(pages.site.home), strict=True)
        if name != "index"
    ]
    return said("字大、按钮大、只留常用的事。点下面的一项。"), [Section("", tuple(rows))]


def _deputies(pages: "Pages") -> Content:
    roster, home = pages.view.roster, pages.site.home
    blocks = []
    if roster.counties:
        rows = [Row(county.name, county.url or None) for county in roster.counties]
        blocks.append(Section(said("选您住的地方"), tuple(rows)))
    alone = len(roster.lookup) == 1 and not roster.counties
    for town in roster.lookup if alone else ():
        rows = [Row(v.name, f"{home}my/#{v.code}", tuple(_people(v))) for v in town.villages[:_VILLAGES]]
        blocks.append(Section(town.name, tuple(rows), said("还没有公开的村、社区。"), Link(said("全部村、社区"), f"{home}my/")))
    if roster.lookup and not alone:
        rows = [
            Row(town.name, f"{home}my/{town.code}.html", (said("%(n)s 个村、社区", n=len(town.villages)),))
            for town in roster.lookup
        ]
        blocks.append(Section(said("选您住的乡镇、街道"), tuple(rows)))
    if roster.is_found and not roster.has_places:
        blocks.append(Section(said("按姓名、选区找"), (Row(said("全部代表，有电话、联络站和下次接待日"), f"{home}my/"),)))
    elif not roster.is_empty:
        blocks.append(Section(said("按姓名找"), (Row(said("代表名录"), f"{home}deputy/"),)))
    if roster.stations:
        blocks.append(Section(said("代表联络站"), tuple(_station(pages, station) for station in roster.stations[:_STATIONS])))
    return (said("点地方的名字，再找到您的村或社区。") if roster.has_places else ""), blocks or [
        Section("", (), said("本站还没有公开代表名录。"))
    ]


def _people(village: Village) -> Iterator[str]:
    """Who represents a village: each person once, with all that they are."""
    held: dict[str, list[str]] = {}
    for one in village.representatives:
        held.setdefault(one.name, []).append(roles(one.role))
    for name, found in held.items():
        if name:
            yield said("%(name)s（%(roles)s）", name=name, roles=together("、", dict.fromkeys(found)))


def _open(pages: "Pages") -> Content:
    rows = _open_rows(pages)
    lead = said("点标题看材料和提意见的办法，电话、写信都可以。") if rows else ""
    return lead, [Section("", tuple(rows), said("现在没有正在征求意见的事项。"))]


def _petitions(pages: "Pages") -> Content:
    url = link_of(pages.view, "petition_url")
    known = ways_in(pages)
    return "", [Section("", known, NOTHING, Link(said("查看全文"), url) if url and known else None)]


def _reception(pages: "Pages") -> Content:
    found = [(days, station) for station in pages.view.roster.stations if (days := _days(pages, station))]
    found.sort(key=lambda pair: (pair[0][0][0], pair[1].key))
    rows = [
        Row(station.name, pages.url(station.page), (*(text for _, text in days), station.address), reach=station.phone)
        for days, station in found[:_STATIONS]
    ]
    if rows:
        stations = Link(said("全部联络站"), pages.url("station/"))
        return said("可以直接去，也可以先打电话。"), [Section("", tuple(rows), "", stations)]
    petitions = Link(said("信访渠道"), link_of(pages.view, "petition_url"))
    return "", [Section("", (), said("没有联络站的接待日。来访、来信、来电见信访渠道。"), petitions)]


def _notices(pages: "Pages") -> Content:
    return "", [Section("", tuple(_newest(pages)), said("还没有通知。"), Link(said("更多"), pages.site.home))]


def _contact(pages: "Pages") -> Content:
    footer = pages.view.member.site.record.footer
    blocks = []
    congress = [Row(footer.host_org or pages.site.name, reach=footer.contact)] if footer.contact else []
    for label, value in ((said("违法和不良信息举报电话"), footer.report_phone), (said("举报邮箱"), footer.report_email)):
        congress += [Row(label, reach=value)] if value else []
    blocks.append(Section(said("本机关"), tuple(congress), said("本机关还没有在这里公布电话。")))
    if petitions := tuple(row for row in ways_in(pages) if row.title == CALL):
        blocks.append(Section(said("信访"), petitions))
    if reached := [_station(pages, station) for station in pages.view.roster.stations[:_STATIONS] if station.phone]:
        blocks.append(Section(said("代表联络站"), tuple(reached)))
    return said("点号码就可以拨打。"), blocks


_CONTENT: dict[str, Callable[["Pages"], Content]] = {
    "index": _index,
    "deputies": _deputies,
    "open": _open,
    "petitions": _petitions,
    "reception": _reception,
    "notices": _notices,
    "contact": _contact,
}


def _open_rows(pages: "Pages") -> list[Row]:
    """What is under way here and below, else above, of every kind of which such is told."""
    kinds = [kind for kind in pages.kinds.values() if not kind.is_silent("gathers")]
    return [_row(pages, line) for kind in kinds for line in gathered(pages, kind.name)]


def _open_word(state: str, pages: "Pages") -> str:
    """The first state of a kind that is told across sites, if this is one."""
    firsts = {next(iter(k.facets[0].titles.values())) for k in pages.kinds.values() if not k.is_silent("gathers") and k.facets}
    return state if state in firsts else ""


def _newest(pages: "Pages") -> list[Row]:
    """The newest pieces of the column of notices, else of all."""
    notices = pages.by_column.get("notices") or pages.feed_documents
    return [_row(pages, line) for line in notices[:_NEWEST]]


def _row(pages: "Pages", line: "Listed") -> Row:
    entry = pages.entry(line)
    facts = (entry.origin, *entry.facts, *((entry.date_text,) if not entry.turns else ()))
    return Row(entry.title, entry.url, tuple(filter(None, facts)), state=entry.state, turns=entry.turns, lang=entry.lang)


def _station(pages: "Pages", station: Station) -> Row:
    return Row(station.name, pages.url(station.page), tuple(filter(None, (station.address, station.hours))), reach=station.phone)


def _days(pages: "Pages", station: Station) -> list[tuple[str, str]]:
    """The next reception days of a station, each with its words: 2026年12月9日（星期三）09:00–11:00."""
    as_of = pages.view.roster.as_of
    if not as_of:
        return []
    found = coming(station.reception_days, date.fromisoformat(as_of[:10]), _DATES)
    return [(day.isoformat(), _day_text(day, "–".join(filter(None, (rule.start, rule.end))))) for day, rule in found]


def _day_text(day: date, hours: str) -> str:
    return said("%(day)s（%(weekday)s）%(hours)s", day=day_words(day), weekday=word(weekday_words(day)), hours=hours)
