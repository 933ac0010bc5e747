"""What 找代表 shows."""

from dataclasses import field
from typing import ClassVar

from ....domain.frozen import frozen
from ....pages.context import Head, Link


@frozen
class LookupPlace:
    """A county, township, village or community as a large link; `note` says how many lie in it."""

    name: str
    url: str
    note: str = ""


@frozen
class LookupRole:
    """What a deputy is, and by which constituency or electing unit: 县人大代表, 岚山选区."""

    title: str
    elector: str


@frozen
class LookupDeputy:
    """A deputy who represents a place, once with all roles: page (None where there is none), telephone, station, next reception.

    `phone` is the deputy's own, else the station's; then `phone_of` says so. `sounds` is what a filter compares with.
    """

    name: str
    url: str | None
    roles: tuple[LookupRole, ...]
    phone: str
    phone_url: str | None
    phone_of: str
    station: Link | None
    next_text: str
    next_iso: str
    sounds: str = ""


@frozen
class SameVillage:
    """A village with the deputies of the one at which it stands; `code` is its anchor."""

    code: str
    name: str


@frozen
class LookupVillage:
    """A village or community with its deputies, township first; else a constituency or electing unit. `code` is its anchor.

    `also` are the villages that have the same deputies.
    """

    code: str
    name: str
    deputies: tuple[LookupDeputy, ...]
    also: tuple[SameVillage, ...] = ()


@frozen
class LookupLetter:
    """Places whose names begin with a letter in pinyin; the only one has no `letter` when there are few places."""

    letter: str
    places: tuple[LookupPlace, ...] = ()
    villages: tuple[LookupVillage, ...] = ()


@frozen
class LookupPage:
    """lookup.html: 找代表, from counties to townships to villages and communities with their deputies."""

    SCHEMA: ClassVar[str] = "CollectionPage"

    head: Head = field(metadata={"help": "页头信息"})
    crumbs: tuple[Link, ...] = field(metadata={"help": "本站内的位置"})
    title: str = field(metadata={"help": "标题"})
    lead: str = field(metadata={"help": "一句话说明怎么找"})
    letters: tuple[LookupLetter, ...] = field(metadata={"help": "按拼音首字母分组的地名或村、社区"})
    above: tuple[LookupDeputy, ...] = field(metadata={"help": "代表全区域的上级代表，可空"})
    above_title: str = field(metadata={"help": "上级代表一节的标题"})
    places: str | None = field(metadata={"help": "地名查找文件的地址；本页没有地名查找框时为空"})
    total: int = field(default=0, metadata={"help": "没有村、社区时按姓名、选区、联络站查找，名单一共多少人；按地名查找时为 0"})
    parts: tuple[Link, ...] = field(default=(), metadata={"help": "名单的各页，只有一页时为空"})
