"""Working days: weekdays, less the holidays and with the working weekends of the State Council's yearly arrangement."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import NamedTuple


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


def _days(spans: Iterable[tuple[str, str]]) -> frozenset[date]:
    found: set[date] = set()
    for first, last in spans:
        day, end = date.fromisoformat(first), date.fromisoformat(last)
        found |= {day + timedelta(days=more) for more in range((end - day).days + 1)}
    return frozenset(found)


_OFF = {year: _days(each.off) for year, each in ARRANGEMENTS.items()}
_WORKED = {year: frozenset(map(date.fromisoformat, each.worked)) for year, each in ARRANGEMENTS.items()}


def is_worked(day: date) -> bool:
    """True for a working day.

    Raises:
        UnknownYear: the arrangement of its year is not known.
    """
    if day.year not in ARRANGEMENTS:
        raise UnknownYear(day.year)
    return day in _WORKED[day.year] or (day.weekday() < 5 and day not in _OFF[day.year])


def after(day: date, many: int) -> date:
    """The working day that is `many` working days after a day, which itself does not count.

    Raises:
        UnknownYear: the arrangement of a year on the way is not known.
    """
    while many > 0:
        day += timedelta(days=1)
        many -= is_worked(day)
    return day
