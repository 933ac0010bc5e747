"""Header of a regulation: one text of it, as it was passed or amended on one day."""

from typing import Annotated, ClassVar, Literal, cast

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from ...domain.document import Document
from ...domain.item import Item
from ...domain.law.facts import TITLES
from ...domain.law.given import NotGiven, read_given
from ...domain.record import Day, Form, KnownDay, Line, Record, Text
from ...domain.words import Words

TYPES: dict[str, str] = {key: title for key, title in TITLES.items() if key}
TYPE_WORDS = Words(TYPES, {"decision": ("决定",), "separate": ("单行",), "interpretation": ("解释",), "rule": ("政府规章",)})
LOCAL = frozenset({"local_regulation", "autonomous", "separate"})
"""What congresses and standing committees of provinces, cities and autonomous counties make."""


Written = dict[str, str | list[str] | None]


def _stated(written: Written) -> Written:
    try:
        read_given(written)
    except NotGiven as error:
        raise PydanticCustomError("not_given", "{said}", {"said": str(error)}) from error
    return written


class Amendment(Record):
    """修改: when, by whom, and the line that says so."""

    date: Day = Field(description="日期")
    organ: Line | None = Field(None, description="机关")
    text: Line | None = Field(None, description="题注里的原文")
    decision: Line | None = Field(None, description="修改决定的编号")


class Evaluation(Record):
    """立法后评估."""

    date: KnownDay = Field(description="日期")
    method: Line | None = Field(None, description="方式")
    report: Line | None = Field(None, description="报告的编号")


class Effect(Record):
    """Articles that take effect on another day than the rest."""

    articles: Line = Field(description="条款，如 第十条、第二十一条第二款")
    effective_on: Day = Field(description="开始施行的日期")


class Regulation(Item):
    """Header of one text of a regulation. Whether it is in force follows from its days and is never written."""

    BLOCKING: ClassVar[frozenset[str]] = Item.BLOCKING | {"doc_type", "effective_on", "repealed_on"}
    LAW: ClassVar[bool] = True

    doc_type: (
        Annotated[
            Literal[
                "constitution",
                "law",
                "administrative_regulation",
                "interpretation",
                "local_regulation",
                "autonomous",
                "separate",
                "decision",
                "rule",
                "normative",
            ],
            TYPE_WORDS,
        ]
        | None
    ) = Field(None, description="种类")
    enacted_by: Line | None = Field(None, description="制定机关，写全称；几个机关用顿号隔开")
    passed_on: Day | None = Field(None, description="通过的日期（最初的）")
    meeting: Line | None = Field(None, description="通过它的会议")
    approved_by: Line | None = Field(None, description="批准机关，设区的市、自治州、自治县的必须写")
    approved_on: Day | None = Field(None, description="批准的日期")
    promulgated_by: Line | None = Field(None, description="公布机关")
    promulgated_on: Day | None = Field(None, description="公布的日期")
    announcement_no: Line | None = Field(None, description="公告号，如 〔十四届〕第三十三号")
    effective_on: Day | None = Field(None, description="这个文本开始施行的日期")
    first_effective_on: Day | None = Field(
        None, description="这部法规最初开始施行的日期；这个文本从哪天起施行查不到的写它，不写 effective_on"
    )
    repealed_on: Day | None = Field(None, description="废止的日期，从这一天起不再施行")
    repealed_by: Line | None = Field(None, description="废止它的决定或者新法：名称，或者编号")
    replaced_on: Day | None = Field(None, description="这个文本被新文本代替的日期；新文本也在本站的，系统得出，不写")
    amended_on: Day | None = Field(None, description="这个文本以后又修改的日期，新文本从哪天起施行查不到的；系统得出，不写")
    version_on: Day | None = Field(None, description="这个文本最后一次通过、批准或者修改的日期，几个版本以它区别")
    amendments: tuple[Amendment, ...] = Field((), description="历次修改：日期、机关、题注里的原文、修改决定的编号")
    renumbered: (
        Annotated[Written, AfterValidator(_stated), Form("{第三条: 第四条, 新增: [第六条]}", "上一个文本的条号: 这个文本的条号")]
        | None
    ) = Field(None, description="条号变动，修改决定写明的；上一个文本的在左，这个文本的在右；对照时以它为准")
    adoption: tuple[Line, ...] = Field((), description="题注，照抄原文")
    subject: Line | None = Field(None, description="领域，如 生态环境")
    draft_note: Line | None = Field(None, description="草案说明的编号")
    review_report: Line | None = Field(None, description="审议结果报告的编号")
    consulted_in: Line | None = Field(None, description="草案征求意见的编号")
    gazette_issue: Line | None = Field(None, description="公报期号；公报上的文本是标准文本")
    filed_on: Day | None = Field(None, description="报送备案的日期")
    interpretations: tuple[Line, ...] = Field((), description="解读的编号")
    evaluations: tuple[Evaluation, ...] = Field((), description="立法后评估：日期、方式、报告的编号")
    effects: tuple[Effect, ...] = Field((), description="另定施行日期的条款：哪些条款，从哪天起施行")
    remarks: Text | None = Field(None, description="给读者的说明")


def of(document: Document) -> Regulation:
    """What the header of a regulation says."""
    return cast(Regulation, document.item)


def is_local(item: Regulation) -> bool:
    """True for one of a congress or a standing committee below the nation that was made here, not copied."""
    return item.doc_type in LOCAL and not item.reprint
