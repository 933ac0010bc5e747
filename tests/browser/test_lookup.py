"""找代表 in Chromium: typed, by keys, without script, when the file is lost, with hostile names; and the page of open data."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from clusters import NOW, copy_demo
from rosters_lookup import PLACES, county, deputy, representative, roster
from wangqun.domain.deputy import AtStation, Reception
from wangqun.domain.roster import County, Representative, Roster, Town, TownNames, Village
from wangqun.pipeline import federate
from wangqun.records import KINDS
from wangqun.render.run import render
from wangqun.render.settings import DEFAULTS

from .test_pages import RUN_AXE
from .test_policy import WATCH

pytestmark = pytest.mark.browser
NAMES = ".lookup-result li div:first-child > :is(a, b)"
Visit = Callable[..., Page]
BAD = '<img src=x onerror="window.ran = 1">'
PAGES = {"lookup": "/small/my/", "town": "/small/my/970121100.html", "big": "/big/my/970121103.html", "data": "/small/data/"}
CASES = [pytest.param(path, width, id=f"{name}-{width}") for name, path in PAGES.items() for width in (1280, 390)]


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where a small county, a large one and one with hostile names are served, each below its name."""
    root = copy_demo(tmp_path_factory.mktemp("lookup"))
    view = federate(root, NOW).views["qinglan"]
    hostile = Village("970121100203", BAD, (Representative("county", BAD, BAD, "javascript:window.ran=1", BAD),))
    towns = (Town("970121100", "坏乡", (hostile, Village("970121100204", "好村", (representative(deputy(1)),)))),)
    at = AtStation(
        "柳溪站", "/small/station/liuxi.html", "柳溪乡 1 号", "0999-5550002", (Reception(weekday=3, week=2, start="09:00"),)
    )
    both = tuple(
        Representative(level, role, "双兰英", f"/small/deputy/{site}{'0' * 9}.html", elector, "person:1", "", (at,))
        for level, role, site, elector in (("county", "县人大代表", "a", "第一选区"), ("township", "乡人大代表", "a", "柳溪选区"))
    )
    above = (
        County(
            "示例县",
            "/small/my/",
            tuple(TownNames(t.code, t.name, tuple((v.code, v.name) for v in t.villages)) for t in roster().lookup),
        ),
    )
    elsewhere = County("别县", "https://bie.example/my/", (TownNames("970122100", "别镇", (("970122100201", "别处村"),)),))
    rosters = {
        "above": Roster(as_of="2026-11-23", counties=(*above, elsewhere)),
        "both": replace(
            roster(), lookup=(Town("970121100", "柳溪乡", (Village("970121100201", "河口村", both),)), *roster().lookup[1:])
        ),
        "small": roster(),
        "big": county([(f"{town}镇", [f"{name}村" for name in PLACES]) for town in PLACES]),
        "hostile": replace(roster(), lookup=(*towns, *roster().lookup[1:])),
    }
    out = root / "out"
    for name, one in rosters.items():
        (out / name).mkdir(parents=True)
        member = replace(view.member, address=replace(view.member.address, prefix=f"/{name}"))
        found = render(replace(view, member=member, roster=one), KINDS, root, out / name, DEFAULTS)
        assert found.findings == ()
    (out / "images").mkdir()
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(out)))
    server.daemon_threads = True
    Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture
def visit(browser: Browser, served: str) -> Iterator[Visit]:
    """Opens a page; what the policy refuses, a script throws or leads elsewhere fails the test."""
    contexts: list[BrowserContext] = []
    troubles: list[str] = []

    def open_page(path: str, width: int = 1280, script: bool = True) -> Page:
        context = browser.new_context(viewport={"width": width, "height": 800}, java_script_enabled=script, locale="zh-CN")
        contexts.append(context)
        page = context.new_page()
        page.add_init_script(WATCH)
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.on("console", lambda said: troubles.append(said.text) if "Content Security Policy" in said.text else None)
        page.on("request", lambda asked: None if asked.url.startswith(served) else troubles.append(asked.url))
        page.goto(served + path, wait_until="load")
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert troubles == []


def places(page: Page) -> list[str]:
    """The names offered."""
    return page.locator("[role=option] strong").all_inner_texts()


def test_a_typed_name_offers_its_villages_and_a_choice_shows_their_deputies(visit: Visit) -> None:
    page = visit("/small/my/")
    page.get_by_role("combobox").fill("河口")
    expect(page.get_by_role("option")).to_have_count(2)
    expect(page.get_by_role("status")).to_have_text("找到 2 处，请选一处。")
    page.get_by_role("option", name="河口社区").click()

    expect(page.locator(".lookup-result h2")).to_have_text("石盘镇 河口社区")
    expect(page.locator(NAMES)).to_have_text(["=虚构", "示兰英"])
    expect(page.get_by_role("listbox")).to_be_hidden()
    folded = page.locator(".lookup-result details")
    expect(folded.locator("summary")).to_contain_text("上级代表 1")
    expect(folded.locator("li")).to_be_hidden()
    folded.locator("summary").press("Enter")
    expect(folded.locator("li")).to_be_visible()
    assert page.locator(".lookup-result li div:nth-child(2)").all_inner_texts() == ["县人大代表，第一选区", "省人大代表，示例县"]


@pytest.mark.parametrize("typed", ["上坪", "spc", "柳溪乡上坪村", " 柳溪 上坪村 ", "SPC", "ｓｐｃ"])
def test_the_only_village_meant_shows_its_deputies_at_once(typed: str, visit: Visit) -> None:
    page = visit("/small/my/")
    page.get_by_role("combobox").fill(typed)

    expect(page.locator(".lookup-result h2")).to_have_text("柳溪乡 上坪村")
    expect(page.locator(NAMES)).to_have_text(["范德福", "示兰英"])
    expect(page.get_by_role("status")).to_contain_text("2 名代表")


def test_keys_alone_are_enough(visit: Visit) -> None:
    page = visit("/small/my/")
    field = page.get_by_role("combobox")
    field.focus()
    page.keyboard.type("hk")
    expect(field).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    marked = page.locator("[role=option][aria-selected=true]")
    expect(marked).to_have_count(1)
    assert (field.get_attribute("aria-activedescendant"), "河口社区石盘镇") == (marked.get_attribute("id"), marked.text_content())
    page.keyboard.press("ArrowDown")
    expect(marked).to_contain_text("河口村")
    page.keyboard.press("Enter")

    expect(page.locator(".lookup-result h2")).to_have_text("柳溪乡 河口村")
    expect(field).to_have_attribute("aria-expanded", "false")
    expect(field).to_have_value("柳溪乡河口村")


def test_escape_closes_the_list_and_then_clears_the_field(visit: Visit) -> None:
    page = visit("/small/my/")
    field = page.get_by_role("combobox")
    field.fill("河口")
    expect(page.get_by_role("option")).to_have_count(2)
    page.keyboard.press("Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()
    expect(field).to_have_value("河口")
    page.keyboard.press("Escape")

    expect(field).to_have_value("")


def test_the_address_holds_what_was_asked(visit: Visit) -> None:
    page = visit("/small/my/")
    page.get_by_role("combobox").fill("上坪村")
    expect(page.locator(".lookup-result")).to_be_visible()
    page.reload()

    expect(page.get_by_role("combobox")).to_have_value("上坪村")
    expect(page.locator(".lookup-result h2")).to_have_text("柳溪乡 上坪村")


def test_the_places_are_fetched_when_the_field_is_used_and_once(visit: Visit) -> None:
    page = visit("/big/my/")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if "places.json" in request.url else None)
    page.wait_for_timeout(200)
    assert asked == []
    page.get_by_role("combobox").fill("东河")
    expect(page.get_by_role("status")).to_contain_text("处")
    page.get_by_role("combobox").fill("西河")
    expect(page.get_by_role("status")).to_contain_text("先列出 12 处")

    assert len(asked) == 1


def test_a_deputy_of_two_congresses_is_one_entry_with_a_telephone(visit: Visit) -> None:
    page = visit("/both/my/?q=河口村")

    expect(page.locator(NAMES)).to_have_text(["双兰英", "示兰英"])
    first = page.locator(".lookup-result li").first
    assert first.get_by_role("link", name="0999-5550002").get_attribute("href") == "tel:0999-5550002"
    expect(first.locator(".reach-by")).to_have_text(re.compile(r"^柳溪站：\s*0999-5550002$"))
    expect(first).to_contain_text("下次接待 2026年12月9日 星期三 09:00")
    assert first.locator("div:nth-child(2) p").all_inner_texts() == ["乡人大代表，柳溪选区", "县人大代表，第一选区"]
    expect(page.get_by_role("status")).to_have_text("找到柳溪乡河口村：2 名代表。")


@pytest.mark.parametrize("typed", ["上坪", "spc", "示例县柳溪乡上坪村", "示例县 上坪"])
def test_a_site_above_finds_the_villages_of_its_counties(typed: str, visit: Visit) -> None:
    page = visit(f"/above/my/?q={typed}", 390)

    expect(page.locator(".lookup-result h2")).to_have_text("示例县 柳溪乡 上坪村")
    expect(page.locator(NAMES)).to_have_text(["范德福", "示兰英"])


def test_a_county_is_found_by_its_name_and_opened(visit: Visit) -> None:
    page = visit("/above/my/")
    page.get_by_role("combobox").fill("示例")
    expect(page.get_by_role("option").first).to_contain_text("示例县")
    page.get_by_role("option").first.click()

    page.wait_for_url("**/small/my/")


def test_a_village_of_another_host_is_one_link_away(visit: Visit) -> None:
    page = visit("/above/my/?q=别处村")

    link = page.locator(".lookup-result h2 a")
    expect(link).to_have_text("别县 别镇 别处村")
    assert link.get_attribute("href") == "https://bie.example/my/#970122100201"
    expect(page.locator(".lookup-result")).to_contain_text("到这一级的网站看代表")


def test_a_lost_page_of_deputies_is_said_and_asked_for_again(visit: Visit) -> None:
    page = visit("/small/my/")
    page.route("**/970121100.html", lambda route: route.abort())
    page.get_by_role("combobox").fill("上坪村")
    expect(page.locator(".lookup-result")).to_contain_text("代表没有取到")
    assert page.locator(".lookup-result h2 a").get_attribute("href") == "/small/my/970121100.html#970121100202"
    page.unroute("**/970121100.html")
    page.get_by_role("combobox").fill("上坪")

    expect(page.locator(NAMES)).to_have_text(["范德福", "示兰英"])


def test_nothing_found_is_said(visit: Visit) -> None:
    page = visit("/small/my/")
    page.get_by_role("combobox").fill("天涯海角")

    expect(page.get_by_role("status")).to_contain_text("没有找到这个地方")


def test_a_lost_file_is_said_and_asked_for_again(visit: Visit) -> None:
    page = visit("/small/my/")
    page.route("**/places.json*", lambda route: route.abort())
    page.get_by_role("combobox").fill("河口")
    expect(page.get_by_role("status")).to_contain_text("地名没有取到")
    expect(page.locator(".tiles a")).to_have_count(2)
    page.unroute("**/places.json*")
    page.get_by_role("combobox").fill("河口村")

    expect(page.locator(".lookup-result h2")).to_have_text("柳溪乡 河口村")


def test_hostile_names_stay_text(visit: Visit) -> None:
    page = visit("/hostile/my/?q=" + "%3Cimg")
    expect(page.locator(".lookup-result h2")).to_have_text(f"坏乡 {BAD}")
    page.get_by_role("combobox").fill("坏乡")
    expect(page.get_by_role("option")).to_have_count(2)

    assert places(page) == [BAD, "好村"]
    assert page.locator("img[src=x], a[href^=javascript]").count() == 0
    page.get_by_role("option").first.click()
    expect(page.locator(".lookup-result b")).to_have_text(BAD)
    assert page.locator("img[src=x], a[href^=javascript]").count() == 0
    assert page.evaluate("window.ran") is None
    assert page.evaluate("window.violations") == []


def test_without_script_every_village_is_two_links_away(visit: Visit) -> None:
    page = visit("/small/my/", 390, script=False)
    expect(page.get_by_role("combobox")).to_be_hidden()
    page.get_by_role("link", name="柳溪乡").click()
    village = page.locator("section.village", has_text="河口村").first

    assert village.locator("li b, li div:first-child > a").all_inner_texts() == ["乡志强", "示兰英"]
    village.get_by_role("link", name="再看上级代表").click()
    expect(page.locator("details:has(#above)")).to_have_attribute("open", "")
    expect(page.locator("#above")).to_be_in_viewport()


@pytest.mark.parametrize(("path", "width"), CASES)
def test_a_page_fits_obeys_its_policy_and_has_large_targets(path: str, width: int, visit: Visit) -> None:
    page = visit(path, width)
    small = """() => [...document.querySelectorAll("main .tiles a, main .letters a, main dd a, main input, main summary")]
        .filter((e) => e.getClientRects().length).map((e) => [e.textContent.trim(), e.getBoundingClientRect().height])
        .filter(([, height]) => height < 44)"""

    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.locator("h1").count() == 1
    assert page.evaluate(small) == []
    assert page.evaluate("window.violations") == []


@pytest.mark.parametrize(("path", "width"), CASES)
def test_axe_finds_no_barrier(path: str, width: int, visit: Visit, axe: str) -> None:
    page = visit(path, width)
    if path == "/small/my/":
        page.get_by_role("combobox").fill("河口")
        expect(page.get_by_role("option")).to_have_count(2)
    page.evaluate(axe)

    assert page.evaluate(RUN_AXE) == []


def test_data_are_downloaded_as_they_lie_there(visit: Visit, tmp_path: Path) -> None:
    page = visit("/small/data/")
    with page.expect_download() as download:
        page.evaluate("(() => { const a = document.querySelector('a[href$=\"deputies.csv\"]'); a.download = ''; a.click(); })()")
    download.value.save_as(tmp_path / "deputies.csv")

    assert (tmp_path / "deputies.csv").read_bytes().startswith("\ufeffperson,name,".encode())
