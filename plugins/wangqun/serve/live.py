"""What pages listen to: how often something has become another, and what is wrong."""

import threading
from typing import Any

from .building import Outcome
from .saying import Judged


class Live:
    """The findings of the last build; pages wait for the next `version`. It knows which pages are open."""

    def __init__(self) -> None:
        self._ready = threading.Condition()
        self.version = 0
        self.findings: tuple[dict[str, Any], ...] = ()
        self._open: dict[int, tuple[str, str]] = {}
        self._visits = 0

    def tell(self, outcome: Outcome | None = None) -> None:
        """Wake everyone who waits, with new findings where there are some."""
        with self._ready:
            self.version += 1
            if outcome:
                trouble = {"severity": "block", "code": "", "path": "", "line": 0, "message": outcome.trouble}
                trouble |= {"hint": "", "follows": (), "site": "", "effect": "没有生成"}
                self.findings = (trouble, *outcome.findings) if outcome.trouble else outcome.findings
            self._ready.notify_all()

    def judge(self, judged: Judged) -> None:
        """Of some files what is wrong is known before everything is built."""
        kept = (finding for finding in self.findings if finding["path"] not in judged.paths)
        self.tell(Outcome((), (*kept, *judged.findings)))

    def after(self, version: int, timeout: float) -> int:
        """The version once it is newer than that one, or after so many seconds the one there is."""
        with self._ready:
            self._ready.wait_for(lambda: self.version > version, timeout)
            return self.version

    def opened(self, site: str, path: str) -> int:
        """Take note that somebody looks at a page; what `closed` takes."""
        with self._ready:
            self._visits += 1
            self._open[self._visits] = (site, path)
            return self._visits

    def closed(self, visit: int) -> None:
        """Take note that nobody looks any more."""
        with self._ready:
            del self._open[visit]

    @property
    def open(self) -> list[list[str]]:
        """The pages that are open, the last opened first, each once."""
        with self._ready:
            return [list(page) for page in dict.fromkeys(reversed(self._open.values()))]
