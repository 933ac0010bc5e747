"""监督事项 `supervision_item`: what the engine asks of one."""

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

from ...domain.document import Document
from ...domain.federation import SiteView
from ...domain.ids import parse_id
from ...domain.moment import day_words
from ...domain.period import Period
from ...domain.said import said
from ...pages.context import Link
from ...pages.kinds import Beside, Event, Facet
from ...pages.kinds import Line as ListLine
from ...pages.output import Output
from ...pages.overview import Grouping, overview, overview_addresses
from ...pages.site import Pages
from .. import plain
from ..kind import Kind
from . import chain, checks, data, plan, sheets
from .law import PERIODS
from .page import page, sentence
from .record import TYPES, SupervisionItem, of

NAME = plan.NAME
_BODIES = {
    "government": said("人民政府"),
    "supervisors": said("监察委员会"),
    "court": said("人民法院"),
    "procuratorate": said("人民检察院"),
    "committee": said("人大常委会"),
    "other": said("其他"),
}


def references(document: Document) -> Iterator[tuple[str, str]]:
    """The plan it is in, the laws that were inspected, the papers of its steps, the audit, the notices that ask for leads."""
    item = of(document)
    yield from ((field, written) for field in ("plan_doc", "audit") if (written := getattr(item, field)))
    yield from (("laws", written) for written in item.laws if parse_id(written))
    yield from (("chain", step.doc) for step in item.chain if step.doc)
    yield from (("leads", each.consultation) for each in item.leads if each.consultation)


def files(document: Document) -> Iterator[tuple[str, str]]:
    """Files of the site that the header names."""
    item = of(document)
    yield from plain.files(document)
    yield from (("chain", step.file) for step in item.chain if step.file)
    yield from (("sheets", sheet.file) for sheet in item.sheets)


def shows(document: Document) -> bool:
    """Always: what is supervised, and how far that is."""
    return True


def line(document: Document) -> ListLine:
    """Its type, who reports, and when that was heard."""
    item = of(document)
    day = chain.heard_on(item)
    heard = said("%(day)s听取", day=day_words(day)) if day and plan.is_heard(document) else ""
    planned = said("计划 %(month)s 月", month=item.plan_month) if item.plan_month and not heard else ""
    return ListLine(facts=tuple(filter(None, (TYPES[item.type], item.reporting_body, heard or planned))), picture=item.image)


def words(document: Document) -> str:
    """What can be found beside the text."""
    item = of(document)
    quoted = (part for step in item.chain for part in (step.name, step.quote, step.not_public_reason))
    led = (part for each in item.leads for part in (each.channel, each.outcome))
    named = (TYPES[item.type], item.topic, item.reporting_body, item.lead_committee, item.meeting, *item.laws, *item.team)
    return "\n".join(filter(None, (*named, *quoted, *led, *(sheet.title for sheet in item.sheets))))


def state_key(document: Document) -> str:
    """Its state as part of an address."""
    return chain.key_of(document)


def type_key(document: Document) -> str:
    """Its type as part of an address."""
    return of(document).type.replace("_", "-")


def body_key(document: Document) -> str:
    """What kind of organ reports, as part of an address."""
    body = of(document).reporting_body or ""
    for key, word in (("supervisors", "监察"), ("court", "法院"), ("procuratorate", "检察"), ("committee", "人大")):
        if word in body:
            return key
    return "government" if body else "other"


def order(document: Document) -> tuple[int, int, str]:
    """The newest plan first, in it by number."""
    item = of(document)
    return (-(item.plan_year or 0), item.plan_no or 9999, str(document.id))


def beside(document: Document) -> Beside | None:
    """Its number in the plan."""
    number = of(document).plan_no
    return Beside(said("第 %(n)s 项", n=number)) if number else None


def events(document: Document, periods: Mapping[str, Period]) -> Iterator[Event]:
    """The days of its steps, and the last days of what is not there yet."""
    for point in chain.points(document, periods):
        key = f"{point.step}-{point.no}".replace("_", "-")
        if point.written and point.written.date:
            yield Event(key, f"{point.title}：{document.title}", point.written.date)
        if point.due and point.over_at and not point.is_met(chain.seen_at(document)):
            yield Event(f"due-{key}", f"{point.title}应在这一天前公布：{document.title}", point.due)


def dues(document: Document, periods: Mapping[str, Period]) -> Iterator[Event]:
    """Each step that is owed and not there yet, with the law."""
    item = of(document)
    for point in chain.points(document, periods):
        is_dropped = item.plan_changed and not point.written
        if point.due and point.over_at and not is_dropped and not point.is_met(chain.seen_at(document)):
            yield Event(f"{point.step}-{point.no}".replace("_", "-"), point.title, point.due, about=point.law)


def course(document: Document, periods: Mapping[str, Period]) -> Iterator[Event]:
    """The steps that were taken."""
    for point in chain.points(document, periods):
        if point.written and point.written.date and point.is_done(chain.seen_at(document)):
            yield Event(f"{point.step}-{point.no}".replace("_", "-"), point.title, point.written.date)


def json_ld(pages: Pages, document: Document, periods: Mapping[str, Period]) -> dict[str, Any]:
    """A report with the papers that are parts of it, for search engines."""
    item, site = of(document), pages.view.member.site.record
    found = chain.points(document, periods)
    now = chain.seen_at(document)
    papers = [
        {
            "@type": "CreativeWork",
            "name": f"{item.topic or document.title}：{point.title}",
            **({"datePublished": point.written.date.isoformat()} if point.written and point.written.date else {}),
        }
        for point in found
        if point.public_at and point.public_at <= now
    ]
    given = {
        "@context": "https://schema.org",
        "@type": "Report",
        "name": document.title,
        "description": sentence(document, found, now),
        "about": item.topic or "",
        "creator": {"@type": "GovernmentOrganization", "name": item.reporting_body} if item.reporting_body else "",
        "publisher": {"@type": "GovernmentOrganization", "name": site.name, "url": pages.absolute("")},
        "hasPart": papers,
        "url": pages.absolute(document.url),
        "inLanguage": "zh-CN",
    }
    return {key: value for key, value in given.items() if value not in ("", [])}


def _year(document: Document) -> str:
    return str(of(document).plan_year or "")


def _plan(pages: Pages, key: str) -> Link | None:
    """The plan of a year that the site's own items are in."""
    has_plan = bool(key) and any(_year(d) == key for d in pages.own_of(NAME))
    return Link(said("这一年的计划"), pages.url(plan.address(key))) if has_plan else None


BY_YEAR = Grouping(said("各年"), said("年份"), _year, said("没有列入计划"), said("%(key)s 年"), _plan)


def overviews(pages: Pages) -> Iterator[Output]:
    """All of the site, and the plan of each year."""
    yield from overview(pages, NAME, "overview", f"{pages.view.member.site.area}人大的监督事项和每一件的各步材料", BY_YEAR)
    yield from plan.outputs(pages)


def addresses(view: SiteView) -> Iterator[str]:
    """Where its overview and the plans stand."""
    yield from overview_addresses(view, SUPERVISION)
    yield from (plan.address(year) for year in plan.years([d for d in view.documents if d.id.kind == NAME]))


def under(written: Mapping[str, Period | None]) -> Kind:
    """The kind as a province's periods have it."""
    periods = {**PERIODS, **{key: period for key, period in written.items() if period}}
    return Kind(
        NAME,
        said("监督事项"),
        folder="supervision_items",
        group="supervision",
        record=SupervisionItem,
        sample={
            "type": "special_report（专项工作报告）",
            "topic": "农村饮水安全工作情况",
            "plan_year": "2026",
            "plan_no": "3",
            "plan_month": "5",
            "plan_doc": "yunze:article/plan-2026",
            "reporting_body": "云泽省人民政府",
            "lead_committee": "省人大农业与农村委员会",
            "laws": "（执法检查写）[云泽省农村供水条例, 'yunze:regulation/water']",
            "team": "（执法检查写）[省人大常委会副主任带队, 省人大代表 6 人]",
            "inspected": "2026年3月至4月",
            "meeting": "云泽省第十四届人民代表大会常务委员会第九次会议",
            "audited_on": "（审计整改写）2026-07-29",
            "audit": "（审计整改写）yunze:supervision_item/audit-2026",
            "chain": "[{step: 报告, date: 2026-05-28, doc: 'yunze:article/a'}, {step: 审议意见, date: 2026-06-20, quote: 要点}]",
            "sheets": "[{title: 一般公共预算收入, file: ../attachments/revenue.csv, unit: 亿元, year: 2026}]",
            "leads": "[{channel: 网上征集, received: 186, used: 42, outcome: 归并为 9 类问题转交研究}]",
        },
        findings=partial(checks.findings, periods=periods),
        state=partial(chain.state, periods=periods),
        turns=partial(chain.turns, periods=periods),
        as_of=chain.as_of,
        periods=periods,
        under=under,
        lawful=checks.lawful,
        tables=sheets.tables,
        references=references,
        files=files,
        shows=shows,
        line=line,
        page=partial(page, periods=periods),
        apart=plain.always,
        template="supervision",
        json_ld=partial(json_ld, periods=periods),
        words=words,
        facets=(
            Facet("state", said("状态"), chain.STATES, state_key),
            Facet("type", said("类型"), {key.replace("_", "-"): title for key, title in TYPES.items()}, type_key),
            Facet("body", said("报告机关"), _BODIES, body_key),
        ),
        order=order,
        beside=beside,
        events=partial(events, periods=periods),
        dues=partial(dues, periods=periods),
        course=partial(course, periods=periods),
        table=data.table(periods),
        data=partial(data.data, periods=periods),
        sheets=data.SHEETS,
        overview=overviews,
        addresses=addresses,
    )


SUPERVISION = under(PERIODS)
