"""A period that provinces set by their own rules: days, working days, or months of the calendar."""

import re
from calendar import monthrange
from datetime import date, timedelta
from typing import Annotated, Any

from pydantic import Field, PrivateAttr, model_validator
from pydantic_core import PydanticCustomError

from .record import Line, Record
from .said import said
from .workdays import NATIONAL, Workdays

Amount = Annotated[int, Field(ge=1, le=3650)]
_WRITTEN = re.compile(r"(?P<many>\d{1,4})\s*(?P<unit>个?工作日|个?月|日|天)")
_UNITS = {"days": "日", "working_days": "个工作日", "months": "个月"}


class Period(Record):
    """期限: how long, and the rule it is from; or a rule alone, for all that it sets.

    It may be a text: `30日`, `10个工作日`, `3个月`, or else the name of a rule.
    """

    days: Amount | None = Field(None, description="天数")
    working_days: Amount | None = Field(None, description="工作日数")
    months: Annotated[int, Field(ge=1, le=120)] | None = Field(None, description="月数")
    law: Line | None = Field(None, description="出处，如 云泽省地方立法条例第三十一条")

    _workdays: Workdays = PrivateAttr(default_factory=lambda: NATIONAL)

    @model_validator(mode="before")
    @classmethod
    def _of_text(cls, value: Any) -> Any:
        if not isinstance(value, str):
            return value
        if not (match := _WRITTEN.fullmatch(value.strip())):
            return {"law": value}
        unit = match["unit"].removeprefix("个")
        return {{"工作日": "working_days", "月": "months"}.get(unit, "days"): int(match["many"])}

    @model_validator(mode="after")
    def _one_amount(self) -> "Period":
        many = len([unit for unit in _UNITS if getattr(self, unit)])
        if many > 1 or not (many or self.law):
            raise PydanticCustomError("period", "应写 days（天数）、working_days（工作日数）、months（月数）中的一个")
        return self

    @property
    def is_rule(self) -> bool:
        """True for the name of a rule, without a length of its own."""
        return not (self.days or self.working_days or self.months)

    def fits(self, other: "Period | None") -> bool:
        """True when it may stand in place of another: days of the calendar for such days, a rule for a rule, else any length."""
        if other is None:
            return not self.is_rule
        return self.is_rule == other.is_rule and bool(self.days or not other.days)

    @property
    def source(self) -> str:
        """The rule it is from, in words."""
        return self.law or said("本省规定")

    @property
    def words(self) -> str:
        """How long it is: 30日, 10个工作日, 3个月."""
        return next((f"{many}{unit}" for name, unit in _UNITS.items() if (many := getattr(self, name))), "")

    def counted(self, workdays: Workdays) -> "Period":
        """The same by other working days."""
        period = self.model_copy()
        period._workdays = workdays
        return period

    def last(self, day: date) -> date | None:
        """Its last day when it runs from a day, which does not count; None beyond the calendar.

        Months end on the same day of the month, or on the last there is (民法典 art. 201, 202).

        Raises:
            UnknownYear: which days are worked is not known.
        """
        try:
            if self.working_days:
                return self._workdays.after(day, self.working_days)
            if self.months:
                return months_after(day, self.months)
            return day + timedelta(days=self.days or 0)
        except (OverflowError, ValueError):
            return None


def months_after(day: date, many: int) -> date:
    """The same day of the month, or its last, so many months later.

    Raises:
        ValueError: calendars do not go so far.
    """
    years, month = divmod(day.month - 1 + many, 12)
    year = day.year + years
    if year > date.max.year:
        raise ValueError(year)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
