"""Open data of motions and suggestions: a row each, a row for each event, the sums of sessions with what rates are made of."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from ...domain.document import Document
from ...domain.said import listed, said, word
from ...pages.context import DataField
from ...pages.kinds import Field, Sheet, Table
from ...pages.opendata import DRAFT, Data, Dataset, as_json, csv_text, public_ids
from ...pages.site import Pages
from . import clock, statistics, steps, timing
from .page import happened
from .provinces import Periods
from .record import Event, of
from .tables import facts_of
from .words import DURING, FORMS, MODES, OUTCOMES, RATINGS, STEPS

EVENTS = (
    DataField("id", said("编号"), said("议案、建议的编号，与上一张表相同")),
    DataField("title", said("标题"), ""),
    DataField("order", said("序号"), said("第几个环节，从 1 起，依日期")),
    DataField("date", said("日期"), "YYYY-MM-DD"),
    DataField("type", said("环节的代码"), "、".join(STEPS)),
    DataField("step", said("环节"), listed(STEPS.values())),
    DataField("by", said("谁做的"), said("没有写的为空")),
    DataField("to", said("交给谁"), said("没有写的为空")),
    DataField("doc", said("有关的稿件"), said("编号，没有的、没有公开的为空")),
    DataField("note", said("说明"), said("没有写的为空")),
    DataField("attitude", said("对办理态度"), said("只有评价有；%(ratings)s", ratings=listed(RATINGS.values()))),
    DataField("result", said("对办理结果"), said("只有评价有；%(ratings)s", ratings=listed(RATINGS.values()))),
    DataField("url", said("网址"), ""),
)
SUMS = (
    DataField("session", said("会议"), said("没有写会议的为提交的年份")),
    DataField("total", said("件数"), said("包括不公开的")),
    DataField("hidden", said("不公开的件数"), said("只计入件数、交办件数和答复件数")),
    DataField("assigned", said("交办件数"), said("办复率的分母")),
    DataField("replied", said("答复件数"), said("办复率的分子")),
    DataField("rated", said("评价件数"), said("满意率、基本满意率的分母；未反馈的、不公开的不计")),
    *(DataField(key, said("%(rating)s件数", rating=word(title)), said("只计公开的")) for key, title in RATINGS.items()),
    DataField("median_days", said("半数在几天内答复"), said("只计公开的；没有答复的为空")),
)
_INTEGERS = frozenset({"order", "total", "hidden", "assigned", "replied", "rated", "median_days", *RATINGS})


def table(name: str, title: str, periods: Periods) -> Table:
    """A row for each public one."""
    many = said("几个用“；”隔开")
    day = said("YYYY-MM-DD，没有的为空")
    return Table(
        f"{name}s",
        title,
        (
            Field("form", said("种类"), listed(FORMS.values()), _form),
            Field("number", said("会议上的编号"), said("没有写的为空"), partial(_text, "number")),
            Field("congress", said("哪一级人民代表大会"), said("缺省为本站的，为空"), partial(_text, "congress")),
            Field("term", said("届"), "", partial(_text, "term")),
            Field("session", said("次会议"), "", partial(_text, "session")),
            Field("during", said("时段"), listed(DURING.values()), _during),
            Field("subject", said("类别"), said("没有写的为空"), partial(_text, "subject")),
            Field("lead_deputy", said("领衔代表"), said("代表编号或者姓名"), partial(_text, "lead_deputy")),
            Field("co_deputies", said("联名代表"), many, partial(_many, "co_deputies")),
            Field("by_delegation", said("代表团"), said("以代表团名义提出的"), partial(_text, "by_delegation")),
            Field("lead_units", said("主办单位"), many, partial(_many, "lead_units")),
            Field("co_units", said("会办单位"), many, partial(_many, "co_units")),
            Field("mode", said("办理方式"), listed(MODES.values()), _mode),
            Field("state", said("状态"), listed(timing.STATES.values()), _state),
            Field("submitted_on", said("提交"), day, partial(_day, "submitted")),
            Field("assigned_on", said("交办"), day, partial(_day, "assigned")),
            Field("due_on", said("答复的期限"), said("YYYY-MM-DD，到当天 24:00；没有交办的为空"), partial(_due, periods)),
            Field("extended_on", said("延期"), day, partial(_day, "extended")),
            Field("replied_on", said("答复"), day, partial(_day, "replied")),
            Field("days", said("交办到答复的天数"), said("没有答复的为空"), partial(_days, periods), "integer"),
            Field("outcome", said("办理结果"), listed(OUTCOMES.values()), _outcome),
            Field("outcome_label", said("办理结果在本地的叫法"), said("没有写的为空"), partial(_text, "outcome_label")),
            Field("rating", said("代表的评价"), listed(RATINGS.values()), partial(_rating, periods)),
            Field(
                "referred_to",
                said("转到上级的哪一件"),
                said("编号，没有的、没有公开的为空"),
                partial(_text, "referred_to"),
                names=True,
            ),
            Field(
                "referred_from",
                said("由下级的哪一件转来"),
                said("编号，没有的、没有公开的为空"),
                partial(_text, "referred_from"),
                names=True,
            ),
        ),
    )


def sheets(name: str, title: str) -> tuple[Sheet, Sheet]:
    """A row for each event, a row for each session."""
    return (
        Sheet(f"{name}_events", said("%(kind)s的环节，一个环节一行", kind=word(title)), EVENTS),
        Sheet(f"{name}_sessions", said("%(kind)s的统计，一次会议一行", kind=word(title)), SUMS),
    )


def data(pages: Pages, name: str, title: str, periods: Periods) -> Data | None:
    """Every event of every public one, and the sums of every session; None for a site without any."""
    own = pages.own_of(name)
    facts = tuple(facts_of(pages, name, own, periods))
    if not facts:
        return None
    rows = [_event(pages, document, at, event) for document in own for at, event in enumerate(happened(of(document)), 1)]
    events, count = csv_text([f.key for f in EVENTS], rows)
    sums, sessions = csv_text([f.key for f in SUMS], (_sums(*each) for each in sorted(statistics.by_session(facts).items())))
    days = [f"{event.date:%Y-%m-%d}" for document in own for event in happened(of(document))]
    return Data(
        title=title,
        files={
            f"data/{sheet.name}.csv": Dataset(text, sheet.title, number, fields=sheet.fields)
            for sheet, text, number in zip(sheets(name, title), (events, sums), (count, sessions), strict=True)
        },
        schemas={
            f"data/schema/{name}_events.json": _schema(
                said("%(kind)s的环节（%(file)s.csv 的一行）", kind=word(title), file=f"{name}_events"), EVENTS
            ),
            f"data/schema/{name}_sessions.json": _schema(
                said("%(kind)s的统计（%(file)s.csv 的一行）", kind=word(title), file=f"{name}_sessions"), SUMS
            ),
        },
        as_of=max(days, default=""),
        amount=said("%(kind)s的环节 %(n)s 行，统计 %(sums)s 行。", kind=word(title), n=count, sums=sessions),
    )


def _schema(title: str, columns: tuple[DataField, ...]) -> Dataset:
    shape = {
        "$schema": DRAFT,
        "title": title,
        "type": "object",
        "properties": {f.key: {"type": _type(f.key), "title": f.title, "description": f.help} for f in columns},
        "required": [f.key for f in columns],
        "additionalProperties": False,
    }
    return Dataset(as_json(shape), said("%(title)s的结构", title=title))


def _type(key: str) -> str | list[str]:
    return ["integer", "null"] if key == "median_days" else "integer" if key in _INTEGERS else "string"


def _event(pages: Pages, document: Document, at: int, event: Event) -> tuple[Any, ...]:
    item = of(document)
    opinion = timing.opinion(item, happened(item), event) if event.type == "rated" else None
    return (
        *(str(document.id), document.title, at, event.date.isoformat(), event.type, STEPS[event.type]),
        *(event.by, event.to, "".join(public_ids(pages, filter(None, (event.doc,)))), event.note),
        *(
            RATINGS.get((opinion.attitude if opinion else None) or "", ""),
            RATINGS.get((opinion.result if opinion else None) or "", ""),
        ),
        pages.absolute(document.url),
    )


def _sums(session: str, facts: tuple[statistics.Fact, ...]) -> Iterator[Any]:
    found = statistics.figures(facts)
    yield from (session, found.total, found.hidden, found.assigned, found.replied, found.rated)
    yield from (found.ratings.get(key, 0) for key in RATINGS)
    yield found.median_days


def _text(name: str, document: Document) -> str:
    return getattr(of(document), name) or ""


def _many(name: str, document: Document) -> str:
    return "；".join(getattr(of(document), name))


def _of_words(words: dict[str, str], name: str) -> Callable[[Document], str]:
    return partial(_word, words, name)


def _word(words: dict[str, str], name: str, document: Document) -> str:
    return words.get(getattr(of(document), name) or "", "")


_form, _during = _of_words(FORMS, "form"), _of_words(DURING, "during")
_mode, _outcome = _of_words(MODES, "mode"), _of_words(OUTCOMES, "outcome")


def _state(document: Document) -> str:
    return document.phase


def _day(step: str, document: Document) -> str:
    event = steps.first(happened(of(document)), step)
    return f"{event.date:%Y-%m-%d}" if event else ""


def _due(periods: Periods, document: Document) -> str:
    item = of(document)
    found = (due.day for due in clock.dues(item, periods, happened(item)) if due.step == "reply" and due.day)
    return max((f"{day:%Y-%m-%d}" for day in found), default="")


def _days(periods: Periods, document: Document) -> int | None:
    return statistics.fact(document, periods).days


def _rating(periods: Periods, document: Document) -> str:
    return RATINGS.get(timing.final_rating(document, periods), "")
