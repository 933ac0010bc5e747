"""What the pages of constituencies and stations show."""

from dataclasses import field
from typing import ClassVar

from ....domain.frozen import frozen
from ....pages.context import Count, Head, Link
from .deputy import ContactLine
from .roster import PersonEntry


@frozen
class ConstituencyEntry:
    """A constituency in the list of all."""

    title: str
    url: str
    scope: str
    people: tuple[Link, ...]
    quota: int
    vacant: int


@frozen
class ConstituenciesPage:
    """constituencies.html: all constituencies."""

    SCHEMA: ClassVar[str] = "CollectionPage"

    head: Head = field(metadata={"help": "页头信息"})
    crumbs: tuple[Link, ...] = field(metadata={"help": "本站内的位置"})
    title: str = field(metadata={"help": "标题"})
    as_of_text: str = field(metadata={"help": "截至日期"})
    constituencies: tuple[ConstituencyEntry, ...] = field(metadata={"help": "选区"})
    lookup: str | None = field(metadata={"help": "“找代表”的地址；没有时为空"})


@frozen
class Area:
    """Villages and communities of one township; `title` is "" when the township is not said."""

    title: str
    places: tuple[str, ...]


@frozen
class ConstituencyPage:
    """constituency.html: one constituency."""

    head: Head = field(metadata={"help": "页头信息"})
    crumbs: tuple[Link, ...] = field(metadata={"help": "本站内的位置"})
    title: str = field(metadata={"help": "选区号和名称"})
    as_of_text: str = field(metadata={"help": "截至日期"})
    counts: tuple[Count, ...] = field(metadata={"help": "应选名额、现有代表、缺额、选民数"})
    scope: str = field(metadata={"help": "范围说明，可空"})
    areas: tuple[Area, ...] = field(metadata={"help": "包括的村、社区"})
    people: tuple[PersonEntry, ...] = field(metadata={"help": "本选区的代表"})
    vacant: int = field(metadata={"help": "缺额"})


@frozen
class ReceptionDate:
    """One coming reception day: 2026年12月9日, 星期三, 09:00–11:00."""

    date_text: str
    date_iso: str
    weekday: str
    hours: str
    note: str


@frozen
class StationEntry:
    """A station in the list of all; `address_url` of one that is online; `next` is None when none is known."""

    title: str
    url: str
    kind: str
    address: str
    address_url: str | None
    phone: str
    phone_url: str | None
    next: ReceptionDate | None
    people: int


@frozen
class StationsPage:
    """stations.html: all stations."""

    SCHEMA: ClassVar[str] = "CollectionPage"

    head: Head = field(metadata={"help": "页头信息"})
    crumbs: tuple[Link, ...] = field(metadata={"help": "本站内的位置"})
    title: str = field(metadata={"help": "标题"})
    stations: tuple[StationEntry, ...] = field(metadata={"help": "联络站"})


@frozen
class StationPerson:
    """A deputy at a station, of any level; `role` says whose: 县人大代表."""

    name: str
    url: str
    role: str


@frozen
class Happening:
    """What a station did."""

    date_text: str
    date_iso: str
    text: str


@frozen
class StationPage:
    """station.html: one station."""

    head: Head = field(metadata={"help": "页头信息"})
    crumbs: tuple[Link, ...] = field(metadata={"help": "本站内的位置"})
    title: str = field(metadata={"help": "名称"})
    kind: str = field(metadata={"help": "类型：代表之家、代表联络站……"})
    facts: tuple[ContactLine, ...] = field(metadata={"help": "地址、电话、负责人、开放时间"})
    rules: tuple[str, ...] = field(metadata={"help": "接待日的规则"})
    dates: tuple[ReceptionDate, ...] = field(metadata={"help": "接下来的接待日，最多十二个"})
    as_of_text: str = field(metadata={"help": "从哪天算起"})
    calendar: str | None = field(metadata={"help": "日历文件（.ics）地址；没有接待日时为空"})
    people: tuple[StationPerson, ...] = field(metadata={"help": "进站代表"})
    activities: tuple[Happening, ...] = field(metadata={"help": "活动，新的在前"})
    qr: str = field(metadata={"help": "二维码图片地址"})
