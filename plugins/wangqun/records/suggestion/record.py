"""Headers of motions and suggestions. What state one is in follows from its events and is never written."""

from typing import Annotated, Any, ClassVar, Literal, cast

from pydantic import BeforeValidator, Field, model_validator

from ...domain.document import Document
from ...domain.item import Item
from ...domain.record import Day, Line, Names, Record, Text
from ...domain.words import Flag
from . import words

Rating = Annotated[
    Literal["very_satisfied", "satisfied", "basically_satisfied", "dissatisfied", "no_feedback"], words.RATING_WORDS
]


def _listed(value: Any) -> Any:
    """One as a list of one."""
    return [value] if isinstance(value, dict) else value


class Event(Record):
    """What happened on a day: by whom, to whom, with which paper."""

    type: Annotated[
        Literal[
            "solicited",
            "drafted",
            "submitted",
            "accepted",
            "not_accepted",
            "converted",
            "merged",
            "assigned",
            "returned",
            "transferred",
            "co_replied",
            "contacted",
            "extended",
            "overdue",
            "replied",
            "rated",
            "rehandle_ordered",
            "re_replied",
            "commitment_done",
            "withdrawn",
            "key_supervised",
            "published",
            "awaited",
        ],
        words.STEP_WORDS,
    ] = Field(description="环节")
    date: Day = Field(description="日期")
    by: Line | None = Field(None, description="哪个单位或者谁做的")
    to: Line | None = Field(None, description="交给、转给哪个单位")
    doc: Line | None = Field(None, description="有关的稿件的编号")
    note: Line | None = Field(None, description="说明")
    attitude: Rating | None = Field(None, description="评价：对办理态度")
    result: Rating | None = Field(None, description="评价：对办理结果")


class Reply(Record):
    """答复: its number, its words, the file. It belongs to the reply of its day, else to the one in its place."""

    APART: ClassVar[frozenset[str]] = frozenset({"files"})

    date: Day | None = Field(None, description="日期，缺省为同一次序的答复的日期")
    by: Line | None = Field(None, description="答复的单位")
    no: Line | None = Field(None, description="文号")
    text: Text | None = Field(None, description="正文")
    files: Names = Field((), description="文件")


class Commitment(Record):
    """承诺事项: what will be done, by when, and when it was."""

    text: Line = Field(description="承诺做什么")
    due: Day | None = Field(None, description="哪天以前")
    done_on: Day | None = Field(None, description="落实的日期")


class Satisfaction(Record):
    """满意度, of the lead deputy for all: with how it was handled, and with what came of it."""

    attitude: Rating | None = Field(None, description="对办理态度")
    result: Rating | None = Field(None, description="对办理结果")


class Proposal(Item):
    """What motions and suggestions have in common."""

    BLOCKING: ClassVar[frozenset[str]] = Item.BLOCKING | {"public", "public_reason", "form", "events", "during"}

    public: Annotated[bool, words.PUBLIC_WORDS] = Field(description="可不可以公开；不公开的只计入总数")
    public_reason: Line | None = Field(None, description="不公开的理由：国家秘密、商业秘密、个人隐私、代表要求等")
    number: Line | None = Field(None, description="编号")
    congress: Line | None = Field(None, description="人民代表大会，向它提出的；缺省为本站的")
    term: Line | None = Field(None, description="届")
    session: Line | None = Field(None, description="次会议")
    during: Annotated[Literal["in_session", "recess"], words.DURING_WORDS] = Field("in_session", description="大会期间或闭会期间")
    subject: Line | None = Field(None, description="类别")
    lead_deputy: Line | None = Field(None, description="领衔代表：代表编号 person:…，或者姓名")
    co_deputies: Names = Field((), description="联名代表：代表编号或者姓名")
    by_delegation: Line | None = Field(None, description="以代表团名义提出的，代表团的名称")
    converted_from: Line | None = Field(None, description="由哪一件议案转来（编号）")
    merged_into: Line | None = Field(None, description="并入哪一件办理（编号）")
    addressed_to: Line | None = Field(None, description="收件机关，缺省为本机关")
    lead_units: Names = Field((), description="主办单位；分别办理的写全部单位")
    co_units: Names = Field((), description="会办（协办）单位")
    mode: Annotated[Literal["joint", "separate"], words.MODE_WORDS] = Field("joint", description="办理方式")
    contact_mode: Annotated[Literal["in_person", "phone", "written", "platform"], words.CONTACT_WORDS] | None = Field(
        None, description="与代表沟通的方式"
    )
    reply: Annotated[tuple[Reply, ...], BeforeValidator(_listed)] = Field((), description="答复，几次或几个单位的写几项")
    outcome: Annotated[Literal["resolved", "in_progress", "planned", "reference", "referred_up"], words.OUTCOME_WORDS] | None = (
        Field(None, description="办理结果")
    )
    outcome_label: Line | None = Field(None, description="办理结果在本地的叫法")
    outcome_reason: Annotated[Literal["legal", "conditions", "noted"], words.REASON_WORDS] | None = Field(
        None, description="没有解决的原因"
    )
    commitments: tuple[Commitment, ...] = Field((), description="承诺事项：做什么、哪天以前、落实的日期")
    referred_to: Line | None = Field(None, description="转上级后，上级的那一件（编号）")
    referred_from: Line | None = Field(None, description="由下级转来的，下级的那一件（编号）")
    satisfaction: Satisfaction | None = Field(None, description="代表的评价，属于最后一次评价")
    key: Flag = Field(False, description="重点督办")
    supervised_by: Line | None = Field(None, description="督办的领导或机构")
    award: Line | None = Field(None, description="获奖，如 优秀建议")
    events: tuple[Event, ...] = Field((), description="环节，各写 type、date、by、to、doc、note；先后以日期为准")

    @model_validator(mode="before")
    @classmethod
    def _held(cls, values: Any) -> Any:
        """What is not plainly said to be public is kept back as any other piece that is not."""
        if not isinstance(values, dict) or words.PUBLIC_WORDS.read(values.get("public")) is True:
            return values
        return values | {"openness": "not_public"}


class Suggestion(Proposal):
    """Header of a suggestion, criticism or opinion."""

    form: Annotated[Literal["suggestion", "criticism", "opinion"], words.SUGGESTION_WORDS] = Field(
        "suggestion", description="种类"
    )


class Motion(Proposal):
    """Header of a motion, an interpellation or a recall."""

    form: Annotated[Literal["motion", "interpellation", "recall"], words.MOTION_WORDS] = Field("motion", description="种类")


Written = Suggestion | Motion


def of(document: Document) -> Written:
    """What the header of a motion or a suggestion says."""
    return cast(Written, document.item)
