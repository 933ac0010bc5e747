"""报备文件 `filing_review`: what the engine asks of one."""

from collections.abc import Callable, Iterator
from datetime import date
from functools import partial

from ...domain.document import Document
from ...domain.federation import SiteView
from ...domain.level import Level
from ...domain.said import listed, said
from ...pages.kinds import Beside, Event, Facet, Field, Table
from ...pages.kinds import Line as ListLine
from ...pages.overview import Grouping, overview, overview_addresses
from .. import plain
from ..kind import Kind
from . import checks, timing
from .page import has_come, page
from .record import ASKING, FILE_TYPES, MODES, FilingReview, of

NAME = "filing_review"


def references(document: Document) -> Iterator[tuple[str, str]]:
    """The regulations that it is about."""
    yield from (("regulations", written) for written in of(document).regulations)


def line(document: Document) -> ListLine:
    """Its maker, its sort and number, and the result once it is public."""
    item = of(document)
    result = item.result if timing.key_of(document) == "closed" else ""
    facts = (item.issuer, FILE_TYPES.get(item.file_type or ""), item.doc_number, result)
    return ListLine(facts=tuple(filter(None, facts)), picture=item.image)


def shows(document: Document) -> bool:
    """Always: what was filed, and how far its review is."""
    return True


def words(document: Document) -> str:
    """What can be found beside the text."""
    item = of(document)
    named = (item.issuer, FILE_TYPES.get(item.file_type or ""), item.filing_no, MODES.get(item.review_mode or ""))
    return "\n".join(filter(None, (*named, item.result, item.handling, item.request.reply if item.request else None)))


def type_key(document: Document) -> str:
    """Its sort as part of an address."""
    return (of(document).file_type or "").replace("_", "-")


def mode_key(document: Document) -> str:
    """How it is reviewed, as part of an address."""
    return (of(document).review_mode or "").replace("_", "-")


def order(document: Document) -> tuple[int, str]:
    """What was filed last comes first; what is not filed yet, by its publication, before."""
    item = of(document)
    day = item.filed_on or item.published_on or date.min
    return (-day.toordinal(), str(document.id))


def beside(document: Document) -> Beside | None:
    """When it was filed, else when it was made public by its maker."""
    item = of(document)
    if item.filed_on:
        return Beside(said("报送"), item.filed_on)
    return Beside(said("公布"), item.published_on) if item.published_on else None


def events(document: Document) -> Iterator[Event]:
    """The days by which a step must be taken, as long as it is not, and those of the steps."""
    item, key = of(document), timing.key_of(document)
    if key in {"unfiled", "late"} and (last := timing.filing_due(item)):
        yield Event("due-filing", f"应报送备案：{document.title}", last)
    if key in {"opinion", "overdue"} and (last := timing.answer_due(item)):
        yield Event("due-answer", f"制定机关应反馈：{document.title}", last)
    yield from (Event(key, f"{what}：{document.title}", day) for key, what, day in _steps(document))


def dues(document: Document) -> Iterator[Event]:
    """The steps that are not taken yet, while the law gives them a day."""
    item, key = of(document), timing.key_of(document)
    if not item.imported and item.filed_on is None and (last := timing.filing_due(item)):
        yield Event("filing", said("报送备案"), last)
    if not item.imported and key in {"opinion", "overdue"} and (last := timing.answer_due(item)):
        yield Event("answer", said("制定机关反馈"), last)


def course(document: Document) -> Iterator[Event]:
    """The steps that have been taken."""
    yield from (Event(key, what, day) for key, what, day in _steps(document) if has_come(document, day))


def _steps(document: Document) -> Iterator[tuple[str, str, date]]:
    item = of(document)
    for key, what, day in (
        ("filed", said("已备案"), item.filed_on),
        ("opinion", said("提出审查意见"), item.opinion_on),
        ("closed", said("已审结"), item.concluded_on),
    ):
        if day:
            yield key, what, day


def addresses(view: SiteView) -> Iterator[str]:
    """Where its overview stands."""
    return overview_addresses(view, FILING_REVIEW)


def _year(document: Document) -> str:
    item = of(document)
    day = item.filed_on or item.published_on
    return f"{day:%Y}" if day else ""


def _text(name: str, document: Document) -> str:
    return getattr(of(document), name) or ""


def _titled(name: str, titles: dict[str, str], document: Document) -> str:
    return titles.get(getattr(of(document), name) or "", "")


def _day(name: str, document: Document) -> str:
    day = getattr(of(document), name)
    return day.isoformat() if day else ""


def _state(document: Document) -> str:
    return document.phase


def _asked(document: Document) -> str:
    asked = of(document).request
    return ASKING[asked.by_type] if asked else ""


def _due(due: Callable[[FilingReview], date | None], document: Document) -> str:
    day = due(of(document))
    return day.isoformat() if day else ""


def _titles(titles: dict[str, str]) -> dict[str, str]:
    return {key.replace("_", "-"): title for key, title in titles.items()}


_IF_ANY = said("YYYY-MM-DD，没有的为空")
_FIELDS = (
    Field("state", said("状态"), listed(timing.STATES.values()), _state),
    Field("issuer", said("制定机关"), said("不详为空"), partial(_text, "issuer")),
    Field("doc_number", said("文号"), said("不详为空"), partial(_text, "doc_number")),
    Field("file_type", said("种类"), listed(FILE_TYPES.values()), partial(_titled, "file_type", FILE_TYPES)),
    Field("published_on", said("公布的日期"), said("YYYY-MM-DD，不详为空"), partial(_day, "published_on")),
    Field("filing_due", said("应在哪天前报送备案"), said("公布后 30 日；公布日期不详的为空"), partial(_due, timing.filing_due)),
    Field("filed_on", said("报送备案的日期"), _IF_ANY, partial(_day, "filed_on")),
    Field("filing_no", said("备案编号"), said("没有的为空"), partial(_text, "filing_no")),
    Field(
        "review_mode",
        said("审查方式"),
        said("%(modes)s，没有审查的为空", modes=listed(MODES.values())),
        partial(_titled, "review_mode", MODES),
    ),
    Field(
        "request_by",
        said("提出审查要求、建议的"),
        said("%(kinds)s，没有的为空；不含姓名、名称", kinds=listed(ASKING.values())),
        _asked,
    ),
    Field("opinion_on", said("提出审查意见的日期"), _IF_ANY, partial(_day, "opinion_on")),
    Field(
        "answer_due",
        said("制定机关应在哪天前反馈"),
        said("提出审查意见后两个月；没有提出的为空"),
        partial(_due, timing.answer_due),
    ),
    Field("answered_on", said("制定机关反馈的日期"), _IF_ANY, partial(_day, "answered_on")),
    Field("concluded_on", said("审查终结的日期"), _IF_ANY, partial(_day, "concluded_on")),
    Field("result", said("审查结果"), said("没有公开的为空"), partial(_text, "result")),
    Field("handling", said("处理情况"), said("没有公开的为空"), partial(_text, "handling")),
)
BY_YEAR = Grouping(said("各年"), said("年份"), _year, said("日期不详"), said("%(key)s 年"))

FILING_REVIEW = Kind(
    NAME,
    said("报备文件"),
    folder="filing_reviews",
    group="laws",
    levels=frozenset({Level.PROVINCE, Level.CITY, Level.COUNTY}),
    record=FilingReview,
    sample={
        "issuer": "云泽省人民政府",
        "doc_number": "云政规〔2026〕7号",
        "file_type": "gov_normative（政府规范性文件）",
        "published_on": "2026-06-01",
        "filed_on": "2026-06-18",
        "filing_no": "云人备〔2026〕第61号",
        "review_mode": "on_request（依申请审查）",
        "request": "{by_type: 公民, date: 2026-07-02, reply_on: 2026-09-25, reply: 答复的要点}",
        "opinion_on": "2026-08-03",
        "answered_on": "2026-09-15",
        "concluded_on": "2026-09-24",
        "result": "与上位法的规定不一致",
        "handling": "制定机关已修改第九条，自 2026-09-20 起执行。",
        "regulations": "['yunze:regulation/lanterns']",
    },
    findings=checks.findings,
    state=timing.state,
    turns=timing.turns,
    as_of=timing.as_of,
    references=references,
    shows=shows,
    line=line,
    page=page,
    apart=plain.always,
    template="filing_review",
    words=words,
    facets=(
        Facet("state", said("状态"), timing.STATES, timing.key_of),
        Facet("type", said("种类"), _titles(FILE_TYPES), type_key),
        Facet("mode", said("审查方式"), _titles(MODES), mode_key),
    ),
    order=order,
    beside=beside,
    events=events,
    dues=dues,
    course=course,
    table=Table("filing_reviews", said("报备文件和审查"), _FIELDS),
    overview=partial(
        overview, name=NAME, template="overview", description="报送备案的规范性文件，审查到哪一步，结果怎样", grouping=BY_YEAR
    ),
    addresses=addresses,
)
