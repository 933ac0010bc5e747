"""What a committed decision does, and when it does nothing (docs/domain.md §3.3)."""

from typing import Any

import pytest

from persons import ONE, THREE, TWO, by_key, codes, ground, mandate, person, row, united


def _decision(site: str, name: str = "d", **values: Any) -> Any:
    return row("decisions", site, {"by": "某某", "on": "2026-03-01", "reason": "核对"} | values, name)


def _take(site: str, field: str, value: str, *others: str) -> Any:
    return _decision(site, f"{field}", action="take", persons=[ONE], field=field, value=value, instead_of=list(others))


DISPUTED = [*ground(), person("xian"), person("shi", birth="1971-05")]


@pytest.mark.parametrize("site", ["shi", "sheng"])
def test_the_highest_site_concerned_or_one_above_decides(site: str) -> None:
    people, findings = united([*DISPUTED, _take(site, "birth", "1970-05", "1971-05")])

    assert codes(findings) == []
    assert people.roster("sheng").is_empty is False
    assert by_key(people.roster("shi"))[ONE].facts["birth"].value == "1970-05"
    assert by_key(people.roster("xian"))[ONE].conflicts == ()


def test_a_decision_for_a_value_that_nobody_writes_settles_nothing() -> None:
    people, findings = united([*DISPUTED, _take("shi", "birth", "1975-05", "1970-05", "1971-05")])

    assert codes(findings) == ["decision-stale", "person-conflict"]
    assert "birth" not in by_key(people.roster("shi"))[ONE].facts


def test_a_decision_about_a_date_of_a_mandate_settles_it_on_every_page() -> None:
    told = {"congress": "xian", **mandate("xian", **{"from": "2022-03-01"})}
    rows = [*ground(), person("xian"), person("shi", mandates=[mandate("shi"), told])]

    disputed, before = united(rows)
    settled, after = united([*rows, _take("shi", "mandates.xian.17.from", "2022-03-01", "2022-01-10")])

    assert codes(before) == ["person-conflict"]
    assert codes(after) == []
    for site in ("shi", "xian"):
        assert [m.start for m in by_key(disputed.roster(site))[ONE].mandates if m.congress == "xian"] == [""]
        assert [m.start for m in by_key(settled.roster(site))[ONE].mandates if m.congress == "xian"] == ["2022-03-01"]


def test_a_mandate_whose_end_is_disputed_is_over_when_all_say_so_and_its_day_is_not_shown() -> None:
    def ended(day: str) -> dict[str, Any]:
        return mandate("xian", to=day, end_reason="resigned", end_notice="xian:article/good")

    rows = [*ground(), person("xian", mandates=[ended("2024-05-01")], reception_days=None)]
    rows.append(person("shi", mandates=[mandate("shi"), {"congress": "xian", **ended("2024-06-01")}]))

    before = by_key(united(rows, "2024-05-15")[0].roster("shi"))[ONE].mandates[1]
    after = by_key(united(rows, "2024-07-01")[0].roster("shi"))[ONE].mandates[1]

    assert (before.status, before.end) == ("active", "")
    assert (after.status, after.end) == ("ended", "")


def test_two_keys_that_are_one_person_become_one() -> None:
    rows = [*ground(), person("xian"), person("shi", TWO), person("sheng", THREE)]
    same = _decision("sheng", action="same", persons=[ONE, TWO, THREE])

    people, findings = united([*rows, same])

    assert codes(findings) == []
    assert [m.congress for m in by_key(people.roster("sheng"))[ONE].mandates] == ["sheng", "xian", "shi"]


def test_a_decision_made_for_a_key_that_was_given_up_counts_for_the_one_that_is_kept() -> None:
    rows = [*ground(), person("xian"), person("shi", TWO, birth="1971-05")]
    same = _decision("shi", action="same", persons=[ONE, TWO])
    take = _decision("shi", "t", action="take", persons=[TWO], field="birth", value="1971-05", instead_of=["1970-05"])

    people, findings = united([*rows, same, take])

    assert codes(findings) == []
    assert people.found.merged(ONE).values["birth",].value == "1971-05"


@pytest.mark.parametrize("pairs", [[(ONE, TWO), (TWO, ONE)], [(ONE, TWO), (THREE, TWO)], [(TWO, THREE), (ONE, TWO)]])
def test_decisions_that_keys_are_one_person_join_up_in_any_order(pairs: list[tuple[str, str]]) -> None:
    there = {key for pair in pairs for key in pair}
    rows = [*ground(), *(person(site, key) for site, key in (("xian", ONE), ("shi", TWO), ("sheng", THREE)) if key in there)]
    same = [_decision("sheng", f"c{n}", action="same", persons=list(pair)) for n, pair in enumerate(pairs)]

    people, findings = united([*rows, *same])

    assert len(people.found.people) == 1
    assert codes(findings) == []


@pytest.mark.parametrize(
    ("values", "problem"),
    [
        ({"action": "take", "persons": [ONE]}, "take 要写一个人员编号、field 和 value"),
        ({"action": "take", "persons": [ONE, TWO], "field": "birth", "value": "1"}, "take 要写一个人员编号、field 和 value"),
        ({"action": "same", "persons": [ONE, ONE]}, "same、not_same 要写两个以上的人员编号"),
        ({"action": "not_same", "persons": [ONE, THREE]}, f"没有人员 {THREE}"),
    ],
)
def test_a_decision_that_cannot_stand_says_why(values: dict[str, Any], problem: str) -> None:
    _, findings = united([*ground(), person("xian"), person("shi", TWO, "鲁问津"), _decision("sheng", **values)])

    assert [problem] == [f.message.partition("：")[2] for f in findings if f.code == "decision-invalid"]
