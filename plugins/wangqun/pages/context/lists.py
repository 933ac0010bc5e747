"""What the lists of documents show."""

from dataclasses import field
from typing import ClassVar

from ...domain.frozen import frozen
from .home import Block
from .parts import Entry, Head, Link


@frozen
class Year:
    """Documents of one year as they stand on a page; `id` is an anchor, `title` 2026 年 or 未注明日期."""

    id: str
    title: str
    entries: tuple[Entry, ...]


@frozen
class YearLink:
    """A year with the number of its documents, and where the newest of them stands."""

    title: str
    url: str
    count: int


@frozen
class ListPage:
    """list.html: the documents of a column or a tag, newest first; older ones on pages numbered from the oldest."""

    SCHEMA: ClassVar[str] = "CollectionPage"

    head: Head = field(metadata={"help": "页头信息"})
    crumbs: tuple[Link, ...] = field(metadata={"help": "本站内的位置"})
    title: str = field(metadata={"help": "栏目或标签名"})
    description: str = field(metadata={"help": "栏目说明，可空"})
    number: int = field(metadata={"help": "页号，自最早一页起从 1 数；最新一页为 0"})
    count: int = field(metadata={"help": "一共多少篇；只在最新一页说，其余各页为 0，不因新稿件而改"})
    groups: tuple[Year, ...] = field(metadata={"help": "本页稿件，按年分组"})
    years: tuple[YearLink, ...] = field(metadata={"help": "各年，通到那一年最新一篇所在的页；只有一年或不是最新一页时为空"})
    tags: tuple[Link, ...] = field(metadata={"help": "这个栏目常用的标签；不是最新一页时为空"})
    feed: str | None = field(metadata={"help": "这个栏目的 Atom 地址；没有可订阅的内容时为空"})
    newest: Link | None = field(metadata={"help": "最新一页；本页即最新时为空"})
    newer: Link | None = field(metadata={"help": "较新的一页"})
    older: Link | None = field(metadata={"help": "较早的一页"})

    @property
    def entries(self) -> tuple[Entry, ...]:
        """All documents of the page in order."""
        return tuple(entry for group in self.groups for entry in group.entries)


@frozen
class HubPage(ListPage):
    """hub.html: the newest page of a column that is more than its documents, 互动 and 议案建议."""

    blocks: tuple[Block, ...] = field(metadata={"help": "稿件之前的各块，与首页的一样由 `home/<partial>.html` 画"})
    scripts: tuple[str, ...] = field(metadata={"help": "各块要用的脚本"})
    styles: tuple[str, ...] = field(metadata={"help": "各块要用的样式"})
