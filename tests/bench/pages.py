"""What pages cost a reader on a slow line and a cheap telephone: bytes, and when their largest part is seen; and barriers."""

import gzip
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from statistics import median

from playwright.sync_api import Browser

from .access import access
from .demo import demo_served
from .report import Figure
from .search_browser import chromium
from .search_server import StaticServer

TIMES = 5
LINE = {"offline": False, "latency": 150, "downloadThroughput": 1.6e6 / 8, "uploadThroughput": 0.75e6 / 8}
SLOWER = 4  # how many times slower the processor is
KB = 1024
PAGES = {
    "home": "/",
    "county home": "/qinglan/",
    "article": "/yannan/article/dam-inspection-law.html",
    "roster": "/qinglan/deputies/",
    "search": "/search/?q=水库",
}
WATCH = """
window.seen = {lcp: 0, cls: 0};
new PerformanceObserver((list) => { for (const e of list.getEntries()) seen.lcp = e.startTime; })
  .observe({type: "largest-contentful-paint", buffered: true});
new PerformanceObserver((list) => { for (const e of list.getEntries()) if (!e.hadRecentInput) seen.cls += e.value; })
  .observe({type: "layout-shift", buffered: true});
"""


@dataclass(frozen=True, slots=True)
class Opened:
    """One cold opening of a page: seconds until its largest part is seen, how much moved, bytes sent, requests."""

    lcp: float
    cls: float
    sent: int
    requests: int


def open_cold(browser: Browser, server: StaticServer, path: str) -> Opened:
    """Open a page in a context of its own, on the slow line, until nothing more is asked for."""
    context = browser.new_context(viewport={"width": 390, "height": 844}, locale="zh-CN")
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", LINE)
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    page.add_init_script(WATCH)
    before = (server.traffic.sent, server.traffic.requests)
    page.goto(server.origin + path, wait_until="networkidle")
    seen: Mapping[str, float] = page.evaluate("window.seen")
    context.close()
    return Opened(seen["lcp"] / 1000, seen["cls"], server.traffic.sent - before[0], server.traffic.requests - before[1])


def weights(server: StaticServer, path: str) -> dict[str, int]:
    """Bytes as sent of a page's HTML, of the styles and scripts that it names, and of its first picture."""

    def size(url: str) -> int:
        answer = server.find(url)
        return len(answer.body) if answer else 0

    answer = server.find(path)
    assert answer is not None
    text = gzip.decompress(answer.body).decode()
    named = {
        "css": re.findall(r'<link rel="stylesheet" href="([^"]+)"(?! media="print")', text),
        "script": re.findall(r'<script[^>]* src="([^"]+)"', text),
        "picture": re.findall(r'<img[^>]* src="([^"]+)"', text)[:1],
    }
    return {"html": len(answer.body)} | {kind: sum(map(size, urls)) for kind, urls in named.items()}


def bench_pages(sites: int, articles: int, say: Callable[[str], None]) -> list[Figure]:
    """Budgets of bytes of a home page and an article; largest paint and shifts of five kinds of page; what axe finds."""
    found: list[Figure] = []
    with demo_served() as server, chromium() as browser:
        home, article = (weights(server, PAGES[name]) for name in ("home", "article"))
        for name, most in {"html": 16, "css": 16, "script": 8, "picture": 45}.items():
            found.append(Figure(f"home: {name}, gzip", home[name] / KB, "KB", "lower", most=most))
        found.append(Figure("article: html, gzip", article["html"] / KB, "KB", "lower", most=10))
        for name, path in PAGES.items():
            say(f"{name}: {TIMES} times over a slow line")
            opened = [open_cold(browser, server, path) for _ in range(TIMES)]
            found.append(Figure(f"{name}: largest paint", median(o.lcp for o in opened), "s", "lower", most=1.5))
            found.append(Figure(f"{name}: shifts", median(o.cls for o in opened), "", "lower", most=0.02))
            found.append(Figure(f"{name}: sent", median(o.sent for o in opened) / KB, "KB"))
            found.append(Figure(f"{name}: requests", median(o.requests for o in opened), ""))
        found += access(browser, server.origin, say)
    return found
