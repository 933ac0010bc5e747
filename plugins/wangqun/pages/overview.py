"""All of one kind on one page: counts, groups, filters, charts with their tables. Works without script: a filter is a page."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote

from ..domain.document import Document
from ..domain.federation import SiteView
from ..domain.ids import slugify
from ..domain.said import said, word
from . import sortings
from .changes import changes_of, has_changes
from .charts import Amount, bars
from .context import Count, Entry, Head, Link, Meta
from .context.overview import Choice, Filter, Group, OverviewPage
from .kinds import Facet, Sorting
from .official import COLUMN_TAGS, SITE_TAGS, site_meta
from .output import Output
from .site import Listed, Pages

if TYPE_CHECKING:
    from ..records.kind import Kind

_UNDATED = said("未注明日期")


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


class _By(NamedTuple):
    """A filter: the titles of its values in order, by key, and which of them a document has."""

    key: str
    title: str
    titles: Mapping[str, str]
    values: Callable[[Document], Iterable[str]]


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
    beside: Sequence[Choice] = (),
) -> Iterator[Output]:
    """The overview of the kind `name` below `<name>/`, with a page for each value of its facets and each word of its sortings;
    nothing without lines.

    `totals` are numbers of its own that a kind adds up over all lines; `choose` says which of its documents are lines, as one
    text of each law; `beside` are pages of its own, to which all of these lead.
    """
    kind = pages.kinds[name]
    found = choose([line for line in pages.listed if line[0].id.kind == name])
    lines = sorted(found, key=lambda line: kind.order(line[0]))
    if not lines:
        return
    filters = _filters(kind, [line[0] for line in lines])
    chosen: dict[str, tuple[str, list[Listed]]] = {f"{name}/": (kind.title, lines)}
    for by in filters:
        for value, title in by.titles.items():
            if some := [line for line in lines if value in by.values(line[0])]:
                chosen[f"{name}/{by.key}/{value}.html"] = (
                    said("%(kind)s：%(value)s", kind=word(kind.title), value=word(title)),
                    some,
                )
    for path, (title, some) in chosen.items():
        make = partial(_page, pages, name, path, title, description, grouping, totals, filters, lines, some, beside)
        file = f"{path}index.html" if path.endswith("/") else path
        yield Output(file, template, make, address=pages.absolute(quote(path)), tags=(*SITE_TAGS, *COLUMN_TAGS))
    yield from sortings.outputs(pages, kind, beside)


def _page(
    pages: Pages,
    name: str,
    path: str,
    title: str,
    description: str,
    grouping: Grouping,
    totals: Callable[[Sequence[Document]], Iterable[Count]],
    filters: Sequence[_By],
    lines: list[Listed],
    some: list[Listed],
    beside: Sequence[Choice],
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
    found = sortings.by_facet(kind, [line[0] for line in lines])
    return OverviewPage(
        head=Head(title, pages.absolute(quote(path)), meta, section=front),
        crumbs=tuple(filter(None, (Link(said("首页"), pages.url("")), here, Link(title, None, True)))),
        title=title,
        counts=(
            Count(said("共"), str(len(lines))),
            *found.counts,
            *totals([line[0] for line in lines]),
        ),
        filters=(*(_filter(pages, name, path, by, lines) for by in filters), *sortings.otherwise(pages, kind, beside)),
        groups=tuple(_groups(pages, grouping, some)),
        charts=(
            bars("wq-chart", grouping.chart, by_group, (grouping.head, said("件数"))),
            *found.charts,
        ),
        calendar=pages.url(calendar_of(name)) if any(True for d in pages.own_of(name) for _ in kind.events(d)) else None,
        feed=pages.url(changes_of(name)) if has_changes(pages, kind) else None,
    )


def _filters(kind: "Kind", documents: Sequence[Document]) -> tuple[_By, ...]:
    """The facets of a kind, and those of its sortings of which every word is a choice, where they leave one."""
    facets = (_By(facet.key, facet.title, facet.titles, partial(_value, facet)) for facet in kind.facets)
    words = (_by_words(sorting, documents) for sorting in kind.sortings if not sorting.least)
    return (*facets, *(by for by in words if len(by.titles) > 1))


def _value(facet: Facet, document: Document) -> tuple[str, ...]:
    return (facet.value(document),)


def _by_words(sorting: Sorting, documents: Iterable[Document]) -> _By:
    """A sorting with the words that are there, in the order of the documents; addresses hold their slugs."""
    words = dict.fromkeys(word for document in documents for word in sorting.words(document))
    return _By(sorting.key, sorting.title, {slug: word for word in words if (slug := slugify(word))}, partial(_slugs, sorting))


def _slugs(sorting: Sorting, document: Document) -> tuple[str, ...]:
    return tuple(map(slugify, sorting.words(document)))


def overview_addresses(view: SiteView, kind: "Kind") -> Iterator[str]:
    """Where `overview` and the calendar of a kind stand, from the site's view alone; where `choose` takes fewer lines, more."""
    documents = [d for d in (*view.documents, *(guest.document for guest in view.guests)) if d.id.kind == kind.name]
    listed = [document for document in documents if document.is_listed]
    if listed:
        yield f"{kind.name}/index.html"
        yield calendar_of(kind.name)
        if not kind.is_silent("course"):
            yield changes_of(kind.name)
    for by in _filters(kind, listed):
        for value in {value for document in listed for value in by.values(document)} & by.titles.keys():
            yield f"{kind.name}/{by.key}/{value}.html"
    yield from sortings.addresses(view, kind)


def calendar_of(name: str) -> str:
    """Where the calendar of a kind stands below the site."""
    return f"{name}/days.ics"


def _filter(pages: Pages, name: str, path: str, by: _By, lines: list[Listed]) -> Filter:
    choices = [Choice(said("全部"), pages.url(f"{name}/"), len(lines), path.endswith("/"))]
    found = Counter(value for line in lines for value in by.values(line[0]))
    for value, title in by.titles.items():
        if found[value]:
            to = f"{name}/{by.key}/{value}.html"
            choices.append(Choice(title, pages.url(quote(to)), found[value], to == path))
    return Filter(by.title, tuple(choices))


def _groups(pages: Pages, grouping: Grouping, lines: Iterable[Listed]) -> Iterator[Group]:
    """Lines under their headings, headings in the order of their first lines."""
    found: dict[str, list[Entry]] = {}
    for line in lines:
        found.setdefault(grouping.key(line[0]), []).append(pages.entry(line))
    for key, entries in found.items():
        yield Group(grouping.heading(key), tuple(entries), grouping.more(pages, key) if grouping.more else None)
