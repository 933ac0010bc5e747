"""docs/reference/opendata.md has every file and every field of the open data, and says no more."""

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from clusters import NOW, write_cluster
from rosters_lookup import roster
from wangqun.domain.site import ClusterRecord
from wangqun.pages import pooled
from wangqun.pages.site import Pages
from wangqun.pipeline import federate
from wangqun.records import KINDS
from wangqun.records.deputies.data import datasets
from wangqun.records.deputies.data.lines import CLUSTER
from wangqun.records.deputies.data.outlook import MOST_CONTACTS, Outlook
from wangqun.records.deputies.data.schemas import PEOPLE_SCHEMA, POPOLO_SCHEMA
from wangqun.records.deputies.data.tables import TABLES, Table
from wangqun.records.deputies.lookup import places_file

from .generated import ROOT

TEXT = (ROOT / "docs/reference/opendata.md").read_text(encoding="utf-8")
CLASSES = {f"{name}s": schema for name, schema in POPOLO_SCHEMA["$defs"].items()}


def section(title: str) -> str:
    """The text below a heading, up to the next one."""
    return re.split(r"^#{1,3} ", TEXT.partition(f" {title}\n")[2], maxsplit=1, flags=re.MULTILINE)[0]


def first_cells(text: str) -> list[str]:
    """What the rows of the tables of a text are about."""
    return re.findall(r"^\| `([^`]+)` \|", text, re.MULTILINE)


def test_every_file_is_listed(tmp_path: Path) -> None:
    view = federate(write_cluster(tmp_path, {}), NOW).views["xian"]
    written = [*datasets(Outlook(replace(view, roster=roster())))]
    listed = first_cells(TEXT.partition("## 规则")[0])

    assert sorted([*written, *CLUSTER, pooled.TABLES]) == sorted(listed)


@pytest.mark.parametrize("table", TABLES, ids=[table.name for table in TABLES])
def test_a_table_has_its_columns(table: Table) -> None:
    rows = [f"| `{field.key}` | {field.title} | {field.help} |" for field in table.fields]

    assert rows == [line for line in section(f"{table.name}.csv").splitlines() if line.startswith("| `")]


@pytest.mark.parametrize("name", CLASSES)
def test_a_class_has_its_fields(name: str) -> None:
    text, schema = section(name), CLASSES[name]
    told = {key: "必有" in rest for key, rest in re.findall(r"^\| `([^`]+)` \|(.*)$", text, re.MULTILINE)}

    assert {key: key in schema["required"] for key in schema["properties"]} == told


def test_a_line_of_people_has_what_a_person_has_and_three_more() -> None:
    line: dict[str, Any] = PEOPLE_SCHEMA["oneOf"][0]["properties"] | PEOPLE_SCHEMA["oneOf"][1]["properties"]

    assert line.keys() - POPOLO_SCHEMA["$defs"]["person"]["properties"].keys() == {"home", "memberships", "removed"}
    assert POPOLO_SCHEMA["$defs"]["person"]["properties"].keys() - line.keys() == {"contact_details"}
    assert {"home", "memberships", "removed"} <= {*first_cells(TEXT)}


def test_the_limit_and_the_licence_are_those_of_the_code() -> None:
    licence = ClusterRecord.model_fields["data_licence"].default

    assert f"合计超过 {MOST_CONTACTS} 个" in TEXT
    assert licence in (ROOT / "docs/operators.md").read_text(encoding="utf-8")


def test_the_file_of_places_has_its_keys(tmp_path: Path) -> None:
    view = federate(write_cluster(tmp_path, {}), NOW).views["xian"]
    data = json.loads(places_file(Pages(replace(view, roster=roster()), "theme/x", 20, KINDS)))

    assert sorted(data) == sorted(first_cells(section("找代表的地名文件")))
