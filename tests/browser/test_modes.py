"""Ways to read: elder mode, dark, high contrast, forced colours, no script, the keyboard, narrow screens, paper, aloud."""

from collections.abc import Callable, Iterator
from itertools import product

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from clusters import REPO
from wangqun.pages.criteria import CRITERIA

from .test_pages import RUN_AXE

pytestmark = pytest.mark.browser
Show = Callable[..., Page]

WIDTHS = (1280, 390)
TEMPLATES = {"home": "/qinglan/", "article": "/yannan/article/dam-inspection-law.html", "elder": "/qinglan/elder/"}
MORE = {
    "list": "/qinglan/news/",
    "map": "/qinglan/map/",
    "cluster": "/cluster/",
    "feeds": "/qinglan/feeds/",
    "accessibility": "/qinglan/accessibility/",
    "404": "/qinglan/none.html",
    "contact": "/qinglan/elder/contact.html",
    "reception": "/qinglan/elder/reception.html",
    "deputies": "/qinglan/deputy/",
    "lookup": "/qinglan/my/",
    "search": "/search/",
    "data": "/qinglan/data/",
    "open": "/open/",
    "overview": "/consultation/",
    "supervision": "/supervision_item/final-accounts-2025.html",
    "plan": "/supervision_item/plan/2026.html",
}
MODES: dict[str, dict[str, str]] = {
    "normal": {},
    "elder": {"elder": "1"},
    "dark": {"color_scheme": "dark"},
    "contrast": {"contrast": "more"},
}
SEVEN = ("", *(f"{name}.html" for name in ("deputies", "open", "petitions", "reception", "notices", "contact")))
TEXT_SIZE = "parseFloat(getComputedStyle(document.querySelector('main p')).fontSize)"
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
SMALL = """(least) => [...document.querySelectorAll("a[href], button, summary, input, select")].filter((e) => {
  const box = e.getBoundingClientRect();
  if (box.width < 2 || e.closest(".skip, .visually-hidden")) return false;
  const line = e.matches("a") && e.closest("p, li, dd, td");
  const beside = (node) => node !== e && node.textContent.trim()
    && (node.nodeType === 3 || getComputedStyle(node).display.startsWith("inline"));
  if (line && [...line.childNodes].some(beside)) return false; // a link inside a sentence
  return Math.round((e.closest("label") ?? e).getBoundingClientRect().height) < least;
}).map((e) => `${e.tagName} ${e.textContent.trim().slice(0, 20)} ${Math.round(e.getBoundingClientRect().height)}`)"""
SPOKEN = """window.said = [];
class Utterance extends EventTarget { constructor(text) { super(); this.text = text; } }
const queue = [];
const step = () => queue[0]?.dispatchEvent(new Event("start"));
Object.defineProperty(window, "SpeechSynthesisUtterance", {value: Utterance, configurable: true});
Object.defineProperty(window, "speechSynthesis", {configurable: true, value: {
  speak(u) { window.said.push([u.lang, u.text]); queue.push(u); if (queue.length === 1) step(); },
  cancel() { queue.length = 0; window.said.push("cancel"); },
  pause() { window.said.push("pause"); },
  resume() { window.said.push("resume"); },
}});
window.next = () => { queue.shift()?.dispatchEvent(new Event("end")); step(); };"""


@pytest.fixture
def show(browser: Browser, origin: str) -> Iterator[Callable[..., Page]]:
    """Opens a page as a reader with some wishes sees it; what the console complains of fails the test at its end."""
    contexts: list[BrowserContext] = []
    troubles: list[str] = []

    def open_page(path: str, width: int = 1280, script: bool = True, elder: str = "", before: str = "", **wishes: str) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": 800}, java_script_enabled=script, locale="zh-CN", **wishes
        )
        contexts.append(context)
        if elder:
            context.add_init_script(f"localStorage.elder ??= '{elder}'")
        if before:
            context.add_init_script(before)
        page = context.new_page()
        page.on(
            "console",
            lambda message: troubles.append(message.text) if message.type == "error" and "404" not in message.text else None,
        )
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.goto(origin + path, wait_until="load")
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert troubles == []


def in_elder_mode(page: Page, size: str) -> None:
    """Load a page again as somebody sees it who has chosen the elder mode, and a size."""
    page.evaluate("size => { localStorage.elder = size; }", size)
    page.reload(wait_until="load")
    assert page.evaluate("document.documentElement.dataset.elder")


@pytest.mark.parametrize(("mode", "name", "width"), [*product(MODES, TEMPLATES, WIDTHS)])
def test_axe_finds_no_barrier_in_any_mode(mode: str, name: str, width: int, show: Show, axe: str) -> None:
    page = show(TEMPLATES[name], width, **MODES[mode])
    page.evaluate(axe)

    assert page.evaluate(RUN_AXE) == []


def test_what_is_under_way_can_be_read_in_forced_colours(show: Show, axe: str) -> None:
    page = show("/consultation/", 390, forced_colors="active")
    page.evaluate(axe)

    assert page.locator('.chip[data-state="进行中"]').count() > 0
    assert page.evaluate(RUN_AXE) == []


@pytest.mark.parametrize("path", MORE.values(), ids=MORE)
def test_axe_finds_no_barrier_on_pages_that_lead_on(path: str, show: Show, axe: str) -> None:
    page = show(path, 390)
    page.evaluate(axe)

    assert page.evaluate(RUN_AXE) == []
    assert page.locator("h1").count() == 1


@pytest.mark.parametrize("width", WIDTHS)
def test_elder_text_is_large_and_grows_to_thirty(width: int, show: Show) -> None:
    page = show("/qinglan/news/", width)
    sizes = [page.evaluate(TEXT_SIZE)]
    page.get_by_label("长者模式").check()
    for label in ("标准", "大", "特大"):
        page.get_by_label(label, exact=True).check()
        sizes.append(page.evaluate(TEXT_SIZE))
    everything = page.evaluate(
        """[...document.querySelectorAll("body *")].filter((e) => e.getClientRects().length && !e.closest("svg")
           && [...e.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim()))
           .map((e) => parseFloat(getComputedStyle(e).fontSize))"""
    )

    assert sizes[0] == 17 and sizes[1] >= 18 and sizes[3] == 30
    assert sizes == sorted(set(sizes))
    assert min(everything) >= 30


@pytest.mark.parametrize(("path", "width"), [*product((*TEMPLATES.values(), *MORE.values()), WIDTHS)])
def test_targets_are_large_enough(path: str, width: int, show: Show) -> None:
    page = show(path, width)

    if "/elder/" not in path:
        assert page.evaluate(SMALL, 44) == []
    in_elder_mode(page, "1")
    assert page.evaluate(SMALL, 60) == []


def test_only_main_tasks_remain_in_elder_mode(show: Show) -> None:
    page = show("/qinglan/news/", elder="1")

    expect(page.locator(".elder-nav")).to_be_visible()
    assert page.locator("header nav a:visible").count() <= 8
    assert page.locator("header details:visible").count() == 0
    page.get_by_label("长者模式").uncheck()
    expect(page.locator(".elder-nav")).to_be_hidden()
    expect(page.locator(".groups-nav")).to_be_visible()


def test_the_choice_is_carried_on_before_first_paint(show: Show) -> None:
    seen = (
        "document.addEventListener('readystatechange', () => { window.early ??= document.documentElement.dataset.elder ?? ''; });"
    )
    page = show("/qinglan/", before=seen)
    assert page.evaluate("window.early") == ""
    page.get_by_label("长者模式").check()
    page.get_by_label("大", exact=True).check()

    page.goto(page.url + "news/")
    assert page.evaluate("window.early") == "on"
    expect(page.get_by_label("长者模式")).to_be_checked()
    expect(page.get_by_label("大", exact=True)).to_be_checked()
    assert page.evaluate(TEXT_SIZE) == 24
    assert page.evaluate("performance.getEntriesByType('layout-shift').reduce((sum, each) => sum + each.value, 0)") == 0

    page.get_by_label("长者模式").uncheck()
    page.reload()
    expect(page.get_by_label("长者模式")).not_to_be_checked()
    assert page.evaluate(TEXT_SIZE) == 17


def test_the_script_is_small_and_blocks_nothing_for_long(show: Show) -> None:
    file = REPO / "themes/renda/static/js/elder.js"

    assert file.stat().st_size <= 1024
    assert "type" not in (show("/qinglan/").locator("script[src$='elder.js']").evaluate("e => e.outerHTML"))


def test_storage_that_is_closed_breaks_nothing(show: Show) -> None:
    closed = "Object.defineProperty(window, 'localStorage', {get() { throw new DOMException('closed'); }});"
    page = show("/qinglan/news/", before=closed)
    page.get_by_label("长者模式").check()
    page.get_by_label("特大", exact=True).check()

    assert page.evaluate(TEXT_SIZE) == 30


@pytest.mark.parametrize("width", WIDTHS)
def test_the_checkbox_works_without_script(width: int, show: Show) -> None:
    page = show("/qinglan/news/", width, script=False)
    page.get_by_label("长者模式").check()
    page.get_by_label("特大", exact=True).check()

    expect(page.locator("main p").first).to_have_css("font-size", "30px")
    expect(page.locator(".elder-nav")).to_be_visible()


@pytest.mark.parametrize("size", ["1", "2", "3"])
def test_on_a_telephone_the_switch_and_the_sizes_are_one_row(size: str, show: Show) -> None:
    page = show("/qinglan/news/", 390, elder=size)
    boxes = page.locator(".modes label.mode").evaluate_all(
        "all => all.map((e) => { const box = e.getBoundingClientRect(); return [box.top, box.width, box.height, box.right]; })"
    )

    assert len(boxes) == 4
    assert len({round(top) for top, *_ in boxes}) == 1
    assert all(width >= 44 and height >= 60 and right <= 390 for _, width, height, right in boxes)


def test_the_size_in_use_is_seen_and_changed_by_keys_on_a_telephone(show: Show) -> None:
    page = show("/qinglan/news/", 390, elder="1")
    look = "(e) => { const s = getComputedStyle(e); return [s.textDecorationLine, s.outlineWidth]; }"
    assert page.locator(".sizes label:has(:checked)").evaluate(look) == ["underline", "2px"]
    page.get_by_label("标准", exact=True).focus()
    page.keyboard.press("ArrowRight")

    expect(page.get_by_label("大", exact=True)).to_be_checked()
    assert page.locator(".sizes label:has(:checked)").inner_text().strip() == "大"
    assert page.locator(".sizes label:has(:checked)").evaluate(look) == ["underline", "4px"]
    assert page.locator(".sizes label:has(#wq-size-1)").evaluate(look)[0] == "none"


@pytest.mark.parametrize("prefix", ["", "/qinglan", "/liuxi"])
def test_the_seven_pages_lead_to_each_other_without_script(prefix: str, show: Show) -> None:
    wanted = {f"{prefix}/elder/{name}" for name in SEVEN}
    for name in SEVEN:
        page = show(f"{prefix}/elder/{name}", script=False)
        links = page.locator(".elder-nav a").evaluate_all("all => all.map((a) => a.getAttribute('href'))")

        assert wanted <= set(links)
        expect(page.locator(".elder-nav [aria-current]")).to_have_attribute("href", f"{prefix}/elder/{name}")
        expect(page.locator("main :is(p, a)").first).to_have_css("font-size", "24px" if page.locator(".lede").count() else "20px")


def test_a_phone_reaches_the_seven_pages_from_the_first(show: Show) -> None:
    page = show("/qinglan/elder/", 390, script=False)
    page.locator("main").get_by_role("link", name="接待日").click()

    page.wait_for_url("**/elder/reception.html")
    page.get_by_role("link", name="长者首页").click()
    page.wait_for_url("**/elder/")


def test_the_keyboard_reaches_everything_and_focus_is_seen(show: Show) -> None:
    page = show("/qinglan/news/", 390, reduced_motion="reduce")
    wanted = page.locator("a[href]:visible, button:visible, summary:visible, input:visible").count()
    seen = 0
    for _ in range(wanted + 20):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement === document.body"):
            break
        seen += 1
        box = page.evaluate(
            """() => { const e = document.activeElement, b = e.getBoundingClientRect(), s = getComputedStyle(e);
            return {inside: b.bottom > 0 && b.top < innerHeight, line: parseFloat(s.outlineWidth), style: s.outlineStyle}; }"""
        )
        assert box["inside"] and box["line"] >= 3 and box["style"] != "none"
    assert seen >= wanted - 2  # of a group of radios one is reached by the key

    summary = page.locator(".menu summary")
    summary.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".menu nav a").first).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".menu nav a").first).to_be_hidden()
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"
    page.get_by_label("长者模式").focus()
    page.keyboard.press("Space")
    expect(page.locator(".elder-nav")).to_be_visible()


@pytest.mark.parametrize("path", [*TEMPLATES.values(), *MORE.values()])
def test_nothing_scrolls_sideways_at_320(path: str, show: Show) -> None:
    page = show(path, 320)  # 1280 at 400 % is 320

    assert page.evaluate(SIDEWAYS) <= 0
    in_elder_mode(page, "3")
    assert page.evaluate(SIDEWAYS) <= 0


def test_forced_colours_leave_the_search_box_and_the_current_item_visible(show: Show) -> None:
    page = show("/qinglan/news/", forced_colors="active")
    style = "e => { const s = getComputedStyle(e); return [s.borderTopWidth, s.borderTopStyle, s.outlineStyle, s.outlineWidth]; }"

    width, kind, _, _ = page.locator(".site-search input").evaluate(style)
    assert (width, kind) == ("1px", "solid")
    _, _, outline, line = page.locator(".groups a[aria-current]").evaluate(style)
    assert outline == "solid" and float(line[:-2]) >= 2
    _, _, other, _ = page.locator(".groups a:not([aria-current])").first.evaluate(style)
    assert other == "none"


def test_nothing_moves(show: Show) -> None:
    moving = """[...document.querySelectorAll("*")].filter((e) => { const s = getComputedStyle(e);
      return (s.animationName !== "none") || (s.transitionDuration.split(",").some((d) => parseFloat(d) > 0))
        || s.scrollBehavior === "smooth"; }).length"""

    assert show("/qinglan/", reduced_motion="reduce").evaluate(moving) == 0
    assert show("/qinglan/", elder="1").evaluate(moving) == 0
    assert show("/qinglan/elder/", script=True).locator("marquee, video[autoplay]").count() == 0


def test_dark_and_high_contrast_change_the_page(show: Show) -> None:
    ground = "getComputedStyle(document.documentElement).backgroundColor"
    looks = [show("/qinglan/", **MODES[mode]).evaluate(ground) for mode in ("normal", "dark", "contrast")]

    assert len(set(looks)) == 3


def test_paper_has_the_text_alone(show: Show) -> None:
    page = show("/yannan/article/dam-inspection-law.html", color_scheme="dark")
    page.emulate_media(media="print")

    for name in (".groups-nav", ".modes", ".site-search", ".elder-nav", ".crumbs", ".footer nav", ".speak", ".menu"):
        assert page.locator(f"{name}:visible").count() == 0, name
    expect(page.locator("h1")).to_be_visible()
    expect(page.locator(".print-address")).to_contain_text("https://rd.yunze.example/yannan/article/dam-inspection-law.html")
    assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") == "rgb(255, 255, 255)"
    assert page.evaluate("getComputedStyle(document.querySelector('h1')).color") == "rgb(0, 0, 0)"


PAPER = 673  # what A4 has between its margins
CUT = "(names) => [...document.querySelectorAll(names)].filter((e) => e.getBoundingClientRect().right > innerWidth + 1).length"


def test_paper_cuts_no_table_and_prints_the_bars(show: Show) -> None:
    page = show("/supervision_item/final-accounts-2025.html", PAPER)
    page.emulate_media(media="print")
    assert page.locator("table").count() >= 2
    page.evaluate("document.querySelector('.table').classList.add('wide')")
    page.evaluate("""document.querySelectorAll('.table tr').forEach((row) => {
      for (let at = 0; at < 4; at++) row.append(row.lastElementChild.cloneNode(true)); })""")

    assert page.evaluate(CUT, "table, .bars") == 0
    assert page.locator("ul.bars rect:visible").count() > 5
    assert page.locator("a[download]:visible").count() == 0


def test_paper_says_where_a_questionnaire_is_and_nothing_that_is_to_be_pressed(show: Show) -> None:
    page = show("/consultation/elder-care-draft.html", PAPER)
    page.emulate_media(media="print")
    link = page.locator(".questionnaire a")

    assert link.evaluate("(e) => getComputedStyle(e, '::after').content").count("http") == 1
    assert page.locator(".answer:visible, button:visible").count() == 0


def test_paper_has_the_deputies_of_the_place_and_not_those_that_are_folded(show: Show) -> None:
    page = show("/qinglan/my/970121100.html", PAPER)
    page.emulate_media(media="print")

    expect(page.locator(".village .people li").first).to_be_visible()
    expect(page.locator(".above summary")).to_be_visible()
    assert page.locator("#above").evaluate("(e) => e.checkVisibility({ contentVisibilityAuto: true })") is False


@pytest.mark.parametrize("path", ["/qinglan/elder/reception.html", "/yannan/article/dam-inspection-law.html"])
def test_a_text_is_read_aloud_on_request_only(path: str, show: Show) -> None:
    page = show(path, before=SPOKEN)
    button, stop = page.locator("[data-speak-button]"), page.locator("[data-speak-stop]")
    assert page.evaluate("window.said") == []
    expect(stop).to_be_hidden()

    button.click()
    said = [each[1] for each in page.evaluate("window.said") if isinstance(each, list)]
    spoken = page.locator("[data-speak]").first.inner_text()
    assert said and all(len(each) <= 180 for each in said)
    assert [each for each in said if "".join(each.split()) not in "".join(spoken.split())] == []
    expect(page.locator(".speaking")).to_have_count(1)
    first = page.locator(".speaking").inner_text()

    expect(button).to_have_text("暂停朗读")
    button.click()
    expect(button).to_have_text("继续朗读")
    button.click()
    assert page.evaluate("window.said.slice(-2)") == ["pause", "resume"]

    for _ in range(3):
        page.evaluate("window.next()")
    assert page.locator(".speaking").inner_text() != first or len(said) <= 3
    stop.click()
    expect(page.locator(".speaking")).to_have_count(0)
    expect(button).to_have_text("朗读")
    assert page.evaluate("window.said.at(-1)") == "cancel"


def test_no_button_promises_what_a_browser_cannot(show: Show) -> None:
    page = show("/qinglan/elder/", before="delete window.speechSynthesis; delete Window.prototype.speechSynthesis;")

    expect(page.locator("[data-speak-button]")).to_be_hidden()


def test_every_line_of_the_statement_is_on_the_page_and_held_by_tests(show: Show) -> None:
    page = show("/qinglan/accessibility/")
    shown = page.locator(".band[aria-label='已经做到的'] li").all_inner_texts()

    assert shown == [criterion.text for criterion in CRITERIA]
