"""`python -m tests.bench.screens [FOLDER]`: sixteen key pages of the demo as pictures, wide and on a telephone, in both modes."""

import sys
from datetime import datetime, time
from pathlib import Path

from playwright.sync_api import Browser

from ..demo import FIXED
from .demo import REPO, demo_served
from .search_browser import chromium

PAGES = {
    "province": "/",
    "city": "/yannan/",
    "county": "/qinglan/",
    "township": "/liuxi/",
    "column": "/news/",
    "article": "/yannan/article/dam-inspection-law.html",
    "open": "/open/",
    "consultation": "/consultation/elder-care-draft.html",
    "lookup": "/my/",
    "roster": "/qinglan/deputies/",
    "station": "/qinglan/station/",
    "search": "/search/?q=水库",
    "map": "/map/",
    "cluster": "/cluster/",
    "elder": "/elder/",
    "petitions": "/page/petition.html",
}
WIDTHS = (1280, 390)


def take(browser: Browser, origin: str, folder: Path) -> int:
    """Write a picture of each page, width and mode; how many."""
    folder.mkdir(parents=True, exist_ok=True)
    for width in WIDTHS:
        for mode in ("", "-elder"):
            context = browser.new_context(viewport={"width": width, "height": 900}, locale="zh-CN")
            page = context.new_page()
            page.clock.set_fixed_time(datetime.combine(FIXED, time(9)))
            for name, path in PAGES.items():
                page.goto(origin + path, wait_until="networkidle")
                box = page.locator("#wq-elder")
                if box.is_visible():  # pages for elders are in that mode always
                    box.set_checked(bool(mode))
                page.screenshot(path=folder / f"{name}-{width}{mode}.png", full_page=True)
            context.close()
    return len(PAGES) * len(WIDTHS) * 2


def main() -> int:
    """Exit 0 when all were written."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else REPO / "build" / "reports" / "screens"
    with demo_served() as server, chromium() as browser:
        print(f"{take(browser, server.origin, folder)} pictures: {folder}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
