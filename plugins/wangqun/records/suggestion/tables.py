"""Pages beside the overview: all by unit, subject and deputy, and the figures of sessions."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import partial
from typing import Any

from ...domain.document import Document
from ...domain.federation import SiteView
from ...domain.said import said, word
from ...pages.charts import Amount, bars
from ...pages.context import Count, Head, Link, Meta
from ...pages.official import COLUMN_TAGS, SITE_TAGS, site_meta
from ...pages.output import Output
from ...pages.overview import Choice, Filter, Group, OverviewPage, overview
from ...pages.site import Pages
from . import persons, statistics
from .context import SessionFigures, StatisticsPage, UnitRow
from .provinces import Periods
from .record import of
from .statistics import FEW, Fact, rate

LISTS = {"unit": said("主办单位"), "subject": said("类别"), "deputy": said("领衔代表")}
STATISTICS = "statistics"
NOTE = said(
    "办复率是已答复的占已交办的；满意率是“非常满意”和“满意”的占已评价的，未反馈的不计。"
    "不足 5 件的只列件数；不公开的只计入件数、交办和答复。"
)


def overviews(pages: Pages, name: str, periods: Periods) -> Iterator[Output]:
    """All of a kind, by state; by unit, subject and deputy; and the figures."""
    kind = pages.kinds[name]
    lines = sorted((line for line in pages.listed if line[0].id.kind == name), key=lambda line: kind.order(line[0]))
    own = tuple(document for document, _, guest in lines if guest is None)
    found = tuple(overview(pages, name, "overview", f"{pages.view.member.site.area}人大的{kind.title}和办理情况"))
    facts = tuple(facts_of(pages, name, own, periods))
    if not found and not facts:
        return
    lists = {key: groups for key in LISTS if (groups := _grouped(pages, key, own))}
    more = partial(_more, pages, name, lists, len(statistics.by_session(facts)))
    for output in found:
        yield replace(output, value=partial(_with, output.value, more("")))
    for key, groups in lists.items():
        yield _page(pages, f"{name}/by/{key}.html", "overview", partial(_list, pages, name, key, groups, more(key), len(own)))
    if facts:
        yield _page(pages, f"{name}/by/{STATISTICS}.html", "suggestion_statistics", partial(_statistics, pages, name, facts))


def addresses(view: SiteView, name: str) -> Iterator[str]:
    """Where those pages stand, by the site's view alone."""
    own = [d for d in view.documents if d.id.kind == name and d.is_listed and not d.standing]
    yield from (f"{name}/by/{key}.html" for key in LISTS if any(_keys(key, document) for document in own))
    if own or view.withheld.get(name):
        yield f"{name}/by/{STATISTICS}.html"


def facts_of(pages: Pages, name: str, own: Iterable[Document], periods: Periods) -> Iterator[Fact]:
    """What the site's own count as, those that are not public too."""
    yield from (statistics.fact(document, periods) for document in own)
    yield from statistics.hidden(pages.view.withheld.get(name, ()))


def _page(pages: Pages, path: str, template: str, make: Any) -> Output:
    return Output(path, template, make, address=pages.absolute(path), tags=(*SITE_TAGS, *COLUMN_TAGS))


def _with(make: Any, more: tuple[Filter, ...]) -> OverviewPage:
    page: OverviewPage = make()
    return replace(page, filters=(*page.filters, *more))


def _more(pages: Pages, name: str, lists: dict[str, dict[str, list[Document]]], sessions: int, here: str) -> tuple[Filter, ...]:
    """The way to the other pages, drawn as the overview draws its filters."""
    choices = [Choice(LISTS[key], pages.url(f"{name}/by/{key}.html"), len(groups), key == here) for key, groups in lists.items()]
    if sessions:
        choices.append(Choice(said("各次会议的统计"), pages.url(f"{name}/by/{STATISTICS}.html"), sessions))
    return (Filter(said("其他方式"), tuple(choices)),) if choices else ()


def _keys(key: str, document: Document) -> tuple[str, ...]:
    """Under which headings a list names one, as they are written."""
    item = of(document)
    if key == "unit":
        return item.lead_units
    return tuple(filter(None, (item.subject if key == "subject" else item.lead_deputy or item.by_delegation,)))


def _grouped(pages: Pages, key: str, own: Iterable[Document]) -> dict[str, list[Document]]:
    """Documents under each heading, those with most first."""
    found: dict[str, list[Document]] = {}
    people = persons.known(pages) if key == "deputy" else None
    for document in own:
        for written in dict.fromkeys(_keys(key, document)):
            signer = persons.link(pages, people, written) if people else None
            found.setdefault(signer.title if signer else said("代表") if people else written, []).append(document)
    return {heading: found[heading] for heading in sorted(found, key=lambda each: (-len(found[each]), each))}


def _list(
    pages: Pages, name: str, key: str, groups: dict[str, list[Document]], more: tuple[Filter, ...], total: int
) -> OverviewPage:
    kind = pages.kinds[name]
    title = said("%(kind)s：按%(list)s", kind=word(kind.title), list=word(LISTS[key]))
    numbers = [Amount(heading, len(documents)) for heading, documents in groups.items()]
    return OverviewPage(
        head=_head(pages, name, f"{name}/by/{key}.html", title),
        crumbs=_crumbs(pages, name, title),
        title=title,
        counts=(Count(said("共"), str(total)), Count(LISTS[key], str(len(groups)))),
        filters=more,
        groups=tuple(
            Group(heading, tuple(pages.entry((document, document.column, None)) for document in documents))
            for heading, documents in groups.items()
        ),
        charts=(bars(f"wq-chart-{key}", LISTS[key], numbers[:30], (LISTS[key], said("件数"))),),
    )


def _head(pages: Pages, name: str, path: str, title: str) -> Head:
    kind, area = pages.kinds[name], pages.view.member.site.area
    meta = (
        *site_meta(pages.view),
        Meta("ColumnName", kind.title),
        Meta("ColumnDescription", f"{area}人大的{title}"),
        Meta("ColumnKeywords", f"{area},人大,{kind.title}"),
        Meta("ColumnType", "公开信息"),
    )
    return Head(title, pages.absolute(path), meta, section=pages.url(f"{name}/"))


def _crumbs(pages: Pages, name: str, title: str) -> tuple[Link, ...]:
    return (
        Link(said("首页"), pages.url("")),
        Link(pages.kinds[name].title, pages.url(f"{name}/") if any(line[0].id.kind == name for line in pages.listed) else None),
        Link(title, None, True),
    )


def _statistics(pages: Pages, name: str, facts: tuple[Fact, ...]) -> StatisticsPage:
    title = said("%(kind)s：各次会议的统计", kind=word(pages.kinds[name].title))
    sessions = tuple(
        session(at, heading, group)
        for at, (heading, group) in enumerate(sorted(statistics.by_session(facts).items(), reverse=True))
    )
    return StatisticsPage(
        _head(pages, name, f"{name}/by/{STATISTICS}.html", title), _crumbs(pages, name, title), title, NOTE, sessions
    )


def session(at: int, heading: str, facts: tuple[Fact, ...]) -> SessionFigures:
    """The figures of one session, as its page shows them; `at` tells its charts from others."""
    sums = statistics.figures(facts)
    counts = [Count(said("件数"), str(sums.total))]
    if sums.hidden:
        counts.append(Count(said("其中不公开"), str(sums.hidden)))
    counts += [Count(said("交办"), str(sums.assigned)), Count(said("答复"), str(sums.replied))]
    rates = (
        (said("办复率"), rate(sums.replied, sums.assigned)),
        (said("满意率"), rate(sums.satisfied, sums.rated)),
        (said("基本满意率"), rate(sums.basically, sums.rated)),
    )
    if sums.assigned >= FEW:
        counts += [Count(label, value) for label, value in rates if value]
    if sums.median_days is not None:
        counts.append(Count(said("半数在几天内答复"), said("%(n)s 天", n=sums.median_days)))
    charts = (
        bars(f"wq-chart-{field}-{at}", label, (Amount(*each) for each in found), (label, said("件数")))
        for field, label in (
            ("form", said("种类")),
            ("subject", said("类别")),
            ("outcome", said("办理结果")),
            ("rating", said("代表评价")),
        )
        if (found := tuple(statistics.amounts(facts, field)))
    )
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
    return SessionFigures(heading, tuple(counts), (), (*charts, *more), tuple(_units(facts)))


def _units(facts: tuple[Fact, ...]) -> Iterator[UnitRow]:
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
        )
