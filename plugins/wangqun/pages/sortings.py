"""Lists by words of the documents themselves, each with an address: all that a unit handles, all of a deputy."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote

from ..domain.document import Document
from ..domain.federation import SiteView
from ..domain.ids import slugify
from ..domain.said import said, word
from .charts import Amount, bars
from .context import Count, Entry, Head, Link, Meta
from .context.overview import Choice, Filter, Group, OverviewPage
from .kinds import Facet, Figures, Sorting
from .official import COLUMN_TAGS, SITE_TAGS, site_meta
from .output import Output

if TYPE_CHECKING:
    from ..records.kind import Kind
    from .site import Pages

NAMED = 5
"""Documents that the list of all words names of one that has a page of its own."""
CHARTED = 30
OTHERWISE = said("其他方式")
_UNNAMED = said("其他")


class Heading(NamedTuple):
    """The documents of one word in the order of their kind; `path` is "" where they have no page of their own."""

    title: str
    path: str
    documents: tuple[Document, ...]


def outputs(pages: "Pages", kind: "Kind", beside: Sequence[Choice] = ()) -> Iterator[Output]:
    """For each sorting of the kind that has few pages for many words: the list of its words, and theirs. `beside` are more
    pages of the kind, to which all of these lead.
    """
    found = pages.once(_headings).get(kind.name, {})
    for sorting in _many(kind):
        if headings := found.get(sorting.key):
            ways = partial(otherwise, pages, kind, beside)
            index = partial(_index, pages, kind, sorting, tuple(headings.values()), ways)
            yield _output(pages, index_of(kind.name, sorting), index)
            for heading in headings.values():
                if heading.path:
                    yield _output(pages, heading.path, partial(_page, pages, kind, sorting, heading, ways))


def otherwise(pages: "Pages", kind: "Kind", beside: Sequence[Choice] = (), here: str = "") -> tuple[Filter, ...]:
    """The ways to those pages, drawn as the overview draws its filters; nothing where there is none."""
    found = pages.once(_headings).get(kind.name, {})
    choices = [
        Choice(sorting.title, pages.url(index_of(kind.name, sorting)), len(found[sorting.key]), sorting.key == here)
        for sorting in _many(kind)
        if found.get(sorting.key)
    ]
    return (Filter(OTHERWISE, (*choices, *beside)),) if choices or beside else ()


def url_of(pages: "Pages", kind: str, sorting: str, named: str) -> str | None:
    """Where all that the site has of a word stands; None where that is no page."""
    asked = next(each for each in pages.kinds[kind].sortings if each.key == sorting)
    heading = pages.once(_headings).get(kind, {}).get(sorting, {}).get(asked.same(pages)(named).key)
    return pages.url(quote(heading.path)) if heading and heading.path else None


def addresses(view: SiteView, kind: "Kind") -> Iterator[str]:
    """Where such pages may stand, from the site's view alone: those of words that too few documents have, too."""
    own = [document for document in view.documents if document.id.kind == kind.name and document.is_listed]
    for sorting in _many(kind) if own else ():
        yield index_of(kind.name, sorting)
        yield from (_path(kind.name, sorting, named) for document in own for named in sorting.words(document))


def by_facet(kind: "Kind", documents: Sequence[Document]) -> Figures:
    """How many documents have each value of each facet of their kind."""
    numbers = [(facet, tuple(_numbers(facet, documents))) for facet in kind.facets]
    return Figures(
        tuple(Count(each.label, str(each.value)) for _, found in numbers for each in found),
        tuple(bars(f"wq-chart-{facet.key}", facet.title, found, (facet.title, said("件数"))) for facet, found in numbers),
    )


def index_of(kind: str, sorting: Sorting) -> str:
    """Where the list of all words of a sorting stands below the site."""
    return f"{kind}/by/{sorting.key}.html"


def _many(kind: "Kind") -> Iterator[Sorting]:
    return (sorting for sorting in kind.sortings if sorting.least)


def _path(kind: str, sorting: Sorting, named: str) -> str:
    return f"{kind}/{sorting.key}/{slugify(named)}.html" if slugify(named) else ""


def _headings(pages: "Pages") -> Mapping[str, Mapping[str, Mapping[str, Heading]]]:
    """By kind, sorting and word what stands under it, those with most first."""
    asking = [kind for kind in pages.kinds.values() if any(_many(kind))]
    return {
        kind.name: {sorting.key: _sorted(pages, kind, sorting, own) for sorting in _many(kind)}
        for kind in asking
        if (own := pages.own_of(kind.name))
    }


def _sorted(pages: "Pages", kind: "Kind", sorting: Sorting, own: Iterable[Document]) -> dict[str, Heading]:
    same = sorting.same(pages)
    titles: dict[str, str] = {}
    written: dict[str, str] = {}
    found: dict[str, dict[str, Document]] = {}
    for document in own:
        for named in sorting.words(document):
            meant = same(named)
            key = meant.key if meant.title else ""
            titles.setdefault(key, meant.title if key else _UNNAMED)
            written[key] = min(written.get(key, named), named)  # whichever comes first in the files, the address is the same
            found.setdefault(key, {})[str(document.id)] = document
    order = sorted(found, key=lambda key: (not key, -len(found[key]), titles[key], key))
    return {
        key: Heading(
            titles[key],
            _path(kind.name, sorting, written[key]) if key and len(found[key]) >= sorting.least else "",
            tuple(found[key].values()),
        )
        for key in order
    }


def _output(pages: "Pages", path: str, make: "partial[OverviewPage]") -> Output:
    return Output(path, "overview", make, address=pages.absolute(quote(path)), tags=(*SITE_TAGS, *COLUMN_TAGS))


def _index(
    pages: "Pages", kind: "Kind", sorting: Sorting, headings: Sequence[Heading], ways: "partial[tuple[Filter, ...]]"
) -> OverviewPage:
    """Every word with its documents, the first few of those that have a page."""
    way = said("按%(list)s", list=word(sorting.title))
    title = said("%(kind)s：%(value)s", kind=word(kind.title), value=way)
    numbers = [Amount(each.title, len(each.documents), _url(pages, each)) for each in headings[:CHARTED]]
    total = {document.id for heading in headings for document in heading.documents}
    return OverviewPage(
        head=_head(pages, kind, title, index_of(kind.name, sorting)),
        crumbs=_crumbs(pages, kind, Link(way, None, True)),
        title=title,
        counts=(Count(said("共"), str(len(total))), Count(sorting.title, str(len(headings)))),
        filters=(),
        otherwise=ways(sorting.key),
        groups=tuple(_group(pages, heading) for heading in headings),
        charts=(bars(f"wq-chart-{sorting.key}", sorting.title, numbers, (sorting.title, said("件数"))),),
    )


def _group(pages: "Pages", heading: Heading) -> Group:
    url, many = _url(pages, heading), len(heading.documents)
    more = Link(said("全部 %(n)s 件", n=many) if many > NAMED else said("情况和统计"), url) if url else None
    return Group(heading.title, _entries(pages, heading.documents[: NAMED if url else many]), more)


def _page(pages: "Pages", kind: "Kind", sorting: Sorting, heading: Heading, ways: "partial[tuple[Filter, ...]]") -> OverviewPage:
    """All of one word, by state where the kind has states, with what they come to."""
    title = said(sorting.heading, kind=word(kind.title), word=heading.title)
    index = Link(said("按%(list)s", list=word(sorting.title)), pages.url(index_of(kind.name, sorting)))
    found = sorting.figures(heading.documents) if sorting.figures else _figures(kind, heading.documents)
    return OverviewPage(
        head=_head(pages, kind, title, heading.path),
        crumbs=_crumbs(pages, kind, index, Link(title, None, True)),
        title=title,
        counts=found.counts,
        filters=(),
        otherwise=ways(),
        groups=tuple(_states(pages, kind, heading.documents)),
        charts=found.charts,
    )


def _figures(kind: "Kind", documents: Sequence[Document]) -> Figures:
    found = by_facet(kind, documents)
    return Figures((Count(said("共"), str(len(documents))), *found.counts), found.charts)


def _numbers(facet: Facet, documents: Iterable[Document]) -> Iterator[Amount]:
    """Title and number of each value that some document has."""
    found = Counter(map(facet.value, documents))
    yield from (Amount(title, found[value]) for value, title in facet.titles.items() if found[value])


def _states(pages: "Pages", kind: "Kind", documents: Sequence[Document]) -> Iterator[Group]:
    if not kind.facets:
        yield Group(said("全部"), _entries(pages, documents))
        return
    facet = kind.facets[0]
    order = {key: at for at, key in enumerate(facet.titles)}
    keyed = sorted(documents, key=lambda document: order.get(facet.value(document), len(order)))
    for key, some in groupby(keyed, key=facet.value):
        title = facet.titles.get(key, _UNNAMED)
        yield Group(title, tuple(_under(title, each) for each in _entries(pages, some)))


def _under(title: str, entry: Entry) -> Entry:
    """An entry below a heading that says its state already; one whose state will be another says it itself."""
    return replace(entry, state="") if entry.state == title and not entry.turns else entry


def _entries(pages: "Pages", documents: Iterable[Document]) -> tuple[Entry, ...]:
    return tuple(pages.ordered((document, document.column, None)) for document in documents)


def _url(pages: "Pages", heading: Heading) -> str | None:
    return pages.url(quote(heading.path)) if heading.path else None


def _head(pages: "Pages", kind: "Kind", title: str, path: str) -> Head:
    area = pages.view.member.site.area
    meta = (
        *site_meta(pages.view),
        Meta("ColumnName", kind.title),
        Meta("ColumnDescription", f"{area}人大的{title}"),
        Meta("ColumnKeywords", f"{area},人大,{kind.title}"),
        Meta("ColumnType", "公开信息"),
    )
    return Head(title, pages.absolute(quote(path)), meta, section=pages.url(f"{kind.name}/"))


def _crumbs(pages: "Pages", kind: "Kind", *rest: Link) -> tuple[Link, ...]:
    return (Link(said("首页"), pages.url("")), Link(kind.title, pages.url(f"{kind.name}/")), *rest)
