"""Header of a supervision item: the promise of the year's plan, and the chain of papers that keeps it."""

from typing import Annotated, ClassVar, Literal, cast

from pydantic import Field

from ...domain.document import Document
from ...domain.item import Item
from ...domain.record import Day, Form, Line, Names, Record, Text
from ...domain.said import said
from ...domain.words import Words

TYPES = {
    "special_report": said("专项工作报告"),
    "enforcement_inspection": said("执法检查"),
    "plan_execution": said("计划执行"),
    "budget_execution": said("预算执行"),
    "final_accounts": said("决算"),
    "audit": said("审计"),
    "audit_rectification": said("审计整改"),
    "state_assets": said("国有资产"),
    "gov_debt": said("政府债务"),
    "finance_work": said("金融工作"),
    "environment": said("环境状况"),
    "special_inquiry": said("专题询问"),
    "interpellation": said("质询"),
    "special_investigation": said("特定问题调查"),
    "appraisal": said("工作评议"),
    "research": said("视察调研"),
    "filing_review_report": said("备案审查工作报告"),
}
TYPE_WORDS = Words(
    TYPES,
    {
        "special_report": ("专项报告", "听取和审议专项工作报告"),
        "plan_execution": ("计划", "国民经济和社会发展计划"),
        "budget_execution": ("预算", "预算执行情况"),
        "final_accounts": ("决算草案",),
        "audit": ("审计工作报告", "审计工作"),
        "audit_rectification": ("审计查出问题整改", "整改"),
        "state_assets": ("国资", "国有资产管理"),
        "gov_debt": ("债务", "政府债务管理"),
        "finance_work": ("金融",),
        "environment": ("环境", "环境保护"),
        "interpellation": ("质询案",),
        "special_investigation": ("特定问题的调查", "调查委员会"),
        "appraisal": ("评议",),
        "research": ("视察", "调研", "专题调研"),
        "filing_review_report": ("备案审查", "备案审查工作情况报告"),
    },
)
STEPS = {
    "report": said("报告"),
    "opinions": said("审议意见"),
    "assigned": said("交办"),
    "handling_report": said("研究处理情况报告"),
    "resolution": said("决议"),
    "resolution_report": said("执行决议情况报告"),
    "rating": said("满意度测评"),
    "follow_up": said("跟踪监督"),
}
STEP_WORDS = Words(
    STEPS,
    {
        "report": ("听取报告", "工作报告", "执法检查报告", "审计工作报告", "专题询问", "询问", "质询", "调查报告", "调研报告"),
        "opinions": ("意见",),
        "assigned": ("转办", "交办意见"),
        "handling_report": ("处理情况报告", "研究处理情况", "研究处理报告"),
        "resolution": ("决定",),
        "resolution_report": ("决议执行情况报告", "执行决议情况"),
        "rating": ("测评", "满意度"),
        "follow_up": ("跟踪", "跟踪检查"),
    },
)
Number = Annotated[int, Field(ge=0)]
Year = Annotated[int, Field(ge=1949, le=2200), Form("2026", "四位数的年份")]


class Rating(Record):
    """满意度测评: how many voted which way."""

    satisfied: Number = Field(description="满意票数")
    basically: Number = Field(description="基本满意票数")
    dissatisfied: Number = Field(description="不满意票数")
    abstained: Number | None = Field(None, description="弃权票数")


class Step(Record):
    """A step of the chain: done on its day, or promised until `due`."""

    step: Annotated[
        Literal[
            "report",
            "opinions",
            "assigned",
            "handling_report",
            "resolution",
            "resolution_report",
            "rating",
            "follow_up",
        ],
        STEP_WORDS,
    ] = Field(description="哪一步")
    no: Annotated[int, Field(ge=1, le=99)] = Field(1, description="第几次，缺省为 1")
    date: Day | None = Field(None, description="这一步的日期；还没有的不写")
    due: Day | None = Field(None, description="决议、会议定的期限；依法算得出的不用写")
    name: Line | None = Field(None, description="文件名称，缺省为这一步的名称")
    doc: Line | None = Field(None, description="文件的稿件编号")
    file: Line | None = Field(None, description="文件")
    quote: Text | None = Field(None, description="要点，照抄文件原文")
    published_on: Day | None = Field(None, description="向社会公布的日期，缺省为这一步的日期")
    not_public_reason: Line | None = Field(None, description="不公开的理由")
    rating: Rating | None = Field(None, description="测评的票数")

    @property
    def has_paper(self) -> bool:
        """True when there is something for the public to read."""
        return bool(self.doc or self.file or self.quote)


class Sheet(Record):
    """A table of figures: a CSV file of the site, and the unit in which it counts."""

    title: Line = Field(description="表的名称")
    file: Line = Field(description="表的文件，CSV：第一行是列名，第一列是项目")
    unit: Line = Field(description="单位，如 万元")
    chart: Line | None = Field(None, description="画图的列名，缺省为第一列数")
    year: Year | None = Field(None, description="哪一年的数")


class Leads(Record):
    """线索征集: by which way, how many, what came of them. Who gave them has no field."""

    channel: Line = Field(description="征集的渠道")
    consultation: Line | None = Field(None, description="征集公告的编号")
    received: Number = Field(description="收到的件数")
    used: Number | None = Field(None, description="采用的件数")
    outcome: Line | None = Field(None, description="结果，不写提供人")


class Changed(Record):
    """计划调整: an item that the year's plan has no more."""

    date: Day = Field(description="日期")
    reason: Line = Field(description="理由")


class SupervisionItem(Item):
    """Header of a supervision item. Its state follows from the chain and is never written."""

    BLOCKING: ClassVar[frozenset[str]] = Item.BLOCKING | {"type", "chain"}

    type: Annotated[
        Literal[
            "special_report",
            "enforcement_inspection",
            "plan_execution",
            "budget_execution",
            "final_accounts",
            "audit",
            "audit_rectification",
            "state_assets",
            "gov_debt",
            "finance_work",
            "environment",
            "special_inquiry",
            "interpellation",
            "special_investigation",
            "appraisal",
            "research",
            "filing_review_report",
        ],
        TYPE_WORDS,
    ] = Field(description="类型")
    topic: Line | None = Field(None, description="议题，计划里的写法")
    plan_year: Year | None = Field(None, description="计划年份，列入哪一年的监督工作计划")
    plan_no: Number | None = Field(None, description="计划序号")
    plan_month: Annotated[int, Field(ge=1, le=12)] | None = Field(None, description="计划月份，在几月听取")
    plan_doc: Line | None = Field(None, description="计划原文，写年度监督工作计划的稿件编号")
    plan_changed: Changed | None = Field(None, description="计划调整，写日期和理由")
    reporting_body: Line | None = Field(None, description="报告机关")
    lead_committee: Line | None = Field(None, description="牵头的委员会")
    laws: Names = Field((), description="法律法规，执法检查必须写：稿件编号，或法律的名称")
    team: Names = Field((), description="检查组，写职务或单位")
    inspected: Line | None = Field(None, description="检查时间，或调研的时间")
    meeting: Line | None = Field(None, description="会议，听取、审议的")
    audited_on: Day | None = Field(None, description="听取审计工作报告的日期，审计整改写：整改报告的期限由它算出")
    audit: Line | None = Field(None, description="审计，审计整改写审计那一件的编号")
    chain: tuple[Step, ...] = Field((), description="各步，每步写步骤、日期、文件、期限、不公开的理由")
    sheets: tuple[Sheet, ...] = Field((), description="数据表，每张写名称、CSV 文件、单位")
    leads: tuple[Leads, ...] = Field((), description="线索征集，写渠道、件数、结果")


def of(document: Document) -> SupervisionItem:
    """What the header of a supervision item says."""
    return cast(SupervisionItem, document.item)
