"""Laws of open data: nothing but what the roster shows, the same in every format, and merging is a join."""

import csv
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from io import StringIO
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clusters import NOW, write_cluster
from rosters_lookup import contact, deputy, key, mandate, source
from strategies import titles
from wangqun.domain.deputy import Deputy, Post
from wangqun.domain.federation import SiteView
from wangqun.domain.roster import Roster
from wangqun.domain.sourced import SourcedValue
from wangqun.pages.opendata import FORMULA
from wangqun.pipeline import federate
from wangqun.records.deputies.data import datasets
from wangqun.records.deputies.data.lines import merge_lines, person_line, tombstone_line
from wangqun.records.deputies.data.outlook import Outlook
from wangqun.records.deputies.data.schemas import PEOPLE_SCHEMA, POPOLO_SCHEMA
from wangqun.records.deputies.data.tables import TABLES

PRIVATE = {"id_number", "home_address", "mobile", "religion", "health", "consent_on", "path", "line", "contact_public", "by_key"}
DATES = st.dates().map(str).map(lambda text: text.zfill(10))
_HOSTILE = st.sampled_from(["=1+1", "@x", "+1", "-1", 'a"b', "a,b", "a\nb", "'a", "\u2028", '","home":true', '{"id":"', "；"])
_TEXT = titles() | _HOSTILE


@st.composite
def deputies(draw: st.DrawFn, number: int) -> Deputy:
    """One person with any texts and any mandates."""
    status = st.sampled_from(["active", "suspended", "ended"])
    own = mandate(status=draw(status), end=draw(DATES | st.just("")), delegation=draw(_TEXT | st.just("")))
    up = mandate("sheng", "示例省人民代表大会", "province", status=draw(status), elector_name=draw(_TEXT))
    posts = (Post("presidium", draw(_TEXT), draw(_TEXT), "xian", "示例县人民代表大会", 17, "2026-03-01", "", source()),)
    conflicts = draw(st.sets(st.sampled_from(["birth", "name"])))
    return deputy(
        number,
        draw(_TEXT),
        mandates=(own, up) if draw(st.booleans()) else (own,),
        posts=posts if draw(st.booleans()) else (),
        contacts=(contact("0999-5550001", "a@xian.example"),) if draw(st.booleans()) else (),
        other_names=tuple(draw(st.lists(_TEXT, max_size=2, unique=True))),
        facts={"employer_post": SourcedValue(draw(_TEXT), source())} if draw(st.booleans()) else {},
        conflicts=tuple(sorted(conflicts)),
    )


@st.composite
def rosters(draw: st.DrawFn) -> Roster:
    """Up to six people, present and former, some of whom must no longer be shown."""
    people = [draw(deputies(number)) for number in range(draw(st.integers(0, 6)))]
    cut = draw(st.integers(0, len(people)))
    gone = draw(st.sets(st.sampled_from([key(n) for n in range(7)]), max_size=2))
    return Roster(
        "2026-11-23", "示例县", deputies=tuple(people[:cut]), former=tuple(people[cut:]), tombstones=tuple(sorted(gone))
    )


@pytest.fixture(scope="module")
def view(tmp_path_factory: pytest.TempPathFactory) -> SiteView:
    return federate(write_cluster(tmp_path_factory.mktemp("cluster"), {}), NOW).views["xian"]


def keys(value: Any) -> Iterator[str]:
    """Every key anywhere in a JSON value."""
    if isinstance(value, dict):
        yield from value
        value = list(value.values())
    if isinstance(value, list):
        for inner in value:
            yield from keys(inner)


NUMBER = re.compile(r"[+-][0-9][0-9,]*(\.[0-9]+)?%?")


def cells(text: str) -> list[dict[str, str]]:
    """A CSV file's rows with the marks against formulas taken away."""
    rows = list(csv.DictReader(StringIO(text.removeprefix("\ufeff"), newline="")))
    assert not any(cell.startswith(FORMULA) and not NUMBER.fullmatch(cell) for row in rows for cell in row.values())
    return [{k: v[1:] if v.startswith("'") and v[1:].startswith(FORMULA) else v for k, v in row.items()} for row in rows]


@given(roster=rosters())
@settings(max_examples=60, deadline=None)
def test_files_hold_whom_the_roster_shows_and_agree(view: SiteView, roster: Roster) -> None:
    found = {name: dataset.text for name, dataset in datasets(Outlook(replace(view, roster=roster))).items()}
    popolo = json.loads(found["data/popolo.json"])
    lines = [json.loads(line) for line in found["data/people.jsonl"].split("\n")[:-1]]
    tables = {table.name: cells(found[f"data/{table.name}.csv"]) for table in TABLES}
    shown = {d.key: d for d in (*roster.deputies, *roster.former) if d.key not in roster.tombstones}

    assert sorted(shown) == [person["id"] for person in popolo["persons"]] == [row["person"] for row in tables["deputies"]]
    assert sorted(shown) == [line["id"] for line in lines if not line.get("removed")]
    assert sorted(roster.tombstones) == [line["id"] for line in lines if line.get("removed")]
    for person, row in zip(popolo["persons"], tables["deputies"], strict=True):
        assert (person.get("name", ""), person.get("employer_post", "")) == (row["name"], row["employer_post"])
        numbers = [c["value"] for c in person.get("contact_details", ()) if c["type"] == "voice"]
        assert ("；".join(numbers), shown[person["id"]].name) == (row["phone"], row["name"])
        if all(m.status == "ended" for m in shown[person["id"]].mandates):
            assert "contact_details" not in person
    assert len(popolo["memberships"]) == len(tables["mandates"]) + len(tables["posts"])
    assert popolo["memberships"] == sorted((m for x in lines for m in x.get("memberships", ())), key=lambda m: m["id"])
    assert set() == PRIVATE & {
        *keys(popolo),
        *keys(lines),
        *(column for rows in tables.values() for row in rows for column in row),
    }
    assert jsonschema.Draft202012Validator(POPOLO_SCHEMA).is_valid(popolo)
    assert all(jsonschema.Draft202012Validator(PEOPLE_SCHEMA).is_valid(line) for line in lines)


@st.composite
def people_files(draw: st.DrawFn) -> str:
    """A site's file: some of ten persons, from home or elsewhere or removed, sorted."""
    found = []
    for number in draw(st.sets(st.integers(0, 9))):
        if draw(st.integers(0, 4)) == 0:
            found.append(tombstone_line(key(number)))
        else:
            found.append(person_line({"id": key(number), "name": draw(_TEXT)}, draw(st.booleans())))
    return "".join(sorted(found))


def joined(files: list[str]) -> str:
    return merge_lines(text.encode() for text in files).decode()


@given(files=st.lists(people_files(), max_size=5), cut=st.integers(0, 5))
def test_merging_is_a_join_that_loses_nobody(files: list[str], cut: int) -> None:
    merged = joined(files)
    lines = merged.split("\n")[:-1]
    asked = {json.loads(line)["id"] for text in files for line in text.split("\n") if line}

    assert sorted(asked) == [json.loads(line)["id"] for line in lines]
    assert merged == joined([merged]) == joined([joined(files[:cut]), joined(files[cut:])])
    for line in lines:
        others = [
            json.loads(o) for text in files for o in text.split("\n") if o and json.loads(o)["id"] == json.loads(line)["id"]
        ]
        best = next((o for o in others if o["home"]), None) or next((o for o in others if "removed" not in o), others[0])
        assert best == json.loads(line)


def test_nobody_makes_an_empty_file() -> None:
    assert joined([]) == joined(["", "\n"]) == ""
