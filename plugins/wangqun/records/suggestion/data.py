"""Open data of motions and suggestions: a row each, a row for each event, the sums of sessions with what rates are made of."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from ...domain.document import Document
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
    DataField("id", "编号", "议案、建议的编号，与上一张表相同"),
    DataField("title", "标题", ""),
    DataField("order", "序号", "第几个环节，从 1 起，依日期"),
    DataField("date", "日期", "YYYY-MM-DD"),
    DataField("type", "环节的代码", "、".join(STEPS)),
    DataField("step", "环节", "、".join(STEPS.values())),
    DataField("by", "谁做的", "没有写的为空"),
    DataField("to", "交给谁", "没有写的为空"),
    DataField("doc", "有关的稿件", "编号，没有的、没有公开的为空"),
    DataField("note", "说明", "没有写的为空"),
    DataField("attitude", "对办理态度", "只有评价有；" + "、".join(RATINGS.values())),
    DataField("result", "对办理结果", "只有评价有；" + "、".join(RATINGS.values())),
    DataField("url", "网址", ""),
)
SUMS = (
    DataField("session", "会议", "没有写会议的为提交的年份"),
    DataField("total", "件数", "包括不公开的"),
    DataField("hidden", "不公开的件数", "只计入件数、交办件数和答复件数"),
    DataField("assigned", "交办件数", "办复率的分母"),
    DataField("replied", "答复件数", "办复率的分子"),
    DataField("rated", "评价件数", "满意率、基本满意率的分母；未反馈的、不公开的不计"),
    *(DataField(key, f"{title}件数", "只计公开的") for key, title in RATINGS.items()),
    DataField("median_days", "半数在几天内答复", "只计公开的；没有答复的为空"),
)
_INTEGERS = frozenset({"order", "total", "hidden", "assigned", "replied", "rated", "median_days", *RATINGS})


def table(name: str, title: str, periods: Periods) -> Table:
    """A row for each public one."""
    many = "几个用“；”隔开"
    day = "YYYY-MM-DD，没有的为空"
    return Table(
        f"{name}s",
        title,
        (
            Field("form", "种类", "、".join(FORMS.values()), _form),
            Field("number", "会议上的编号", "没有写的为空", partial(_text, "number")),
            Field("congress", "哪一级人民代表大会", "缺省为本站的，为空", partial(_text, "congress")),
            Field("term", "届", "", partial(_text, "term")),
            Field("session", "次会议", "", partial(_text, "session")),
            Field("during", "时段", "、".join(DURING.values()), _during),
            Field("subject", "类别", "没有写的为空", partial(_text, "subject")),
            Field("lead_deputy", "领衔代表", "代表编号或者姓名", partial(_text, "lead_deputy")),
            Field("co_deputies", "联名代表", many, partial(_many, "co_deputies")),
            Field("by_delegation", "代表团", "以代表团名义提出的", partial(_text, "by_delegation")),
            Field("lead_units", "主办单位", many, partial(_many, "lead_units")),
            Field("co_units", "会办单位", many, partial(_many, "co_units")),
            Field("mode", "办理方式", "、".join(MODES.values()), _mode),
            Field("state", "状态", "、".join(timing.STATES.values()), _state),
            Field("submitted_on", "提交", day, partial(_day, "submitted")),
            Field("assigned_on", "交办", day, partial(_day, "assigned")),
            Field("due_on", "答复的期限", "YYYY-MM-DD，到当天 24:00；没有交办的为空", partial(_due, periods)),
            Field("extended_on", "延期", day, partial(_day, "extended")),
            Field("replied_on", "答复", day, partial(_day, "replied")),
            Field("days", "交办到答复的天数", "没有答复的为空", partial(_days, periods), "integer"),
            Field("outcome", "办理结果", "、".join(OUTCOMES.values()), _outcome),
            Field("outcome_label", "办理结果在本地的叫法", "没有写的为空", partial(_text, "outcome_label")),
            Field("rating", "代表的评价", "、".join(RATINGS.values()), partial(_rating, periods)),
            Field("referred_to", "转到上级的哪一件", "编号，没有的、没有公开的为空", partial(_text, "referred_to"), names=True),
            Field(
                "referred_from", "由下级的哪一件转来", "编号，没有的、没有公开的为空", partial(_text, "referred_from"), names=True
            ),
        ),
    )


def sheets(name: str, title: str) -> tuple[Sheet, Sheet]:
    """A row for each event, a row for each session."""
    return (
        Sheet(f"{name}_events", f"{title}的环节，一个环节一行", EVENTS),
        Sheet(f"{name}_sessions", f"{title}的统计，一次会议一行", SUMS),
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
            f"data/schema/{name}_{key}.json": _schema(f"{title}的{what}（{name}_{key}.csv 的一行）", columns)
            for key, what, columns in (("events", "环节", EVENTS), ("sessions", "统计", SUMS))
        },
        as_of=max(days, default=""),
        amount=f"{title}的环节 {count} 行，统计 {sessions} 行。",
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
    return Dataset(as_json(shape), f"{title}的结构")


def _type(key: str) -> str | list[str]:
    return ["integer", "null"] if key == "median_days" else "integer" if key in _INTEGERS else "string"


def _event(pages: Pages, document: Document, at: int, event: Event) -> tuple[Any, ...]:
    item = of(document)
    said = timing.opinion(item, happened(item), event) if event.type == "rated" else None
    return (
        *(str(document.id), document.title, at, event.date.isoformat(), event.type, STEPS[event.type]),
        *(event.by, event.to, "".join(public_ids(pages, filter(None, (event.doc,)))), event.note),
        *(RATINGS.get((said.attitude if said else None) or "", ""), RATINGS.get((said.result if said else None) or "", "")),
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
