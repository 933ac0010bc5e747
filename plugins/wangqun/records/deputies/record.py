"""代表 and what they stand on, as each level writes it in YAML (docs/domain.md §3.2, §3.3). Dates are kept as ISO text.

One file holds one record or a list of them. Identity numbers, home addresses, private telephones, religion and health have no
field, and unknown fields are errors: they cannot be written at all (代表法 art. 58, 个人信息保护法 art. 28).
"""

from typing import Annotated, ClassVar, Literal

from pydantic import Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from ...domain.record import Day, Form, Line, Names, PersonName, Record
from ...domain.words import Flag, Words
from .choices import (
    ACTION_WORDS,
    END_WORDS,
    ORGAN_WORDS,
    ORIGIN_WORDS,
    STATION_WORDS,
    WEEK_WORDS,
    WEEKDAY_WORDS,
    EndReason,
    Organ,
)
from .duty_record import DutyRecordRecord, DutyReportRecord
from .values import MOST_SEATS, MOST_VOTERS, AreaCode, Clock, Key, Month, PersonKey


class OtherName(Record):
    """曾用名, with the day until which it was the name."""

    name: PersonName = Field(description="姓名")
    until: Day | None = Field(None, description="用到哪一天")


class Span(Record):
    """A time from one day to another; open without `to`."""

    from_: Day = Field(alias="from", description="开始的日期")
    to: Day | None = Field(None, description="结束的日期")


class MandateRecord(Record):
    """代表资格. The congress is the site's own unless it is named."""

    HOLDS: ClassVar[frozenset[str]] = frozenset({"suspensions"})

    congress: Line | None = Field(None, description="哪个站点的人大，缺省为本站")
    term: int = Field(ge=1, description="第几届")
    constituency: Key | None = Field(None, description="选区的编号（县、乡镇）")
    electing_unit: Key | None = Field(None, description="选举单位的编号（省、市）")
    delegation: Key | None = Field(None, description="代表团的编号")
    group: Key | None = Field(None, description="代表小组的编号")
    origin: Annotated[Literal["general", "by_election", "re_run"], ORIGIN_WORDS] = Field(
        "general", description="产生方式：换届、补选、另行选举"
    )
    from_: Day = Field(alias="from", description="资格开始的日期")
    to: Day | None = Field(None, description="资格终止的日期")
    suspensions: tuple[Span, ...] = Field((), description="暂时停止执行代表职务的起止")
    end_reason: Annotated[EndReason, END_WORDS] | None = Field(None, description="终止原因")
    end_notice: Line | None = Field(None, description="终止公告的稿件编号")


class PostRecord(Record):
    """人大职务."""

    organ: Annotated[Organ, ORGAN_WORDS] = Field(description="机构")
    organ_name: Line | None = Field(None, description="机构名称，如 财政经济委员会；缺省按 organ")
    title: Line = Field(description="职务")
    congress: Line | None = Field(None, description="哪个站点的人大，缺省为本站")
    term: int | None = Field(None, ge=1, description="所依据的代表资格的届次；工作机构的职务可以不写")
    from_: Day = Field(alias="from", description="任职日期")
    to: Day | None = Field(None, description="免职日期")


class PublicContact(Record):
    """公开联系方式: an explicit whitelist, dropped when the mandate ends (个人信息保护法 art. 47)."""

    phone: Line | None = Field(None, description="公开电话，宜用办公电话")
    email: Line | None = Field(None, description="公开邮箱")
    address: Line | None = Field(None, description="联系地址（单位或联络站，不是住址）")
    consent_on: Day = Field(description="本人同意公开的日期")


class ReceptionDay(Record):
    """接待日: `date`, or each month's `day`, or a `weekday`, each or the `week`th of the month."""

    date: Day | None = Field(None, description="某一天")
    day: Annotated[int, Field(ge=1, le=31)] | None = Field(None, description="每月几日")
    weekday: Annotated[Literal[1, 2, 3, 4, 5, 6, 7], WEEKDAY_WORDS] | None = Field(None, description="星期几，1 是星期一")
    week: Annotated[Literal[-1, 1, 2, 3, 4, 5], WEEK_WORDS] | None = Field(
        None, description="每月第几个，-1 是最后一个；不写是每周"
    )
    start: Clock | None = Field(None, description="开始，HH:MM")
    end: Clock | None = Field(None, description="结束，HH:MM")
    note: Line | None = Field(None, description="说明")
    key: Key | None = Field(None, description="编号；有了它，改时间是更新读者日历里的同一项，不是另加一项")

    @model_validator(mode="after")
    def _one_rule(self) -> "ReceptionDay":
        if sum(x is not None for x in (self.date, self.day, self.weekday)) != 1:
            raise PydanticCustomError("reception", "date、day、weekday 应写且只写一项")
        if self.start and self.end and self.end <= self.start:
            raise PydanticCustomError(
                "reception", "结束时间 {end} 不晚于开始时间 {start}", {"end": self.end, "start": self.start}
            )
        return self


class DeputyRecord(Record):
    """代表: what one level keeps of one person."""

    APART: ClassVar[frozenset[str]] = frozenset({"other_names", "mandates", "posts", "station", "reception_days"})
    SPARE: ClassVar[frozenset[str]] = frozenset(
        {"ethnicity", "education", "party", "employer_post", "photo", "contact_public", "updated", "station", "reception_days"}
    )

    person: PersonKey = Field(description="全省统一的人员编号，由 wangqun new deputy 生成")
    name: PersonName | None = Field(None, description="姓名；别的级别已写明的可以不写")
    other_names: tuple[OtherName, ...] = Field((), description="曾用名")
    gender: Annotated[Literal["男", "女"], Words({"男": "男", "女": "女"}, {"男": ("男性",), "女": ("女性",)})] | None = Field(
        None, description="性别"
    )
    ethnicity: Line | None = Field(None, description="民族")
    birth: Month | None = Field(None, description="出生年月，YYYY-MM，不写日")
    education: Line | None = Field(None, description="学历")
    party: Line | None = Field(None, description="党派")
    employer_post: Line | None = Field(None, description="单位和职务")
    photo: Line | None = Field(None, description="照片文件")
    mandates: tuple[MandateRecord, ...] = Field((), description="代表资格")
    posts: tuple[PostRecord, ...] = Field((), description="人大职务")
    contact_public: PublicContact | None = Field(None, description="公开联系方式")
    station: Names = Field((), description="联络站的编号；下级站点的写 站点:编号")
    reception_days: tuple[ReceptionDay, ...] = Field((), description="接待日")
    updated: Day | None = Field(None, description="这份材料的更新日期")


class TermRecord(Record):
    """届. It ends when the next one's first session opens (代表法 art. 2)."""

    SPARE: ClassVar[frozenset[str]] = frozenset({"reserved_quota", "sc_seats"})

    term_no: int = Field(ge=1, description="第几届")
    start: Day = Field(description="第一次会议开幕的日期")
    seats: Annotated[int, Field(ge=1, le=MOST_SEATS)] = Field(description="代表名额")
    reserved_quota: Annotated[int, Field(ge=0, le=MOST_SEATS)] = Field(0, description="其他名额（不分到选区或选举单位）")
    sc_seats: Annotated[int, Field(ge=1, le=MOST_SEATS)] | None = Field(None, description="常委会组成人员名额")


class PlaceRecord(Record):
    """A village or community of a constituency."""

    code: AreaCode = Field(description="村、社区 12 位代码；整个乡镇 9 位")
    name: Line = Field(description="村、社区名称")
    town: Line | None = Field(None, description="所在乡镇名称；乡镇没有站点时写")


class ConstituencyRecord(Record):
    """选区 of a directly elected congress."""

    APART: ClassVar[frozenset[str]] = frozenset({"places"})
    SPARE: ClassVar[frozenset[str]] = frozenset({"no", "scope", "places", "voters"})

    key: Key = Field(description="编号")
    no: Line | None = Field(None, description="选区号，如 第三选区")
    name: Line = Field(description="选区名称")
    term: int = Field(ge=1, description="第几届")
    scope: Line | None = Field(None, description="范围说明")
    places: tuple[PlaceRecord, ...] = Field((), description="包括的村、社区")
    quota: Annotated[int, Field(le=MOST_SEATS)] = Field(description="应选名额，1 至 3")
    voters: Annotated[int, Field(ge=0, le=MOST_VOTERS)] | None = Field(None, description="选民数")


class ElectingUnitRecord(Record):
    """选举单位 of an indirectly elected congress; not always a site (解放军)."""

    key: Key = Field(description="编号；本身是站点的写站点编号")
    name: Line = Field(description="名称")
    term: int = Field(ge=1, description="第几届")
    quota: Annotated[int, Field(ge=1, le=MOST_SEATS)] = Field(description="名额")
    external: Flag = Field(False, description="不是站点，如解放军和武警部队")


class DelegationRecord(Record):
    """代表团 or 代表小组."""

    SPARE: ClassVar[frozenset[str]] = frozenset({"leader"})

    key: Key = Field(description="编号")
    name: Line = Field(description="名称")
    kind: Annotated[Literal["delegation", "group"], Words({"delegation": "代表团", "group": "代表小组"})] = Field(
        "delegation", description="代表团或代表小组"
    )
    term: int = Field(ge=1, description="第几届")
    leader: PersonKey | None = Field(None, description="团长或组长")


class Activity(Record):
    """What a station did."""

    date: Day = Field(description="日期")
    text: Line = Field(description="内容")


class StationRecord(Record):
    """代表联络站, for deputies of any level."""

    APART: ClassVar[frozenset[str]] = frozenset({"deputies", "reception_days", "activities"})
    SPARE: ClassVar[frozenset[str]] = frozenset(
        {"geo", "phone", "head", "hours", "deputies", "reception_days", "activities", "updated"}
    )

    key: Key = Field(description="编号")
    name: Line = Field(description="名称")
    type: Annotated[Literal["home", "station", "point", "online"], STATION_WORDS] = Field(
        "station", description="类型：家、站、点、网上"
    )
    address: Line = Field(description="地址")
    geo: (
        Annotated[str, StringConstraints(pattern=r"^-?\d{1,2}\.\d+,-?\d{1,3}\.\d+$"), Form("36.65,117.12", "纬度,经度")] | None
    ) = Field(None, description="纬度,经度")
    phone: Line | None = Field(None, description="电话")
    head: Line | None = Field(None, description="负责人")
    hours: Line | None = Field(None, description="开放时间")
    deputies: tuple[PersonKey, ...] = Field((), description="进站代表")
    reception_days: tuple[ReceptionDay, ...] = Field((), description="接待日")
    activities: tuple[Activity, ...] = Field((), description="活动")
    updated: Day | None = Field(None, description="这份材料的更新日期；读者的日历凭它知道接待日有变")


class DecisionRecord(Record):
    """裁定: settles a conflict between sources, or says whether namesakes are one person."""

    APART: ClassVar[frozenset[str]] = frozenset({"persons"})

    action: Annotated[Literal["take", "same", "not_same"], ACTION_WORDS] = Field(
        description="裁定：采用某一值、是同一人、不是同一人"
    )
    persons: tuple[PersonKey, ...] = Field(min_length=1, description="涉及的人员编号；take 写一个，same 写保留的在前")
    field_: Line | None = Field(None, alias="field", description="字段：take 时写，如 birth 或 mandates.qinglan.17.from")
    value: Line | None = Field(None, description="采用的值：take 时写")
    instead_of: Names = Field((), description="别的值：take 时写裁定时还有哪些别的值；以后出现新的值，裁定要重新看")
    by: Line = Field(description="裁定人")
    on: Day = Field(description="裁定日期")
    reason: Line = Field(description="理由")


FIELDS: dict[str, type[Record]] = {
    "deputies": DeputyRecord,
    "terms": TermRecord,
    "constituencies": ConstituencyRecord,
    "electing_units": ElectingUnitRecord,
    "delegations": DelegationRecord,
    "stations": StationRecord,
    "duty_records": DutyRecordRecord,
    "duty_reports": DutyReportRecord,
    "decisions": DecisionRecord,
}
"""Folder (or file, `terms.yaml`) below a site's content -> what its YAML holds; Markdown beside it is articles as everywhere."""
