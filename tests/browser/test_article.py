"""The page of a piece and its kin: what a reader sees of it on a desk, on a telephone, on paper."""

import gzip
import re
from collections.abc import Callable, Iterator
from urllib.request import urlopen

import pytest
import segno.encoder
from playwright.sync_api import Browser, Page, expect

from clusters import article, write_cluster
from consultations.calls import XIAN, call
from samples import picture

from .conftest import Reader, served
from .test_pages import RUN_AXE, WIDTHS

pytestmark = pytest.mark.browser
Open = Callable[..., Reader]

PARTS = ("一、看什么", "二、问什么", "三、结果怎么用", "四、还有什么")
TABLES = "| 日期 | 地点 |\n|---|---|\n| 12月1日 | 柳汐镇 |\n| 12月8日 | 北街 |\n\n" + (
    "| 日期 | 地点 | 电话 |\n|---|---|---|\n| 12月1日 | 柳汐镇代表联络站 | 0970-5550121 |\n\n"
    "| 单位 | 件数 | 已解决 | 正在解决 | 列入规划 | 留作参考 |\n|---|---|---|---|---|---|\n"
    "| 市交通运输局 | 31 | 19 | 8 | 3 | 1 |\n\n"
    "| 事项 | 赞成 | 反对 | 弃权 |\n|---|---|---|---|\n| 批准《示例县河湖岸线保护条例》 | 59 | 0 | 1 |\n\n"
)
LONG = "".join(f"## {title}\n\n" + f"{title}，" + "常委会视察水库大坝除险加固工程。" * 30 + "\n\n" for title in PARTS)
PICTURES = "".join(f"![图{n}](../images/{name}.jpg)\n\n" for n, name in enumerate(("tall", "wide", "plain")))
TITLE = "关于检查《示例县农村供水工程运行和水源地保护管理条例》实施情况以及水库大坝安全管理工作的报告和审议意见研究处理情况的说明"
FIGURES = "\n\n".join(
    "甲" * n + "，自2026年11月30日起，每月5日9：00—11：30接待，共 1,203 人次，3.5亿元，拨打12345。" for n in range(24)
)
FILES = {
    f"{XIAN}news/long.md": article(
        TITLE,
        f"{LONG}{TABLES}联系电话：0970-5550121，邮箱 a@rd.test.example，见[报道](https://elsewhere.example/x)。*要紧*的话。\n",
        date="2026-03-05 09:00",
        extra="subtitle: 在县第十七届人民代表大会常务委员会第三十六次会议上\nsource: 示例县人大\neditor: 某某\ntags: [监督]\n"
        "related: [xian:article/pictures]\ndoc_number: 示人常〔2026〕3号\n",
    ),
    f"{XIAN}news/pictures.md": article(
        "图片：四座水库的汛前模样", PICTURES, date="2026-03-04 09:00", extra="image: {file: ../images/plain.jpg, alt: 图}\n"
    ),
    f"{XIAN}news/en.md": article("Annual report of the committee", "Text with *stress*.", "2026-03-06 09:00", "lang: en\n"),
    f"{XIAN}pages/about.md": article("人大概况", "职责。"),
    f"{XIAN}decisions/one.md": article("一项决定", "决定如下。", "2026-03-01 09:00"),
    f"{XIAN}news/figures.md": article("数字", FIGURES, "2026-03-07 09:00"),
    f"{XIAN}images/tall.jpg": picture(size=(600, 900)),
    f"{XIAN}images/wide.jpg": picture(size=(1600, 500)),
    f"{XIAN}images/plain.jpg": picture(size=(1200, 800)),
    f"{XIAN}consultations/water.md": call(
        "农村供水监督线索征集", "2026-01-01 09:00", "2026-01-31",
        "adoption_note: {date: 2026-02-20, text: 已经研究。, "
        "groups: [{summary: 水压不足, verdict: 采纳, count: 3, reason: 改管网}]}\n",
    ),
}  # fmt: skip
ARTICLE, PICTURED, FOREIGN = (f"/xian/article/{name}.html" for name in ("long", "pictures", "en-en"))
PAGES = {
    "article": ARTICLE,
    "pictures": PICTURED,
    "foreign": FOREIGN,
    "page": "/xian/page/about.html",
    "call": "/xian/consultation/water.html",
    "data": "/xian/data/",
    "letters": "/xian/search/a-z.html",
    "years": "/xian/search/years.html",
}
SCALE = {1280: {17, 20, 26, 34, 44}, 390: {17, 20, 22, 26, 34}}
SIZES = """() => [...new Set([...document.querySelectorAll("main *, main")]
  .filter((each) => [...each.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim()))
  .map((each) => Math.round(parseFloat(getComputedStyle(each).fontSize))))]"""
SHIFTS = """() => new Promise((done) => {
  let sum = 0;
  const add = (list) => list.getEntries().forEach((each) => (sum += each.value));
  new PerformanceObserver(add).observe({type: "layout-shift", buffered: true});
  window.scrollTo(0, document.documentElement.scrollHeight);
  setTimeout(() => done(sum), 600);
})"""


@pytest.fixture(scope="module")
def origin(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where a cluster of such pieces is served; in place of the demo."""
    with served(write_cluster(tmp_path_factory.mktemp("pieces"), FILES)) as address:
        yield address


def text_of(address: str) -> str:
    """A page as it is sent."""
    with urlopen(address) as answer:
        return str(answer.read().decode("utf-8"))


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES)
def test_a_page_fits_keeps_to_the_scale_and_has_no_barrier(path: str, width: int, reader: Open, axe: str) -> None:
    opened = reader(width)
    page = opened.open(path)
    page.evaluate(axe)

    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.locator("h1").count() == 1
    assert opened.troubles == []
    assert set(page.evaluate(SIZES)) <= SCALE[width]
    assert page.evaluate(RUN_AXE) == []


@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES)
def test_nothing_is_cut_at_320(path: str, reader: Open) -> None:
    page = reader(320).open(path)

    assert page.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.mark.parametrize("path", [ARTICLE, PICTURED, "/xian/consultation/water.html"])
@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_moves_while_it_comes(path: str, width: int, reader: Open) -> None:
    page = reader(width).open(path)

    assert page.evaluate(SHIFTS) <= 0.02


def test_a_line_holds_38_characters_at_most(reader: Open) -> None:
    page = reader(1280).open(ARTICLE)
    wide, size = page.locator(".body > p").first.evaluate(
        "(each) => [each.getBoundingClientRect().width, parseFloat(getComputedStyle(each).fontSize)]"
    )

    assert 34 <= wide / size <= 38


def test_a_normal_piece_weighs_little(origin: str) -> None:
    assert len(gzip.compress(text_of(origin + ARTICLE).encode(), 6)) <= 10_000


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_the_contents_stay_in_the_margin_and_lead_to_the_parts(script: bool, reader: Open) -> None:
    page = reader(1280, script).open(ARTICLE)
    nav = page.get_by_role("navigation", name="目录")

    assert nav.get_by_role("link").all_inner_texts() == list(PARTS)
    nav.get_by_role("link", name=PARTS[-1]).click()
    expect(page.locator("h2", has_text=PARTS[-1])).to_be_in_viewport()
    expect(nav.get_by_role("link", name=PARTS[0])).to_be_in_viewport()


def test_on_a_telephone_the_contents_are_folded(reader: Open) -> None:
    page = reader(390, script=False).open(ARTICLE)
    expect(page.get_by_role("link", name=PARTS[0])).to_be_hidden()

    page.locator(".contents summary").click()
    expect(page.get_by_role("link", name=PARTS[0])).to_be_visible()


def test_short_pieces_have_no_contents(reader: Open) -> None:
    assert reader().open(PICTURED).locator(".contents").count() == 0


def test_pictures_are_as_wide_as_they_deserve(reader: Open) -> None:
    page = reader(1280).open(PICTURED)
    page.evaluate(SHIFTS)
    body = page.locator(".body").evaluate("(each) => each.getBoundingClientRect().width")
    tall, wide, plain = page.locator(".body img").evaluate_all("(all) => all.map((each) => each.getBoundingClientRect().width)")

    assert tall < plain < wide <= body


@pytest.mark.parametrize("width", WIDTHS)
def test_tables_are_stacked_or_moved_sideways(width: int, reader: Open) -> None:
    page = reader(width).open(ARTICLE)
    small, narrow = (page.locator(f"table.stack{name}") for name in (".fits", ":not(.fits, .votes)"))
    labels = [
        each.locator("td").first.evaluate("(cell) => getComputedStyle(cell, '::before').content") for each in (small, narrow)
    ]
    wide = page.locator(".table.wide")

    assert ["日期" in label for label in labels] == [False, width == 390]
    assert wide.evaluate("(each) => each.tabIndex") == 0
    assert wide.evaluate("(each) => each.scrollWidth > each.clientWidth") == (width == 390)
    assert page.locator(".votes svg rect").count() == 2


def test_numbers_call_and_links_out_say_so(reader: Open) -> None:
    page = reader(390).open(ARTICLE)

    assert page.get_by_role("link", name="0970-5550121").first.get_attribute("href") == "tel:0970-5550121"
    assert page.get_by_role("link", name="a@rd.test.example").get_attribute("href") == "mailto:a@rd.test.example"
    assert page.get_by_role("link", name="报道（站外）").count() == 1
    assert page.locator(".body em").evaluate("(each) => getComputedStyle(each).fontStyle") == "normal"


def test_only_a_foreign_text_is_foreign(reader: Open) -> None:
    page = reader().open(FOREIGN)

    assert page.locator("[lang=en]").evaluate_all("(all) => all.map((each) => each.localName)") == ["h1", "div"]
    assert page.locator(".body em").evaluate("(each) => getComputedStyle(each).fontStyle") == "italic"


def test_neighbours_and_what_is_related_are_a_click_away(reader: Open) -> None:
    page = reader(390).open(ARTICLE)
    page.get_by_role("region", name="相关").get_by_role("link").click()
    page.wait_for_url("**/pictures.html")

    page.get_by_role("region", name="相关").get_by_role("link").click()
    page.wait_for_url("**/long.html")
    page.locator("a[rel=prev]").click()
    page.wait_for_url("**/pictures.html")


def on_paper(page: Page) -> tuple[str, list[list[int]]]:
    """What stands below a piece on paper: its address, and the dark squares of its code as the drawing has them."""
    paper = page.locator(".on-paper")
    path = paper.locator("path").get_attribute("d") or ""
    size = int((paper.locator("svg").get_attribute("viewBox") or "").split()[2]) - 8
    dark = {(int(x), int(y)) for x, y in re.findall(r"M(\d+) (\d+)", path)}
    return paper.inner_text(), [[int((x, y) in dark) for x in range(size)] for y in range(size)]


def test_on_paper_a_piece_has_its_address_and_the_code_of_it(reader: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    page = reader(1280).open(ARTICLE)
    expect(page.locator(".on-paper")).to_be_hidden()
    page.emulate_media(media="print")
    expect(page.locator(".on-paper svg")).to_be_visible()
    text, squares = on_paper(page)
    address = "https://rd.test.example" + ARTICLE

    assert address in text
    assert squares == code_of(address, monkeypatch)
    assert page.locator(".tools, .contents").filter(visible=True).count() == 0


@pytest.mark.parametrize("length", [5, 14, 25, 62, 107, 150, 182, 215, 251, 331])
def test_a_code_is_what_the_library_makes(length: int, reader: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    page = reader().open(ARTICLE)
    text = (
        ("https://rd.test.example/qinglan/article/" + "水abcdefghij-0" * 40)
        .encode()[:length]
        .decode("utf-8", "ignore")
        .ljust(5, "x")
    )
    script = f"async (text) => (await import('{theme(page)}/js/qr.js')).modules(text).map((row) => row.map(Number))"

    assert page.evaluate(script, text) == code_of(text, monkeypatch)


def test_a_text_that_is_too_long_has_no_code(reader: Open) -> None:
    page = reader().open(ARTICLE)

    assert page.evaluate(f"async () => (await import('{theme(page)}/js/qr.js')).modules('x'.repeat(332))") is None


def theme(page: Page) -> str:
    """Where the page's scripts are."""
    return str(page.locator("script[src$='article.js']").get_attribute("src")).rpartition("/js/")[0]


def code_of(text: str, monkeypatch: pytest.MonkeyPatch) -> list[list[int]]:
    """What segno makes of a text; it adds an empty byte where the last one is full, which the standard does not ask for."""
    pad = segno.encoder.write_padding_bits
    with monkeypatch.context() as patch:
        patch.setattr("segno.encoder.write_padding_bits", lambda *how: pad(*how) if how[2] % 8 else None)
        made = segno.make_qr(text, error="m", mask=2, boost_error=False, mode="byte", encoding="utf-8")
    return [list(row) for row in made.matrix]


def test_the_address_is_copied_by_a_button_that_says_so(browser: Browser, origin: str) -> None:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(origin + ARTICLE)
    page.get_by_role("button", name="复制链接").click()

    expect(page.get_by_role("button", name="已复制")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == page.locator("link[rel=canonical]").get_attribute("href")
    context.close()


def test_without_script_nothing_is_offered_that_needs_it(reader: Open) -> None:
    page = reader(script=False).open(ARTICLE)

    assert page.locator(".tools button").filter(visible=True).count() == 0


def test_a_call_says_its_state_and_days_before_all_else_and_its_text_before_the_ways(reader: Open) -> None:
    page = reader(390, script=False).open("/xian/consultation/water.html")
    tops = [
        page.locator(name).first.bounding_box()["y"]  # type: ignore[index]
        for name in ("h1", ".call .chip", ".timetable", ".body", ".ways-to-answer")
    ]

    assert tops == sorted(tops)
    assert page.locator(".call .chip").inner_text() == "结果已公布"
    assert page.locator(".timetable time").all_inner_texts() == ["2026年1月31日 24:00", "2026年1月1日 09:00"]
    assert page.locator(".answer").count() == 0
    assert page.locator(".ways-to-answer h3").all_inner_texts() == ["线上", "线下"]
    assert page.locator(".ledger td[data-label=条数]").inner_text().endswith("3")


def test_words_of_a_title_stay_whole_on_a_telephone(reader: Open, origin: str) -> None:
    page = reader(320).open(ARTICLE)
    lines = page.locator("h1").evaluate(
        """(title) => {
          const lines = [];
          const walker = document.createTreeWalker(title, NodeFilter.SHOW_TEXT);
          for (let node = walker.nextNode(); node; node = walker.nextNode()) {
            const range = document.createRange();
            for (let at = 0; at < node.length; at++) {
              range.setStart(node, at);
              range.setEnd(node, at + 1);
              const top = Math.round(range.getBoundingClientRect().top);
              if (!lines.length || lines.at(-1)[0] !== top) lines.push([top, ""]);
              lines.at(-1)[1] += node.data[at];
            }
          }
          return lines.map((line) => line[1]);
        }"""
    )
    shown = re.search(r"<h1>(.*?)</h1>", text_of(origin + ARTICLE))

    assert shown
    ends = {len("".join(parts)) for parts in prefixes(shown[1].split("<wbr>"))}
    assert "".join(lines) == TITLE
    assert {len("".join(before)) for before in prefixes(lines)} <= ends


def prefixes(parts: list[str]) -> Iterator[list[str]]:
    """What stands before each place between parts."""
    return (parts[:at] for at in range(len(parts) + 1))


def test_no_figure_is_parted_from_what_counts_it(reader: Open) -> None:
    page = reader(390).open("/xian/article/figures.html")
    parted = """(whole) => [...document.querySelectorAll('.body p')].flatMap((p) => {
        if (!whole) p.innerHTML = p.textContent;
        const tops = [];
        const walker = document.createTreeWalker(p, NodeFilter.SHOW_TEXT);
        for (let node; (node = walker.nextNode());) for (let i = 0; i < node.length; i++) {
            const range = document.createRange();
            range.setStart(node, i), range.setEnd(node, i + 1);
            tops.push(range.getBoundingClientRect().bottom);
        }
        return [...p.textContent.matchAll(/[0-9] ?[年月日人亿]|[0-9：]+—[0-9：]+/g)]
            .filter(({ 0: found, index }) => tops[index] + 4 < tops[index + found.length - 1]).map(([found]) => found);
    })"""
    text = page.locator(".body").inner_text()

    assert page.evaluate(parted, True) == []
    assert page.evaluate(parted, False) != [], "and without it some would be"
    assert page.locator(".body").inner_text() == text


@pytest.mark.parametrize("width", [320, 375, 390, 480, 700])
def test_the_groups_of_the_navigation_never_reach_the_menu(width: int, reader: Open) -> None:
    page = reader(width).open("/xian/")
    groups = page.locator(".groups a:visible")
    ends = groups.evaluate_all("all => all.map((each) => each.getBoundingClientRect().right)")

    assert "会议动态" in page.locator(".groups").inner_text() or width <= 480
    assert max(ends) <= page.locator(".menu > summary").evaluate("(menu) => menu.getBoundingClientRect().left")
    assert groups.count() >= 3
