"""The preview without a server: its child is told what was saved, and what it says is kept."""

import queue
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from wangqun.serve.child import Child
from wangqun.serve.saying import Said, Saved, Settled
from wangqun.serve.tree import link_sources, own_tree

PATIENCE = 60.0  # s


class Previewed:
    """A cluster below `root` as its preview has it in `tree`."""

    def __init__(self, root: Path, tree: Path) -> None:
        self.root, self.tree, self.number = root, tree, 0
        self.heard: queue.Queue[Said] = queue.Queue()
        self.ends: list[str] = []
        self.child = Child(tree, 2, self.heard.put, self.ends.append)

    def save(self, paths: Sequence[str], now: datetime, pages: Sequence[tuple[str, str]] = ()) -> list[Said]:
        """All that is said after something was saved, until everything is built."""
        self.number += 1
        link_sources(self.root, self.tree)
        self.child.tell(Saved(self.number, list(paths), [list(page) for page in pages], now.isoformat()))
        said: list[Said] = []
        while not (said and isinstance(said[-1], Settled) and said[-1].number == self.number):
            said.append(self.heard.get(timeout=PATIENCE))
        return said


@contextmanager
def previewed(root: Path, now: datetime) -> Iterator[Previewed]:
    """The preview of a cluster, which has read it and built it."""
    with own_tree(root, now, print) as tree:
        preview = Previewed(root, tree)
        try:
            preview.save((), now)
            yield preview
        finally:
            preview.child.close()
