"""Wangqun's reader's search over the same pages: its build, its index, its runner."""

import importlib.util
import sys
from pathlib import Path
from typing import Any

from ..real.data import REPO
from .measure import Cost, run_json
from .search_browser import Contender
from .search_build import BUILDER
from .search_server import StaticServer, served_size

STATIC = REPO / "themes" / "renda" / "static"
SCRIPTS = STATIC / "js" / "search"


class Own:
    """The reader's index in `<folder>/search`, made from `<folder>/documents.jsonl`."""

    name = "wangqun"
    forms = ("{}",)

    def is_there(self) -> bool:
        """Whether this tree has both halves: what builds an index, and what reads it."""
        return importlib.util.find_spec(BUILDER) is not None and (SCRIPTS / "engine.js").is_file()

    def build(self, folder: Path) -> Cost:
        """Make the index anew, in a process of its own; reading the documents is not counted.

        Raises:
            CommandFailed: it failed.
        """
        return Cost(**_measured("cold", folder))

    def changed(self, folder: Path, cold: Cost) -> tuple[float, float]:
        """Seconds of an update after an edit of one sentence (median), and after one more document."""
        found = _measured("change", folder)
        return found["edit"], found["add"]

    def size(self, folder: Path) -> int:
        """Bytes of its folder and of its scripts as served."""
        files = [path for path in (*(folder / "search").rglob("*"), *SCRIPTS.glob("*.js")) if path.is_file()]
        return sum(map(served_size, files))

    def contender(self, folder: Path, server: StaticServer) -> Contender:
        """Serve the index and the theme."""
        mount = f"{folder.name}-{self.name}"
        server.folders |= {mount: folder, "theme": STATIC}
        return Contender(self.name, {"engine": "/theme/js/search/engine.js", "base": f"/{mount}/search/"})


def _measured(verb: str, folder: Path) -> dict[str, Any]:
    return run_json((sys.executable, "-m", "tests.bench.search_build", verb, str(folder)), REPO)
