"""What templates of motions and suggestions see as `page`; part of the contract of pages/context, with the same rules."""

from dataclasses import field

from ...domain.frozen import frozen
from ...pages.charts import Bars
from ...pages.context import ArticlePage, Count, Download, FooterItem, Head, Link


@frozen
class Moment:
    """A point of the dated line: what was done or is to be done, by whom, when; `is_done` false for what is missing or to come.

    `law` is the rule by which it is due, `late` is what is said of it when the day has passed; `url` leads to a paper.
    """

    title: str
    day_text: str
    day_iso: str
    is_done: bool
    late: str = ""
    who: str = ""
    note: str = ""
    law: str = ""
    url: str | None = None


@frozen
class Quotation:
    """A reply: who replied, when, under which number, in which words, with which files."""

    title: str
    by: str
    no: str
    day_text: str
    day_iso: str
    paragraphs: tuple[str, ...]
    files: tuple[Download, ...]


@frozen
class About:
    """What it is, who proposes and handles it: a label with one value or more, each with a link where there is a page."""

    label: str
    values: tuple[Link, ...]


@frozen
class Promise:
    """A promise: what, by when, and when it was kept; `late` is what is said of it when the day has passed and it was not."""

    text: str
    due_text: str
    done_text: str
    late: str = ""


@frozen
class Opinion:
    """A rating by the lead deputy."""

    day_text: str
    day_iso: str
    attitude: str
    result: str


@frozen
class SuggestionPage(ArticlePage):
    """suggestion.html: an ArticlePage with the state, the dated line, replies and ratings."""

    state: str = field(metadata={"help": "状态，一个词"})
    lead: str = field(metadata={"help": "现在怎样，一句话"})
    turns: str = field(metadata={"help": "空；状态由系统到时更新"})
    about: tuple[About, ...] = field(metadata={"help": "编号、会议、类别、代表、主办单位等，有清单的链到清单"})
    moments: tuple[Moment, ...] = field(metadata={"help": "各个环节，依日期；已办的和应办未办的"})
    replies: tuple[Quotation, ...] = field(metadata={"help": "答复，依日期"})
    outcome: tuple[FooterItem, ...] = field(metadata={"help": "办理结果、本地的叫法、原因"})
    promises: tuple[Promise, ...] = field(metadata={"help": "承诺事项"})
    chain: tuple[FooterItem, ...] = field(metadata={"help": "转自、转到、并入的那一件"})
    ratings: tuple[Opinion, ...] = field(metadata={"help": "代表的评价，依日期"})


@frozen
class UnitRow:
    """A unit that handles: how many it was given, has replied to; rates and days only for five and more; `url` lists all."""

    unit: str
    assigned: str
    replied: str
    rate: str
    satisfied: str
    days: str
    url: str | None = None


@frozen
class SessionFigures:
    """All of one session: numbers, charts, and the units."""

    title: str
    counts: tuple[Count, ...]
    notes: tuple[str, ...]
    charts: tuple[Bars, ...]
    units: tuple[UnitRow, ...]


@frozen
class StatisticsPage:
    """suggestion_statistics.html: each session's figures, newest first."""

    head: Head = field(metadata={"help": "页头信息"})
    crumbs: tuple[Link, ...] = field(metadata={"help": "本站内的位置"})
    title: str = field(metadata={"help": "标题"})
    note: str = field(metadata={"help": "怎样算的，一句话"})
    sessions: tuple[SessionFigures, ...] = field(metadata={"help": "各次会议，新的在前"})


TEMPLATES: dict[str, type] = {"suggestion": SuggestionPage, "suggestion_statistics": StatisticsPage}
