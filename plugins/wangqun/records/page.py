"""页面 `page`: a standing page such as 机构概况, reviewed from time to time."""

from collections.abc import Iterator
from typing import Annotated

from pydantic import Field

from ..domain.document import Document
from ..domain.finding import Finding
from ..domain.item import Item
from ..domain.record import Day

KIND = "page"
TITLE = "页面"


class Page(Item):
    """Header of a standing page."""

    reviewed_on: Day | None = Field(None, description="上次复核日期")
    review_in_months: Annotated[int, Field(ge=1)] = Field(12, description="复核间隔（月）")


def findings(document: Document) -> Iterator[Finding]:
    """Nothing yet beyond the base item."""
    yield from ()
