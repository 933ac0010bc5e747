"""The base item: header fields every kind of document shares (docs/domain.md §3.1)."""

from enum import StrEnum
from typing import Annotated, ClassVar, Literal

from pydantic import AliasChoices, BeforeValidator, ConfigDict, Field, StringConstraints

from .flow import Mode
from .level import LEVELS, Level
from .record import Day, KnownDay, Line, Moment, Names, Record, Targets, Text, split_names
from .words import SAID, YES_NO, Flag, Words

Paths = Annotated[tuple[Annotated[str, StringConstraints(pattern=r"^/[^\s?#\\]*$")], ...], BeforeValidator(split_names)]
Digest = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]


class Validity(StrEnum):
    """时效 of a document; all but `in_force` show a banner."""

    IN_FORCE = "in_force"
    AMENDED = "amended"
    REPEALED = "repealed"
    EXPIRED = "expired"

    @property
    def label(self) -> str:
        """The Chinese word shown to readers."""
        return VALIDITIES[self]


VALIDITIES = {
    Validity.IN_FORCE: "有效",
    Validity.AMENDED: "已修改",
    Validity.REPEALED: "已废止",
    Validity.EXPIRED: "已失效",
}
_VALIDITIES_TOO = {
    Validity.IN_FORCE: ("现行有效", "现行"),
    Validity.AMENDED: ("修改", "已修订", "已被修改"),
    Validity.REPEALED: ("废止",),
    Validity.EXPIRED: ("失效", "过期", "已过期"),
}
STAGES = {"first": "初审", "second": "复审", "final": "终审"}
STAGE_WORDS = Words(STAGES, {"first": ("一审", "第一审"), "second": ("二审", "第二审"), "final": ("三审", "第三审")})
RESULTS = {"pass": "通过", "return": "退回"}
RESULT_WORDS = Words(
    RESULTS,
    {
        "pass": ("passed", "审核通过", "同意", "合格"),
        "return": ("returned", "fail", "failed", "reject", "rejected", "不通过", "未通过", "不同意", "不合格", "驳回", "退稿"),
    },
)
SECRECY_RESULTS = {"public": "公开", "public_after_redaction": "删减后公开", "not_public": "不公开"}
_REFUSED = ("不予公开", "不得公开", "不可公开", "不能公开", "不宜公开", "暂不公开")
SECRECY_WORDS = Words(
    SECRECY_RESULTS,
    {
        "public": ("可以公开", "可公开", "同意公开"),
        "public_after_redaction": ("删除后公开", "删节后公开", "处理后公开", "隐去后公开"),
        "not_public": _REFUSED,
    },
)
OPENNESS = {"public": "公开", "on_request": "依申请公开", "not_public": "不公开"}
OPENNESS_WORDS = Words(OPENNESS, {"public": ("主动公开",), "on_request": ("申请公开",), "not_public": _REFUSED})
DATE_PARTS = {"year": "年", "month": "年月"}
STATUSES = {"published": "已发布", "draft": "草稿", "hidden": "隐藏", "skip": "略过"}
STATUS_WORDS = Words(STATUSES, {"published": ("发布",), "draft": ("拟稿",), "hidden": ("不列出", "不进列表"), "skip": ("跳过",)})


class Review(Record):
    """One stage of 三审三校."""

    stage: Annotated[Literal["first", "second", "final"], STAGE_WORDS]
    role: Line
    person: Line
    time: Moment
    proofread: Flag = False
    result: Annotated[Literal["pass", "return"], RESULT_WORDS]


class SecrecyReview(Record):
    """保密审查 before publication (保密法 art. 35)."""

    person: Line
    time: Moment
    result: Annotated[Literal["public", "public_after_redaction", "not_public"], SECRECY_WORDS]


class Picture(Record):
    """An image of the site with the text that replaces it."""

    file: Line
    alt: Line
    caption: Line | None = None


class ManualCheck(Record):
    """人工检查 of an attachment that cannot be scanned: who has read it, when, and the SHA-256 of what he has read."""

    person: Line
    time: Moment
    sha256: Line | None = None


class CheckedFile(ManualCheck):
    """人工检查 of a file that the text links to."""

    file: Line


class Attachment(Record):
    """A file offered for download."""

    name: Line
    file: Line
    manual_check: ManualCheck | None = None


class Reprint(Record):
    """转载: where a piece of another organ was taken from."""

    source: Line
    url: Line
    time: Moment


class Imported(Record):
    """A piece brought over from an older site; exempt from review and backdating checks. It may know no more than its year."""

    original_url: Line
    original_date: KnownDay | None = None


class Share(Record):
    """报送 and 下发 as the piece itself asks for them."""

    up: Annotated[bool | Level | None, Words({**YES_NO, **LEVELS.titles}, {**SAID, **LEVELS.also})] = None
    to: Targets = ()
    under: Names = ()
    descendants: Flag = False
    depth: Annotated[int, Field(ge=1)] | None = None
    until: Day | None = None
    unless_own: Flag = False
    mode: Mode = "listing"


class Withdrawn(Record):
    """撤回 with its public reason."""

    reason: Line
    time: Moment


class Corrected(Record):
    """更正 of a published piece, shown wherever it appears."""

    note: Line
    time: Moment


class Offline(Record):
    """线下渠道 beside every online one."""

    phone: Line | None = None
    address: Line | None = None
    postcode: Annotated[str, StringConstraints(pattern=r"^\d{6}$")] | None = None
    hours: Line | None = None


class Item(Record):
    """Header of any document. Fields docs/domain.md §3.1 requires are optional here; their absence is a finding.

    A wrong value in a field named in `BLOCKING` leaves the document out; in any other it is dropped with a warning.
    """

    model_config = ConfigDict(frozen=True, extra="allow", str_strip_whitespace=True)

    BLOCKING: ClassVar[frozenset[str]] = frozenset(
        {"date", "modified", "slug", "status", "openness", "validity", "aliases", "withdrawn", "share", "lang", "id", "moved_to"}
        | {"secrecy_review", "reviews"}
    )

    title: Line | None = Field(None, description="标题")
    subtitle: Line | None = Field(None, description="副标题")
    summary: Line | None = Field(None, description="摘要，纯文本")
    keywords: Names = Field((), description="关键词")
    authors: Names = Field((), validation_alias=AliasChoices("authors", "author"), description="作者")
    date: Moment | None = Field(None, description="发布时间，YYYY-MM-DD HH:MM")
    date_part: Annotated[Literal["year", "month"], Words(DATE_PARTS)] | None = Field(
        None, description="只知年或年月，由迁来的稿件的 date 得出"
    )
    modified: Moment | None = Field(None, description="更新时间")
    source: Line | None = Field(None, description="来源")
    editor: Line | None = Field(None, description="责任编辑")
    reviews: tuple[Review, ...] = Field((), description="审核记录（三审三校）")
    reviewed_sha256: Digest | None = Field(None, description="终审时正文的摘要值")
    secrecy_review: SecrecyReview | None = Field(None, description="保密审查")
    openness: Annotated[Literal["public", "on_request", "not_public"], OPENNESS_WORDS] = Field("public", description="公开属性")
    image: Picture | None = Field(None, description="题图")
    attachments: tuple[Attachment, ...] = Field((), description="附件")
    manual_checks: tuple[CheckedFile, ...] = Field((), description="正文链接的文件的人工检查")
    reprint: Reprint | None = Field(None, description="转载信息")
    imported: Imported | None = Field(None, description="迁移信息")
    doc_number: Line | None = Field(None, description="文号")
    validity: Annotated[Validity, Words(VALIDITIES, _VALIDITIES_TOO)] | None = Field(None, description="时效")
    share: Share | None = Field(None, description="报送、下发")
    withdrawn: Withdrawn | None = Field(None, description="撤回")
    corrected: Corrected | None = Field(None, description="更正说明")
    superseded_by: Line | None = Field(None, description="被哪一篇取代（编号）")
    id: Line | None = Field(None, description="从别的站点迁来的稿件保留的原编号")
    moved_to: Line | None = Field(None, description="已迁到哪个站点（编号）；本文件只留作转向")
    related: Names = Field((), description="关联稿件的编号")
    offline: Offline | None = Field(None, description="线下渠道")
    column: Line | None = Field(None, validation_alias=AliasChoices("category", "column"), description="栏目，缺省为文件夹名")
    tags: Names = Field((), description="标签")
    slug: Line | None = Field(None, description="网址名，缺省为文件名")
    status: Annotated[Literal["published", "draft", "hidden", "skip"], STATUS_WORDS] = Field("published", description="状态")
    lang: Annotated[str, StringConstraints(pattern=r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$")] | None = Field(
        None, description="语言"
    )
    aliases: Paths = Field((), description="旧网址，自动转到本页")
    note: Text | None = Field(None, description="编辑备注，不发布")
