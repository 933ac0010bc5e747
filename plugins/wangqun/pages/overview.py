"""All of one kind on one page: counts, groups, filters, charts with their tables. Works without script: a filter is a page."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import quote

from ..domain.document import Document
from ..domain.federation import SiteView
from ..domain.said import said, word
from .changes import changes_of, has_changes
from .charts import Amount, Bars, bars
from .context import Count, Entry, Head, Link, Meta
from .kinds import Facet, Sorting
from .official import COLUMN_TAGS, SITE_TAGS, site_meta
from .output import Output
from .site import Listed, Pages

if TYPE_CHECKING:
    from ..records.kind import Kind

_UNDATED = said("未注明日期")


@dataclass(frozen=True, slots=True)
class Choice:
    """A value of a filter: where it leads, how many lines it has, whether this page is it."""

    title: str
    url: str
    count: int
    current: bool = False


@dataclass(frozen=True, slots=True)
class Filter:
    """By what lines are chosen; only values that some line has, all lines first."""

    title: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Lines that stand together; `more` leads to a page of their own."""

    title: str
    entries: tuple[Entry, ...]
    more: Link | None = None


@dataclass(frozen=True, slots=True)
class OverviewPage:
    """The overview of a kind, or that of one value of a filter; the kind names the template."""

    head: Head = field(metadata={"help": "页头信息"})
    crumbs: tuple[Link, ...] = field(metadata={"help": "本站内的位置"})
    title: str = field(metadata={"help": "标题"})
    counts: tuple[Count, ...] = field(metadata={"help": "一共多少，各种状态各多少"})
    filters: tuple[Filter, ...] = field(metadata={"help": "可选的条件，每个条件的每个值是一页"})
    groups: tuple[Group, ...] = field(metadata={"help": "按年分组的各行，按这类材料自己的次序"})
    charts: tuple[Bars, ...] = field(metadata={"help": "图，每张带一张说同样内容的表"})
    calendar: str | None = field(default=None, metadata={"help": "日历文件的地址；没有时为空"})
    feed: str | None = field(default=None, metadata={"help": "变化的订阅的地址；没有时为空"})


@dataclass(frozen=True, slots=True)
class Grouping:
    """Under which headings lines stand: `key` of a document ("" for `rest`), said as `unit` has it (`%(key)s 年`); how their
    chart is called; `more` leads from a heading to a page of its own.
    """

    chart: str
    head: str
    key: Callable[[Document], str]
    rest: str
    unit: str = ""
    more: Callable[[Pages, str], Link | None] | None = None

    def heading(self, key: str) -> str:
        """The heading of the lines that have this key."""
        return self.rest if not key else said(self.unit, key=key) if self.unit else key


def _year(document: Document) -> str:
    return document.day_text[:4]


def _all(lines: Sequence[Listed]) -> Sequence[Listed]:
    return lines


def _no_totals(documents: Sequence[Document]) -> tuple[Count, ...]:
    return ()


BY_YEAR = Grouping(said("各年"), said("年份"), _year, _UNDATED, said("%(key)s 年"))


def overview(
    pages: Pages,
    name: str,
    template: str,
    description: str = "",
    grouping: Grouping = BY_YEAR,
    totals: Callable[[Sequence[Document]], Iterable[Count]] = _no_totals,
    choose: Callable[[Sequence[Listed]], Sequence[Listed]] = _all,
) -> Iterator[Output]:
    """The overview of the kind `name` below `<name>/`, and a page for each value of each of its facets, and of its sortings where
    they leave a choice; nothing without lines.

    `totals` are numbers of its own that a kind adds up over all lines; `choose` which of its documents are lines, as one text of
    each law.
    """
    kind = pages.kinds[name]
    found = choose([line for line in pages.listed if line[0].id.kind == name])
    lines = sorted(found, key=lambda line: kind.order(line[0]))
    if not lines:
        return
    facets = (*kind.facets, *_facets(kind.sortings, [line[0] for line in lines]))
    chosen: dict[str, tuple[str, list[Listed]]] = {f"{name}/": (kind.title, lines)}
    for facet in facets:
        for value, title in facet.titles.items():
            if some := [line for line in lines if facet.value(line[0]) == value]:
                chosen[f"{name}/{facet.key}/{value}.html"] = (
                    said("%(kind)s：%(value)s", kind=word(kind.title), value=word(title)),
                    some,
                )
    for path, (title, some) in chosen.items():
        make = partial(_page, pages, name, path, title, description, grouping, totals, facets, lines, some)
        file = f"{path}index.html" if path.endswith("/") else path
        yield Output(file, template, make, address=pages.absolute(quote(path)), tags=(*SITE_TAGS, *COLUMN_TAGS))


def _page(
    pages: Pages,
    name: str,
    path: str,
    title: str,
    description: str,
    grouping: Grouping,
    totals: Callable[[Sequence[Document]], Iterable[Count]],
    facets: Sequence[Facet],
    lines: list[Listed],
    some: list[Listed],
) -> OverviewPage:
    kind = pages.kinds[name]
    front = pages.url(f"{name}/")
    here = None if path.endswith("/") else Link(kind.title, front)
    area = pages.view.member.site.area
    meta = (
        *site_meta(pages.view),
        Meta("ColumnName", kind.title),
        Meta("ColumnDescription", description or f"{area}人大的{kind.title}"),
        Meta("ColumnKeywords", f"{area},人大,{kind.title}"),
        Meta("ColumnType", "公开信息"),
    )
    numbers = Counter(grouping.key(line[0]) for line in lines)
    by_group = [Amount(key or grouping.rest, number) for key, number in sorted(numbers.items())]
    return OverviewPage(
        head=Head(title, pages.absolute(quote(path)), meta, section=front),
        crumbs=tuple(filter(None, (Link(said("首页"), pages.url("")), here, Link(title, None, True)))),
        title=title,
        counts=(
            Count(said("共"), str(len(lines))),
            *(count for facet in kind.facets for count in _counts(facet, lines)),
            *totals([line[0] for line in lines]),
        ),
        filters=tuple(_filter(pages, name, path, facet, lines) for facet in facets),
        groups=tuple(_groups(pages, grouping, some)),
        charts=(
            bars("wq-chart", grouping.chart, by_group, (grouping.head, said("件数"))),
            *(
                bars(f"wq-chart-{facet.key}", facet.title, _numbers(facet, lines), (facet.title, said("件数")))
                for facet in kind.facets
            ),
        ),
        calendar=pages.url(calendar_of(name)) if any(True for d in pages.own_of(name) for _ in kind.events(d)) else None,
        feed=pages.url(changes_of(name)) if has_changes(pages, kind) else None,
    )


def _facets(sortings: Iterable[Sorting], documents: Sequence[Document]) -> Iterator[Facet]:
    """Filters by words of the documents, those that leave a choice."""
    made = (sorting.facet(documents) for sorting in sortings)
    yield from (facet for facet in made if len(facet.titles) > 1)


def overview_addresses(view: SiteView, kind: "Kind") -> Iterator[str]:
    """Where `overview` and the calendar of a kind stand, from the site's view alone; where `choose` takes fewer lines, more."""
    documents = [d for d in (*view.documents, *(guest.document for guest in view.guests)) if d.id.kind == kind.name]
    listed = [document for document in documents if document.is_listed]
    if listed:
        yield f"{kind.name}/index.html"
        yield calendar_of(kind.name)
        if not kind.is_silent("course"):
            yield changes_of(kind.name)
    for facet in (*kind.facets, *_facets(kind.sortings, listed)):
        for value in {facet.value(document) for document in listed} & facet.titles.keys():
            yield f"{kind.name}/{facet.key}/{value}.html"


def calendar_of(name: str) -> str:
    """Where the calendar of a kind stands below the site."""
    return f"{name}/days.ics"


def _numbers(facet: Facet, lines: Iterable[Listed]) -> Iterator[Amount]:
    """Title and number of each value that some line has."""
    found = Counter(facet.value(line[0]) for line in lines)
    yield from (Amount(title, found[value]) for value, title in facet.titles.items() if found[value])


def _counts(facet: Facet, lines: Iterable[Listed]) -> Iterator[Count]:
    yield from (Count(each.label, str(each.value)) for each in _numbers(facet, lines))


def _filter(pages: Pages, name: str, path: str, facet: Facet, lines: list[Listed]) -> Filter:
    choices = [Choice(said("全部"), pages.url(f"{name}/"), len(lines), path.endswith("/"))]
    found = Counter(facet.value(line[0]) for line in lines)
    for value, title in facet.titles.items():
        if found[value]:
            to = f"{name}/{facet.key}/{value}.html"
            choices.append(Choice(title, pages.url(quote(to)), found[value], to == path))
    return Filter(facet.title, tuple(choices))


def _groups(pages: Pages, grouping: Grouping, lines: Iterable[Listed]) -> Iterator[Group]:
    """Lines under their headings, headings in the order of their first lines."""
    found: dict[str, list[Entry]] = {}
    for line in lines:
        found.setdefault(grouping.key(line[0]), []).append(pages.entry(line))
    for key, entries in found.items():
        yield Group(grouping.heading(key), tuple(entries), grouping.more(pages, key) if grouping.more else None)
