"""Who may be one person under two keys."""

from typing import Any

import pytest

from persons import KEYS, ONE, THREE, TWO, ground, person, row, united


def _pairs(*rows: Any) -> list[str]:
    findings = united([*ground(), *rows])[1]
    return sorted(f.message.partition(" 同名")[0] for f in findings if f.code == "person-namesake")


@pytest.mark.parametrize(
    ("one", "other", "told"),
    [
        ({}, {}, True),
        ({"birth": "1971-05"}, {}, False),
        ({"birth": None}, {}, True),
        ({"gender": "男"}, {"gender": "女"}, False),
        ({"gender": "男"}, {}, True),
        ({"name": "鲁问津"}, {}, False),
    ],
)
def test_namesakes_are_told_unless_birth_or_gender_differ(one: dict[str, Any], other: dict[str, Any], told: bool) -> None:
    assert told is bool(_pairs(person("xian", ONE, **one), person("shi", TWO, **other)))


def test_far_from_each_other_only_the_same_birth_counts() -> None:
    assert _pairs(person("xiang", ONE), person("lin", TWO)) != []
    assert _pairs(person("xiang", ONE, birth=None), person("lin", TWO, birth=None)) == []
    assert _pairs(person("xian", ONE, birth=None), person("lin", TWO, birth=None)) != []


def test_every_pair_is_told_once_whatever_the_number_of_records() -> None:
    rows = [person("xian", ONE), person("shi", ONE, number="b"), person("lin", TWO), person("sheng", THREE)]

    assert len(_pairs(*rows)) == 3


def test_a_pair_decided_apart_stays_apart_when_a_third_appears() -> None:
    values = {"action": "not_same", "persons": [TWO, ONE], "by": "某", "on": "2026-03-01", "reason": "核对"}
    rows = [person(site, key) for site, key in zip(("xian", "lin", "shi"), KEYS, strict=True)]

    assert [f"闻正言（{THREE}）与 {ONE}", f"闻正言（{THREE}）与 {TWO}"] == _pairs(*rows, row("decisions", "shi", values))


def test_a_decision_about_a_key_that_was_given_up_keeps_apart_those_who_are_left() -> None:
    about = {"by": "某", "on": "2026-03-01", "reason": "核对"}
    rows = [person("xian", ONE), person("lin", TWO), person("shi", THREE)]
    same = row("decisions", "shi", {"action": "same", "persons": [ONE, TWO]} | about, "a")
    apart = row("decisions", "shi", {"action": "not_same", "persons": [TWO, THREE]} | about, "b")

    assert _pairs(*rows, same) == [f"闻正言（{THREE}）与 {ONE}"]
    assert _pairs(*rows, same, apart) == []
