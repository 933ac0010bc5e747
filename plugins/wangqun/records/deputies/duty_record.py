"""履职 as it is written: what deputies did, and their reports to those who elected them."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from ...domain.record import Day, Line, Record, Text
from ...domain.words import Flag, Words
from .choices import AUDIENCE_WORDS, DUTY_WORDS, Duty
from .values import MOST_VOTERS, PersonKey


class DutyRecordRecord(Record):
    """履职记录, entered once by the organizer and shown with each of the persons at every level."""

    APART: ClassVar[frozenset[str]] = frozenset({"persons"})
    SPARE: ClassVar[frozenset[str]] = frozenset({"organizer", "place"})

    date: Day = Field(description="日期")
    type: Annotated[Duty, DUTY_WORDS] = Field(description="类型")
    persons: tuple[PersonKey, ...] = Field(min_length=1, description="参加的代表")
    congress: Line | None = Field(None, description="以哪个站点的代表身份，缺省为本站")
    organizer: Line | None = Field(None, description="组织者，缺省为本机关")
    place: Line | None = Field(None, description="地点")
    text: Line = Field(description="内容")
    confirmed_by_deputy: Flag = Field(False, description="代表本人已确认")


class Rating(Record):
    """测评 of a duty report, in votes."""

    satisfied: Annotated[int, Field(ge=0)] = Field(description="满意票数")
    basically: Annotated[int, Field(ge=0)] = Field(description="基本满意票数")
    dissatisfied: Annotated[int, Field(ge=0)] = Field(description="不满意票数")


class DutyReportRecord(Record):
    """述职 (代表法 art. 58)."""

    SPARE: ClassVar[frozenset[str]] = frozenset({"voters_present", "comments", "rating"})

    person: PersonKey = Field(description="述职代表")
    date: Day = Field(description="日期")
    form: Annotated[Literal["oral", "written", "online"], Words({"oral": "口头", "written": "书面", "online": "网上"})] = Field(
        "oral", description="方式：口头、书面、网上"
    )
    audience: Annotated[Literal["constituency", "electing_unit"], AUDIENCE_WORDS] = Field(
        "constituency", description="向选区选民或选举单位"
    )
    congress: Line | None = Field(None, description="以哪个站点的代表身份，缺省为本站")
    voters_present: Annotated[int, Field(ge=0, le=MOST_VOTERS)] | None = Field(None, description="到会选民数")
    text: Text = Field(description="内容")
    comments: Text | None = Field(None, description="评议意见")
    rating: Rating | None = Field(None, description="测评结果")
