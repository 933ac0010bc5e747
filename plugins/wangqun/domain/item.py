"""The base item: header fields every kind of document shares (docs/domain.md §3.1)."""

from enum import StrEnum
from typing import Annotated, ClassVar, Literal

from pydantic import AliasChoices, BeforeValidator, ConfigDict, Field, StringConstraints

from .flow import Mode
from .level import LEVELS, Level
from .record import Day, Form, KnownDay, Labels, Line, Moment, Names, Record, Targets, Text, each_once, split_names
from .said import said
from .words import SAID, YES_NO, Flag, Words

Paths = Annotated[
    tuple[Annotated[str, StringConstraints(pattern=r"^/[^\s?#\\]*$"), Form("/旧/路径.html", "以 / 开头的旧网址")], ...],
    BeforeValidator(split_names),
    each_once,
]
Digest = Annotated[
    str,
    StringConstraints(pattern=r"^[0-9a-f]{64}$"),
    Form("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", "64 个 0 至 9、a 至 f 的字符"),
]
DIALECTS = {"office": "公文", "pelican": "pelican"}
DIALECT_WORDS = Words(DIALECTS, {"office": ("公文写法",), "pelican": ("python-markdown",)})
Dialect = Annotated[Literal["office", "pelican"], DIALECT_WORDS]


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
    Validity.IN_FORCE: said("有效"),
    Validity.AMENDED: said("已修改"),
    Validity.REPEALED: said("已废止"),
    Validity.EXPIRED: said("已失效"),
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

    stage: Annotated[Literal["first", "second", "final"], STAGE_WORDS] = Field(description="审级")
    role: Line = Field(description="职务")
    person: Line = Field(description="姓名")
    time: Moment = Field(description="时间")
    proofread: Flag = Field(False, description="已校对")
    result: Annotated[Literal["pass", "return"], RESULT_WORDS] = Field(description="结论")


class SecrecyReview(Record):
    """保密审查 before publication (保密法 art. 35)."""

    person: Line = Field(description="姓名")
    time: Moment = Field(description="时间")
    result: Annotated[Literal["public", "public_after_redaction", "not_public"], SECRECY_WORDS] = Field(description="结论")


class Picture(Record):
    """An image of the site with the text that replaces it."""

    file: Line = Field(description="文件")
    alt: Line = Field(description="替代文字：看不见图的读者读到的话")
    caption: Line | None = Field(None, description="图注")


class ManualCheck(Record):
    """人工检查 of an attachment that cannot be scanned: who has read it, when, and the SHA-256 of what he has read."""

    person: Line = Field(description="姓名")
    time: Moment = Field(description="时间")
    sha256: Line | None = Field(None, description="看过的文件的摘要值")


class CheckedFile(ManualCheck):
    """人工检查 of a file that the text links to."""

    file: Line = Field(description="文件")


class Attachment(Record):
    """A file offered for download."""

    name: Line = Field(description="名称")
    file: Line = Field(description="文件")
    manual_check: ManualCheck | None = Field(None, description="人工检查")


class Reprint(Record):
    """转载: where a piece of another organ was taken from."""

    source: Line = Field(description="来源")
    url: Line = Field(description="原文网址")
    time: Moment = Field(description="时间")


class Imported(Record):
    """A piece brought over from an older site; exempt from review and backdating checks. It may know no more than its year."""

    original_url: Line = Field(description="原网址")
    original_date: KnownDay | None = Field(None, description="原发布日期")


class Share(Record):
    """报送 and 下发 as the piece itself asks for them."""

    up: Annotated[bool | Level | None, Words({**YES_NO, **LEVELS.titles}, {**SAID, **LEVELS.also})] = Field(
        None, description="报送：true 到直接上级，或写上级的层级"
    )
    to: Targets = Field((), description="下发去向：站点编号或层级")
    under: Names = Field((), description="下发到这些站点及其全部下级")
    descendants: Flag = Field(False, description="下发到全部下级")
    depth: Annotated[int, Field(ge=1)] | None = Field(None, description="最多向下几级")
    until: Day | None = Field(None, description="到这一天为止")
    unless_own: Flag = Field(False, description="对方该栏目有自己的稿件时不显示")
    mode: Mode = Field("listing", description="方式：listing 列表链接到原文；page 在对方站点成页")


class Withdrawn(Record):
    """撤回 with its public reason."""

    reason: Line = Field(description="理由")
    time: Moment = Field(description="时间")


class Corrected(Record):
    """更正 of a published piece, shown wherever it appears."""

    note: Line = Field(description="说明")
    time: Moment = Field(description="时间")


class Offline(Record):
    """线下渠道 beside every online one."""

    phone: Line | None = Field(None, description="电话")
    address: Line | None = Field(None, description="地址")
    postcode: Annotated[str, StringConstraints(pattern=r"^\d{6}$"), Form("'100000'", "六位数字")] | None = Field(
        None, description="邮政编码"
    )
    hours: Line | None = Field(None, description="办理时间")


class Item(Record):
    """Header of any document. Fields docs/domain.md §3.1 requires are optional here; their absence is a finding.

    A wrong value in a field named in `BLOCKING` leaves the document out; in any other it is dropped with a warning.
    """

    model_config = ConfigDict(extra="allow")

    BLOCKING: ClassVar[frozenset[str]] = frozenset(
        {"date", "modified", "slug", "status", "openness", "validity", "aliases", "withdrawn", "share", "lang", "id", "moved_to"}
        | {"secrecy_review", "reviews"}
    )
    HOLDS: ClassVar[frozenset[str]] = frozenset(
        {"status", "openness", "secrecy_review", "reviews", "withdrawn", "moved_to", "date"}  # stages/load/holdkeys.py FIELDS
    )
    APART: ClassVar[frozenset[str]] = frozenset({"attachments"})
    LAW: ClassVar[bool] = False
    """True for the text of a law, of which each part can be cited."""

    title: Line | None = Field(None, description="标题")
    subtitle: Line | None = Field(None, description="副标题")
    summary: Line | None = Field(None, description="摘要，纯文本")
    keywords: Labels = Field((), description="关键词")
    authors: Labels = Field((), validation_alias=AliasChoices("authors", "author"), description="作者")
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
    tags: Labels = Field((), description="标签")
    slug: Line | None = Field(None, description="网址名，缺省为文件名")
    status: Annotated[Literal["published", "draft", "hidden", "skip"], STATUS_WORDS] = Field("published", description="状态")
    lang: (
        Annotated[str, StringConstraints(pattern=r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$"), Form("zh-CN", "语言的代码")] | None
    ) = Field(None, description="语言")
    aliases: Paths = Field((), description="旧网址，自动转到本页")
    markdown: Dialect | None = Field(None, description="正文写法，office 公文（缺省）或 pelican")
    note: Text | None = Field(None, description="编辑备注，不发布")
