"""The page of a comparison as a value: what it says in words, what is folded, where opinions stand."""

from dataclasses import replace
from urllib.parse import quote

import pytest

from wangqun.domain.law.compared import Kind
from wangqun.domain.law.provision import begun, numbers_of
from wangqun.domain.law.reading import read_body
from wangqun.domain.law.versions import Compared, Version, compared, version_of
from wangqun.pages.context import Head, Link
from wangqun.records.consultation.context import LedgerRow
from wangqun.records.regulation import comparison_articles as shown
from wangqun.records.regulation.comparison_context import Changed, ComparisonPage, Side
from wangqun.records.regulation.comparison_page import comparison_page

RULES = {
    "a": "为了规范灯会活动，保障观众安全，制定本条例。",
    "b": "举办灯会应当提前三十日向县级人民政府备案。",
    "c": "灯油由举办者自备，每盏灯不得超过五两。",
    "d": "文化部门主管全省灯会工作，编制灯会发展规划。",
    "e": "公安机关负责灯会的治安管理和交通疏导。",
    "f": "遇有大风的，应当提前熄灯并疏散观众。",
}
ASKED = shown.Asked(
    head=Head("对照", "https://rd.example/a.html", ()),
    crumbs=(Link("首页", "/"),),
    law="灯会条例",
    what="修改前后对照",
    old=Side("旧文本", "灯会条例", "2003年9月1日", "2003-09-01", "已修改", "", "/regulation/old.html"),
    new=Side("新文本", "灯会条例", "2015年3月27日", "2015-03-27", "有效", "", "/regulation/new.html"),
    ids=("sheng:regulation/old", "sheng:regulation/new"),
    addresses=("https://rd.example/regulation/old.html", "https://rd.example/regulation/new.html"),
    digests=("1", "2"),
    dialects=("office", "office"),
    given=(),
    consultation=None,
    opinions=(),
    data="/a.json",
    others=(),
    path="/a.html",
    folder="https://rd.example/a/",
)


def version(body: str) -> Version:
    """A text of which this is the body."""
    return version_of("灯会条例", "", read_body(body))


def law(*paragraphs: str) -> Version:
    """A text with an article for each, numbered from one; `|` begins another paragraph of the same article."""
    numbers = "一二三四五六七八九十"
    written = [f"第{numbers[at]}条　{text}".replace("|", "\n\n") for at, text in enumerate(paragraphs)]
    return version("\n\n".join(written))


def page(old: Version, new: Version, **more: object) -> ComparisonPage:
    """The page of two texts."""
    return comparison_page(replace(ASKED, **more), compared(old, new))  # type: ignore[arg-type]


def changes(found: ComparisonPage) -> list[Changed]:
    """What the page shows unfolded."""
    return [change for stretch in found.stretches if not stretch.summary for change in stretch.changes]


A, B, C, D, E, F = RULES.values()
SAID: dict[Kind, tuple[Version, Version, str, str]] = {
    "added": (law(A, B), law(A, C, B), "第二条", ""),
    "removed": (law(A, C, B), law(A, B), "原第二条", ""),
    "changed": (law(A, C, B), law(A, D, C, B.replace("三十", "六十")), "第四条", "第三条改为第四条"),
    "split": (law(A, f"{D}|{E}"), law(A, D, E), "第二条、第三条", "第二条分作第二条、第三条"),
    "merged": (law(A, D, E), law(A, f"{D}|{E}"), "第二条", "第二条、第三条并作第二条"),
    "moved": (law(A, B, C, D, E), law(A, E, B, C, D), "第二条", "第五条移作第二条"),
}


@pytest.mark.parametrize("kind", SAID)
def test_what_became_of_an_article_is_said_in_words(kind: Kind) -> None:
    old, new, title, said = SAID[kind]

    found = next(change for change in changes(page(old, new)) if change.kind == kind)

    assert (found.title, found.said) == (title, said)


def test_the_sentence_adds_up() -> None:
    old, new = law(A, B, C, D), law(A, B.replace("三十", "六十"), D, E)

    found = page(old, new)

    assert (
        found.sentence == "旧文本 4 条，新文本 4 条：修改 1 条，新增 1 条，删去 1 条；其余 2 条文字未改，其中 1 条只有条号变动。"
    )
    assert [(one.text, [link.title for link in one.links]) for one in found.sums] == [
        ("修改 1 条", ["第二条"]),
        ("新增 1 条", ["第四条"]),
        ("删去 1 条", ["原第三条"]),
    ]


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        (law(A, B), law(A, B), "两个文本都是 2 条，文字没有不同。"),
        (version("灯会照旧。"), version("灯会不办了。"), "两个文本没有分条，逐段对照。"),
        (version("灯会照旧。"), law(A), "旧文本没有分条，逐段对照。"),
        (law(A, B), law(A.replace("，", ","), B), "旧文本 2 条，新文本 2 条：2 条文字未改。"),
    ],
    ids=["same", "no articles", "none in the old one", "signs"],
)
def test_texts_of_which_little_is_to_be_said(old: Version, new: Version, sentence: str) -> None:
    assert page(old, new).sentence == sentence


def test_a_text_and_itself_show_nothing() -> None:
    found = page(law(A, B, C), law(A, B, C))

    assert found.is_same and found.sums == () and changes(found) == [] and found.beside == ()
    assert [stretch.summary for stretch in found.stretches] == ["第一条至第三条　3 条文字未改"]


def test_signs_alone_are_not_the_same() -> None:
    found = page(law(A, B), law(A.replace("，", ","), B))

    assert not found.is_same
    assert [each.summary for each in found.stretches] == ["第一条至第二条　2 条文字未改，其中 1 条标点、空格或者所引条号不同"]
    marks = [piece.mark for pair in found.stretches[0].changes[0].pairs for line in pair.both for piece in line]
    assert {"ins", "del"} <= set(marks)


def test_every_article_leads_to_both_texts() -> None:
    found = next(
        iter(
            changes(
                page(
                    law(A, C, B),
                    law(A, D, C, B.replace("三十", "六十")),
                )
            )
        )
    )
    split = next(change for change in changes(page(*SAID["split"][:2])))

    assert found.old == () and [link.url for link in found.new] == ["/regulation/new.html#%E7%AC%AC%E4%BA%8C%E6%9D%A1"]
    assert [(link.title, link.url[:20]) for link in (*split.old, *split.new)] == [
        ("第二条", "/regulation/old.html"),
        ("第二条", "/regulation/new.html"),
        ("第三条", "/regulation/new.html"),
    ]
    assert [pair.label for pair in split.pairs] == ["第二条", "第三条"]


def test_what_stands_in_no_article_is_compared_beside() -> None:
    old = version("序言\n\n灯会由来已久。\n\n第一条　制定本条例。\n\n附件\n\n灯具目录：纱灯。")
    new = version("序言\n\n灯会由来已久，各地都办。\n\n第一条　制定本条例。\n\n附件\n\n灯具目录：纱灯。")

    found = page(old, new)

    assert [(change.title, change.label) for change in found.beside] == [("序言", "修改")]
    assert [piece.text for pair in found.beside[0].pairs for line in pair.both for piece in line if piece.mark == "ins"] == [
        "，各地都办"
    ]


def test_what_answers_by_guess_is_told() -> None:
    old = law(A, "举办者应当在灯会开始三日以前公布路线和时间。", D)
    new = law(A, "灯会开始以前，公安机关应当检查灯具，并且公布结果。", D)

    assert [(change.kind, change.doubtful) for change in changes(page(old, new))] == [("changed", True)]
    assert [change.doubtful for change in changes(page(law(A, B), law(A, B.replace("三十", "六十"))))] == [False]


OPINIONS = (
    LedgerRow("备案太晚", "3", "采纳", "", "第二条"),
    LedgerRow("管一管无人机", "8", "部分采纳", "", "第四条"),
    LedgerRow("第一条至第二条说得不清楚", "", "未采纳", "已经清楚", "第一条至第二条"),
    LedgerRow("收门票", "2", "未采纳", "", ""),
)


def test_opinions_stand_beside_the_articles_of_the_draft_that_they_are_about() -> None:
    old, new = law(A, B, D), law(A, C, B.replace("三十", "六十"), F, D)

    found = page(old, new, opinions=OPINIONS)
    told = {change.title: [row.summary for row in change.opinions] for stretch in found.stretches for change in stretch.changes}

    assert [stretch.summary for stretch in found.stretches] == [
        "",
        "",
        "",
        "",
        "第三条，现为第五条　1 条文字未改",
    ]  # opinions unfold 第一条
    assert told["第三条"] == ["备案太晚", "第一条至第二条说得不清楚"]  # the draft's 第二条
    assert told["第四条"] == ["管一管无人机"]  # which the draft had not
    assert told["第一条"] == ["第一条至第二条说得不清楚"]
    assert [row.summary for row in found.opinions] == ["收门票"]


def test_no_opinion_is_lost_or_invented() -> None:
    found = page(law(A, B), law(A, B), opinions=(*OPINIONS, LedgerRow("远处", "1", "采纳", "", "第九十条")))
    beside = {row for stretch in found.stretches for change in stretch.changes for row in change.opinions}

    assert beside | set(found.opinions) == {*OPINIONS, LedgerRow("远处", "1", "采纳", "", "第九十条")}
    assert not beside & set(found.opinions)


def test_articles_of_very_long_texts_that_did_not_change_are_left_to_their_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    old, new = law(A, B, C, D), law(A, B, C, D.replace("全省", "全市"))
    monkeypatch.setattr(shown, "MOST", 10)
    found = page(old, new)

    folded = found.stretches[0]

    assert folded.changes == () and folded.left_out == Link("看新文本第一条至第三条", "/regulation/new.html#" + quote("第一条"))
    assert [change.kind for change in changes(found)] == ["changed"]


def test_two_articles_of_one_number_have_places_of_their_own() -> None:
    twice = version(f"第一条　{A}\n\n第二条　{B}\n\n第二条　{C}")
    found = page(law(A), twice)
    ids = [change.id for stretch in found.stretches for change in stretch.changes]

    assert len(ids) == len(set(ids)) and any("编号相同" in note for note in found.notes)


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("第十一条", ["11"]),
        ("第十二条之一第二款、第3条", ["12-1", "3"]),
        ("第二条至第五条", ["2", "3", "4", "5"]),
        ("第五条至第二条", ["5", "2"]),
        ("第一条至第九千条", ["1", "9000"]),
        ("总则、附则", []),
        ("", []),
    ],
)
def test_articles_that_a_text_names(text: str, numbers: list[str]) -> None:
    assert numbers_of(text) == numbers


def test_lines_that_begin_as_articles() -> None:
    assert begun("第一条　甲。\n**第二条** 乙。\n第三条规定的，丙。\n## 第四条\n　　第十二条之一　丁。") == {
        "1",
        "2",
        "4",
        "12-1",
    }


@pytest.mark.parametrize("old", ["灯会条例（草案）", "灯会条例（2015年修正）"])
def test_titles_that_differ_in_what_stands_in_brackets_are_the_same(old: str) -> None:
    def notes(title: str) -> tuple[str, ...]:
        found: Compared = compared(version_of(title, "", read_body("第一条　甲。")), law("甲。"))
        return found.notes

    assert notes(old) == ()
    assert notes("灯节条例") == ("两个文本的标题不同：灯节条例；灯会条例",)
