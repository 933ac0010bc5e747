"""Where a worker has a cluster's sources from: a folder that it sees too, or a commit that it fetches."""

import os
import re
import subprocess
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from ..stored import make_folder, remove

SETTING = "WANGQUN_SOURCES"
"""In a worker's environment: where the folder lies there, or which repository it fetches from."""
READ = ("content", "sites", "themes", "pelicanconf.py")
_COMMIT = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?\Z")
_PATIENCE = 600  # s for git
_PLAIN = ("git", "-c", "core.hooksPath=", "-c", "protocol.ext.allow=never", "-c", "core.fsmonitor=false")


class Unfit(Exception):
    """The sources cannot be had in this way; the message says why."""


def told(root: Path, way: str) -> dict[str, str]:
    """What a worker is told of where the sources are.

    Raises:
        Unfit: a worker that fetches the last commit would see something else.
    """
    if way != "git":
        return {"folder": str(root.resolve())}
    try:
        commit = _git(root, "rev-parse", "--verify", "--quiet", "HEAD").strip()
    except Unfit as error:
        raise Unfit("这里没有 git 提交，--dask-sources git 用不了。") from error
    if changed := _git(root, "status", "--porcelain", "--", *(name for name in READ if (root / name).exists())).rstrip():
        raise Unfit(f"有没有提交的改动，取提交的 worker 看不到，先提交：{changed.splitlines()[0][3:]}。")
    prefix = _git(root, "rev-parse", "--show-prefix").strip()
    with suppress(Unfit):
        return {"commit": commit, "prefix": prefix, "url": _git(root, "remote", "get-url", "origin").strip()}
    return {"commit": commit, "prefix": prefix, "url": ""}


def found(source: Mapping[str, str], scratch: Path) -> Path:
    """The folder of the sources on this machine.

    Raises:
        Unfit: they are not here and cannot be had.
    """
    setting = os.environ.get(SETTING, "")
    if "commit" not in source:
        folder = Path(setting or source["folder"])
        if not (folder / "sites").is_dir():
            raise Unfit(f"看不到源文件夹 {folder}")
        return folder
    commit, url = source["commit"], setting or source["url"]
    if not _COMMIT.match(commit) or not url or url.startswith("-"):
        raise Unfit("不知道从哪个 git 仓库取提交")
    folder = scratch / "sources"
    if not (folder / ".git").is_dir():
        make_folder(folder)
        _git(folder, "init", "--quiet")
    _git(folder, "fetch", "--quiet", "--no-tags", "--depth", "1", "--", url, commit)
    _git(folder, "checkout", "--quiet", "--force", "--detach", commit)
    _git(folder, "clean", "--quiet", "-d", "--force", "-x")
    return folder / source.get("prefix", "")


def private(folder: Path, scratch: Path) -> Path:
    """A root of one's own with these sources, in which a build folder can be written; always the same one for them."""
    root = scratch / "root"
    remove(root)
    make_folder(root)
    for entry in os.scandir(folder):
        if entry.name != "build" and not entry.name.startswith("."):
            (root / entry.name).symlink_to(Path(entry.path).resolve())
    return root


def _git(folder: Path, *command: str) -> str:
    try:
        done = subprocess.run(  # noqa: S603
            [*_PLAIN, *command],
            cwd=folder,
            env={**os.environ, "GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C"},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=_PATIENCE,
            check=True,
        )
    except subprocess.CalledProcessError as error:
        raise Unfit(f"git {command[0]}：{error.stderr.decode('utf-8', 'replace').strip()[-200:]}") from error
    except (OSError, subprocess.TimeoutExpired) as error:
        raise Unfit(f"git {command[0]}：{type(error).__name__}") from error
    return done.stdout.decode("utf-8", "replace")
