"""What one site shows of deputies."""

from typing import Any

import pytest

from persons import ONE, THREE, TWO, by_key, codes, ground, mandate, person, row, united
from wangqun.domain.roster import Roster

GONE = {"to": "2024-05-01", "end_reason": "resigned", "end_notice": "xian:article/good"}
STATION = {"key": "hall", "name": "河湾联络站", "address": "河湾路 1 号"}


def _roster(site: str, *rows: Any, today: str = "2026-11-23") -> Roster:
    return united([*ground(), *rows], today)[0].roster(site)


def test_a_roster_counts_its_seats() -> None:
    suspended = mandate("xian", suspensions=[{"from": "2025-01-01"}])
    roster = _roster(
        "xian",
        person("xian", ONE, "闻正言"),
        person("xian", TWO, "鲁问津", "b", mandates=[suspended]),
        person("xian", THREE, "左思危", "c", mandates=[mandate("xian", **GONE)]),
    )

    assert roster.term
    assert (roster.term.seats, roster.term.present, roster.term.suspended, roster.term.vacant) == (6, 2, 1, 4)
    assert [d.name for d in roster.deputies] == ["鲁问津", "闻正言"]
    assert [d.name for d in roster.former] == ["左思危"]
    assert {ONE, TWO, THREE} == set(by_key(roster))


def test_vacancies_say_who_left_the_latest_first() -> None:
    roster = _roster(
        "xian",
        person("xian", ONE, "闻正言", mandates=[mandate("xian", **GONE)]),
        person("xian", TWO, "鲁问津", "b", mandates=[mandate("xian", **GONE | {"to": "2025-05-01"})]),
        person("xian", THREE, "左思危", "c"),
    )

    assert [(v.elector_name, v.since, v.left_by, v.reason) for v in roster.vacancies] == [
        ("xianc1", "2025-05-01", "鲁问津", "辞职被接受"),
        ("xianc1", "2024-05-01", "闻正言", "辞职被接受"),
        ("xianc2", "", "", ""),
        ("xianc2", "", "", ""),
        ("xianc2", "", "", ""),
    ]


def test_a_constituency_names_who_sits_for_it() -> None:
    roster = _roster("xian", person("xian", ONE), person("xian", TWO, number="b", mandates=[mandate("xian", **GONE)]))

    assert [(e.key, e.deputies, e.vacant) for e in roster.constituencies] == [("c1", (ONE,), 2), ("c2", (), 3)]


def test_the_canonical_page_is_at_the_highest_congress_where_a_mandate_is_held() -> None:
    everywhere = [person(site, ONE, number=site) for site in ("xian", "shi", "sheng")]
    left = person("sheng", ONE, number="sheng", mandates=[mandate("sheng", **GONE)])

    assert by_key(_roster("xian", *everywhere))[ONE].canonical == "https://rd.example/deputy/7k3m9q2x4t.html"
    assert by_key(_roster("sheng", *everywhere[:2], left))[ONE].canonical == "https://rd.example/shi/deputy/7k3m9q2x4t.html"
    assert by_key(_roster("sheng", left))[ONE].canonical == "https://rd.example/deputy/7k3m9q2x4t.html"


def test_the_mandate_of_the_site_comes_first_then_those_of_the_lower_levels() -> None:
    rows = [person(site, ONE, number=site) for site in ("xian", "shi", "sheng")]

    assert [m.congress for m in by_key(_roster("shi", *rows))[ONE].mandates] == ["shi", "xian", "sheng"]
    assert [m.congress for m in by_key(_roster("sheng", *rows))[ONE].mandates] == ["sheng", "xian", "shi"]


CONTACT = {"contact_public": {"phone": "0970-5550101", "consent_on": "2022-01-10"}}


@pytest.mark.parametrize(("today", "shown"), [("2024-04-30", 1), ("2024-05-01", 0)])
def test_contact_is_shown_while_the_mandate_is_held(today: str, shown: int) -> None:
    deputy = by_key(_roster("xian", person("xian", mandates=[mandate("xian", **GONE)], **CONTACT), today=today))[ONE]

    assert shown == len(deputy.contacts) == len(deputy.reception_days)


def test_contact_kept_for_a_mandate_that_is_over_is_not_shown_with_another() -> None:
    rows = [person("xian", mandates=[mandate("xian", **GONE)], **CONTACT), person("shi")]

    people, findings = united([*ground(), *rows])

    assert by_key(people.roster("shi"))[ONE].contacts == ()
    assert codes(findings) == ["contact-after-end"]


def test_contact_is_shown_under_the_name_of_the_congress_it_is_kept_for() -> None:
    rows = [person("xian", **CONTACT), person("shi")]

    assert [(c.congress_name, c.phone) for c in by_key(_roster("shi", *rows))[ONE].contacts] == [("xian", "0970-5550101")]


def test_a_station_has_deputies_of_every_level() -> None:
    rows = [
        row("stations", "xian", STATION | {"deputies": [TWO]}),
        person("xian", ONE, "闻正言", station=["hall"]),
        person("xiang", TWO, "鲁问津"),
        person("shi", THREE, "左思危", station=["xian:hall"]),
    ]
    station = _roster("xian", *rows).stations[0]

    assert sorted((d.name, d.role, d.url) for d in station.deputies) == [
        ("左思危", "shi代表", "/shi/deputy/9n5p8s4z6w.html"),
        ("闻正言", "xian代表", "/xian/deputy/7k3m9q2x4t.html"),
        ("鲁问津", "xiang代表", "/xiang/deputy/8m4n9r3y5v.html"),
    ]
    assert [link.url for link in by_key(_roster("shi", *rows))[THREE].stations] == ["/xian/station/hall.html"]


@pytest.mark.parametrize("more", [GONE, {"suspensions": [{"from": "2025-01-01"}]}])
def test_nobody_receives_who_may_not(more: dict[str, Any]) -> None:
    rows = [row("stations", "xian", STATION), person("xian", station=["hall"], mandates=[mandate("xian", **more)])]

    assert _roster("xian", *rows).stations[0].deputies == ()


def test_a_lower_site_cannot_place_its_deputy_at_a_station_above_or_beside_it() -> None:
    rows = [row("stations", site, STATION) for site in ("shi", "lin")]

    people, findings = united([*ground(), *rows, person("xian", station=["shi:hall", "lin:hall"])])

    assert people.roster("shi").stations[0].deputies == people.roster("lin").stations[0].deputies == ()
    assert codes(findings) == ["station-unknown", "station-unknown"]


def _post(**more: Any) -> dict[str, Any]:
    return {"organ": "standing_committee", "title": "委员", "from": "2022-01-11"} | more


def test_a_post_is_shown_with_the_mandate_it_hangs_on() -> None:
    posts = [_post(term=17), _post(title="副主任", **{"from": "2099-01-01"}), _post(title="主任", to="2023-01-01")]
    deputy = by_key(_roster("xian", person("xian", posts=posts)))[ONE]

    assert [(p.title, p.organ_name, p.end) for p in deputy.posts] == [
        ("委员", "常务委员会", ""),
        ("主任", "常务委员会", "2023-01-01"),
    ]


def test_a_post_without_its_mandate_is_not_shown() -> None:
    people, findings = united([*ground(), person("xian", posts=[_post(term=16), _post(organ="working_committee")])])

    assert [p.organ for p in by_key(people.roster("xian"))[ONE].posts] == ["working_committee"]
    assert codes(findings) == ["post-without-mandate"]


def test_the_congress_of_a_post_decides_how_it_is_written() -> None:
    county = person("xian", posts=[_post(term=17, to="2025-01-01")])
    city = person("shi", posts=[_post(congress="xian", to="2025-02-01")])

    people, findings = united([*ground(), county, city])
    post = by_key(people.roster("shi"))[ONE].posts[0]

    assert (post.end, [source.site for source in post.sources]) == ("2025-01-01", ["xian", "shi"])
    assert codes(findings) == ["person-differs"]


def test_what_two_levels_say_of_one_mandate_is_put_together() -> None:
    mine = mandate("xian", delegation="d")
    told = {"congress": "xian", "term": 17, "from": "2022-01-10", "to": "2024-05-01", "end_reason": "deceased"}
    rows = [row("delegations", "xian", {"key": "d", "name": "一团", "term": 17}), person("xian", mandates=[mine])]

    shown = by_key(_roster("xian", *rows, person("shi", mandates=[mandate("shi"), told])))[ONE].here

    assert (shown.elector, shown.delegation, shown.end, shown.end_reason) == ("c1", "一团", "2024-05-01", "去世")
    assert [source.site for source in shown.sources] == ["xian", "shi"]


def test_a_standing_committee_that_is_too_large_is_told() -> None:
    rows = [person("xian", f"person:{n:010}", f"甲{n}", str(n), posts=[_post()]) for n in range(3)]
    small = row("terms", "xian", {"term_no": 17, "start": "2022-01-10", "seats": 6, "sc_seats": 15}, "now")
    findings = united([*(r for r in ground() if (r.kind, r.site) != ("terms", "xian")), small, *rows])[1]

    assert "sc-size" not in codes(findings)
    many = [person("xian", f"person:{n:010}", f"乙{n}", str(n), posts=[_post()]) for n in range(16)]
    findings = united([*(r for r in ground() if (r.kind, r.site) != ("terms", "xian")), small, *many])[1]
    assert [f.message for f in findings if f.code == "sc-size"] == ["常委会组成人员 16 人，应为 15 人"]


def test_a_site_that_keeps_stations_alone_has_a_roster_of_them() -> None:
    people, findings = united([row("stations", "xiang", STATION)])

    assert [station.name for station in people.roster("xiang").stations] == ["河湾联络站"]
    assert findings == []


def test_a_site_with_nothing_has_an_empty_roster_made_from_nothing() -> None:
    assert united([])[0].roster("xian") == Roster()
    assert united([])[0].inputs("xian") == {}


@pytest.mark.parametrize(("today", "kept"), [("2024-04-30", True), ("2024-05-01", False)])
def test_what_other_checkouts_are_told_has_no_contact_after_the_end(today: str, kept: bool) -> None:
    rows = [*ground(), person("xian", mandates=[mandate("xian", **GONE)], **CONTACT)]
    people, _ = united(rows, today)

    told = [values for kind, _, _, values in people.written("xian") if kind == "deputies"]

    assert kept is ("contact_public" in told[0])
    assert people.inputs("xian")["written"] != united(rows, "2024-05-01" if kept else "2024-04-30")[0].inputs("xian")["written"]


@pytest.mark.parametrize(("today", "told"), [("2022-01-09", False), ("2022-01-10", True)])
def test_other_checkouts_are_told_of_nobody_before_the_mandate_begins(today: str, told: bool) -> None:
    rows = [*ground(), person("xian", mandates=[mandate("xian", **{"from": "2022-01-10"})])]
    people, _ = united(rows, today)

    assert told is any(kind == "deputies" for kind, _, _, _ in people.written("xian"))
    assert (
        people.inputs("xian")["written"] != united(rows, "2022-01-10" if not told else "2022-01-09")[0].inputs("xian")["written"]
    )


def test_other_checkouts_are_told_no_contact_of_a_mandate_that_is_not_shown() -> None:
    rows = [*ground(), person("xian", mandates=[mandate("xian", term=99)], **CONTACT)]
    people, findings = united(rows)

    assert all("contact_public" not in values for _, _, _, values in people.written("xian"))
    assert "contact-after-end" in codes(findings)


@pytest.mark.parametrize(
    ("today", "spans"),
    [("2024-12-31", ()), ("2025-01-01", (("2025-01-01", ""),)), ("2025-03-01", (("2025-01-01", "2025-03-01"),))],
)
def test_a_suspension_is_told_from_its_day_and_its_end_from_its_own(today: str, spans: tuple[tuple[str, str], ...]) -> None:
    suspended = mandate("xian", suspensions=[{"from": "2025-01-01", "to": "2025-03-01"}])
    roster = _roster("xian", person("xian", ONE, mandates=[suspended]), today=today)

    assert roster.deputies[0].here.suspensions == spans


def test_a_mandate_that_ended_takes_its_reception_days_with_it() -> None:
    county = person("xian", ONE, number="a", mandates=[mandate("xian", **GONE)], reception_days=[{"day": 5}])
    city = person("shi", ONE, number="b", mandates=[mandate("shi", elector="xian")], reception_days=[{"day": 20}])

    assert [d.day for d in _roster("shi", county, city).deputies[0].reception_days] == [20]
    assert [d.day for d in _roster("shi", county, city, today="2024-04-30").deputies[0].reception_days] == [20, 5]


def test_a_site_without_any_mandate_of_a_person_may_say_when_the_person_receives() -> None:
    elector = person("xian", ONE, number="a", mandates=[], reception_days=[{"day": 5}])
    city = person("shi", ONE, number="b", mandates=[mandate("shi", elector="xian")])

    assert [d.day for d in _roster("shi", elector, city).deputies[0].reception_days] == [5]
