"""页面 `page`: a standing page such as 机构概况, reviewed from time to time."""

from typing import Annotated

from pydantic import Field

from ..domain.item import Item
from ..domain.record import Day
from .kind import Kind


class Page(Item):
    """Header of a standing page."""

    reviewed_on: Day | None = Field(None, description="上次复核日期")
    review_in_months: Annotated[int, Field(ge=1)] = Field(12, description="复核间隔（月）")


PAGE = Kind("page", "页面", folder="pages", record=Page, standing=True, template="page", in_feed=False, flows=False)
