"""In a real browser no hostile input runs, and no page asks anybody else for anything."""

import re
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext

from clusters import NOW, run
from real.border import SITE, read_hostile, write_border
from real.data import DataMissing
from wangqun.options import Options
from wangqun.pipeline import federate
from wangqun.serve.server import make_server
from wangqun.serve.shown import Shown

WITH_THEME = 20
TOGETHER = 24
OF_THEME = re.compile(
    rf'<(?:link rel="(?:stylesheet|icon)" href|script (?:type="module" )?src)="/{SITE}/theme/[^>]*>(?:</script>)?'
)
FRAME = re.compile(
    r"<!doctype html>\s*<html[^>]*>\s*<head>(.*?)</head>\s*<body[^>]*>(.*?)(<main .*</main>)(.*)</body>\s*</html>\s*", re.DOTALL
)
POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy"[^>]*>')
SHEET = "together-{number}.html"
VISIT = """async (paths) => {  // in a window of its own, one after another: to ask for each from here costs as much again
    const shown = window.open("about:blank"), seen = [], patience = 60_000;
    const look = (here, name) => {
        const count = (what) => here.querySelectorAll(what).length;
        return [name,
            count("script:not([type=module], [src$='/js/elder.js'], [src$='/js/search/ahead.js'], [type='application/ld+json'])"),
            [...here.querySelectorAll("*")].filter((e) => [...e.attributes].some((a) => /^on/i.test(a.name))).length,
            count(`iframe, object, embed, base, style,
                .body form,
                form:not(:is(body, .page) > header form, :is(body, .page) > main > :is(.home, .wrap) form, .page-head > form)`)];
    };
    for (const path of paths) {
        const until = Date.now() + patience;
        const isThere = () => shown.location.pathname === path && shown.document.readyState === "complete";
        shown.location.replace(path);
        while (!isThere() && Date.now() < until) await new Promise((go) => setTimeout(go, 1));
        const pages = [...shown.document.body.children].filter((each) => each.matches("article.page"));
        if (pages.length !== shown.document.querySelectorAll("article.page").length) seen.push([path, "torn"]);
        else if (pages.length === 0) seen.push(look(shown.document, shown.location.pathname));
        else seen.push(...pages.map((each) => look(each, each.dataset.path)));
        if (pages.length && shown.document.body.children.length !== pages.length) seen.push([path, "torn"]);
    }
    return seen;
}"""
pytestmark = [pytest.mark.browser, pytest.mark.real]


def _put_together(folder: Path) -> tuple[list[str], list[str]]:
    """The addresses of all pages below a folder, and those that are to be visited.

    Each twentieth page is visited as it is, and so is one without a frame, which may lead elsewhere. Of the others what is their
    own stands on sheets, page after page, without what the theme loads and without what stands above and below the page's own
    part where another page has the same, letter by letter but for the mark of where one is.
    """
    seen: set[str] = set()
    visited: list[str] = []
    own: dict[str, str] = {}
    policies: set[str] = set()
    pages = sorted(folder.rglob("*.html"))
    for number, page in enumerate(pages):
        frame = FRAME.fullmatch(page.read_text(encoding="utf-8"))
        address = f"/{SITE}/{quote(page.relative_to(folder).as_posix())}"
        if frame is None or number % WITH_THEME == 0:
            visited.append(address)
            continue
        head, above, main, below = frame.groups()
        frames = {part: part.replace(' aria-current="page"', "") for part in (above, below)}
        text = "".join((POLICY.sub("", head), *(part for part in (above, main, below) if frames.get(part) not in seen)))
        own[address] = OF_THEME.sub("", text)
        policies |= {*POLICY.findall(head)}
        seen |= {*frames.values()}
    (policy,) = policies
    for number in range(0, len(own), TOGETHER):
        some = [*own][number : number + TOGETHER]
        together = "".join(sheet(address, own[address]) for address in some)
        name = SHEET.format(number=number)
        (folder / name).write_text(f"<!doctype html><html><head>{policy}</head><body>{together}</body></html>", encoding="utf-8")
        visited.append(f"/{SITE}/{name}")
    return [f"/{SITE}/{quote(page.relative_to(folder).as_posix())}" for page in pages], visited


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, list[str], list[str]]]:
    """Where the hostile county is served, the addresses of all its pages, and those that are to be visited."""
    try:
        inputs = read_hostile(tmp_path_factory.mktemp("data"))
    except DataMissing as missing:
        pytest.skip(str(missing))
    root = write_border(tmp_path_factory.mktemp("border"), inputs)
    run(root, NOW, options=Options(jobs=2))
    sites = {site: view.member.address for site, view in federate(root, NOW).views.items()}
    folder = (root / "build" / "public" / SITE).resolve()
    pages, visits = _put_together(folder)
    server = make_server(Shown(root / "build" / "public", sites), 0)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", pages, visits
    server.shutdown()
    server.server_close()


def visited(context: BrowserContext, origin: str, pages: list[str]) -> tuple[list[list[Any]], list[str]]:
    """Where each visit ended and what stands there that should not; and what ran, was refused, was opened or left."""
    troubles: list[str] = []
    context.on("dialog", lambda dialog: (troubles.append(f"dialog: {dialog.message}"), dialog.dismiss()))
    context.on("weberror", lambda error: troubles.append(f"error: {error.error}"))
    context.on("console", lambda said: troubles.append(said.text) if "Content Security Policy" in said.text else None)
    host = urlsplit(origin).netloc
    context.on("request", lambda asked: troubles.append(f"left: {asked.url}") if urlsplit(asked.url).netloc != host else None)
    page = context.new_page()
    page.goto(f"{origin}/{SITE}/", wait_until="load")
    seen = page.evaluate(VISIT, pages)
    _, _, *opened = context.pages  # the first goes to them in the second
    troubles += [f"popup: {each.url}" for each in opened]
    context.close()
    return seen, troubles


def test_no_script_runs_and_no_request_leaves(hostile: tuple[str, list[str], list[str]], browser: Browser) -> None:
    origin, pages, visits = hostile

    seen, troubles = visited(browser.new_context(viewport={"width": 1280, "height": 800}), origin, visits)

    assert len(pages) > 1_000 > len(visits)
    assert sorted(seen) == sorted([path, 0, 0, 0] for path in pages)
    assert troubles == []


def sheet(path: str, text: str) -> str:
    """What a page has of its own, as it stands on a sheet."""
    return f'<article class="page" data-path="{path}">{text}</article>'


def test_what_runs_or_leaves_is_seen(browser: Browser) -> None:
    pages = {
        "/asks.html": "<img src='/none' onerror='alert(1)'>",
        "/opens.html": "<script>window.open('/sound.html')</script>",
        "/leaves.html": "<iframe></iframe><img src='http://elsewhere.test/x.png'>",
        "/fails.html": "<script>throw new Error('wrong')</script>",
        "/sound.html": "<p>一段。</p>",
        "/sheet.html": f"{sheet('/a.html', '<p onclick=x()>')}{sheet('/b.html', '<style></style>')}{sheet('/c.html', '<p>')}",
        "/torn.html": f"{sheet('/d.html', '</article><p>')}{sheet('/e.html', '<!--')}{sheet('/f.html', '<p>')}",
    }
    context = browser.new_context()
    sent = {f"http://here.test{path}": text for path, text in pages.items()}
    context.route("**", lambda route: route.fulfill(content_type="text/html", body=sent.get(route.request.url, "")))

    seen, troubles = visited(context, "http://here.test", [*pages])

    found = {"/asks.html": [0, 1, 0], "/opens.html": [1, 0, 0], "/leaves.html": [0, 0, 1], "/fails.html": [1, 0, 0]}
    of_sheets = [["/a.html", 0, 1, 0], ["/b.html", 0, 0, 1], ["/c.html", 0, 0, 0]]
    torn = [["/d.html", 0, 0, 0], ["/e.html", 0, 0, 0], ["/torn.html", "torn"]]
    assert seen == [*([path, *found.get(path, [0, 0, 0])] for path in [*pages][:5]), *of_sheets, *torn]
    assert sorted(troubles) == [
        "dialog: 1",
        "error: wrong",
        "left: http://elsewhere.test/x.png",
        "popup: http://here.test/sound.html",
    ]
