"""One slip costs one thing: of many records in a file the sound ones are public, and exactly one cause is told."""

import json
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from clusters import NOW, write_cluster
from wangqun.domain.finding import Finding, Severity, fold
from wangqun.domain.roster import Roster
from wangqun.pipeline import federate

PEOPLE = [f"person:{n}{n}{n}{n}{n}{n}{n}{n}{n}{n}" for n in "1234"]
NAMES = ("闻正言", "鲁问津", "左思危", "苏明理")
DAMAGES: dict[str, list[tuple[str, Any]]] = {
    # what is written instead of a value, by file: the record, or the part of it, cannot be had
    "constituencies": [
        ("key", "第一"), ("name", None), ("term", "十七"), ("quota", "三"), ("voters", "约三千"), ("scope", ["东"]), ("外", "1"),
        ("places", [{"code": "97012110", "name": "村"}]), ("places", [{"code": "970121101009"}]),
        ("places", [{"code": "970121101009", "name": "村", "备注": "新"}]), ("places", "河湾村"),
    ],
    "stations": [
        ("key", "第一"), ("name", None), ("address", None), ("geo", "东经"), ("type", "驿站"), ("深", "1"),
        ("deputies", ["闻正言"]), ("reception_days", [{"day": 32}]), ("reception_days", [{"day": 1, "weekday": 1}]),
        ("activities", [{"date": "2026-02-30", "text": "座谈"}]), ("phone", ["1"]),
    ],
    "deputies": [
        ("person", "闻正言"), ("name", ["闻"]), ("gender", "人"), ("birth", "1970"), ("education", ["大学"]), ("职务", "无"),
        ("contact_public", {"phone": "0970-5550101"}), ("reception_days", [{"day": 5}, {"day": 32}]),
        ("other_names", [{"name": "闻一", "until": "1999"}]), ("updated", "上月"),
        ("mandates", [{"term": "十七", "constituency": "c1", "from": "2022-01-10"}]),
        ("mandates", [{"term": 17, "constituency": "c1", "from": "2022-13-10"}]),
        ("mandates", [{"term": 17, "constituency": "c1", "from": "2022-01-10", "suspensions": [{"from": "2026"}]}]),
        ("mandates", [{"term": 17, "constituency": "c1", "from": "2022-01-10", "too": "2026-01-01"}]),
        ("posts", [{"organ": "财政委", "title": "委员", "term": 17, "from": "2022-01-11"}]),
    ],
}  # fmt: skip


def _sound() -> dict[str, list[dict[str, Any]]]:
    """Four records of each kind, each resting on the others, of which no check complains."""
    return {
        "terms": [{"term_no": 17, "start": "2022-01-10", "seats": 4}],
        "constituencies": [{"key": f"c{n}", "name": f"第{n}选区", "term": 17, "quota": 1} for n in range(1, 5)],
        "stations": [{"key": f"s{n}", "name": f"站{n}", "address": f"{n}号", "deputies": [PEOPLE[n - 1]]} for n in range(1, 5)],
        "deputies": [
            {
                "person": PEOPLE[n - 1],
                "name": NAMES[n - 1],
                "birth": f"197{n}-05",
                "mandates": [{"term": 17, "constituency": f"c{n}", "from": "2022-01-10"}],
                "posts": [{"organ": "standing_committee", "title": "委员", "term": 17, "from": "2022-01-11"}],
                "station": [f"s{n}"],
            }
            for n in range(1, 5)
        ],
    }


def _shown(records: dict[str, list[dict[str, Any]]]) -> tuple[Roster, list[Finding]]:
    """The county's roster and all that stands for itself, hints left out."""
    files = {"deputies": "deputies/all"}
    texts = {
        f"content/county/xian/{files.get(kind, kind)}.yaml": "".join(
            f"- {json.dumps({k: v for k, v in row.items() if v is not None}, ensure_ascii=False)}\n" for row in rows
        )
        for kind, rows in records.items()
    }
    with TemporaryDirectory() as folder:
        federation = federate(write_cluster(Path(folder) / "cluster", texts), NOW)
    return federation.people.roster("xian"), [f for f in fold(federation.findings) if f.severity is not Severity.INFO]


def _names(roster: Roster) -> dict[str, set[str]]:
    return {
        "constituencies": {elector.key for elector in roster.constituencies},
        "stations": {station.key for station in roster.stations},
        "deputies": {deputy.key for deputy in roster.deputies},
    }


def test_the_records_are_sound() -> None:
    roster, told = _shown(_sound())

    assert told == []
    assert {kind: len(names) for kind, names in _names(roster).items()} == {"constituencies": 4, "stations": 4, "deputies": 4}


@given(st.data(), st.sampled_from(sorted(DAMAGES)), st.integers(0, 3))
@settings(max_examples=60, deadline=None)
def test_one_damaged_record_costs_one_thing(data: st.DataObject, kind: str, number: int) -> None:
    field, value = data.draw(st.sampled_from(DAMAGES[kind]))
    records = _sound()
    records[kind][number][field] = value

    roster, told = _shown(records)

    assert [(finding.path.rpartition("/")[2].removesuffix(".yaml"), finding.line) for finding in told] == [
        ("all" if kind == "deputies" else kind, number + 1)
    ], [*map(str, told)]
    others = {n + 1 for n in range(4)} - {number + 1}
    shown = _names(roster)
    assert {f"s{n}" for n in others} <= shown["stations"]
    assert {f"c{n}" for n in others} <= shown["constituencies"]
    assert {PEOPLE[n - 1] for n in others} <= shown["deputies"]
