"""Wangqun's reader's search over the same pages: its build, its index, its runner."""

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from wangqun.search.named import used_names
from wangqun.search.store import Store

from ..real.data import REPO
from .measure import Cost, run_json
from .search_browser import Contender
from .search_build import SEARCH
from .search_server import StaticServer, served_size

STATIC = REPO / "themes" / "renda" / "static"
SCRIPTS = STATIC / "js" / "search"
PAGE = ("page.js", "filters.js", "results.js")  # the page's own; no part of the search itself


class Own:
    """The reader's index in `<folder>/search`, made from `<folder>/documents.jsonl`."""

    name = "wangqun"
    forms = ("{}",)

    def is_there(self) -> bool:
        """Always."""
        return True

    def build(self, folder: Path) -> Cost:
        """Make the index anew, in a process of its own and its workers; reading the documents is not counted.

        Raises:
            CommandFailed: it failed.
        """
        return Cost(**_measured("cold", folder))

    def changed(self, folder: Path, cold: Cost) -> Mapping[str, float]:
        """Seconds of an update after an edit of one sentence (median), after one more document, after that was dated back, and
        after it was deleted.
        """
        return _measured("change", folder)

    def size(self, folder: Path) -> int:
        """Bytes of what its index.json leads to, of that, and of its scripts as served."""
        index, store = folder / SEARCH / "index.json", Store.open(folder / SEARCH / "d")
        data = [store.folder / name for name in used_names(store, index.read_text(encoding="utf-8"))]
        return sum(map(served_size, (index, *data, *(path for path in SCRIPTS.glob("*.js") if path.name not in PAGE))))

    def contender(self, folder: Path, server: StaticServer) -> Contender:
        """Serve the index and the theme."""
        mount = f"{folder.name}-{self.name}"
        server.folders |= {mount: folder, "theme": STATIC}
        return Contender(self.name, {"engine": "/theme/js/search/engine.js", "base": f"/{mount}/{SEARCH}/"})


def _measured(verb: str, folder: Path) -> dict[str, Any]:
    return run_json((sys.executable, "-m", "tests.bench.search_build", verb, str(folder)), REPO)
