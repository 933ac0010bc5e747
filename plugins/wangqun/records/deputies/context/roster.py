"""What the roster shows: deputies in office, former ones, empty seats."""

from dataclasses import field
from typing import ClassVar

from ....domain.frozen import frozen
from ....pages.context import Count, Head, Link
from ....pages.hemicycle import Hemicycle


@frozen
class PersonEntry:
    """A deputy in a list.

    `sounds` are the name's pinyin and its initials, for the filter; `delegation` is a name; `about` what a list says besides:
    女，汉族. `status_text` is "" for 在任.
    """

    name: str
    url: str
    sounds: str
    about: str
    employer_post: str
    elector: str
    delegation: str
    posts: str
    status: str
    status_text: str


@frozen
class Group:
    """A heading of the roster with its deputies; `id` is an anchor, `note` what the heading says besides (名额 3，缺额 1)."""

    id: str
    title: str
    note: str
    url: str | None
    people: tuple[PersonEntry, ...]


@frozen
class RosterPage:
    """deputies.html: the deputies in office under one grouping; a large roster has several pages."""

    SCHEMA: ClassVar[str] = "CollectionPage"

    head: Head = field(metadata={"help": "页头信息"})
    crumbs: tuple[Link, ...] = field(metadata={"help": "本站内的位置"})
    title: str = field(metadata={"help": "标题：代表名录"})
    term_text: str = field(metadata={"help": "届次，如 青岚县第十七届人大代表；未知时为空"})
    as_of_text: str = field(metadata={"help": "截至日期"})
    counts: tuple[Count, ...] = field(metadata={"help": "名额、现实有代表、缺额、暂停"})
    chart: Hemicycle | None = field(metadata={"help": "席位图：名录第一页的各组；其他页为空"})
    groupings: tuple[Link, ...] = field(metadata={"help": "分组方式，各是一页"})
    groups: tuple[Group, ...] = field(metadata={"help": "本页各组"})
    contents: tuple[Link, ...] = field(metadata={"help": "各组的链接，跨页"})
    parts: tuple[Link, ...] = field(metadata={"help": "分页；只有一页时为空"})
    delegations: tuple[str, ...] = field(metadata={"help": "代表团名称，供筛选"})
    statuses: tuple[Link, ...] = field(metadata={"help": "状态，供筛选：名称，编号放在 url"})
    total: int = field(metadata={"help": "现任代表人数"})
    links: tuple[Link, ...] = field(metadata={"help": "找代表、选区、联络站、已终止、缺额"})


@frozen
class FormerEntry:
    """A deputy who no longer is, with when and why, and the notice."""

    name: str
    url: str
    term: str
    elector: str
    end_text: str
    reason: str
    notice: Link | None


@frozen
class FormerPage:
    """former.html: deputies whose mandate here has ended, latest first."""

    SCHEMA: ClassVar[str] = "CollectionPage"

    head: Head = field(metadata={"help": "页头信息"})
    crumbs: tuple[Link, ...] = field(metadata={"help": "本站内的位置"})
    title: str = field(metadata={"help": "标题"})
    people: tuple[FormerEntry, ...] = field(metadata={"help": "资格已终止的代表"})


@frozen
class VacancyLine:
    """An empty seat: `left_by` who held it, `state` what is to come (待补选)."""

    elector: str
    since: str
    left_by: str
    reason: str
    state: str


@frozen
class VacanciesPage:
    """vacancies.html: seats nobody holds."""

    SCHEMA: ClassVar[str] = "CollectionPage"

    head: Head = field(metadata={"help": "页头信息"})
    crumbs: tuple[Link, ...] = field(metadata={"help": "本站内的位置"})
    title: str = field(metadata={"help": "标题"})
    as_of_text: str = field(metadata={"help": "截至日期"})
    vacancies: tuple[VacancyLine, ...] = field(metadata={"help": "缺额"})
