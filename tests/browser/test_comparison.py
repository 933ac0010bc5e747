"""The page that compares two texts of a law: both layouts without a script, what is folded, what is spoken, on every screen."""

from collections.abc import Callable, Iterator
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page, expect

import lanterns
import longlaw
from clusters import article, write_cluster
from consultations.calls import SHENG

from .conftest import Reader, served
from .test_looks import EDGES, SCALE, SIZES, SPACES
from .test_pages import RUN_AXE, WIDTHS

pytestmark = pytest.mark.browser
Open = Callable[..., Reader]
FOLDER = f"/regulation/{quote(lanterns.TITLE)}/"
NEXT, DRAFT = f"{FOLDER}2003-09-01..2015-03-27.html", f"{FOLDER}draft..2025-12-01.html"
LONG = f"/regulation/{quote(longlaw.TITLE)}/{longlaw.NAME}"
LEAD, PART = f"{LONG}.html", f"{LONG}/{quote('第二章')}.html"
SHEET = """<table>
<thead><tr><th scope="col">修改前</th><th scope="col">修改后</th></tr></thead>
<tbody>
<tr><td><p><strong>第一条</strong>　提前<del>三十</del>日。</p></td>
<td><p><strong>第一条</strong>　提前<ins>六十</ins>日。</p></td></tr>
</tbody>
</table>

| 机构的名称 | 负责的工作 | 联系的单位 | 办公的地址 |
|---|---|---|---|
| 法制工作委员会办公室 | 负责法规案的起草、审议和解释 | 联系司法行政和市场监督管理部门 | 示例市人民路一号办公楼三层东侧 |
"""
DECORATED = """(tag) => [...new Set([...document.querySelectorAll(`main ${tag}`)].filter((e) => e.getClientRects().length)
  .map((e) => getComputedStyle(e).textDecorationLine))]"""
CONTRAST = """(tag) => {
  const channel = (c) => (c /= 255) <= .03928 ? c / 12.92 : ((c + .055) / 1.055) ** 2.4;
  const light = (text) => { const [r, g, b] = text.match(/[\\d.]+/g).map(Number);
    return .2126 * channel(r) + .7152 * channel(g) + .0722 * channel(b); };
  const style = getComputedStyle([...document.querySelectorAll(`main ${tag}`)].find((e) => e.getClientRects().length));
  const [low, high] = [light(style.color), light(style.backgroundColor)].sort((a, b) => a - b);
  return (high + .05) / (low + .05); }"""


@pytest.fixture(scope="module")
def origin(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a province with texts of a law that are compared."""
    files = lanterns.files() | longlaw.FILES | {f"{SHENG}news/sheet.md": article("对照表", SHEET)}
    with served(write_cluster(tmp_path_factory.mktemp("lanterns"), files)) as address:
        yield address


def seen(page: Page, side: str) -> list[str]:
    """The texts of the article about notice that are shown in one of the three ways."""
    return [text.strip() for text in page.locator(f"[id='第五条'] .pair:not(.same) > .{side}:visible").all_inner_texts()]


@pytest.mark.parametrize("script", [True, False])
def test_on_a_desk_texts_stand_side_by_side_or_in_one(script: bool, reader: Open) -> None:
    page = reader(1280, script).open(NEXT)

    assert (len(seen(page, "old")), len(seen(page, "new")), seen(page, "both")) == (1, 1, [])
    old, new = (page.locator(f"[id='第五条'] .pair > .{side}").first.bounding_box() for side in ("old", "new"))
    assert old and new and old["y"] == new["y"] and old["x"] + old["width"] <= new["x"]
    page.get_by_label("合在一起").locator("visible=true").check()
    assert (seen(page, "old"), seen(page, "new")) == ([], [])
    assert len(seen(page, "both")) == 1
    page.get_by_label("左右对照").check()
    assert len(seen(page, "old")) == 1


@pytest.mark.parametrize("script", [True, False])
def test_on_a_telephone_they_stand_in_one_or_below_each_other(script: bool, reader: Open) -> None:
    page = reader(390, script).open(NEXT)

    assert (seen(page, "old"), seen(page, "new"), len(seen(page, "both"))) == ([], [], 1)
    page.get_by_label("上下对照").check()
    old, new = (page.locator(f"[id='第五条'] .pair > .{side}").first.bounding_box() for side in ("old", "new"))
    assert old and new and old["y"] + old["height"] <= new["y"] and old["x"] == new["x"]
    assert seen(page, "both") == []


@pytest.mark.parametrize("width", [1280, 390])
def test_what_did_not_change_is_folded_and_unfolds(width: int, reader: Open) -> None:
    page = reader(width, False).open(NEXT)
    folded = page.locator("details.unchanged").first

    expect(folded.locator("summary")).to_have_text("第一条至第二条　2 条文字未改")
    expect(folded.get_by_text("适用本条例")).to_be_hidden()
    folded.locator("summary").click()
    expect(folded.get_by_text("适用本条例")).to_be_visible()
    folded.locator("summary").press("Enter")
    expect(folded.get_by_text("适用本条例")).to_be_hidden()


def test_marks_are_spoken(reader: Open) -> None:
    page = reader(390).open(NEXT)
    told = "".join(page.locator("[id='第五条'] .both").first.inner_text().split())

    assert "提前删去〔三十〕新增〔六十〕日" in told
    snapshot = page.locator("[id='第五条']").aria_snapshot().replace(" ", "")
    assert "deletion:删去〔三十〕" in snapshot and "insertion:新增〔六十〕" in snapshot
    page = reader(1280).open(NEXT)
    assert "旧文本" in page.locator("[id='第五条'] .old").first.inner_text()  # no one reads columns by where they stand


def test_the_words_for_ears_are_not_seen(reader: Open) -> None:
    page = reader(390).open(NEXT)
    sizes = page.evaluate(
        "() => [...document.querySelectorAll(':is(ins, del) > .visually-hidden')].map((e) => e.getBoundingClientRect().width)"
    )

    assert sizes and max(sizes) <= 1


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("contrast", ["no-preference", "more"])
def test_marks_are_told_by_more_than_colour_and_stand_out(scheme: str, contrast: str, browser: Browser, origin: str) -> None:
    context = browser.new_context(color_scheme=scheme, contrast=contrast, viewport={"width": 1280, "height": 800})  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(origin + NEXT)

    assert page.evaluate(DECORATED, "ins") == ["underline"] and page.evaluate(DECORATED, "del") == ["line-through"]
    assert min(page.evaluate(CONTRAST, "ins"), page.evaluate(CONTRAST, "del")) >= 7
    context.close()


def test_forced_colours_leave_the_lines(browser: Browser, origin: str) -> None:
    context = browser.new_context(forced_colors="active", viewport={"width": 1280, "height": 800})
    page = context.new_page()
    page.goto(origin + NEXT)

    assert page.evaluate(DECORATED, "ins") == ["underline"] and page.evaluate(DECORATED, "del") == ["line-through"]
    context.close()


def test_the_list_of_changes_leads_to_them_and_these_to_both_texts(reader: Open) -> None:
    page = reader(1280).open(NEXT)
    page.locator(".sums").get_by_role("link", name="第七条", exact=True).click()

    expect(page.locator("[id='第七条']")).to_be_in_viewport()
    page.locator("[id='第七条']").get_by_role("link", name="新文本").click()
    expect(page.locator("[id='第七条']")).to_contain_text("无障碍通道")
    assert page.url.endswith(f"lanterns-2015.html#{quote('第七条')}")


@pytest.mark.parametrize("script", [True, False])
def test_a_long_comparison_is_read_chapter_by_chapter(script: bool, reader: Open) -> None:
    page = reader(390, script).open(LEAD)
    chapter = page.locator("details.chapter").nth(1)
    assert page.locator("details.chapter").count() == longlaw.CHAPTERS
    assert page.evaluate("document.documentElement.scrollHeight") < 4000
    expect(chapter.locator("summary")).to_have_text("第二章　章 修改 20 条")
    chapter.locator("summary").click()
    chapter.get_by_role("link", name="第二十一条至第四十条").click()

    expect(page.locator(".subtitle")).to_have_text("修改前后对照　第二章　章")
    page.locator(".turn").get_by_role("link", name="下一页").click()
    expect(page.locator(".subtitle")).to_have_text("修改前后对照　第三章　章")


def test_an_old_link_opens_the_chapter_that_leads_on(reader: Open) -> None:
    page = reader(390).open(f"{LEAD}#{quote('第五十五条')}")

    expect(page.locator("details.chapter").nth(2)).to_have_attribute("open", "")


def test_on_paper_texts_stand_in_one_with_their_marks(reader: Open) -> None:
    page = reader(1280).open(DRAFT)
    page.emulate_media(media="print")

    assert page.locator(".pair > .old:visible").count() == page.locator(".view:visible").count() == 0
    assert page.locator("[id='第六条'] .both:visible").count() == 1
    expect(page.get_by_text("结束的时间太早")).to_be_visible()
    expect(page.locator("details.unchanged").first.get_by_text("适用本条例")).to_be_hidden()


@pytest.mark.parametrize("path", [NEXT, DRAFT, LEAD, PART])
@pytest.mark.parametrize("width", WIDTHS)
def test_a_page_fits_and_has_no_barrier(path: str, width: int, reader: Open, axe: str) -> None:
    opened = reader(width)
    page = opened.open(path)
    for summary in page.locator("details:is(.unchanged, .chapter) > summary").all():
        summary.click()
    page.evaluate(axe)

    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate(RUN_AXE) == []
    assert opened.troubles == []


@pytest.mark.parametrize("path", [NEXT, DRAFT, PART])
def test_nothing_is_cut_at_320(path: str, reader: Open) -> None:
    page = reader(320).open(path)

    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.get_by_label("上下对照").check()
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.mark.parametrize("path", [DRAFT, LEAD])
@pytest.mark.parametrize("width", [1280, 390])
def test_a_page_keeps_to_the_scale(path: str, width: int, reader: Open) -> None:
    page = reader(width).open(path)
    sizes, edges = page.evaluate(SIZES), page.evaluate(EDGES)
    spaces = [(value, where) for value, where in page.evaluate(SPACES) if round(value) not in SCALE]

    assert len(sizes) <= 5 and min(sizes) >= 17, sizes
    assert spaces == []
    assert len([edge for edge, count in edges.items() if count >= max(2, sum(edges.values()) / 20)]) <= 4, edges


@pytest.mark.parametrize("path", [DRAFT, LEAD, PART])
@pytest.mark.parametrize("width", [1280, 390])
def test_what_is_pressed_is_large_enough_for_the_old(path: str, width: int, reader: Open) -> None:
    page = reader(width).open(path)
    page.check("#wq-elder")
    for summary in page.locator("details:is(.unchanged, .chapter) > summary").all():
        summary.click()

    assert page.evaluate("document.documentElement.scrollWidth") <= width
    small = page.evaluate(
        "() => [...document.querySelectorAll('.comparison :is(a, summary, label)')].filter((e) => e.getClientRects().length"
        " && e.getBoundingClientRect().height < 59.5).map((e) => `${e.className} ${e.textContent}`)"
    )
    assert [each for each in small if "touch" not in each] == []


def test_whole_paragraphs_in_the_first_cell_of_a_row_are_no_label(reader: Open) -> None:
    page = reader(390).open("/article/sheet.html")
    weights = page.evaluate(
        "() => [...document.querySelectorAll('.stack tbody tr > :first-child')].map((e) => getComputedStyle(e).fontWeight)"
    )

    assert weights == ["400", "700"]
    assert page.evaluate(DECORATED, "ins") == ["underline"]
