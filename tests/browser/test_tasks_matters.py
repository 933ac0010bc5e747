"""What became of a matter, walked at 390 px by visible words alone: a suggestion's state, an audit's findings."""

import re

import pytest
from playwright.sync_api import expect

from .test_tasks_people import Open, Walk

pytestmark = pytest.mark.browser
SUGGESTIONS = ("村边深水塘加装护栏", "说清农村自来水的收费", "修复雨坑乡三座水毁便桥")


@pytest.mark.parametrize("script", [True, False])
@pytest.mark.parametrize("title", SUGGESTIONS)
@pytest.mark.parametrize("path", [("/qinglan/",), ("/", "青岚县")], ids=["of the county", "from the province"])
def test_the_state_of_a_suggestion(path: tuple[str, ...], title: str, script: bool, reader: Open) -> None:
    one = reader(390, script=script)
    walk = Walk(one.open(path[0]))
    for words in (*path[1:], "代表建议办得怎样", title):
        walk.tap(words)

    expect(walk.page.locator("h1")).to_have_text(title)
    state = walk.page.locator(".course h2 .chip")
    expect(state).to_be_in_viewport()
    assert state.inner_text().strip()
    expect(walk.page.locator(".course .now")).to_contain_text(re.compile(r"\d{4}年\d+月\d+日|已办结|不满意|已答复|上级"))
    assert walk.taps <= 3
    assert one.troubles == []


def test_a_state_is_seen_in_the_list_before_a_piece_is_opened(reader: Open) -> None:
    walk = Walk(reader(390).open("/qinglan/"))
    walk.tap("代表建议办得怎样")

    states = walk.page.locator("main [data-state]").all_inner_texts()
    assert len(states) >= 14
    assert {"办理中", "未见公开答复", "已办结"} <= set(states)
    assert walk.taps == 1


def test_all_that_a_unit_handles(reader: Open) -> None:
    walk = Walk(reader(390).open("/qinglan/"))
    for words in ("代表建议办得怎样", "主办单位", "情况和统计"):
        walk.tap(words)

    expect(walk.page.locator("h1")).to_have_text("县水利局办理的建议")
    expect(walk.page.locator("ul.facts")).to_contain_text("办复率")
    assert walk.taps <= 3


@pytest.mark.parametrize("script", [True, False])
def test_what_became_of_the_findings_of_an_audit(script: bool, reader: Open) -> None:
    one = reader(390, script=script)
    walk = Walk(one.open("/"))
    for words in ("监督事项", "2024年度省级预算执行和其他财政收支的审计"):
        walk.tap(words)
    expect(walk.page.locator(".chain li", has_text="审计整改情况报告").first).to_be_visible()
    walk.tap("2024年度审计查出问题整改情况的报告")

    expect(walk.page.locator("h1")).to_have_text("2024年度审计查出问题整改情况的报告")
    row = walk.page.locator("main table tr", has_text="合计").first
    assert re.findall(r"\d+", row.inner_text()) == ["316", "297", "19"]
    assert walk.taps <= 4
    assert one.troubles == []
