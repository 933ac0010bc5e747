"""Titles break between words, and read the same."""

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from wangqun.render.phrases import _agreed, _listed, phrases, with_breaks

TRAILING = "，。、；：？！）》〉」』】〕”’"
LEADING = "（《〈「『【〔“‘"
TITLES = (
    st.text(
        st.sampled_from("人大常委会的与关于水库大坝安全执法检查第三十次届年月日 2026abc-，。：（）《》“”<>&'\"\n"), max_size=60
    )
    | st.text()
)


@settings(max_examples=500, deadline=None)
@given(TITLES)
@example("《云泽省湿地保护条例（草案）》，公开征求意见“三问”")
def test_the_parts_are_the_title_and_no_line_begins_or_ends_against_the_rules(title: str) -> None:
    parts = phrases(title)

    assert "".join(parts) == title
    assert [part for part in parts[1:] if part[0] in TRAILING] == []
    assert [part for part in parts[:-1] if part[-1] in LEADING] == []
    assert with_breaks(title).replace("<wbr>", "").unescape() == title


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("县人大代表视察柳汐镇农村供水工程建设情况", "县人大|代表|视察|柳汐镇农村|供水|工程|建设|情况"),
        (
            "关于《云泽省河湖长制工作条例（草案）》公开征求意见的公告",
            "关于|《云泽省|河湖长制|工作|条例|（草案）》|公开|征求意见的|公告",
        ),
        ("县第十七届人大常委会第三十六次会议议程", "县第十七届人大|常委会|第三十六次会议|议程"),
        ("关于公布2027年上半年代表接待日的通知", "关于|公布|2027年|上半年|代表|接待日的|通知"),
        ("省人大社会建设委员会调研农村养老服务", "省人大|社会|建设|委员会|调研|农村养老|服务"),
        ("镇人大主席团听取镇区积水治理情况报告", "镇人大|主席团听取镇区|积水|治理|情况|报告"),
        ("赶在采收前：县人大常委会检查农产品质量", "赶在|采收|前：|县人大|常委会|检查|农产品|质量"),
        ("区总工会召开全区工人大会通报情况", "区总工会|召开|全区|工人|大会|通报|情况"),
        ("我县召开2026年第3次主任会议", "我县|召开|2026年|第3次|主任|会议"),
    ],
)
def test_words_of_the_trade_stay_whole(title: str, expected: str) -> None:
    assert "|".join(phrases(title)) == expected


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("最高人民法院关于适用公司法若干问题的规定", "公司法"),
        ("城市水资源与污染物排放管理条例", "水资源 污染物"),
        ("关于农民专业合作社和机动车停放的决定", "合作社 机动车"),
        ("关于开展第三季度秋季防火工作的通知", "秋季 防火 三季度"),
        ("县人大常委会视察冬季取暖与就医情况", "视察 冬季 就医"),
    ],
)
def test_words_of_the_language_stay_whole(title: str, words: str) -> None:
    parts = phrases(title)

    assert [word for word in words.split() if not any(word in part for part in parts)] == []


def test_a_word_that_is_one_only_from_the_left_binds_nothing() -> None:
    assert (0, 3) not in _agreed("研究生命科学")  # 研究|生命, and 研究生 is a word
    assert (0, 3) in _agreed("研究生的待遇")


def test_the_list_holds_words_alone() -> None:
    words = _listed()

    assert 10_000 < len(words) < 20_000
    assert {len(word) for word in words} == {2, 3}
    assert "公司法" in words and "人大" not in {word for word in words if word.startswith("工人")}


@pytest.mark.parametrize("title", ["人大概况", "Annual report of the standing committee", "", "12345678901234567890"])
def test_what_needs_no_break_has_none(title: str) -> None:
    assert phrases(title) == (title,)


def test_markup_in_a_title_is_text() -> None:
    shown = with_breaks("关于<b>水库大坝</b>安全执法检查的报告 & 说明")

    assert re.findall(r"<[^>]*>", shown) == ["<wbr>"] * (len(phrases("关于<b>水库大坝</b>安全执法检查的报告 & 说明")) - 1)
