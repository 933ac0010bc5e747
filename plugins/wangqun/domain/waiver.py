"""豁免: a finding that the upper level lets pass for one piece, for a while (docs/domain.md §4)."""

from typing import ClassVar

from pydantic import Field

from .finding import Place
from .frozen import frozen
from .record import Day, Line, Record


class Waiver(Record):
    """One waiver. Only findings marked 可豁免 can be waived."""

    code: Line = Field(description="检查结果的编号，如 home-address")
    item: Line = Field(description="稿件编号（qinglan:article/dam-inspection），或文件的路径")
    reason: Line = Field(description="理由")
    approver: Line = Field(description="批准人；不能是作者或责任编辑")
    expires_on: Day = Field(description="有效期的最后一天，最长 90 天")


class Waivers(Record):
    """sites/waivers.yaml, kept by the upper level."""

    APART: ClassVar[frozenset[str]] = frozenset({"waivers"})

    waivers: tuple[Waiver, ...] = Field((), description="豁免")


@frozen
class Waived:
    """A waiver with the place where it is written."""

    waiver: Waiver
    place: Place
