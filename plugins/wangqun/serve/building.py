"""A whole `wangqun build` in a process of its own, and what it said."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from ..domain.frozen import frozen


@frozen
class Outcome:
    """What a build said: sites whose pages changed, findings as JSON, and "" or why it could not run at all."""

    changed: tuple[str, ...]
    findings: tuple[dict[str, Any], ...]
    trouble: str = ""


def build_once(root: Path, today: str | None = None) -> Outcome:
    """Run `wangqun build --json` in a process of its own, so that changed plugins and settings take effect.

    Nobody but the writer looks at it, so that nothing is asked first (check/guard.py).
    """
    command = [sys.executable, "-m", "wangqun", "-C", str(root), "build", "--json", "--preview", "--no-whoosh"]
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
