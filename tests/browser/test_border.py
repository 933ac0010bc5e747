"""In a real browser no hostile input runs, and no page asks anybody else for anything."""

import re
import threading
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest
from playwright.sync_api import Browser

from clusters import NOW, run
from real.border import SITE, read_hostile, write_border
from real.data import DataMissing
from wangqun.options import Options
from wangqun.pipeline import federate
from wangqun.serve.server import make_server
from wangqun.serve.shown import Shown

PARTS = 2
WITH_THEME = 20
OF_THEME = re.compile(
    rf'<(?:link rel="(?:stylesheet|icon)" href|script (?:type="module" )?src)="/{SITE}/theme/[^>]*>(?:</script>)?'
)
pytestmark = [pytest.mark.browser, pytest.mark.real]


def _without_theme(folder: Path) -> None:
    """Take what the theme loads itself out of pages, but for each twentieth: it is the same on all of a thousand."""
    for number, page in enumerate(sorted(folder.rglob("*.html"))):
        if number % WITH_THEME:
            page.write_text(OF_THEME.sub("", page.read_text(encoding="utf-8")), encoding="utf-8")


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, list[str]]]:
    """Where the hostile county is served, and the addresses of all its pages."""
    try:
        inputs = read_hostile(tmp_path_factory.mktemp("data"))
    except DataMissing as missing:
        pytest.skip(str(missing))
    root = write_border(tmp_path_factory.mktemp("border"), inputs)
    run(root, NOW, options=Options(jobs=2))
    sites = {site: view.member.address for site, view in federate(root, NOW).views.items()}
    folder = (root / "build" / "public" / SITE).resolve()
    _without_theme(folder)
    server = make_server(Shown(root / "build" / "public", sites), 0)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    pages = sorted(Path(path).relative_to(folder).as_posix() for path in folder.rglob("*.html"))
    yield f"http://127.0.0.1:{server.server_port}", [f"/{SITE}/{quote(page)}" for page in pages]
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize("part", range(PARTS))
def test_no_script_runs_and_no_request_leaves(part: int, hostile: tuple[str, list[str]], browser: Browser) -> None:
    origin, everything = hostile
    pages = everything[part::PARTS]
    troubles: list[str] = []
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    page = context.new_page()
    page.on("dialog", lambda dialog: (troubles.append(f"dialog: {dialog.message}"), dialog.dismiss()))
    page.on("pageerror", lambda error: troubles.append(f"error: {error}"))
    page.on("console", lambda said: troubles.append(said.text) if "Content Security Policy" in said.text else None)
    page.on("popup", lambda popup: troubles.append(f"popup: {popup.url}"))
    host = urlsplit(origin).netloc
    page.on("request", lambda asked: troubles.append(f"left: {asked.url}") if urlsplit(asked.url).netloc != host else None)

    for path in pages:
        page.goto(origin + path, wait_until="load")
        here = page.evaluate(
            """() => [location.pathname, document.querySelectorAll(
                "script:not([type=module], [src$='/js/elder.js'], [type='application/ld+json'])").length,
            [...document.querySelectorAll("*")].filter((e) => [...e.attributes].some((a) => /^on/i.test(a.name))).length,
            document.querySelectorAll(`iframe, object, embed, base, style,
                .body form,
                form:not(body > header form, body > main > .home form, body > main > .wrap > form, .page-head > form)`).length]"""
        )
        if here != [path, 0, 0, 0]:
            troubles.append(f"{path}: {here}")
    context.close()

    assert len(everything) > 1_000
    assert troubles == []
