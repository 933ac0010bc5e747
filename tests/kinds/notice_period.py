"""公示 `notice_period`: an invented kind, as somebody who adds one would write it. It is open between two moments."""

from collections.abc import Iterator
from datetime import datetime
from functools import partial
from typing import Annotated, Any, ClassVar, cast

from pydantic import Field

from wangqun.domain.document import Document
from wangqun.domain.federation import SiteView
from wangqun.domain.finding import Finding, Rule, Severity
from wangqun.domain.item import Item
from wangqun.domain.level import Level
from wangqun.domain.record import Day, Line, Moment, Record
from wangqun.pages.context import Block, EntriesBlock, Link, Meta, Task
from wangqun.pages.kinds import Event, Facet, HomeBlock, Table
from wangqun.pages.kinds import Field as Column
from wangqun.pages.kinds import Line as ListLine
from wangqun.pages.official import moment_text
from wangqun.pages.overview import overview, overview_addresses
from wangqun.pages.site import Pages
from wangqun.records.kind import Kind

ORDER = Rule("period-order", Severity.BLOCK, "公示截止早于开始", "改正 opens 或 closes。")
STATES = {"coming": "未开始", "open": "进行中", "closed": "已截止"}


class Listed(Record):
    """Somebody of whom a notice tells."""

    name: Line = Field(description="姓名")
    born: Day | None = Field(None, description="生日")


class NoticePeriod(Item):
    """Header of a public notice."""

    APART: ClassVar[frozenset[str]] = Item.APART | {"listed"}

    opens: Moment = Field(description="公示开始的时间")
    closes: Moment = Field(description="公示截止的时间")
    about: Line | None = Field(None, description="公示的是哪一篇（编号）")
    objections: Annotated[int, Field(ge=0)] | None = Field(None, description="收到的异议件数")
    phone: Line | None = Field(None, description="异议电话")
    listed: tuple[Listed, ...] = Field((), description="公示的人")


def of(document: Document) -> NoticePeriod:
    return cast(NoticePeriod, document.item)


def state(document: Document, now: datetime) -> str:
    item = of(document)
    return STATES["coming" if now < item.opens else "open" if now < item.closes else "closed"]


def state_key(document: Document) -> str:
    return next((key for key, word in STATES.items() if word == document.phase), "")


def turns(document: Document) -> Iterator[tuple[str, datetime]]:
    yield from (("opens", of(document).opens), ("closes", of(document).closes))


def references(document: Document) -> Iterator[tuple[str, str]]:
    if written := of(document).about:
        yield "about", written


def findings(document: Document) -> Iterator[Finding]:
    if of(document).closes <= of(document).opens:
        yield ORDER.at(document.place("closes"))


def line(document: Document) -> ListLine:
    return ListLine(badge="公示", facts=(f"公示至 {moment_text(of(document).closes)}",), picture=document.item.image)


def banners(document: Document) -> Iterator[str]:
    yield f"公示{document.phase}，截止 {moment_text(of(document).closes)}"


def words(document: Document) -> str:
    item = of(document)
    names = " ".join(each.name for each in item.listed)
    told = (
        names,
        item.phone and f"异议电话 {item.phone}",
        item.about and f"公示的是 {item.about}。",
        item.phone and "书面异议也可以",
    )
    return "\n".join(filter(None, told))


def meta(document: Document) -> Iterator[Meta]:
    yield Meta("PeriodEnd", moment_text(of(document).closes))


def json_ld(pages: Pages, document: Document) -> dict[str, Any]:
    item = of(document)
    return {
        "@context": "https://schema.org",
        "@type": "PublicationEvent",
        "name": document.title,
        "startDate": item.opens.isoformat(),
        "endDate": item.closes.isoformat(),
        "url": pages.absolute(document.url),
    }


def events(document: Document) -> Iterator[Event]:
    yield Event("closes", f"公示截止：{document.title}", of(document).closes)


def order(document: Document) -> tuple[int, str]:
    """What is open comes first."""
    return (("open", "coming", "closed", "").index(state_key(document)), str(document.id))


def opens(document: Document) -> str:
    return moment_text(of(document).opens)


def closes(document: Document) -> str:
    return moment_text(of(document).closes)


def phase(document: Document) -> str:
    return document.phase


def objections(document: Document) -> int | None:
    return of(document).objections


def block(pages: Pages) -> Iterator[Block]:
    """Drawn by a template of its own, home/notices.html."""
    lines = [line for line in pages.listed if line[0].id.kind == NOTICE_PERIOD.name]
    if lines:
        url, entries = pages.url("notice_period/"), tuple(map(pages.entry, lines))
        yield EntriesBlock(name="posted", partial="notices", title="正在公示", url=url, entries=entries)


def tasks(pages: Pages) -> Iterator[Task]:
    if any(d.id.kind == NOTICE_PERIOD.name for d in pages.own):
        yield Task("posted", "看公示", pages.url("notice_period/"), "公示期内可以提异议", "calendar")


def front(pages: Pages) -> Link | None:
    return Link("公示一览", pages.url("notice_period/")) if any(d.id.kind == NOTICE_PERIOD.name for d in pages.own) else None


def addresses(view: SiteView) -> Iterator[str]:
    return overview_addresses(view, NOTICE_PERIOD)


NOTICE_PERIOD = Kind(
    "notice_period",
    "公示",
    folder="periods",
    levels=frozenset(Level) - {Level.TOWNSHIP},
    record=NoticePeriod,
    sample={"opens": "2026-12-01 09:00", "closes": "2026-12-08 18:00", "about": "yunze:article/budget"},
    findings=findings,
    state=state,
    turns=turns,
    references=references,
    line=line,
    banners=banners,
    template="notice_period",
    meta=meta,
    json_ld=json_ld,
    words=words,
    facets=(Facet("state", "状态", STATES, state_key),),
    order=order,
    events=events,
    table=Table(
        "notice_periods",
        "公示",
        (
            Column("opens", "开始", "YYYY-MM-DD HH:MM", opens),
            Column("closes", "截止", "YYYY-MM-DD HH:MM", closes),
            Column("state", "状态", "、".join(STATES.values()), phase),
            Column("objections", "异议件数", "不详为空", objections, "integer"),
        ),
    ),
    overview=partial(overview, name="notice_period", template="notice_periods"),
    addresses=addresses,
    home={"posted": HomeBlock("正在公示", block)},
    tasks=tasks,
    front=front,
)
