"""A cluster in a Git repository of its own, and what was said when a command was run there."""

import os
import subprocess
import sys
from collections.abc import Mapping
from contextlib import chdir
from datetime import datetime, timedelta
from pathlib import Path

from click.testing import CliRunner

from wangqun.authoring import scaffold
from wangqun.cli import main
from wangqun.domain.moment import SHANGHAI

PROGRAM = str(Path(sys.executable).with_name("wangqun"))
QUIET = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_SYSTEM": os.devnull,
    "GIT_AUTHOR_NAME": "编辑",
    "GIT_AUTHOR_EMAIL": "editor@example.invalid",
    "GIT_COMMITTER_NAME": "编辑",
    "GIT_COMMITTER_EMAIL": "editor@example.invalid",
}
IMPORTED = "imported: {original_url: https://old.test.example/1, original_date: 2026-03-01}\n"


def run(folder: Path, *command: str, code: int | None = 0, env: Mapping[str, str] | None = None, text: str | None = None) -> str:
    """What a command says on both its streams; it must end with `code`, in any way when that is None."""
    told = {**os.environ, **QUIET, **(env or {})}
    done = subprocess.run(command, cwd=folder, env=told, input=text, capture_output=True, text=True, timeout=180, check=False)
    said = done.stdout + done.stderr
    assert code is None or done.returncode == code, f"{command} ended with {done.returncode}:\n{said}"
    return said


def wangqun(folder: Path, *arguments: str, code: int = 0) -> str:
    """What the program says; it runs here, where it is loaded."""
    with chdir(folder):
        result = CliRunner(env=QUIET).invoke(main, arguments)
    assert result.exit_code == code, f"{arguments} ended with {result.exit_code}:\n{result.output}"
    return result.output


def new_cluster(folder: Path) -> Path:
    """The cluster of `wangqun init` with one commit on main; its folder."""
    scaffold.new_cluster(folder, datetime.now(SHANGHAI) - timedelta(days=1))
    run(folder, "git", "init", "-q", "-b", "main")
    return commit(folder, "建站")


def commit(folder: Path, message: str, **files: str) -> Path:
    """Write files, by name with `__` for `/`, and commit all there is; the folder."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    run(folder, "git", "add", "-A")
    run(folder, "git", "commit", "-qm", message)
    return folder


def piece(title: str, date: str = "2026-03-02 09:00") -> str:
    """An article that no check complains of, unless its date is none."""
    return f"---\ntitle: {title}\ndate: {date}\n{IMPORTED}---\n正文一段。\n"
