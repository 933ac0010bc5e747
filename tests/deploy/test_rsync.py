"""Whenever an upload ends, and whatever is built meanwhile, every public link of the server leads to a whole release."""

import os
import shutil
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from clusters import NOW, public_tree, run, write_cluster
from publish.crashes import edit, torn_sites
from wangqun.cli import main
from wangqun.options import Options

from .servers import program

pytestmark = pytest.mark.usefixtures("in_one_process")

WRAPPER = """\
#!/bin/sh
echo x >> {folder}/calls
[ "$(wc -l < {folder}/calls)" = "$STOP_AT" ] && exit 12
{real} "$@" || exit $?
if [ "$STOP_AT" = 0 ]; then
    {python} -m wangqun -C {root} build --no-wait --today 2026-11-23
    echo $? >> {folder}/codes
fi
exit 0
"""


def upload(root: Path, *more: str) -> Result:
    return CliRunner().invoke(main, ["-C", str(root), "deploy", "rsync", *more])


@pytest.fixture
def root(tmp_path: Path) -> Path:
    program("rsync")
    root = write_cluster(tmp_path / "cluster", {})
    edit(root, 0)
    run(root, NOW, options=Options(whoosh=False))
    return root


def test_the_server_has_what_is_public_here_and_nothing_else(root: Path, tmp_path: Path) -> None:
    target = tmp_path / "srv" / "rd"
    target.parent.mkdir()
    for number in (1, 2):
        edit(root, number)
        run(root, NOW, options=Options(keep=2, whoosh=False))
        assert upload(root, str(target)).exit_code == 0
        assert public_tree(target) == public_tree(root)
    kept = sorted(path.relative_to(root / "build/releases") for path in (root / "build/releases").rglob("*"))

    assert sorted(path.relative_to(target / "build/releases") for path in (target / "build/releases").rglob("*")) == kept
    assert sorted(path.name for path in (target / "build").iterdir()) == ["public", "releases", "search"]
    page = next(path for path in (target / "build/releases/shi").rglob("404.html"))
    assert page.stat().st_nlink > 1, "hard links stay hard links"


def test_a_withdrawn_text_leaves_the_server(root: Path, tmp_path: Path) -> None:
    upload(root, str(tmp_path / "srv"))
    good = next((root / "content").glob("*/xian/news/good.md"))
    text = good.read_text(encoding="utf-8")
    good.write_text(text.replace("---\n", "---\nwithdrawn: {reason: 有误, time: 2026-11-01}\n", 1), encoding="utf-8")
    run(root, NOW, options=Options(keep=1, whoosh=False))
    upload(root, str(tmp_path / "srv"))
    left = [
        path for path in (tmp_path / "srv").rglob("*") if path.is_file() and "第0次改动，第1个站点".encode() in path.read_bytes()
    ]

    assert left == []


@pytest.mark.parametrize("stop_at", [1, 2, 3, 0])
def test_no_link_dangles_wherever_it_stops_and_no_build_comes_between(
    root: Path, tmp_path: Path, stop_at: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "srv"
    assert upload(root, str(target)).exit_code == 0
    edit(root, 1)
    run(root, NOW, options=Options(keep=1, whoosh=False))  # the release that the server shows is no more
    edit(root, 9)
    tools = tmp_path / "bin"
    tools.mkdir()
    wrapper = tools / "rsync"
    values = {"folder": tmp_path, "real": shutil.which("rsync"), "python": sys.executable, "root": root}
    wrapper.write_text(WRAPPER.format(**values), encoding="utf-8")
    wrapper.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tools}:{os.environ['PATH']}")
    monkeypatch.setenv("STOP_AT", str(stop_at))
    result = upload(root, str(target))
    codes = (tmp_path / "codes").read_text(encoding="utf-8").split() if (tmp_path / "codes").exists() else []

    assert torn_sites(target) == ()
    assert result.exit_code == (1 if stop_at else 0)
    assert codes == ([] if stop_at else ["2"] * 3), "every build that would have begun meanwhile"
    monkeypatch.setenv("STOP_AT", "none")
    assert upload(root, str(target)).exit_code == 0
    assert public_tree(target) == public_tree(root)


def test_readers_of_the_server_never_meet_a_hole(root: Path, tmp_path: Path) -> None:
    target = tmp_path / "srv"
    upload(root, str(target))
    stop, wrong, count = threading.Event(), [], [0]

    def read() -> None:
        while not stop.is_set():
            for site in ("sheng", "shi", "xian"):
                try:
                    count[0] += b"</html>" in (target / "build/public" / site / "article/good.html").read_bytes()
                    list((target / "build/public" / site / "search/d").iterdir())
                except OSError as error:
                    wrong.append(str(error))

    reader = threading.Thread(target=read)
    reader.start()
    for number in (1, 2, 3):
        edit(root, number)
        run(root, NOW, options=Options(keep=1, whoosh=False))
        upload(root, str(target))
    stop.set()
    reader.join()

    assert wrong == []
    assert count[0] > 50


def test_what_cannot_be_sent_is_refused_in_words(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "不是可以传去的地方" in upload(root, "--", "--delete").output
    shutil.rmtree(next((root / "build/releases/shi").iterdir()))
    assert "站点 shi 的版本不在" in upload(root, str(tmp_path / "srv")).output
    assert not (tmp_path / "srv").exists()
    assert "还没有生成" in upload(write_cluster(tmp_path / "other", {}), str(tmp_path / "srv")).output
    monkeypatch.setenv("PATH", str(tmp_path))
    assert upload(root, str(tmp_path / "srv")).exit_code == 2


def test_the_steps_are_listed(root: Path) -> None:
    listed = upload(root, "web:/srv/rd/", "--option=--bwlimit=2m", "--dry-run").output.splitlines()

    assert [line.split()[0] for line in listed] == ["rsync"] * 3
    assert all(line.endswith(" web:/srv/rd/") and "--bwlimit=2m" in line for line in listed)
    assert subprocess.run(["rsync", "--version"], check=True, capture_output=True).returncode == 0
