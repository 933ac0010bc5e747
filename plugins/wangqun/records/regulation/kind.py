"""The kind 法规 `regulation`: what the engine asks of it."""

from collections.abc import Iterator, Sequence
from datetime import date
from functools import partial
from typing import Any

from ...domain.document import Document
from ...domain.federation import SiteView
from ...domain.finding import Finding
from ...domain.ids import parse_id
from ...domain.level import Level
from ...domain.said import listed, said
from ...pages.context import Task
from ...pages.kinds import Beside, Facet, Sorting, Table
from ...pages.kinds import Field as Column
from ...pages.kinds import Line as ListLine
from ...pages.overview import Grouping, overview, overview_addresses
from ...pages.site import Pages
from ..kind import Kind
from . import checks, timing
from . import outputs as files
from .happening import course, dues, events
from .law import NAME, apart, day_of, derives, laws
from .long import more
from .overlap import overlaps
from .page import page
from .record import TYPES, Regulation, of
from .renumbering import misnumbered
from .shelf import current_only, stands
from .versions import last_day

_FORCE = {"in-force": "InForce", "not-yet": "NotInForce", "amended": "NotInForce", "repealed": "NotInForce"}


def references(document: Document) -> Iterator[tuple[str, str]]:
    """The pieces that belong to it."""
    item = of(document)
    for field in ("draft_note", "review_report", "consulted_in"):
        if written := getattr(item, field):
            yield field, written
    if item.repealed_by and parse_id(item.repealed_by):
        yield "repealed_by", item.repealed_by
    yield from (("amendments", each.decision) for each in item.amendments if each.decision)
    yield from (("interpretations", written) for written in item.interpretations)
    yield from (("evaluations", each.report) for each in item.evaluations if each.report)


def together(public: Sequence[Document], others: Sequence[Document]) -> Iterator[Finding]:
    """What is wrong with a text beside the others of its law; of what is not public nobody can tell."""
    yield from overlaps(public)
    yield from misnumbered(public)


def line(document: Document) -> ListLine:
    """Its kind, who made it, and since when it is in force."""
    item = of(document)
    since = said("%(day)s 起施行", day=f"{item.effective_on:%Y-%m-%d}") if item.effective_on else ""
    if not since and item.first_effective_on:
        since = said("最初 %(day)s 起施行", day=f"{item.first_effective_on:%Y-%m-%d}")
    until = said("%(day)s 废止", day=f"{item.repealed_on:%Y-%m-%d}") if item.repealed_on else ""
    return ListLine(facts=tuple(filter(None, (_type(document), item.enacted_by, since, until))), picture=item.image)


def banners(document: Document) -> Iterator[str]:
    """What readers must know before the text: that it is not in force yet, or no more."""
    item, key = of(document), timing.key_of(document)
    if key == "not-yet" and item.effective_on:
        yield said("尚未施行：自 %(day)s 起施行", day=f"{item.effective_on:%Y-%m-%d}")
    elif key == "in-force" and item.replaced_on:
        yield said("自 %(day)s 起施行新的文本，这一天以前仍按这个文本", day=f"{item.replaced_on:%Y-%m-%d}")
    elif key == "amended" and item.replaced_on:
        yield said("这是旧文本，自 %(day)s 起施行新的文本", day=f"{item.replaced_on:%Y-%m-%d}")
    elif key == "amended":
        yield said("这是旧文本，%(day)s 有新的文本，从哪天起施行没有写明", day=f"{item.amended_on:%Y-%m-%d}")
    elif key == "repealed" and item.repealed_on:
        by = f"（{item.repealed_by}）" if item.repealed_by and not parse_id(item.repealed_by) else ""
        yield said("已于 %(day)s 废止%(by)s，仅供查阅", day=f"{item.repealed_on:%Y-%m-%d}", by=by)


def words(document: Document) -> str:
    """What can be found beside the text."""
    item = of(document)
    named = (item.enacted_by, item.meeting, item.approved_by, item.announcement_no, item.subject, item.gazette_issue)
    return "\n".join(filter(None, (_type(document), *named, *item.adoption)))


def past(document: Document) -> str:
    """That it is an old text or repealed, and its last day."""
    if timing.key_of(document) not in {"amended", "repealed"}:
        return ""
    last = last_day(of(document))
    if last:
        return f"{document.phase}，施行到 {last:%Y-%m-%d}"
    amended = of(document).amended_on
    return f"{document.phase}，{amended:%Y-%m-%d} 有新的文本" if amended else document.phase


def json_ld(pages: Pages, document: Document) -> dict[str, Any]:
    """A piece of legislation, for search engines."""
    item = of(document)
    until = _iso(item.replaced_on or item.repealed_on) or ".."
    found = {
        "@context": "https://schema.org",
        "@type": "Legislation",
        "name": document.title,
        "legislationType": _type(document),
        "legislationPassedBy": item.enacted_by or "",
        "legislationDate": _iso(item.passed_on),
        "legislationDateVersion": _iso(item.version_on or item.passed_on),
        "dateCreated": _iso(item.promulgated_on),
        "temporalCoverage": f"{_iso(item.effective_on)}/{until}" if item.effective_on else "",
        "legislationLegalForce": f"https://schema.org/{force}" if (force := _FORCE.get(timing.key_of(document))) else "",
        "url": pages.absolute(stands(pages, document)),
        "inLanguage": "zh-CN",
    }
    return {key: value for key, value in found.items() if value != ""}


def type_key(document: Document) -> str:
    """Its kind of law as part of an address."""
    return (of(document).doc_type or "").replace("_", "-")


def order(document: Document) -> tuple[int, str, str]:
    """The newest text first; those of one day by title."""
    return (-(day_of(of(document)) or date.min).toordinal(), document.title, str(document.id))


def beside(document: Document) -> Beside | None:
    """The day of the text: on which it was passed, or made what it is, else since when it is in force."""
    item = of(document)
    day = day_of(item)
    if day is None:
        return None
    changed = item.version_on and item.version_on != item.passed_on
    return Beside(said("文本日期") if changed else said("通过") if item.passed_on else said("施行"), day)


def _type(document: Document) -> str:
    return TYPES.get(of(document).doc_type or "", "")


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def _day(name: str, document: Document) -> str:
    return _iso(getattr(of(document), name))


def _text(name: str, document: Document) -> str:
    return getattr(of(document), name) or ""


def _year(document: Document) -> str:
    day = day_of(of(document))
    return f"{day:%Y}" if day else ""


def _word(name: str, document: Document) -> tuple[str, ...]:
    return tuple(filter(None, (_text(name, document),)))


def _years(document: Document) -> tuple[str, ...]:
    return tuple(filter(None, (_year(document),)))


def addresses(view: SiteView) -> Iterator[str]:
    """Where its overview stands, the laws themselves, and their files."""
    yield from overview_addresses(view, REGULATION)
    yield from (f"{law.folder}index.html" for law in laws(view.documents))
    yield from files.addresses(view)


def tasks(pages: Pages) -> Iterator[Task]:
    """The way to the laws."""
    if pages.own_of(NAME):
        yield Task("laws", said("查法规"), pages.url(f"{NAME}/"), said("现行法规全文、历次文本和修改对照"), "book")


SORTINGS = (
    Sorting("organ", said("制定机关"), partial(_word, "enacted_by")),
    Sorting("field", said("领域"), partial(_word, "subject")),
    Sorting("year", said("年份"), _years),
)
BY_YEAR = Grouping(said("各年"), said("年份"), _year, said("年份不详"), said("%(key)s 年"))
_COLUMNS: tuple[Column, ...] = (
    Column("doc_type", said("种类"), listed(TYPES.values()), _type),
    Column("enacted_by", said("制定机关"), said("不详为空"), partial(_text, "enacted_by")),
    Column("passed_on", said("通过的日期"), said("YYYY-MM-DD，不详为空"), partial(_day, "passed_on")),
    Column("approved_by", said("批准机关"), said("不用批准的为空"), partial(_text, "approved_by")),
    Column("approved_on", said("批准的日期"), said("YYYY-MM-DD，不用批准的为空"), partial(_day, "approved_on")),
    Column("promulgated_on", said("公布的日期"), said("YYYY-MM-DD，不详为空"), partial(_day, "promulgated_on")),
    Column("announcement_no", said("公告号"), said("不详为空"), partial(_text, "announcement_no")),
    Column("effective_on", said("施行的日期"), said("YYYY-MM-DD，不详为空"), partial(_day, "effective_on")),
    Column(
        "first_effective_on",
        said("最初施行的日期"),
        said("YYYY-MM-DD，只在这个文本施行的日期不详时写"),
        partial(_day, "first_effective_on"),
    ),
    Column("replaced_on", said("被新文本代替的日期"), said("YYYY-MM-DD，没有的为空"), partial(_day, "replaced_on")),
    Column("repealed_on", said("废止的日期"), said("YYYY-MM-DD，没有废止的为空"), partial(_day, "repealed_on")),
    Column("version_on", said("这个文本的日期"), said("YYYY-MM-DD，不详为空"), partial(_day, "version_on")),
)

REGULATION = Kind(
    NAME,
    said("法规"),
    folder="regulations",
    group="laws",
    levels=frozenset({Level.PROVINCE, Level.CITY, Level.COUNTY}),
    record=Regulation,
    sample={
        "doc_type": "local_regulation（地方性法规）",
        "enacted_by": "云泽省人民代表大会常务委员会",
        "passed_on": "2026-09-26",
        "meeting": "云泽省第十四届人民代表大会常务委员会第九次会议",
        "approved_by": "（设区的市、自治州、自治县的写）云泽省人民代表大会常务委员会",
        "approved_on": "2026-10-20",
        "promulgated_by": "云泽省人民代表大会常务委员会",
        "promulgated_on": "2026-10-22",
        "announcement_no": "〔十四届〕第三十三号",
        "effective_on": "2027-01-01",
        "amendments": "[{date: 2026-09-26, organ: 云泽省人民代表大会常务委员会, text: 第一次修正}]",
        "adoption": "[（2026年9月26日云泽省第十四届人民代表大会常务委员会第九次会议通过）]",
        "draft_note": "yunze:article/lantern-note",
        "review_report": "yunze:article/lantern-report",
        "gazette_issue": "2026年第5号",
        "filed_on": "2026-11-05",
    },
    findings=checks.findings,
    state=timing.state,
    turns=timing.turns,
    lawful=checks.lawful,
    derives=derives,
    apart=apart,
    together=together,
    references=references,
    line=line,
    banners=banners,
    json_ld=json_ld,
    words=words,
    past=past,
    facets=(
        Facet("state", said("时效"), timing.STATES, timing.key_of),
        Facet("type", said("种类"), {key.replace("_", "-"): title for key, title in TYPES.items()}, type_key),
    ),
    sortings=SORTINGS,
    order=order,
    beside=beside,
    stands=stands,
    more=more,
    page=page,
    template="regulation",
    tasks=tasks,
    events=events,
    dues=dues,
    course=course,
    table=Table("regulations", said("法规"), _COLUMNS),
    data=files.data,
    sheets=files.SHEETS,
    overview=partial(overview, name=NAME, template="overview", grouping=BY_YEAR, choose=current_only),
    outputs=files.outputs,
    addresses=addresses,
)
