"""接待日 as dates."""

from datetime import date

import pytest
from dateutil.rrule import FR, MO, MONTHLY, WE, WEEKLY, rrule

from wangqun.domain.people import Reception
from wangqun.domain.reception import coming, days

SINCE, UNTIL = date(2026, 11, 23), date(2028, 3, 1)


def _by_dateutil(frequency: int, **rule: object) -> list[date]:
    start = date(2026, 11, 23)
    found = rrule(frequency, dtstart=start, until=UNTIL, **rule)  # type: ignore[arg-type]
    return [moment.date() for moment in found]


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        (Reception(day=10), _by_dateutil(MONTHLY, bymonthday=10)),
        (Reception(day=31), _by_dateutil(MONTHLY, bymonthday=31)),
        (Reception(weekday=1), _by_dateutil(WEEKLY, byweekday=MO)),
        (Reception(weekday=3, week=2), _by_dateutil(MONTHLY, byweekday=WE(2))),
        (Reception(weekday=5, week=5), _by_dateutil(MONTHLY, byweekday=FR(5))),
        (Reception(weekday=5, week=-1), _by_dateutil(MONTHLY, byweekday=FR(-1))),
    ],
)
def test_a_rule_falls_on_the_days_that_its_calendar_entry_does(rule: Reception, expected: list[date]) -> None:
    assert expected == list(days(rule, SINCE, UNTIL))


def test_a_single_day_counts_while_it_is_to_come() -> None:
    rule = Reception(date="2026-12-04")

    assert list(days(rule, SINCE, UNTIL)) == [date(2026, 12, 4)]
    assert list(days(rule, date(2026, 12, 4), UNTIL)) == [date(2026, 12, 4)]
    assert list(days(rule, date(2026, 12, 5), UNTIL)) == []


def test_a_rule_that_says_nothing_has_no_day() -> None:
    assert list(days(Reception(), SINCE, UNTIL)) == []


def test_the_next_days_of_several_rules_are_in_order() -> None:
    weekly, monthly = Reception(weekday=1, start="09:00"), Reception(day=30, start="08:00")

    assert [(day.isoformat(), rule) for day, rule in coming((weekly, monthly), SINCE, 3)] == [
        ("2026-11-23", weekly),
        ("2026-11-30", monthly),
        ("2026-11-30", weekly),
    ]


def test_a_rule_written_twice_is_one() -> None:
    rule = Reception(day=1)

    assert len(coming((rule, rule), SINCE, 12)) == 12
    assert len({day for day, _ in coming((rule, rule), SINCE, 12)}) == 12
