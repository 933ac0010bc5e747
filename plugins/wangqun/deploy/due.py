"""`wangqun build --if-due`: whether the clock, or something left undone, asks for a build."""

from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

from ..reports.report import REPORTS, STATUS
from ..reports.status import read_status
from ..store.manifest import MANIFEST
from ..stored import read_json


class Due(NamedTuple):
    """Whether a build is due, and why in words."""

    now: bool
    why: str


def is_due(root: Path, now: datetime) -> Due:
    """Due when `next_build_due` of the cluster's manifest has come, when a site was not published last time, or when what was
    left of the last build does not say: in doubt it is due."""
    build = read_status(root / REPORTS / STATUS)["build"]
    moment = read_json(root / "build" / "manifests" / MANIFEST, _moment)
    if build is None or moment is None:
        return Due(True, "没有上一次生成的清单和状况，或者读不出来。")
    if build["kept_back"]:
        return Due(True, f"上一次没有发布的站点再试一次：{'、'.join(map(str, build['kept_back']))}。")
    if not moment:
        return Due(False, "没有哪个站点会因时间而变，不生成。")
    due = moment[0]
    return Due(due <= now, f"{'到时间了' if due <= now else '还没有到时间，不生成；下一次'}：{due:%Y-%m-%d %H:%M}。")


def _moment(manifest: dict[str, Any]) -> tuple[datetime, ...]:
    """When something next changes by itself; () for never."""
    written = manifest["next_build_due"]
    if written is None:
        return ()
    moment = datetime.fromisoformat(written)
    if moment.tzinfo is None:
        raise ValueError(written)
    return (moment,)
