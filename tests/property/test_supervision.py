"""Laws of supervision items: the state is a function of chain and moment, order does not matter, no step is lost in an export."""

import csv
import io
import json
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clusters import write_cluster
from supervision.items import XIAN, item
from wangqun.domain.document import Document
from wangqun.domain.federation import Federation
from wangqun.domain.ids import DocumentId
from wangqun.domain.moment import SHANGHAI
from wangqun.domain.table import Rows
from wangqun.pages.site import Pages
from wangqun.pipeline import federate
from wangqun.records import KINDS
from wangqun.records.supervision import chain, plan
from wangqun.records.supervision.kind import SUPERVISION
from wangqun.records.supervision.law import PERIODS
from wangqun.records.supervision.page import sentence, status_of
from wangqun.records.supervision.record import STEPS, TYPES, SupervisionItem, of
from wangqun.records.supervision.sheets import faults

START = date(2026, 1, 1)
days = st.integers(0, 900).map(lambda many: START + timedelta(days=many))
moments = st.integers(-60, 1200 * 24).map(lambda many: datetime(2026, 1, 1, tzinfo=SHANGHAI) + timedelta(hours=many))
words = st.text("路桥宽窄,\"'=+<>&甲乙", min_size=1, max_size=8).filter(str.strip)
steps = st.fixed_dictionaries(
    {"step": st.sampled_from(list(STEPS))},
    optional={
        "no": st.integers(1, 3),
        "date": days,
        "due": days,
        "published_on": days,
        "quote": words,
        "doc": st.just("xian:article/good"),
        "not_public_reason": words,
        "rating": st.fixed_dictionaries({name: st.integers(0, 99) for name in ("satisfied", "basically", "dissatisfied")}),
    },
)


@st.composite
def items(draw: st.DrawFn) -> Document:
    """Any item with any chain."""
    fields: dict[str, Any] = {
        "title": "一件",
        "type": draw(st.sampled_from(list(TYPES))),
        "chain": draw(st.lists(steps, max_size=7)),
        "plan_year": draw(st.none() | st.integers(2025, 2028)),
        "plan_month": draw(st.none() | st.integers(1, 12)),
        "audited_on": draw(st.none() | days),
        "plan_changed": draw(st.none() | st.fixed_dictionaries({"date": days, "reason": words})),
        "imported": draw(st.none() | st.just({"original_url": "https://old.example/1"})),
    }
    made = SupervisionItem.model_validate(fields)
    slug = f"n{draw(st.integers(0, 9999))}"
    level = draw(st.sampled_from(["county/xian", "township/zhen"]))
    path = f"content/{level}/supervision_items/{slug}.md"
    name = DocumentId("xian", "supervision_item", slug)
    return Document(name, "xian", "一件", made, "supervision_items", path, f"{slug}.md", "markdown", "", 1, "", "", {})


def placed(document: Document, now: datetime) -> Document:
    """A document as resolve puts it at a moment."""
    from wangqun.stages.resolve.documents import _as_of

    return _as_of(document, SUPERVISION, now)


def told(document: Document) -> tuple[Any, ...]:
    """All that a page says of an item, as far as the moment decides it."""
    now, found = chain.seen_at(document), chain.points(document, PERIODS)
    return (document.phase, [status_of(point, now) for point in found], sentence(document, found, now), plan.is_heard(document))


@given(items(), moments, moments)
def test_between_two_turns_nothing_is_another(document: Document, one: datetime, other: datetime) -> None:
    early, late = sorted((one, other))
    turns = [moment for _, moment in SUPERVISION.turns(document)]
    if not any(early < turn <= late for turn in turns):
        first, second = placed(document, early), placed(document, late)
        assert first == second
        assert [*SUPERVISION.events(first)] == [*SUPERVISION.events(second)]


@given(items(), moments)
def test_what_a_page_says_is_what_holds_at_the_moment(document: Document, now: datetime) -> None:
    shown = placed(document, now)
    found = chain.points(shown, PERIODS)

    assert shown.phase == chain.state(document, now, PERIODS)
    assert [status_of(point, chain.seen_at(shown)) for point in found] == [status_of(point, now) for point in found]
    assert (shown.phase == chain.STATES["gap"]) == (
        any(point.is_missing(now) for point in found) and shown.phase != chain.STATES["dropped"]
    )


@given(items(), moments, st.randoms())
def test_the_order_in_the_file_does_not_matter(document: Document, now: datetime, random: Any) -> None:
    item_ = of(document)
    chain_ = tuple(random.sample(item_.chain, len(item_.chain)))
    mixed = replace(document, item=item_.model_copy(update={"chain": chain_}))

    assert told(placed(mixed, now)) == told(placed(document, now))
    assert chain.points(mixed, PERIODS) == chain.points(document, PERIODS)
    assert sorted(SUPERVISION.turns(mixed)) == sorted(SUPERVISION.turns(document))


@given(items(), moments)
def test_nothing_of_a_paper_is_said_before_its_day(document: Document, now: datetime) -> None:
    for before, shown in zip(of(document).chain, of(placed(document, now)).chain, strict=True):
        is_due = before.date is None or chain.start_of(max(before.date, before.published_on or before.date)) <= now
        public = is_due and not before.not_public_reason

        assert shown == before if public else not (shown.has_paper or shown.rating)
        assert (shown.step, shown.no, shown.date, shown.due) == (before.step, before.no, before.date, before.due)


@given(items())
def test_a_record_reads_back_as_a_manifest_has_it(document: Document) -> None:
    assert SupervisionItem.model_validate(document.item.model_dump(mode="json")) == document.item


@given(items())
def test_every_written_step_is_a_point_once(document: Document) -> None:
    found = [point.written for point in chain.points(document, PERIODS) if point.written]

    assert len(found) == len(of(document).chain)
    assert sorted(map(repr, found)) == sorted(map(repr, of(document).chain))


@given(items(), moments)
def test_what_is_told_to_the_office_agrees_with_the_state(document: Document, now: datetime) -> None:
    from wangqun.domain.document import standing
    from wangqun.records.supervision import checks

    late = {"supervision-gap", "supervision-plan-late", "audit-rectification-overdue", "resolution-report-overdue"}
    codes = {finding.code for finding in standing(checks.findings(document, PERIODS), now)}
    missing = [point for point in chain.points(document, PERIODS) if point.is_missing(now)]

    if not of(document).imported and not of(document).plan_changed:
        assert bool(codes & late) == bool(missing)


@pytest.fixture(scope="module")
def federation(tmp_path_factory: pytest.TempPathFactory) -> Federation:
    """A cluster with an item, for views to be filled."""
    files = {f"{XIAN}supervision_items/a.md": item("一件")}
    return federate(write_cluster(tmp_path_factory.mktemp("c"), files), datetime(2026, 3, 1, tzinfo=SHANGHAI))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(found=st.lists(items(), min_size=1, max_size=5, unique_by=lambda d: d.id), now=moments, random=st.randoms())
def test_an_export_loses_no_step_and_order_does_not_matter(
    found: list[Document], now: datetime, random: Any, federation: Federation
) -> None:
    shown = [placed(document, now) for document in found]
    first, second = _opened(federation, shown), _opened(federation, random.sample(shown, len(shown)))
    rows = _rows(first["data/supervision_steps.csv"]) if "data/supervision_steps.csv" in first else []
    told_ = {entry["id"]: entry["chain"] for entry in json.loads(first["data/supervision.json"])["items"]}
    years = _rows(first["data/supervision_years.csv"]) if "data/supervision_years.csv" in first else []

    assert first == second
    for document in shown:
        points = chain.points(document, PERIODS)
        own = [row for row in rows if row["id"] == str(document.id)]
        assert [(row["step"], row["date"]) for row in own] == [
            (STEPS[p.step], p.written.date.isoformat() if p.written and p.written.date else "") for p in points
        ]
        assert [step["step"] for step in told_[str(document.id)]] == [STEPS[point.step] for point in points]
    assert sum(int(year["planned"]) for year in years) == sum(of(document).plan_year is not None for document in shown)
    assert {row["id"] for row in _rows(first["data/supervision.csv"])} == {str(document.id) for document in shown}


def _opened(federation: Federation, documents: list[Document]) -> dict[str, str]:
    """The files of open data of a county with these documents."""
    pages = Pages(replace(federation.views["xian"], documents=tuple(documents), guests=()), "theme/x", 20, KINDS)
    return {name: dataset.text for each in pages.opened for name, dataset in each.files.items()}


def _rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


@given(
    st.lists(st.lists(st.decimals(-999, 999, places=1, allow_nan=False), min_size=2, max_size=2), min_size=1, max_size=6),
    st.integers(0, 1),
    st.booleans(),
)
def test_parts_that_add_up_are_told_nothing_and_a_wrong_sum_is(figures: list[list[Any]], column: int, above: bool) -> None:
    from wangqun.domain.finding import Place
    from wangqun.records.supervision.record import Sheet

    sheet = Sheet(title="表", file="a.csv", unit="万元")
    sums = [sum(row[at] for row in figures) for at in (0, 1)]

    def table(total: list[Any]) -> Rows:
        lines = [(f"项{number}", *map(str, row)) for number, row in enumerate(figures)]
        last = [("合计", *map(str, total))]
        body = [*last, *lines] if above else [*lines, *last]
        return tuple(enumerate([("项目", "预算", "决算"), *body], 1))

    wrong = [total + 100 * (at == column) for at, total in enumerate(sums)]

    assert [f.code for f in faults(sheet, table(sums), Place())] == []
    assert [(f.code, f.line) for f in faults(sheet, table(wrong), Place())] == [("sheet-sum", 2 if above else len(figures) + 2)]
