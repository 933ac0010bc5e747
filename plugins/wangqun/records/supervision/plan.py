"""The plan of a year as promises: each item with its month, its body and what became of it."""

from collections.abc import Iterator, Sequence
from functools import partial

from ...domain.document import Document
from ...domain.ids import parse_id
from ...domain.moment import year_words
from ...domain.said import said
from ...pages.context import Count, Head, Link, Meta
from ...pages.official import COLUMN_TAGS, SITE_TAGS, site_meta
from ...pages.output import Output
from ...pages.site import Pages
from .chain import STATES, heard_on, key_of, seen_at, start_of
from .context import LawLine, PlanPage, Promise
from .page import law_link
from .record import TYPES, of

NAME = "supervision_item"


def address(year: int | str) -> str:
    """Where the plan of a year stands below the site."""
    return f"{NAME}/plan/{year}.html"


def years(documents: Sequence[Document]) -> list[int]:
    """The years that have a plan, the newest first."""
    return sorted({year for d in documents if d.is_listed and (year := of(d).plan_year)}, reverse=True)


def outputs(pages: Pages) -> Iterator[Output]:
    """A page for the plan of each year."""
    own = pages.own_of(NAME)
    every = years(own)
    for year in every:
        path = address(year)
        make = partial(_page, pages, year, [d for d in own if of(d).plan_year == year], every)
        yield Output(path, "supervision_plan", make, address=pages.absolute(path), tags=(*SITE_TAGS, *COLUMN_TAGS))


def is_heard(document: Document) -> bool:
    """True when its report has been heard by the moment at which it is looked at."""
    day = heard_on(of(document))
    return day is not None and start_of(day) <= seen_at(document)


def numbers(documents: Sequence[Document]) -> dict[str, int]:
    """Of the items of a plan: all, those that were heard, those that are complete, have gaps, or were dropped from it."""
    keys = [key_of(d) for d in documents]
    return {
        "planned": len(documents),
        "heard": sum(map(is_heard, documents)),
        "complete": keys.count("done") + keys.count("following"),
        "with_gaps": keys.count("gap"),
        "dropped": keys.count("dropped"),
    }


COUNTS = {
    "planned": said("列入计划"),
    "heard": said("已听取"),
    "complete": said("材料齐全"),
    "with_gaps": STATES["gap"],
    "dropped": STATES["dropped"],
}


def _page(pages: Pages, year: int, documents: list[Document], every: Sequence[int]) -> PlanPage:
    documents = sorted(documents, key=lambda d: (of(d).plan_no or 9999, of(d).plan_month or 13, str(d.id)))
    title = said("%(year)s 年监督工作计划", year=year)
    front = pages.url(f"{NAME}/")
    area = pages.view.member.site.area
    meta = (
        *site_meta(pages.view),
        Meta("ColumnName", title),
        Meta("ColumnDescription", f"{area}人大 {year} 年监督工作计划的各件和办理情况"),
        Meta("ColumnKeywords", f"{area},人大,监督工作计划"),
        Meta("ColumnType", "公开信息"),
    )
    named = [parse_id(written) for written in dict.fromkeys(of(d).plan_doc for d in documents) if written]
    targets = [pages.view.scope.targets.get(written) for written in named if written]
    return PlanPage(
        head=Head(title, pages.absolute(address(year)), meta, section=front),
        crumbs=(Link(said("首页"), pages.url("")), Link(pages.kinds[NAME].title, front), Link(title, None, True)),
        title=title,
        year=year,
        counts=tuple(
            Count(COUNTS[key], said("%(n)s 件", n=n)) for key, n in numbers(documents).items() if n or key in {"planned", "heard"}
        ),
        plans=tuple(Link(target.title, target.url) for target in targets if target and target.url),
        promises=tuple(_promise(pages, d) for d in documents),
        laws=tuple(_laws(pages, documents)),
        years=tuple(Link(year_words(each), pages.url(address(each)), each == year) for each in every) if len(every) > 1 else (),
    )


def _promise(pages: Pages, document: Document) -> Promise:
    item = of(document)
    return Promise(
        number=str(item.plan_no or ""),
        title=item.topic or document.title,
        url=pages.url(document.url),
        type=TYPES[item.type],
        month=said("%(month)s 月", month=item.plan_month) if item.plan_month else "",
        body=item.reporting_body or item.lead_committee or "",
        state=document.phase,
    )


def _laws(pages: Pages, documents: Sequence[Document]) -> Iterator[LawLine]:
    """The laws that were inspected, in the order of the plan."""
    found: dict[str, list[Link]] = {}
    for document in documents:
        for written in of(document).laws:
            found.setdefault(written, []).append(Link(document.title, pages.url(document.url)))
    yield from (LawLine(law_link(pages.view.scope, written), tuple(items)) for written, items in found.items())
