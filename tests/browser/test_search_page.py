"""The search page in Chromium, with an engine that answers as it is asked: typed, by keys, narrowed, refused, lost, hostile."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from clusters import NOW, REPO, copy_demo
from wangqun.pipeline import federate
from wangqun.records import KINDS
from wangqun.render.run import render
from wangqun.render.settings import DEFAULTS

from .test_pages import RUN_AXE
from .test_policy import WATCH, _Quiet

pytestmark = pytest.mark.browser
Visit = Callable[..., Page]
ENGINE = (REPO / "tests/browser/search_engine.js").read_text(encoding="utf-8")
BAD = '<img src=x onerror="window.ran = 1">"><script>window.ran = 1</script>'
ROOT, COUNTY = "/search/", "/qinglan/search/"
CASES = [
    pytest.param(f"{path}{query}", width, id=f"{name}-{width}")
    for name, path, query in (
        ("empty", ROOT, ""),
        ("many", ROOT, "?q=多"),
        ("mixed", COUNTY, "?q=混"),
        ("none", COUNTY, "?q=无&year=2026"),
        ("hostile", ROOT, "?q=%3Cb%3E"),
    )
    for width in (1280, 390)
]


@pytest.fixture
def visit(browser: Browser, origin: str) -> Iterator[Visit]:
    """Opens a page with the stand-in engine; whatever the console, the policy or a script complains of fails the test."""
    contexts: list[BrowserContext] = []
    troubles: list[str] = []

    def open_page(path: str, width: int = 1280, script: bool = True, before: str = "", engine: bool = True) -> Page:
        context = browser.new_context(viewport={"width": width, "height": 800}, java_script_enabled=script, locale="zh-CN")
        contexts.append(context)
        page = context.new_page()
        page.add_init_script(WATCH + before)
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.on("console", lambda said: troubles.append(said.text) if engine and said.type in {"error", "warning"} else None)
        page.on("request", lambda asked: None if asked.url.startswith(origin) else troubles.append(asked.url))
        if engine:
            page.route("**/js/search/engine.js", lambda route: route.fulfill(body=ENGINE, content_type="text/javascript"))
        page.goto(origin + path, wait_until="load")
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert troubles == []


def field(page: Page) -> Any:
    """Where a reader types."""
    return page.locator("#wq-q")


def until(page: Page, claim: str) -> None:
    """Wait until it is true; `wait_for_function` would need what the policy forbids."""
    for _ in range(100):
        if page.evaluate(claim):
            return
        page.wait_for_timeout(50)
    pytest.fail(f"never true: {claim}")


def asked(page: Page) -> list[Any]:
    """The searches that the engine was asked for."""
    found: list[Any] = page.evaluate("window.calls?.search ?? []")
    return found


def titles(page: Page) -> list[str]:
    """What the results are called."""
    return page.locator(".hit h3").all_inner_texts()


def test_the_engine_comes_when_the_field_is_used_and_once(visit: Visit) -> None:
    page = visit(ROOT)
    page.wait_for_timeout(200)
    assert page.evaluate("window.calls") is None
    field(page).focus()
    until(page, "window.calls?.open.length === 1")
    field(page).fill("水库")
    expect(page.get_by_role("status")).to_have_text("找到 4 条。")
    field(page).fill("水库大坝")
    until(page, "window.calls.search.length === 2")

    assert page.evaluate("window.calls.open.map((url) => new URL(url).pathname)") == ["/search/"]


def test_results_come_as_one_types_and_old_questions_are_dropped(visit: Visit) -> None:
    page = visit(ROOT)
    field(page).focus()
    page.keyboard.type("慢水", delay=20)
    until(page, "window.calls.search.length === 1")
    field(page).fill("水库")
    expect(page.locator(".hit")).to_have_count(4)
    page.wait_for_timeout(1600)

    assert [text for text, _ in asked(page)] == ["慢水", "水库"]
    assert page.evaluate("window.calls.aborted") == 1
    assert titles(page)[0] == "云泽省水库大坝安全管理条例"


def test_a_result_says_what_it_is_and_leads_to_its_sections(visit: Visit) -> None:
    page = visit(COUNTY + "?q=水库")
    expect(page.locator(".hit")).to_have_count(4)
    law, person = page.locator(".hit").nth(0), page.locator(".hit").nth(1)

    assert law.locator(".hit-facts > *").all_inner_texts() == ["法规", "云泽省人大", "立法公开", "2025-11-30"]
    assert law.locator("h3 mark").all_inner_texts() == ["水库"]
    assert law.locator(".hit-sections a").evaluate_all("links => links.map((a) => [a.textContent, a.getAttribute('href')])") == [
        ["第十二条", "/article/dam-safety-report.html#s12"],
        ["第三十一条", "/article/dam-safety-report.html#s31"],
    ]
    assert law.locator(".snippet").count() == 1  # that of the best section
    assert law.locator(".snippet mark").count() >= 1
    assert person.locator(".hit-facts > *").all_inner_texts() == ["代表", "青岚县人大"]
    assert person.locator(".snippet").count() == 0


def test_the_address_holds_the_query_and_the_filters_and_back_returns_to_them(visit: Visit) -> None:
    page = visit(ROOT)
    field(page).fill("水库")
    expect(page.locator(".hit")).to_have_count(4)
    page.get_by_label("年份").select_option("2025")
    page.get_by_label("范围").select_option("under:yannan")
    until(page, "window.calls.search.length === 3")
    assert page.evaluate("Object.fromEntries(new URLSearchParams(location.search))") == {
        "q": "水库",
        "in": "under:yannan",
        "year": "2025",
    }
    page.locator(".hit h3 a").first.click()
    page.wait_for_url("**/article/dam-safety-report.html")
    page.go_back()

    expect(page.locator(".hit")).to_have_count(4)
    expect(field(page)).to_have_value("水库")
    expect(page.get_by_label("年份")).to_have_value("2025")
    assert asked(page)[-1] == ["水库", {"under": "yannan", "year": "2025", "limit": 10, "all": False}]
    assert page.title().startswith("水库 - 搜索 - ")


def test_a_step_within_the_page_asks_nothing_and_one_to_another_question_does(visit: Visit) -> None:
    page = visit(ROOT + "?q=多")
    expect(page.locator(".hit")).to_have_count(10)
    page.get_by_role("button", name="显示更多").click()
    expect(page.locator(".hit")).to_have_count(20)
    page.evaluate("location.hash = '#wq-main'")
    page.wait_for_timeout(200)
    assert page.locator(".hit").count() == 20
    page.evaluate("history.pushState(null, '', '?q=近'); history.pushState(null, '', '?q=无'); history.back()")

    expect(page.locator(".hit")).to_have_count(2)
    expect(field(page)).to_have_value("近")


def test_filters_offer_what_differs_and_this_site_by_name(visit: Visit) -> None:
    page = visit(ROOT + "?q=水库")
    expect(page.locator(".hit")).to_have_count(4)

    assert selects(page) == ["范围", "类别", "栏目", "年份"]
    assert page.locator("select[name=in] option").evaluate_all("all => all.map((one) => [one.value, one.text.trim()])") == [
        ["", "全部站点"],
        ["site:yunze", "本站（云泽省人大）"],
        ["under:yannan", "砚南市人大及下级"],
        ["site:yannan", "只有砚南市人大"],
        ["site:qinglan", "青岚县人大"],
    ]


KIND_FACETS = """window.about = {documents: 3, sites: [], columns: [], years: [], kinds: [
    {id: 'article', title: '稿件'},
    {id: 'consultation', title: '征求意见', facets: [
        {id: 'state', title: '状态', values: [{id: 'open', title: '进行中'}, {id: 'closed', title: '已截止'}]},
    ]},
    {id: 'regulation', title: '法规', facets: [
        {id: 'state', title: '时效', values: [{id: 'in-force', title: '有效'}, {id: 'amended', title: '已修改'}]},
        {id: 'organ', title: '制定机关', values: [{id: '甲省人民代表大会'}, {id: '乙市人民代表大会'}]},
        {id: 'year', title: '年', values: [{id: '1', title: '一'}, {id: '2', title: '二'}]},
    ]},
]}"""


def selects(page: Page) -> list[str]:
    """What one can narrow by."""
    found: list[str] = page.locator(".search-filters label").evaluate_all("all => all.map((one) => one.firstChild.data)")
    return found


def test_pieces_of_the_chosen_kind_are_told_apart_by_its_facets(visit: Visit) -> None:
    page = visit(COUNTY + "?q=水库", before=KIND_FACETS)
    expect(page.locator(".hit")).to_have_count(4)
    assert selects(page) == ["类别"]
    page.get_by_label("类别").select_option("consultation")
    assert selects(page) == ["类别", "状态"]
    page.get_by_label("状态").select_option("open")
    until(page, "window.calls.search.length === 3")

    assert asked(page)[-1] == ["水库", {"kind": "consultation", "facets": {"state": "open"}, "limit": 10, "all": False}]
    assert page.evaluate("new URLSearchParams(location.search).get('state')") == "open"
    page.get_by_label("类别").select_option("regulation")
    until(page, "window.calls.search.length === 4")
    assert selects(page) == ["类别", "时效", "制定机关"]
    assert asked(page)[-1] == ["水库", {"kind": "regulation", "limit": 10, "all": False}]
    assert page.evaluate("new URLSearchParams(location.search).get('state')") is None


def test_an_address_asks_for_a_kind_and_what_is_its_own(visit: Visit) -> None:
    page = visit(COUNTY + "?q=水库&kind=regulation&organ=乙市人民代表大会&state=open", before=KIND_FACETS)
    expect(page.get_by_label("制定机关")).to_have_value("乙市人民代表大会")
    wanted = {"kind": "regulation", "facets": {"organ": "乙市人民代表大会"}, "limit": 10, "all": False}

    assert asked(page) == [["水库", wanted]]
    page.get_by_label("类别").select_option("article")
    until(page, "window.calls.search.length === 2")
    assert asked(page)[-1] == ["水库", {"kind": "article", "limit": 10, "all": False}]


def test_the_only_kind_there_is_need_not_be_chosen(visit: Visit) -> None:
    values = "[{id: 'open', title: '进行中'}, {id: 'closed', title: '已截止'}]"
    kinds = f"[{{id: 'consultation', title: '征求意见', facets: [{{id: 'state', title: '状态', values: {values}}}]}}]"
    about = f"{{documents: 2, sites: [], kinds: {kinds}, columns: [], years: []}}"
    page = visit(COUNTY + "?q=水库", before=f"window.about = {about}")
    page.get_by_label("状态").select_option("open")
    until(page, "window.calls.search.length === 2")

    assert asked(page)[-1] == ["水库", {"facets": {"state": "open"}, "limit": 10, "all": False}]


def test_consultations_are_found_by_their_state_and_purpose(visit: Visit) -> None:
    page = visit(ROOT + "?q=征求意见", engine=False)
    everything = page.locator(".search-status")
    expect(everything).to_contain_text("条")
    page.get_by_label("类别").select_option("consultation")
    before = everything.inner_text()
    page.get_by_label("状态").select_option(label="进行中")
    expect(everything).not_to_have_text(before)
    page.get_by_label("用途").select_option(label="法规草案")

    expect(page.locator(".hit h3")).to_have_count(2)
    assert all(
        title.endswith("（修订草案）》征求意见") or title.endswith("（草案）》征求意见")
        for title in page.locator(".hit h3").all_inner_texts()
    )


def test_laws_are_found_by_who_made_them_their_field_and_their_validity(visit: Visit) -> None:
    page = visit(ROOT + "?q=第一条&kind=regulation", engine=False)
    status = page.locator(".search-status")
    expect(status).to_contain_text("条")
    assert selects(page)[-3:] == ["时效", "制定机关", "领域"]
    whole = page.locator(".hit").count()
    page.get_by_label("制定机关").select_option("砚南市人民代表大会常务委员会")
    expect(page.locator(".hit")).to_have_count(1)
    expect(page.locator(".hit h3")).to_contain_text("河湖")
    page.get_by_label("制定机关").select_option("")
    page.get_by_label("时效").select_option(label="已修改")
    expect(page.locator(".hit .hit-past").first).to_contain_text("已修改")

    assert 0 < page.locator(".hit").count() < whole
    assert page.locator(".hit").count() == page.locator(".hit .hit-past").count()


def test_what_does_not_differ_has_no_filter(visit: Visit) -> None:
    about = "window.about = {documents: 1, sites: [], kinds: [], columns: [], years: [2026]}"
    page = visit(COUNTY + "?q=水库", before=about)
    expect(page.locator(".hit")).to_have_count(4)

    expect(page.locator(".search-filters")).to_be_hidden()
    assert page.locator(".hit-facts").nth(0).inner_text() == "2025-11-30"


def test_an_address_with_an_unknown_filter_asks_without_it(visit: Visit) -> None:
    page = visit(ROOT + "?q=水库&year=1066&kind=deputy")
    expect(page.locator(".hit")).to_have_count(4)

    assert asked(page) == [["水库", {"kind": "deputy", "limit": 10, "all": False}]]


def test_more_are_shown_until_there_are_no_more(visit: Visit) -> None:
    page = visit(ROOT + "?q=多")
    more = page.get_by_role("button", name="显示更多")
    expect(page.locator(".hit")).to_have_count(10)
    more.click()
    expect(page.locator(".hit")).to_have_count(20)
    assert page.evaluate("document.activeElement.textContent") == titles(page)[10]
    expect(page.get_by_role("status")).to_have_text("已列出 20 条，共 23 条。")
    more.click()

    expect(page.locator(".hit")).to_have_count(23)
    expect(more).to_have_count(0)


def test_a_list_cut_short_is_said_and_fetched_whole(visit: Visit) -> None:
    page = visit(ROOT + "?q=半")
    expect(page.get_by_role("status")).to_have_text("至少找到 2 条。")
    page.get_by_role("button", name="查找全部").click()

    expect(page.get_by_role("status")).to_have_text("找到 2 条。")
    expect(page.get_by_role("button", name="查找全部")).to_have_count(0)
    assert [options["all"] for _, options in asked(page)] == [False, True]


def test_results_with_part_of_the_words_are_told_apart(visit: Visit) -> None:
    page = visit(ROOT + "?q=混")
    expect(page.get_by_role("status")).to_have_text("找到 1 条。")

    assert page.locator(".hits > li").evaluate_all("all => all.map((one) => one.className)") == ["hit", "lesser", "hit", "hit"]


def test_only_results_with_part_of_the_words_are_said_to_be_the_nearest(visit: Visit) -> None:
    page = visit(ROOT + "?q=近")

    expect(page.get_by_role("status")).to_have_text("没有一篇含有全部字词，下面是最接近的。")
    assert page.locator(".hits > li").evaluate_all("all => all.map((one) => one.className)") == ["hit", "hit"]


def test_nothing_found_is_said_and_the_filters_are_let_go(visit: Visit) -> None:
    page = visit(ROOT + "?q=无&year=2026")
    expect(page.get_by_role("status")).to_have_text("没有找到“无”。")
    page.get_by_role("button", name="不限范围").click()
    until(page, "window.calls.search.length === 2")

    assert asked(page)[-1] == ["无", {"limit": 10, "all": False}]
    expect(page.get_by_role("button", name="不限范围")).to_have_count(0)
    expect(page.get_by_role("link", name="按拼音查找")).to_be_visible()


def test_keys_alone_are_enough(visit: Visit) -> None:
    page = visit(COUNTY)
    page.keyboard.press("/")
    expect(field(page)).to_be_focused()
    page.keyboard.type("水库")
    expect(page.locator(".hit")).to_have_count(4)
    focused = "document.activeElement.closest('.hit')?.querySelector('h3').textContent"
    page.keyboard.press("ArrowDown")
    assert page.evaluate(focused) == "云泽省水库大坝安全管理条例"
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    assert page.evaluate(focused) == "水生"
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(field(page)).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Escape")
    expect(field(page)).to_be_focused()
    expect(field(page)).to_have_value("")
    expect(page.locator(".hit")).to_have_count(0)
    assert page.evaluate("location.search") == ""
    page.keyboard.type("/水库")
    expect(field(page)).to_have_value("/水库")
    expect(page.locator(".hit")).to_have_count(4)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")

    page.wait_for_url("**/article/dam-safety-report.html")


def test_enter_asks_at_once(visit: Visit) -> None:
    page = visit(ROOT)
    field(page).focus()
    until(page, "window.calls?.open.length === 1")
    page.keyboard.insert_text("水库")
    page.keyboard.press("Enter")
    page.wait_for_timeout(100)

    assert [text for text, _ in asked(page)] == ["水库"]


@pytest.mark.parametrize("kind", ["offline", "missing", "damaged"])
def test_a_failure_is_said_with_a_way_on(kind: str, visit: Visit) -> None:
    page = visit(COUNTY + "?q=水库", before=f"window.broken = '{kind}'")
    expect(page.get_by_role("status")).to_have_text(f"坏了：{kind}")
    assert page.locator(".failed a").get_attribute("href") == "/qinglan/search/a-z.html"
    page.evaluate("window.broken = ''")
    page.get_by_role("button", name="再试一次").click()

    expect(page.locator(".hit")).to_have_count(4)


def test_a_browser_too_old_is_not_asked_to_try_again(visit: Visit) -> None:
    page = visit(COUNTY + "?q=水库", before="window.broken = 'unsupported'")

    expect(page.locator(".failed a")).to_have_text("按拼音查找")
    expect(page.get_by_role("button", name="再试一次")).to_have_count(0)


def test_a_lost_answer_is_asked_for_again(visit: Visit) -> None:
    page = visit(ROOT + "?q=水库", before="window.lost = true")
    expect(page.get_by_role("status")).to_have_text("网络断了。")
    page.evaluate("window.lost = false")
    page.get_by_role("button", name="再试一次").click()

    expect(page.get_by_role("status")).to_have_text("找到 4 条。")


def test_an_engine_that_does_not_come_is_said_and_the_page_loaded_anew(visit: Visit) -> None:
    page = visit(ROOT, engine=False)
    page.route("**/js/search/engine.js", lambda route: route.abort())
    field(page).fill("水库")
    expect(page.get_by_role("status")).to_contain_text("搜索没有打开")
    page.unroute("**/js/search/engine.js")
    page.route("**/js/search/engine.js", lambda route: route.fulfill(body=ENGINE, content_type="text/javascript"))
    page.get_by_role("button", name="再试一次").click()

    expect(page.locator(".hit")).to_have_count(4)
    expect(field(page)).to_have_value("水库")


def test_hostile_texts_stay_text(visit: Visit) -> None:
    page = visit(ROOT + "?q=" + "%3Cimg src=x onerror=window.ran=1%3E")
    expect(page.locator(".hit")).to_have_count(1)
    assert titles(page) == [BAD]
    assert page.locator(".hit .snippet mark").all_inner_texts() == [BAD]
    assert page.locator(".hit a").count() == 0
    field(page).fill(f"无{BAD}")
    expect(page.get_by_role("status")).to_have_text(f"没有找到“无{BAD}”。")

    assert page.locator("main img, main script").count() == 0
    assert page.evaluate("window.ran") is None
    assert page.evaluate("window.violations") == []


def test_a_long_title_fills_its_lines(visit: Visit) -> None:
    page = visit(ROOT + "?q=水库", 390)
    expect(page.locator(".hit")).to_have_count(4)
    page.locator(".hit h3 a").first.evaluate("(link) => { link.textContent = '关于检查《" + "农村供水工程" * 9 + "》的说明'; }")
    lines = """(link) => {
        const range = document.createRange();
        range.selectNodeContents(link);
        return [...range.getClientRects()].map((line) => line.width);
    }"""

    assert min(page.locator(".hit h3 a").first.evaluate(lines)[:-1]) > 300


def test_a_site_below_leads_to_all_sites_with_the_same_question(visit: Visit) -> None:
    page = visit(COUNTY)
    field(page).fill("水库 &大坝")
    expect(page.locator(".hit")).to_have_count(4)
    page.locator("a[data-everywhere]").click()
    page.wait_for_url("**/search/?q=*")

    assert page.evaluate("[location.pathname, new URLSearchParams(location.search).get('q')]") == ["/search/", "水库 &大坝"]
    expect(page.locator(".hit")).to_have_count(4)
    expect(page.locator("[data-everywhere]")).to_have_count(0)


def test_the_field_of_any_page_leads_here(visit: Visit) -> None:
    page = visit("/qinglan/news/")
    page.get_by_role("searchbox", name="要找的内容").fill("水库")
    page.keyboard.press("Enter")
    page.wait_for_url("**/qinglan/search/?q=*")

    expect(page.locator(".hit")).to_have_count(4)
    expect(page.locator("input[type=search]")).to_have_count(1)


def test_without_script_everything_is_two_links_away(visit: Visit) -> None:
    page = visit(COUNTY, 390, script=False)
    expect(field(page)).to_be_hidden()
    expect(page.locator("noscript .banner")).to_be_visible()
    page.get_by_role("link", name="按拼音查找").click()
    assert page.locator(".directory .lines a").count() > 30
    page.get_by_role("link", name="按年份查找").click()

    expect(page.get_by_role("heading", name="2026 年")).to_be_visible()


def test_without_script_the_search_server_is_asked(browser: Browser, tmp_path: Path) -> None:
    root = copy_demo(tmp_path)
    view = replace(federate(root, NOW).views["yunze"], search_server="https://sou.test.example/find?w={query}&in={site}")
    (root / "out").mkdir()
    assert render(view, KINDS, root, root / "out", DEFAULTS).findings == ()
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(root / "out")))
    Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    context = browser.new_context(java_script_enabled=False)
    try:
        context.route("https://sou.test.example/**", lambda route: route.fulfill(body="found"))
        page = context.new_page()
        page.goto(f"http://127.0.0.1:{server.server_port}/search/")
        page.locator("noscript input[type=search]").fill("水库 大坝")
        page.keyboard.press("Enter")
        page.wait_for_url("https://sou.test.example/**")

        assert parse_qsl(urlsplit(page.url).query) == [("in", "yunze"), ("w", "水库 大坝")]
    finally:
        context.close()
        server.shutdown()
        server.server_close()


@pytest.mark.parametrize(("path", "width"), CASES)
def test_a_page_fits_obeys_its_policy_and_has_large_targets(path: str, width: int, visit: Visit) -> None:
    page = visit(path, width)
    if "?" in path:
        expect(page.get_by_role("status")).not_to_be_empty()
    targets = "main h3 a, main .ways a, main input, main select, main button, main .hit-sections a"
    small = """(targets) => [...document.querySelectorAll(targets)]
        .filter((e) => e.getClientRects().length).map((e) => [e.textContent.trim(), e.getBoundingClientRect().height])
        .filter(([, height]) => height < 44)"""

    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.locator("h1").count() == 1
    assert page.evaluate(small, targets) == []
    assert page.evaluate("window.violations") == []


@pytest.mark.parametrize(("path", "width"), [*CASES, pytest.param("/qinglan/search/a-z.html", 390, id="letters-390")])
def test_axe_finds_no_barrier(path: str, width: int, visit: Visit, axe: str) -> None:
    page = visit(path, width)
    if "?" in path:
        expect(page.get_by_role("status")).not_to_be_empty()
    page.evaluate(axe)

    assert page.evaluate(RUN_AXE) == []


def test_twice_the_text_still_fits(visit: Visit) -> None:
    page = visit(ROOT + "?q=多", 640)
    page.evaluate("document.documentElement.style.setProperty('font-size', '200%')")
    expect(page.locator(".hit")).to_have_count(10)

    assert page.evaluate("document.documentElement.scrollWidth") <= 640
