"""接待日 as dates."""

from datetime import date, timedelta

import pytest
from dateutil.rrule import FR, MO, MONTHLY, WE, WEEKLY, rrule
from hypothesis import given
from hypothesis import strategies as st

from wangqun.domain.deputy import Reception
from wangqun.domain.reception import ahead, coming, days, turns

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


RULES = st.one_of(
    st.dates(date(2026, 10, 1), date(2027, 3, 1)).map(lambda day: Reception(date=day.isoformat())),
    st.integers(1, 31).map(lambda day: Reception(day=day)),
    st.builds(lambda weekday, week: Reception(weekday=weekday, week=week), st.integers(1, 7), st.sampled_from([0, 1, 4, 5, -1])),
)


@given(st.lists(RULES, min_size=1, max_size=4), st.dates(date(2026, 11, 1), date(2027, 1, 31)))
def test_between_two_turns_no_day_goes_by_and_none_is_late(rules: list[Reception], today: date) -> None:
    last, following = turns(rules, today)
    since = date.fromisoformat(last) if last else today.replace(day=1)
    until = date.fromisoformat(following) if following else today + timedelta(400)

    assert since <= today < until
    gone_by = {day for rule in rules for day in days(rule, since, today - timedelta(1))}
    assert gone_by == set()
    assert not last or any(since - timedelta(1) in days(rule, since - timedelta(1), since) for rule in rules)
    assert not following or coming(tuple(rules), today, 1)[0][0] == until - timedelta(1)


def test_a_day_is_over_at_midnight_and_not_when_its_hours_are() -> None:
    rule = Reception(date="2026-12-04", start="09:00", end="11:30")

    assert turns([rule], date(2026, 12, 4)) == ("", "2026-12-05")
    assert turns([rule], date(2026, 12, 5)) == ("2026-12-05", "")


def test_single_days_that_are_over_have_nothing_ahead_and_rules_always_have() -> None:
    rules = (Reception(date="2026-12-03"), Reception(date="2026-12-04"), Reception(day=1))

    assert tuple(ahead(rules, "2026-12-04")) == rules[1:]
