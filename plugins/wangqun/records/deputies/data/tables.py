"""The CSV tables of one site with their data dictionary: each column's key, title and meaning beside what fills it."""

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from ....domain.deputy import STATUS_TITLES
from ....domain.frozen import frozen
from ....domain.reception import ahead
from ....domain.roster import Elector, Station
from ....domain.said import listed, said, together, word
from ..choices import END_REASONS, ORIGINS
from .outlook import Outlook


class Field(NamedTuple):
    """A column: its key, Chinese title, and what it means."""

    key: str
    title: str
    help: str = ""


@frozen
class Table:
    """A CSV file: `rows` gives the values of each row in the order of `fields`, texts and numbers, lists joined by ；."""

    name: str
    title: str
    fields: tuple[Field, ...]
    rows: Callable[[Outlook], Iterator[tuple[Any, ...]]]


def _deputies(outlook: Outlook) -> Iterator[tuple[Any, ...]]:
    for deputy in outlook.people:
        facts = {key: told.value for key, told in deputy.facts.items()}
        here = deputy.here
        contacts = outlook.contacts(deputy)
        yield (
            deputy.key,
            deputy.name,
            deputy.other_names,
            *(facts.get(key, "") for key in ("gender", "ethnicity", "birth", "education", "party", "employer_post")),
            here.congress_name,
            here.term_no,
            here.elector_name,
            here.delegation,
            here.status,
            STATUS_TITLES[here.status],
            [contact.phone for contact in contacts if contact.phone],
            [contact.email for contact in contacts if contact.email],
            [contact.address for contact in contacts if contact.address],
            [station.name for station in deputy.stations],
            sorted(deputy.conflicts),
            deputy.providers,
            deputy.updated,
            outlook.absolute(deputy.url),
            deputy.canonical or outlook.absolute(deputy.url),
        )


def _mandates(outlook: Outlook) -> Iterator[tuple[Any, ...]]:
    for deputy in outlook.people:
        for mandate in deputy.mandates:
            yield (
                deputy.key,
                deputy.name,
                mandate.congress,
                mandate.congress_name,
                mandate.level,
                mandate.term_no,
                mandate.elector_kind,
                mandate.elector,
                mandate.elector_name,
                mandate.delegation,
                mandate.group,
                ORIGINS.get(mandate.origin, mandate.origin),
                mandate.start,
                mandate.end,
                mandate.status,
                STATUS_TITLES[mandate.status],
                END_REASONS.get(mandate.end_reason, mandate.end_reason),
                outlook.absolute(mandate.end_notice_url),
                [f"{start}/{end}" for start, end in mandate.suspensions],
                [source["url"] for source in outlook.sources(deputy, mandate.sources)],
            )


def _posts(outlook: Outlook) -> Iterator[tuple[Any, ...]]:
    for deputy in outlook.people:
        for post in deputy.posts:
            yield (
                deputy.key,
                deputy.name,
                post.congress,
                post.congress_name,
                post.organ,
                post.organ_name,
                post.title,
                post.term_no or "",
                post.start,
                post.end,
                [source["url"] for source in outlook.sources(deputy, post.sources)],
            )


def _electors(outlook: Outlook) -> Iterator[tuple[Any, ...]]:
    roster = outlook.roster
    term = roster.term.term_no if roster.term else ""
    shown = {deputy.key for deputy in outlook.people}

    def row(elector: Elector) -> tuple[Any, ...]:
        return (
            elector.kind,
            elector.key,
            elector.no,
            elector.name,
            outlook.view.member.site.id,
            term,
            elector.scope,
            elector.quota or "",
            elector.vacant if elector.quota and not elector.unread else "",
            elector.voters or "",
            [place.code for place in elector.places],
            [place.name for place in elector.places],
            [key for key in elector.deputies if key in shown],
            outlook.absolute(elector.page),
        )

    yield from map(row, sorted((*roster.constituencies, *roster.electing_units), key=lambda e: (e.kind, e.key)))


def _stations(outlook: Outlook) -> Iterator[tuple[Any, ...]]:
    def row(station: Station) -> tuple[Any, ...]:
        return (
            station.key,
            station.name,
            station.kind,
            station.kind_title,
            station.address,
            station.phone if outlook.station_phones_shown else "",
            station.head,
            station.geo,
            station.hours,
            [f"{deputy.name}（{deputy.role}）" for deputy in station.deputies],
            [day.text for day in ahead(station.reception_days, outlook.roster.as_of)],
            outlook.absolute(station.page),
        )

    yield from map(row, sorted(outlook.roster.stations, key=lambda station: station.key))


_PERSON = (
    Field("person", said("人员编号"), said("全网站群统一、不变、无含义")),
    Field("name", said("姓名"), said("各级说法冲突、尚未裁定时为空")),
)
_SOURCES = Field("sources", said("来源"), said("提供这一条的站点的页面"))
_CONGRESS = (Field("congress", said("机关编号"), said("该人大站点的编号")), Field("congress_name", said("机关名称")))
_SPAN = (Field("start", said("开始"), said("YYYY-MM-DD，不详为空")), Field("end", said("终止"), said("YYYY-MM-DD，未终止为空")))
_STATUS = (
    Field(
        "status", said("资格状态"), together("、", (together(" ", (key, word(title))) for key, title in STATUS_TITLES.items()))
    ),
    Field("status_title", said("资格状态名称")),
)
TABLES = (
    Table(
        "deputies",
        said("代表"),
        (
            *_PERSON,
            Field("other_names", said("曾用名"), said("多个用；分开")),
            Field("gender", said("性别")),
            Field("ethnicity", said("民族")),
            Field("birth", said("出生年月"), said("YYYY-MM，不含日")),
            Field("education", said("学历")),
            Field("party", said("党派")),
            Field("employer_post", said("单位和职务")),
            Field("congress_name", said("机关名称"), said("在本站的代表资格所属的人大")),
            Field("term", said("届次"), said("第几届")),
            Field("elector_name", said("选区或选举单位")),
            Field("delegation", said("代表团")),
            *_STATUS,
            Field("phone", said("公开电话"), said("本人同意公开的；资格终止后不再列出")),
            Field("email", said("公开邮箱"), said("同上")),
            Field("contact_address", said("联系地址"), said("单位或联络站，不是住址")),
            Field("stations", said("联络站"), said("多个用；分开")),
            Field("conflicts", said("待裁定的字段"), said("各级说法不一，裁定前不公布")),
            Field("providers", said("提供单位"), said("多个用；分开")),
            Field("updated", said("更新日期"), "YYYY-MM-DD"),
            Field("url", said("本站网址")),
            Field("canonical", said("规范网址"), said("同一人只有一个")),
        ),
        _deputies,
    ),
    Table(
        "mandates",
        said("代表资格"),
        (
            *_PERSON,
            *_CONGRESS,
            Field("level", said("层级"), said("national 全国、province 省、city 市、county 县、township 乡镇")),
            Field("term", said("届次"), said("第几届")),
            Field("elector_kind", said("由谁选出"), said("constituency 选区、electing_unit 选举单位")),
            Field("elector", said("选区或选举单位编号")),
            Field("elector_name", said("选区或选举单位")),
            Field("delegation", said("代表团")),
            Field("group", said("代表小组")),
            Field("origin", said("产生方式"), listed(ORIGINS.values())),
            *_SPAN,
            *_STATUS,
            Field("end_reason", said("终止原因"), listed(END_REASONS.values())),
            Field("end_notice", said("终止公告"), said("网址")),
            Field("suspensions", said("暂停执行职务"), said("开始/结束，多个用；分开")),
            _SOURCES,
        ),
        _mandates,
    ),
    Table(
        "posts",
        said("人大职务"),
        (
            *_PERSON,
            *_CONGRESS,
            Field("organ", said("机构类别")),
            Field("organ_name", said("机构名称")),
            Field("title", said("职务")),
            Field("term", said("届次"), said("所依据的代表资格；没有为空")),
            *_SPAN,
            _SOURCES,
        ),
        _posts,
    ),
    Table(
        "constituencies",
        said("选区和选举单位"),
        (
            Field("kind", said("类别"), said("constituency 选区、electing_unit 选举单位")),
            Field("key", said("编号"), said("在本站一届之内唯一")),
            Field("no", said("选区号")),
            Field("name", said("名称")),
            Field("congress", said("机关编号"), said("该人大站点的编号")),
            Field("term", said("届次"), said("第几届")),
            Field("scope", said("范围")),
            Field("quota", said("应选名额"), said("不详为空")),
            Field("vacant", said("空缺名额"), said("不详为空")),
            Field("voters", said("选民数"), said("未公布为空")),
            Field("place_codes", said("村、社区代码"), said("12 位；整个乡镇 9 位；多个用；分开")),
            Field("place_names", said("村、社区名称"), said("次序同上")),
            Field("deputies", said("现任代表"), said("人员编号，多个用；分开")),
            Field("url", said("网址"), said("选举单位没有单独的页面")),
        ),
        _electors,
    ),
    Table(
        "stations",
        said("代表联络站"),
        (
            Field("key", said("编号"), said("在本站唯一")),
            Field("name", said("名称")),
            Field("kind", said("类别")),
            Field("kind_title", said("类别名称")),
            Field("address", said("地址")),
            Field("phone", said("电话")),
            Field("head", said("负责人")),
            Field("geo", said("位置"), said("纬度,经度")),
            Field("hours", said("开放时间")),
            Field("deputies", said("进站代表"), said("姓名（身份），多个用；分开")),
            Field("reception_days", said("接待日"), said("多个用；分开")),
            Field("url", said("网址")),
        ),
        _stations,
    ),
)
