"""Whether a site's home page and columns are kept up to date (docs/domain.md §9)."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from ...domain.document import Document
from ...domain.federation import Federation, SiteView
from ...domain.finding import Finding, Place, Rule, Severity
from ...domain.site import Cadence, Column
from ...pages.hubs import hubs

SOURCE = "指标"
HOME_STALE = Rule(
    "home-stale",
    Severity.WARN,
    "首页超过 {days} 天没有更新（{newest}）",
    "发布新稿件，或采用下级报送的稿件。",
    SOURCE,
)
HOME_AGEING = Rule(
    "home-stale",
    Severity.INFO,
    "首页将在 {due} 超过 {days} 天没有更新",
    "在这一天之前发布新稿件，或采用下级报送的稿件。",
    SOURCE,
)
COLUMN_STALE = Rule(
    "column-stale",
    Severity.WARN,
    "栏目“{title}”超过 {days} 天没有更新（{newest}）",
    "发布新稿件；不再使用的栏目写进站点文件的 columns.hide，并把稿件移到别的栏目。",
    SOURCE,
)
COLUMN_AGEING = Rule(
    "column-stale",
    Severity.INFO,
    "栏目“{title}”将在 {due} 超过 {days} 天没有更新",
    "在这一天之前发布新稿件。",
    SOURCE,
)
COLUMN_EMPTY = Rule(
    "column-empty",
    Severity.INFO,
    "空白栏目（不进导航）：{titles}",
    "发布稿件，或建同名的常设页面；不设的栏目写进站点文件的 columns.hide。",
    SOURCE,
)
STALE_VETO = Rule(
    "columns-stale-veto",
    Severity.WARN,
    "未更新的栏目累计 {count} 个，达到单项否决的程度",
    "先更新动态类和公告类栏目；合并或隐藏长期不用的栏目。",
    SOURCE,
)
EMPTY_VETO = Rule(
    "columns-empty-veto",
    Severity.WARN,
    "空白栏目达 {count} 个，达到单项否决的程度",
    "补上内容；不设的栏目写进站点文件的 columns.hide。",
    SOURCE,
)
LEAST_NOTICE = timedelta(days=3)
HOME_NOTICE = timedelta(days=4)
LIVELY_LIMIT, STALE_LIMIT, EMPTY_LIMIT = 5, 10, 5


def findings(federation: Federation) -> Iterator[Finding]:
    """What is stale or empty on every site as of the federation's `now`; nothing for sites without any content, or of an organ
    that is there no more.
    """
    for view in federation.views.values():
        listed = {} if view.ended else _listed(view)
        if listed:
            yield from _home(view, listed, federation.now)
            yield from _columns(view, listed, federation.now)
            yield from _empty(view, listed, bool(federation.people.inputs(view.member.site.id)))


def moments(federation: Federation) -> Iterator[datetime]:
    """Every moment at which `findings` may be others, while the sites show the same."""
    for view in federation.views.values():
        listed = {} if view.ended else _listed(view)
        newest = {key: found for key, documents in listed.items() if (found := _newest(documents))}
        if newest:
            yield from _turns(max(newest.values()), view.member.cadence.home, HOME_NOTICE)
        for column in view.columns:
            days = _period(view.member.cadence, column.kind)
            if days and column.key in newest:
                yield from _turns(newest[column.key], days, LEAST_NOTICE)


def _turns(newest: datetime, days: int, least: timedelta) -> Iterator[datetime]:
    """When it is first told that a period ends, and when it has ended."""
    due = newest + timedelta(days=days)
    yield due - _notice(days, least)
    yield due + timedelta.resolution


def _notice(days: int, least: timedelta) -> timedelta:
    """How long before its end a period of so many days is told to end."""
    return max(least, timedelta(days=days) / 10)


def _listed(view: SiteView) -> dict[str, list[Document]]:
    """What each column lists: the site's own articles and its guests."""
    found: dict[str, list[Document]] = {}
    for document in view.documents:
        if document.is_listed and not document.standing:
            found.setdefault(document.column, []).append(document)
    for guest in view.guests:
        found.setdefault(guest.column, []).append(guest.document)
    return found


def _home(view: SiteView, listed: dict[str, list[Document]], now: datetime) -> Iterator[Finding]:
    newest = max(filter(None, map(_newest, listed.values())), default=None)
    days = view.member.cadence.home
    if _is_over(newest, days, now):
        yield HOME_STALE.at(_place(view), days=days, newest=_told(newest))
    elif newest and now >= (due := newest + timedelta(days=days)) - _notice(days, HOME_NOTICE):
        yield HOME_AGEING.at(_place(view), days=days, due=_day(due))


def _columns(view: SiteView, listed: dict[str, list[Document]], now: datetime) -> Iterator[Finding]:
    place = _place(view)
    stale = []
    for column in view.columns:
        days = _period(view.member.cadence, column.kind)
        if not days or column.key not in listed:
            continue
        newest = _newest(listed[column.key])
        if _is_over(newest, days, now):
            stale.append(column.kind)
            yield COLUMN_STALE.at(place, title=_named(column), days=days, newest=_told(newest))
        elif newest and now >= (due := newest + timedelta(days=days)) - _notice(days, LEAST_NOTICE):
            yield COLUMN_AGEING.at(place, title=_named(column), days=days, due=_day(due))
    lively = sum(kind in {"news", "notice"} for kind in stale)
    if lively >= LIVELY_LIMIT or len(stale) >= STALE_LIMIT:
        yield STALE_VETO.at(place, count=len(stale))


def _named(column: Column) -> str:
    """A column with who has to see to it."""
    return f"{column.title}（{column.owner_dept}）" if column.owner_dept else column.title


def _empty(view: SiteView, listed: dict[str, list[Document]], has_roster: bool) -> Iterator[Finding]:
    """A column is not empty when a standing page, the roster of deputies or what there is to turn to stands in for it."""
    standing = {document.id.slug for document in view.documents if document.is_listed and document.standing}
    standing |= ({"deputies"} if has_roster else set()) | hubs(view, has_roster)
    empty = [column.title for column in view.member.columns if column.key not in listed.keys() | standing]
    if empty:
        yield COLUMN_EMPTY.at(_place(view), titles="、".join(empty))
    if len(empty) >= EMPTY_LIMIT:
        yield EMPTY_VETO.at(_place(view), count=len(empty))


def _place(view: SiteView) -> Place:
    """The site's record, at its columns when it names any."""
    site = view.member.site
    return Place(site.id, site.path, site.lines.get("columns", 0))


def _newest(documents: list[Document]) -> datetime | None:
    """When the newest dated one was published; None when none is dated."""
    return max((document.date for document in documents if document.date), default=None)


def _is_over(newest: datetime | None, days: int, now: datetime) -> bool:
    """True when the period has run out; what is undated counts as stale."""
    return newest is None or now - newest > timedelta(days=days)


def _period(cadence: Cadence, kind: str) -> int:
    """Days after which a column of this class is stale; 0 for classes without a clock."""
    return {"news": cadence.news, "notice": cadence.notice, "yearly": cadence.yearly}.get(kind, 0)


def _day(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%d")


def _told(newest: datetime | None) -> str:
    return f"最近一篇 {_day(newest)}" if newest else "稿件都没有日期"
