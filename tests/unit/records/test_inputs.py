"""From what a roster is made: an edit reaches the sites that show it, and no other."""

from typing import Any

import pytest

from persons import ONE, THREE, TWO, by_key, ground, mandate, person, row, united

STATION = {"key": "hall", "name": "河湾联络站", "address": "河湾路 1 号"}
SHOWN = [
    *ground(),
    person("xian", ONE, "闻正言"),
    person("shi", ONE, "闻正言", "b"),
    person("lin", TWO, "鲁问津"),
    person("sheng", THREE, "左思危"),
]


def _changed(before: list[Any], after: list[Any], **how: Any) -> dict[str, list[str]]:
    one, other = united(before)[0], united(after, **how)[0]
    found = {}
    for site in one.found.members:
        old, new = one.inputs(site), other.inputs(site)
        names = sorted(name for name in old.keys() | new.keys() if old.get(name) != new.get(name))
        found |= {site: names} if names else {}
    return found


def _with(old: Any, new: Any) -> list[Any]:
    return [new if r is old else r for r in SHOWN]


def test_an_edit_of_a_countys_deputy_reaches_the_county_the_city_and_the_township_they_represent() -> None:
    old = SHOWN[-4]

    changed = _changed(SHOWN, _with(old, person("xian", ONE, "闻正言", party="甲")))

    assert changed == {"shi": [ONE], "xian": [ONE, "written"], "xiang": [ONE]}


def test_an_edit_of_a_deputy_without_other_mandates_stays_at_home() -> None:
    changed = _changed(SHOWN, _with(SHOWN[-2], person("lin", TWO, "鲁问津", party="甲")))

    assert changed == {"lin": [TWO, "written"]}


def test_an_edit_of_a_deputy_of_the_province_reaches_all_whom_they_represent() -> None:
    changed = _changed(SHOWN, _with(SHOWN[-1], person("sheng", THREE, "左思危", party="甲")))

    assert {"sheng", "xian", "lin", "xiang"} == changed.keys()


def test_a_station_reaches_the_pages_of_its_deputies_elsewhere() -> None:
    old = row("stations", "xian", STATION | {"deputies": [TWO]})
    new = row("stations", "xian", STATION | {"deputies": [TWO], "name": "改名"})

    changed = _changed([*SHOWN, old], [*SHOWN, new])

    assert changed["lin"] == ["congress xian"]


def test_the_name_of_a_site_reaches_all_that_speak_of_it() -> None:
    assert _changed(SHOWN, SHOWN, names={"lin": "邻县"}).keys() == {"lin", "shi", "sheng"}


def test_the_name_of_a_congress_without_a_site_reaches_its_deputies() -> None:
    of_the_nation = {"congress": "quanguo", "term": 14, "electing_unit": "sheng", "from": "2023-03-05"}
    rows = [*ground(), person("sheng", mandates=[mandate("sheng"), of_the_nation])]

    assert by_key(united(rows)[0].roster("sheng"))[ONE].mandates[1].congress == "quanguo"
    assert "sheng" in _changed(rows, rows, names={"quanguo": "全国人大"})


def test_a_day_on_which_nothing_happens_changes_nothing() -> None:
    assert _changed(SHOWN, SHOWN, today="2026-11-30") == {}


def test_the_first_day_of_a_mandate_reaches_the_sites_that_will_show_it() -> None:
    new = person("xian", TWO, "鲁问津", "c", mandates=[mandate("xian", **{"from": "2026-11-28"})])
    rows = [*ground(), person("xian"), new]

    assert {"xian", "xiang"} <= _changed(rows, rows, today="2026-11-28").keys()
    people, _ = united(rows)
    assert [people.next_change(site) for site in ("xian", "xiang", "lin")] == ["2026-11-28", "2026-11-28", "2026-12-01"]


@pytest.mark.parametrize(
    ("more", "held", "foretold"),
    [
        ({"end_reason": "resigned"}, [], "2026-11-28"),  # refused from the day on which it would be shown as held
        ({"end_reason": "resigned", "suspensions": [{"from": "2018-03-01"}]}, [], "2026-11-28"),
        ({}, ["lin"], "2026-11-28"),  # refused then beside a mandate of another county
        ({}, [], "2026-12-01"),  # sound: its first day is the county's affair
    ],
)
def test_a_mandate_that_will_be_refused_reaches_all_that_count_the_seats_of_its_congress(
    more: dict[str, Any], held: list[str], foretold: str
) -> None:
    coming = mandate("xian", **{"from": "2026-11-28"}, **more)
    rows = [*ground(), person("sheng", THREE), person("xian", mandates=[coming]), *(person(site) for site in held)]
    rows.append(person("shi", THREE, mandates=[mandate("xian", congress="xian", to="2024-01-01")]))  # sheng speaks of xian
    now, then = united(rows)[0], united(rows, "2026-11-28")[0]

    assert ("sheng" in _changed(rows, rows, today="2026-11-28")) is (foretold == "2026-11-28")
    assert now.next_change("sheng") == foretold
    assert then.next_change("sheng") == "2026-12-01"


def test_what_is_recorded_for_a_coming_day_appears_on_it() -> None:
    duty = row("duty_records", "xian", {"date": "2026-11-25", "type": "visit", "persons": [ONE], "text": "走访"})

    assert united([*SHOWN, duty])[0].next_change("xian") == "2026-11-25"


def test_a_person_is_shown_where_they_are_found() -> None:
    people, _ = united(SHOWN)

    assert people.sites_of(TWO) == ["lin"]
    assert set(people.sites_of(ONE)) == {"shi", "xian", "xiang"}
