"""Pictures for docs/editors.md: a notice and a regulation as pages of the theme in both dialects.

`python -m tests.docs.pictures` takes them anew, with Chromium and a Chinese font.
"""

import io
import json
import shutil
import tempfile
import threading
from datetime import datetime
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

from wangqun.domain.item import Dialect
from wangqun.domain.moment import SHANGHAI
from wangqun.pipeline import federate, run
from wangqun.render.engines import Engines
from wangqun.render.settings import DEFAULTS
from wangqun.serve.server import make_server
from wangqun.serve.shown import Shown

from .seen import seen

TESTS = Path(__file__).parents[1]
PICTURES = TESTS.parent / "docs" / "images"
BODIES = TESTS / "vectors" / "pictured"
DIALECTS: tuple[Dialect, ...] = ("office", "pelican")
NAMES = ("notice", "regulation")
WIDTH, SCALE, EDGE = 390, 2, 16  # the edge of the page beside the text is left out
LARGEST = 60_000  # bytes
SHOWN = BODIES / "shown.json"
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=SHANGHAI)
_BROWSERS = ("chromium", "chromium-browser", "google-chrome")
_IMPORTED = "imported: {original_url: https://old.test.example/1, original_date: 2026-03-01}"


def names() -> list[str]:
    """Every picture there is to be."""
    return [f"{name}-{dialect}.webp" for name in NAMES for dialect in DIALECTS]


def read(name: str) -> tuple[str, str]:
    """Title, the first line, and body of a piece."""
    title, _, body = (BODIES / f"{name}.txt").read_text(encoding="utf-8").partition("\n")
    return title, body


def shown() -> dict[str, list[str]]:
    """The lines of text that each picture is to show."""
    engines = Engines(DEFAULTS["MARKDOWN"])
    bodies = {name: read(name)[1] for name in NAMES}
    return {f"{name}-{dialect}": seen(engines.markdown(bodies[name], dialect)) for name in NAMES for dialect in DIALECTS}


def piece(name: str, dialect: Dialect) -> str:
    """The file of a piece in a dialect."""
    title, body = read(name)
    return f"---\ntitle: {title}\ndate: 2026-11-18 09:00\nmarkdown: {dialect}\n{_IMPORTED}\n---\n{body}"


def build(root: Path) -> None:
    """Publish a cluster that has every piece in both dialects, below `root`."""
    shutil.copytree(TESTS / "faults" / "_base", root, dirs_exist_ok=True)
    for name in NAMES:
        for dialect in DIALECTS:
            (root / f"content/county/xian/news/{name}-{dialect}.md").write_text(piece(name, dialect), encoding="utf-8")
    run(root, NOW)


def take(root: Path) -> dict[str, bytes]:
    """The pictures by name, from the title to the end of the text, of a cluster that is published."""
    sites = {site: view.member.address for site, view in federate(root, NOW).views.items()}
    server = make_server(Shown(root / "build" / "public", sites), 0)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    folder = f"http://127.0.0.1:{server.server_port}/xian/article"
    executable = next(filter(None, map(shutil.which, _BROWSERS)), None)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": WIDTH, "height": 800}, device_scale_factor=SCALE, locale="zh-CN")
        found = {name: _taken(page, f"{folder}/{Path(name).stem}.html") for name in names()}
        browser.close()
    server.shutdown()
    server.server_close()
    return found


def _taken(page: Page, address: str) -> bytes:
    """One page."""
    page.goto(address, wait_until="load")
    title, text = (page.locator(where).bounding_box() for where in (".article h1", ".article .body"))
    if not title or not text:
        raise LookupError(address)
    top, bottom = title["y"] - 12, text["y"] + text["height"]
    picture = page.screenshot(full_page=True, clip={"x": EDGE, "y": top, "width": WIDTH - 2 * EDGE, "height": bottom - top})
    out = io.BytesIO()
    Image.open(io.BytesIO(picture)).convert("RGB").save(out, "WEBP", lossless=True, method=6)
    return out.getvalue()


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        build(Path(folder))
        for name, content in take(Path(folder)).items():
            PICTURES.mkdir(exist_ok=True)
            (PICTURES / name).write_bytes(content)
            print(f"wrote docs/images/{name}, {len(content)} bytes")
    SHOWN.write_text(json.dumps(shown(), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
