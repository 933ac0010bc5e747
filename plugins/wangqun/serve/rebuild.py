"""Building again and again while files are saved: bursts become one build, and nothing saved meanwhile is missed."""

import json
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from typing import Any

QUIET = 0.08  # s without another event before a build starts
PATIENCE = 1.0  # s after which it starts all the same


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a build said: sites whose pages changed, findings as JSON, and "" or why it could not run at all."""

    changed: tuple[str, ...]
    findings: tuple[dict[str, Any], ...]
    trouble: str = ""


def build_once(root: Path, today: str | None = None) -> Outcome:
    """Run `wangqun build --json` in a process of its own, so that changed plugins and settings take effect.

    Nobody but the writer looks at it, so that nothing is asked first (check/guard.py).
    """
    command = [sys.executable, "-m", "wangqun", "-C", str(root), "build", "--json", "--preview"]
    if today:
        command += ["--today", today]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)  # noqa: S603 - our own command
    try:
        report = json.loads(done.stdout)
        trouble = report["error"]["message"] if report["error"] else ""
        return Outcome(tuple(report["changed"]), tuple(report["findings"]), trouble)
    except (ValueError, KeyError):
        last = (done.stderr.strip().splitlines() or ["没有输出"])[-1]
        return Outcome((), (), last)


class Rebuilder:
    """A thread that builds whenever `touch` was called since the last build began."""

    def __init__(self, build: Callable[[], Outcome], on_outcome: Callable[[Outcome], None]) -> None:
        self._build, self._on_outcome = build, on_outcome
        self._dirty = threading.Event()
        self._again = threading.Event()
        self._stopped = False
        self._thread = threading.Thread(target=self._loop, name="wangqun-rebuild", daemon=True)
        self._thread.start()

    def touch(self, path: str = "") -> None:
        """Something was saved."""
        self._again.set()
        self._dirty.set()

    def stop(self) -> None:
        """Finish the build under way and end."""
        self._stopped = True
        self._dirty.set()
        self._thread.join()

    def _loop(self) -> None:
        while True:
            self._dirty.wait()
            if self._stopped:
                return
            self._settle()
            self._dirty.clear()  # before the build: what is saved from here on makes it dirty again
            self._on_outcome(self._build())

    def _settle(self) -> None:
        end = monotonic() + PATIENCE
        while monotonic() < end:
            self._again.clear()
            if not self._again.wait(QUIET):
                return
