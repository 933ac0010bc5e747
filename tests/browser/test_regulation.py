"""The page of a law: what one reads of it on a desk, on a telephone, on paper, and without script."""

from collections.abc import Callable, Iterator
from itertools import pairwise

import pytest
from playwright.sync_api import Browser, expect

from clusters import write_cluster
from publish.test_law_pages import FILES, FOLDER, LONG, PARTS

from .conftest import Reader, served
from .test_pages import RUN_AXE, WIDTHS

pytestmark = pytest.mark.browser
Open = Callable[..., Reader]
SITE = "/"
PAGES = {
    "law": f"{SITE}{FOLDER}",
    "old": f"{SITE}regulation/old.html",
    "long": f"{SITE}regulation/long.html",
    "part": f"{SITE}{LONG}{PARTS[1]}.html",
    "overview": f"{SITE}regulation/",
}
WHERE = """([selector, side]) => document.querySelector(selector).getBoundingClientRect()[side]"""


@pytest.fixture(scope="module")
def origin(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where a cluster of laws is served; in place of the demo."""
    with served(write_cluster(tmp_path_factory.mktemp("laws"), FILES)) as address:
        yield address


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES)
def test_a_page_fits_and_has_no_barrier(path: str, width: int, reader: Open, axe: str) -> None:
    opened = reader(width)
    page = opened.open(path)
    page.evaluate(axe)

    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.locator("h1").count() == 1
    assert opened.troubles == []
    assert page.evaluate(RUN_AXE) == []


def test_on_a_desk_the_text_stands_between_contents_and_margin_and_its_numbers_hang(reader: Open) -> None:
    page = reader(1280).open(PAGES["law"])
    left = {name: page.evaluate(WHERE, [name, "left"]) for name in (".law .contents", ".clause", "#第一条", ".law-margin")}

    assert left[".law .contents"] < left[".clause"] < left["#第一条"] < left[".law-margin"]
    assert page.evaluate(WHERE, [".clause", "top"]) == pytest.approx(page.evaluate(WHERE, ["#第一条", "top"]), abs=8)


def test_a_long_number_beside_a_short_text_stands_free_of_the_next(reader: Open) -> None:
    page = reader(1280).open(PAGES["law"])
    page.evaluate(
        "document.querySelectorAll('.law .body > p:has(> .clause)').forEach((each) => {"
        " each.querySelector('.clause').textContent = '第一千一百七十五条'; each.lastChild.textContent = '短。' })"
    )
    numbers = "[...document.querySelectorAll('.clause')].map((each) => each.getBoundingClientRect())"
    ends = page.evaluate(f"{numbers}.map((at) => [at.top, at.bottom])")

    assert len(ends) > 1
    assert all(bottom <= top for (_, bottom), (top, _) in pairwise(ends))


def test_on_a_telephone_validity_comes_first_and_the_contents_stay_at_hand(reader: Open) -> None:
    page = reader(390).open(PAGES["law"])
    order = [page.evaluate(WHERE, [name, "top"]) for name in (".validity", ".law .contents", "#第一条", ".law-margin")]
    assert order == sorted(order)

    expect(page.locator(".contents ol").first).to_be_hidden()
    page.evaluate("document.querySelector('#第二条第二款').scrollIntoView({behavior: 'instant'})")
    assert page.evaluate(WHERE, [".law .contents", "top"]) <= 1
    page.locator(".contents summary").click()
    expect(page.get_by_role("link", name="第一章 总则")).to_be_visible()


@pytest.mark.parametrize("script", [True, False])
def test_an_address_leads_to_the_paragraph_it_cites(script: bool, reader: Open) -> None:
    page = reader(1280, script=script).open(f"{PAGES['law']}#第二条第一款第二项")

    assert page.evaluate("document.querySelector(':target').textContent").startswith("（二）有人看守")


def test_an_article_is_cited_with_its_name_and_address(browser: Browser, origin: str) -> None:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"], locale="zh-CN")
    page = context.new_page()
    page.goto(origin + PAGES["law"])
    page.locator("#第二条 .clause").click()
    page.get_by_role("button", name="复制引用").click()
    expect(page.get_by_role("button", name="已复制")).to_be_visible()

    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("《示例省灯会条例》（2026年文本）第二条 https://")
    assert copied.endswith("/regulation/coming.html#第二条")
    context.close()


def test_the_address_of_an_article_leads_to_its_part(reader: Open) -> None:
    page = reader(1280).open(f"{PAGES['long']}#第三百条第二款")
    page.wait_for_url("**/%E7%AC%AC%E4%B8%89%E7%BC%96.html#*")

    expect(page.locator("#第三百条第二款")).to_be_in_viewport()


def test_without_script_the_contents_of_a_long_law_lead_to_its_part(reader: Open) -> None:
    page = reader(1280, script=False).open(f"{PAGES['long']}#第三百条")
    page.locator(":target a").click()

    expect(page.locator("#第三百条")).to_be_in_viewport()
    page.get_by_role("link", name="上一页").click()
    expect(page.locator("h1")).to_contain_text("第二编")


def test_an_old_text_is_told_and_leads_to_the_present_one(reader: Open) -> None:
    page = reader(390, script=False).open(PAGES["old"])
    page.locator(".banner a").click()

    expect(page.locator(".validity")).to_contain_text("有效")


def test_on_paper_numbers_stay_and_the_address_is_there(reader: Open) -> None:
    page = reader(1280).open(PAGES["law"])
    page.emulate_media(media="print")

    expect(page.locator("#第一条 .clause")).to_be_visible()
    expect(page.locator(".law .contents")).to_be_hidden()
    expect(page.locator(".on-paper")).to_contain_text("/regulation/")
    assert page.evaluate("document.documentElement.scrollWidth") <= 1280


def test_the_search_finds_articles_and_tells_old_texts(reader: Open) -> None:
    page = reader(1280).open(f"{SITE}search/?q=灯会条例 有人看守")
    hits = page.locator(".hit")
    expect(hits.first).to_be_visible()

    told = [hits.nth(at).inner_text() for at in range(hits.count())]
    assert [("已修改" in each) for each in told] == sorted("已修改" in each for each in told)
    assert sum("施行到 2020-05-31" in each for each in told) == 1
    expect(hits.first.get_by_role("link", name="第二条")).to_be_visible()
