"""A consultation: its moments, its state, what is told of it and what is kept back."""

from datetime import date, datetime, timedelta
from itertools import pairwise

import pytest

from wangqun.domain.document import Document, Timed, standing
from wangqun.domain.ids import DocumentId
from wangqun.domain.level import Level
from wangqun.domain.moment import SHANGHAI, deadline_words, last_day, moment_words, parse_deadline, span_words
from wangqun.domain.period import Period
from wangqun.domain.site import Site, SiteRecord
from wangqun.records import KINDS, under
from wangqun.records.consultation import checks, timing
from wangqun.records.consultation.kind import CONSULTATION, PERIODS
from wangqun.records.consultation.page import closing_words, numbers
from wangqun.records.consultation.record import AdoptionNote, Consultation, of

MINUTE = timedelta(minutes=1)


def at(text: str) -> datetime:
    """A moment in Beijing."""
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


def written(**fields: object) -> Document:
    """A consultation from 20 November, 09:00, through 30 November, and more fields."""
    own = {"title": "一件", "purpose": "other", "open_on": "2026-11-20 09:00", "close_on": "2026-11-30"} | fields
    item = Consultation.model_validate(own)
    name = DocumentId("xian", "consultation", "one")
    return Document(name, "xian", "一件", item, "consultations", "a.md", "a.md", "markdown", "", 1, "", "", {})


NOTE = {"date": "2026-12-10", "text": "已研究。", "groups": [{"summary": "一", "count": 2, "verdict": "采纳"}]}


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("2026-11-30", "2026-12-01 00:00"),
        ("2026年11月30日", "2026-12-01 00:00"),
        ("2026-11-30 24:00", "2026-12-01 00:00"),
        ("2026-11-30 24:00:00", "2026-12-01 00:00"),
        ("2026-11-30　24：00", "2026-12-01 00:00"),
        ("2026年11月30日24时", "2026-12-01 00:00"),
        ("2026-12-31", "2027-01-01 00:00"),
        ("2028-02-29", "2028-03-01 00:00"),
        ("2026-11-30 00:00", "2026-11-30 00:00"),
        ("2026-11-30 23:59", "2026-11-30 23:59"),
        ("2026-11-30 18:00", "2026-11-30 18:00"),
        ("2026-12-01T00:00:00+08:00", "2026-12-01 00:00"),  # as manifests have it
    ],
)
def test_a_day_alone_means_through_its_last_minute(text: str, meant: str) -> None:
    assert parse_deadline(text) == at(meant)


@pytest.mark.parametrize("text", ["2026-11", "11-30", "", "24:00", "2026-11-30 25:00", "2026-02-30", "9999-12-31", "早日"])
def test_what_is_no_day_is_no_deadline(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        parse_deadline(text)


@pytest.mark.parametrize(
    ("moment", "words", "last"),
    [
        ("2026-12-01 00:00", "2026年11月30日 24:00", date(2026, 11, 30)),
        ("2027-01-01 00:00", "2026年12月31日 24:00", date(2026, 12, 31)),
        ("2026-11-30 18:00", "2026年11月30日 18:00", date(2026, 11, 30)),
        ("2026-11-30 00:01", "2026年11月30日 00:01", date(2026, 11, 30)),
    ],
)
def test_midnight_is_the_end_of_the_day_that_ends(moment: str, words: str, last: date) -> None:
    assert (deadline_words(at(moment)), last_day(at(moment))) == (words, last)


def test_words_for_readers_are_in_the_time_of_beijing() -> None:
    assert moment_words(datetime.fromisoformat("2026-11-20T01:00:00+00:00")) == "2026年11月20日 09:00"
    assert moment_words(datetime.fromisoformat("2026-11-19T16:00:00+00:00")) == "2026年11月20日"


@pytest.mark.parametrize(
    ("start", "deadline", "words"),
    [
        ("2026-12-08 00:00", "2027-01-08 00:00", "2026年12月8日至2027年1月7日"),
        ("2026-11-01 00:00", "2026-12-01 00:00", "2026年11月1日至11月30日"),
        ("2026-12-08 09:00", "2027-01-08 00:00", "2026年12月8日 09:00 至 2027年1月7日 24:00"),
        ("2026-12-08 09:00", "2026-12-31 18:00", "2026年12月8日 09:00 至 12月31日 18:00"),
        ("2026-12-08 00:00", "2026-12-31 18:00", "2026年12月8日 至 12月31日 18:00"),
    ],
)
def test_a_span_is_said_as_people_say_it(start: str, deadline: str, words: str) -> None:
    assert span_words(at(start), at(deadline)) == words


def test_what_a_day_alone_means_is_said_in_words() -> None:
    assert closing_words(of(written()), "open") == "到 11 月 30 日 24:00 截止，这一天全天都可以提意见（北京时间）。"
    assert "到 11 月 30 日 18:00 截止" in closing_words(of(written(close_on="2026-11-30 18:00")), "not_started")


@pytest.mark.parametrize("key", ["closed", "reported"])
def test_of_what_has_closed_nobody_is_told_that_it_is_open_all_day(key: str) -> None:
    assert closing_words(of(written()), key) == "已于 2026年11月30日 24:00 截止（北京时间），过后提的意见不再计入。"


@pytest.mark.parametrize(
    ("opens", "closes", "told"),
    [
        ("2026-11-20 09:00:01", "2026-11-30", ["open_on 写了秒"]),
        ("2026-11-20 09:00", "2026-11-30 23:59:59", ["close_on 写了秒"]),
        ("2026-11-20 09:00:00", "2026-11-30 18:00:00", []),
    ],
)
def test_moments_are_to_the_minute(opens: str, closes: str, told: list[str]) -> None:
    found = [f.message for f in _all(CONSULTATION.findings(written(open_on=opens, close_on=closes))) if f.code == "consult-dates"]

    assert [message.partition("：")[2].partition("，")[0] for message in found] == told


def test_of_one_that_closes_before_it_opens_no_result_is_asked() -> None:
    codes = {f.code for f in _all(CONSULTATION.findings(written(purpose="draft_law", close_on="2026-11-01")))}

    assert "consult-dates" in codes and not codes & {"consult-window-short", "consult-result-due", "consult-result-overdue"}


@pytest.mark.parametrize(
    ("now", "state"),
    [
        ("2026-11-20 08:59", "未开始"),
        ("2026-11-20 09:00", "进行中"),
        ("2026-11-30 23:59", "进行中"),
        ("2026-12-01 00:00", "已截止"),
        ("2026-12-09 23:59", "已截止"),
        ("2026-12-10 00:00", "结果已公布"),
    ],
)
def test_the_state_is_that_of_the_moment(now: str, state: str) -> None:
    assert timing.state(written(adoption_note=NOTE), at(now)) == state


def test_a_result_on_the_last_day_waits_for_the_end() -> None:
    document = written(close_on="2026-11-30 18:00", adoption_note=NOTE | {"date": "2026-11-30"})

    assert timing.state(document, at("2026-11-30 17:59")) == "进行中"
    assert timing.state(document, at("2026-11-30 18:00")) == "结果已公布"


def test_a_note_that_says_nothing_is_no_result() -> None:
    assert timing.state(written(adoption_note={"date": "2026-12-10"}), at("2026-12-20 00:00")) == "已截止"


@pytest.mark.parametrize(
    ("note", "turns"),
    [
        (None, ["2026-11-20 09:00", "2026-12-01 00:00", "2027-01-30 00:00"]),
        (NOTE, ["2026-11-20 09:00", "2026-12-01 00:00", "2026-12-10 00:00"]),
        (NOTE | {"date": "2027-03-01"}, ["2026-11-20 09:00", "2026-12-01 00:00", "2027-03-01 00:00", "2027-01-30 00:00"]),
    ],
)
def test_only_opening_closing_and_the_result_turn_a_page(note: object, turns: list[str]) -> None:
    document = written(adoption_note=note) if note else written()

    assert [moment for _, moment in CONSULTATION.turns(document)] == [at(turn) for turn in turns]


def test_at_each_turn_the_state_or_what_is_told_changes_and_never_between() -> None:
    document = written()
    turns = sorted(moment for _, moment in CONSULTATION.turns(document))

    for turn in turns:
        before, after = (_said(document, moment) for moment in (turn - MINUTE, turn))
        assert before != after, turn
    for start, end in pairwise(turns):
        assert _said(document, start) == _said(document, end - MINUTE)


def _said(document: Document, now: datetime) -> tuple[str, list[str]]:
    return timing.state(document, now), [finding.code for finding in standing(CONSULTATION.findings(document), now)]


@pytest.mark.parametrize(
    ("now", "told"),
    [
        ("2026-11-30 23:59", []),
        ("2026-12-01 00:00", ["consult-result-due"]),
        ("2027-01-29 23:59", ["consult-result-due"]),
        ("2027-01-30 00:00", ["consult-result-overdue"]),
    ],
)
def test_the_result_is_due_sixty_days_after_the_last(now: str, told: list[str]) -> None:
    assert _said(written(channels={"phone": "0970-5550188", "email": "a@b.example"}), at(now))[1] == told


def test_a_late_result_ends_what_is_told() -> None:
    document = written(channels={"phone": "0970-5550188", "email": "a@b.example"}, adoption_note=NOTE | {"date": "2027-03-01"})

    assert _said(document, at("2027-02-28 23:59"))[1] == ["consult-result-overdue"]
    assert _said(document, at("2027-03-01 00:00"))[1] == []


def test_the_words_of_a_result_are_kept_back_until_its_day() -> None:
    document = written(adoption_note=NOTE)
    early, due = (timing.as_of(document, at(moment)) for moment in ("2026-12-09 23:59", "2026-12-10 00:00"))

    assert "已研究" not in early.item.model_dump_json() and "summary" not in early.item.model_dump_json(exclude_defaults=True)
    assert due is document
    moments = [moment for _, moment in CONSULTATION.turns(early)]
    assert at("2026-12-10 00:00") in moments  # it is known when to look again


def test_a_province_sets_its_own_periods() -> None:
    law = "某省条例第三十一条"
    kinds = under(KINDS, {"consultation": {"window": Period(days=20, law=law)}, "none": {"x": Period(days=1)}})
    draft = written(purpose="draft_law", open_on="2026-11-10", close_on="2026-11-28", imported=None)
    [short] = [f for f in _all(kinds["consultation"].findings(draft)) if f.code == "consult-window-short"]

    assert "19 天，少于 20 天（某省条例第三十一条）" in short.message
    assert "2026-11-29" in short.hint
    assert kinds["article"] is KINDS["article"]
    assert kinds["consultation"].periods["result"] == PERIODS["result"]
    assert under(KINDS, {"consultation": {"windows": Period(days=1)}})["consultation"] is CONSULTATION


def _all(told: object) -> list[object]:
    return [each.finding if isinstance(each, Timed) else each for each in told]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("opens", "closes", "told"),
    [
        ("2026-11-01", "2026-11-30", []),  # thirty days, the first and the last counted
        ("2026-11-01 17:00", "2026-11-30 09:00", []),
        ("2026-11-01", "2026-11-29 24:00", ["consult-window-short"]),
        ("2026-02-01", "2026-03-02", []),
        ("2026-12-15", "2027-01-12 18:00", ["consult-window-short"]),
    ],
)
def test_the_window_is_counted_in_days_as_people_do(opens: str, closes: str, told: list[str]) -> None:
    document = written(purpose="draft_law", open_on=opens, close_on=closes)
    found = [f for f in _all(CONSULTATION.findings(document)) if f.code == "consult-window-short"]

    assert [finding.code for finding in found] == told


@pytest.mark.parametrize(
    ("note", "found"),
    [
        ({"groups": [{"summary": "一", "count": 2, "verdict": "采纳"}]}, {"adopted": 2}),
        ({"accepted": 5, "groups": [{"summary": "一", "count": 2, "verdict": "采纳"}]}, {"adopted": 5}),
        ({"groups": [{"summary": "一", "verdict": "采纳"}, {"summary": "二", "count": 1, "verdict": "采纳"}]}, {}),
        ({"groups": [{"summary": "一", "count": 1, "verdict": "noted"}, {"summary": "二", "count": 0, "verdict": "partly"}]},
         {"partly": 0, "noted": 1}),
    ],
)  # fmt: skip
def test_numbers_are_those_written_or_the_sums_of_groups(note: dict[str, object], found: dict[str, int]) -> None:
    counted = numbers(AdoptionNote.model_validate({"date": "2026-12-10"} | note))

    assert {key: number for key, number in counted.items() if number is not None} == found


def test_an_imported_one_is_asked_nothing_that_it_cannot_know() -> None:
    old = written(imported={"original_url": "https://old.test.example/1"}, purpose="draft_law")

    assert list(CONSULTATION.findings(old)) == []
    assert [field for field, _ in CONSULTATION.turns(old)] == ["open_on", "close_on"]
    assert {"draft_law"} <= checks.LAWS


@pytest.mark.parametrize(
    ("level", "name", "purpose", "told"),
    [
        (Level.PROVINCE, "某省人民代表大会", "draft_law", False),
        (Level.CITY, "某自治州人民代表大会", "draft_law", False),
        (Level.COUNTY, "某某族自治县人民代表大会", "draft_law", False),
        (Level.COUNTY, "某自治旗人民代表大会", "legislative_plan", False),
        (Level.COUNTY, "某县人民代表大会", "draft_law", True),
        (Level.COUNTY, "某县人民代表大会", "post_evaluation", True),
        (Level.COUNTY, "某县人民代表大会", "livelihood", False),
        (Level.TOWNSHIP, "某镇人民代表大会", "draft_law", True),
        (Level.TOWNSHIP, "某镇人民代表大会", "suggestion_topics", False),
    ],
)
def test_only_who_makes_laws_asks_about_them(level: Level, name: str, purpose: str, told: bool) -> None:
    site = Site("xian", level, SiteRecord(name=name, short_name=name), "", {})

    assert [finding.code for finding in checks.lawful(written(purpose=purpose), site)] == (["consult-power"] if told else [])
