"""What the front page and the lists of documents show."""

from dataclasses import dataclass, field

from .parts import Count, Entry, Head, Link


@dataclass(frozen=True, slots=True)
class ListPage:
    """list.html: the documents of a column or a tag, newest first; older ones on pages numbered from the oldest."""

    head: Head = field(metadata={"help": "页头信息"})
    crumbs: tuple[Link, ...] = field(metadata={"help": "本站内的位置"})
    title: str = field(metadata={"help": "栏目或标签名"})
    description: str = field(metadata={"help": "栏目说明，可空"})
    number: int = field(metadata={"help": "页号，自最早一页起从 1 数；最新一页为 0"})
    entries: tuple[Entry, ...] = field(metadata={"help": "本页稿件"})
    newest: Link | None = field(metadata={"help": "最新一页；本页即最新时为空"})
    newer: Link | None = field(metadata={"help": "较新的一页"})
    older: Link | None = field(metadata={"help": "较早的一页"})


@dataclass(frozen=True, slots=True)
class Box:
    """A column on the home page with its newest documents."""

    title: str
    url: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class DeputiesBox:
    """代表 on the home page: `url` of the roster, counts as of a day, where else to go (找代表, 选区, 联络站…)."""

    url: str
    counts: tuple[Count, ...]
    as_of_text: str
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class HomePage:
    """index.html: the site's front page."""

    head: Head = field(metadata={"help": "页头信息"})
    lead: tuple[Entry, ...] = field(metadata={"help": "头条：最新的几篇，近期有图的一篇排第一"})
    boxes: tuple[Box, ...] = field(metadata={"help": "各栏目的最新稿件"})
    deputies: DeputiesBox | None = field(metadata={"help": "代表：人数和入口；没有名录时为空"})
