"""All of one kind on one page: counts, groups, filters, charts with their tables. Works without script: a filter is a page."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote

from ..domain.document import Document
from ..domain.federation import SiteView
from ..domain.frozen import frozen
from ..domain.ids import slugify
from ..domain.said import said, word
from . import sortings
from .changes import changes_of, has_changes
from .charts import Amount, bars
from .context import Count, Entry, Head, Link, Meta
from .context.overview import Choice, Filter, Group, OverviewPage
from .kinds import Facet, Figures, Sorting
from .official import COLUMN_TAGS, SITE_TAGS, site_meta
from .output import Output
from .site import Listed, Pages

if TYPE_CHECKING:
    from ..records.kind import Kind

_UNDATED = said("未注明日期")


@frozen
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
    about = description or f"{pages.view.member.site.area}人大的{kind.title}"
    whole = _Whole(pages, kind, about, grouping, totals, lines, beside)
    yield _output(whole, template, f"{name}/", kind.title, lines)
    for by, held in whole.filters:
        for value, some in held.items():
            title = said("%(kind)s：%(value)s", kind=word(kind.title), value=word(by.titles[value]))
            yield _output(whole, template, f"{name}/{by.key}/{value}.html", title, some, by.titles[value])
    yield from sortings.outputs(pages, kind, beside)


@dataclass(frozen=True)
class _Whole:
    """What all pages of an overview share: what all `lines` come to is worked out once, when the first is made."""

    pages: Pages
    kind: "Kind"
    about: str
    grouping: Grouping
    totals: Callable[[Sequence[Document]], Iterable[Count]]
    lines: Sequence[Listed]
    beside: Sequence[Choice]

    @cached_property
    def documents(self) -> tuple[Document, ...]:
        return tuple(line[0] for line in self.lines)

    @cached_property
    def filters(self) -> tuple[tuple[_By, Mapping[str, Sequence[Listed]]], ...]:
        """Each with the lines of each of its values."""
        return tuple((by, _held(by, self.lines)) for by in _filters(self.kind, self.documents))

    @cached_property
    def figures(self) -> Figures:
        """How many there are, and of each state, with charts."""
        numbers = Counter(map(self.grouping.key, self.documents))
        by_group = [Amount(key or self.grouping.rest, number) for key, number in sorted(numbers.items())]
        found = sortings.by_facet(self.kind, self.documents)
        return Figures(
            (Count(said("共"), str(len(self.lines))), *found.counts, *self.totals(self.documents)),
            (bars("wq-chart", self.grouping.chart, by_group, (self.grouping.head, said("件数"))), *found.charts),
        )

    @cached_property
    def choices(self) -> tuple[Filter, ...]:
        """The filters, of which no page is one of the choices."""
        pages, name = self.pages, self.kind.name
        return tuple(
            Filter(
                by.title,
                (
                    Choice(said("全部"), pages.url(f"{name}/"), len(self.lines)),
                    *(
                        Choice(by.titles[value], pages.url(quote(f"{name}/{by.key}/{value}.html")), len(some))
                        for value, some in held.items()
                    ),
                ),
            )
            for by, held in self.filters
        )

    @cached_property
    def otherwise(self) -> tuple[Filter, ...]:
        return sortings.otherwise(self.pages, self.kind, self.beside)

    @cached_property
    def calendar(self) -> str | None:
        pages, kind = self.pages, self.kind
        return pages.url(calendar_of(kind.name)) if any(True for d in pages.own_of(kind.name) for _ in kind.events(d)) else None

    @cached_property
    def feed(self) -> str | None:
        return self.pages.url(changes_of(self.kind.name)) if has_changes(self.pages, self.kind) else None


def _output(whole: _Whole, template: str, path: str, title: str, some: Sequence[Listed], *chosen: str) -> Output:
    file = f"{path}index.html" if path.endswith("/") else path
    make = partial(_page, whole, path, title, some, chosen)
    return Output(file, template, make, address=whole.pages.absolute(quote(path)), tags=(*SITE_TAGS, *COLUMN_TAGS))


def _page(whole: _Whole, path: str, title: str, some: Sequence[Listed], chosen: tuple[str, ...]) -> OverviewPage:
    pages, kind = whole.pages, whole.kind
    front, area = pages.url(f"{kind.name}/"), pages.view.member.site.area
    here = None if path.endswith("/") else Link(kind.title, front)
    meta = (
        *site_meta(pages.view),
        Meta("ColumnName", kind.title),
        Meta("ColumnDescription", whole.about),
        Meta("ColumnKeywords", f"{area},人大,{kind.title}"),
        Meta("ColumnType", "公开信息"),
    )
    return OverviewPage(
        head=Head(title, pages.absolute(quote(path)), meta, section=front),
        crumbs=tuple(filter(None, (Link(said("首页"), pages.url("")), here, Link(title, None, True)))),
        title=title,
        counts=whole.figures.counts,
        filters=tuple(_chosen(each, pages.url(quote(path))) for each in whole.choices),
        otherwise=whole.otherwise,
        groups=tuple(_groups(pages, whole.grouping, some)),
        charts=whole.figures.charts,
        chosen=chosen,
        calendar=whole.calendar,
        feed=whole.feed,
    )


def _chosen(found: Filter, url: str) -> Filter:
    """A filter on the page of one of its choices."""
    if all(choice.url != url for choice in found.choices):
        return found
    return replace(found, choices=tuple(replace(choice, current=choice.url == url) for choice in found.choices))


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


def _held(by: _By, lines: Iterable[Listed]) -> dict[str, list[Listed]]:
    """The lines of each value of a filter, in the order of the values; only those that some line has."""
    found: dict[str, list[Listed]] = {value: [] for value in by.titles}
    for line in lines:
        for value in dict.fromkeys(by.values(line[0])):
            if value in found:
                found[value].append(line)
    return {value: some for value, some in found.items() if some}


def _groups(pages: Pages, grouping: Grouping, lines: Iterable[Listed]) -> Iterator[Group]:
    """Lines under their headings, headings in the order of their first lines."""
    found: dict[str, list[Entry]] = {}
    for line in lines:
        found.setdefault(grouping.key(line[0]), []).append(pages.ordered(line))
    for key, entries in found.items():
        yield Group(grouping.heading(key), tuple(entries), grouping.more(pages, key) if grouping.more else None)
