"""Tables of a body as telephones show them."""

import re

import pytest

from wangqun.render.engines import Engines
from wangqun.render.settings import DEFAULTS
from wangqun.render.tables import with_tables

LONG = "一格里写了十个以上的字"
ENGINES = Engines(DEFAULTS["MARKDOWN"])


def table(source: str) -> str:
    """What becomes of a table that is drawn with `|`."""
    return with_tables(ENGINES.markdown(source, "office"))


def test_a_narrow_table_bears_its_labels_in_every_cell() -> None:
    shown = table('| 日期 | "地" & **点** |\n|---|---:|\n| 1日 | 甲 |\n| 2日 |  |\n')

    assert shown.startswith('<div class="table"><table class="stack fits">')
    assert re.findall(r'data-label="([^"]*)"', shown) == ["日期", "&quot;地&quot; &amp; 点"] * 2
    assert shown.count("tabindex") == 0


@pytest.mark.parametrize(
    "source",
    [
        f"| 一 | 二 | 三 | 四 | 五 |\n|---|---|---|---|---|\n| {LONG} | {LONG} | 3 | 4 | 5 |\n",
        f"| | 二 | 三 |\n|---|---|---|\n| {LONG} | {LONG} | {LONG} |\n",
        '<table><thead><tr><th>一</th><th>二</th></tr></thead><tbody><tr><td colspan="2">1</td></tr></tbody></table>',
        f"<table><tbody><tr><td>{LONG}</td><td>{LONG}</td><td>{LONG}</td></tr></tbody></table>",
    ],
    ids=["five columns", "a column without name", "a cell that spans", "no head"],
)
def test_any_other_table_can_be_moved_sideways_by_keyboard_too(source: str) -> None:
    shown = table(source)

    assert '<div class="table wide" tabindex="0" role="group" aria-label="表格，可以左右移动"' in shown
    assert "data-label" not in shown
    assert shown.count("<div") == shown.count("</div>") == 1


@pytest.mark.parametrize(
    ("heads", "row", "fits"),
    [
        (["届次", "年", "件", "已办", "率"], ["十六届", "2026", "131", "97", "74%"], True),  # five short columns
        (["日期", "星期", "时间"], ["2026-12-02", "星期三", "14:30–16:30"], True),
        (["单位", "件数"], [LONG, "18"], True),  # words fold
        (["单位", "办理情况"], [LONG, LONG], True),
        (["单位", "负责人", "办理情况"], [LONG, LONG, LONG], False),
        (["序号", "承办单位的全称和简称", "代表满意程度评价"], ["1", "甲", "乙"], False),  # heads do not fold
        (["名称", "网址"], [LONG, "https://rd.test.example/page/"], False),  # words of letters do not, either
    ],
)
def test_a_table_whose_columns_fit_on_a_telephone_stays_a_table(heads: list[str], row: list[str], fits: bool) -> None:
    lines = [heads, ["---"] * len(heads), row]
    shown = table("".join(f"| {' | '.join(cells)} |\n" for cells in lines))

    assert ('class="stack fits"' in shown) == fits
    assert ('class="stack"' in shown) == (not fits)
    assert shown.count("data-label") == len(heads)


def test_a_small_table_without_a_head_needs_no_room_for_moving() -> None:
    shown = with_tables("<table><tbody><tr><td>1</td><td>2</td><td>3</td></tr></tbody></table>")

    assert shown.startswith('<div class="table" tabindex="0" role="group"')  # large type may move it still
    assert "wide" not in shown and "data-" not in shown


def test_a_table_in_a_table_has_a_frame_of_its_own() -> None:
    inner = "<table><thead><tr><th>一</th><th>二</th></tr></thead><tbody><tr><td>1</td><td>2</td></tr></tbody></table>"
    shown = with_tables(f"<table><tbody><tr><td>{inner}</td></tr></tbody></table>")

    assert shown.count('<div class="table') == shown.count("</table></div>") == 2
    assert shown.count('class="stack fits"') == 1


VOTES = "| 事项 | 赞成 | 反对 | 弃权 | 未按表决器 |\n|---|---:|---:|---:|---:|\n| 甲 | 30 | 6 | 3票 | 1 |\n"


def test_votes_have_a_bar_whose_parts_are_their_shares() -> None:
    shown = table(VOTES)

    assert '<table class="stack votes">' in shown
    assert re.findall(r'<rect class="(\w+)" x="([\d.]+)%" width="([\d.]+)%"', shown) == [
        ("for", "0", "75"),
        ("against", "75", "15"),
        ("abstained", "90", "7.5"),
        ("absent", "97.5", "2.5"),
    ]
    assert '甲<svg aria-hidden="true"' in shown


@pytest.mark.parametrize(
    "row", ["| 甲 | 多数 | 0 | 0 | 0 |", "| 甲 | 0 | 0 | 0 | 0 |", "| 甲 |  | 1 | 1 | 1 |"], ids=["words", "nobody", "a gap"]
)
def test_votes_that_nobody_counted_have_no_bar(row: str) -> None:
    shown = table(VOTES.rpartition("| 甲")[0] + row + "\n")

    assert "votes" in shown
    assert "<svg" not in shown


def test_a_table_that_only_mentions_votes_is_none_of_votes() -> None:
    assert "votes" not in table("| 事项 | 赞成 | 备注 |\n|---|---|---|\n| 甲 | 3 | 无 |\n")
