"""Pages beside the pieces: the overview with its lists, and the figures of sessions."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial

from ...domain.document import Document
from ...domain.federation import SiteView
from ...domain.said import said, word
from ...pages.charts import Amount, Bars, bars
from ...pages.context import Count, Head, Link, Meta
from ...pages.context.overview import Choice
from ...pages.kinds import Figures
from ...pages.official import COLUMN_TAGS, SITE_TAGS, site_meta
from ...pages.output import Output
from ...pages.overview import overview
from ...pages.site import Pages
from ...pages.sortings import url_of
from . import statistics
from .context import SessionFigures, StatisticsPage, UnitRow
from .provinces import Periods
from .statistics import FEW, Fact, rate

TITLE = said("各次会议的统计")
NOTE = said(
    "办复率是已答复的占已交办的；满意率是“非常满意”和“满意”的占已评价的，未反馈的不计。"
    "不足 5 件的只列件数；不公开的只计入件数、交办和答复。"
)


def overviews(pages: Pages, name: str, periods: Periods) -> Iterator[Output]:
    """All of a kind, by state, by unit, subject and deputy; and the figures."""
    own = pages.own_of(name)
    facts = tuple(facts_of(pages, name, own, periods))
    number = len(statistics.by_session(facts))
    beside = (Choice(TITLE, pages.url(place_of(name)), number),) if facts else ()
    about = f"{pages.view.member.site.area}人大的{pages.kinds[name].title}和办理情况"
    yield from overview(pages, name, "overview", about, beside=beside)
    if facts:
        make = partial(_statistics, pages, name, facts)
        tags = (*SITE_TAGS, *COLUMN_TAGS)
        yield Output(place_of(name), "suggestion_statistics", make, address=pages.absolute(place_of(name)), tags=tags)


def addresses(view: SiteView, name: str) -> Iterator[str]:
    """Where the figures stand, by the site's view alone."""
    if view.withheld.get(name) or any(d.id.kind == name and d.is_listed and not d.standing for d in view.documents):
        yield place_of(name)


def place_of(name: str) -> str:
    """Where the figures of a kind stand below the site."""
    return f"{name}/by/statistics.html"


def figures(documents: Sequence[Document], periods: Periods) -> Figures:
    """What some of them come to: as a session does, without what tells its units apart, and charts of what all have."""
    facts = tuple(statistics.fact(document, periods) for document in documents)
    return Figures(_counts(statistics.figures(facts)), tuple(chart for chart in _charts(0, facts) if len(chart.bars) > 1))


def facts_of(pages: Pages, name: str, own: Iterable[Document], periods: Periods) -> Iterator[Fact]:
    """What the site's own count as, those that are not public too."""
    yield from (statistics.fact(document, periods) for document in own)
    yield from statistics.hidden(pages.view.withheld.get(name, ()))


def _statistics(pages: Pages, name: str, facts: tuple[Fact, ...]) -> StatisticsPage:
    kind, area = pages.kinds[name], pages.view.member.site.area
    title = said("%(kind)s：%(title)s", kind=word(kind.title), title=word(TITLE))
    front = pages.url(f"{name}/")
    meta = (
        *site_meta(pages.view),
        Meta("ColumnName", kind.title),
        Meta("ColumnDescription", f"{area}人大的{title}"),
        Meta("ColumnKeywords", f"{area},人大,{kind.title}"),
        Meta("ColumnType", "公开信息"),
    )
    is_listed = any(line[0].id.kind == name for line in pages.listed)
    sessions = tuple(
        session(at, heading, group, partial(url_of, pages, name, "unit"))
        for at, (heading, group) in enumerate(sorted(statistics.by_session(facts).items(), reverse=True))
    )
    return StatisticsPage(
        head=Head(title, pages.absolute(place_of(name)), meta, section=front),
        crumbs=(Link(said("首页"), pages.url("")), Link(kind.title, front if is_listed else None), Link(title, None, True)),
        title=title,
        note=NOTE,
        sessions=sessions,
    )


def session(at: int, heading: str, facts: tuple[Fact, ...], link: Callable[[str], str | None]) -> SessionFigures:
    """The figures of one session, as its page shows them; `at` tells its charts from others, `link` leads to a unit's own."""
    slow = tuple(
        Amount(unit, days)
        for unit, group in statistics.by_unit(facts).items()
        if len(group) >= FEW and (days := statistics.figures(group).median_days) is not None
    )
    more = (
        (bars(f"wq-chart-days-{at}", said("各单位半数在几天内答复"), slow, (said("单位"), said("天数")), said("%(n)s 天")),)
        if slow
        else ()
    )
    charts = (*_charts(at, facts), *more)
    return SessionFigures(heading, _counts(statistics.figures(facts)), (), charts, tuple(_units(facts, link)))


def _counts(sums: statistics.Figures) -> tuple[Count, ...]:
    """Numbers; rates and days only of five that were handed over, and more."""
    counts = [Count(said("件数"), str(sums.total))]
    if sums.hidden:
        counts.append(Count(said("其中不公开"), str(sums.hidden)))
    counts += [Count(said("交办"), str(sums.assigned)), Count(said("答复"), str(sums.replied))]
    if sums.assigned >= FEW:
        rates = (
            (said("办复率"), rate(sums.replied, sums.assigned)),
            (said("满意率"), rate(sums.satisfied, sums.rated)),
            (said("基本满意率"), rate(sums.basically, sums.rated)),
        )
        counts += [Count(label, value) for label, value in rates if value]
        if sums.median_days is not None:
            counts.append(Count(said("半数在几天内答复"), said("%(n)s 天", n=sums.median_days)))
    return tuple(counts)


def _charts(at: int, facts: tuple[Fact, ...]) -> Iterator[Bars]:
    for field, label in (
        ("form", said("种类")),
        ("subject", said("类别")),
        ("outcome", said("办理结果")),
        ("rating", said("代表评价")),
    ):
        if found := tuple(statistics.amounts(facts, field)):
            yield bars(f"wq-chart-{field}-{at}", label, (Amount(*each) for each in found), (label, said("件数")))


def _units(facts: tuple[Fact, ...], link: Callable[[str], str | None]) -> Iterator[UnitRow]:
    for unit, group in statistics.by_unit(facts).items():
        sums = statistics.figures(group)
        enough = len(group) >= FEW
        days = sums.median_days if enough else None
        yield UnitRow(
            unit,
            str(sums.assigned),
            str(sums.replied),
            rate(sums.replied, sums.assigned) if enough else "",
            rate(sums.satisfied, sums.rated) if enough else "",
            "" if days is None else said("%(n)s 天", n=days),
            link(unit),
        )
