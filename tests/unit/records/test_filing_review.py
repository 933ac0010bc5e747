"""A filed document: its state at every moment, the days by which a step is due, words that say who asked for a review."""

from datetime import datetime, timedelta
from itertools import pairwise

import pytest

from wangqun.domain.document import Document, standing
from wangqun.domain.ids import DocumentId
from wangqun.domain.moment import SHANGHAI
from wangqun.records.filing_review import checks, timing
from wangqun.records.filing_review.kind import FILING_REVIEW, events
from wangqun.records.filing_review.record import FilingReview, of

MINUTE = timedelta(minutes=1)
WHOLE = {
    "published_on": "2026-06-01",
    "filed_on": "2026-06-20",
    "review_on": "2026-07-10",
    "opinion_on": "2026-08-01",
    "answered_on": "2026-09-10",
    "concluded_on": "2026-09-20",
}


def at(text: str) -> datetime:
    """A moment in Beijing."""
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


def written(phase: str = "", body: str = "", **fields: object) -> Document:
    """A filed document with these fields."""
    known = {"issuer": "示例县人民政府", "doc_number": "示政规〔2026〕1号", "file_type": "政府规范性文件", **fields}
    item = FilingReview.model_validate({"title": "通知"} | {key: value for key, value in known.items() if value is not None})
    name = DocumentId("a", "filing_review", "notice")
    return Document(name, "a", "通知", item, "filing_reviews", "a.md", "a.md", "markdown", body, 1, "", "", {}, phase=phase)


@pytest.mark.parametrize(
    ("without", "moment", "state"),
    [
        ((), "2026-06-19 23:59", "尚未报送"),
        ((), "2026-06-20 00:00", "已备案"),
        ((), "2026-07-10 00:00", "审查中"),
        ((), "2026-08-01 00:00", "已提出审查意见"),
        ((), "2026-09-10 00:00", "制定机关已反馈"),
        ((), "2026-09-20 00:00", "已审结"),
        (("filed_on", "review_on", "opinion_on", "answered_on", "concluded_on"), "2026-07-01 23:59", "尚未报送"),
        (("filed_on", "review_on", "opinion_on", "answered_on", "concluded_on"), "2026-07-02 00:00", "逾期未报送"),
        (("answered_on", "concluded_on"), "2026-10-01 23:59", "已提出审查意见"),
        (("answered_on", "concluded_on"), "2026-10-02 00:00", "逾期未反馈"),
        (("answered_on",), "2026-10-02 00:00", "已审结"),
        (("published_on", "filed_on", "review_on", "opinion_on", "answered_on", "concluded_on"), "2026-10-02 00:00", "尚未报送"),
    ],
)
def test_the_state_follows_from_days_and_the_moment(without: tuple[str, ...], moment: str, state: str) -> None:
    document = written(**{name: day for name, day in WHOLE.items() if name not in without})

    assert timing.state(document, at(moment)) == state


@pytest.mark.parametrize("without", [(), ("answered_on", "concluded_on"), ("filed_on", "review_on", "opinion_on")])
def test_a_state_changes_at_its_turns_alone(without: tuple[str, ...]) -> None:
    asked = {"by_type": "citizen", "date": "2026-07-05", "reply_on": "2026-09-25", "reply": "已答复。"}
    document = written(request=asked, **{name: day for name, day in WHOLE.items() if name not in without})
    moments = sorted({moment for _, moment in timing.turns(document)})

    assert moments
    for before, after in pairwise([moments[0] - timedelta(days=400), *moments, moments[-1] + timedelta(days=400)]):
        assert timing.state(document, before) == timing.state(document, after - MINUTE)
        assert timing.as_of(document, before).item == timing.as_of(document, after - MINUTE).item


def test_a_request_begins_the_review() -> None:
    document = written(published_on="2026-06-01", filed_on="2026-06-20", request={"by_type": "公民", "date": "2026-07-05"})

    assert timing.state(document, at("2026-07-05 00:00")) == "审查中"


def test_result_and_reply_are_kept_back_until_their_days() -> None:
    asked = {"by_type": "citizen", "date": "2026-07-05", "reply_on": "2026-09-25", "reply": "答复的话"}
    document = written(result="与上位法不一致", handling="已修改", request=asked, **WHOLE)
    before, between, after = (of(timing.as_of(document, at(f"2026-09-{day} 00:00"))) for day in (19, 20, 25))

    assert (before.result, before.handling) == (None, None)
    assert (between.result, between.request and between.request.reply) == ("与上位法不一致", None)
    assert (after.handling, after.request and after.request.reply) == ("已修改", "答复的话")


def test_the_calendar_has_the_days_by_which_a_step_is_due_while_it_is_not_taken() -> None:
    def days(phase: str, *without: str) -> dict[str, str]:
        document = written(phase, **{name: day for name, day in WHOLE.items() if name not in without})
        return {event.key: str(event.start) for event in events(document)}

    later = ("filed_on", "review_on", "opinion_on", "answered_on", "concluded_on")
    assert days("尚未报送", *later) == {"due-filing": "2026-07-01"}
    assert days("已提出审查意见", "answered_on", "concluded_on")["due-answer"] == "2026-10-01"
    assert not {"due-filing", "due-answer"} & days("已审结").keys()


@pytest.mark.parametrize(
    "text",
    [
        "申请人李建国提出的建议收悉。",
        "申请人：欧阳文山认为第三条不妥。",
        "建议人为赵钱孙，来信反映。",
        "王小明同志：您的建议收悉。",
        "您好。\n　　周大山：您的建议收悉。",
        "申请人示例山河贸易有限公司提出。",
    ],
)
def test_words_that_say_who_asked_are_found_and_not_repeated(text: str) -> None:
    found = checks.who_asked(text)

    assert found.endswith(("…", "…："))
    assert not any(name in found for name in ("建国", "文山", "钱孙", "小明", "大山", "山河"))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "申请人提出的建议收悉。",
        "申请人李某、王某某认为第三条不妥。",
        "申请人应当在三十日内提出。",
        "申请人为某公司，建议人数较多。",
        "保障公民权利，方便申请人。",
        "主任会议：同意。经审查认为：第三条没有依据。",
        "提出人对答复不服的，申请人、建议人可以再次提出。",
        "您好：您的建议收悉。",
        "建议人某科技有限公司认为。",
        "关于申请人的范围：没有限制。",
        "省人民政府：请在两个月内反馈。",
        "处理情况：已修改。审查结果：一致。",
    ],
)
def test_words_that_name_nobody_stay(text: str) -> None:
    assert checks.who_asked(text) == ""


def test_what_is_imported_needs_no_more_than_it_says() -> None:
    bare = {"imported": {"original_url": "https://old.example/1"}, "issuer": None, "doc_number": None, "file_type": None}

    assert list(standing(checks.findings(written(**bare)), at("2027-01-01 00:00"))) == []
    late = written(**bare, published_on="2020-01-01")
    assert list(standing(checks.findings(late), at("2027-01-01 00:00"))) == []


def test_every_state_is_a_filter() -> None:
    facet = FILING_REVIEW.facets[0]

    assert [facet.value(written(phase)) for phase in timing.STATES.values()] == list(facet.titles)
