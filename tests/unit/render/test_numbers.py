"""A figure and what counts it are one, and a text stays the same text."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wangqun.render.numbers import with_whole_figures

WHOLE = re.compile(r'<span class="whole">([^<]*)</span>')


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("自2026年11月30日起", ["2026年11月30日"]),
        ("截至 30 日，共 1,203 人", ["30 日", "1,203 人"]),
        ("投入3.5亿元、化肥40多吨", ["3.5亿", "40多"]),
        ("每月5日09:00—11:30接待", ["5日", "09:00—11:30"]),
        ("上午9:00 至 11:30", ["9:00 至 11:30"]),
        ("9：00开始", ["9：00"]),
        ("2026—2030年规划，3-5名", ["2026—2030年", "3-5名"]),
        ("<strong>30</strong>日", []),
        ("<td>合计12项</td>", ["12项"]),
    ],
)
def test_a_figure_stays_with_what_counts_it(text: str, whole: list[str]) -> None:
    shown = with_whole_figures(f"<p>{text}</p>")

    assert WHOLE.findall(shown) == whole
    assert WHOLE.sub(r"\1", shown) == f"<p>{text}</p>"


@pytest.mark.parametrize(
    "html",
    [
        "<p>第三十条 共三人</p>",
        "<p>比分 3:2，版本 v2版</p>",
        "<p>9:00，开始</p>",
        '<p><a href="/x">2026年第3号</a> <code>30日</code></p>',
        '<h2 id="s12条">第12条</h2>',
        '<p title="30日">无</p>',
        "<p>00123456789012345人</p>",
        "<p>编号ABC-30号</p>",
    ],
)
def test_what_folds_nowhere_or_is_a_link_or_a_name_is_left(html: str) -> None:
    assert with_whole_figures(html) == html


@given(st.text("0123456789.,:：—-至 年月人a<>&;/p", max_size=60))
def test_the_text_is_the_same_and_no_tag_is_touched(text: str) -> None:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    shown = with_whole_figures(f'<p id="a">{escaped}</p>')

    assert shown.replace('<span class="whole">', "").replace("</span>", "") == f'<p id="a">{escaped}</p>'
