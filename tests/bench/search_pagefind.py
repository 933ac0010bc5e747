"""Pagefind extended over the same pages: its build, its index, its runner."""

import gzip
import importlib.util
import json
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path

from .measure import Cost, run
from .search_browser import Contender
from .search_build import CHANGES
from .search_server import StaticServer, served_size

# what a page's owner would tell it: the article alone, without its breadcrumb and buttons
SCOPE = ("--root-selector", "article", "--exclude-selectors", "nav, .speak")
READY_MADE = ("ui", "highlight")  # pages and marks that stand in every index; no part of the search itself
MARK = b"pagefind_dcd"


class Pagefind:
    """Pagefind over the pages in `<folder>/pages`, its index among them."""

    name = "pagefind"
    forms = ("{}", '"{}"')  # as typed, and as an exact phrase; it is credited with the better one

    def is_there(self) -> bool:
        """Whether it is installed."""
        return importlib.util.find_spec("pagefind_bin_extended") is not None

    def build(self, folder: Path) -> Cost:
        """Index the pages anew.

        Raises:
            CommandFailed: it failed.
        """
        pages = folder / "pages"
        shutil.rmtree(pages / "pagefind", ignore_errors=True)
        return run((sys.executable, "-m", "pagefind", "--site", str(pages), "--silent", *SCOPE), folder)

    def changed(self, folder: Path, cold: Cost) -> Mapping[str, float]:
        """Seconds after any change: it knows no other way than to build anew."""
        return dict.fromkeys(CHANGES, cold.wall)

    def size(self, folder: Path) -> int:
        """Bytes of its folder as served, without what is ready-made."""
        files = [path for path in (folder / "pages" / "pagefind").rglob("*") if path.is_file()]
        return sum(served_size(path) for path in files if not any(part in READY_MADE for part in path.stem.split("-")))

    def contender(self, folder: Path, server: StaticServer) -> Contender:
        """Serve the pages, and tell the runner which page each result is."""
        mount = f"{folder.name}-{self.name}"
        server.folders[mount] = folder / "pages"
        keys = {}
        for path in (folder / "pages" / "pagefind" / "fragment").iterdir():
            text = gzip.decompress(path.read_bytes()).removeprefix(MARK)
            keys[path.stem] = json.loads(text)["url"].removeprefix("/")
        return Contender(self.name, {"base": f"/{mount}/pagefind/", "keys": keys})
