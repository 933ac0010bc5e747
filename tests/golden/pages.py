"""Which pages are pinned, and what of a page counts: its words, links, pictures and official tags, one a line."""

import re
import shutil
from datetime import datetime
from html.parser import HTMLParser
from pathlib import Path

from wangqun.domain.moment import SHANGHAI
from wangqun.options import Options
from wangqun.pipeline import run

HERE = Path(__file__).parent
NOW = datetime(2026, 11, 23, tzinfo=SHANGHAI)
PAGES = {
    "qinglan-home": "qinglan/index.html",
    "yannan-article": "yannan/article/dam-inspection-law.html",
    "yunze-news": "yunze/news/index.html",
}
BREAKING = frozenset(
    "address article aside blockquote dd div dl dt figcaption figure footer h1 h2 h3 h4 header li link main meta nav ol p script"
    " section td th title".split()
)
SHOWN = {"a": "href", "img": "src", "video": "src", "link": "href", "script": "src"}


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = [""]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag in BREAKING:
            self.lines.append(f"<{tag}> " if re.match(r"(h\d|main|nav|footer|header|link|title|script)$", tag) else "")
        if tag == "meta" and "name" in values:
            self.lines[-1] += f"<meta {values['name']}> {values.get('content', '')}"
        if tag == "img":
            self.lines[-1] += f"[{values.get('alt', '')}]"
        if tag in SHOWN and SHOWN[tag] in values:
            self.lines[-1] += f"({values[SHOWN[tag]]})"

    def handle_endtag(self, tag: str) -> None:
        if tag in BREAKING:
            self.lines.append("")

    def handle_data(self, data: str) -> None:
        self.lines[-1] += re.sub(r"\s+", " ", data)


def normalised(html: str) -> str:
    """The page as text; the digest in addresses of the theme is left out, since it says nothing about the page."""
    parser = _Text()
    parser.feed(re.sub(r"/theme/[0-9a-f]{12}/", "/theme/…/", html))
    return "".join(f"{line.strip()}\n" for line in parser.lines if line.strip())


def build_demo(repo: Path, root: Path) -> Path:
    """The public folder of the demo cluster, built below `root`."""
    for name in ("sites", "content"):
        shutil.copytree(repo / name, root / name)
    shutil.copy2(repo / "pelicanconf.py", root / "pelicanconf.py")
    run(root, NOW, {page.split("/")[0] for page in PAGES.values()}, options=Options(jobs=2))
    return root / "build" / "public"
