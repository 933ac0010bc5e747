"""找代表: who represents a village, township constituencies first, then the county's, then those elected further up."""

from typing import Any

from persons import ONE, THREE, TWO, ground, mandate, person, row, united
from wangqun.domain.claims import Row
from wangqun.domain.roster import Roster

VILLAGE, OTHER, TOWN = "970121101001", "970121101002", "970121101"


def _constituency(site: str, key: str, *codes: str) -> Any:
    places = [
        {"code": code, "name": {VILLAGE: "河湾村", OTHER: "石坪村", TOWN: "全镇"}.get(code, "别处"), "town": "镇"}
        for code in codes
    ]
    number = {"xian": 17, "xiang": 19}[site]
    return row("constituencies", site, {"key": key, "name": f"{site}-{key}", "term": number, "quota": 3, "places": places}, key)


def _county(*constituencies: Any, people: tuple[Any, ...] = (), site: str = "xian") -> Roster:
    rows = [r for r in ground(places=False) if r.kind != "constituencies"]
    return united([*rows, *constituencies, *people])[0].roster(site)


def _found(roster: Roster) -> dict[str, list[str]]:
    return {v.code: [r.name for r in v.representatives] for town in roster.lookup for v in town.villages}


SEATS = (
    person("xian", ONE, "县甲"),
    person("xian", TWO, "县乙", "b", mandates=[mandate("xian", constituency="c2")]),
    person("xiang", THREE, "镇甲"),
)


def test_a_village_has_the_deputies_of_its_township_and_its_county() -> None:
    roster = _county(
        _constituency("xian", "c1", VILLAGE),
        _constituency("xian", "c2", OTHER),
        _constituency("xiang", "c1", VILLAGE),
        people=SEATS,
    )

    assert _found(roster) == {VILLAGE: ["镇甲", "县甲"], OTHER: ["县乙"]}
    assert [town.name for town in roster.lookup] == ["xiang"]


def test_a_constituency_that_takes_in_a_whole_township_counts_for_each_village() -> None:
    roster = _county(_constituency("xian", "c1", TOWN), _constituency("xian", "c2", OTHER), people=SEATS)

    assert _found(roster) == {OTHER: ["县乙", "县甲"]}


def test_a_township_named_as_a_whole_alone_is_a_place_itself() -> None:
    assert _found(_county(_constituency("xian", "c1", TOWN), people=SEATS)) == {TOWN: ["县甲"]}


def test_a_township_shows_its_own_villages_alone() -> None:
    elsewhere = _constituency("xian", "c2", "970121102001")
    roster = _county(_constituency("xian", "c1", VILLAGE), elsewhere, people=SEATS, site="xiang")

    assert _found(roster) == {VILLAGE: ["县甲"]}


def test_who_has_left_represents_nobody() -> None:
    gone = person("xian", ONE, "县甲", mandates=[mandate("xian", to="2024-05-01")])

    assert _found(_county(_constituency("xian", "c1", VILLAGE), people=(gone,))) == {VILLAGE: []}


def test_deputies_of_the_city_and_the_province_are_found_by_their_electing_unit() -> None:
    people = (
        person("shi", ONE, "市甲"),
        person("shi", TWO, "市乙", "b", mandates=[mandate("shi", electing_unit="lin")]),
        person("sheng", THREE, "省甲"),
    )

    def above(site: str) -> list[tuple[str, str]]:
        return [(r.name, r.elector_name) for r in united([*ground(), *people])[0].roster(site).above]

    assert above("xian") == above("xiang") == [("省甲", "shi"), ("市甲", "xian")]
    assert above("lin") == [("省甲", "shi"), ("市乙", "lin")]
    assert above("shi") == []


def test_the_sites_above_lead_to_the_counties_with_a_lookup() -> None:
    rows = [*ground(places=False), person("xian", mandates=[mandate("xian", constituency="c5")])]
    people, _ = united([*rows, _constituency("xian", "c5", VILLAGE)])

    assert [link.url for link in people.roster("shi").counties] == ["/xian/my/"]
    assert [link.url for link in people.roster("sheng").counties] == ["/xian/my/"]
    assert people.roster("xian").counties == ()


def test_a_county_without_villages_stands_beside_those_that_have_them_and_alone_is_none() -> None:
    rows = [*ground(places=False), person("lin", ONE, "邻甲", mandates=[mandate("lin", constituency="c1")])]
    beside, _ = united([*rows, _constituency("xian", "c5", VILLAGE)])
    alone, _ = united(rows)

    assert [(link.url, bool(link.towns)) for link in beside.roster("shi").counties] == [("/xian/my/", True), ("/lin/my/", False)]
    assert beside.inputs("shi") != alone.inputs("shi")
    assert alone.roster("shi").counties == ()


def test_the_day_on_which_a_county_without_villages_has_its_first_deputy_is_known_above() -> None:
    coming = mandate("lin", constituency="c1", **{"from": "2026-11-28"})
    rows = [*ground(places=False), _constituency("xian", "c5", VILLAGE), person("lin", ONE, "邻甲", mandates=[coming])]
    (now, _), (then, _) = united(rows), united(rows, "2026-11-28")
    sites = [[link.url for link in each.roster("sheng").counties] for each in (now, then)]

    assert now.next_change("sheng") == "2026-11-28"
    assert sites == [["/xian/my/"], ["/xian/my/", "/lin/my/"]]


def test_a_county_whose_only_deputies_sit_above_is_named_and_one_without_any_is_not() -> None:
    local = [person("xian", mandates=[mandate("xian", constituency="c5")]), _constituency("xian", "c5", VILLAGE)]
    above = person("shi", TWO, "市乙", "b", mandates=[mandate("shi", electing_unit="lin")])

    def found(*rows: Row) -> list[str]:
        return [link.url for link in united([*ground(places=False), *local, *rows])[0].roster("shi").counties]

    assert found(above) == ["/xian/my/", "/lin/my/"]
    assert found() == ["/xian/my/"]
