"""What is open, under a clock of our own: the script turns states at their minute and counts days; without it nothing lacks."""

from collections.abc import Callable
from datetime import datetime

import pytest
from playwright.sync_api import Page, expect

from wangqun.domain.moment import SHANGHAI

from .conftest import Reader
from .test_pages import RUN_AXE, WIDTHS

pytestmark = pytest.mark.browser
Open = Callable[..., Reader]

PAGES = {
    "open": "/open/",
    "nothing": "/baitan/open/",
    "going": "/consultation/elder-care-draft.html",
    "coming": "/shuochuan/consultation/mudflat-draft.html",
    "overdue": "/songyu/consultation/station-hours.html",
    "result": "/consultation/wetland-second-draft.html",
    "overview": "/consultation/",
    "purpose": "/consultation/purpose/draft-law.html",
    "points": "/contact_point/",
    "point": "/contact_point/liuxi-town.html",
    "home": "/liuxi/",
}
PLAN = "2027年立法项目建议征集"  # until 24 November, 18:00
LIVELIHOOD = "2027年民生实事项目征集"  # through 27 November
MUDFLAT = "《朔川市滩涂养殖管理条例（草案征求意见稿）》征求意见"  # from 1 December on


def at(text: str) -> datetime:
    """A moment in Beijing."""
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


def shown(reader: Reader, now: str, path: str = "/open/") -> Page:
    """A page at a moment."""
    reader.page.clock.install(time=at(now))
    return reader.open(path)


def group_of(page: Page, title: str) -> str:
    """Under which state the list names something."""
    return str(page.locator("[data-group]").filter(has=page.get_by_role("link", name=title)).get_attribute("data-group"))


def left(page: Page, title: str) -> str:
    """What remains of something, as the page says it."""
    return page.locator("li[data-turns]").filter(has=page.get_by_role("link", name=title)).locator("[data-until]").inner_text()


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES)
def test_a_page_fits_and_has_no_barrier(path: str, width: int, reader: Open, axe: str) -> None:
    opened = reader(width)
    page = shown(opened, "2026-11-23 10:00", path)
    page.evaluate(axe)

    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.locator("h1").count() == 1
    assert opened.troubles == []
    assert page.evaluate(RUN_AXE) == []


@pytest.mark.parametrize(
    ("now", "group", "words"),
    [
        ("2026-11-23 00:00", "进行中", "明天截止"),
        ("2026-11-23 23:59", "进行中", "明天截止"),
        ("2026-11-24 00:00", "进行中", "今天截止"),
        ("2026-11-24 16:59", "进行中", "今天截止"),
        ("2026-11-24 17:00", "进行中", "还有 60 分钟"),
        ("2026-11-24 17:59", "进行中", "还有 1 分钟"),
        ("2026-11-24 18:00", "已截止", ""),
        ("2027-02-01 00:00", "已截止", ""),
    ],
)
def test_what_remains_is_counted_and_what_is_over_moves(now: str, group: str, words: str, reader: Open) -> None:
    page = shown(reader(), now)

    assert (group_of(page, PLAN), left(page, PLAN)) == (group, words)


@pytest.mark.parametrize(
    ("now", "words"),
    [
        ("2026-11-26 23:59", "明天截止"),
        ("2026-11-27 00:00", "今天截止"),
        ("2026-11-27 23:59", "还有 1 分钟"),
        ("2026-11-28 00:00", ""),
    ],
)
def test_a_last_day_goes_on_through_its_midnight(now: str, words: str, reader: Open) -> None:
    page = shown(reader(), now)

    assert left(page, LIVELIHOOD) == words
    assert (group_of(page, LIVELIHOOD) == "进行中") == bool(words)


def test_at_its_minute_a_line_moves_while_the_page_is_open(reader: Open) -> None:
    page = shown(reader(), "2026-11-24 17:59:20")
    before = page.locator("[data-group=进行中] li").count()
    page.clock.run_for(39_000)
    assert group_of(page, PLAN) == "进行中"
    page.clock.run_for(2_000)

    assert group_of(page, PLAN) == "已截止"
    assert page.locator("[data-group=进行中] li").count() == before - 1
    expect(page.locator("[data-group=进行中] [data-count]")).to_have_text(str(before - 1))
    expect(page.locator("[data-group=已截止]")).to_be_visible()


def test_what_opens_comes_among_the_open_by_its_end(reader: Open) -> None:
    page = shown(reader(), "2026-11-30 23:59:30")
    assert group_of(page, MUDFLAT) == "未开始"
    page.clock.run_for(31_000)

    ends = page.locator("[data-group=进行中] [data-until]").evaluate_all(
        "all => all.map((each) => Date.parse(each.dataset.until))"
    )
    assert group_of(page, MUDFLAT) == "进行中"
    assert ends == sorted(ends)
    expect(page.locator("[data-group=未开始]")).to_be_hidden()


def test_when_all_is_over_the_page_says_so(reader: Open) -> None:
    page = shown(reader(), "2027-03-01 00:00")

    expect(page.locator("[data-nothing]")).to_be_visible()
    expect(page.locator("[data-group=进行中]")).to_be_hidden()


@pytest.mark.parametrize(
    ("now", "soon"),
    [("2026-12-07 23:59", False), ("2026-12-08 00:01", True), ("2026-12-10 23:59", True), ("2026-12-11 00:00", None)],
)
def test_an_open_call_leads_to_where_one_answers_and_its_last_three_days_stand_out(
    now: str, soon: bool | None, reader: Open
) -> None:
    page = shown(reader(390), now, PAGES["going"])
    answer, days = page.locator(".answer"), page.locator(".timetable [data-until]")

    assert answer.is_visible() == days.is_visible() == (soon is not None)
    assert (days.get_attribute("data-soon") is not None) == bool(soon)
    links = [link.get_attribute("href") or "" for link in page.locator(".answer a").all()]
    assert [link.rpartition("/")[2] for link in links] == ["elder-care", "tel:0981-5550145", "#wq-ways"]


def test_a_slow_clock_takes_nothing_back(reader: Open) -> None:
    page = shown(reader(), "2020-01-01 00:00", "/songyu/consultation/station-hours.html")

    assert page.locator("[data-state]").inner_text() == "已截止"


@pytest.mark.parametrize(
    ("now", "state"),
    [
        ("2026-11-30 23:59", "未开始"),
        ("2026-12-01 00:00", "进行中"),
        ("2026-12-31 23:59", "进行中"),
        ("2027-01-01 00:00", "已截止"),
    ],
)
def test_its_own_page_and_the_home_page_turn_too(now: str, state: str, reader: Open) -> None:
    opened = reader()
    page = shown(opened, now, "/shuochuan/consultation/mudflat-draft.html")
    assert page.locator("[data-state]").inner_text() == state == page.locator("[data-state]").get_attribute("data-state")

    page = opened.open("/shuochuan/consultation/")
    assert page.locator("[data-state]").inner_text() == state


def test_the_list_is_narrowed_by_place_and_purpose(reader: Open) -> None:
    page = shown(reader(390), "2026-11-23 10:00")
    whole = page.locator("[data-groups] li:visible").count()
    page.get_by_text("缩小范围").click()
    page.get_by_label("地区").select_option("柳汐镇")

    assert page.locator("[data-groups] li:visible").first.get_by_role("link").inner_text() == LIVELIHOOD
    expect(page.locator("output")).to_have_text("符合条件的有 1 件")
    page.get_by_label("用途").select_option("法规草案")
    expect(page.locator("output")).to_have_text("符合条件的有 0 件")
    expect(page.locator("span[data-chosen]")).to_have_text("已选 2 项")
    page.get_by_label("地区").select_option("全部")
    expect(page.locator("[data-groups] li:visible")).to_have_count(3)
    page.get_by_label("用途").select_option("全部")
    expect(page.locator("[data-groups] li:visible")).to_have_count(whole)


@pytest.mark.parametrize(
    ("now", "shown_first", "page_first"),
    [("2026-11-30 23:59", "12月1日", "2026年12月1日"), ("2026-12-01 00:01", "12月31日", "2026年12月31日 24:00")],
)
@pytest.mark.parametrize("width", WIDTHS)
def test_what_is_not_open_yet_shows_its_first_day_where_others_show_their_last(
    now: str, shown_first: str, page_first: str, width: int, reader: Open
) -> None:
    opened = reader(width)
    page = shown(opened, now)
    line = page.locator("li[data-turns]").filter(has=page.get_by_role("link", name=MUDFLAT))
    days = line.locator(".day:visible strong")
    assert days.all_inner_texts() == [shown_first]

    page = opened.open("/shuochuan/consultation/mudflat-draft.html")
    sizes = page.locator(".timetable time").evaluate_all(
        "all => all.map((e) => [parseFloat(getComputedStyle(e).fontSize), e.textContent])"
    )
    assert max(sizes)[1] == page_first


LATE = {
    "/qinglan/suggestion/state/overdue.html": "逾期未答复",
    "/qinglan/suggestion/pond-fences.html": "未见公开",
    "/supervision_item/rural-water-2026.html": "未见公开",
    "/supervision_item/plan/2026.html": "有缺项",
}


def test_what_is_late_has_one_look_everywhere(reader: Open) -> None:
    opened = reader(390)
    look = """(e) => { const s = getComputedStyle(e); return [s.borderTopWidth, s.fontWeight, s.color, s.borderTopColor]; }"""
    found = {
        tuple(opened.open(path).locator(f'.chip[data-state="{words}"]').first.evaluate(look)) for path, words in LATE.items()
    }

    assert [look[:2] for look in found] == [("2px", "700")]
    plain = opened.open("/qinglan/suggestion/").locator('.chip[data-state="已办结"]').first
    assert plain.evaluate("(e) => getComputedStyle(e).borderTopWidth") == "1px"


@pytest.mark.parametrize("width", WIDTHS)
def test_without_script_the_closing_time_stands(width: int, reader: Open) -> None:
    page = reader(width, script=False).open("/open/")

    assert page.locator("[data-groups] li:visible").count() == 7
    first = page.locator("[data-groups] li").first
    assert "11月24日 星期二 18:00 截止" in " ".join(first.inner_text().split())
    assert first.locator("time").get_attribute("datetime") == "2026-11-24T18:00:00+08:00"
    assert page.locator("[data-until]:visible, form[data-narrow]:visible").count() == 0
    page.get_by_role("link", name=LIVELIHOOD).click()
    assert "这一天全天都可以提意见" in page.locator("main").inner_text()


def test_from_the_home_page_what_is_open_is_one_click(reader: Open) -> None:
    page = shown(reader(390), "2026-11-23 10:00", "/liuxi/")
    page.get_by_role("link", name="正在征求意见").first.click()

    expect(page.locator("h1")).to_have_text("正在征求意见")
    assert LIVELIHOOD in page.locator("main").inner_text()
