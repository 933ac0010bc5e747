"""征求意见 `consultation`: what the engine asks of one."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from functools import partial
from typing import Any

from ...domain.document import Document
from ...domain.federation import SiteView
from ...domain.item import Picture
from ...domain.moment import SHANGHAI, deadline_words, last_day, span_words
from ...domain.period import Period
from ...domain.said import said
from ...pages import gathered
from ...pages.context import Block, Link, Task
from ...pages.gathered import Gathering
from ...pages.kinds import Beside, Event, Facet, HomeBlock
from ...pages.kinds import Line as ListLine
from ...pages.output import Output
from ...pages.overview import overview, overview_addresses
from ...pages.site import Pages
from .. import plain
from ..kind import Kind
from . import checks, data, timing
from .page import banners, page
from .record import PURPOSES, VERDICTS, Consultation, of

NAME = "consultation"


def ways(document: Document) -> tuple[str, ...]:
    """How it can be answered, in short."""
    written = of(document).channels
    known = (
        ("form_url", said("网上填写")),
        ("email", said("电子邮件")),
        ("address", said("信函")),
        ("phone", said("电话")),
        ("fax", said("传真")),
    )
    return tuple(word for key, word in known if written and getattr(written, key))


OPEN = Gathering(
    NAME,
    folder="open",
    title=said("正在征求意见"),
    lead=said("现在可以提意见的事项，最先截止的在前；包括所属各级人大的。点标题看材料和提意见的办法。"),
    above=said("本地人大现在没有正在征求意见的事项；下面是上级人大的，本地的人也可以提意见，最先截止的在前。"),
    nothing=said("现在没有正在征求意见的事项。"),
    ways=ways,
)
PERIODS = {
    "window": Period(days=30, law=said("立法法第四十条")),
    "result": Period(days=60, law=said("系统缺省的期限")),
}
_ORDER = tuple(timing.STATES)


def gathers(document: Document) -> bool:
    """True for what is open, or will be."""
    return timing.key_of(document) in {"open", "not_started"}


def order(document: Document) -> tuple[int, float, str]:
    """What is open comes first, by how soon it closes; then what opens soonest; then what closed last."""
    item, key = of(document), timing.key_of(document)
    moment = item.open_on if key == "not_started" else item.close_on
    past = key not in {"open", "not_started"}
    return (_ORDER.index(key) if key else len(_ORDER), -moment.timestamp() if past else moment.timestamp(), str(document.id))


def beside(document: Document) -> Beside:
    """When it opens, or when it closes: the moments by which they are sorted."""
    item = of(document)
    if timing.key_of(document) == "not_started":
        return Beside(said("开始"), item.open_on.astimezone(SHANGHAI).date())
    return Beside(said("截止"), last_day(item.close_on))


def line(document: Document, period: Period) -> ListLine:
    """Its purpose and its days, whether its result is late, with the moments at which its state turns."""
    item = of(document)
    picture: Picture | None = item.image
    when = said("%(when)s 截止", when=deadline_words(item.close_on))
    if timing.key_of(document) == "not_started":
        when = span_words(item.open_on, item.close_on)
    late = said("结果未见公开") if timing.is_overdue(document, period) else ""
    facts, turns = (PURPOSES[item.purpose], when), timing.states(document)
    return ListLine(facts=facts, picture=picture, turns=turns, until=item.close_on, late=late)


def files(document: Document) -> Iterator[tuple[str, str]]:
    """Files of the site that the header names."""
    yield from plain.files(document)
    yield from (("files", material.file) for material in of(document).files if material.file)


def references(document: Document) -> Iterator[tuple[str, str]]:
    """The pieces that are its materials."""
    yield from (("files", material.document) for material in of(document).files if material.document)


def shows(document: Document) -> bool:
    """Always: what is asked, until when, and how to answer."""
    return True


def words(document: Document) -> str:
    """What can be found beside the text: its purpose, draft and host, and the opinions with what became of them."""
    item = of(document)
    note = data.note_of(document)
    rows = ((g.summary, VERDICTS[g.verdict], g.reason, g.article) for g in note.groups) if note else ()
    parts = (PURPOSES[item.purpose], item.draft_title, item.host, note.text if note else None, *(p for row in rows for p in row))
    return "\n".join(filter(None, parts))


def purpose_key(document: Document) -> str:
    """Its purpose as part of an address."""
    return of(document).purpose.replace("_", "-")


def state_key(document: Document) -> str:
    """Its state as part of an address."""
    return timing.key_of(document).replace("_", "-")


def events(document: Document, period: Period) -> Iterator[Event]:
    """Its opening and closing; the day by which there is to be a result, while there is none."""
    item = of(document)
    yield Event("open", f"开始征求意见：{document.title}", item.open_on)
    yield _until("close", f"征求意见截止：{document.title}", item.close_on)
    due = timing.result_due(item, period)
    if due and not item.imported and timing.key_of(document) != "reported":
        yield _until("result", f"采纳情况应公布：{document.title}", due)


def course(document: Document) -> Iterator[Event]:
    """What has become of it so far: opened, closed, its result made public."""
    item, key = of(document), timing.key_of(document)
    if key != "not_started":
        yield Event("open", said("开始征求意见"), item.open_on)
    if key in {"closed", "reported"}:
        yield Event("close", said("征求意见截止"), last_day(item.close_on))
    if key == "reported" and (reported := timing.reported_at(item)):
        yield Event("reported", said("公布采纳情况"), reported.astimezone(SHANGHAI).date())


def _until(key: str, title: str, deadline: datetime) -> Event:
    """A deadline in a calendar: at its minute, or all day when it is the end of that day."""
    at = deadline.astimezone(SHANGHAI)
    return Event(key, title, last_day(at) if deadline_words(at).endswith("24:00") else at)


def json_ld(pages: Pages, document: Document) -> dict[str, Any]:
    """An event between two moments, for search engines (schema.org has nothing nearer)."""
    item, site = of(document), pages.view.member.site.record
    ways = item.channels
    places: list[dict[str, Any]] = []
    if ways and ways.form_url:
        places.append({"@type": "VirtualLocation", "url": ways.form_url})
    if ways and ways.address:
        postal = {"@type": "PostalAddress", "streetAddress": ways.address, "addressCountry": "CN"}
        places.append({"@type": "Place", "address": postal | ({"postalCode": ways.postcode} if ways.postcode else {})})
    found = {
        "@context": "https://schema.org",
        "@type": "Event",
        "name": document.title,
        "description": document.excerpt,
        "startDate": item.open_on.isoformat(),
        "endDate": item.close_on.isoformat(),
        "eventStatus": "https://schema.org/EventScheduled",
        "isAccessibleForFree": True,
        "organizer": {"@type": "GovernmentOrganization", "name": item.host or site.name, "url": pages.absolute("")},
        "location": places,
        "url": pages.absolute(document.url),
        "inLanguage": "zh-CN",
    }
    return {key: value for key, value in found.items() if value not in ("", [])}


def overviews(pages: Pages) -> Iterator[Output]:
    """All of the site, and what is under way here and below."""
    yield from overview(pages, NAME, "overview", f"{pages.view.member.site.area}人大征求意见的事项和采纳情况")
    yield from gathered.outputs(pages, OPEN)


def addresses(view: SiteView) -> Iterator[str]:
    """Where its overview stands."""
    return overview_addresses(view, CONSULTATION)


def dues(document: Document, period: Period) -> Iterator[Event]:
    """The day by which the result is to be public, while it is not."""
    item = of(document)
    due = timing.result_due(item, period)
    if due and not item.imported and timing.key_of(document) != "reported":
        yield Event("result", said("公布采纳情况"), last_day(due), about=period.source)


def calls(pages: Pages) -> Iterator[Block]:
    """What is open, soonest first."""
    return gathered.calls(pages, OPEN)


def tasks(pages: Pages) -> Iterator[Task]:
    """The way to what is open."""
    return gathered.task(pages, OPEN)


def front(pages: Pages) -> Link | None:
    """What is open."""
    return gathered.front(pages, OPEN)


def under(written: Mapping[str, Period | None]) -> Kind:
    """The kind as a province's periods have it."""
    periods = PERIODS | {key: period for key, period in written.items() if period}
    result = periods["result"]
    return Kind(
        NAME,
        said("征求意见"),
        folder="consultations",
        group="part",
        record=Consultation,
        sample={
            "purpose": "draft_law（法规草案）",
            "open_on": "2026-12-01 09:00",
            "close_on": "2026-12-31，或 2026-12-31 18:00",
            "channels": "{address: 某路 1 号, postcode: '100000', phone: 0970-5550100, email: yijian@rd.example}",
            "host": "云泽省人大常委会法制工作委员会",
            "questionnaires": "[{title: 湿地使用问卷, url: 'https://rd.example/wenjuan'}]",
            "draft_title": "云泽省湿地保护条例（草案）",
            "draft_stage": "draft（草案）",
            "files": "[{role: text, name: 草案, file: ../attachments/draft.pdf}]",
            "deliberation": "{meeting: 省人大常委会第十次会议, date: 2026-11-05, reading: 初次审议}",
            "participants": "412",
            "comments": "186",
            "adoption_note": "{date: 2027-01-20, text: 总的说明, groups: [{summary: 意见归纳, verdict: 采纳, count: 3}]}",
        },
        findings=partial(checks.findings, periods=periods),
        state=timing.state,
        turns=partial(timing.turns, period=result),
        as_of=timing.as_of,
        periods=periods,
        under=under,
        lawful=checks.lawful,
        references=references,
        files=files,
        shows=shows,
        line=partial(line, period=result),
        banners=partial(banners, period=result),
        page=partial(page, period=result),
        apart=plain.always,
        template="consultation",
        json_ld=json_ld,
        words=words,
        facets=(
            Facet("state", said("状态"), {key.replace("_", "-"): word for key, word in timing.STATES.items()}, state_key),
            Facet("purpose", said("用途"), {key.replace("_", "-"): word for key, word in PURPOSES.items()}, purpose_key),
        ),
        order=order,
        beside=beside,
        events=partial(events, period=result),
        dues=partial(dues, period=result),
        course=course,
        table=data.table(result),
        data=data.data,
        sheets=data.SHEETS,
        overview=overviews,
        folders=frozenset({OPEN.folder}),
        addresses=addresses,
        gathers=gathers,
        home={OPEN.folder: HomeBlock(OPEN.title, calls)},
        tasks=tasks,
        front=front,
    )


CONSULTATION = under(PERIODS)
