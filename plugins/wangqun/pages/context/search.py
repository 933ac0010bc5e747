"""What the search page shows, and the lists of everything for readers without script."""

from dataclasses import field
from typing import ClassVar

from ...domain.frozen import frozen
from .parts import Head, Link, Meta


@frozen
class SearchServer:
    """Where the form for readers without script leads: it sends `field` by GET to `action`, with the `hidden` values.

    `origin` is what the page's policy must allow.
    """

    origin: str
    action: str
    field: str
    hidden: tuple[Meta, ...] = ()


@frozen
class SearchPage:
    """search.html: 搜索 by script in the page; without it the lists of everything, and a server where there is one."""

    head: Head = field(metadata={"help": "页头信息"})
    crumbs: tuple[Link, ...] = field(metadata={"help": "本站内的位置"})
    title: str = field(metadata={"help": "标题"})
    id: str = field(metadata={"help": "站点编号"})
    index: str = field(metadata={"help": "索引文件夹的地址，以斜杠结尾"})
    searched: bool = field(metadata={"help": "有没有可以搜索的内容：本站的，最上级站点还有各下级的"})
    ways: tuple[Link, ...] = field(metadata={"help": "按拼音、按年份的全部内容；没有可找的内容时为空"})
    everywhere: Link | None = field(metadata={"help": "在全部站点中搜索：最上级站点的搜索页；本站就是时为空"})
    server: SearchServer | None = field(metadata={"help": "没有脚本时用的搜索服务（search_server）；未设置时为空"})
    words: tuple[str, ...] = field(metadata={"help": "索引里我们自己的字样，脚本照本集群的说法显示：种类、栏目、条件和它们的值"})


@frozen
class DirectoryEntry:
    """A document or deputy in a list of everything; `note` is the column's title, or what a person is; `state` and `lang` are
    as in Entry.
    """

    title: str
    url: str
    note: str
    date_text: str = ""
    state: str = ""
    lang: str = ""


@frozen
class DirectoryGroup:
    """Everything of one letter or year; `id` is its anchor."""

    id: str
    title: str
    entries: tuple[DirectoryEntry, ...]


@frozen
class DirectoryPage:
    """directory.html: everything on the site by the first letter of its pinyin, or by year."""

    SCHEMA: ClassVar[str] = "CollectionPage"

    head: Head = field(metadata={"help": "页头信息"})
    crumbs: tuple[Link, ...] = field(metadata={"help": "本站内的位置"})
    title: str = field(metadata={"help": "标题"})
    lead: str = field(metadata={"help": "共有多少"})
    ways: tuple[Link, ...] = field(metadata={"help": "按拼音、按年份"})
    jumps: tuple[Link, ...] = field(metadata={"help": "字母或年份"})
    groups: tuple[DirectoryGroup, ...] = field(metadata={"help": "本页列出的；内容多时入口页不列"})
    pages: tuple[Link, ...] = field(metadata={"help": "同一字母或年份的各页；只有一页时为空"})
