"""Header of a consultation."""

from typing import Annotated, ClassVar, Literal, cast

from pydantic import Field, StringConstraints

from ...domain.document import Document
from ...domain.item import Item
from ...domain.record import Day, Deadline, Form, Line, Mailbox, Moment, Record, Text
from ...domain.said import said
from ...domain.words import Words

PURPOSES = {
    "draft_law": said("法规草案"),
    "legislative_plan": said("立法规划计划"),
    "supervision_topics": said("监督议题"),
    "supervision_leads": said("监督线索"),
    "suggestion_topics": said("建议议题"),
    "livelihood": said("民生实事项目"),
    "post_evaluation": said("立法后评估"),
    "other": said("其他"),
}
PURPOSE_WORDS = Words(
    PURPOSES,
    {
        "draft_law": ("法规草案征求意见", "草案", "法规"),
        "legislative_plan": ("立法规划", "立法计划", "立法项目", "立法项目征集"),
        "supervision_topics": ("监督项目", "监督议题征集"),
        "supervision_leads": ("监督线索征集",),
        "suggestion_topics": ("建议选题", "代表建议议题"),
        "livelihood": ("民生实事", "民生项目"),
        "post_evaluation": ("法规评估", "后评估"),
    },
)
STAGES = {"draft": said("草案"), "second": said("二审稿"), "revised": said("修改稿"), "for_comment": said("征求意见稿")}
STAGE_WORDS = Words(STAGES, {"draft": ("一审稿", "初审稿"), "second": ("草案二审稿",), "revised": ("草案修改稿",)})
ROLES = {"text": said("文本"), "note": said("说明"), "comparison": said("对照表"), "other": said("其他材料")}
ROLE_WORDS = Words(
    ROLES, {"text": ("草案", "草案文本"), "note": ("草案说明", "起草说明"), "comparison": ("修改对照表",), "other": ("其他",)}
)
VERDICTS = {"adopted": said("采纳"), "partly": said("部分采纳"), "not_adopted": said("未采纳"), "noted": said("留作研究")}
VERDICT_WORDS = Words(
    VERDICTS, {"adopted": ("已采纳",), "partly": ("部分",), "not_adopted": ("不采纳",), "noted": ("研究", "留作研究参考")}
)
Number = Annotated[int, Field(ge=0)]
WebLink = Annotated[
    Line, StringConstraints(pattern=r"^https?://[^\s/]+\S*$"), Form("https://rd.example.gov.cn/form", "以 https:// 开头的网址")
]


class Channels(Record):
    """The ways to answer: by letter, telephone, fax, e-mail, a form."""

    address: Line | None = Field(None, description="通信地址")
    postcode: Annotated[str, StringConstraints(pattern=r"^\d{6}$"), Form("'100000'", "六位数字")] | None = Field(
        None, description="邮政编码"
    )
    phone: Line | None = Field(None, description="电话")
    fax: Line | None = Field(None, description="传真")
    email: Mailbox | None = Field(None, description="电子邮箱")
    form_url: WebLink | None = Field(None, description="网上填写意见的网址")


class Questionnaire(Record):
    """问卷, kept elsewhere."""

    title: Line = Field(description="问卷名称")
    url: WebLink = Field(description="网址")


class Material(Record):
    """The draft, its explanation or a comparison: a file of the site, or a piece by its id."""

    role: Annotated[Literal["text", "note", "comparison", "other"], ROLE_WORDS] = Field(description="材料是什么")
    name: Line = Field(description="名称")
    file: Line | None = Field(None, description="文件")
    document: Line | None = Field(None, description="稿件编号")


class Deliberation(Record):
    """审议 of the draft: at which meeting, when, for which time."""

    meeting: Line = Field(description="会议")
    date: Day | None = Field(None, description="日期")
    reading: Line | None = Field(None, description="第几次审议")


class Group(Record):
    """Opinions that say the same, and what became of them. Nobody is named."""

    summary: Line = Field(description="意见归纳")
    count: Number | None = Field(None, description="条数")
    verdict: Annotated[Literal["adopted", "partly", "not_adopted", "noted"], VERDICT_WORDS] = Field(description="处理")
    reason: Line | None = Field(None, description="理由")
    article: Line | None = Field(None, description="涉及的条文")


class AdoptionNote(Record):
    """采纳情况: what became of the opinions, as a whole and group by group."""

    APART: ClassVar[frozenset[str]] = frozenset({"groups"})

    date: Day = Field(description="公布日期")
    text: Text | None = Field(None, description="总的说明")
    accepted: Number | None = Field(None, description="采纳条数")
    partly: Number | None = Field(None, description="部分采纳条数")
    rejected: Number | None = Field(None, description="未采纳条数")
    groups: tuple[Group, ...] = Field((), description="各组意见：归纳、条数、处理、理由、条文")

    @property
    def says(self) -> bool:
        """True when there is anything to read beside its day."""
        return bool(self.text or self.groups)


class Consultation(Item):
    """Header of a consultation."""

    BLOCKING: ClassVar[frozenset[str]] = Item.BLOCKING | {"purpose", "open_on", "close_on"}
    APART: ClassVar[frozenset[str]] = Item.APART | {"questionnaires", "files"}

    purpose: Annotated[
        Literal[
            "draft_law",
            "legislative_plan",
            "supervision_topics",
            "supervision_leads",
            "suggestion_topics",
            "livelihood",
            "post_evaluation",
            "other",
        ],
        PURPOSE_WORDS,
    ] = Field(description="征求什么意见")
    open_on: Moment = Field(description="开始的时间；只写日期的，从当天 00:00 起")
    close_on: Deadline = Field(description="截止的时间；只写日期的，到当天 24:00 止")
    host: Line | None = Field(None, description="主办单位，缺省为本机关")
    channels: Channels | None = Field(None, description="提意见的渠道，线上线下至少各一种")
    questionnaires: tuple[Questionnaire, ...] = Field((), description="问卷：名称和网址")
    files: tuple[Material, ...] = Field((), description="文本、说明、对照表")
    draft_title: Line | None = Field(None, description="草案名称")
    draft_stage: Annotated[Literal["draft", "second", "revised", "for_comment"], STAGE_WORDS] | None = Field(
        None, description="稿次"
    )
    deliberation: Deliberation | None = Field(None, description="审议：会议、日期、第几次")
    participants: Number | None = Field(None, description="参与人数")
    comments: Number | None = Field(None, description="意见条数")
    adoption_note: AdoptionNote | None = Field(None, description="采纳情况")


def of(document: Document) -> Consultation:
    """What the header of a consultation says."""
    return cast(Consultation, document.item)
