"""The way to a server by rsync, in steps between which readers never meet a link that leads nowhere."""

import shutil
import subprocess
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from pathlib import Path

from ..store.lock import locked
from .published import PUBLIC, DeployRefused, hosts

DATA = ("build/search", "build/releases")


def steps(target: str, options: Sequence[str] = ()) -> tuple[tuple[str, ...], ...]:
    """The commands for a target (`[user@]host:/path` or a path), run in the cluster's folder in this order.

    What is new goes first, then the links, each replaced by one rename; what no link needs any more is deleted last. Whenever it
    ends, every link leads to a whole release. Hard links stay hard links.
    """
    goal = f"{target.rstrip('/')}/"
    return (
        ("rsync", "-aHR", *options, *DATA, goal),
        ("rsync", "-aR", "--delete", "--exclude=/build/public/.*", *options, PUBLIC.as_posix(), goal),
        ("rsync", "-aHR", "--delete", *options, *DATA, goal),
    )


def send(root: Path, now: datetime, targets: Iterable[str], options: Sequence[str], say: Callable[[str], None]) -> dict[str, int]:
    """Bring every target up to what is public here; target -> how rsync ended, 0 when all went well.

    The cluster is locked meanwhile: no build comes between the steps. A target that fails takes no other with it.

    Raises:
        DeployRefused: there is no rsync, nothing is public, or a link here leads nowhere.
    """
    targets = tuple(targets)
    if bad := next((target for target in targets if target.startswith("-") or not target.strip("/ ")), None):
        raise DeployRefused(f"“{bad}”不是可以传去的地方，应形如 web:/srv/rd 或 /srv/rd。")
    if not shutil.which("rsync"):
        raise DeployRefused("这台机器上没有 rsync，请先安装。")
    with locked(root, now, True, say):
        hosts(root)
        if lost := [link.name for link in (root / PUBLIC).glob("[!.]*") if not link.is_dir()]:
            raise DeployRefused(f"站点 {'、'.join(sorted(lost))} 的版本不在，请先运行 wangqun build。")
        return {target: _run(root, steps(target, options)) for target in targets}


def _run(root: Path, commands: Iterable[Sequence[str]]) -> int:
    for command in commands:
        if code := subprocess.run(command, cwd=root, check=False).returncode:  # noqa: S603 - the operator's own target
            return code
    return 0
