"""Laws of consultations: the state is a function of record and moment, order does not matter, an export loses no result."""

import csv
import io
import json
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clusters import write_cluster
from consultations.calls import SHI, XIAN, call
from wangqun.domain.document import Document
from wangqun.domain.federation import Federation
from wangqun.domain.ids import DocumentId
from wangqun.domain.moment import SHANGHAI, deadline_words, last_day, parse_deadline
from wangqun.pages.gathered import gathered
from wangqun.pages.opendata import as_json
from wangqun.pages.site import Pages
from wangqun.pipeline import federate
from wangqun.records import KINDS
from wangqun.records.consultation import data, timing
from wangqun.records.consultation.kind import CONSULTATION, OPEN
from wangqun.records.consultation.record import VERDICTS, Consultation, of

START = datetime(2026, 1, 1, tzinfo=SHANGHAI)
minutes = st.integers(0, 400 * 24 * 60)
moments = minutes.map(lambda many: START + timedelta(minutes=many))
words = st.text("路桥宽窄,\"'=+\n<>&甲乙", max_size=12).filter(lambda text: text.strip("\n ") and "\n" not in text.strip())
groups = st.fixed_dictionaries(
    {"summary": words, "verdict": st.sampled_from(list(VERDICTS))},
    optional={"count": st.integers(0, 999), "reason": words, "article": words},
)
notes = st.fixed_dictionaries(
    {"date": moments.map(lambda moment: moment.date()), "groups": st.lists(groups, max_size=5)}, optional={"text": words}
)


@st.composite
def consultations(draw: st.DrawFn) -> Document:
    """A sound consultation, with a result or without."""
    opened, length = draw(moments), draw(st.integers(1, 90 * 24 * 60))
    closed = opened + timedelta(minutes=length)
    if draw(st.booleans()):
        closed = parse_deadline(f"{closed:%Y-%m-%d}")
    note = draw(st.none() | notes)
    if note and note["date"] < last_day(closed):
        note["date"] = last_day(closed)
    fields = {"title": "一件", "purpose": "other", "open_on": opened, "close_on": closed, "adoption_note": note}
    item = Consultation.model_validate(fields)
    slug = f"n{draw(st.integers(0, 9999))}"
    name = DocumentId("xian", "consultation", slug)
    return Document(name, "xian", "一件", item, "consultations", f"{slug}.md", f"{slug}.md", "markdown", "", 1, "", "", {})


def placed(document: Document, now: datetime) -> Document:
    """A document as resolve puts it at a moment."""
    from wangqun.stages.resolve.documents import _as_of

    return _as_of(document, CONSULTATION, now)


@given(consultations(), moments, moments)
def test_between_two_turns_nothing_is_another(document: Document, one: datetime, other: datetime) -> None:
    early, late = sorted((one, other))
    turns = [moment for _, moment in CONSULTATION.turns(document)]
    if not any(early < turn <= late for turn in turns):
        assert placed(document, early) == placed(document, late)


@given(consultations(), moments)
def test_states_come_in_their_order_and_never_go_back(document: Document, now: datetime) -> None:
    order = ["not_started", "open", "closed", "reported"]
    now_at, later = (order.index(timing.key_at(of(document), moment)) for moment in (now, now + timedelta(days=1)))

    assert now_at <= later
    assert timing.key_at(of(document), of(document).close_on - timedelta(microseconds=1)) == "open"
    assert timing.key_at(of(document), of(document).close_on) in {"closed", "reported"}


@given(consultations(), moments)
def test_the_script_is_told_every_state_that_holds(document: Document, now: datetime) -> None:
    begun = [state for moment, state in timing.states(document) if moment <= now]

    assert (begun[-1] if begun else "未开始") == timing.state(document, now)


@given(consultations(), moments)
def test_nothing_of_a_result_is_said_before_its_day(document: Document, now: datetime) -> None:
    shown = placed(document, now)

    if shown.phase != "结果已公布":
        assert data.note_of(shown) is None
        note = of(shown).adoption_note
        assert note is None or not note.says
    else:
        assert of(shown).adoption_note == of(document).adoption_note


@given(consultations())
def test_a_deadline_reads_back_as_it_is_written(document: Document) -> None:
    closes = of(document).close_on

    assert parse_deadline(deadline_words(closes)) == closes
    assert Consultation.model_validate(document.item.model_dump(mode="json")) == document.item


@pytest.fixture(scope="module")
def federation(tmp_path_factory: pytest.TempPathFactory) -> Federation:
    """A cluster with two consultations, for views to be filled."""
    files = {f"{place}consultations/a.md": call("一件", "2026-01-10", "2026-12-31") for place in (SHI, XIAN)}
    return federate(write_cluster(tmp_path_factory.mktemp("c"), files), datetime(2026, 3, 1, tzinfo=SHANGHAI))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(found=st.lists(consultations(), min_size=1, max_size=6, unique_by=lambda d: d.id), now=moments, random=st.randoms())
def test_an_export_loses_no_result_and_order_does_not_matter(
    found: list[Document], now: datetime, random: Any, federation: Federation
) -> None:
    shown = [placed(document, now) for document in found]
    first, second = _opened(federation, shown), _opened(federation, random.sample(shown, len(shown)))
    reported = {str(d.id): note for d in shown if (note := data.note_of(d))}
    rows = [row for name, text in first.items() if name.endswith("adoptions.csv") for row in _rows(text)]
    results = [r for name, text in first.items() if name == "data/adoptions.json" for r in json.loads(text)["results"]]

    assert first == second
    assert len(rows) == sum(len(note.groups) for note in reported.values())
    for result in results:
        note = reported[result["id"]]
        assert [group["summary"] for group in result["groups"]] == [group.summary for group in note.groups]
        assert [group["count"] for group in result["groups"]] == [group.count for group in note.groups]
    assert {r["id"] for r in results} == {name for name, note in reported.items() if note.groups}
    told = _rows(next(text for name, text in first.items() if name.endswith("consultations.csv")))
    assert {row["id"]: row["result_on"] for row in told if row["result_on"]} == {
        name: note.date.isoformat() for name, note in reported.items()
    }


def _opened(federation: Federation, documents: list[Document]) -> dict[str, str]:
    """The files of open data and the list across sites of a county with these documents."""
    from dataclasses import replace

    view = replace(federation.views["xian"], documents=tuple(documents), gathered={}, guests=())
    pages = Pages(view, "theme/x", 20, KINDS)
    files = {name: dataset.text for each in pages.opened for name, dataset in each.files.items()}
    return files | {"open": as_json({"ids": [str(line[0].id) for line in gathered(pages, OPEN.kind)]})}


def _rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


@pytest.mark.parametrize("order", [1, -1])
def test_the_order_of_files_does_not_matter(order: int, tmp_path: Path) -> None:
    names = ["a", "b", "c"][::order]
    files = {f"{XIAN}consultations/{name}.md": call(f"第{name}件", "2026-01-10", "2026-12-31") for name in names}
    view = federate(write_cluster(tmp_path, files), datetime(2026, 3, 1, tzinfo=SHANGHAI)).views["sheng"]

    assert [str(line[0].id) for line in gathered(Pages(view, "theme/x", 20, KINDS), OPEN.kind)] == [
        "xian:consultation/a",
        "xian:consultation/b",
        "xian:consultation/c",
    ]
