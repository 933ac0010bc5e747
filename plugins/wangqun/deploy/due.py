"""`wangqun build --if-due`: whether the clock, or something left undone, asks for a build."""

from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from ..reports.report import REPORTS, STATUS
from ..reports.status import read_status, undone


class Due(NamedTuple):
    """Whether a build is due, and why in words."""

    now: bool
    why: str


def is_due(root: Path, now: datetime) -> Due:
    """Due when the moment has come at which some site changes by itself, when one was not published last time, or when what
    was left of the last build does not say: in doubt it is due. Of a site that the last build was not about counts its own last.
    """
    status = read_status(root / REPORTS / STATUS)
    if status["build"] is None:
        return Due(True, "没有上一次生成的状况，或者读不出来。")
    if left := undone(status):
        return Due(True, f"上一次没有发布的站点再试一次：{'、'.join(left)}。")
    due = min(
        (datetime.fromisoformat(site["next_build_due"]) for site in status["sites"] if site["next_build_due"]), default=None
    )
    if due is None:
        return Due(False, "没有哪个站点会因时间而变，不生成。")
    return Due(due <= now, f"{'到时间了' if due <= now else '还没有到时间，不生成；下一次'}：{due:%Y-%m-%d %H:%M}。")
