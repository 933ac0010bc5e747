"""A regulation: its state at a moment, its turns, what readers are told, what the header alone tells."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest

from wangqun.domain.document import Document, standing
from wangqun.domain.finding import Finding
from wangqun.domain.ids import DocumentId
from wangqun.domain.moment import SHANGHAI
from wangqun.records.regulation import checks, law, timing, versions
from wangqun.records.regulation.kind import REGULATION
from wangqun.records.regulation.record import Regulation


def at(text: str) -> datetime:
    """A moment in Beijing."""
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


def written(phase: str = "", **fields: object) -> Document:
    """A regulation of a province with all that it needs, and more fields."""
    own = {
        "title": "灯会条例",
        "doc_type": "地方性法规",
        "enacted_by": "云泽省人民代表大会常务委员会",
        "passed_on": "2026-10-20",
        "promulgated_on": "2026-10-28",
        "effective_on": "2026-12-01",
        "draft_note": "yunze:article/note",
        "review_report": "yunze:article/report",
        "filed_on": "2026-11-02",
    }
    item = Regulation.model_validate({key: value for key, value in (own | fields).items() if value is not None})
    name = DocumentId("yunze", "regulation", "lanterns")
    return Document(name, "yunze", "灯会条例", item, "regulations", "a.md", "a.md", "markdown", "", 1, "", "", {}, phase=phase)


@pytest.mark.parametrize(
    ("fields", "moment", "state"),
    [
        ({}, "2026-11-30 23:59", "尚未施行"),
        ({}, "2026-12-01 00:00", "有效"),
        ({"repealed_on": "2027-05-01"}, "2027-04-30 23:59", "有效"),
        ({"repealed_on": "2027-05-01"}, "2027-05-01 00:00", "已废止"),
        ({"effective_on": None}, "2027-05-01 00:00", "施行日期不详"),
        ({"effective_on": None, "repealed_on": "2027-05-01"}, "2027-05-01 00:00", "已废止"),
    ],
)
def test_the_state_follows_from_days_and_the_moment(fields: dict[str, Any], moment: str, state: str) -> None:
    document = written(**fields)

    assert timing.state(document, at(moment)) == state


def test_every_state_that_changes_has_its_turn() -> None:
    document = written(repealed_on="2027-05-01")
    moments = [moment for _, moment in timing.turns(document)]

    assert moments == [at("2026-12-01"), at("2027-05-01")]
    assert [timing.state(document, moment) for moment in moments] == ["有效", "已废止"]


@pytest.mark.parametrize(
    ("phase", "said"),
    [
        ("尚未施行", ["尚未施行：自 2026-12-01 起施行"]),
        ("有效", []),
        ("已废止", ["已于 2027-05-01 废止（灯会管理条例），仅供查阅"]),
    ],
)
def test_readers_are_told_what_is_not_in_force(phase: str, said: list[str]) -> None:
    assert list(REGULATION.banners(written(phase, repealed_on="2027-05-01", repealed_by="灯会管理条例"))) == said


@pytest.mark.parametrize(
    ("fields", "moment", "told"),
    [
        ({}, "2027-01-01", []),
        ({"filed_on": None}, "2026-11-27 23:59", []),
        ({"filed_on": None}, "2026-11-28", ["filing-overdue"]),
        ({"filed_on": "2026-11-28"}, "2026-11-28", ["filing-overdue"]),
        ({"filed_on": "2026-11-27"}, "2026-11-28", []),
        ({"filed_on": None, "doc_type": "法律"}, "2027-01-01", []),
        ({"filed_on": None, "imported": {"original_url": "/a"}}, "2027-01-01", []),
        ({"effective_on": "2026-10-19"}, "2027-01-01", ["regulation-dates"]),
        ({"effective_on": "2026-10-20"}, "2027-01-01", []),
        ({"effective_on": "2026-10-19", "imported": {"original_url": "/a"}}, "2027-01-01", ["regulation-dates"]),
        ({"passed_on": None}, "2027-01-01", ["regulation-missing"]),
        ({"passed_on": None, "doc_type": "规章"}, "2027-01-01", []),
        ({"passed_on": None, "imported": {"original_url": "/a"}}, "2027-01-01", []),
        ({"draft_note": None}, "2027-01-01", ["regulation-set"]),
        ({"draft_note": None, "doc_type": "decision"}, "2027-01-01", []),
        ({"validity": "amended"}, "2027-01-01", ["regulation-validity"]),
    ],
)
def test_what_the_header_tells(fields: dict[str, Any], moment: str, told: list[str]) -> None:
    assert [finding.code for finding in standing(checks.findings(written(**fields)), at(moment))] == told


def test_days_at_the_end_of_the_calendar_are_no_trouble() -> None:
    document = written(promulgated_on="2200-12-31", effective_on="2200-12-31", filed_on=None)

    assert list(standing(checks.findings(document), at("2027-01-01"))) == []
    assert timing.state(document, at("2027-01-01")) == "尚未施行"


def test_newer_texts_come_first_whatever_their_titles() -> None:
    days = ("2015-01-01", "2023-01-01", "2009-01-01")
    ordered = sorted((text(on, version_on=on, title=f"{3 - at}条例") for at, on in enumerate(days)), key=REGULATION.order)

    assert [each.id.slug[:4] for each in ordered] == ["2023", "2015", "2009"]


def test_it_can_be_found_by_what_stands_beside_the_text() -> None:
    words = REGULATION.words(written(announcement_no="〔十四届〕第三十三号", adoption=["（2026年10月20日通过）"]))

    assert words.split("\n") == ["地方性法规", "云泽省人民代表大会常务委员会", "〔十四届〕第三十三号", "（2026年10月20日通过）"]


def test_what_belongs_to_it_is_named() -> None:
    document = written(interpretations=["yunze:article/plain"], evaluations=[{"date": "2029", "report": "yunze:article/after"}])

    assert list(REGULATION.references(document)) == [
        ("draft_note", "yunze:article/note"),
        ("review_report", "yunze:article/report"),
        ("interpretations", "yunze:article/plain"),
        ("evaluations", "yunze:article/after"),
    ]


def text(name: str, phase: str = "", **fields: object) -> Document:
    """A text of a law, under a name of its own."""
    document = written(phase, **fields)
    return replace(document, id=document.id._replace(slug=name), title=str(fields.get("title", "灯会条例")))


OLD = text("old", passed_on="2010-01-10", effective_on="2010-03-01")
NEW = text("new", passed_on="2010-01-10", version_on="2018-05-01", effective_on="2018-07-01")


def test_a_text_ends_when_the_next_takes_effect() -> None:
    assert law.derives([NEW, OLD]) == {OLD.id: {"replaced_on": date(2018, 7, 1)}}

    ended = replace(OLD, item=OLD.item.model_copy(update={"replaced_on": date(2018, 7, 1)}))
    assert [timing.state(ended, at(day)) for day in ("2010-02-28", "2010-03-01", "2018-06-30", "2018-07-01")] == [
        "尚未施行",
        "有效",
        "有效",
        "已修改",
    ]
    assert at("2018-07-01") in [moment for _, moment in timing.turns(ended)]


@pytest.mark.parametrize(
    "other",
    [
        {"title": "灯会办法"},
        {"enacted_by": "朔川市人民代表大会常务委员会"},
        {"effective_on": None},
        {"effective_on": "2010-03-01"},
        {"status": "hidden"},
    ],
)
def test_a_text_of_another_law_or_of_no_later_day_or_unlisted_ends_none(other: dict[str, Any]) -> None:
    newer = text("new", **({"version_on": "2018-05-01", "passed_on": "2010-01-10", "effective_on": "2018-07-01"} | other))

    assert law.derives([OLD, newer]) == {}


UNKNOWN = {"effective_on": None, "first_effective_on": "2010-03-01", "version_on": "2018-05-01", "passed_on": "2010-01-10"}


def test_a_text_whose_own_day_nobody_knows_is_in_force_since_it_was_made_and_the_one_before_it_amended() -> None:
    newer = text("new", **UNKNOWN)
    derived = law.derives([OLD, newer])
    older = replace(OLD, item=OLD.item.model_copy(update=derived[OLD.id]))

    assert derived == {OLD.id: {"amended_on": date(2018, 5, 1)}}
    for document, states in ((older, ("有效", "已修改")), (newer, ("尚未施行", "有效"))):
        assert tuple(timing.state(document, at(day)) for day in ("2018-04-30", "2018-05-01")) == states
        assert at("2018-05-01") in [moment for _, moment in timing.turns(document)]
    gone, now = replace(older, phase="已修改"), replace(newer, phase="有效")
    assert REGULATION.past(gone) == "已修改，2018-05-01 有新的文本"
    assert list(REGULATION.banners(gone)) == ["这是旧文本，2018-05-01 有新的文本，从哪天起施行没有写明"]
    assert versions.validity(now) == "法规自 2010-03-01 起施行，这个文本从哪天起施行没有写明"
    assert "最初 2010-03-01 起施行" in REGULATION.line(now).facts
    (finding,) = REGULATION.together([older, newer], [])
    assert isinstance(finding, Finding) and "没有写施行日期，从修改的日期（2018-05-01）起显示为已修改" in finding.message


@pytest.mark.parametrize(("day", "told"), [("2018-04-30", True), ("2018-05-01", False), ("2018-07-01", False)])
def test_a_day_before_the_last_amendment_is_not_that_of_the_text(day: str, told: bool) -> None:
    amendments = [{"date": "2012-01-01"}, {"date": "2018-05-01"}]
    document = text("new", passed_on="2010-01-10", version_on="2018-05-01", effective_on=day, amendments=amendments)

    assert ("regulation-since" in {each.code for each in standing(checks.findings(document), at("2027-01-01"))}) is told


def test_what_an_editor_says_of_the_end_stands() -> None:
    said = text("old", passed_on="2010-01-10", effective_on="2010-03-01", replaced_on="2018-06-01")

    assert law.derives([said, NEW]) == {}


@pytest.mark.parametrize("title", ["灯会条例（2018修正）", "《灯会条例》", "灯会 条例"])
def test_texts_are_of_one_law_however_their_titles_are_written(title: str) -> None:
    newer = text("new", title=title, enacted_by="云泽省人民代表大会", passed_on="2010-01-10", version_on="2018-05-01")

    assert [[each.id.slug for each in found.texts] for found in law.laws([newer, OLD])] == [["old", "new"]]


def test_a_law_stands_under_its_title_and_two_of_one_title_apart() -> None:
    other = text("other", enacted_by="朔川市人民代表大会常务委员会")

    assert [found.folder for found in law.laws([OLD, NEW])] == ["regulation/灯会条例/"]
    assert len({found.slug for found in law.laws([OLD, other, text("x", title="state"), text("y", title="State!")])}) == 4


@pytest.mark.parametrize(
    ("title", "apart"),
    [
        ("中华人民共和国宪法修正案", True),
        ("云泽省人民代表大会常务委员会关于修改部分地方性法规的决定", True),
        ("关于修改《云泽省灯会条例》的决定", True),
        ("关于废止《云泽省灯会条例》的决定", True),
        ("云泽省人民代表大会常务委员会关于禁止燃放烟花爆竹的决定", False),
        ("云泽省修改和废止地方性法规程序规定", False),
    ],
)
def test_what_amends_or_repeals_others_is_no_text_of_another_of_its_title(title: str, apart: bool) -> None:
    first = text("first", title=f"{title}（1988年）", passed_on="1988-04-12", effective_on="1988-04-12")
    second = text("second", title=f"{title}（1993年）", passed_on="1993-03-29", effective_on="1993-03-29")
    found = law.laws([second, first])

    assert [[each.id.slug for each in one.texts] for one in found] == (
        [["first"], ["second"]] if apart else [["first", "second"]]
    )
    assert [one.folder.endswith(f"-{one.texts[0].item.passed_on}/") for one in found] == ([True, True] if apart else [False])
    assert (law.derives([first, second]) == {}) is apart
    assert law.apart(first, second) is apart


@pytest.mark.parametrize(
    ("phases", "current"), [(("有效", "尚未施行"), "old"), (("已修改", "有效"), "new"), (("尚未施行", "尚未施行"), "old")]
)
def test_the_current_text_is_the_last_that_took_effect(phases: tuple[str, str], current: str) -> None:
    texts = [replace(OLD, phase=phases[0]), replace(NEW, phase=phases[1])]

    assert law.laws(texts)[0].current.id.slug == current
