"""Every kind of page obeys its own Content-Security-Policy, and what content might smuggle in is refused by it."""

from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page

from clusters import NOW, REPO, article, copy_demo, run
from samples import picture
from wangqun.records.deputies.context import TEMPLATES

pytestmark = pytest.mark.browser

SITE = "/yunze"
PAGES = {
    "home.html": "/index.html",
    "list.html": "/news/index.html",
    "article.html": "/article/policy.html",
    "page.html": "/page/about.html",
    "404.html": "/404.html",
    "redirect.html": "/old.html",
    "withdrawn.html": "/article/gone.html",
    "data.html": "/data/",
    "search.html": "/search/",
    "directory.html": "/search/a-z.html",
    "consultation.html": "/consultation/elder-care-draft.html",
    "contact_point.html": "/contact_point/liuxi-town.html",
    "open.html": "/open/",
    "overview.html": "/consultation/",
    "hub.html": "/interact/",
    "elder.html": "/elder/",
    "sitemap.html": "/map/",
    "sections.html": "/feeds/",
    "accessibility.html": "/accessibility/",
    "cluster.html": "/cluster/",
    "filing_review.html": "/filing_review/ferry-fee-notice.html",
    "regulation.html": "/regulation/云泽省渔业条例/",
    "supervision.html": "/supervision_item/final-accounts-2025.html",
    "supervision_plan.html": "/supervision_item/plan/2026.html",
    "comparison.html": f"/regulation/{quote('云泽省渔业条例')}/draft..2026-05-22.html",
    "suggestion.html": "/suggestion/barrier-free-rules.html",
    "suggestion_statistics.html": "/suggestion/by/statistics.html",
    "topic.html": "/topic/fishery.html",
    "weeks.html": "/changes/",
    "week.html": "/changes/2026-W36.html",
}
PARTS = {
    f"{name}.html"
    for name in "base chain changes header tools modes footer parts pieces lists icons people charts patterns".split()
}  # the preview has the last
ELSEWHERE = {f"{name}.html" for name in TEMPLATES}  # test_lookup.py, test_people.py
WATCH = """window.violations = [];
document.addEventListener("securitypolicyviolation", (e) => window.violations.push(`${e.violatedDirective} ${e.blockedURI}`));"""
BODY = "## 一节\n\n![图](../images/a.webp)\n\n| 一 | 二 |\n|---|---:|\n| 甲 | 乙 |\n\n文[^1]\n\n[^1]: 注。"


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The demo's top site on a server that sends no policy of its own, so that only the pages' own counts."""
    root = copy_demo(tmp_path_factory.mktemp("policy"))
    content = root / "content/province/yunze"
    (content / "images").mkdir(exist_ok=True)
    (content / "images/a.webp").write_bytes(picture(".webp"))
    (content / "news/policy.md").write_text(article("有图有表", BODY, extra="aliases: [/old.html]\n"), encoding="utf-8")
    gone = article("撤回的", extra="withdrawn: {reason: 有误, time: 2026-03-03}\n")
    (content / "news/gone.md").write_text(gone, encoding="utf-8")
    run(root, NOW, ["yunze"])
    handler = partial(_Quiet, directory=str(root / "build/public/yunze"))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture
def visit(browser: Browser, bare: str) -> Iterator[Callable[[str], tuple[Page, list[str]]]]:
    """Opens a page; the page and what the console says of refusals."""
    context = browser.new_context()
    context.add_init_script(WATCH)

    def open_page(path: str) -> tuple[Page, list[str]]:
        page = context.new_page()
        said: list[str] = []
        page.on("console", lambda message: said.append(message.text) if "Content Security Policy" in message.text else None)
        page.goto(bare + path, wait_until="load")
        page.wait_for_timeout(200)
        return page, said

    yield open_page
    context.close()


def test_every_template_is_visited() -> None:
    assert {path.name for path in (REPO / "themes/renda/templates").glob("*.html")} == PAGES.keys() | PARTS | ELSEWHERE


@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES)
def test_a_page_obeys_its_policy(path: str, visit: Callable[[str], tuple[Page, list[str]]]) -> None:
    page, said = visit(path)

    assert page.evaluate("window.violations") == []
    assert said == []
    if path != PAGES["redirect.html"]:  # it has led on
        assert page.evaluate("getComputedStyle(document.querySelector('.plate')).display") != ""
        assert page.evaluate("[...document.querySelectorAll('link[rel=stylesheet]')].filter((link) => !link.sheet).length") == 0
        assert page.evaluate("document.styleSheets.length") >= 4


@pytest.mark.parametrize(
    ("smuggled", "directive"),
    [
        (
            "const s = document.createElement('script'); s.textContent = 'window.ran = 1'; document.body.append(s)",
            "script-src-elem",
        ),
        ("document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=\"window.ran = 1\">')", "script-src-attr"),
        ("document.body.insertAdjacentHTML('beforeend', '<p style=\"color: red\">文</p>')", "style-src-attr"),
        (
            "const s = document.createElement('style'); s.textContent = 'p {color: red}'; document.body.append(s)",
            "style-src-elem",
        ),
        ("document.body.insertAdjacentHTML('beforeend', '<iframe src=\"/index.html\"></iframe>')", "frame-src"),
        ("document.body.insertAdjacentHTML('beforeend', '<object data=\"/a.swf\"></object>')", "object-src"),
        ("document.body.insertAdjacentHTML('beforeend', '<img src=\"data:image/gif;base64,R0lGODlhAQABAAAAACw=\">')", "img-src"),
        ("const b = document.createElement('base'); b.href = 'https://x.example/'; document.head.append(b)", "base-uri"),
    ],
)
def test_what_is_smuggled_in_is_refused(smuggled: str, directive: str, visit: Callable[[str], tuple[Page, list[str]]]) -> None:
    page, _ = visit(PAGES["article.html"])
    page.evaluate(f"() => {{ {smuggled} }}")
    page.wait_for_timeout(300)

    assert [violation.split()[0] for violation in page.evaluate("window.violations")] == [directive]
    assert page.evaluate("window.ran") is None


def test_the_policy_comes_before_anything_that_loads() -> None:
    base = (Path(REPO) / "themes/renda/templates/base.html").read_text(encoding="utf-8")
    base = base.replace("{% block root %}{% endblock %}", "")  # attributes of the page itself

    assert 0 < base.index("Content-Security-Policy") < min(map(base.index, ("<link", "<script", "{% block")))
    assert all('{% extends "' in (REPO / "themes/renda/templates" / name).read_text(encoding="utf-8") for name in PAGES)
