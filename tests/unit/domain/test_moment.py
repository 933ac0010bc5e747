"""Dates as editors write them."""

from datetime import date, datetime

import pytest

from wangqun.domain.moment import SHANGHAI, AmbiguousDate, PartialDate, parse_date, parse_moment


@pytest.mark.parametrize(
    "text",
    [
        "2026-03-01",
        "2026-3-1",
        " 2026-03-01 ",
        "2026/03/01",
        "2026.3.1",
        "2026年3月1日",
        "2026 年 3 月 1 日",
        "2026-03-01 00:00",
        "2026-03-01T00:00:00",
        "2026-03-01T00:00:00+08:00",
        "2026-02-28T16:00:00Z",
        "Mar 1 2026",
        "1 March 2026",
        "Sun, 01 Mar 2026 00:00:00 +0800",
    ],
)
def test_every_spelling_of_a_day_is_its_midnight_in_beijing(text: str) -> None:
    moment = parse_moment(text)

    assert datetime(2026, 3, 1, tzinfo=SHANGHAI) == moment
    assert SHANGHAI is moment.tzinfo


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-03-01 09:30", (9, 30, 0)),
        ("2026-03-01 9:30", (9, 30, 0)),
        ("2026-03-01_09:30:15", (9, 30, 15)),
        ("2026年3月1日 09:30", (9, 30, 0)),
        ("2026/3/1 21:05", (21, 5, 0)),
    ],
)
def test_a_time_of_day_is_kept(text: str, expected: tuple[int, int, int]) -> None:
    assert datetime(2026, 3, 1, *expected, tzinfo=SHANGHAI) == parse_moment(text)


@pytest.mark.parametrize(
    "text", ["2026", "2026-03", "2026/3", "2026年", "2026年3月", "03-01", "3月1日", "March 2026", "Mar 1", "09:30"]
)
def test_a_missing_part_is_never_guessed(text: str) -> None:
    with pytest.raises(PartialDate):
        parse_moment(text)


@pytest.mark.parametrize(
    "text", ["", "昨天", "2026-02-30", "2026-13-01", "2026-03-01 25:00", "0000-01-01", "99999-01-01", "1e99"]
)
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        parse_moment(text)


def test_a_day_alone_is_a_date() -> None:
    assert date(2026, 3, 1) == parse_date("2026年3月1日")


@pytest.mark.parametrize(
    ("text", "readings"),
    [
        ("26-3-1", ("2026-03-01", "2001-03-26")),
        ("12-11-10", ("2012-11-10", "2010-12-11", "2010-11-12")),
        ("01/03/2026", ("2026-01-03", "2026-03-01")),
        ("01/03/2026 09:30", ("2026-01-03", "2026-03-01")),
        ("3.1.2026", ("2026-03-01", "2026-01-03")),
        ("31-12-99", ("2099-12-31",)),
        ("26.03.01", ("2026-03-01", "2001-03-26")),
        ("05 06 2026", ("2026-05-06", "2026-06-05")),
    ],
)
def test_a_date_that_could_mean_several_days_is_refused_with_them(text: str, readings: tuple[str, ...]) -> None:
    with pytest.raises(AmbiguousDate) as refused:
        parse_moment(text)

    assert readings == refused.value.readings


@pytest.mark.parametrize("text", ["09.30", "3-1", "Dec 3 10", "3 Dec 10"])
def test_a_date_without_its_year_is_partial(text: str) -> None:
    with pytest.raises(PartialDate):
        parse_moment(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("25/03/2026", date(2026, 3, 25)),
        ("03/25/2026", date(2026, 3, 25)),
        ("03/03/2026", date(2026, 3, 3)),
        ("20260301", date(2026, 3, 1)),
        ("Dec 3 2010", date(2010, 12, 3)),
        ("2026-3-1", date(2026, 3, 1)),
    ],
)
def test_a_date_that_can_mean_one_day_only_is_read(text: str, expected: date) -> None:
    assert expected == parse_date(text)
