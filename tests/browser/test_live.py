"""The live preview in a real browser: what is saved shows by itself, the open page first, faults over the last good one."""

import os
import shutil
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from filelock import FileLock
from playwright.sync_api import Browser, Page, expect

from clusters import NOW, REPO, article, write_cluster
from wangqun.serve import serve_public
from wangqun.serve.tree import FOLDER
from wangqun.store.lock import PATH

pytestmark = pytest.mark.browser
PIECE = "content/county/xian/news/live.md"
LONG = "\n\n".join(f"第{number}段，写得很长，好让页面可以滚动。" for number in range(120))
STYLE = "themes/renda/static/css/style.css"


@dataclass
class Preview:
    """A cluster in its preview, and a page of it that is open."""

    root: Path
    page: Page
    said: list[str] = field(default_factory=list)

    def base(self, site: str = "xian") -> str:
        """Where a site is shown."""
        return next(line.split()[-1] for line in self.said if line.startswith(f"{site} "))

    def save(self, **files: str) -> None:
        """Save files, named without what they all have in common."""
        write_cluster(self.root, {f"content/county/xian/news/{name}.md": text for name, text in files.items()}, base=False)

    def open(self, path: str) -> Page:
        """Go to a page of the county, and wait until it listens."""
        with self.page.expect_request("**/.wangqun/events*"):
            self.page.goto(self.base() + path)
        self.page.wait_for_timeout(500)
        return self.page

    def settled(self, builds: int) -> bool:
        """Wait until everything was built so often."""
        end = time.monotonic() + 30
        while time.monotonic() < end and self.count < builds:
            time.sleep(0.05)
        return self.count >= builds

    @property
    def count(self) -> int:
        """How often everything was built."""
        return sum(line.startswith("已生成") for line in self.said)


@pytest.fixture
def preview(browser: Browser, tmp_path: Path) -> Iterator[Preview]:
    """A small cluster with a theme of its own in the preview."""
    root = write_cluster(tmp_path, {PIECE: article("现场", f"第一稿。\n\n{LONG}")})
    shutil.copytree(REPO / "themes/renda", root / "themes/renda")
    page = browser.new_page(viewport={"width": 390, "height": 800})
    page.set_default_timeout(20_000)
    found = Preview(root, page)
    given = (root, 0, lambda: NOW, found.said.append, True, "2026-11-23")
    threading.Thread(target=serve_public, args=given, daemon=True).start()
    end = time.monotonic() + 60
    while not any(line.startswith("xian ") for line in found.said) and time.monotonic() < end:
        time.sleep(0.05)
    yield found
    page.close()


def test_a_saved_file_shows_and_a_fault_is_told_over_it_until_it_is_mended(preview: Preview) -> None:
    page, built = preview.open("article/live.html"), preview.count
    preview.save(live=article("现场", "第二稿。"))
    expect(page.get_by_text("第二稿。")).to_be_visible()
    assert preview.settled(built + 1)
    page.wait_for_timeout(500)
    built = preview.count
    preview.save(live=article("现场", "[坏链接](none.md)"), other="x")
    panel = page.locator("#wq-live")
    expect(panel).to_contain_text("none.md")
    expect(panel).to_contain_text("这一篇：阻断 1 条")
    expect(panel.locator("details")).not_to_have_count(1)
    own, *others = panel.locator("details").all()
    expect(own).to_contain_text(PIECE)  # this page's piece first, and open
    expect(own.get_by_text("第 6 行")).to_be_visible()
    assert [other.get_attribute("open") for other in others] == [None] * len(others) != []
    expect(panel.get_by_text("页面仍是上一次没有问题时的样子")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    assert (panel.bounding_box() or {"height": 800})["height"] <= 400
    others[0].locator("summary").click()
    expect(others[0].locator("li").first).to_be_visible()
    expect(page.get_by_text("第二稿。")).to_be_visible()  # the last good page
    assert preview.settled(built + 1)
    page.reload()
    expect(page.get_by_text("第二稿。")).to_be_visible()  # even when it is asked for again
    expect(panel).to_contain_text("none.md")
    preview.save(live=article("现场", "第三稿。"), other=article("别的"))
    expect(page.get_by_text("第三稿。")).to_be_visible()
    expect(panel).to_have_count(0)


def test_a_style_is_changed_in_place_and_a_script_loads_the_page_again(preview: Preview) -> None:
    page = preview.open("article/live.html")
    page.evaluate("() => { document.documentElement.dataset.kept = 7; window.scrollTo({top: 900, behavior: 'instant'}); }")
    before, built = page.evaluate("scrollY"), preview.count
    with (preview.root / STYLE).open("a", encoding="utf-8") as file:
        file.write("\nbody { outline: 3px solid rgb(1, 2, 3) }\n")
    expect(page.locator("body")).to_have_css("outline-color", "rgb(1, 2, 3)")
    assert preview.settled(built + 1)  # every page has another address of the style now
    page.wait_for_timeout(500)

    expect(page.locator("html[data-kept]")).to_have_count(1)
    assert page.evaluate("scrollY") == before
    assert before > 0
    assert page.locator('link[rel="stylesheet"][href*="style"]').count() == 1, "the old one has gone"

    with (preview.root / "themes/renda/static/js/elder.js").open("a", encoding="utf-8") as file:
        file.write("\n// another\n")
    expect(page.locator("html:not([data-kept])")).to_have_count(1)


def test_the_open_page_shows_while_everything_else_waits(preview: Preview) -> None:
    page, built = preview.open("article/live.html"), preview.count
    tree = preview.root / FOLDER / str(os.getpid())
    with FileLock(tree / PATH):  # nothing can be built
        preview.save(live=article("改题", "第二稿。"))
        expect(page.get_by_text("第二稿。")).to_be_visible()
        expect(page.locator("h1")).to_have_text("改题")
        listed = page.request.get(preview.base() + "news/").text()
        assert (preview.count, "现场" in listed, "改题" in listed) == (built, True, False)

    assert preview.settled(built + 1)
    listed = page.request.get(preview.base() + "news/").text()
    assert ("现场" in listed, "改题" in listed) == (False, True)
    expect(page.get_by_text("第二稿。")).to_be_visible()
