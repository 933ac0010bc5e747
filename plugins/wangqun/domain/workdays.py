"""Working days: weekdays, less the holidays and with the working weekends of the State Council's yearly arrangement."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import Any, NamedTuple

from pydantic import Field, model_validator

from .frozen import frozen
from .record import Day, Line, Record


class Arrangement(NamedTuple):
    """放假安排 of a year: the days off in spans of first and last, the Saturdays and Sundays that are worked, and the notice."""

    off: tuple[tuple[str, str], ...]
    worked: tuple[str, ...]
    notice: str


ARRANGEMENTS: Mapping[int, Arrangement] = {
    2024: Arrangement(
        (
            ("2024-01-01", "2024-01-01"),
            ("2024-02-10", "2024-02-17"),
            ("2024-04-04", "2024-04-06"),
            ("2024-05-01", "2024-05-05"),
            ("2024-06-10", "2024-06-10"),
            ("2024-09-15", "2024-09-17"),
            ("2024-10-01", "2024-10-07"),
        ),
        ("2024-02-04", "2024-02-18", "2024-04-07", "2024-04-28", "2024-05-11", "2024-09-14", "2024-09-29", "2024-10-12"),
        "国务院办公厅关于2024年部分节假日安排的通知",
    ),
    2025: Arrangement(
        (
            ("2025-01-01", "2025-01-01"),
            ("2025-01-28", "2025-02-04"),
            ("2025-04-04", "2025-04-06"),
            ("2025-05-01", "2025-05-05"),
            ("2025-05-31", "2025-06-02"),
            ("2025-10-01", "2025-10-08"),
        ),
        ("2025-01-26", "2025-02-08", "2025-04-27", "2025-09-28", "2025-10-11"),
        "国务院办公厅关于2025年部分节假日安排的通知",
    ),
    2026: Arrangement(
        (
            ("2026-01-01", "2026-01-03"),
            ("2026-02-15", "2026-02-23"),
            ("2026-04-04", "2026-04-06"),
            ("2026-05-01", "2026-05-05"),
            ("2026-06-19", "2026-06-21"),
            ("2026-09-25", "2026-09-27"),
            ("2026-10-01", "2026-10-07"),
        ),
        ("2026-01-04", "2026-02-14", "2026-02-28", "2026-05-09", "2026-09-20", "2026-10-10"),
        "国务院办公厅关于2026年部分节假日安排的通知",
    ),
}


class UnknownYear(Exception):
    """Which days of a year are worked is not known: nobody may guess."""

    def __init__(self, year: int) -> None:
        super().__init__(year)
        self.year = year


class DaysOff(Record):
    """放假的几天: from a day to another, both off; a day alone may be written as it is."""

    from_: Day = Field(alias="from", description="放假的第一天")
    to: Day | None = Field(None, description="放假的最后一天；只放一天的不写")

    @model_validator(mode="before")
    @classmethod
    def _alone(cls, value: Any) -> Any:
        return value if isinstance(value, dict) else {"from": value}


class WorkYear(Record):
    """一年的放假安排, as a cluster writes it."""

    year: int = Field(ge=2000, le=2100, description="年份")
    off: tuple[DaysOff, ...] = Field(description="放假的日子，一次一项：{from: 第一天, to: 最后一天}")
    worked: tuple[Day, ...] = Field((), description="上班的星期六、星期日")
    notice: Line | None = Field(None, description="出处，如 国务院办公厅关于2027年部分节假日安排的通知")

    @property
    def days_off(self) -> frozenset[date]:
        """Every day off."""
        return _days((span.from_, span.to or span.from_) for span in self.off)

    def faults(self) -> Iterator[tuple[str, str, str]]:
        """What cannot be: the field, what is wrong with it, and what to do about it."""
        for span in self.off:
            last = span.to or span.from_
            if last < span.from_:
                yield "off", f"放假的最后一天 {last} 早于第一天 {span.from_}", f"对照通知，改正 from: {span.from_} 的一项"
            elif (span.from_.year, last.year) != (self.year, self.year):
                days = f"{span.from_} 至 {last} 不都" if span.to else f"{last} 不"
                yield "off", f"{days}在这一年", "跨年的各写在各自的一年里"
        off = self.days_off
        for day in self.worked:
            if day.year != self.year:
                yield "worked", f"{day} 不在这一年", "写在它自己的一年里"
            elif day.weekday() < 5:
                yield "worked", f"{day} 不是星期六、星期日，本来就上班", f"对照通知改正，或者删去 {day}"
            elif day in off:
                yield "worked", f"{day} 又放假又上班", "对照通知，删去一处"
        if not self.off:
            yield "off", "没有放假的日子", "照国务院办公厅的通知写 off，如 [{from: 2027-10-01, to: 2027-10-07}]"


def _days(spans: Iterable[tuple[date, date]]) -> frozenset[date]:
    found: set[date] = set()
    for first, last in spans:
        found |= {first + timedelta(days=more) for more in range(min((last - first).days, 366) + 1)}
    return frozenset(found)


@frozen
class Workdays:
    """Which days are worked in the years that are known: by year, the days off and the weekends that are worked."""

    off: Mapping[int, frozenset[date]]
    worked: Mapping[int, frozenset[date]]

    def beside(self, years: Iterable[WorkYear]) -> "Workdays":
        """The same with other years, which take the place of what is known of them."""
        found = tuple(years)
        return Workdays(
            {**self.off, **{each.year: each.days_off for each in found}},
            {**self.worked, **{each.year: frozenset(each.worked) for each in found}},
        )

    def is_worked(self, day: date) -> bool:
        """True for a working day.

        Raises:
            UnknownYear: the arrangement of its year is not known.
        """
        if day.year not in self.off:
            raise UnknownYear(day.year)
        return day in self.worked[day.year] or (day.weekday() < 5 and day not in self.off[day.year])

    def after(self, day: date, many: int) -> date:
        """The working day that is `many` working days after a day, which itself does not count.

        Raises:
            UnknownYear: the arrangement of a year on the way is not known.
        """
        while many > 0:
            day += timedelta(days=1)
            many -= self.is_worked(day)
        return day


NATIONAL = Workdays(
    {
        year: _days((date.fromisoformat(first), date.fromisoformat(last)) for first, last in each.off)
        for year, each in ARRANGEMENTS.items()
    },
    {year: frozenset(map(date.fromisoformat, each.worked)) for year, each in ARRANGEMENTS.items()},
)
"""As the State Council has arranged the years that were known when this was written."""
