"""What the page of one deputy shows."""

from dataclasses import field
from typing import ClassVar

from ....domain.frozen import frozen
from ....pages.charts import Bars, Columns, Timeline
from ....pages.context import Head, Link, PersonPanel


@frozen
class MandateLine:
    """代表资格 for readers: `title` 青岚县第十七届人大代表; `url` the person's page at that site or its roster, None for none."""

    title: str
    url: str | None
    elector_label: str
    elector: str
    elector_url: str | None
    delegation: str
    group: str
    origin: str
    span: str
    status: str
    status_text: str
    end_reason: str
    notice: Link | None


@frozen
class Fact:
    """One piece of basic information."""

    label: str
    value: str


@frozen
class SourceLine:
    """What of a page comes from whom: `about` 性别、民族, `source` 由青岚县人大提供."""

    about: str
    source: str


@frozen
class PostLine:
    """人大职务 with its time."""

    title: str
    span: str
    current: bool


@frozen
class ContactLine:
    """One way to reach a deputy: 电话, 邮箱, 地址; `by` says in which congress when there are several."""

    label: str
    value: str
    url: str | None
    by: str


@frozen
class StationLine:
    """A station of a deputy; `url` None where it has no page here, `phone_url` for the telephone."""

    title: str
    url: str | None
    address: str
    phone: str
    phone_url: str | None


@frozen
class NextReception:
    """The next day on which a deputy, or the station, receives: 2026年12月9日, 星期三, 09:00–11:00; `place` the station."""

    date_text: str
    date_iso: str
    weekday: str
    hours: str
    note: str
    place: Link | None


@frozen
class DutyFigure:
    """How often a deputy did one sort of thing: `total` in all the years that are known, `chart` by year."""

    title: str
    total: int
    chart: Columns


@frozen
class RecordLine:
    """履职记录 for readers."""

    date_text: str
    date_iso: str
    kind: str
    text: str
    place: str
    organizer: str


@frozen
class Year:
    """The duty records of one year, newest first."""

    title: str
    count: int
    records: tuple[RecordLine, ...]


@frozen
class ReportLine:
    """述职 for readers: `about` its form, audience, how many came; `rating` the votes, "" for none, drawn as `votes`."""

    date_text: str
    date_iso: str
    about: str
    text: tuple[str, ...]
    comments: tuple[str, ...]
    rating: str
    votes: Bars | None


@frozen
class DeputyPage:
    """deputy.html: one deputy, in office or not."""

    SCHEMA: ClassVar[str] = "ProfilePage"

    head: Head = field(metadata={"help": "页头信息"})
    crumbs: tuple[Link, ...] = field(metadata={"help": "本站内的位置"})
    name: str = field(metadata={"help": "姓名；不能确定时为“姓名待核实”"})
    other_names: str = field(metadata={"help": "曾用名，顿号分隔"})
    initial: str = field(metadata={"help": "没有照片时显示的姓"})
    photo: str | None = field(metadata={"help": "照片地址"})
    mandate: MandateLine = field(metadata={"help": "在本站的代表资格"})
    ended: bool = field(metadata={"help": "本站的代表资格已终止；真时没有联系方式和海报"})
    others: tuple[MandateLine, ...] = field(metadata={"help": "其他代表资格：本站往届，别的站点"})
    facts: tuple[Fact, ...] = field(metadata={"help": "基本信息"})
    conflicts: tuple[str, ...] = field(metadata={"help": "各级材料不一致、因而不显示的项目"})
    posts: tuple[PostLine, ...] = field(metadata={"help": "人大职务"})
    contacts: tuple[ContactLine, ...] = field(metadata={"help": "公开联系方式"})
    call: ContactLine | None = field(metadata={"help": "先打哪个电话：代表公开的，其次联络站的；都没有时为空"})
    stations: tuple[StationLine, ...] = field(metadata={"help": "联络站，本站的在前"})
    reception: tuple[str, ...] = field(metadata={"help": "接待日的规则"})
    next: NextReception | None = field(metadata={"help": "下一次接待：自己的接待日，没有时为联络站的；不知道时为空"})
    office: str = field(metadata={"help": "没有联系方式时可找的机关联系方式，可空"})
    figures: tuple[DutyFigure, ...] = field(metadata={"help": "履职的次数：参加会议、视察调研、接待走访和其他，各有逐年的图"})
    panels: tuple[PersonPanel, ...] = field(metadata={"help": "别类材料（如建议）里和这位代表有关的，各是一节"})
    years: tuple[Year, ...] = field(metadata={"help": "履职记录，按年，新的在前"})
    reports: tuple[ReportLine, ...] = field(metadata={"help": "述职，新的在前"})
    history: Timeline | None = field(metadata={"help": "当选、任职和终止的先后；不足三件时为空"})
    providers: str = field(metadata={"help": "提供信息的机关，顿号分隔"})
    sources: tuple[SourceLine, ...] = field(metadata={"help": "各项信息由谁提供"})
    updated: str = field(metadata={"help": "材料更新日期，可空"})
    qr: str | None = field(metadata={"help": "二维码图片地址；资格已终止时为空"})
