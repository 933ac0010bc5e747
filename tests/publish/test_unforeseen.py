"""What nobody foresaw in a file costs that file: it is named, and everything else is public."""

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from clusters import NOW, article, run, write_cluster
from wangqun.options import Options
from wangqun.stages.load import reading, recall, row_files, sites

HOME = "content/county/xian/"
BOMB = "炸了"
FILES = {
    **{f"{HOME}news/{name}.md": article(f"稿件{name}") for name in "abcdefg"},
    f"{HOME}news/bomb.md": article(BOMB),
    f"{HOME}stations.yaml": f"- {{key: hall, name: {BOMB}, address: 河湾路 1 号}}\n",
    f"{HOME}accepted.yaml": f"accepted:\n- {{id: 'zhen:article/a', by: {BOMB}, on: 2026-11-20}}\n",
}


def _over_a_bomb(does: Callable[[], None], reads: Callable[..., Any]) -> Callable[..., Any]:
    """What reads a text, and does something else over a bomb."""

    def tried(text: str, *more: Any, **named: Any) -> Any:
        if BOMB in text:
            does()
        return reads(text, *more, **named)

    return tried


def _told(root: Path, jobs: int = 1) -> dict[str, str]:
    """Which files could not be read, and why, in a run after which everything else is public."""
    report = run(root, NOW, options=Options(jobs=jobs))
    public = {page.stem for page in (root / "build/public/xian/article").glob("*.html")}

    assert not report.failed
    assert public >= {*"abcdefg"} and "bomb" not in public
    return {f.path.removeprefix(HOME): f.message for f in report.findings if f.code == "unreadable"}


@pytest.mark.usefixtures("in_one_process")
def test_a_file_over_which_the_program_fails_is_left_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> None:
        raise ZeroDivisionError

    for module, name in ((reading, "read_header"), (row_files, "parse_yaml"), (sites, "parse_yaml")):
        monkeypatch.setattr(module, name, _over_a_bomb(fail, getattr(module, name)))

    line = fail.__code__.co_firstlineno + 1
    said = f"读这个文件时程序出错（ZeroDivisionError，{Path(__file__).name}:{line}），没有采用，别的文件照常"
    assert _told(write_cluster(tmp_path, FILES)) == dict.fromkeys(("accepted.yaml", "news/bomb.md", "stations.yaml"), said)


@pytest.mark.skipif(sys.platform != "linux", reason="a process that was forked knows what was put in the way")
def test_a_file_that_ends_its_process_is_left_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    parent = os.getpid()

    def end() -> None:
        assert os.getpid() != parent, "read where the run itself would end"
        os._exit(7)

    monkeypatch.setattr(recall, "MANY", 2)
    monkeypatch.setattr(reading, "read_header", _over_a_bomb(end, reading.read_header))
    said = {"news/bomb.md": "读这个文件时程序出错（它使进程意外结束），没有采用，别的文件照常"}
    assert _told(write_cluster(tmp_path, FILES), jobs=2) == said

    monkeypatch.setattr(recall, "MANY", 200)
    (tmp_path / HOME / "news/a.md").write_text(article("稿件a", "改了。"), encoding="utf-8")
    assert _told(tmp_path) == said, "it is not read again, here or anywhere"
