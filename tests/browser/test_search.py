"""Searching the demo in Chromium with the real engine and the real data: found, narrowed, refused, lost, damaged, hostile."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from clusters import NOW, article, copy_built_demo
from wangqun.ask.find import search

from .conftest import served
from .test_policy import WATCH
from .test_search_page import field, until

pytestmark = pytest.mark.browser
Visit = Callable[..., Page]
BAD = '<img src=x onerror="window.ran = 1"><script>window.ran = 1</script>'
QUOTED = BAD.replace("'", "''")
ROOT, COUNTY = "/search/", "/qinglan/search/"
DAM = "县人大常委会视察水库大坝除险加固工程"
AGAIN = "再试一次"


@pytest.fixture(scope="module")
def address(demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The demo with a piece that attacks, and one of a law's form."""
    root = copy_built_demo(demo, tmp_path_factory.mktemp("found") / "c")
    news = root / "content/county/qinglan/news"
    hostile = article("x", f"恶意的测试文本 `{BAD}` 尾\n").replace("title: x", f"title: '恶意{QUOTED}'")
    (news / "hostile.md").write_text(hostile, encoding="utf-8")
    law = "第一条 为了保护泉眼，制定本规定。\n\n第十二条 泉眼周围不得打井。\n\n第一百零三条 自公布之日起施行。"
    (news / "springs.md").write_text(article("泉眼保护规定", law), encoding="utf-8")
    with served(root) as found:
        yield found
    assert search(root, "泉眼").total == 1, NOW


@pytest.fixture
def visit(browser: Browser, address: str) -> Iterator[Visit]:
    """Opens a page; dialogs, errors of scripts and refusals fail the test, what a test breaks by `route` does not."""
    contexts: list[BrowserContext] = []
    troubles: list[str] = []

    def open_page(path: str, route: tuple[str, Callable[[Route], Any]] | None = None, before: str = "") -> Page:
        context = browser.new_context(viewport={"width": 1280, "height": 800}, locale="zh-CN")
        contexts.append(context)
        page = context.new_page()
        page.add_init_script(WATCH + before)
        page.on("dialog", lambda dialog: (troubles.append(dialog.message), dialog.dismiss()))
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.on("request", lambda asked: None if asked.url.startswith(address) else troubles.append(asked.url))
        if route:
            page.route(*route)
        else:
            page.on("console", lambda said: troubles.append(said.text) if said.type in {"error", "warning"} else None)
        page.goto(address + path, wait_until="load")
        return page

    yield open_page
    for context in contexts:
        for page in context.pages:
            assert page.evaluate("window.violations") == []
            assert page.evaluate("window.ran") is None
        context.close()
    assert troubles == []


def titles(page: Page) -> list[str]:
    """What the results are called."""
    return page.locator(".hit h3").all_inner_texts()


def ask(page: Page, text: str) -> None:
    """Type a question and wait for its answer."""
    field(page).fill(text)
    until(page, "document.querySelector('.search-status').textContent && !document.querySelector('[aria-busy]')")
    page.wait_for_timeout(250)
    until(page, "!document.querySelector('[aria-busy]')")


def test_a_phrase_is_found_first_marked_and_leads_to_its_page(visit: Visit) -> None:
    page = visit(COUNTY)
    ask(page, "启闭机试运行正常")
    assert titles(page)[0] == DAM
    assert "启闭机试运行正常" in page.locator(".hit").first.locator("mark").all_inner_texts()
    page.locator(".hit h3 a").first.click()

    page.wait_for_url("**/qinglan/article/*.html")
    expect(page.get_by_role("heading", level=1)).to_have_text(DAM)


@pytest.mark.parametrize("written", ["第十二条 泉眼", "第12条 泉眼", "第１２条泉眼"])
def test_an_article_is_found_in_any_writing_and_led_to(written: str, visit: Visit) -> None:
    page = visit(COUNTY)
    ask(page, written)
    assert titles(page)[0] == "泉眼保护规定"
    section = page.locator(".hit").first.locator(".hit-sections a").first
    assert section.inner_text() == "第十二条"
    assert page.locator(".hit").first.locator(".snippet mark").count() > 0
    section.click()

    page.wait_for_url("**/article/springs.html#*")
    expect(page.locator(":target")).to_have_text("第十二条 泉眼周围不得打井。")


@pytest.mark.parametrize("written", ["鲍溪亭", "溪亭", "baoxiting", "xiting", "bao", "bxt", "BaoXiTing"])
def test_a_deputy_is_found_by_name_and_by_its_sounds(written: str, visit: Visit) -> None:
    page = visit(COUNTY)
    ask(page, written)

    assert "鲍溪亭" in titles(page)[:3]


def test_a_filter_narrows(visit: Visit) -> None:
    page = visit(COUNTY)
    ask(page, "水库")
    page.get_by_label("类别").select_option("deputy")
    expect(page.locator(".hit-facts").filter(has_text="稿件")).to_have_count(0)
    page.get_by_label("类别").select_option("article")

    expect(page.locator(".hit").first).to_be_visible()
    assert DAM in titles(page)


def test_the_top_site_finds_all_and_is_narrowed_to_one(visit: Visit) -> None:
    page = visit(ROOT)
    ask(page, "启闭机试运行正常")
    assert titles(page)[0] == DAM
    ask(page, "代表")
    everywhere = page.get_by_role("status").inner_text()
    page.get_by_label("范围").select_option("site:qinglan")
    expect(page.get_by_role("status")).not_to_have_text(everywhere)

    assert set(page.locator(".hit").evaluate_all("all => all.map((one) => one.querySelector('a').pathname.split('/')[1])")) == {
        "qinglan"
    }
    page.get_by_label("范围").select_option("site:liuxi")
    page.wait_for_timeout(400)
    ask(page, "启闭机试运行正常")
    assert not page.locator(".hit").first.locator("mark", has_text="启闭机试运行正常").count()


def test_nothing_is_fetched_before_it_is_used(visit: Visit) -> None:
    page = visit(COUNTY)
    page.wait_for_timeout(400)
    fetched = "performance.getEntriesByType('resource').map((one) => new URL(one.name).pathname)"
    before = page.evaluate(fetched)
    ask(page, "水库")
    after = page.evaluate(fetched)

    assert [path for path in before if "/search/d/" in path or path.endswith(("index.json", "engine.js"))] == []
    fetched_data = [path for path in after if "/search/d/" in path or path.endswith("index.json")]
    assert len(fetched_data) > 3
    assert sorted(set(fetched_data)) == sorted(fetched_data)


def test_a_question_in_the_address_is_answered_without_waiting_for_one_script_after_the_other(visit: Visit) -> None:
    page = visit(COUNTY + "?q=水库")
    expect(page.locator(".hit").first).to_be_visible()
    fetched = (
        "performance.getEntriesByType('resource').map((one) => [new URL(one.name).pathname, one.startTime, one.responseEnd])"
    )
    entries = page.evaluate(fetched)
    names = [path for path, _, _ in entries]
    asked = {path.rsplit("/", 1)[-1]: start for path, start, _ in entries}
    ahead = next(end for path, _, end in entries if path.endswith("/ahead.js"))
    first = min(start for path, start, _ in entries if "/search/d/" in path)
    modules = {"engine.js", "shards.js", "tokens.js", "rank.js", "snippets.js", "results.js", "filters.js"}

    assert len(names) == len(set(names)), "each once"
    assert modules <= asked.keys()
    assert max(asked[name] for name in modules | {"index.json"}) - ahead < 60  # all at once, not each after the one that names it
    assert first > asked["index.json"]


def test_what_an_index_brings_along_may_be_damaged(visit: Visit) -> None:
    def damaged(route: Route) -> None:
        head = route.fetch().json()
        assert head["held"]
        head["held"] = dict.fromkeys(head["held"], "!")
        route.fulfill(json=head)

    page = visit(COUNTY + "?q=水库大坝", ("**/search/index.json", damaged))

    expect(page.locator(".hit").first).to_be_visible()
    assert titles(page)[0] == DAM
    assert page.get_by_label("类别").count() == 1


def test_what_is_written_before_the_script_has_come_is_asked(visit: Visit) -> None:
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page = visit("/qinglan/", ("**/js/search/page.js", hold))
    page.goto(page.url + "search/", wait_until="commit")
    field(page).fill("水库大坝")
    until(page, "document.querySelector('#wq-q').form.hidden")
    held.pop().continue_()

    expect(page.locator(".hit").first).to_be_visible()
    assert titles(page)[0] == DAM


def test_one_character_and_a_word_are_found_and_marks_alone_are_not(visit: Visit) -> None:
    page = visit(COUNTY)
    ask(page, "坝")
    assert DAM in titles(page)
    ask(page, "。")

    assert titles(page) == []


def test_a_question_of_hundreds_of_characters_is_answered(visit: Visit) -> None:
    page = visit(COUNTY)
    page.evaluate("document.querySelector('#wq-q').maxLength = 100000")
    ask(page, "代表视察水库大坝除险加固工程，现场提出问题。" * 30)

    assert DAM in titles(page)
    page.goto(page.url.split("?")[0] + "?q=" + "%E6%B0%B4%E5%BA%93" * 400)
    until(page, "document.querySelector('.search-status').textContent")
    assert len(field(page).input_value()) == 100


def test_hostile_texts_and_questions_stay_text(visit: Visit) -> None:
    page = visit(COUNTY)
    ask(page, "恶意的测试文本")
    assert titles(page)[0] == f"恶意{BAD}"
    assert BAD in page.locator(".hit").first.locator(".snippet").first.inner_text()
    for text in (
        BAD,
        "<b>",
        "');window.ran=1//",
        "\u202e\ud800",
        "__proto__",
        "constructor",
        "=kind:article",
        "a" * 5000,
        "%00\x00",
    ):
        ask(page, text)

    assert page.locator("main img, main script").count() == 0


def abort(route: Route) -> None:
    """No network."""
    route.abort()


def lost(route: Route) -> None:
    """No such file."""
    route.fulfill(status=404, body="no")


def short(route: Route) -> None:
    """A file cut short."""
    body = route.fetch().body()
    route.fulfill(body=body[: len(body) // 2])


def flipped(route: Route) -> None:
    """A file with wrong bytes."""
    body = bytearray(route.fetch().body())
    body[0 if body[:1] == b"{" else len(body) // 2] ^= 255  # the middle of index.json is a file that is fetched by itself then
    route.fulfill(body=bytes(body))


def page_instead(route: Route) -> None:
    """What a gateway may answer instead of a file."""
    route.fulfill(body="<!DOCTYPE html><title>登录</title>", content_type="text/html")


@pytest.mark.parametrize("broken", [abort, lost, short, flipped, page_instead])
@pytest.mark.parametrize("which", ["**/search/index.json", "**/search/d/*"])
def test_what_is_lost_or_damaged_is_said_and_asked_for_again(which: str, broken: Callable[[Route], None], visit: Visit) -> None:
    page = visit(COUNTY, (which, broken))
    field(page).fill("水库大坝")
    expect(page.get_by_role("button", name=AGAIN)).to_be_visible()
    said = page.get_by_role("status").inner_text()
    assert any(word in said for word in ("网络断了", "检索数据")), said
    assert page.locator(".failed a").get_attribute("href") == "/qinglan/search/a-z.html"
    page.unroute_all(behavior="wait")  # what is being answered still is answered so
    page.get_by_role("button", name=AGAIN).click()

    expect(page.locator(".hit").first).to_be_visible()
    assert titles(page)[0] == DAM


@pytest.mark.parametrize(
    "text", ["{}", "null", "[]", '"x"', '{"format": 1}', '{"format": 2}', '{"format": 1, "shards": [], "tables": []}', ""]
)
def test_an_index_that_is_none_is_said(text: str, visit: Visit) -> None:
    page = visit(COUNTY, ("**/search/index.json", lambda route: route.fulfill(body=text, content_type="application/json")))
    field(page).fill("水库大坝")
    expect(page.get_by_role("button", name=AGAIN)).to_be_visible()

    assert "检索数据" in page.get_by_role("status").inner_text()


def test_offline_is_said_and_online_again_it_is_found(visit: Visit) -> None:
    page = visit(COUNTY, ("**/nothing", abort))
    ask(page, "水库")
    page.context.set_offline(True)
    field(page).fill("溢洪道护坡裂缝")
    expect(page.get_by_role("status")).to_contain_text("网络断了")
    page.context.set_offline(False)
    page.get_by_role("button", name=AGAIN).click()

    expect(page.locator(".hit").first).to_be_visible()
    assert titles(page)[0] == DAM


def test_a_browser_that_cannot_inflate_is_served_too(visit: Visit) -> None:
    page = visit(COUNTY, ("**/nothing", abort), before="delete window.DecompressionStream;")
    field(page).fill("水库大坝")
    until(page, "document.querySelector('.search-status').textContent")
    expect(page.locator(".hit, .failed").first).to_be_visible()
