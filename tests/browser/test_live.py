"""The live preview in a real browser: a saved file shows by itself, and what is wrong stands over the last good page."""

import threading
import time
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from clusters import NOW, article, write_cluster
from wangqun.serve import serve_public

pytestmark = pytest.mark.browser


def test_a_saved_file_reloads_the_page_and_a_fault_is_told_over_it(browser: Browser, tmp_path: Path) -> None:
    piece = "content/county/xian/news/live.md"
    root = write_cluster(tmp_path, {piece: article("现场", "第一稿。")})
    said: list[str] = []
    serve = threading.Thread(target=serve_public, args=(root, 0, lambda: NOW, said.append, True, "2026-11-23"), daemon=True)
    serve.start()
    while not any("已生成" in line for line in said):
        time.sleep(0.05)
    base = next(line.split()[-1] for line in said if line.startswith("xian"))
    page = browser.new_page(viewport={"width": 390, "height": 800})
    page.set_default_timeout(20_000)
    try:
        page.goto(f"{base}article/live.html")
        expect(page.get_by_text("第一稿。")).to_be_visible()
        page.wait_for_timeout(500)
        write_cluster(root, {piece: article("现场", "第二稿。")}, base=False)
        expect(page.get_by_text("第二稿。")).to_be_visible(timeout=20_000)
        page.wait_for_timeout(500)
        write_cluster(root, {piece: article("现场", "[坏链接](none.md)"), "content/county/xian/news/other.md": "x"}, base=False)
        panel = page.locator("#wq-live")
        expect(panel).to_contain_text("none.md", timeout=20_000)
        expect(panel).to_contain_text("这一篇：阻断 1 条")
        own, *others = panel.locator("details").all()
        expect(own).to_contain_text(piece)  # this page's piece first, and open
        expect(own.get_by_text("第 6 行")).to_be_visible()
        assert [other.get_attribute("open") for other in others] == [None] * len(others) != []
        assert page.evaluate("document.documentElement.scrollWidth") == 390
        assert (panel.bounding_box() or {"height": 800})["height"] <= 400
        others[0].locator("summary").click()
        expect(others[0].locator("li").first).to_be_visible()
        expect(page.get_by_text("第二稿。")).to_be_visible()  # the last good page
    finally:
        page.close()
