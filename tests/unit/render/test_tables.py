"""Tables of a body as telephones show them."""

import re

import pytest

from wangqun.render.engines import Engines
from wangqun.render.settings import DEFAULTS
from wangqun.render.tables import with_tables

ENGINES = Engines(DEFAULTS["MARKDOWN"])


def table(source: str) -> str:
    """What becomes of a table that is drawn with `|`."""
    return with_tables(ENGINES.markdown(source, "office"))


def test_a_narrow_table_bears_its_labels_in_every_cell() -> None:
    shown = table('| 日期 | "地" & **点** |\n|---|---:|\n| 1日 | 甲 |\n| 2日 |  |\n')

    assert shown.startswith('<div class="table"><table class="stack">')
    assert re.findall(r'data-label="([^"]*)"', shown) == ["日期", "&quot;地&quot; &amp; 点"] * 2
    assert shown.count("tabindex") == 0


@pytest.mark.parametrize(
    "source",
    [
        "| 一 | 二 | 三 | 四 | 五 |\n|---|---|---|---|---|\n| 1 | 2 | 3 | 4 | 5 |\n",
        "| | 二 |\n|---|---|\n| 1 | 2 |\n",
        '<table><thead><tr><th>一</th><th>二</th></tr></thead><tbody><tr><td colspan="2">1</td></tr></tbody></table>',
        "<table><tbody><tr><td>1</td><td>2</td></tr></tbody></table>",
    ],
    ids=["five columns", "a column without name", "a cell that spans", "no head"],
)
def test_any_other_table_can_be_moved_sideways_by_keyboard_too(source: str) -> None:
    shown = table(source)

    assert '<div class="table wide" tabindex="0" role="group" aria-label="表格，可以左右移动"' in shown
    assert "data-label" not in shown
    assert shown.count("<div") == shown.count("</div>") == 1


def test_a_table_in_a_table_has_a_frame_of_its_own() -> None:
    inner = "<table><thead><tr><th>一</th><th>二</th></tr></thead><tbody><tr><td>1</td><td>2</td></tr></tbody></table>"
    shown = with_tables(f"<table><tbody><tr><td>{inner}</td></tr></tbody></table>")

    assert shown.count('<div class="table') == shown.count("</table></div>") == 2
    assert shown.count('class="stack"') == 1


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
