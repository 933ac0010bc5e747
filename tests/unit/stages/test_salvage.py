"""The smallest thing that a fault costs."""

import pytest
from pydantic import BaseModel

from wangqun.domain.finding import Place
from wangqun.domain.flow import Acceptances
from wangqun.domain.site import ClusterRecord, SiteRecord
from wangqun.domain.waiver import Waivers
from wangqun.records.article import Article
from wangqun.records.deputies.record import ConstituencyRecord, DeputyRecord, StationRecord
from wangqun.stages.load.marked import Marked, parse_yaml
from wangqun.stages.load.portions import item_around, marked_without, without_paths
from wangqun.stages.load.salvage import salvage
from wangqun.stages.load.validate import validate

HERE = Place("xian", "a.yaml")
CLUSTER = "name: 群\nroot: a\nbase_url: https://x.example/\n"
SITE = "name: 县\nshort_name: 县\n"
DEPUTY = "person: person:7k3m9q2x4t\nname: 闻正言\n"
UNIT = "key: c1\nname: 一区\nterm: 17\nquota: 1\n"
PLACES = "places:\n- {code: '12345678', name: 甲}\n- {code: '970121101001', name: 乙}\n"
OWN = "{term: 17, from: 2022-01-10}"
WAIVER = "{code: a, item: b, reason: c, approver: d, expires_on: 2026-12-01}"
HAPPENED = "activities:\n- {date: 昨天, text: 甲}\n- {date: 2026-03-01, text: 乙}\n"
TAKEN = "accepted:\n- {id: a, by: 甲, on: 2026}\n- {id: b, by: 甲, on: 2026-03-01}\n"
HOURS = "reception_days:\n- {day: 3, start: '11:00', end: '09:00', key: third}\n- {day: 9, start: '09:00', end: '11:00'}\n"
STATION = "key: s1\nname: 站\naddress: 一号\n"


def _saved(model: type[BaseModel], text: str) -> tuple[BaseModel | None, list[str], Marked]:
    record, rest, findings, _ = salvage(model, parse_yaml(text), HERE)
    return record, [f"{f.code}:{f.line}" for f in findings], rest


@pytest.mark.parametrize(
    ("model", "text", "field", "left", "told"),
    [
        (ConstituencyRecord, UNIT + PLACES, "places", 1, "item-invalid:6"),
        (ConstituencyRecord, UNIT + "places: 甲村\n", "places", 0, "field-dropped:5"),
        (DeputyRecord, DEPUTY + f"mandates:\n- {OWN}\n- {{term: 16, from: 2017}}\n", "mandates", 1, "item-invalid:5"),
        (DeputyRecord, DEPUTY + "mandates:\n- {term: 17, from: 2022-01-10, too: 2023-01-10}\n", "mandates", 0, "item-invalid:4"),
        (DeputyRecord, DEPUTY + f"mandates:\n- {OWN[:-1]}, suspensions: [{{from: 近日}}]}}\n", "mandates", 0, "item-invalid:4"),
        (DeputyRecord, DEPUTY + "posts:\n- {organ: 厅, title: 主任, from: 2022-01-10}\n", "posts", 0, "item-invalid:4"),
        (DeputyRecord, DEPUTY + "station: s1, s2\neducation: {a: b}\n", "station", 2, "field-dropped:4"),
        (StationRecord, STATION + "reception_days:\n- {day: 32}\n- {day: 3}\n", "reception_days", 1, "item-invalid:5"),
        (StationRecord, STATION + HOURS, "reception_days", 1, "item-invalid:5"),
        (StationRecord, STATION + "updated: 1/3/2026\n", "reception_days", 0, "field-dropped:4"),
        (DeputyRecord, DEPUTY + "mandates:\n- {term: 17, from: 01/10/2022}\n", "mandates", 0, "item-invalid:4"),
        (StationRecord, STATION + HAPPENED, "activities", 1, "item-invalid:5"),
        (Acceptances, TAKEN, "accepted", 1, "item-invalid:2"),
        (Waivers, f"waivers:\n- {WAIVER}\n- {{code: a}}\n", "waivers", 1, "item-invalid:3"),
        (ClusterRecord, CLUSTER + "flows:\n- {id: up, kind: report}\n- {id: down, kind: 平发}\n", "flows", 1, "item-invalid:6"),
        # a list that narrows: none would mean all, so the rule goes
        (ClusterRecord, CLUSTER + "flows:\n- {id: up, kind: report, columns: [[a]]}\n", "flows", 0, "item-invalid:5"),
    ],
)  # fmt: skip
def test_a_fault_costs_one_item(model: type[BaseModel], text: str, field: str, left: int, told: str) -> None:
    record, found, _ = _saved(model, text)

    assert record is not None
    assert len(getattr(record, field)) == left
    assert told in found
    assert {line.partition(":")[2] for line in found} == {told.partition(":")[2]}


@pytest.mark.parametrize(
    ("model", "text"),
    [
        (DeputyRecord, DEPUTY + "gender: 人\n"),
        (DeputyRecord, DEPUTY + "birth: '1970'\n"),
        (DeputyRecord, DEPUTY + "身份证号: 无\n"),
        (DeputyRecord, "name: 闻正言\n"),
        (DeputyRecord, DEPUTY + "mandates: 县人大代表\n"),
        (ConstituencyRecord, UNIT.replace("quota: 1", "quota: 一")),
        (StationRecord, STATION + "type: 驿站\n"),
        (SiteRecord, SITE + "external: 也许\n"),
        (SiteRecord, SITE + "fotter: {}\n"),
        (ClusterRecord, CLUSTER + "production: 或许\n"),
    ],
)
def test_what_is_protected_or_holds_back_costs_the_record(model: type[BaseModel], text: str) -> None:
    record, found, _ = _saved(model, text)

    assert record is None
    assert len(found) == 1
    assert found[0].partition(":")[0] in {"field-invalid", "field-unknown"}


def test_what_is_left_out_says_what_is_wrong_with_its_date_or_hours() -> None:
    _, _, findings, _ = salvage(StationRecord, parse_yaml(STATION + HOURS + "updated: 1/3/2026\n"), HERE)

    assert {finding.message for finding in findings} == {
        "“第 1 项 reception_days（接待日）”：结束时间 09:00 不晚于开始时间 11:00，第 1 项 reception_days 没有采用，其余照常",
        "“updated（这份材料的更新日期）”的日期“1/3/2026”看不出是哪一天，可以读作 2026-01-03 或 2026-03-01，"
        "这一项没有采用，其余照常",
    }


def test_a_sound_record_is_what_it_was() -> None:
    given = parse_yaml(UNIT + "places:\n- {code: '970121101001', name: 乙}\n")

    record, rest, findings, left = salvage(ConstituencyRecord, given, HERE)

    assert rest is given
    assert (findings, left) == ([], [])
    assert record == ConstituencyRecord.model_validate(given.value)


def test_lines_of_later_items_stay_theirs() -> None:
    given = parse_yaml("places:\n- {code: a}\n- {code: b}\n- {code: c}\n")

    rest = marked_without(given, [("places", 0), ("places", 1)])

    assert rest.value == {"places": [{"code": "c"}]}
    assert rest.marks[("places", 0, "code")][0] == 4
    assert ("places", 1) not in rest.marks
    assert given.value == {"places": [{"code": "a"}, {"code": "b"}, {"code": "c"}]}


@pytest.mark.parametrize(
    ("values", "loc", "item"),
    [
        ({"places": [{}]}, ("places", 0, "code"), ("places", 0)),
        ({"mandates": [{"suspensions": [{}]}]}, ("mandates", 0, "suspensions", 0, "from"), ("mandates", 0)),
        ({"reviews": [{}]}, ("reviews", 0, "result"), None),
        ({"station": "a, b"}, ("station", 1), None),
        ({"titles": {"A": "x"}}, ("titles", "A", "[key]"), ("titles", "A")),
        ({}, ("places",), None),
    ],
)
def test_the_innermost_item_that_stands_for_itself(values: object, loc: tuple[str | int, ...], item: object) -> None:
    assert item_around(values, loc, {"places", "mandates", "station", "titles"}) == item


def test_what_is_left_out_is_left_out_alone() -> None:
    assert without_paths({"a": [1, 2, {"b": 3, "c": 4}]}, [("a", 0), ("a", 2, "b")]) == {"a": [2, {"c": 4}]}


def test_of_an_articles_attachments_the_faulty_one_goes() -> None:
    marked = parse_yaml("attachments:\n- {name: 甲, file: a.pdf}\n- {name: 乙}\nimage: {file: a.jpg, alt: 图, titel: 乙}\n")

    item, findings = validate(Article, marked.value, marked, HERE, Article.BLOCKING)

    assert item is not None
    assert [each.name for each in item.attachments] == ["甲"]
    assert item.image is None
    assert {(f.code, f.severity.value, f.line) for f in findings} == {("field-dropped", "warn", 3), ("field-unknown", "warn", 4)}


def test_of_reviews_none_is_passed_over() -> None:
    review = "{stage: final, role: 主任, person: 甲, time: 2026-03-01, result: %s}"
    marked = parse_yaml(f"reviews:\n- {review % 'pass'}\n- {review % '待定'}\n")

    item, findings = validate(Article, marked.value, marked, HERE, Article.BLOCKING)

    assert item is None
    assert len(findings) == 1
