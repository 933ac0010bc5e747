"""Home pages: what people come for is one or two taps away, everything is there without script, nothing is a barrier."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from .conftest import Reader
from .test_consultations import at
from .test_pages import RUN_AXE, SITES, WIDTHS

pytestmark = pytest.mark.browser
Open = Callable[..., Reader]
LISTS = {"list": "/news/", "hub": "/interact/", "proposals": "/proposals/", "open": "/open/", "overview": "/contact_point/"}
PAGES = {**{level: f"{prefix}/" for level, prefix in SITES.items()}, "city": "/yannan/", **LISTS}
TOUCH = """() => [...document.querySelectorAll("main :is(a, button, input, summary)")]
  .filter((each) => each.checkVisibility() && !each.closest("p, dd, dt, th, td, h2, h3, li"))
  .filter((each) => each.getBoundingClientRect().height < 43.5)
  .map((each) => each.outerHTML.slice(0, 120))"""

LINES = """(all) => all.map((each) => {
  const range = document.createRange();
  range.selectNodeContents(each);
  return new Set([...range.getClientRects()].map((box) => Math.round(box.top))).size;
})"""


def shown(reader: Reader, path: str) -> Page:
    """A page as of the demo's day."""
    reader.page.clock.install(time=at("2026-11-23 10:00"))
    return reader.open(path)


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES)
def test_a_page_fits_and_has_no_barrier(path: str, width: int, reader: Open, axe: str) -> None:
    opened = reader(width)
    page = shown(opened, path)
    page.evaluate(axe)

    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.locator("h1").count() == 1
    assert opened.troubles == []
    assert page.evaluate(RUN_AXE) == []
    assert page.evaluate(TOUCH) == []


@pytest.mark.parametrize("prefix", SITES.values(), ids=SITES)
def test_what_is_open_is_one_tap_away(prefix: str, reader: Open) -> None:
    page = shown(reader(390), f"{prefix}/")
    page.get_by_role("main").get_by_role("link", name="正在征求意见", exact=True).first.click()

    expect(page.locator("h1")).to_have_text("正在征求意见")
    expect(page.get_by_role("main").get_by_role("heading", level=2).first).to_contain_text("进行中")


@pytest.mark.parametrize("width", WIDTHS)
def test_the_heads_of_the_table_of_seats_stand_on_one_line(width: int, reader: Open) -> None:
    page = shown(reader(width), "/")
    page.locator("details.behind").evaluate_all("all => all.forEach((each) => { each.open = true; })")
    heads = page.locator(".house + .behind thead th")

    assert heads.all_inner_texts()[1:] == ["代表", "缺额"]
    assert heads.evaluate_all(LINES) == [1, 1, 1]


@pytest.mark.parametrize("prefix", SITES.values(), ids=SITES)
def test_petitions_are_one_tap_away(prefix: str, reader: Open) -> None:
    page = shown(reader(390), f"{prefix}/")
    page.get_by_role("main").get_by_role("link", name="信访渠道", exact=True).click()

    expect(page.get_by_role("main")).to_contain_text("信访")
    expect(page.get_by_role("main")).to_contain_text(re.compile(r"09\d\d-55\d{5}"))


@pytest.mark.parametrize("script", [True, False])
def test_the_next_reception_of_a_station_is_at_hand(script: bool, reader: Open) -> None:
    opened = reader(390, script=script)
    page = opened.open("/qinglan/")
    block = page.locator("section").filter(has=page.get_by_role("heading", name="代表接待日"))

    station, day = block.get_by_role("heading", level=3).first.inner_text(), block.locator("time").first.get_attribute("datetime")
    expect(block.locator("a[href^='tel:']").first).to_be_visible()
    page.get_by_role("main").get_by_role("link", name="代表联络站", exact=True).click()
    page.get_by_role("link").filter(has_text=station).first.click()  # its name may break between words
    expect(page.locator("h1")).to_contain_text(station)
    expect(page.locator(f"time[datetime='{day}']").first).to_be_visible()


def test_a_village_is_asked_for_on_the_home_page(reader: Open) -> None:
    page = shown(reader(390), "/qinglan/")
    page.get_by_label("村、社区或乡镇").fill("柳桥")
    page.get_by_role("main").get_by_role("button", name="查找").first.click()

    expect(page).to_have_url(re.compile(r"/qinglan/my/\?q=."))
    expect(page.get_by_role("main")).to_contain_text("柳桥")


def test_tasks_come_first_on_a_telephone(reader: Open) -> None:
    page = shown(reader(390), "/")
    tops = {
        title: page.get_by_role("main").get_by_role("link", name=title, exact=True).first.bounding_box()["y"]  # type: ignore[index]
        for title in ("找代表", "查法规", "信访渠道", "正在征求意见")
    }

    assert list(tops.values()) == sorted(tops.values())
    assert tops["找代表"] < 500 and tops["正在征求意见"] < 844  # of the first screen


def test_a_province_is_read_through_on_a_telephone(reader: Open) -> None:
    page = shown(reader(390), "/")

    assert page.evaluate("document.documentElement.scrollHeight") <= 5500
    tall = "(rows) => rows.map((row) => row.getBoundingClientRect().height)"
    assert max(page.locator(".shelves tbody tr").evaluate_all(tall)) <= 46  # one line each


@pytest.mark.parametrize("width", WIDTHS)
def test_there_is_one_field_to_search_everything(width: int, reader: Open) -> None:
    for path in ("/", "/qinglan/"):
        page = shown(reader(width), path)
        assert page.locator("input[type=search]:visible").count() == 1


def test_only_the_script_counts_days(reader: Open) -> None:
    counted = shown(reader(), "/").get_by_role("main").inner_text()
    plain = reader(script=False).open("/").get_by_role("main").inner_text()

    assert "还有 1" in counted
    assert "还有" not in plain and "今天" not in plain and "明天" not in plain
    assert "12月10日" in counted and "12月10日" in plain


def test_a_year_of_a_list_leads_to_its_pieces_without_script(reader: Open) -> None:
    page = reader(script=False).open("/news/")
    page.get_by_role("navigation", name="按年份查看").get_by_role("link", name="2025 年").click()

    expect(page.get_by_role("heading", name="2025 年")).to_be_in_viewport()
