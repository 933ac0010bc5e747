"""What the overview of a kind shows, and the lists of those of its documents that have something in common."""

from dataclasses import field
from typing import ClassVar

from ...domain.frozen import frozen
from ..charts import Bars
from .parts import Count, Entry, Head, Link


@frozen
class Choice:
    """A value of a filter: where it leads, how many lines it has, whether this page is it."""

    title: str
    url: str
    count: int
    current: bool = False


@frozen
class Filter:
    """By what lines are chosen; only values that some line has, all lines first."""

    title: str
    choices: tuple[Choice, ...]


@frozen
class Group:
    """Lines that stand together; `more` leads to a page of their own."""

    title: str
    entries: tuple[Entry, ...]
    more: Link | None = None


@frozen
class OverviewPage:
    """The overview of a kind, or that of one value of a filter; the kind names the template."""

    SCHEMA: ClassVar[str] = "CollectionPage"

    head: Head = field(metadata={"help": "页头信息"})
    crumbs: tuple[Link, ...] = field(metadata={"help": "本站内的位置"})
    title: str = field(metadata={"help": "标题"})
    counts: tuple[Count, ...] = field(metadata={"help": "一共多少，各种状态各多少"})
    filters: tuple[Filter, ...] = field(metadata={"help": "可选的条件，每个条件的每个值是一页"})
    groups: tuple[Group, ...] = field(metadata={"help": "按年分组的各行，按这类材料自己的次序"})
    charts: tuple[Bars, ...] = field(metadata={"help": "图，每张带一张说同样内容的表"})
    otherwise: tuple[Filter, ...] = field(default=(), metadata={"help": "按主办单位等分的清单、各次会议的统计，各是一页"})
    chosen: tuple[str, ...] = field(default=(), metadata={"help": "选了的条件，如一种状态；没有选时为空"})
    calendar: str | None = field(default=None, metadata={"help": "日历文件的地址；没有时为空"})
    feed: str | None = field(default=None, metadata={"help": "变化的订阅的地址；没有时为空"})
