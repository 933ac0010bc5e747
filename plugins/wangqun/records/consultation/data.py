"""Open data of consultations: a row each, and a row for each group of opinions."""

from collections.abc import Iterator
from functools import partial
from typing import Any

from ...domain.document import Document
from ...domain.moment import SHANGHAI, last_day
from ...domain.period import Period
from ...domain.said import listed, said, word
from ...pages.context import DataField
from ...pages.kinds import Field, Sheet, Table
from ...pages.official import moment_text
from ...pages.opendata import DRAFT, Data, Dataset, as_json, csv_text
from ...pages.site import Pages
from .page import numbers
from .record import PURPOSES, STAGES, VERDICTS, AdoptionNote, Group, of
from .timing import STATES, key_of, result_due

_TITLE = said("采纳情况")
ADOPTIONS = (
    DataField("id", said("编号"), said("征求意见的编号，与 consultations.csv 相同")),
    DataField("title", said("标题"), ""),
    DataField("number", said("序号"), said("采纳情况里的第几组，从 1 起")),
    DataField("summary", said("意见归纳"), ""),
    DataField("count", said("条数"), said("不详为空")),
    DataField("verdict", said("处理"), listed(VERDICTS.values())),
    DataField("reason", said("理由"), said("没有写的为空")),
    DataField("article", said("涉及的条文"), said("没有写的为空")),
    DataField("url", said("网址"), ""),
)


def note_of(document: Document) -> AdoptionNote | None:
    """The result once it is public."""
    return of(document).adoption_note if key_of(document) == "reported" else None


def table(period: Period) -> Table:
    """A row for each consultation; moments to the minute in Beijing time, the end of a day as its 24:00."""
    number = said("不详为空")
    return Table(
        "consultations",
        said("征求意见"),
        (
            Field("purpose", said("用途"), listed(PURPOSES.values()), _purpose),
            Field("state", said("状态"), listed(STATES.values()), _state),
            Field("open_on", said("开始"), said("YYYY-MM-DD HH:MM，北京时间"), _opens),
            Field("close_on", said("截止"), said("YYYY-MM-DD HH:MM，北京时间；24:00 是当天结束"), _closes),
            Field("opens_at", said("开始的时刻"), "ISO 8601", _opens_at),
            Field("closes_at", said("截止的时刻"), said("ISO 8601；当天 24:00 写作次日 00:00"), _closes_at),
            Field("host", said("主办单位"), said("缺省为本机关，为空"), _host),
            Field("draft_title", said("草案名称"), said("没有的为空"), _draft_title),
            Field("draft_stage", said("稿次"), listed(STAGES.values()), _draft_stage),
            Field("phone", said("电话"), "", partial(_way, "phone"), contact=True),
            Field("address", said("通信地址"), "", partial(_way, "address")),
            Field("postcode", said("邮政编码"), "", partial(_way, "postcode")),
            Field("fax", said("传真"), "", partial(_way, "fax"), contact=True),
            Field("email", said("电子邮箱"), "", partial(_way, "email"), contact=True),
            Field("form_url", said("网上填写意见的网址"), "", partial(_way, "form_url")),
            Field("questionnaires", said("问卷"), said("网址，几个用“；”隔开"), _questionnaires),
            Field("participants", said("参与人数"), number, partial(_number, "participants"), "integer"),
            Field("comments", said("意见条数"), number, partial(_number, "comments"), "integer"),
            Field("result_due", said("结果应在哪天前公布"), said("YYYY-MM-DD，到当天 24:00；不适用为空"), partial(_due, period)),
            Field("result_on", said("采纳情况公布日期"), said("YYYY-MM-DD；没有公布的为空"), _reported),
            Field("adopted", said("采纳条数"), number, partial(_counted, "adopted"), "integer"),
            Field("partly", said("部分采纳条数"), number, partial(_counted, "partly"), "integer"),
            Field("not_adopted", said("未采纳条数"), number, partial(_counted, "not_adopted"), "integer"),
            Field("noted", said("留作研究条数"), number, partial(_counted, "noted"), "integer"),
            Field("result", said("采纳情况的总的说明"), said("没有的为空"), _result),
        ),
    )


SHEETS = (Sheet("adoptions", said("采纳情况，每组意见一行"), ADOPTIONS),)


def data(pages: Pages) -> Data | None:
    """Every group of every result, as a table and as JSON; None for a site without any."""
    found = [(d, note) for d in pages.own_of("consultation") if (note := note_of(d)) and note.groups]
    if not found:
        return None
    rows = [(document, number, group) for document, note in found for number, group in enumerate(note.groups, 1)]
    text, count = csv_text([f.key for f in ADOPTIONS], (_row(pages, *row) for row in rows))
    results = [
        {
            "id": str(document.id),
            "title": document.title,
            "date": note.date.isoformat(),
            "text": note.text or "",
            "numbers": numbers(note),
            "groups": [group.model_dump(mode="json") for group in note.groups],
            "url": pages.absolute(document.url),
        }
        for document, note in found
    ]
    shape = {
        "$schema": DRAFT,
        "title": said("%(table)s（%(file)s.csv 的一行）", table=word(_TITLE), file="adoptions"),
        "type": "object",
        "properties": {f.key: {"type": _type(f.key), "title": f.title, "description": f.help} for f in ADOPTIONS},
        "required": [f.key for f in ADOPTIONS],
        "additionalProperties": False,
    }
    return Data(
        title=_TITLE,
        files={
            "data/adoptions.csv": Dataset(text, SHEETS[0].title, count, fields=ADOPTIONS),
            "data/adoptions.json": Dataset(
                as_json({"results": results}), said("采纳情况，每次征求意见一项"), len(results), said("%(n)s 项")
            ),
        },
        schemas={"data/schema/adoptions.json": Dataset(as_json(shape), said("%(title)s的结构", title=shape["title"]))},
        as_of=max(note.date.isoformat() for _, note in found),
        amount=said("%(table)s %(n)s 行。", table=word(_TITLE), n=count),
    )


def _type(key: str) -> str | list[str]:
    return "integer" if key == "number" else ["integer", "null"] if key == "count" else "string"


def _row(pages: Pages, document: Document, number: int, group: Group) -> Iterator[Any]:
    yield from (str(document.id), document.title, number, group.summary, group.count, VERDICTS[group.verdict])
    yield from (group.reason, group.article, pages.absolute(document.url))


def _purpose(document: Document) -> str:
    return PURPOSES[of(document).purpose]


def _state(document: Document) -> str:
    return document.phase


def _opens(document: Document) -> str:
    return moment_text(of(document).open_on.astimezone(SHANGHAI))


def _closes(document: Document) -> str:
    closes = of(document).close_on.astimezone(SHANGHAI)
    midnight = (closes.hour, closes.minute, closes.second) == (0, 0, 0)
    return f"{last_day(closes):%Y-%m-%d} 24:00" if midnight else moment_text(closes)


def _opens_at(document: Document) -> str:
    return of(document).open_on.astimezone(SHANGHAI).isoformat()


def _closes_at(document: Document) -> str:
    return of(document).close_on.astimezone(SHANGHAI).isoformat()


def _host(document: Document) -> str:
    return of(document).host or ""


def _draft_title(document: Document) -> str:
    return of(document).draft_title or ""


def _draft_stage(document: Document) -> str:
    return STAGES[stage] if (stage := of(document).draft_stage) else ""


def _way(name: str, document: Document) -> str:
    item = of(document)
    return getattr(item.channels, name, None) or getattr(item.offline, name, None) or ""


def _questionnaires(document: Document) -> str:
    return "；".join(each.url for each in of(document).questionnaires)


def _number(name: str, document: Document) -> int | None:
    found: int | None = getattr(of(document), name)
    return found


def _due(period: Period, document: Document) -> str:
    due = result_due(of(document), period)
    return f"{last_day(due):%Y-%m-%d}" if due and not document.item.imported else ""


def _reported(document: Document) -> str:
    return f"{note.date:%Y-%m-%d}" if (note := note_of(document)) else ""


def _counted(verdict: str, document: Document) -> int | None:
    return numbers(note)[verdict] if (note := note_of(document)) else None


def _result(document: Document) -> str:
    return (note.text or "") if (note := note_of(document)) else ""
