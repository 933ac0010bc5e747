"""What other kinds of material say on a person's page."""

from dataclasses import field

from ...domain.frozen import frozen
from ..charts import Bars
from .parts import Entry, Link


@frozen
class PersonPanel:
    """A section of a deputy's page that a kind fills: how many and in which state, the newest pieces, where all of them are."""

    title: str = field(metadata={"help": "标题"})
    chart: Bars | None = field(default=None, metadata={"help": "各状态多少件；没有时为空"})
    entries: tuple[Entry, ...] = field(default=(), metadata={"help": "最新的几件"})
    more: Link | None = field(default=None, metadata={"help": "全部在哪里"})
