"""A supervision item: what is due when, what is missing from when on, its state, what is told of it and what is kept back."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from wangqun.domain.document import Document, standing
from wangqun.domain.ids import DocumentId
from wangqun.domain.moment import SHANGHAI
from wangqun.domain.period import Period
from wangqun.records.supervision import chain, checks
from wangqun.records.supervision.law import DUTIES, PERIODS
from wangqun.records.supervision.record import STEPS, TYPES, SupervisionItem

MINUTE = timedelta(minutes=1)


def at(text: str) -> datetime:
    """A moment in Beijing."""
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


def written(*steps: dict[str, Any], path: str = "content/county/xian/supervision_items/a.md", **fields: Any) -> Document:
    """An item with the steps of its chain."""
    own = {"title": "一件", "type": "special_report", "topic": "供水", "plan_year": 2026, "reporting_body": "县人民政府"}
    item = SupervisionItem.model_validate(own | {"meeting": "第九次会议", "chain": list(steps)} | fields)
    name = DocumentId("xian", "supervision_item", "one")
    return Document(name, "xian", "一件", item, "supervision_items", path, "a.md", "markdown", "", 1, "", "", {})


def step(name: str, day: str | None = None, **more: Any) -> dict[str, Any]:
    """A step with a paper."""
    return {"step": name, "date": day, "quote": "要点。"} | more


REPORT = step("report", "2026-05-28")
OPINIONS = step("opinions", "2026-06-20")
HANDLED = step("handling_report", "2026-10-20")


def dues(document: Document) -> dict[str, str]:
    """The last day of each step that has one."""
    return {point.step: f"{point.due} {point.law}" for point in chain.points(document, PERIODS) if point.due}


def told(document: Document, now: str) -> list[str]:
    """The codes told at a moment."""
    return sorted(finding.code for finding in standing(checks.findings(document, PERIODS), at(now)))


def state(document: Document, now: str) -> str:
    """The state at a moment."""
    return chain.key_at(document, PERIODS, at(now))


@pytest.mark.parametrize(
    ("day", "months", "meant"),
    [
        ("2026-07-29", 6, date(2027, 1, 29)),
        ("2026-08-31", 6, date(2027, 2, 28)),
        ("2027-08-31", 6, date(2028, 2, 29)),
        ("2026-08-28", 6, date(2027, 2, 28)),
        ("2026-11-30", 3, date(2027, 2, 28)),
        ("2026-12-31", 6, date(2027, 6, 30)),
        ("2026-06-30", 6, date(2026, 12, 30)),
        ("9999-12-31", 6, None),
    ],
)
def test_months_end_with_the_month(day: str, months: int, meant: date | None) -> None:
    assert Period(months=months).last(date.fromisoformat(day)) == meant


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        (written(plan_month=5), {"report": "2026-05-31 年度监督工作计划，监督法第六十三条"}),
        (written(), {"report": "2026-12-31 年度监督工作计划，监督法第六十三条"}),
        (
            written(REPORT),
            {
                "report": "2026-07-27 监督法第十七条，系统缺省的期限",
                "opinions": "2026-07-27 监督法第十七条，系统缺省的期限",
                "handling_report": "2026-11-24 监督法第十七条，系统缺省的期限",
            },
        ),
        (
            written(REPORT, type="state_assets"),
            {
                "report": "2026-07-27 监督法第二十九条，系统缺省的期限",
                "opinions": "2026-07-27 监督法第二十九条，系统缺省的期限",
                "handling_report": "2026-11-24 监督法第二十九条，系统缺省的期限",
            },
        ),
        (written(REPORT, type="special_inquiry"), {"handling_report": "2026-11-24 监督法第五十条，系统缺省的期限"}),
        (written(REPORT, type="research"), {}),
        (written(REPORT, type="special_investigation"), {"report": "2026-07-27 监督法第十条、第五十九条，系统缺省的期限"}),
        (written(type="special_investigation", plan_year=None), {}),
        (  # the resolution says by when; what became of the opinions is not asked beside it
            written(REPORT, step("resolution", "2026-05-28"), {"step": "resolution_report", "due": "2026-09-30"}),
            {
                "report": "2026-07-27 监督法第十七条，系统缺省的期限",
                "opinions": "2026-07-27 监督法第十七条，系统缺省的期限",
                "resolution_report": "2026-09-30 决议规定的期限",
            },
        ),
        (  # a meeting may set another day for what the law gives none
            written(REPORT, OPINIONS, {"step": "handling_report", "due": "2026-09-01"}),
            {
                "report": "2026-07-27 监督法第十七条，系统缺省的期限",
                "opinions": "2026-07-27 监督法第十七条，系统缺省的期限",
                "handling_report": "2026-09-01 监督法第十七条，会议定的期限",
            },
        ),
        (
            written(REPORT | {"date": "2026-08-31"}, type="audit"),
            {
                "report": "2026-10-30 监督法第二十九条，系统缺省的期限",
                "opinions": "2026-10-30 监督法第二十九条，系统缺省的期限",
                "handling_report": "2027-02-28 监督法第二十七条",
            },
        ),
        (  # not later than the law has it
            written(REPORT, {"step": "handling_report", "due": "2027-05-01"}, type="audit"),
            {
                "report": "2026-07-27 监督法第二十九条，系统缺省的期限",
                "opinions": "2026-07-27 监督法第二十九条，系统缺省的期限",
                "handling_report": "2026-11-28 监督法第二十七条",
            },
        ),
        (written(type="audit_rectification", audited_on="2026-08-31"), {"report": "2027-02-28 监督法第二十七条"}),
        (written(REPORT, path="content/township/xiang/supervision_items/a.md"), {}),
        (written(REPORT, imported={"original_url": "https://old.example/1"}), {}),
        (written(plan_changed={"date": "2026-04-01", "reason": "移至明年"}), {}),
    ],
)
def test_what_is_due_follows_from_the_law_the_plan_or_the_resolution(document: Document, expected: dict[str, str]) -> None:
    assert dues(document) == expected


def test_a_province_has_periods_of_its_own() -> None:
    periods = {**PERIODS, "opinions": Period(days=20, law="某省监督条例第二十条")}
    found = {point.step: point.due for point in chain.points(written(REPORT), periods)}

    assert found == {"report": date(2026, 6, 17), "opinions": date(2026, 6, 17), "handling_report": date(2026, 11, 24)}


WALK = [
    (written(plan_month=5), "2026-04-30 23:59", "planned", []),
    (written(plan_month=5), "2026-05-01 00:00", "planned", ["supervision-due"]),
    (written(plan_month=5), "2026-05-31 23:59", "planned", ["supervision-due"]),
    (written(plan_month=5), "2026-06-01 00:00", "gap", ["supervision-plan-late"]),
    (written(REPORT), "2026-05-27 23:59", "planned", []),
    (written(REPORT), "2026-05-28 00:00", "under-way", []),
    (written(REPORT), "2026-06-27 00:00", "under-way", ["supervision-due"]),
    (written(REPORT), "2026-07-27 23:59", "under-way", ["supervision-due"]),
    (written(REPORT), "2026-07-28 00:00", "gap", ["supervision-gap"]),
    (written(REPORT, OPINIONS), "2026-07-28 00:00", "under-way", []),
    (written(REPORT, OPINIONS), "2026-10-24 23:59", "under-way", []),
    (written(REPORT, OPINIONS), "2026-10-25 00:00", "under-way", ["supervision-due"]),
    (written(REPORT, OPINIONS), "2026-11-24 23:59", "under-way", ["supervision-due"]),
    (written(REPORT, OPINIONS), "2026-11-25 00:00", "gap", ["supervision-gap"]),
    (written(REPORT, OPINIONS, HANDLED), "2026-10-19 23:59", "under-way", []),
    (written(REPORT, OPINIONS, HANDLED), "2026-10-20 00:00", "done", []),
    (written(REPORT, OPINIONS, HANDLED | {"published_on": "2026-12-01"}), "2026-11-25 00:00", "gap", ["supervision-gap"]),
    (written(REPORT, OPINIONS, HANDLED | {"published_on": "2026-12-01"}), "2026-12-01 00:00", "done", []),
    (written(REPORT, OPINIONS, HANDLED | {"quote": None}), "2026-11-25 00:00", "gap", ["supervision-gap"]),
    (written(REPORT, OPINIONS, HANDLED | {"quote": None, "not_public_reason": "涉密"}), "2026-11-25 00:00", "done", []),
    (written(REPORT, OPINIONS, HANDLED, {"step": "follow_up", "due": "2027-05-31"}), "2026-10-20 00:00", "following", []),
    (
        written(REPORT, OPINIONS, HANDLED, {"step": "follow_up", "due": "2027-05-31"}),
        "2027-06-01 00:00",
        "gap",
        ["supervision-gap"],
    ),
    (
        written(REPORT, OPINIONS, step("resolution", "2026-05-28"), {"step": "resolution_report", "due": "2026-09-30"}),
        "2026-10-01 00:00",
        "gap",
        ["resolution-report-overdue"],
    ),
    (written(REPORT, OPINIONS, type="audit"), "2026-11-28 23:59", "under-way", ["supervision-due"]),
    (written(REPORT, OPINIONS, type="audit"), "2026-11-29 00:00", "gap", ["audit-rectification-overdue"]),
    (
        written(type="audit_rectification", audited_on="2026-08-31", plan_year=2027),
        "2027-02-28 23:59",
        "planned",
        ["supervision-due"],
    ),
    (
        written(type="audit_rectification", audited_on="2026-08-31", plan_year=2027),
        "2027-03-01 00:00",
        "gap",
        ["audit-rectification-overdue"],
    ),
    (written(REPORT, path="content/township/xiang/supervision_items/a.md"), "2027-06-01 00:00", "done", []),
    (written(REPORT, imported={"original_url": "https://old.example/1"}), "2027-06-01 00:00", "done", []),
    (written(plan_changed={"date": "2026-04-01", "reason": "移至明年"}), "2026-03-31 23:59", "planned", []),
    (written(plan_changed={"date": "2026-04-01", "reason": "移至明年"}), "2027-04-01 00:00", "dropped", []),
]


@pytest.mark.parametrize(("document", "now", "key", "codes"), WALK)
def test_state_and_findings_agree_at_every_boundary(document: Document, now: str, key: str, codes: list[str]) -> None:
    assert (state(document, now), sorted(set(told(document, now)))) == (key, codes)


@pytest.mark.parametrize("name", [name for name in DUTIES if name != "special_inquiry"])
def test_every_statutory_set_begins_with_a_report_that_is_to_be_public(name: str) -> None:
    document = written({"step": "report", "date": "2026-05-28"}, type=name, laws="某法", audited_on="2026-01-05")

    assert state(document, "2026-07-27 23:59") == "under-way"
    assert state(document, "2026-07-28 00:00") == "gap"


@pytest.mark.parametrize("name", [name for name in TYPES if name not in DUTIES])
def test_of_other_types_nothing_is_owed(name: str) -> None:
    assert state(written(REPORT | {"quote": None}, type=name), "2028-01-01 00:00") == "done"


def test_the_chain_stands_in_its_order_however_it_is_written() -> None:
    steps = [step(name, f"2026-06-{day:02}") for day, name in enumerate(STEPS, 1)]
    steps += [step("follow_up", "2026-07-01", no=2)]
    one, other = (chain.points(written(*order), PERIODS) for order in (steps, steps[::-1]))

    assert one == other
    assert [point.step for point in one] == [*STEPS, "follow_up"]


SPELT = [
    ({"step": "审议意见", "date": "2026年6月20日"}, "opinions"),
    ({"step": "研究处理情况", "date": "2026/6/20"}, "handling_report"),
    ({"step": "满意度", "date": "2026-06-20", "rating": {"satisfied": 1, "basically": 2, "dissatisfied": 3}}, "rating"),
]


@pytest.mark.parametrize(("given", "meant"), SPELT)
def test_steps_are_written_in_words_too(given: dict[str, Any], meant: str) -> None:
    assert written(given).item.chain[0].step == meant  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("document", "words"),
    [
        (written(REPORT, OPINIONS | {"date": "2026-05-27"}), ["审议意见（2026-05-27）早于报告（2026-05-28）"]),
        (written(REPORT, HANDLED | {"date": "2026-01-01"}), ["研究处理情况报告（2026-01-01）早于报告"]),
        (
            written(step("resolution", "2026-06-01"), step("resolution_report", "2026-05-31")),
            ["执行决议情况报告（2026-05-31）早于决议（2026-06-01）"],
        ),
        (
            written(REPORT, type="audit_rectification", audited_on="2026-06-01"),
            ["审计整改情况报告（2026-05-28）早于审计工作报告（2026-06-01）"],
        ),
        (written(REPORT, OPINIONS | {"date": "2026-05-28"}), []),
        (written(step("resolution", "2026-01-01"), REPORT, type="special_investigation"), []),
        (written(OPINIONS), []),
    ],
)
def test_nothing_comes_before_what_it_comes_of(document: Document, words: list[str]) -> None:
    found = [f.message for f in standing(checks.findings(document, PERIODS), at("2026-06-21 00:00")) if f.code.endswith("dates")]

    assert len(found) == len(words)
    assert all(word in message for word, message in zip(words, found, strict=True))


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ([{"step": "assigned"}], "没有写日期，也没有写期限"),
        ([OPINIONS, OPINIONS], "写了两次（no 都是 1）"),
        ([step("opinions", "2026-06-20", doc="xian:article/a", file="a.pdf")], "既有稿件编号又有文件"),
        ([step("opinions", "2026-06-20", published_on="2026-06-19")], "公布的日期（2026-06-19）早于这一步的日期（2026-06-20）"),
        ([step("opinions", "2026-06-20", rating={"satisfied": 1, "basically": 1, "dissatisfied": 0})], "写了测评的票数"),
        ([{"step": "rating", "date": "2026-06-20"}], "没有写票数"),
    ],
)
def test_a_step_that_says_something_wrong_is_told(given: list[dict[str, Any]], words: str) -> None:
    found = list(standing(checks.findings(written(REPORT, *given), PERIODS), at("2026-06-21 00:00")))

    assert [f.message for f in found if f.code == "supervision-step" and words in f.message]


def test_only_what_is_yet_to_come_foretells_a_day() -> None:
    late, soon = (
        list(standing(checks.findings(written(REPORT, OPINIONS), PERIODS), at(now))) for now in ("2026-11-25", "2026-11-24")
    )

    assert [(f.code, f.due) for f in late] == [("supervision-gap", "")]  # else letters would not name it as new
    assert [(f.code, f.due) for f in soon] == [("supervision-due", "2026-11-24")]


def test_a_sound_chain_is_told_nothing() -> None:
    votes = {"step": "rating", "date": "2026-10-28", "rating": {"satisfied": 20, "basically": 5, "dissatisfied": 2}}
    follow = [step("follow_up", "2026-11-01"), step("follow_up", "2026-11-20", no=2)]

    assert told(written(REPORT, OPINIONS, HANDLED, votes, *follow), "2027-11-25 00:00") == []


def test_what_is_not_public_yet_is_kept_back_and_its_day_is_known() -> None:
    document = written(REPORT, OPINIONS | {"published_on": "2026-07-01"})
    early, late = (chain.as_of(document, at(now)) for now in ("2026-06-30 23:59", "2026-07-01 00:00"))

    assert [step.quote for step in early.item.chain] == ["要点。", None]  # type: ignore[attr-defined]
    assert late == document
    assert ("chain", at("2026-07-01 00:00")) in chain.turns(early, PERIODS)


def test_what_is_met_in_time_turns_nothing_at_its_due_day() -> None:
    met = {moment for _, moment in chain.turns(written(REPORT, OPINIONS, HANDLED), PERIODS)}

    assert met == {at("2026-05-28 00:00"), at("2026-06-20 00:00"), at("2026-10-20 00:00")}
