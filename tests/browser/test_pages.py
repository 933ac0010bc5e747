"""Every kind of page of three levels, on a desk and on a telephone."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from clusters import NOW

from .conftest import Reader

pytestmark = pytest.mark.browser
Open = Callable[..., Reader]

WIDTHS = (1280, 390)
SITES = {"province": "", "county": "/qinglan", "township": "/liuxi"}
KINDS = {"home": "/", "list": "/news/", "article": "/article/moved.html", "404": "/none.html", "page": "/page/about.html"}
PAGES = {f"{level}-{kind}": prefix + path for level, prefix in SITES.items() for kind, path in KINDS.items()}
MORE = {"unit": "/qinglan/suggestion/unit/县水利局.html", "units": "/qinglan/suggestion/by/unit.html", "data": "/data/"}
CASES = [pytest.param(path, width, id=f"{name}-{width}") for name, path in (PAGES | MORE).items() for width in WIDTHS]
READ = {"home": "/qinglan/", "list": "/qinglan/news/", "article": "/yannan/article/dam-inspection-law.html", "unit": MORE["unit"]}
AXE_CASES = [pytest.param(path, width, id=f"{name}-{width}") for name, path in READ.items() for width in WIDTHS]
RUN_AXE = """async () => {
  const result = await axe.run(document, {resultTypes: ["violations"]});
  return result.violations.flatMap((v) => v.nodes.map((n) => `${v.id}: ${n.target.join(" ")}: ${n.html.slice(0, 120)}`));
}"""


@pytest.mark.parametrize(("path", "width"), CASES)
def test_a_page_fits_has_one_heading_and_asks_nobody_else(path: str, width: int, reader: Open) -> None:
    opened = reader(width)
    page = opened.open(path)

    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.locator("h1").count() == 1
    assert page.locator("html").get_attribute("lang") == "zh-CN"
    assert [trouble for trouble in opened.troubles if "404 (Not Found)" not in trouble or "none.html" not in path] == []


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("prefix", SITES.values(), ids=SITES)
def test_an_old_address_leads_to_the_new_one(prefix: str, width: int, reader: Open) -> None:
    opened = reader(width)
    page = opened.open(f"{prefix}/old.html")
    page.wait_for_url(f"**{prefix}/article/moved.html")

    assert page.locator("h1").inner_text() == "搬过家的稿件"
    assert [
        trouble for trouble in opened.troubles if not trouble.startswith("failed: ")
    ] == []  # the old page is left half loaded


@pytest.mark.parametrize("path", ["/qinglan/", "/qinglan/news/", "/qinglan/article/moved.html"])
def test_the_first_key_skips_to_the_text(path: str, reader: Open) -> None:
    page = reader().open(path)
    page.keyboard.press("Tab")
    link = page.locator(":focus")

    assert link.inner_text() == "跳到正文"
    expect(link).to_be_in_viewport()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "wq-main"


@pytest.mark.parametrize("width", WIDTHS)
def test_a_chosen_text_size_is_applied_and_kept(width: int, reader: Open) -> None:
    page = reader(width).open("/qinglan/article/moved.html")
    size = "parseFloat(getComputedStyle(document.querySelector('.body p')).fontSize)"
    normal = page.evaluate(size)

    page.get_by_label("长者模式").check()
    page.get_by_label("特大", exact=True).check()
    large = page.evaluate(size)
    assert large > normal

    page.reload()
    assert page.evaluate(size) == large
    page.goto(page.url.replace("moved.html", "dam-inspection.html"))
    assert page.evaluate(size) == large
    expect(page.get_by_label("特大", exact=True)).to_be_checked()

    page.get_by_label("长者模式").uncheck()
    assert page.evaluate(size) == normal
    assert page.evaluate(size) >= 16


@pytest.mark.parametrize("width", WIDTHS)
def test_the_menu_opens_by_key_leads_on_and_closes(width: int, reader: Open) -> None:
    page = reader(width).open("/yannan/")
    summary = page.locator(".menu summary")
    link = page.locator(".menu a", has_text="青岚县人大")
    expect(link).to_be_hidden()

    summary.focus()
    page.keyboard.press("Enter")
    expect(link).to_be_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    expect(link).to_be_hidden()
    expect(summary).to_be_focused()
    page.keyboard.press("Enter")
    while page.locator(":focus").inner_text() != "青岚县人大":
        page.keyboard.press("Tab")
        expect(page.locator(":focus")).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.wait_for_url("**/qinglan/")

    assert page.locator("h1").inner_text() == "青岚县人民代表大会"


@pytest.mark.parametrize(("path", "group", "link"), [("/qinglan/news/", "会议动态", "要闻动态"), ("/my/", "代表", "找代表")])
def test_the_navigation_says_where_one_is_in_at_most_seven_groups(path: str, group: str, link: str, reader: Open) -> None:
    page = reader().open(path)
    groups = page.get_by_role("navigation", name="导航").get_by_role("link")

    assert 3 <= groups.count() <= 8  # with 首页
    assert page.locator(".groups [aria-current]").all_inner_texts() == [group]
    assert page.locator(".siblings [aria-current]").all_inner_texts() == [link]
    expect(page.locator(".siblings [aria-current]")).to_be_in_viewport()


@pytest.mark.parametrize("path", [*READ.values(), "/qinglan/none.html"])
def test_everything_is_readable_without_script(path: str, reader: Open) -> None:
    with_script, without = reader(), reader(script=False)
    with_script.page.clock.install(time=NOW)
    alone = "[data-until], time + .now"  # how many days remain, and what is today
    with_script.open(path).evaluate("(alone) => document.querySelectorAll(alone).forEach((said) => said.remove())", alone)
    shown = with_script.page.locator("main").inner_text()
    words = [shown, without.open(path).locator("main").inner_text()]

    assert words[1].split() == [word for word in words[0].split() if word not in {"朗读", "复制链接", "打印"}]
    assert without.page.locator("[data-speak-button]:visible").count() == 0
    without.page.locator(".menu summary").click()
    expect(without.page.locator(".menu a").first).to_be_visible()


@pytest.mark.parametrize("width", WIDTHS)
def test_what_is_touched_is_large_enough(width: int, reader: Open) -> None:
    page = reader(width).open("/qinglan/")
    small = """() => [...document.querySelectorAll("header a, header summary, footer a")]
        .filter((e) => e.getClientRects().length && !e.closest("p") && getComputedStyle(e).display !== "inline")
        .map((e) => [e.textContent.trim(), e.getBoundingClientRect().height]).filter(([, height]) => height > 1 && height < 24)"""

    assert page.evaluate(small) == []


@pytest.mark.parametrize("path", READ.values(), ids=READ)
def test_twice_the_text_still_fits(path: str, reader: Open) -> None:
    page = reader(640).open(path)
    page.evaluate("document.documentElement.style.setProperty('font-size', '200%')")

    assert page.evaluate("document.documentElement.scrollWidth") <= 640


@pytest.mark.parametrize(("path", "width"), AXE_CASES)
def test_axe_finds_no_barrier(path: str, width: int, reader: Open, axe: str) -> None:
    page = reader(width).open(path)
    page.evaluate(axe)

    assert page.evaluate(RUN_AXE) == []


def test_a_policy_violation_would_be_seen(reader: Open) -> None:
    """The tests above could fail: a script from elsewhere is refused and noticed."""
    opened = reader()
    page = opened.open("/qinglan/")
    page.evaluate(
        "() => { const s = document.createElement('script'); s.src = 'https://x.example/a.js'; document.head.append(s); }"
    )
    page.wait_for_timeout(300)

    assert any("x.example" in trouble for trouble in opened.troubles)


LONE = """() => [...document.querySelectorAll(".body p")].map((each) => {
  const range = document.createRange();
  range.selectNodeContents(each);
  const boxes = [...range.getClientRects()].filter((box) => box.width);
  const last = boxes.at(-1), line = boxes.filter((box) => Math.abs(box.bottom - last.bottom) < 4);
  const size = parseFloat(getComputedStyle(each).fontSize);
  return boxes[0].bottom < last.bottom - 4 && line.reduce((sum, box) => sum + box.width, 0) < 2.2 * size;
}).filter(Boolean).length"""


@pytest.mark.parametrize("path", ["/qinglan/article/small-school-research.html", "/article/dam-safety-report.html"])
def test_no_paragraph_ends_in_a_character_alone(path: str, reader: Open) -> None:
    page = reader(390).open(path)
    alone = page.evaluate(LONE)
    page.evaluate("for (const each of document.querySelectorAll('.body p')) each.style.textWrap = 'wrap'")

    assert alone == 0
    assert page.evaluate(LONE) > 0, "it would, were lines filled one after another"
