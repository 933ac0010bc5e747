"""Terms and mandates at the turn of a day (代表法 art. 2, 61, 62)."""

from typing import Any

import pytest

from persons import ONE, by_key, ground, mandate, person, row, united
from wangqun.records.deputies.merging.terms import Standing, TermOf, current, stands, terms_of

TERM = row("terms", "xian", {"term_no": 17, "start": "2022-01-10", "seats": 6})
NEXT = row("terms", "xian", {"term_no": 18, "start": "2027-01-08", "seats": 6})
RUNNING = TermOf(17, "2022-01-10", "", TERM)
ENDING = TermOf(17, "2022-01-10", "2027-01-08", TERM)


def _status(today: str, term: TermOf | None = RUNNING, **values: Any) -> str:
    return stands({"from": "2022-01-10", **values}, term, today).status


@pytest.mark.parametrize(("today", "status"), [("2022-01-09", ""), ("2022-01-10", "active")])
def test_a_mandate_begins_on_its_first_day(today: str, status: str) -> None:
    assert status == _status(today)


@pytest.mark.parametrize(("today", "status"), [("2024-04-30", "active"), ("2024-05-01", "ended")])
def test_a_mandate_is_over_from_the_day_of_its_end(today: str, status: str) -> None:
    assert status == _status(today, to="2024-05-01")


@pytest.mark.parametrize(
    ("today", "status"),
    [("2025-02-28", "active"), ("2025-03-01", "suspended"), ("2025-08-31", "suspended"), ("2025-09-01", "active")],
)
def test_a_mandate_is_suspended_from_the_first_day_to_the_one_before_the_last(today: str, status: str) -> None:
    assert status == _status(today, suspensions=[{"from": "2025-03-01", "to": "2025-09-01"}])


def test_a_suspension_without_end_lasts() -> None:
    assert _status("2099-01-01", suspensions=[{"from": "2025-03-01"}]) == "suspended"


@pytest.mark.parametrize(
    ("today", "standing"),
    [
        ("2027-01-07", Standing("active", "2022-01-10", "", "")),
        ("2027-01-08", Standing("ended", "2022-01-10", "2027-01-08", "term_expired")),
    ],
)
def test_a_mandate_ends_when_the_next_term_opens(today: str, standing: Standing) -> None:
    assert standing == stands({"from": "2022-01-10"}, ENDING, today)


def test_an_end_of_its_own_comes_before_that_of_the_term() -> None:
    mandate_of = {"from": "2022-01-10", "to": "2024-05-01", "end_reason": "resigned"}

    assert stands(mandate_of, ENDING, "2028-01-01") == Standing("ended", "2022-01-10", "2024-05-01", "resigned")


def test_a_mandate_without_a_date_begins_with_its_term() -> None:
    assert stands({}, RUNNING, "2022-01-10") == Standing("active", "2022-01-10", "", "")


def test_terms_end_where_the_next_begins_whatever_their_order() -> None:
    expected = {17: ("2022-01-10", "2027-01-08"), 18: ("2027-01-08", "")}

    assert expected == {n: (t.start, t.end) for n, t in terms_of([NEXT, TERM]).items()}
    assert expected == {n: (t.start, t.end) for n, t in terms_of([TERM, NEXT]).items()}


def test_a_congress_without_terms_has_none() -> None:
    assert terms_of([]) == {}
    assert current({}, "2026-01-01") is None


def test_the_earliest_written_of_two_terms_with_one_number_counts() -> None:
    other = row("terms", "xian", {"term_no": 17, "start": "2021-01-01", "seats": 6}, "b")

    assert terms_of([TERM, other])[17].row is TERM


@pytest.mark.parametrize(("today", "number"), [("2027-01-07", 17), ("2027-01-08", 18)])
def test_the_new_term_runs_from_its_first_day(today: str, number: int) -> None:
    found = current(terms_of([TERM, NEXT]), today)

    assert found
    assert number == found.term_no


@pytest.mark.parametrize(
    ("today", "term_no", "serving", "former"), [("2027-01-07", 17, ["闻正言"], []), ("2027-01-08", 18, ["鲁问津"], ["闻正言"])]
)
def test_a_change_of_terms_can_be_rehearsed(today: str, term_no: int, serving: list[str], former: list[str]) -> None:
    elected = [mandate("xian", term=18, **{"from": "2027-01-08"})]
    rows = [
        *ground(),
        NEXT,
        row("constituencies", "xian", {"key": "c1", "name": "一", "term": 18, "quota": 3}, "new"),
        person("xian"),
        person("xian", "person:8m4n9r3y5v", "鲁问津", "b", mandates=elected),
    ]

    people, _ = united(rows, today)
    roster = people.roster("xian")

    assert roster.term
    assert (term_no, serving) == (roster.term.term_no, [d.name for d in roster.deputies])
    assert former == [d.name for d in roster.former]
    assert ONE in by_key(roster)
