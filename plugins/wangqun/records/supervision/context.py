"""What the templates of supervision see as `page`; part of the contract of pages/context, with the same rules."""

from dataclasses import field
from typing import ClassVar

from ...domain.frozen import frozen
from ...pages.charts import Bars
from ...pages.context import ArticlePage, Count, FooterItem, Head, Link


@frozen
class Node:
    """A step on the line: `status` is `done`, `missing`, `due`, `open` or `withheld`, `words` say it to readers.

    `day_*` are when it was done, `due_*` its last day and `law` what that rests on. `paper` is where it can be read, `note` the
    type and size of a file, `quote` what it says by paragraphs, `reason` why it is not public, `rating` the votes.
    """

    title: str
    status: str
    words: str
    day_text: str
    day_iso: str
    due_text: str
    due_iso: str
    law: str
    paper: Link | None
    note: str
    quote: tuple[str, ...]
    reason: str
    rating: Bars | None


@frozen
class SheetRow:
    """A row of figures: `weight` is `sum`, `part` or ""."""

    label: str
    cells: tuple[str, ...]
    weight: str


@frozen
class SheetTable:
    """A table of figures with its file; `chart` is a picture of it, None where it would say nothing."""

    title: str
    unit: str
    heads: tuple[str, ...]
    rows: tuple[SheetRow, ...]
    file: Link
    chart: Bars | None


@frozen
class LeadsLine:
    """线索征集: the channel with the notice that asks, the counts, what came of it."""

    channel: Link
    counts: tuple[Count, ...]
    outcome: str


@frozen
class SupervisionPage(ArticlePage):
    """supervision.html: an ArticlePage with its state, its chain with what is missing, its figures and leads."""

    state: str = field(metadata={"help": "状态：有缺项、进行中、跟踪监督中、计划中、已办结、计划已调整"})
    type: str = field(metadata={"help": "类型，如 执法检查"})
    sentence: str = field(metadata={"help": "到了哪一步、缺什么，一两句话"})
    about: tuple[FooterItem, ...] = field(metadata={"help": "议题、计划、报告机关、牵头委员会、检查组、时间、会议"})
    laws: tuple[Link, ...] = field(metadata={"help": "检查的法律、法规；没有页面的没有链接"})
    nodes: tuple[Node, ...] = field(metadata={"help": "链上的各步，做了的和缺的，按次序"})
    sheets: tuple[SheetTable, ...] = field(metadata={"help": "数据表和图"})
    leads: tuple[LeadsLine, ...] = field(metadata={"help": "线索征集：渠道、件数、结果"})


@frozen
class Promise:
    """A line of the year's plan: number, item, month, body, state."""

    number: str
    title: str
    url: str
    type: str
    month: str
    body: str
    state: str


@frozen
class LawLine:
    """A law that was inspected, with the inspections."""

    law: Link
    items: tuple[Link, ...]


@frozen
class PlanPage:
    """supervision_plan.html: the plan of a year as promises, with what became of each."""

    SCHEMA: ClassVar[str] = "CollectionPage"

    head: Head = field(metadata={"help": "页头信息"})
    crumbs: tuple[Link, ...] = field(metadata={"help": "本站内的位置"})
    title: str = field(metadata={"help": "标题"})
    year: int = field(metadata={"help": "年份"})
    counts: tuple[Count, ...] = field(metadata={"help": "列入计划的件数、已听取的、材料齐全的、有缺项的"})
    plans: tuple[Link, ...] = field(metadata={"help": "年度监督工作计划原文"})
    promises: tuple[Promise, ...] = field(metadata={"help": "各件：序号、事项、月份、报告机关、状态"})
    laws: tuple[LawLine, ...] = field(metadata={"help": "这一年检查的法律、法规"})
    years: tuple[Link, ...] = field(metadata={"help": "各年的计划"})


TEMPLATES: dict[str, type] = {"supervision": SupervisionPage, "supervision_plan": PlanPage}
