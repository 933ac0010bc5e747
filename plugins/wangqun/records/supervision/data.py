"""Open data of supervision: a row each, a row for every step with what it rests on, the figures, the years with denominators."""

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

from ...domain.document import Document
from ...domain.links import file_url
from ...domain.period import Period
from ...domain.said import listed, said, word
from ...pages.context import DataField
from ...pages.kinds import Field, Sheet, Table
from ...pages.opendata import DRAFT, MANY, Data, Dataset, as_json, csv_text
from ...pages.site import Pages
from . import plan
from .chain import STATES, Point, heard_on, in_order, points, seen_at
from .page import status_of
from .record import STEPS, TYPES, Rating, of
from .sheets import other_unit

STATUSES = {
    "done": said("已完成"),
    "missing": said("应公布而未见公布"),
    "due": said("已做，文件尚待公布"),
    "open": said("还没有到"),
    "withheld": said("不公开"),
}
_OF_STEP = (
    DataField("id", said("编号"), said("监督事项的编号，与 supervision.csv 相同")),
    DataField("title", said("标题"), ""),
    DataField("number", said("序号"), said("链上的第几步，从 1 起")),
    DataField("step", said("步骤"), listed(STEPS.values())),
    DataField("no", said("第几次"), ""),
    DataField("date", said("日期"), said("YYYY-MM-DD；还没有的为空")),
    DataField("due", said("期限"), said("YYYY-MM-DD，到当天 24:00；没有的为空")),
    DataField("basis", said("期限的依据"), said("法律条文、决议、计划；没有的为空")),
    DataField("status", said("情况"), listed(STATUSES.values())),
    DataField("not_public_reason", said("不公开的理由"), said("没有的为空")),
    DataField("quote", said("要点"), said("文件原文；没有的为空")),
    DataField("url", said("网址"), ""),
)
_OF_FIGURE = (
    DataField("id", said("编号"), said("监督事项的编号，与 supervision.csv 相同")),
    DataField("sheet", said("数据表"), ""),
    DataField("year", said("年份"), said("哪一年的数；没有写的为空")),
    DataField("unit", said("单位"), said("没有的为空")),
    DataField("item", said("项目"), said("第一列")),
    DataField("column", said("列名"), ""),
    DataField("value", said("数"), said("照原表；不是数的照写")),
    DataField("url", said("网址"), ""),
)
_OF_YEAR = (
    DataField("year", said("年份"), said("监督工作计划的年份")),
    DataField("planned", said("列入计划的件数"), said("其余各列都是其中的件数")),
    DataField("heard", said("已听取"), ""),
    DataField("complete", said("材料齐全"), said("依法公布的材料已经齐全")),
    DataField("with_gaps", STATES["gap"], said("有应公布而未见公布的")),
    DataField("dropped", STATES["dropped"], ""),
)
SHEETS = (
    Sheet("supervision_steps", said("监督事项的各步"), _OF_STEP),
    Sheet("supervision_figures", said("监督事项的数据表"), _OF_FIGURE),
    Sheet("supervision_years", said("各年监督工作计划"), _OF_YEAR),
)
_INTEGERS = {"number", "no", "year", "planned", "heard", "complete", "with_gaps", "dropped"}


def table(periods: Mapping[str, Period]) -> Table:
    """A row for each item."""
    none = said("没有的为空")
    return Table(
        "supervision",
        said("监督事项"),
        (
            Field("type", said("类型"), listed(TYPES.values()), _type),
            Field("state", said("状态"), listed(STATES.values()), _state),
            Field("topic", said("议题"), none, partial(_text, "topic")),
            Field("plan_year", said("计划年份"), none, partial(_number, "plan_year"), "integer"),
            Field("plan_no", said("计划序号"), none, partial(_number, "plan_no"), "integer"),
            Field("plan_month", said("计划月份"), none, partial(_number, "plan_month"), "integer"),
            Field("reporting_body", said("报告机关"), none, partial(_text, "reporting_body")),
            Field("lead_committee", said("牵头的委员会"), none, partial(_text, "lead_committee")),
            Field("laws", said("检查的法律、法规"), said("编号或名称，几个用“；”隔开"), _laws, names=True),
            Field("meeting", said("会议"), none, partial(_text, "meeting")),
            Field("heard_on", said("听取报告的日期"), said("YYYY-MM-DD；没有的为空"), _heard),
            Field("missing", said("缺的材料"), said("几样用“；”隔开；没有的为空"), partial(_missing, periods)),
            Field("next_due", said("下一个期限"), said("YYYY-MM-DD，到当天 24:00；没有的为空"), partial(_next, periods)),
            Field("satisfied", said("满意票数"), none, partial(_votes, "satisfied"), "integer"),
            Field("basically", said("基本满意票数"), none, partial(_votes, "basically"), "integer"),
            Field("dissatisfied", said("不满意票数"), none, partial(_votes, "dissatisfied"), "integer"),
            Field("leads_received", said("收到的线索件数"), said("没有征集的为空"), _leads, "integer"),
        ),
    )


def data(pages: Pages, periods: Mapping[str, Period]) -> Data | None:
    """Every step of every item, the figures and the years; None for a site without any."""
    documents = pages.own_of(plan.NAME)
    if not documents:
        return None
    chains = {d.id: points(d, periods) for d in documents}
    steps = [_step(pages, d, n, point) for d in documents for n, point in enumerate(chains[d.id], 1)]
    figures = [row for d in documents for row in _figures(pages, d)]
    of_year = {year: plan.numbers([d for d in documents if of(d).plan_year == year]) for year in plan.years(documents)}
    by_year = [(year, *numbers.values()) for year, numbers in of_year.items()]
    files: dict[str, Dataset] = {}
    schemas: dict[str, Dataset] = {}
    for (name, title, columns), rows in zip(SHEETS, (steps, figures, by_year), strict=True):
        if rows:
            text, count = csv_text([column.key for column in columns], rows)
            files[f"data/{name}.csv"] = Dataset(text, title, count, fields=columns)
            schemas[f"data/schema/{name}.json"] = Dataset(
                as_json(_schema(name, title, columns)), said("%(title)s的结构", title=word(title))
            )
    items = [
        {
            "id": str(d.id),
            "title": d.title,
            "type": of(d).type,
            "state": d.phase,
            "plan_year": of(d).plan_year,
            "chain": [dict(zip(_KEYS, row[2:-1], strict=True)) for row in steps if row[0] == str(d.id)],
            "url": pages.absolute(d.url),
        }
        for d in documents
    ]
    files["data/supervision.json"] = Dataset(as_json({"items": items}), said("监督事项和各步"), len(items), said("%(n)s 件"))
    days = [row[5] for row in steps if row[8] == STATUSES["done"]]
    return Data(
        title=said("监督事项"),
        files=files,
        schemas=schemas,
        as_of=max([*days, *(d.day_text for d in documents)]),
        amount=said("%(table)s %(n)s 行。", table=word(said("监督事项的各步")), n=len(steps)),
    )


_KEYS = [column.key for column in _OF_STEP[2:-1]]


def _schema(name: str, title: str, columns: tuple[DataField, ...]) -> dict[str, Any]:
    types = {c.key: ["integer", "null"] if name == "supervision_figures" else "integer" for c in columns if c.key in _INTEGERS}
    return {
        "$schema": DRAFT,
        "title": said("%(table)s（%(file)s.csv 的一行）", table=word(title), file=name),
        "type": "object",
        "properties": {c.key: {"type": types.get(c.key, "string"), "title": c.title, "description": c.help} for c in columns},
        "required": [c.key for c in columns],
        "additionalProperties": False,
    }


def _step(pages: Pages, document: Document, number: int, point: Point) -> tuple[Any, ...]:
    step = point.written
    return (
        *(str(document.id), document.title, number, STEPS[point.step], point.no),
        step.date.isoformat() if step and step.date else "",
        point.due.isoformat() if point.due else "",
        point.law,
        STATUSES[status_of(point, seen_at(document))],
        point.reason,
        (step.quote or "") if step else "",
        pages.absolute(document.url),
    )


def _figures(pages: Pages, document: Document) -> Iterator[tuple[Any, ...]]:
    scope, url = pages.view.scope, pages.absolute(document.url)
    for sheet in of(document).sheets:
        rows = scope.tables.get(file_url(scope, document, sheet.file), ())
        for _, cells in rows[1:]:
            for head, cell in zip(rows[0][1][1:], cells[1:], strict=False):
                unit = "" if other_unit(sheet, head) else sheet.unit
                yield (str(document.id), sheet.title, sheet.year, unit, cells[0].strip(), head, cell, url)


def _type(document: Document) -> str:
    return TYPES[of(document).type]


def _state(document: Document) -> str:
    return document.phase


def _text(name: str, document: Document) -> str:
    return getattr(of(document), name) or ""


def _number(name: str, document: Document) -> int | None:
    found: int | None = getattr(of(document), name)
    return found


def _laws(document: Document) -> str:
    return MANY.join(of(document).laws)


def _heard(document: Document) -> str:
    day = heard_on(of(document))
    return day.isoformat() if day and plan.is_heard(document) else ""


def _missing(periods: Mapping[str, Period], document: Document) -> str:
    return MANY.join(point.title for point in points(document, periods) if point.is_missing(seen_at(document)))


def _next(periods: Mapping[str, Period], document: Document) -> str:
    now = seen_at(document)
    found = (p.due for p in points(document, periods) if p.due and p.over_at and p.over_at > now and not p.is_met(now))
    return min((day.isoformat() for day in found), default="")


def _rating(document: Document) -> Rating | None:
    """The last one."""
    rated = [step.rating for step in in_order(of(document).chain) if step.step == "rating" and step.rating]
    return rated[-1] if rated else None


def _votes(name: str, document: Document) -> int | None:
    rating = _rating(document)
    found: int | None = getattr(rating, name) if rating else None
    return found


def _leads(document: Document) -> int | None:
    leads = of(document).leads
    return sum(each.received for each in leads) if leads else None
