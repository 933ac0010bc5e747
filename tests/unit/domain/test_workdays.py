"""Working days by the State Council's arrangements, and periods that end on them."""

import pickle
from datetime import date, timedelta

import pytest
from pydantic import ValidationError

from wangqun.domain.period import Period
from wangqun.domain.workdays import ARRANGEMENTS, NATIONAL, UnknownYear, WorkYear


def day(text: str) -> date:
    return date.fromisoformat(text)


@pytest.mark.parametrize(
    ("text", "worked"),
    [
        ("2026-09-30", True),
        ("2026-10-01", False),
        ("2026-10-07", False),
        ("2026-10-08", True),
        ("2026-10-10", True),  # a Saturday that is worked
        ("2026-10-11", False),
        ("2026-02-14", True),
        ("2026-02-23", False),
        ("2025-01-26", True),
        ("2025-10-08", False),
        ("2024-05-11", True),
        ("2026-11-29", False),
    ],
)
def test_a_day_is_worked_or_not(text: str, worked: bool) -> None:
    assert NATIONAL.is_worked(day(text)) is worked


@pytest.mark.parametrize("year", ARRANGEMENTS)
def test_every_worked_weekend_is_one_and_every_holiday_is_of_its_year(year: int) -> None:
    arrangement = ARRANGEMENTS[year]

    assert all(day(text).weekday() >= 5 and day(text).year == year for text in arrangement.worked)
    assert all(day(first).year == day(last).year == year and day(first) <= day(last) for first, last in arrangement.off)
    days = (date(year, 1, 1) + timedelta(days=at) for at in range(366))
    assert sum(NATIONAL.is_worked(each) for each in days if each.year == year) == {2024: 251, 2025: 248, 2026: 248}[year]


@pytest.mark.parametrize(
    ("text", "many", "last"),
    [
        ("2026-09-30", 1, "2026-10-08"),
        ("2026-09-30", 3, "2026-10-10"),
        ("2026-09-30", 4, "2026-10-12"),
        ("2026-02-13", 1, "2026-02-14"),
        ("2026-02-13", 2, "2026-02-24"),
        ("2025-12-31", 1, "2026-01-04"),
    ],
)
def test_working_days_begin_on_the_day_after(text: str, many: int, last: str) -> None:
    assert NATIONAL.after(day(text), many) == day(last)


def test_a_year_without_an_arrangement_is_not_guessed() -> None:
    assert NATIONAL.after(day("2026-12-30"), 1) == day("2026-12-31")
    with pytest.raises(UnknownYear) as told:
        NATIONAL.after(day("2026-12-30"), 2)
    assert told.value.year == 2027


@pytest.mark.parametrize(
    ("written", "start", "last"),
    [
        ("3个月", "2025-11-30", "2026-02-28"),
        ("3个月", "2023-11-30", "2024-02-29"),
        ("3个月", "2025-11-28", "2026-02-28"),
        ("3 月", "2026-01-31", "2026-04-30"),
        ("6个月", "2026-08-31", "2027-02-28"),
        ("1个月", "2026-12-31", "2027-01-31"),
        ("30日", "2026-01-31", "2026-03-02"),
        ("5天", "2026-02-27", "2026-03-04"),
        ("10个工作日", "2026-09-28", "2026-10-16"),
        ("2个工作日", "2026-10-09", "2026-10-12"),
    ],
)
def test_a_period_ends_on_its_last_day(written: str, start: str, last: str) -> None:
    assert Period.model_validate(written).last(day(start)) == day(last)


def test_a_period_beyond_the_calendar_has_no_last_day() -> None:
    assert Period(months=3).last(day("9999-11-30")) is None
    assert Period(days=3).last(day("9999-12-30")) is None


@pytest.mark.parametrize(
    "wrong", [{}, {"days": 3, "months": 1}, {"working_days": 0}, {"days": 0}, {"days": -1}, {"law": ""}, {"hours": 3}, "0个月"]
)
def test_a_period_has_one_length(wrong: object) -> None:
    with pytest.raises(ValidationError):
        Period.model_validate(wrong)


def test_the_name_of_a_rule_is_no_length() -> None:
    assert Period.model_validate("山东2017").is_rule
    assert not Period.model_validate("3个月").is_rule
    assert Period(days=3).fits(Period(days=30))
    assert not Period(months=3).fits(Period(days=30))
    assert Period(days=3).fits(Period(months=1))
    assert Period(days=3).fits(None)
    assert not Period(law="山东2017").fits(None)


NEXT = {"year": 2027, "off": [{"from": "2027-01-01", "to": "2027-01-03"}, "2027-02-06"], "worked": ["2027-01-09"]}


def test_a_cluster_adds_a_year_and_puts_another_in_the_place_of_one_that_is_known() -> None:
    corrected = WorkYear.model_validate({"year": 2026, "off": ["2026-10-01"]})
    workdays = NATIONAL.beside([WorkYear.model_validate(NEXT), corrected])

    assert workdays.after(day("2026-12-30"), 2) == day("2027-01-04")
    assert [workdays.is_worked(day(text)) for text in ("2027-01-09", "2027-02-05", "2027-02-06")] == [True, True, False]
    assert (NATIONAL.is_worked(day("2026-10-02")), workdays.is_worked(day("2026-10-02"))) == (False, True)
    with pytest.raises(UnknownYear):
        workdays.is_worked(day("2028-01-03"))
    assert NATIONAL.beside([]) == NATIONAL


def test_a_period_counts_by_the_working_days_that_it_is_given() -> None:
    period = Period(working_days=2)
    counted = period.counted(NATIONAL.beside([WorkYear.model_validate(NEXT)]))

    assert counted.last(day("2026-12-30")) == day("2027-01-04")
    with pytest.raises(UnknownYear):
        period.last(day("2026-12-30"))
    assert pickle.loads(pickle.dumps(counted)).last(day("2026-12-30")) == day("2027-01-04")  # to another process


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"off": [{"from": "2027-01-03", "to": "2027-01-01"}]}, "off"),
        ({"off": ["2028-01-01"]}, "off"),
        ({"off": [{"from": "2027-12-31", "to": "2028-01-02"}]}, "off"),
        ({"off": []}, "off"),
        ({"worked": ["2027-01-08"]}, "worked"),
        ({"worked": ["2026-01-10"]}, "worked"),
        ({"worked": ["2027-02-06"]}, "worked"),
    ],
)
def test_a_year_that_cannot_be_says_what_is_wrong(wrong: dict[str, object], field: str) -> None:
    assert [each[0] for each in WorkYear.model_validate(NEXT | wrong).faults()] == [field]
    assert list(WorkYear.model_validate(NEXT).faults()) == []
