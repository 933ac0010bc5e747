"""How pages look, as far as it can be counted: few sizes, spaces on one scale, few edges, one focus, little red."""

import io
from collections.abc import Callable, Iterator
from urllib.parse import quote

import pytest
from PIL import Image, ImageFilter
from playwright.sync_api import Browser, Page

from .conftest import Reader

pytestmark = pytest.mark.browser
Open = Callable[..., Reader]
PAGES = {
    "suggestion": "/qinglan/suggestion/village-doctors.html",
    "suggestions": "/qinglan/suggestion/by/statistics.html",
    "province": "/",
    "county": "/qinglan/",
    "township": "/liuxi/",
    "list": "/news/",
    "article": "/yannan/article/dam-inspection-law.html",
    "open": "/open/",
    "roster": "/qinglan/deputies/index.html",
    "stations": "/qinglan/station/",
    "search": "/search/",
    "law": "/regulation/云泽省渔业条例/",
    "map": "/map/",
    "filed": "/filing_review/ferry-fee-notice.html",
    "matter": "/topic/fishery.html",
    "week": "/changes/2026-W36.html",
    "supervision": "/supervision_item/final-accounts-2025.html",
    "plan": "/supervision_item/plan/2026.html",
    "comparison": f"/regulation/{quote('云泽省渔业条例')}/2017-09-29..2026-05-22.html",
}
CASES = [pytest.param((path, width), id=f"{name}-{width}") for name, path in PAGES.items() for width in (1280, 390)]
SCALE = {0, 8, 16, 24, 32, 48, 64, 96}  # 32 and 64 stand for 48 and 96 on telephones
SIZES = """() => [...new Set([...document.querySelectorAll("body *")].filter((e) =>
    e.getClientRects().length && [...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim()) && !e.closest("svg"))
  .map((e) => parseFloat(getComputedStyle(e).fontSize)))]"""
SPACES = """() => { const found = {};
  for (const e of document.querySelectorAll("main *, header *, footer *")) {
    if (!e.getClientRects().length || e.closest("svg, option, details:not([open]) > :not(summary)")) continue;
    const style = getComputedStyle(e);
    const sides = e.matches(".body :is(ol, ul)") ? [] : ["paddingLeft", "paddingRight"]; // as wide as their numbers
    for (const side of [...sides, "marginTop", "marginBottom", "rowGap", "columnGap"]) {
      const value = parseFloat(style[side]);
      if (value > 2) found[value] ??= `${e.tagName}.${e.className} ${side}`;
    }
  }
  return Object.entries(found).map(([value, where]) => [Number(value), where]); }"""
EDGES = """() => { const edges = {};
  const found = document.querySelectorAll("main :is(h1, h2, p, .rows > li, .body > *, tr > :first-child, form)");
  for (const e of found) {
    const box = e.getBoundingClientRect();
    const left = Math.round(box.left);
    if (box.width > 40 && box.height > 10 && !e.closest("svg, .visually-hidden")) edges[left] = (edges[left] ?? 0) + 1;
  }
  return edges; }"""


@pytest.fixture(scope="module", params=CASES)
def seen(request: pytest.FixtureRequest, browser: Browser, origin: str) -> Iterator[Page]:
    """A page as it came, opened once for all who only look at it."""
    path, width = request.param
    context = browser.new_context(viewport={"width": width, "height": 800}, locale="zh-CN")
    page = context.new_page()
    page.goto(origin + path, wait_until="load")
    yield page
    context.close()


def test_a_page_has_at_most_five_sizes_of_type_none_under_seventeen(seen: Page) -> None:
    sizes = seen.evaluate(SIZES)

    assert len(sizes) <= 5, sorted(sizes)
    assert min(sizes) >= 17


def test_spaces_stand_on_the_scale(seen: Page) -> None:
    spaces: list[tuple[float, str]] = seen.evaluate(SPACES)

    assert [(value, where) for value, where in spaces if round(value) not in SCALE] == []


def test_what_matters_begins_at_few_edges(seen: Page) -> None:
    edges: dict[str, int] = seen.evaluate(EDGES)
    whole = sum(edges.values())
    main = [edge for edge, count in edges.items() if count >= max(2, whole / 20)]

    assert len(main) <= 4, edges


@pytest.mark.parametrize("width", (390, 320))
@pytest.mark.parametrize("path", [PAGES[name] for name in ("list", "article", "open", "roster", "stations")])
def test_a_telephone_says_in_one_line_where_a_page_stands(path: str, width: int, reader: Open) -> None:
    page = reader(width).open(path)
    crumbs = page.locator(".crumbs").bounding_box()
    title = page.locator("h1").bounding_box()
    assert crumbs
    assert title

    assert page.locator(".crumbs li").count() >= 2
    assert 44 <= crumbs["height"] <= 46
    assert 14 <= title["y"] - crumbs["y"] - crumbs["height"] <= 18  # and half of what a finger needs above it
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("width", (1280, 390))
@pytest.mark.parametrize("path", ["/", "/qinglan/", "/yannan/article/dam-inspection-law.html"])
def test_little_of_a_screen_is_red_and_it_has_one_focus(path: str, width: int, reader: Open) -> None:
    page = reader(width).open(path)
    seen = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    data = seen.tobytes()
    red = sum(r > 120 and r - g > 60 and r - b > 60 for r, g, b in zip(data[::3], data[1::3], data[2::3], strict=True))
    assert 0 < red / (len(data) / 3) < 0.05

    small = seen.convert("L").resize((seen.width // 16, seen.height // 16)).filter(ImageFilter.GaussianBlur(2))
    values = sorted(small.tobytes())
    paper, darkest = values[len(values) // 2], values[0]
    assert paper - darkest > 20, "nothing stands out"
    spots = _spots(small, paper - (paper - darkest) * 0.85)
    assert len(spots) == 1, spots


def _spots(picture: Image.Image, below: float) -> list[tuple[int, int]]:
    """One pixel of each connected dark region."""
    dark = {(x, y) for x in range(picture.width) for y in range(picture.height) if picture.getpixel((x, y)) < below}  # type: ignore[operator]
    found = []
    while dark:
        start = dark.pop()
        found.append(start)
        waiting = [start]
        while waiting:
            x, y = waiting.pop()
            near = {(x + dx, y + dy) for dx in (-1, 0, 1) for dy in (-1, 0, 1)} & dark
            dark -= near
            waiting += near
    return found
