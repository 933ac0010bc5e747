"""Laws of suggestions: the state is a function of events and moment, their order does not matter, no export loses an event."""

import csv
import io
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clusters import write_cluster
from wangqun.domain.document import Document, standing
from wangqun.domain.federation import Federation
from wangqun.domain.ids import DocumentId
from wangqun.domain.moment import SHANGHAI
from wangqun.domain.period import Period
from wangqun.pages.site import Pages
from wangqun.pipeline import federate
from wangqun.records import KINDS
from wangqun.records.suggestion import clock, page, statistics, steps, tables, timing
from wangqun.records.suggestion.kind import SUGGESTION
from wangqun.records.suggestion.provinces import NATIONAL, RULEBOOKS, Periods
from wangqun.records.suggestion.record import Suggestion, of
from wangqun.records.suggestion.words import OUTCOMES, RATINGS, STEPS
from wangqun.stages.resolve.documents import _as_of

START = datetime(2024, 1, 1, tzinfo=SHANGHAI)
SPAN = 900  # days
UNITS = ["县水利局", "县交通局", "县财政局"]
moments = st.integers(0, SPAN * 24 * 60).map(lambda minutes: START + timedelta(minutes=minutes))
days = st.integers(0, SPAN - 200).map(lambda many: (START + timedelta(days=many)).date())
rules = st.sampled_from([NATIONAL, *({**NATIONAL, **book} for book in RULEBOOKS.values())])
steps_named = st.sampled_from([step for step in STEPS if step not in {"submitted", "assigned"}])


def on(day: date, step: str, **more: str) -> dict[str, str]:
    return {"date": day.isoformat(), "type": step} | more


@st.composite
def suggestions(draw: st.DrawFn, sound: bool = True) -> Document:
    """A suggestion with any course of events; a sound one has none that cannot stand where it is."""
    first = draw(days)
    told = [on(first, "submitted"), on(first + timedelta(days=draw(st.integers(0, 40))), "assigned")]
    for _ in range(draw(st.integers(0, 7))):
        more = {"by": draw(st.sampled_from(UNITS)), "result": draw(st.sampled_from(list(RATINGS)[:4]))}
        step = draw(steps_named)
        told.append(
            on(
                first + timedelta(days=draw(st.integers(0, 260))),
                step,
                **{k: v for k, v in more.items() if k == "by" or step == "rated"},
            )
        )
    told = draw(st.permutations(told))
    own: dict[str, Any] = {
        "title": "修桥",
        "public": True,
        "number": str(draw(st.integers(1, 999))),
        "during": draw(st.sampled_from(["in_session", "recess"])),
        "mode": draw(st.sampled_from(["joint", "separate"])),
        "lead_units": draw(st.lists(st.sampled_from(UNITS), min_size=1, max_size=2, unique=True)),
        "co_units": draw(st.lists(st.sampled_from(UNITS), max_size=1)),
        "outcome": draw(st.none() | st.sampled_from(list(OUTCOMES))),
        "reply": [{"text": f"答复{at}"} for at in range(draw(st.integers(0, 2)))],
        "commitments": draw(st.lists(st.fixed_dictionaries({"text": st.just("修"), "due": days}), max_size=2)),
        "events": told,
    }
    item = Suggestion.model_validate(own)
    if sound and list(steps.faults(item)):
        kept = [event for event in steps.ordered(item) if event.type in {"submitted", "assigned"}]
        for event in steps.ordered(item):
            tried = item.model_copy(update={"events": (*kept, event)})
            if event not in kept and not list(steps.faults(tried)):
                kept.append(event)
        item = item.model_copy(update={"events": tuple(draw(st.permutations(kept)))})
    slug = f"n{draw(st.integers(0, 9999))}"
    name = DocumentId("xian", "suggestion", slug)
    return Document(name, "xian", "修桥", item, "suggestions", f"{slug}.md", f"{slug}.md", "markdown", "", 1, "", "", {})


def under(periods: Periods) -> Any:
    kind = SUGGESTION.under(dict(periods))
    assert kind is not None
    return kind


def placed(document: Document, now: datetime, periods: Periods) -> Document:
    """A document as resolve puts it at a moment."""
    return _as_of(document, under(periods), now)


def shown(document: Document, periods: Periods) -> tuple[object, ...]:
    """What the page says of it beside its fields."""
    nowhere: Any = type("Scope", (), {"targets": {}})()
    return (document.phase, page.sentence(document, periods), *page.line_of(document, periods, nowhere))


@given(suggestions(sound=False), moments, rules, st.randoms())
def test_the_order_in_the_file_does_not_matter(document: Document, now: datetime, periods: Periods, random: Any) -> None:
    item = of(document)
    mixed = replace(document, item=item.model_copy(update={"events": tuple(random.sample(item.events, len(item.events)))}))
    one, other = placed(document, now, periods), placed(mixed, now, periods)

    assert one.phase == other.phase
    assert shown(one, periods) == shown(other, periods)
    assert statistics.fact(one, periods) == statistics.fact(other, periods)
    assert sorted(str(each) for each in under(periods).findings(document)) == sorted(
        str(each) for each in under(periods).findings(mixed)
    )


@given(suggestions(), moments, moments, rules)
def test_between_two_turns_nothing_is_another(document: Document, one: datetime, other: datetime, periods: Periods) -> None:
    early, late = sorted((one, other))
    before, after = placed(document, early, periods), placed(document, late, periods)
    if not any(early < turn <= late for _, turn in under(periods).turns(document)):
        assert before == after
        assert shown(before, periods) == shown(after, periods)
    if (before.item, shown(before, periods)) != (after.item, shown(after, periods)):  # what is shown knows when it turns
        assert any(early < turn <= late for _, turn in under(periods).turns(before))


@given(suggestions(), moments, rules)
def test_nothing_is_said_before_its_day(document: Document, now: datetime, periods: Periods) -> None:
    item = of(placed(document, now, periods))
    happened = [event for event in item.events if steps.start_of(event.date) <= now]

    assert {event.type for event in item.events if event not in happened} <= {"awaited"}
    assert all(steps.start_of(day) <= now for day, _ in steps.replies(item))
    if not any(event.type in {"replied", "re_replied"} for event in happened):
        assert not (item.reply or item.outcome or item.commitments)


@given(suggestions(), moments, rules)
def test_page_state_and_findings_agree(document: Document, now: datetime, periods: Periods) -> None:
    found = {each.code for each in standing(under(periods).findings(document), now)}
    document = placed(document, now, periods)
    key = timing.key_of(document)

    assert ("suggestion-overdue" in found) == (key in {"unanswered", "overdue"})
    if "suggestion-due" in found:
        assert key == "handling"
    late = [moment for moment in shown(document, periods)[2:] if getattr(moment, "late", "")]
    assert bool(key in {"unanswered", "overdue"}) == any(getattr(moment, "title", "") == "答复" for moment in late)


@given(days, rules)
def test_a_reply_is_due_on_the_same_day_of_the_month_or_its_last(day: date, periods: Periods) -> None:
    reply = periods["reply"]
    assert reply is not None
    last = reply.last(day)

    assert last is not None
    assert (last.year * 12 + last.month) - (day.year * 12 + day.month) == 3
    assert last.day == day.day or (last.day < day.day and (last + timedelta(days=1)).day == 1)


@given(suggestions())
def test_a_header_reads_back_as_it_is_written(document: Document) -> None:
    assert Suggestion.model_validate(document.item.model_dump(mode="json")) == document.item


@pytest.fixture(scope="module")
def federation(tmp_path_factory: pytest.TempPathFactory) -> Federation:
    """A cluster, for views to be filled."""
    return federate(write_cluster(tmp_path_factory.mktemp("c"), {}), datetime(2026, 3, 1, tzinfo=SHANGHAI))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(found=st.lists(suggestions(), min_size=1, max_size=6, unique_by=lambda d: d.id), now=moments, random=st.randoms())
def test_no_event_is_lost_in_an_export_and_sums_are_right(
    found: list[Document], now: datetime, random: Any, federation: Federation
) -> None:
    placed_now = [placed(document, now, NATIONAL) for document in found]
    public = [document for document in placed_now if document.phase != "未提交"]
    hidden = {"suggestion": (("某届", "1", ""),)}
    first, second = (_opened(federation, documents, hidden) for documents in (public, random.sample(public, len(public))))
    rows = _rows(first["data/suggestion_events.csv"])

    assert first == second
    for document in public:
        told = [(row["date"], row["type"], row["by"]) for row in rows if row["id"] == str(document.id)]
        assert sorted(told) == sorted((f"{e.date}", e.type, e.by or "") for e in page.happened(of(document)))
    sums = _rows(first["data/suggestion_sessions.csv"])
    assert sum(int(row["total"]) for row in sums) == len(public) + 1
    assert sum(int(row["hidden"]) for row in sums) == 1
    assert sum(int(row["rated"]) for row in sums) == sum(int(row[key]) for row in sums for key in RATINGS if key != "no_feedback")
    assert all(int(row["replied"]) <= int(row["assigned"]) <= int(row["total"]) for row in sums)


def _opened(federation: Federation, documents: list[Document], hidden: Mapping[str, Any]) -> dict[str, str]:
    """The files of open data of a county with these documents."""
    view = replace(federation.views["xian"], documents=tuple(documents), guests=(), withheld=hidden)
    pages = Pages(view, "theme/x", 20, KINDS)
    return {name: dataset.text for each in pages.opened for name, dataset in each.files.items()}


def _rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


units = st.lists(st.sampled_from(UNITS), min_size=1, max_size=30)


@given(units)
def test_a_unit_with_few_has_counts_and_no_rates(told: list[str]) -> None:
    facts = tuple(statistics.Fact("某届", True, True, "suggestion", "satisfied", units=(unit,), days=30) for unit in told)
    rows = {row.unit: row for row in tables.session(0, "某届", facts, lambda unit: None).units}

    for unit, row in rows.items():
        many = told.count(unit)
        assert row.assigned == str(many)
        assert bool(row.rate) == bool(row.satisfied) == bool(row.days) == (many >= statistics.FEW)


@given(suggestions(), rules)
def test_a_due_day_rests_on_a_rule(document: Document, periods: Periods) -> None:
    laws = {period.source for period in periods.values() if isinstance(period, Period)}

    for due in clock.dues(of(document), periods, steps.ordered(of(document))):
        assert due.law in laws
        assert due.day is None or due.day >= due.since
