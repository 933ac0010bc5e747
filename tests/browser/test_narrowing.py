"""Ways to fewer lines on a telephone: folded into one line that says what is chosen, with and without script, and by keys."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from .conftest import Reader

Open = Callable[..., Reader]

WHOLE = ("/qinglan/suggestion/", "/consultation/", "/supervision_item/", "/regulation/", "/filing_review/")
FIRST_SCREEN = 800


def first_line(page: Page) -> float:
    """How far down the first title stands."""
    box = page.locator("main .rows .title, main .timetable h3").first.bounding_box()
    assert box is not None
    return box["y"] + box["height"]


@pytest.mark.parametrize("path", WHOLE)
def test_a_telephone_shows_lines_on_its_first_screen_and_opens_the_ways_by_a_key(path: str, reader: Open) -> None:
    page = reader(390, script=False).open(path)
    fold, first = page.locator("details.narrow"), page.locator("details.narrow a").first

    assert first_line(page) < FIRST_SCREEN
    assert not first.is_visible()
    fold.locator("summary").focus()
    page.keyboard.press("Enter")
    expect(first).to_be_visible()
    page.keyboard.press("Tab")
    expect(first).to_be_focused()


@pytest.mark.parametrize("script", [True, False])
def test_what_is_chosen_is_told_and_open_and_leaves_room_for_lines(script: bool, reader: Open) -> None:
    page = reader(390, script=script).open("/qinglan/suggestion/state/overdue.html")

    assert page.locator("details.narrow summary").inner_text() == "已选 1 项：逾期未答复"
    for link in page.locator("details.narrow .choices a[aria-current]").all():
        assert link.is_visible()
    assert "逾期未答复 1" in page.locator("main .facts").first.inner_text()
    assert first_line(page) < FIRST_SCREEN
    page.locator("details.narrow summary").click()
    expect(page.locator("details.narrow a").first).not_to_be_visible()


@pytest.mark.parametrize("path", [*WHOLE, "/open/"])
def test_a_wide_screen_has_the_ways_open(path: str, reader: Open) -> None:
    page = reader(1280).open(path)

    assert not page.locator(".narrow > summary").is_visible()
    for choice in page.locator(".narrow :is(a, select)").all():
        assert choice.is_visible()


def test_what_is_open_is_narrowed_behind_one_line(reader: Open) -> None:
    page = reader(390).open("/open/")
    assert first_line(page) < FIRST_SCREEN + 60  # its lead is three lines
    page.locator(".narrow summary").press("Enter")
    page.get_by_label("用途").select_option("法规草案")

    expect(page.locator("span[data-chosen]")).to_have_text("已选 1 项")
    page.get_by_label("用途").select_option("全部")
    expect(page.locator("span[data-chosen]")).to_have_text("")


def test_the_search_says_how_many_filters_an_address_has(reader: Open) -> None:
    page = reader(390).open("/search/?q=渔业&kind=regulation&state=in-force")

    expect(page.locator("span[data-chosen]")).to_have_text("已选 2 项")
    expect(page.locator(".search-narrow")).to_have_attribute("open", "")
    page.get_by_label("时效").select_option("全部")
    expect(page.locator("span[data-chosen]")).to_have_text("已选 1 项")
