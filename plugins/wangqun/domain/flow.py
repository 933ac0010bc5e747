"""下发 and 报送: rules by which a piece with one home appears on other sites (docs/design.md law 4)."""

from datetime import date, datetime
from typing import Annotated, ClassVar, Literal

from pydantic import Field, StringConstraints

from .finding import Place
from .frozen import frozen
from .ids import DocumentId
from .record import Day, Form, Line, Record, Target
from .words import Flag, Words

Mode = Annotated[Literal["listing", "page"], Words({"listing": "列表", "page": "成页"})]
ACCEPTANCES = Words({"auto": "自动采用", "listed": "列入采用"}, {"auto": ("自动",), "listed": ("人工采用", "人工")})
PERIODS = Words({"week": "周", "month": "月", "year": "年"}, {"week": ("每周",), "month": ("每月",), "year": ("每年",)})
Name = Annotated[
    str, StringConstraints(pattern=r"^[a-z][a-z0-9_-]*$"), Form("notices", "小写字母开头，只用小写字母、数字、- 和 _")
]


class Limit(Record):
    """At most `count` pieces of one origin in one receiving column in each period, the earliest first."""

    count: Annotated[int, Field(ge=1)] = Field(description="篇数")
    per: Annotated[Literal["week", "month", "year"], PERIODS] = Field("month", description="每期")

    def period(self, moment: datetime | None) -> tuple[int, ...]:
        """What two dates of the same period have in common; undated pieces share one."""
        if moment is None:
            return ()
        if self.per == "week":
            return tuple(moment.isocalendar()[:2])
        return (moment.year,) if self.per == "year" else (moment.year, moment.month)


class FlowRule(Record):
    """One rule of sites/cluster.yaml. Pieces never flow on from where they flowed to, so there are no loops."""

    HOLDS: ClassVar[frozenset[str]] = frozenset(
        {"from", "columns", "tags", "to", "under", "depth", "until", "limit"}
    )  # narrow it

    id: Name = Field(description="规则编号，查询来由时显示")
    kind: Annotated[Literal["push", "report"], Words({"push": "下发", "report": "报送"})] = Field(
        description="方向：push 下发到下级；report 报送到上级"
    )
    origin: tuple[Target, ...] = Field((), validation_alias="from", description="来源：站点编号或层级；缺省为全部站点")
    columns: tuple[Line, ...] = Field((), description="来源栏目；缺省为全部")
    tags: tuple[Line, ...] = Field((), description="只限有其中一个标签的稿件")
    to: tuple[Target, ...] = Field((), description="去向：站点编号或层级；缺省下发到全部下级，报送到直接上级")
    under: tuple[Line, ...] = Field((), description="下发到这些站点及其全部下级")
    depth: Annotated[int, Field(ge=1)] | None = Field(None, description="最多向下几级")
    until: Day | None = Field(None, description="到这一天为止（含当天）")
    into: Name | None = Field(None, description="在对方的哪个栏目；缺省下发同栏目，报送到 lower")
    mode: Mode = Field("listing", description="方式：listing 列表链接到原文；page 在对方站点成页，注明来源")
    unless_own: Flag = Field(False, description="对方该栏目有自己的稿件时不显示")
    accept: Annotated[Literal["auto", "listed"], ACCEPTANCES] = Field(
        "listed", description="采用办法：报送时 auto 自动采用；listed 须列入对方的 accepted.yaml"
    )
    limit: Limit | None = Field(None, description="每个来源站点每期最多几篇，先发先得")

    def is_over(self, today: date) -> bool:
        """True after its last day."""
        return self.until is not None and today > self.until


class Acceptance(Record):
    """One line of a receiver's accepted.yaml: which reported piece, who decided, when."""

    id: Line = Field(description="采用的稿件编号")
    by: Line = Field(description="决定人")
    on: Day = Field(description="决定日期")
    column: Name | None = Field(None, description="放入哪个栏目，缺省按规则")


class Acceptances(Record):
    """content/<level>/<site>/accepted.yaml."""

    APART: ClassVar[frozenset[str]] = frozenset({"accepted"})

    accepted: tuple[Acceptance, ...] = Field((), description="采用的稿件")


@frozen
class Accepted:
    """An acceptance with the place of its line."""

    id: DocumentId
    by: str
    on: date
    column: str | None
    place: Place


@frozen
class Reason:
    """Why a piece appears on a site: the rule (`header` for the piece's own wish), its place, and who accepted it."""

    rule: str
    kind: Literal["push", "report"]
    place: Place
    accepted: Accepted | None = None


@frozen
class Appearance:
    """One piece on one site other than its home, with every reason for it, in stable order."""

    id: DocumentId
    home: str
    site: str
    column: str
    mode: Mode
    reasons: tuple[Reason, ...]
