"""Open data: what files say, what they must never say, and what spreadsheets make of them."""

import csv
import json
import re
from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from io import StringIO
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from clusters import NOW, tree, write_cluster
from rosters_lookup import contact, deputy, key, mandate, roster, source
from wangqun.domain.deputy import Deputy
from wangqun.domain.federation import SiteView
from wangqun.domain.roster import Roster
from wangqun.domain.sourced import SourcedValue
from wangqun.pages.opendata import harmless
from wangqun.pipeline import federate
from wangqun.records import KINDS
from wangqun.records.deputies.data import datasets
from wangqun.records.deputies.data.outlook import MOST_CONTACTS, Outlook
from wangqun.records.deputies.data.schemas import PEOPLE_SCHEMA, POPOLO_SCHEMA
from wangqun.records.deputies.data.tables import TABLES
from wangqun.render.run import render
from wangqun.render.settings import DEFAULTS

Files = Callable[[Roster], dict[str, str]]


@pytest.fixture
def view(tmp_path: Path) -> SiteView:
    return federate(write_cluster(tmp_path / "cluster", {}), NOW).views["xian"]


@pytest.fixture
def files(view: SiteView) -> Files:
    """Path -> text of every file for a roster."""
    return lambda roster: {name: d.text for name, d in datasets(Outlook(replace(view, roster=roster))).items()}


def rows(text: str) -> list[dict[str, str]]:
    """A CSV file's rows, as Excel and others read them."""
    assert text.startswith("\ufeff")
    return list(csv.DictReader(StringIO(text[1:], newline="")))


def popolo(found: dict[str, str]) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(found["data/popolo.json"])
    return data


def test_the_files_are_valid_and_schemas_sound(files: Files) -> None:
    found = files(roster())
    jsonschema.Draft202012Validator.check_schema(POPOLO_SCHEMA)
    jsonschema.Draft202012Validator.check_schema(PEOPLE_SCHEMA)
    lines = [json.loads(line) for line in found["data/people.jsonl"].splitlines()]

    assert [error.message for error in jsonschema.Draft202012Validator(POPOLO_SCHEMA).iter_errors(popolo(found))] == []
    assert [e.message for line in lines for e in jsonschema.Draft202012Validator(PEOPLE_SCHEMA).iter_errors(line)] == []
    assert json.loads(found["data/schema/popolo.json"]) == POPOLO_SCHEMA
    assert json.loads(found["data/schema/people.json"]) == PEOPLE_SCHEMA


@pytest.mark.parametrize("extra", [{"id_number": "1"}, {"birth_date": "1970-05-01"}, {"id": "person:short"}])
def test_the_schema_refuses_what_is_not_public(extra: dict[str, str], files: Files) -> None:
    data = popolo(files(roster()))
    data["persons"][0] |= extra

    assert not jsonschema.Draft202012Validator(POPOLO_SCHEMA).is_valid(data)


def test_every_reference_leads_to_something(files: Files) -> None:
    data = popolo(files(roster()))
    ids = {name: {entry["id"] for entry in entries} for name, entries in data.items()}
    memberships, posts, areas = data["memberships"], data["posts"], data["areas"]

    assert {m["person_id"] for m in memberships} == ids["persons"]
    assert {m["organization_id"] for m in memberships} | {p["organization_id"] for p in posts} <= ids["organizations"]
    assert {m["post_id"] for m in memberships if "post_id" in m} <= ids["posts"]
    assert {p["area_id"] for p in posts if "area_id" in p} | {a for area in areas for a in area.get("places", [])} == ids["areas"]
    assert {o["parent_id"] for o in data["organizations"] if "parent_id" in o} <= ids["organizations"]


def test_every_person_and_membership_names_who_says_it_and_where(files: Files) -> None:
    data = popolo(files(roster()))
    first = next(m for m in data["memberships"] if m["organization_id"] == "congress:sheng")

    assert first["sources"] == [{"url": "https://rd.test.example/", "note": "示例省人民代表大会"}]
    assert all(entry["sources"] for entry in (*data["persons"], *data["memberships"]))
    person = next(p for p in data["persons"] if p["id"] == key(1))
    slug = key(1).removeprefix("person:")
    assert [{"url": f"https://rd.test.example/xian/deputies/{slug}.html", "note": "示例县人大"}] == person["sources"]


def test_files_do_not_tell_where_things_are_kept(files: Files) -> None:
    assert [name for name, text in files(roster()).items() if "content/county" in text or ".yaml" in text] == []


def test_a_protected_field_in_conflict_is_named_but_not_told(files: Files) -> None:
    found = files(roster())
    person = next(p for p in popolo(found)["persons"] if p["id"] == key(3))
    row = next(row for row in rows(found["data/deputies.csv"]) if row["person"] == key(3))

    assert (person["conflicts"], "birth_date" in person) == (["birth"], False)
    assert (row["conflicts"], row["birth"]) == ("birth", "")


def test_contacts_end_with_the_mandate(files: Files) -> None:
    found = files(roster())
    with_contacts = [person["id"] for person in popolo(found)["persons"] if "contact_details" in person]

    assert [key(1)] == with_contacts
    assert {key(1)} == {row["person"] for row in rows(found["data/deputies.csv"]) if row["phone"]}


def test_files_for_merging_never_have_contacts(files: Files) -> None:
    assert "0999-5550001" not in files(roster())["data/people.jsonl"]


def phones(count: int) -> Roster:
    """A roster with so many telephones."""
    people = tuple(deputy(number, contacts=(contact(f"0999-{number:07}"),)) for number in range(count))
    return Roster("2026-11-23", "示例县人民代表大会", deputies=people)


@pytest.mark.parametrize("count", [MOST_CONTACTS, MOST_CONTACTS + 1])
def test_files_with_many_contacts_have_none(count: int, files: Files) -> None:
    found = files(phones(count))
    shown = count if count <= MOST_CONTACTS else 0
    dictionary = json.loads(found["data/dictionary.json"])

    assert shown == sum("contact_details" in person for person in popolo(found)["persons"])
    assert shown == sum(bool(row["phone"]) for row in rows(found["data/deputies.csv"]))
    assert bool(shown) is dictionary["contacts_included"]
    assert ("一律不含联系方式" in dictionary["contacts_note"]) is (not shown)


def test_removed_persons_leave_their_keys_only(files: Files) -> None:
    gone = replace(roster(), tombstones=(key(1),))
    found = files(gone)

    assert {"id": key(1), "home": False, "removed": True} in [json.loads(x) for x in found["data/people.jsonl"].splitlines()]
    assert key(1) not in {person["id"] for person in popolo(found)["persons"]}
    assert key(1) not in {m["person_id"] for m in popolo(found)["memberships"]}
    assert [name for name, text in found.items() if name.endswith(".csv") and key(1) in text] == []
    assert [key(1)] == json.loads(found["data/dictionary.json"])["removed"]


@pytest.mark.parametrize("start", "=+-@\t\r＝")
def test_a_cell_is_no_formula(start: str) -> None:
    assert f"'{start}1+1" == harmless(f"{start}1+1")


@pytest.mark.parametrize(
    ("text", "is_number"), [("-20", True), ("+1,234.5%", True), ("-", False), ("-2+3", False), ("-cmd|1", False)]
)
def test_a_number_below_zero_stays_a_number(text: str, is_number: bool) -> None:
    assert harmless(text) == (text if is_number else f"'{text}")


def test_formulas_are_disarmed_in_the_files(files: Files) -> None:
    row = next(row for row in rows(files(roster())["data/deputies.csv"]) if row["person"] == key(3))

    assert (row["name"], row["employer_post"]) == ("'=虚构", "'@示例单位")


def test_a_table_has_the_columns_of_its_dictionary(files: Files) -> None:
    found = files(roster())
    told = {file["path"]: file for file in json.loads(found["data/dictionary.json"])["files"]}

    for table in TABLES:
        got = rows(found[f"data/{table.name}.csv"])
        assert got
        assert [field["name"] for field in told[f"{table.name}.csv"]["fields"]] == list(got[0])
        assert told[f"{table.name}.csv"]["rows"] == len(got)
        assert None not in got[0]


def test_the_checksums_are_those_of_all_files(files: Files) -> None:
    found = files(roster())
    told = dict(reversed(line.split("  ")) for line in found["data/SHA256SUMS"].splitlines())
    there = {name.removeprefix("data/"): sha256(text.encode()).hexdigest() for name, text in found.items()}
    there.pop("SHA256SUMS")

    assert there == told


def test_the_order_of_the_roster_changes_nothing(files: Files) -> None:
    one = roster()
    other = replace(one, deputies=one.deputies[::-1], stations=one.stations[::-1])

    assert files(one) == files(other)


def test_another_day_changes_nothing_until_something_changes(files: Files) -> None:
    later = replace(roster(), as_of="2027-01-31")
    moved = replace(later, deputies=(replace(roster().deputies[0], updated="2027-01-05"), *roster().deputies[1:]))

    assert files(roster()) == files(later)
    assert [json.loads(files(r)["data/dictionary.json"])["as_of"] for r in (later, moved)] == ["2026-10-01", "2027-01-05"]


def test_line_separators_in_texts_do_not_break_lines(files: Files) -> None:
    odd = deputy(1, facts={"employer_post": SourcedValue("一\u2028二\x85三", source())}, mandates=(mandate(),))
    text = files(Roster("2026-11-23", deputies=(odd,)))["data/people.jsonl"]

    assert text.count("\n") == 1
    assert json.loads(text)["employer_post"] == "一\u2028二\x85三"


def build(view: SiteView, root: Path, out: Path) -> Path:
    out.mkdir(parents=True)
    assert render(view, KINDS, root, out, DEFAULTS).findings == ()
    return out


def test_a_site_writes_the_same_bytes_twice_and_its_page_names_every_file(view: SiteView, tmp_path: Path) -> None:
    full = replace(view, roster=roster())
    one, two = (build(full, tmp_path / "cluster", tmp_path / name) for name in ("one", "two"))
    page = (one / "data/index.html").read_text(encoding="utf-8")
    linked = set(re.findall(r'href="/xian/(data/[^"]+)"', page))

    assert tree(one) == tree(two)
    assert linked == {name for name in tree(one) if name.startswith("data/") and name != "data/index.html"}
    assert all(words in page for words in ("公开数据，可自由使用", "数据更新至</dt><dd>2026-10-01", "现任代表 3 人，历任 1 人"))
    assert 'name="ColumnName" content="数据开放"' in page


def test_a_site_without_deputies_has_no_data(view: SiteView, tmp_path: Path) -> None:
    out = build(view, tmp_path / "cluster", tmp_path / "out")

    assert not (out / "data").exists()
    assert "数据开放" not in (out / "index.html").read_text(encoding="utf-8")


def test_every_person_in_the_data_is_on_a_page(view: SiteView, tmp_path: Path) -> None:
    out = build(replace(view, roster=roster()), tmp_path / "cluster", tmp_path / "out")
    people: list[Deputy] = [*roster().deputies, *roster().former]

    assert len(people) == 4
    assert [one.page for one in people if one.name not in (out / one.page).read_text(encoding="utf-8")] == []
