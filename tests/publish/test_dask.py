"""A real scheduler with real workers, over TLS: one of them is of no use, one is killed, and nobody can tell from the bytes."""

import json
import os
import re
import signal
import subprocess
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

import wangqun.away
from clusters import NOW, article, copy_demo, public_tree, run, tree, write_cluster
from machines import machines, write_keys
from wangqun.away import elsewhere
from wangqun.away.sources import SETTING
from wangqun.cli import main
from wangqun.cli.machines import KEYS
from wangqun.domain.asked import Dask
from wangqun.options import Listener, Options


class Killer(Listener):
    """Kills a worker when the first site is built."""

    def __init__(self, worker: "subprocess.Popen[bytes]") -> None:
        self.worker = worker
        self.sites: list[str] = []

    def built(self, site: str) -> None:
        """One site is built, others are in its hands."""
        if not self.sites:
            os.kill(self.worker.pid, signal.SIGKILL)
        self.sites.append(site)


def test_the_demo_by_others_is_the_demo(demo: Path, tmp_path: Path) -> None:
    """Three workers: one does not see the sources, one dies in the midst of it."""
    root = copy_demo(tmp_path / "root")
    nowhere = {SETTING: str(tmp_path / "nowhere")}
    with machines(tmp_path / "dask", [{}, nowhere, {}]) as found:
        security = {key: str(found.keys / name) for key, name in KEYS.items()}
        killer = Killer(found.workers[0])
        report = run(root, NOW, options=Options(dask=Dask(found.address, security=security)), listener=killer)
        assert found.workers[0].wait(10) == -signal.SIGKILL
        assert [worker.poll() for worker in found.workers[1:]] == [None, None]

    codes = [finding.code for finding in report.findings]
    assert "workers-gone" not in codes, "the last one did what was left"
    assert "worker-answer-refused" not in codes
    assert [finding.message for finding in report.findings if finding.code == "worker-unlike"] == [
        next(finding.message for finding in report.findings if str(tmp_path / "nowhere") in finding.message)
    ]
    assert len(killer.sites) == len(report.changed)
    assert public_tree(root) == public_tree(demo)
    assert tree(root / "build/manifests") == tree(demo / "build/manifests")


def test_strangers_are_not_spoken_with(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A certificate of another authority opens nothing; the run says so before it has written anything."""
    root = write_cluster(tmp_path / "root", {"content/county/xian/news/a.md": article()})
    monkeypatch.setattr(elsewhere, "PATIENCE", 40)
    others = write_keys(tmp_path / "others")
    with machines(tmp_path / "dask", []) as found:
        result = CliRunner().invoke(main, ["-C", str(root), "build", "--dask", found.address, "--dask-tls", str(others)])

    assert result.exit_code == 2
    assert re.search(rf"错误：连不上 dask（{found.address}）：", result.output)
    assert "Traceback" not in result.output
    assert not (root / "build/public").exists()


def test_without_dask_one_line_says_how_to_have_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = write_cluster(tmp_path / "root", {"content/county/xian/news/a.md": article()})

    def find(name: str) -> Any:
        return None if name == "distributed" else object()

    monkeypatch.setattr(wangqun.away, "find_spec", find)
    result = CliRunner().invoke(main, ["-C", str(root), "build", "--dask", "local:2"])

    assert result.exit_code == 2
    assert result.output.splitlines()[-1] == "错误：没有安装 dask。请运行：pip install 'wangqun[dask]'"


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("tcp://192.0.2.1:8786", "没有加密"),
        ("tcp://scheduler.example.org:8786", "写成 tls://scheduler.example.org:8786"),
        *(
            (bad, "应写成")
            for bad in (
                "local:0",
                "local:x",
                "local:65",
                "local",
                "tls://",
                "tls://h",
                "http://h:1",
                "tls://h:1/x",
                "tls://h:x",
                "",
            )
        ),
        ("tls://scheduler.example.org:8786", "--dask-tls"),
    ],
)
def test_where_nothing_may_or_can_be_sent(tmp_path: Path, address: str, told: str) -> None:
    result = CliRunner().invoke(main, ["-C", str(tmp_path), "build", "--dask", address], env={"WANGQUN_DASK_TLS": ""})

    assert result.exit_code == 2
    assert told in result.output


def test_a_key_that_is_missing_is_named(tmp_path: Path) -> None:
    keys = write_keys(tmp_path / "keys")
    (keys / "key.pem").unlink()
    result = CliRunner().invoke(main, ["-C", str(tmp_path), "build", "--dask", "tls://h:1", "--dask-tls", str(keys)])

    assert result.exit_code == 2
    assert "没有 key.pem" in result.output


def test_workers_of_this_machine_for_one_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`local:2` starts a scheduler and workers with certificates of the moment, and leaves nobody behind."""
    files = {f"content/county/xian/news/{number}.md": article(f"第{number}篇") for number in range(12)}
    here, root = (write_cluster(tmp_path / name, files) for name in ("here", "root"))
    run(here, NOW)
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setenv("TMPDIR", str(scratch))
    asked = ["-C", str(root), "build", "--dask", "local:2", "--no-whoosh", "--today", "2026-11-23", "--json"]
    result = CliRunner().invoke(main, asked)

    assert result.exit_code == 0, result.output
    assert not [finding for finding in json.loads(result.stdout)["findings"] if finding["code"].startswith("worker")]
    assert public_tree(root) == public_tree(here)
    assert [path for path in Path("/proc").glob("[0-9]*/cmdline") if _says(path, str(scratch))] == []


def _says(path: Path, text: str) -> bool:
    try:
        return text.encode() in path.read_bytes()
    except OSError:
        return False
