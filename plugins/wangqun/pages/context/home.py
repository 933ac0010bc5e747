"""What the front page shows: blocks, each with the name of the partial that draws it."""

from dataclasses import field

from ...domain.frozen import frozen
from ..hemicycle import Hemicycle
from .parts import Count, Entry, FooterItem, Head, Link


@frozen(kw_only=True)
class Block:
    """A part of the home page: `name` by which sites order it, its heading, where all of it is, and who draws it."""

    name: str = field(metadata={"help": "名字，站点按它排次序；也是元素 `id` 的一部分"})
    partial: str = field(metadata={"help": "画它的模板：`home/` 里的文件名，不含 .html"})
    title: str = field(metadata={"help": "标题"})
    url: str | None = field(default=None, metadata={"help": "标题和“全部”通到哪里；没有时为空"})
    scripts: tuple[str, ...] = field(default=(), metadata={"help": "它要用的脚本，`js/` 里的文件名，不含 .js"})
    styles: tuple[str, ...] = field(default=(), metadata={"help": "它要用的样式，`css/` 里的文件名，不含 .css"})


@frozen
class Task:
    """Something that people come for: where it leads, as one line; `is_lookup` when it is asked in a field of its own."""

    name: str
    title: str
    url: str
    note: str
    icon: str
    is_lookup: bool = False


@frozen(kw_only=True)
class TasksBlock(Block):
    """home/tasks.html: what can be done here, in one row."""

    tasks: tuple[Task, ...] = field(metadata={"help": "办事入口，至多四项"})


@frozen(kw_only=True)
class SearchBlock(Block):
    """home/search.html, home/lookup.html: one field with a button; it sends `q` by GET to `url`."""

    label: str = field(metadata={"help": "输入框的名称"})
    hint: str = field(metadata={"help": "可以怎样写，一句话"})


@frozen(kw_only=True)
class EntriesBlock(Block):
    """home/lead.html, home/entries.html, home/strip.html: the newest documents of the site or of a column."""

    entries: tuple[Entry, ...] = field(metadata={"help": "稿件，新的在前；头条块的第一篇多半有图"})


@frozen
class Call:
    """A line of the timetable: the day on which it ends, the rest of the moment, who asks, and how one can answer.

    `opens_text` and `opens_time` are the day on which one that is not open yet begins; "" for others.
    """

    entry: Entry
    day_text: str
    time_text: str
    place: str
    ways: tuple[str, ...]
    opens_text: str = ""
    opens_time: str = ""
    opens_iso: str = ""


@frozen(kw_only=True)
class CallsBlock(Block):
    """home/calls.html: what is open now here and below, soonest first."""

    calls: tuple[Call, ...] = field(metadata={"help": "进行中的事项，最先截止的在前"})
    more: Link | None = field(default=None, metadata={"help": "没有列出的在哪里，连同总数；都列出时为空"})


@frozen(kw_only=True)
class SeatsBlock(Block):
    """home/seats.html: the house, by who elected it or by delegation."""

    counts: tuple[Count, ...] = field(metadata={"help": "名额、现实有代表、缺额、暂停"})
    as_of_text: str = field(metadata={"help": "截至日期"})
    chart: Hemicycle | None = field(metadata={"help": "席位图；不分组时为空"})
    links: tuple[Link, ...] = field(metadata={"help": "找代表、选区、联络站等"})


@frozen
class ReceptionDay:
    """A day on which deputies receive people: 12月2日 星期三 09:00–11:00, where, and whom to call."""

    date_text: str
    date_iso: str
    weekday: str
    hours: str
    note: str
    station: str
    url: str
    address: str
    phone: str
    phone_url: str | None


@frozen(kw_only=True)
class ReceptionBlock(Block):
    """home/reception.html: the next day on which deputies receive people, and those after it."""

    days: tuple[ReceptionDay, ...] = field(metadata={"help": "接下来的接待日，最近的在前；至少一个"})


@frozen
class Names:
    """Names under a heading: `note` says more of it, `call` is the telephone of the one it names."""

    title: str
    url: str | None
    note: str
    links: tuple[Link, ...]
    call: Link | None = None


@frozen(kw_only=True)
class NamesBlock(Block):
    """home/names.html, home/sites.html: names in groups, such as deputies by place and sites by level."""

    groups: tuple[Names, ...] = field(metadata={"help": "各组的名字"})
    more: Link | None = field(default=None, metadata={"help": "没有列出的在哪里；都列出时为空"})


@frozen
class Shelf:
    """A column with few pieces: its newest."""

    title: str
    url: str
    latest: Entry


@frozen(kw_only=True)
class ShelvesBlock(Block):
    """home/more.html: columns with few pieces, a line for each."""

    shelves: tuple[Shelf, ...] = field(metadata={"help": "各栏目的最新一篇"})


@frozen(kw_only=True)
class ContactsBlock(Block):
    """home/contacts.html: how to reach the site's office."""

    items: tuple[FooterItem, ...] = field(metadata={"help": "联系方式、举报电话、信访渠道等"})


@frozen
class HomePage:
    """index.html: the site's front page, a composition of blocks."""

    head: Head = field(metadata={"help": "页头信息"})
    blocks: tuple[Block, ...] = field(
        metadata={"help": "各块，按本级或本站的次序；每块由 `home/<partial>.html` 画，那里叫 `block`"}
    )
    scripts: tuple[str, ...] = field(metadata={"help": "各块要用的脚本"})
    styles: tuple[str, ...] = field(metadata={"help": "各块要用的样式"})
    is_bare: bool = field(metadata={"help": "还没有任何内容"})


PARTIALS: dict[str, type[Block]] = {
    "search": SearchBlock,
    "lookup": SearchBlock,
    "tasks": TasksBlock,
    "calls": CallsBlock,
    "lead": EntriesBlock,
    "entries": EntriesBlock,
    "strip": EntriesBlock,
    "seats": SeatsBlock,
    "reception": ReceptionBlock,
    "names": NamesBlock,
    "sites": NamesBlock,
    "more": ShelvesBlock,
    "contacts": ContactsBlock,
}
"""Templates in home/ with the class of the `block` that each draws."""
