"""What the templates of deputies see as `page`; part of the contract of pages/context.py, with the same rules."""

from dataclasses import dataclass, field

from ...pages.context import Count, Head, Link


@dataclass(frozen=True, slots=True)
class PersonEntry:
    """A deputy in a list.

    `tint` is 0 to 5, the colour of the initial; `sounds` are the name's pinyin and its initials, for the filter; `delegation`
    is a name; `about` what a list says besides: 女，汉族. `status_text` is "" for 在任.
    """

    name: str
    url: str
    initial: str
    tint: int
    sounds: str
    about: str
    employer_post: str
    elector: str
    delegation: str
    posts: str
    status: str
    status_text: str


@dataclass(frozen=True, slots=True)
class Group:
    """A heading of the roster with its deputies; `id` is an anchor, `note` what the heading says besides (名额 3，缺额 1)."""

    id: str
    title: str
    note: str
    url: str | None
    people: tuple[PersonEntry, ...]


@dataclass(frozen=True, slots=True)
class RosterPage:
    """deputies.html: the deputies in office under one grouping; a large roster has several pages."""

    head: Head = field(metadata={"help": "页头信息"})
    crumbs: tuple[Link, ...] = field(metadata={"help": "本站内的位置"})
    title: str = field(metadata={"help": "标题：代表名录"})
    term_text: str = field(metadata={"help": "届次，如 青岚县第十七届人大代表；未知时为空"})
    as_of_text: str = field(metadata={"help": "截至日期"})
    counts: tuple[Count, ...] = field(metadata={"help": "名额、现实有代表、缺额、暂停"})
    groupings: tuple[Link, ...] = field(metadata={"help": "分组方式，各是一页"})
    groups: tuple[Group, ...] = field(metadata={"help": "本页各组"})
    contents: tuple[Link, ...] = field(metadata={"help": "各组的链接，跨页"})
    parts: tuple[Link, ...] = field(metadata={"help": "分页；只有一页时为空"})
    delegations: tuple[str, ...] = field(metadata={"help": "代表团名称，供筛选"})
    statuses: tuple[Link, ...] = field(metadata={"help": "状态，供筛选：名称，编号放在 url"})
    total: int = field(metadata={"help": "现任代表人数"})
    links: tuple[Link, ...] = field(metadata={"help": "找代表、选区、联络站、已终止、缺额"})


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
class Fact:
    """One piece of basic information with who provided it: `source` 由青岚县人大提供, or ""."""

    label: str
    value: str
    source: str


@dataclass(frozen=True, slots=True)
class PostLine:
    """人大职务 with its time."""

    title: str
    span: str
    current: bool


@dataclass(frozen=True, slots=True)
class ContactLine:
    """One way to reach a deputy: 电话, 邮箱, 地址; `by` says in which congress when there are several."""

    label: str
    value: str
    url: str | None
    by: str


@dataclass(frozen=True, slots=True)
class RecordLine:
    """履职记录 for readers."""

    date_text: str
    date_iso: str
    kind: str
    text: str
    place: str
    organizer: str
    provider: str


@dataclass(frozen=True, slots=True)
class Year:
    """The duty records of one year, newest first."""

    title: str
    count: int
    records: tuple[RecordLine, ...]


@dataclass(frozen=True, slots=True)
class ReportLine:
    """述职 for readers: `about` its form, audience and how many came; `rating` the votes, "" when there were none."""

    date_text: str
    date_iso: str
    about: str
    text: tuple[str, ...]
    comments: tuple[str, ...]
    rating: str
    provider: str


@dataclass(frozen=True, slots=True)
class DeputyPage:
    """deputy.html: one deputy, in office or not."""

    head: Head = field(metadata={"help": "页头信息"})
    crumbs: tuple[Link, ...] = field(metadata={"help": "本站内的位置"})
    name: str = field(metadata={"help": "姓名；不能确定时为“姓名待核实”"})
    other_names: str = field(metadata={"help": "曾用名，顿号分隔"})
    initial: str = field(metadata={"help": "没有照片时显示的姓"})
    tint: int = field(metadata={"help": "姓的底色，0 至 5"})
    photo: str | None = field(metadata={"help": "照片地址"})
    mandate: MandateLine = field(metadata={"help": "在本站的代表资格"})
    ended: bool = field(metadata={"help": "本站的代表资格已终止；真时没有联系方式和海报"})
    others: tuple[MandateLine, ...] = field(metadata={"help": "其他代表资格：本站往届，别的站点"})
    facts: tuple[Fact, ...] = field(metadata={"help": "基本信息，各注明提供者"})
    conflicts: tuple[str, ...] = field(metadata={"help": "各级材料不一致、因而不显示的项目"})
    posts: tuple[PostLine, ...] = field(metadata={"help": "人大职务"})
    contacts: tuple[ContactLine, ...] = field(metadata={"help": "公开联系方式"})
    stations: tuple[Link, ...] = field(metadata={"help": "联络站"})
    reception: tuple[str, ...] = field(metadata={"help": "接待日"})
    office: str = field(metadata={"help": "没有联系方式时可找的机关联系方式，可空"})
    years: tuple[Year, ...] = field(metadata={"help": "履职记录，按年，新的在前"})
    reports: tuple[ReportLine, ...] = field(metadata={"help": "述职，新的在前"})
    providers: str = field(metadata={"help": "提供信息的机关，顿号分隔"})
    updated: str = field(metadata={"help": "材料更新日期，可空"})
    qr: str | None = field(metadata={"help": "二维码图片地址；资格已终止时为空"})


@dataclass(frozen=True, slots=True)
class FormerEntry:
    """A deputy who no longer is, with when and why, and the notice."""

    name: str
    url: str
    initial: str
    tint: int
    term: str
    elector: str
    end_text: str
    reason: str
    notice: Link | None


@dataclass(frozen=True, slots=True)
class FormerPage:
    """former.html: deputies whose mandate here has ended, latest first."""

    head: Head = field(metadata={"help": "页头信息"})
    crumbs: tuple[Link, ...] = field(metadata={"help": "本站内的位置"})
    title: str = field(metadata={"help": "标题"})
    people: tuple[FormerEntry, ...] = field(metadata={"help": "资格已终止的代表"})


@dataclass(frozen=True, slots=True)
class VacancyLine:
    """An empty seat: `left_by` who held it, `state` what is to come (待补选)."""

    elector: str
    since: str
    left_by: str
    reason: str
    state: str


@dataclass(frozen=True, slots=True)
class VacanciesPage:
    """vacancies.html: seats nobody holds."""

    head: Head = field(metadata={"help": "页头信息"})
    crumbs: tuple[Link, ...] = field(metadata={"help": "本站内的位置"})
    title: str = field(metadata={"help": "标题"})
    as_of_text: str = field(metadata={"help": "截至日期"})
    vacancies: tuple[VacancyLine, ...] = field(metadata={"help": "缺额"})


@dataclass(frozen=True, slots=True)
class ConstituencyEntry:
    """A constituency in the list of all."""

    title: str
    url: str
    scope: str
    people: tuple[Link, ...]
    quota: int
    vacant: int


@dataclass(frozen=True, slots=True)
class ConstituenciesPage:
    """constituencies.html: all constituencies."""

    head: Head = field(metadata={"help": "页头信息"})
    crumbs: tuple[Link, ...] = field(metadata={"help": "本站内的位置"})
    title: str = field(metadata={"help": "标题"})
    as_of_text: str = field(metadata={"help": "截至日期"})
    constituencies: tuple[ConstituencyEntry, ...] = field(metadata={"help": "选区"})
    lookup: str | None = field(metadata={"help": "“找代表”的地址；没有时为空"})


@dataclass(frozen=True, slots=True)
class Area:
    """Villages and communities of one township; `title` is "" when the township is not said."""

    title: str
    places: tuple[str, ...]


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
class StationEntry:
    """A station in the list of all; `next_text` is its next reception day, "" when none is known."""

    title: str
    url: str
    kind: str
    address: str
    phone: str
    next_text: str
    people: int


@dataclass(frozen=True, slots=True)
class StationsPage:
    """stations.html: all stations."""

    head: Head = field(metadata={"help": "页头信息"})
    crumbs: tuple[Link, ...] = field(metadata={"help": "本站内的位置"})
    title: str = field(metadata={"help": "标题"})
    stations: tuple[StationEntry, ...] = field(metadata={"help": "联络站"})


@dataclass(frozen=True, slots=True)
class ReceptionDate:
    """One coming reception day: 2026年12月9日, 星期三, 09:00–11:00."""

    date_text: str
    date_iso: str
    weekday: str
    hours: str
    note: str


@dataclass(frozen=True, slots=True)
class StationPerson:
    """A deputy at a station, of any level; `role` says whose: 县人大代表."""

    name: str
    url: str
    role: str
    initial: str
    tint: int


@dataclass(frozen=True, slots=True)
class Happening:
    """What a station did."""

    date_text: str
    date_iso: str
    text: str


@dataclass(frozen=True, slots=True)
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


PeoplePage = (
    RosterPage | DeputyPage | FormerPage | VacanciesPage | ConstituenciesPage | ConstituencyPage | StationsPage | StationPage
)
TEMPLATES: dict[str, type] = {
    "deputies": RosterPage,
    "deputy": DeputyPage,
    "former": FormerPage,
    "vacancies": VacanciesPage,
    "constituencies": ConstituenciesPage,
    "constituency": ConstituencyPage,
    "stations": StationsPage,
    "station": StationPage,
}
