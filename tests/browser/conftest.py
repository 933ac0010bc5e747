"""The demo behind the preview server, and one Chromium for the session."""

import os
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from clusters import NOW, REPO, article, copy_built_demo
from wangqun.options import Options
from wangqun.pipeline import federate, run
from wangqun.serve.server import make_server
from wangqun.serve.shown import Shown

AXE = REPO / ".cache" / "axe" / "node_modules" / "axe-core" / "axe.min.js"
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")  # the first has no windows, which are dear
CI = os.environ.get("CI") == "true"


def missing(words: str) -> None:
    """Skip with words, or fail where nothing may be missing."""
    if CI:
        pytest.fail(words)
    pytest.skip(words)


@pytest.fixture(scope="session")
def origin(demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address at which the demo is served, with one page that has moved at each of three levels."""
    root = copy_built_demo(demo, tmp_path_factory.mktemp("demo") / "c")
    for folder in ("province/yunze", "county/qinglan", "township/liuxi"):
        path = root / "content" / folder / "news" / "moved.md"
        path.write_text(article("搬过家的稿件", "## 一节\n\n正文。", extra="aliases: [/old.html]\n"), encoding="utf-8")
    with served(root) as address:
        yield address


@contextmanager
def served(root: Path) -> Iterator[str]:
    """Build a cluster and serve it; the address."""
    run(root, NOW, options=Options(jobs=2))
    sites = {site: view.member.address for site, view in federate(root, NOW).views.items()}
    server = make_server(Shown(root / "build" / "public", sites), 0)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The system's Chromium."""
    path = next(filter(None, map(shutil.which, NAMES)), None)
    if path is None:
        missing("no Chromium here: sh tests/browser/install.sh")
    arguments = ["--disable-background-networking", *(["--no-sandbox"] if hasattr(os, "getuid") and os.getuid() == 0 else [])]
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=path, args=arguments)
        yield launched
        launched.close()


@dataclass
class Reader:
    """A page, and everything that went wrong on it: errors in the console, refusals, requests to other hosts."""

    page: Page
    origin: str
    troubles: list[str] = field(default_factory=list)

    def open(self, path: str) -> Page:
        """Go to a page of the demo and wait until it is there with its styles and scripts."""
        self.page.goto(self.origin + path, wait_until="load")
        return self.page


@pytest.fixture
def reader(browser: Browser, origin: str) -> Iterator[Callable[..., Reader]]:
    """Opens readers with a screen of some width, with or without script."""
    contexts: list[BrowserContext] = []

    def open_reader(width: int = 1280, script: bool = True) -> Reader:
        context = browser.new_context(viewport={"width": width, "height": 800}, java_script_enabled=script, locale="zh-CN")
        contexts.append(context)
        page = context.new_page()
        reader = Reader(page, origin)
        page.on("console", lambda message: reader.troubles.append(message.text) if message.type in {"error", "warning"} else None)
        page.on("pageerror", lambda error: reader.troubles.append(str(error)))
        page.on("requestfailed", lambda request: reader.troubles.append(f"failed: {request.url}"))
        page.on("request", lambda request: _check_host(request.url, reader))
        return reader

    yield open_reader
    for context in contexts:
        context.close()


def _check_host(url: str, reader: Reader) -> None:
    if urlsplit(url).netloc != urlsplit(reader.origin).netloc:
        reader.troubles.append(f"elsewhere: {url}")


@pytest.fixture(scope="session")
def axe() -> str:
    """The source of axe-core."""
    if not Path(AXE).is_file():
        missing("no axe-core here: sh tests/browser/install.sh")
    return AXE.read_text(encoding="utf-8")
