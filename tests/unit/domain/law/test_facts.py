"""The head of a law and what is known of it."""

import pytest

from wangqun.domain.law.facts import Facts, facts_of
from wangqun.domain.law.head import Head, date_of_file, is_lawful, read_head
from wangqun.domain.law.reading import read_body

CITY = """砚南市灯会条例

（2020年8月28日砚南市第十届人民代表大会常务委员会第三次会议通过
2020年9月24日云泽省第十三届人民代表大会常务委员会第二十次会议批准）

目　录

第一章　总　则
第二章　附　则

第一章　总　则

第一条　为了办好灯会，制定本条例。

第二章　附　则

第二条　本条例自2020年11月1日起施行。
"""


def _read(text: str, file_date: str = "", markdown: bool = False, by: str = "") -> tuple[Head, Facts]:
    head = read_head(text, markdown)
    return head, facts_of(head, read_body(head.body, markdown), file_date, by)


def test_a_regulation_of_a_city() -> None:
    head, facts = _read(CITY)

    assert (head.title, len(head.notes), head.body.lstrip()[:3], head.above) == ("砚南市灯会条例", 1, "目　录", 5)
    assert facts == Facts(
        doc_type="local_regulation",
        issuer="砚南市人民代表大会常务委员会",
        passed_on="2020-08-28",
        meeting="砚南市第十届人民代表大会常务委员会第三次会议",
        approved_by="云泽省人民代表大会常务委员会",
        approved_on="2020-09-24",
        promulgated_by="",
        promulgated_on="",
        announcement_no="",
        effective_on="2020-11-01",
        first_effective_on="",
        amendments=(),
        version_on="2020-09-24",
        doubts=(),
    )


def test_an_announcement_above_the_title() -> None:
    head, facts = _read(
        "云泽省人民代表大会常务委员会公告\n\n〔十三届〕第三十三号\n\n"
        "《云泽省灯会条例》已由云泽省第十三届人民代表大会常务委员会第九次会议于2020年3月1日通过，现予公布，自2020年5月1日起施行。\n\n"
        "云泽省人民代表大会常务委员会\n\n2020年3月1日\n\n云泽省灯会条例\n\n第一条　甲。"
    )

    assert head.title == "云泽省灯会条例"
    assert len(head.notes) == 5
    assert (facts.effective_on, facts.version_on, facts.issuer) == ("2020-05-01", "2020-03-01", "云泽省人民代表大会常务委员会")


def test_a_title_of_two_lines() -> None:
    head, facts = _read(
        "云泽省人民代表大会常务委员会\n关于加强灯会监督的决定\n\n（2020年1月2日云泽省第十届人大常委会第二次会议通过）\n\n一、甲。\n\n二、乙。"
    )

    assert head.title == "云泽省人民代表大会常务委员会关于加强灯会监督的决定"
    assert facts.doc_type == "decision"


def test_the_first_article_is_no_part_of_a_title() -> None:
    assert read_head("灯会\n\n第一条　甲办法", False).title == "灯会"


def test_nothing_of_the_text_is_in_neither_head_nor_body() -> None:
    head, _ = _read(CITY)

    assert "".join((head.title + "".join(head.notes) + head.body).split()) == "".join(CITY.split())


@pytest.mark.parametrize(
    ("title", "notes", "doc_type"),
    [
        ("中华人民共和国灯会法", "2020年1月2日 第十三届全国人民代表大会第三次会议通过", "law"),
        ("中华人民共和国宪法修正案", "2020年1月2日 第十三届全国人民代表大会第三次会议通过", "constitution"),
        ("全国人民代表大会常务委员会关于灯会的决定", "2020年1月2日 第十三届全国人民代表大会常务委员会第三次会议通过", "decision"),
        ("灯会管理条例", "2020年1月2日 国务院令第700号公布", "administrative_regulation"),
        ("灯会管理办法", "2020年1月2日 国务院批准　2020年2月2日 公安部发布", "administrative_regulation"),
        ("灯会登记办法", "2020年1月2日 公安部令第4号公布", "rule"),
        ("最高人民法院关于灯会案件的解释", "", "interpretation"),
        ("云泽省灯会条例", "2020年1月2日 云泽省第十届人民代表大会常务委员会第二次会议通过", "local_regulation"),
        ("临江自治县自治条例", "2020年1月2日 临江自治县第十届人民代表大会第二次会议通过", "autonomous"),
        ("临江自治县灯会条例", "2020年1月2日 临江自治县第十届人民代表大会第二次会议通过", "separate"),
        ("灯会管理条例", "", ""),
    ],
)
def test_kinds(title: str, notes: str, doc_type: str) -> None:
    assert _read(f"{title}\n\n{notes}\n\n第一条　甲。")[1].doc_type == doc_type


def test_who_made_it_may_be_said_by_who_brings_it() -> None:
    _, facts = _read("灯会管理条例\n\n第一条　甲。", by="国务院")

    assert (facts.issuer, facts.doc_type) == ("国务院", "administrative_regulation")
    assert "看不出制定机关" not in facts.doubts


@pytest.mark.parametrize(
    ("last", "notes", "effective", "doubt"),
    [
        ("本条例自2020年5月1日起施行。", "2020年1月2日 国务院令第1号公布", "2020-05-01", ""),
        ("本条例自二〇二〇年五月一日起实施。", "2020年1月2日 国务院令第1号公布", "2020-05-01", ""),
        ("本条例自公布之日起施行。", "2020年1月2日 国务院令第1号公布", "2020-01-02", ""),
        ("本条例自通过之日起施行。", "2020年1月2日 国务院第1次常务会议通过", "2020-01-02", ""),
        ("灯会照旧。", "2020年1月2日 国务院令第1号公布\n2020年3月1日 施行", "2020-03-01", ""),
        ("灯会照旧。", "2020年1月2日 国务院令第1号公布", "", "看不出何时施行"),
        ("本条例自2010年5月1日起施行。", "2010年1月2日 国务院令第1号公布 2020年1月2日 国务院令第2号修订", "", "修改后"),
    ],
)
def test_since_when_it_is_in_force(last: str, notes: str, effective: str, doubt: str) -> None:
    _, facts = _read(f"灯会管理条例\n\n{notes}\n\n第一条　甲。\n\n第二条　{last}")

    assert facts.effective_on == effective
    assert [each for each in facts.doubts if doubt and each.startswith(doubt)] or not (doubt or facts.doubts)


@pytest.mark.parametrize(
    ("last", "since", "first"),
    [("2010年5月1日", "", "2010-05-01"), ("2020年3月1日", "2020-03-01", ""), ("2020年1月2日", "2020-01-02", "")],
)
def test_a_day_before_the_last_amendment_is_that_of_the_law_not_of_the_text(last: str, since: str, first: str) -> None:
    notes = "2010年1月2日 国务院令第1号公布 2020年1月2日 国务院令第2号修订"
    _, facts = _read(f"灯会管理条例\n\n{notes}\n\n第一条　甲。\n\n第二条　本条例自{last}起施行。")

    assert (facts.effective_on, facts.first_effective_on) == (since, first)


def test_the_later_of_passing_and_file_is_the_date_of_a_version() -> None:
    assert [_read(CITY, on)[1].version_on for on in ("2019-01-01", "2021-01-01")] == ["2020-09-24", "2021-01-01"]


@pytest.mark.parametrize(
    ("stem", "on"),
    [
        ("灯会条例(2020-01-02)", "2020-01-02"),
        ("灯会条例（2020年01月02日）", "2020-01-02"),
        ("灯会条例_20200102", "2020-01-02"),
        ("灯会条例（2020年）", ""),
        ("灯会条例20209999", ""),
        ("灯会条例", ""),
    ],
)
def test_dates_in_names_of_files(stem: str, on: str) -> None:
    assert date_of_file(stem) == on


def test_titles_of_laws() -> None:
    assert all(map(is_lawful, ("灯会条例", "灯会办法（试行）", "关于灯会的决定", "灯会法")))
    assert not any(map(is_lawful, ("灯会的攻略", "甲诉乙灯会合同案", "灯会")))


def test_what_was_passed_after_a_text_was_published_changed_it() -> None:
    notes = "1994年10月27日 最高人民法院印发 2020年12月23日 最高人民法院审判委员会第1823次会议通过"
    _, facts = _read(f"最高人民法院关于灯会案件的解释\n\n{notes}\n\n第一条　甲。")

    assert (facts.passed_on, facts.promulgated_on) == ("", "1994-10-27")
    assert [(each.on, each.organ) for each in facts.amendments] == [("2020-12-23", "最高人民法院")]
    assert facts.version_on == "2020-12-23"
