"""The pages of deputies: complete without script, on a telephone and for every reader; the filter; the poster."""

from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from threading import Thread
from unicodedata import normalize

import pytest
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader

import rosters
from clusters import NOW, copy_demo
from wangqun.records.deputies.context import TEMPLATES

from .test_pages import RUN_AXE
from .test_policy import WATCH

pytestmark = pytest.mark.browser
Visit = Callable[..., Page]

PAGES = {
    "deputies": "/qinglan/deputy/",
    "deputy": f"/qinglan/deputy/{rosters.key(1).removeprefix('person:')}.html",
    "former": "/qinglan/deputy/former.html",
    "vacancies": "/qinglan/deputy/vacancies.html",
    "constituencies": "/qinglan/constituency/",
    "constituency": "/qinglan/constituency/c1.html",
    "stations": "/qinglan/station/",
    "station": "/qinglan/station/lanshan.html",
}
MORE = {
    "home": "/qinglan/",
    "ended": f"/qinglan/deputy/{rosters.key(10).removeprefix('person:')}.html",
    "in-conflict": f"/qinglan/deputy/{rosters.key(6).removeprefix('person:')}.html",
    "by-name": "/qinglan/deputy/by-name.html",
    "found": "/qinglan/my/",
}
CASES = [pytest.param(path, width, id=f"{name}-{width}") for name, path in (PAGES | MORE).items() for width in (1280, 390)]


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def people(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a county's site with deputies, and below /yunze/ of a province's with seven hundred and eighty."""
    root = copy_demo(tmp_path_factory.mktemp("people"))
    out = root / "out"
    rosters.render_roster(root, out / "qinglan", "qinglan", rosters.qinglan())
    rosters.render_roster(root, out / "yunze", "yunze", rosters.large())
    for path in (out / "yunze").iterdir():
        (out / path.name).symlink_to(path)  # the province stands at the top of its host
    handler = partial(_Quiet, directory=str(out))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture
def visit(browser: Browser, people: str) -> Iterator[Visit]:
    """Opens a page; what the policy refuses, the console complains of or leads elsewhere fails the test."""
    contexts = []
    troubles: list[str] = []

    def open_page(path: str, width: int = 1280, script: bool = True) -> Page:
        """The page as of the day of the demo: later its script would tell what has closed since."""
        context = browser.new_context(viewport={"width": width, "height": 800}, java_script_enabled=script, locale="zh-CN")
        contexts.append(context)
        context.add_init_script(WATCH)
        page = context.new_page()
        page.clock.install(time=NOW)
        page.on("console", lambda message: troubles.append(message.text) if message.type in {"error", "warning"} else None)
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.on("request", lambda request: None if request.url.startswith(people) else troubles.append(request.url))
        page.goto(people + path, wait_until="load")
        return page

    yield open_page
    for context in contexts:
        context.close()

    assert troubles == []


def test_every_template_of_deputies_is_visited() -> None:
    assert TEMPLATES.keys() - {"lookup", "data"} == PAGES.keys()  # those two: test_lookup.py


@pytest.mark.parametrize(("path", "width"), CASES)
def test_a_page_fits_obeys_its_policy_and_has_no_barrier(path: str, width: int, visit: Visit, axe: str) -> None:
    page = visit(path, width)

    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.locator("h1").count() == 1
    assert page.evaluate("window.violations") == []
    page.evaluate(axe)
    assert page.evaluate(RUN_AXE) == []


@pytest.mark.parametrize("mode", ["dark", "forced", "elder"])
@pytest.mark.parametrize("name", ["deputies", "deputy"])  # all of them: make bench ONLY=pages
def test_a_page_has_no_barrier_in_any_mode(name: str, mode: str, visit: Visit, axe: str) -> None:
    page = visit(PAGES[name], 390)
    page.emulate_media(color_scheme="dark" if mode == "dark" else "light", forced_colors="active" if mode == "forced" else "none")
    if mode == "elder":
        page.get_by_role("checkbox", name="长者模式").check()

    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.evaluate(axe)
    assert page.evaluate(RUN_AXE) == []


@pytest.mark.parametrize("path", (PAGES | MORE).values(), ids=PAGES | MORE)
def test_a_page_says_the_same_without_script(path: str, visit: Visit) -> None:
    without, with_script = visit(path, script=False), visit(path)
    with_script.evaluate("() => document.querySelectorAll('[data-until]').forEach((days) => days.remove())")
    said = [  # how many days remain the script alone says
        [block.inner_text() for block in page.locator("main h1, main h2, main li, main dd").all()]
        for page in (without, with_script)
    ]

    assert said[0] == said[1]
    expect(without.locator("[data-roster-filter]")).to_have_count(
        1 if path in {PAGES["deputies"], MORE["by-name"], MORE["found"]} else 0
    )
    assert without.locator("[data-roster-filter]:visible").count() == 0


@pytest.mark.parametrize("width", (1280, 390))
@pytest.mark.parametrize("name", ["deputies", "deputy", "constituencies", "station"])
def test_what_is_touched_is_large_enough(name: str, width: int, visit: Visit) -> None:
    small = """() => [...document.querySelectorAll("main a, main summary, main button, main input, main select")]
        .filter((e) => e.getClientRects().length && !e.closest(".crumbs, h2, h3, .people") && !e.matches("dd a:not(.touch)"))
        .map((e) => [e.textContent.trim(), e.getBoundingClientRect().height]).filter(([, height]) => height < 44)"""

    assert visit(PAGES[name], width).evaluate(small) == []


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("王小", ["王小满"]),
        ("wangxi", ["王小满"]),
        ("wx", ["王小满"]),
        ("卫生院", ["王小满"]),
        ("石盘 护士", ["郑可欣"]),
        ("没有这个人", []),
    ],
)
def test_typing_narrows_the_roster_and_says_how_many_are_left(typed: str, names: list[str], visit: Visit) -> None:
    page = visit(PAGES["deputies"])
    expect(page.locator("output")).to_have_text("共 9 位代表")
    page.locator("main").get_by_role("searchbox").fill(typed)

    expect(page.locator("output")).to_have_text(f"找到 {len(names)} 位代表" if names else "没有找到，请换一个词")
    assert names == page.locator(".people li:visible a").all_inner_texts()
    assert page.locator(".group:visible").count() == len(names)
    page.get_by_role("button", name="清除").click()
    expect(page.locator("output")).to_have_text("共 9 位代表")
    expect(page.locator(".people li:visible")).to_have_count(9)


@pytest.mark.parametrize(("asked", "name"), [("王小满", "王小满"), ("wxm", "王小满")])
def test_without_villages_the_home_pages_field_finds_a_deputy_with_a_way_to_reach_them(
    asked: str, name: str, visit: Visit
) -> None:
    page = visit("/qinglan/")
    page.locator(".home-lookup input").fill(asked)
    page.locator(".home-lookup button").click()

    expect(page.locator("output")).to_have_text("找到 1 位代表")
    expect(page.locator(".people li:visible a").first).to_have_text("王小满")
    assert page.locator(".people li:visible a[href^='tel:']").count() == 1
    page.locator("main").get_by_role("searchbox").fill("没有这个人")
    expect(page.locator("output")).to_have_text("没有找到，请换一个词")


def test_status_and_delegation_narrow_together_by_keyboard(visit: Visit) -> None:
    page = visit(PAGES["deputies"], 390)
    page.locator("main").get_by_role("searchbox").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    expect(page.locator("output")).to_have_text("找到 3 位代表")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")

    expect(page.locator("output")).to_have_text("找到 1 位代表")
    assert page.locator(".people li:visible a").all_inner_texts() == ["陆长明"]


def test_sorting_by_sound_makes_one_list_and_leaves_no_trace(visit: Visit) -> None:
    page = visit(PAGES["deputies"])
    before = page.locator(".people a").all_inner_texts()
    page.get_by_label("排列").select_option("sound")
    names = page.locator(".people li:visible a").all_inner_texts()

    assert names[:3] == ["阿依古丽·买买提", "方定远", "陆长明"]
    assert sorted(names) == sorted(before)
    page.get_by_label("排列").select_option("")
    assert page.locator(".people li:visible a").all_inner_texts() == before


def test_a_roster_of_several_pages_is_searched_as_a_whole(visit: Visit) -> None:
    page = visit("/deputy/")
    assert page.locator(".people li").count() < 780
    page.locator("main").get_by_role("searchbox").fill("大明")

    expect(page.locator("output")).to_have_text("找到 780 位代表")
    assert page.locator(".people li:visible").count() == 780
    assert page.locator(".roster-groups > section").evaluate_all("all => new Set(all.map((e) => e.id)).size === all.length")
    expect(page.locator("[data-parts]")).to_be_hidden()


def test_every_deputy_of_a_long_roster_is_reached_without_script(visit: Visit) -> None:
    page = visit("/deputy/by-name.html", script=False)
    parts = page.locator("[data-parts] a").evaluate_all("all => all.map((e) => e.getAttribute('href'))")
    found: set[str] = set()
    for path in parts:
        found |= set(visit(path, script=False).locator(".people a").evaluate_all("all => all.map((e) => e.href)"))

    assert len(parts) > 1
    assert len(found) == 780


@pytest.mark.parametrize("name", ["deputy", "station"])
def test_the_first_printed_sheet_is_a_poster(name: str, visit: Visit) -> None:
    page = visit(PAGES[name])
    sheets = PdfReader(BytesIO(page.pdf(format="A4", margin=dict.fromkeys(("top", "bottom", "left", "right"), "1.5cm")))).pages
    page.emulate_media(media="print")

    expect(page.locator(".poster img")).to_be_visible()
    assert page.locator(".poster img").evaluate("e => e.complete && e.naturalWidth > 0 && e.getBoundingClientRect().width > 250")
    assert "5550123" in sheets[0].extract_text()
    assert "5550123" in sheets[1].extract_text()  # the page itself begins on the next sheet
    text = page.locator(".poster").inner_text()
    assert "每月第二个星期三 09:00–11:00" in text
    assert "0971-5550123" in text


def test_a_poster_keeps_to_its_sheet_whatever_it_says(visit: Visit) -> None:
    page = visit(PAGES["station"])
    page.evaluate(
        """() => { for (let n = 0; n < 5; n++) document.querySelector(".poster dd").append(
            Object.assign(document.createElement("p"), {textContent: `每月 ${n} 日 09:00–11:00`})); }"""
    )
    sheets = PdfReader(BytesIO(page.pdf(format="A4", margin=dict.fromkeys(("top", "bottom", "left", "right"), "1.5cm")))).pages
    first, second = (normalize("NFKC", sheet.extract_text()) for sheet in sheets[:2])

    assert "扫一扫" in first
    assert "每月 4 日" not in second
    assert "怎样去" in second


def test_a_former_deputy_has_no_poster(visit: Visit) -> None:
    page = visit(MORE["ended"])

    assert page.locator(".poster, .qr").count() == 0
    assert "0971-5550999" not in page.content()


def test_the_navigation_says_where_the_reader_is(visit: Visit) -> None:
    page = visit(PAGES["deputy"])

    assert page.locator(".groups [aria-current]").all_inner_texts() == ["代表"]
    assert page.locator(".menu .panel [aria-current]").all_text_contents()[0] == "代表名录"
    assert visit("/qinglan/").locator(".groups [aria-current]").all_inner_texts() == ["首页"]


@pytest.mark.parametrize("width", (1280, 390))
def test_how_to_reach_a_deputy_stays_in_sight(width: int, visit: Visit) -> None:
    """Wherever the page is scrolled to, and no heading that is jumped to lies below it."""
    page = visit(PAGES["deputy"], width)
    for share in (0.4, 0.8):
        page.evaluate("share => scrollTo(0, document.documentElement.scrollHeight * share)", share)
        expect(page.locator(".reach").get_by_role("link", name="0971-5550123")).to_be_in_viewport()
    call = page.locator(".reach").get_by_role("link", name="0971-5550123")
    assert call.get_attribute("href") == "tel:0971-5550123"
    assert page.evaluate("document.querySelector('.reach a[href^=tel]').getBoundingClientRect().height") >= 44
    page.evaluate("document.querySelector('.band[aria-label=基本信息]').scrollIntoView()")
    page.wait_for_timeout(600)
    heading, strip = (page.locator(each).bounding_box() for each in (".band[aria-label=基本信息] h2", ".reach .call"))
    assert heading
    assert strip
    assert heading["y"] >= strip["y"] + strip["height"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", ["deputies", "deputy"])
def test_charts_are_drawn_in_every_scheme_and_in_forced_colours(name: str, scheme: str, visit: Visit) -> None:
    """Seats and bars differ from what they lie on, by colour that the reader has chosen too."""
    page = visit(PAGES[name])
    mark = ".seats path:not(.hole)" if name == "deputies" else ".upright rect"
    drawn = """([mark, kind]) => {
        const style = getComputedStyle(document.querySelector(mark));
        return [kind === "deputies" ? style.stroke : style.fill, getComputedStyle(document.documentElement).backgroundColor];
    }"""
    for forced in ("none", "active"):
        page.emulate_media(color_scheme=scheme, forced_colors=forced)
        ink, paper = page.evaluate(drawn, [mark, name])

        assert ink != paper


def test_a_deputys_figures_have_their_table(visit: Visit) -> None:
    page = visit(PAGES["deputy"], 390)
    assert page.locator(".multiples figcaption").all_inner_texts() == [
        "1 次\n参加会议",
        "2 次\n视察、调研、检查",
        "2 次\n接待、走访",
    ]
    page.get_by_text("逐年的次数").click()

    assert page.get_by_role("row", name="2026年").get_by_role("cell").all_inner_texts() == ["1", "1", "1"]
    expect(page.get_by_role("img", name="参加会议，按年")).to_have_count(1)


@pytest.mark.parametrize(("path", "width"), CASES)
def test_type_and_space_are_of_the_scale(path: str, width: int, visit: Visit) -> None:
    """At most five sizes, none below 17 px; nothing leaves the page's left edge by chance."""
    page = visit(path, width)
    sizes = page.evaluate(
        """() => [...new Set([...document.querySelectorAll("main *")].filter((e) => e.getClientRects().length && [...e.childNodes]
            .some((n) => n.nodeType === 3 && n.textContent.trim())).map((e) => parseFloat(getComputedStyle(e).fontSize)))]"""
    )

    assert min(sizes) >= 17
    assert len(sizes) <= 5


def test_no_roster_file_is_too_heavy(people: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    out = next(Path(tmp_path_factory.getbasetemp()).glob("people*/out/yunze/deputy"))

    assert max(path.stat().st_size for path in out.iterdir()) < 200_000
