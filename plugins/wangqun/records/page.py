"""页面 `page`: a standing page such as 机构概况, reviewed from time to time."""

from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Annotated, cast

from dateutil.relativedelta import relativedelta
from pydantic import Field

from ..domain.document import Document, Timed
from ..domain.finding import Rule, Severity
from ..domain.item import Item
from ..domain.moment import SHANGHAI
from ..domain.record import Day
from ..domain.said import said
from ..pages.kinds import Event
from . import plain
from .kind import Kind

REVIEW_DUE = Rule(
    "review-due",
    Severity.WARN,
    "超过复核期限：应在 {last} 前复核",
    "看过内容、改正以后，把 reviewed_on 改为复核的日期；间隔不是 {months} 个月的，写 review_in_months。",
    "指引",
)


class Page(Item):
    """Header of a standing page."""

    reviewed_on: Day | None = Field(None, description="上次复核日期")
    review_in_months: Annotated[int, Field(ge=1)] = Field(12, description="复核间隔（月）")


def findings(document: Document) -> Iterator[Timed]:
    """That its review is due, from the day on; nothing when it does not say when it was reviewed."""
    item = cast(Page, document.item)
    last = _last_day(item.reviewed_on, item.review_in_months) if item.reviewed_on else None
    if last:
        told = REVIEW_DUE.at(document.place("reviewed_on"), last=last, months=item.review_in_months)
        yield Timed(told, since=datetime.combine(last, time(), SHANGHAI))


def dues(document: Document) -> Iterator[Event]:
    """The day by which to review it."""
    item = cast(Page, document.item)
    if last := _last_day(item.reviewed_on, item.review_in_months) if item.reviewed_on else None:
        yield Event("review", said("复核页面"), last)


def _last_day(reviewed: date, months: int) -> date | None:
    """The day by which to review again; None when the calendar has no such day."""
    try:
        return reviewed + relativedelta(months=months)
    except (ValueError, OverflowError):
        return None


PAGE = Kind(
    "page",
    said("页面"),
    folder="pages",
    record=Page,
    standing=True,
    apart=plain.always,
    template="page",
    in_feed=False,
    flows=False,
    findings=findings,
    dues=dues,
)
