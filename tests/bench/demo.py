"""The demo cluster, built as of its own day and served as its servers would."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from ..demo import FIXED, moved
from .measure import run
from .search_server import StaticServer, serving

REPO = Path(__file__).resolve().parents[2]
TOP = "yunze"  # the site at the root of the host


@contextmanager
def demo_served() -> Iterator[StaticServer]:
    """A server of every site at its address, until the block ends."""
    with TemporaryDirectory() as place:
        root = moved(REPO, Path(place) / "demo", FIXED)
        command = (sys.executable, "-m", "wangqun", "-C", str(root), "build", "--today", f"{FIXED:%Y-%m-%d}", "--no-whoosh")
        run(command, root)
        public = root / "build" / "public"
        with serving() as server:
            server.folders |= {site.name: site for site in public.iterdir() if site.name != TOP} | {"": public / TOP}
            yield server
