"""`wangqun build --if-due`: whether the clock, or something left undone, asks for a build."""

import json
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from ..stages.manifest import MANIFEST
from ..stages.report import DATA, REPORTS


class Due(NamedTuple):
    """Whether a build is due, and why in words."""

    now: bool
    why: str


def is_due(root: Path, now: datetime) -> Due:
    """Due when `next_build_due` of the cluster's manifest has come, when a site was not published last time, or when what was
    left of the last build does not say: in doubt it is due."""
    try:
        manifest = json.loads((root / "build" / "manifests" / MANIFEST).read_bytes())
        report = json.loads((root / REPORTS / DATA).read_bytes())
        if report["failed"]:
            return Due(True, f"上一次没有发布的站点再试一次：{'、'.join(map(str, report['failed']))}。")
        moment = manifest["next_build_due"]
        if moment is None:
            return Due(False, "没有哪个站点会因时间而变，不生成。")
        due = datetime.fromisoformat(moment)
        return Due(due <= now, f"{'到时间了' if due <= now else '还没有到时间，不生成；下一次'}：{due:%Y-%m-%d %H:%M}。")
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return Due(True, "没有上一次生成的清单和报告，或者读不出来。")
