"""A suggestion: its state and what is due at every boundary, what is kept back, what the header alone tells."""

from datetime import datetime
from typing import Any

import pytest

from wangqun.domain.document import Document, standing
from wangqun.domain.ids import DocumentId
from wangqun.domain.level import Level
from wangqun.domain.moment import SHANGHAI
from wangqun.domain.period import Period
from wangqun.domain.site import Site, SiteRecord
from wangqun.records import KINDS, under
from wangqun.records.suggestion import checks, clock, steps, timing
from wangqun.records.suggestion.provinces import NATIONAL, RULEBOOKS, Periods
from wangqun.records.suggestion.record import Motion, Proposal, Suggestion, of


def at(text: str) -> datetime:
    """A moment in Beijing."""
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


def events(*told: str) -> list[dict[str, str]]:
    """Events as editors write them: `2025-11-30 交办 by=县水利局`."""
    found = []
    for line in told:
        day, step, *more = line.split()
        found.append({"date": day, "type": step} | dict(part.split("=", 1) for part in more))
    return found


def written(*told: str, record: type[Proposal] = Suggestion, **fields: Any) -> Document:
    """A suggestion of a county with all that it needs, and more fields."""
    own = {
        "title": "修好三座便桥",
        "public": True,
        "date": "2025-12-01",
        "number": "17",
        "term": "第十七届",
        "session": "第五次会议",
        "lead_deputy": "石清晏",
        "lead_units": "县水利局",
        "events": events(*told),
    }
    item = record.model_validate({key: value for key, value in (own | fields).items() if value is not None})
    name = DocumentId("xian", "suggestion", "bridges")
    return Document(name, "xian", "修好三座便桥", item, "suggestions", "a.md", "a.md", "markdown", "", 1, "", "", {})


def book(name: str) -> Periods:
    return {**NATIONAL, **RULEBOOKS[name]}


START = ("2025-11-20 提交", "2025-11-25 受理", "2025-11-30 交办")


@pytest.mark.parametrize(
    ("told", "fields", "moment", "state"),
    [
        ((), {}, "2026-01-01", "未提交"),
        (("2025-11-01 酝酿", "2025-11-10 草拟"), {}, "2026-01-01", "未提交"),
        (START, {}, "2025-11-19 23:59", "未提交"),
        (START, {}, "2025-11-20 00:00", "已提交"),
        (START, {}, "2025-11-25 00:00", "已受理"),
        (START, {}, "2025-11-29 23:59", "已受理"),
        (START, {}, "2025-11-30 00:00", "办理中"),
        # 30 November and three months: through the last day of February
        (START, {}, "2026-02-28 23:59", "办理中"),
        (START, {}, "2026-03-01 00:00", "未见公开答复"),
        ((*START, "2026-03-02 记录逾期"), {}, "2026-03-01 12:00", "未见公开答复"),
        ((*START, "2026-03-02 记录逾期"), {}, "2026-03-02 00:00", "逾期未答复"),
        # an extension on the last day moves it to six months
        ((*START, "2026-02-28 延期"), {}, "2026-03-01 00:00", "办理中"),
        ((*START, "2026-02-28 延期"), {}, "2026-05-30 23:59", "办理中"),
        ((*START, "2026-02-28 延期"), {}, "2026-05-31 00:00", "未见公开答复"),
        # returned and handed on: the clock keeps the first day
        ((*START, "2025-12-05 退办", "2025-12-10 转办 to=县交通局"), {}, "2026-03-01 00:00", "未见公开答复"),
        ((*START, "2026-02-28 答复"), {}, "2026-02-28 00:00", "已答复"),
        ((*START, "2026-03-05 答复"), {}, "2026-03-04 23:59", "未见公开答复"),
        ((*START, "2026-03-05 答复"), {}, "2026-03-05 00:00", "已答复"),
        # no rating within twenty working days after 2 February 2026: Spring Festival, two worked Saturdays
        ((*START, "2026-02-02 答复"), {"outcome": "resolved"}, "2026-03-06 23:59", "已答复"),
        ((*START, "2026-02-02 答复"), {"outcome": "resolved"}, "2026-03-07 00:00", "已办结"),
        ((*START, "2026-02-02 答复", "2026-02-05 评价"), {"satisfaction": {"result": "满意"}}, "2026-02-05", "已办结"),
        ((*START, "2026-02-02 答复", "2026-02-05 评价"), {"satisfaction": {"result": "不满意"}}, "2026-02-05", "代表不满意"),
        ((*START, "2026-02-02 答复", "2026-02-05 评价 result=不满意", "2026-02-09 重新办理"), {}, "2026-02-09", "重新办理"),
        (
            (*START, "2026-02-02 答复", "2026-02-05 评价 result=不满意", "2026-02-09 重新办理", "2026-03-03 再次答复"),
            {},
            "2026-03-03",
            "已答复",
        ),
        (
            (
                *START,
                "2026-02-02 答复",
                "2026-02-05 评价 result=不满意",
                "2026-02-09 重新办理",
                "2026-03-03 再次答复",
                "2026-03-06 评价 result=满意",
            ),
            {},
            "2026-03-06",
            "已办结",
        ),
        ((*START, "2026-02-02 答复", "2026-02-05 评价 result=满意"), {"outcome": "B"}, "2026-02-05", "落实承诺中"),
        (
            (*START, "2026-02-02 答复", "2026-02-05 评价 result=满意"),
            {"outcome": "B", "commitments": [{"text": "铺路", "due": "2026-06-30", "done_on": "2026-06-20"}]},
            "2026-06-19",
            "落实承诺中",
        ),
        (
            (*START, "2026-02-02 答复", "2026-02-05 评价 result=满意"),
            {"outcome": "B", "commitments": [{"text": "铺路", "due": "2026-06-30", "done_on": "2026-06-20"}]},
            "2026-06-20",
            "已办结",
        ),
        (
            (*START, "2026-02-02 答复", "2026-02-05 评价 result=满意", "2026-05-01 承诺落实"),
            {"outcome": "planned", "commitments": [{"text": "铺路"}, {"text": "架桥"}]},
            "2026-05-01",
            "落实承诺中",
        ),
        ((*START, "2026-02-02 答复", "2026-02-05 评价 result=满意"), {"outcome": "转上级"}, "2026-02-05", "已转上级"),
        (("2025-11-20 提交", "2025-11-25 不予受理"), {}, "2025-11-25", "不予受理"),
        (("2025-11-20 提交", "2025-11-25 并案"), {}, "2025-11-25", "并案办理"),
        (("2025-11-20 提交", "2025-11-25 转为建议"), {}, "2025-11-25", "转作建议"),
        ((*START, "2025-12-25 撤回"), {}, "2025-12-24", "办理中"),
        ((*START, "2025-12-25 撤回"), {}, "2025-12-25", "已撤回"),
        ((*START, "2025-12-25 撤回"), {}, "2027-12-25", "已撤回"),
        ((*START, "2025-12-25 重点督办", "2025-12-26 公布"), {}, "2025-12-26", "办理中"),
    ],
)
def test_the_state_follows_from_events_and_the_moment(
    told: tuple[str, ...], fields: dict[str, Any], moment: str, state: str
) -> None:
    document = written(*told, **fields)

    assert timing.state(document, at(moment), NATIONAL) == state
    assert timing.state(timing.as_of(document, at(moment)), at(moment), NATIONAL) == state


def test_a_separate_reply_of_each_unit_is_needed() -> None:
    told = (*START, "2026-02-02 答复 by=县水利局")
    document = written(*told, lead_units="县水利局、县交通局", mode="分别办理")

    assert timing.state(document, at("2026-02-03"), NATIONAL) == "办理中"
    assert timing.state(document, at("2026-03-01"), NATIONAL) == "未见公开答复"
    whole = written(*told, "2026-02-20 答复 by=县交通局", lead_units="县水利局、县交通局", mode="分别办理")
    assert timing.state(whole, at("2026-02-20"), NATIONAL) == "已答复"
    assert (
        timing.state(written(*told, lead_units="县水利局、县交通局"), at("2026-02-03"), NATIONAL) == "已答复"
    )  # the twin: together


def due(document: Document, periods: Periods, step: str) -> list[str]:
    return [f"{each.day}" for each in clock.dues(of(document), periods, steps.ordered(of(document))) if each.step == step]


@pytest.mark.parametrize(
    ("rule", "told", "fields", "step", "days"),
    [
        ("浙江2016", START, {"during": "recess"}, "assign", ["2025-11-27"]),
        ("浙江2016", START, {"co_units": "县交通局"}, "co_reply", ["2026-01-30"]),
        ("山东2017", START, {"during": "recess"}, "assign", ["2025-11-25"]),
        ("山东2017", START, {"co_units": "县交通局、县财政局"}, "co_reply", ["2025-12-30", "2025-12-30"]),
        ("上海2015", ("2025-09-26 提交", "2025-10-11 交办"), {"during": "recess"}, "assign", ["2025-10-13"]),
        ("重庆2018", START, {}, "contact", ["2025-12-26"]),
        ("重庆2018", START, {"co_units": "县交通局"}, "co_reply", ["2026-01-12"]),
        ("重庆2018", (*START, "2025-12-03 退办"), {}, "reassign", ["2025-12-17"]),
        ("河南2017", (*START, "2026-01-05 答复"), {}, "feedback", ["2026-01-19"]),
        ("北京2014", (*START, "2026-01-05 答复"), {}, "feedback", ["2026-01-26"]),
        ("北京2014", (*START, "2025-12-31 答复", "2025-12-31 评价", "2025-12-31 重新办理"), {}, "rehandle", ["2026-02-28"]),
        ("山东2017", (*START, "2025-12-31 答复", "2025-12-31 评价", "2025-12-31 重新办理"), {}, "rehandle", ["2026-01-31"]),
        ("山东2017", START, {"during": "in_session"}, "assign", []),
        ("浙江2016", (*START, "2025-12-25 撤回"), {}, "reply", []),
    ],
)
def test_a_province_has_its_periods(rule: str, told: tuple[str, ...], fields: dict[str, Any], step: str, days: list[str]) -> None:
    assert due(written(*told, **fields), book(rule), step) == days


def test_national_law_alone_sets_reply_and_extension() -> None:
    document = written(*START, during="recess", co_units="县交通局")

    assert due(document, NATIONAL, "reply") == ["2026-02-28"]
    assert not (due(document, NATIONAL, "co_reply") or due(document, NATIONAL, "assign"))


def test_motions_have_no_clock_of_replies() -> None:
    assert due(written(*START, record=Motion), NATIONAL, "reply") == []


def codes(document: Document, moment: str, periods: Periods = NATIONAL) -> list[str]:
    return [f"{each.code} {each.message}" for each in standing(checks.findings(document, periods), at(moment))]


REPLIED = {"outcome": "resolved", "reply": {"text": "已经修好。"}}


@pytest.mark.parametrize(
    ("told", "fields", "moment", "found"),
    [
        (START, {}, "2026-02-13 23:59", []),
        (START, {}, "2026-02-14 00:00", ["suggestion-due 答复将到期，应在 2026-02-28 前答复（代表法第五十一条）"]),
        (START, {}, "2026-02-28 23:59", ["suggestion-due 答复将到期，应在 2026-02-28 前答复（代表法第五十一条）"]),
        (
            START,
            {},
            "2026-03-01 00:00",
            ["suggestion-overdue 答复逾期，应在 2026-02-28 前答复（代表法第五十一条）"],
        ),
        (
            (*START, "2026-02-20 延期"),
            {},
            "2026-02-19 23:59",
            ["suggestion-due 答复将到期，应在 2026-02-28 前答复（代表法第五十一条）"],
        ),
        ((*START, "2026-02-20 延期"), {}, "2026-02-20 00:00", []),
        (
            (*START, "2026-02-20 延期"),
            {},
            "2026-05-16 00:00",
            ["suggestion-due 答复将到期，应在 2026-05-30 前答复（代表法第五十一条）"],
        ),
        ((*START, "2026-02-16 答复"), REPLIED, "2026-02-16 00:00", []),
        ((*START, "2026-01-30 答复"), REPLIED, "2026-02-20 00:00", []),
        ((*START, "2025-12-25 撤回"), {}, "2026-03-01 00:00", []),
        (
            (*START, "2026-12-20 答复"),
            REPLIED,
            "2026-12-20 00:00",
            ["workdays-unknown 2027 年的放假安排系统里还没有，代表评价的期限算不出，没有提示"],
        ),
    ],
)
def test_what_is_due_is_told_from_its_day(told: tuple[str, ...], fields: dict[str, Any], moment: str, found: list[str]) -> None:
    assert codes(written(*told, **fields), moment) == found


@pytest.mark.parametrize(
    ("told", "fields", "moment", "step"),
    [
        (START, {"co_units": "县交通局"}, "2025-12-31 00:00", "会办意见"),
        ((*START, "2025-12-20 答复", "2025-12-25 评价", "2025-12-26 重新办理"), REPLIED, "2026-01-27 00:00", "重新办理的答复"),
        (("2025-11-20 提交", "2025-11-28 交办"), {"during": "recess"}, "2025-11-26 00:00", "交办"),
        (
            (*START, "2025-12-20 答复"),
            {**REPLIED, "commitments": [{"text": "铺路", "due": "2026-01-31"}]},
            "2026-02-01 00:00",
            "承诺“铺路”",
        ),
    ],
)
def test_a_step_is_late_from_its_day_until_it_is_taken(
    told: tuple[str, ...], fields: dict[str, Any], moment: str, step: str
) -> None:
    document, before = written(*told, **fields), at(moment)
    late = [
        each for each in standing(checks.findings(document, book("山东2017")), before) if each.code == "suggestion-step-overdue"
    ]

    assert len(late) == 1 and step in late[0].message
    assert (
        not [each for each in codes(document, f"{before.date().replace(day=1)}", book("山东2017")) if "step" in each]
        or "-01 " in moment
    )


def test_a_return_after_its_days_is_told() -> None:
    late, ready = written(*START, "2025-12-06 退办"), written(*START, "2025-12-05 退办")

    assert any("suggestion-return-late" in each for each in codes(late, "2025-12-07", book("山东2017")))
    assert not any("suggestion-return-late" in each for each in codes(ready, "2025-12-07", book("山东2017")))


@pytest.mark.parametrize(
    ("told", "what"),
    [
        (("2025-11-20 交办",), "“交办”以前没有“提交”"),
        (("2025-11-20 提交", "2025-11-19 交办"), "“交办”以前没有“提交”"),
        (("2025-11-20 提交", "2025-11-21 答复"), "“答复”以前没有“交办”"),
        ((*START, "2025-12-01 评价"), "“代表评价”以前没有“答复或再次答复”"),
        ((*START, "2025-12-01 答复", "2025-12-02 重新办理"), "“要求重新办理”以前没有“代表评价”"),
        ((*START, "2025-12-01 答复", "2025-12-02 延期"), "“延期”应在“答复”以前"),
        ((*START, "2025-12-01 答复", "2025-12-02 撤回"), "“代表撤回”应在“答复”以前"),
        ((*START, "2025-12-01 撤回", "2025-12-02 答复"), "“答复”在“代表撤回”之后，那以后不再办理"),
        ((*START, "2025-12-01 交办"), "“交办”写了两次"),
        ((*START, "2025-12-01 受理"), "“审核受理”应在“交办”以前"),
        ((*START, "2025-12-01 酝酿"), "“酝酿”应在“提交”以前"),
        ((*START, "2025-12-01 awaited"), "没有这个环节"),
    ],
)
def test_an_event_that_cannot_stand_there_is_refused(told: tuple[str, ...], what: str) -> None:
    assert any(what in each and each.startswith("suggestion-event-order") for each in codes(written(*told), "2026-01-01"))


@pytest.mark.parametrize(
    "told",
    [
        ("2025-11-20 提交", "2025-11-20 受理", "2025-11-20 交办", "2025-11-20 答复", "2025-11-20 评价"),
        (*START, "2025-12-01 退办", "2025-12-02 转办", "2025-12-03 退办", "2025-12-04 转办"),
        ("2025-10-01 酝酿", "2025-10-02 草拟", *START, "2025-12-25 撤回", "2025-12-26 公布"),
        ("2025-11-20 提交", "2025-11-30 交办"),
    ],
)
def test_an_honest_course_is_not_refused(told: tuple[str, ...]) -> None:
    assert not [each for each in codes(written(*told), "2026-01-01") if "suggestion-event-order" in each]


def test_what_has_not_happened_is_kept_back() -> None:
    document = written(
        *START,
        "2026-02-02 答复 by=县水利局 note=内部",
        "2026-02-05 评价",
        reply={"no": "1号", "text": "修好了"},
        outcome="resolved",
        outcome_label="A类",
        satisfaction={"attitude": "满意", "result": "不满意"},
        commitments=[{"text": "铺路", "due": "2026-06-30", "done_on": "2026-06-20"}],
    )
    before, replied, rated = (timing.as_of(document, at(text)) for text in ("2026-02-01", "2026-02-02", "2026-02-05"))

    hidden = before.item.model_dump_json()
    assert not any(word in hidden for word in ("内部", "修好了", "resolved", "A类", "铺路", "satisfied", "replied", "rated"))
    assert of(replied).reply and of(replied).outcome == "resolved" and not of(replied).satisfaction
    assert of(replied).commitments[0].done_on is None
    assert of(rated).satisfaction
    assert max(moment for _, moment in timing.turns(before, NATIONAL)) >= at("2026-02-05")
    assert timing.as_of(document, at("2026-07-01")) is document


def test_every_turn_of_the_state_is_among_its_turns() -> None:
    document = written(*START, "2026-02-20 延期", "2026-06-08 答复", outcome="resolved")
    moments = {moment for _, moment in timing.turns(document, NATIONAL)}

    assert {at("2025-11-20"), at("2025-11-30"), at("2026-02-20"), at("2026-05-31"), at("2026-06-08")} <= moments
    assert at("2026-07-08") in moments  # after twenty working days after the reply, with the Dragon Boat Festival between


@pytest.mark.parametrize("key", ["state", "due", "办理状态", "逾期"])
def test_a_typed_state_is_refused(key: str) -> None:
    assert any(
        each.startswith("suggestion-state-typed") and key in each
        for each in codes(written(*START, **{key: "已办结"}), "2025-12-01")
    )


@pytest.mark.parametrize("said", [False, "不公开", "否", "不宜公开", "no", "代表要求不公开", "", None])
def test_what_is_not_plainly_public_is_not_offered(said: object) -> None:
    try:
        document = written(*START, public=said)
    except ValueError:
        return  # a value that nobody can read costs the whole piece
    assert not document.is_offered


@pytest.mark.parametrize("said", [True, "公开", "是", "全文公开"])
def test_what_is_public_is_offered(said: object) -> None:
    assert written(*START, public=said).is_offered


def test_openness_that_contradicts_itself_is_refused() -> None:
    assert any(
        each.startswith("suggestion-not-public") for each in codes(written(*START, public_reason="涉及隐私"), "2025-12-01")
    )
    assert any(each.startswith("suggestion-reason-missing") for each in codes(written(*START, public=False), "2025-12-01"))
    assert not [each for each in codes(written(*START, public=False, public_reason="涉及隐私"), "2025-12-01") if "public" in each]


def test_what_is_not_submitted_is_refused() -> None:
    assert any(each.startswith("suggestion-unsubmitted") for each in codes(written("2025-11-01 酝酿"), "2025-12-01"))
    assert any(
        each.startswith("suggestion-unsubmitted") for each in codes(written(*START, date="2025-11-19 18:00"), "2025-12-01")
    )
    assert not [each for each in codes(written(*START, date="2025-11-20"), "2025-12-01") if "unsubmitted" in each]
    assert not [each for each in codes(written("2025-11-01 酝酿", status="draft"), "2025-12-01") if "unsubmitted" in each]


def site(level: str) -> Site:
    return Site("xian", Level(level), SiteRecord(name="青岚县人民代表大会", short_name="青岚县人大"), "", {})


@pytest.mark.parametrize(
    ("level", "form", "others", "to", "short"),
    [
        ("county", "议案", 8, None, True),
        ("county", "议案", 9, None, False),
        ("township", "议案", 3, None, True),
        ("township", "议案", 4, None, False),
        ("national", "议案", 28, None, True),
        ("national", "议案", 29, None, False),
        ("county", "质询案", 8, None, True),
        ("county", "质询案", 9, None, False),
        ("county", "质询案", 1, "青岚县人大常委会", True),
        ("county", "质询案", 2, "青岚县人大常委会", False),
        ("city", "质询案", 3, "砚南市人大常委会", True),
        ("city", "质询案", 4, "砚南市人大常委会", False),
    ],
)
def test_a_motion_needs_its_signers(level: str, form: str, others: int, to: str | None, short: bool) -> None:
    names = "、".join(f"代表{at:02}" for at in range(others))
    document = written(*START, record=Motion, form=form, co_deputies=names, addressed_to=to)
    found = [each.code for each in checks.lawful(document, site(level))]

    assert found == (["motion-signers-short"] if short else [])


def test_a_motion_is_of_a_session() -> None:
    motion = written(*START, record=Motion, during="闭会期间", co_deputies="、".join("甲乙丙丁戊己庚辛壬"))

    assert [each.code for each in checks.lawful(motion, site("county"))] == ["motion-in-recess"]
    assert not list(checks.lawful(written(*START, during="闭会期间"), site("county")))


def test_a_cluster_chooses_a_rule_and_its_own_periods() -> None:
    periods = {"suggestion": {"rule": Period(law="山东2017"), "feedback": Period(working_days=10, law="某省规定")}}
    kind = under(KINDS, periods)["suggestion"]

    assert kind.periods["rehandle"] == RULEBOOKS["山东2017"]["rehandle"]
    assert kind.periods["feedback"] == periods["suggestion"]["feedback"]
    assert kind.periods["reply"] == RULEBOOKS["山东2017"]["reply"]
    assert under(KINDS, {"suggestion": {"rule": Period(law="没有的省")}})["suggestion"].periods == KINDS["suggestion"].periods
