"""Header of a filed document and of its review."""

from typing import Annotated, ClassVar, Literal, cast

from pydantic import Field

from ...domain.document import Document
from ...domain.item import Item
from ...domain.record import Day, Line, Record, Text
from ...domain.said import said
from ...domain.words import Words

FILE_TYPES: dict[str, str] = {
    "gov_rule": said("政府规章"),
    "gov_normative": said("政府规范性文件"),
    "supervisory": said("监察委员会规范性文件"),
    "court": said("法院规范性文件"),
    "procuratorate": said("检察院规范性文件"),
    "lower_resolution": said("下级人大及其常委会的决议、决定"),
}
MODES: dict[str, str] = {
    "active": said("主动审查"),
    "on_request": said("依申请审查"),
    "special": said("专项审查"),
    "transferred": said("移送审查"),
    "joint": said("联合审查"),
}
ASKING: dict[str, str] = {"organ": said("国家机关"), "organization": said("企业事业单位、社会组织"), "citizen": said("公民")}


class Request(Record):
    """审查要求、审查建议: who in general asked, never by name, and what was answered."""

    by_type: Annotated[Literal["organ", "organization", "citizen"], Words(ASKING, {"organization": ("单位", "组织")})] = Field(
        description="谁提出的，只写是哪一类，不写姓名、名称"
    )
    date: Day = Field(description="收到的日期")
    reply_on: Day | None = Field(None, description="答复的日期")
    reply: Text | None = Field(None, description="答复的要点，不写提出人的姓名、单位、住址")


class FilingReview(Item):
    """Header of a filed document. How far its review is follows from its days and is never written."""

    BLOCKING: ClassVar[frozenset[str]] = Item.BLOCKING | {"request"}

    issuer: Line | None = Field(None, description="制定机关，写全称")
    file_type: (
        Annotated[
            Literal["gov_rule", "gov_normative", "supervisory", "court", "procuratorate", "lower_resolution"],
            Words(FILE_TYPES, {"gov_rule": ("规章",), "lower_resolution": ("下级人大决议", "决议决定")}),
        ]
        | None
    ) = Field(None, description="文件的种类")
    published_on: Day | None = Field(None, description="文件公布的日期")
    filed_on: Day | None = Field(None, description="报送备案的日期，公布后 30 日内")
    filing_no: Line | None = Field(None, description="备案登记的编号")
    review_mode: (
        Annotated[
            Literal["active", "on_request", "special", "transferred", "joint"],
            Words(MODES, {"active": ("主动",), "on_request": ("依申请",), "special": ("专项",), "transferred": ("移送",)}),
        ]
        | None
    ) = Field(None, description="审查方式")
    review_on: Day | None = Field(None, description="开始审查的日期；依申请的不写，从收到之日算")
    opinion_on: Day | None = Field(None, description="向制定机关提出审查意见的日期")
    answered_on: Day | None = Field(None, description="制定机关书面反馈的日期，提出审查意见后两个月内")
    concluded_on: Day | None = Field(None, description="审查终结的日期，结果从这一天起公开")
    result: Line | None = Field(None, description="审查结果，一句话，如 与上位法不一致")
    handling: Text | None = Field(None, description="处理情况，如 制定机关已废止")
    request: Request | None = Field(None, description="审查要求、审查建议；不写提出人是谁")
    regulations: tuple[Line, ...] = Field((), description="涉及的法规的编号，可写几个")


def of(document: Document) -> FilingReview:
    """What the header of a filed document says."""
    return cast(FilingReview, document.item)
