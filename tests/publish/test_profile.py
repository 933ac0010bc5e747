"""`--profile` tells where the time of a run went, and what did not have to be made."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from clusters import REPO, article, write_cluster
from wangqun.cli import main
from wangqun.cli.terminal import STAGES
from wangqun.store import sources, sweep

pytestmark = pytest.mark.usefixtures("in_one_process")

FILES = {"content/county/xian/news/one.md": article("第一篇", "正文。")}


def told(root: Path, *args: str) -> Any:
    result = CliRunner().invoke(main, ["-C", str(root), "build", "--today", "2026-11-23", "-j", "1", "--json", *args])
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def test_a_program_is_told_what_each_verb_site_and_kind_of_page_took(tmp_path: Path) -> None:
    root = write_cluster(tmp_path, FILES)
    first = told(root, "--profile")["profile"]
    plain = told(root)
    again = told(root, "--profile")["profile"]
    documented = (REPO / "docs/reference/report.md").read_text(encoding="utf-8")

    assert set(first["verbs"]) == set(STAGES)
    assert set(first["sites"]) == {"sheng", "shi", "xian"}
    assert all(each["cpu"] > 0 and each["seconds"] > 0 for each in first["sites"].values())
    assert first["verbs"]["build"]["seconds"] >= max(each["seconds"] for each in first["sites"].values())
    assert first["files"]["article"]["count"] == 4
    assert first["files"]["other"]["count"] > 3
    assert first["kept"] == {"sites": 0, "searches": 0}
    assert "profile" not in plain
    assert (again["sites"], again["files"], again["kept"]) == ({}, {}, {"sites": 3, "searches": 3})
    assert all(f"| `{key}" in documented for key in ("verbs.<", "sites.<", "files.<", "kept.sites", "kept.searches"))


def test_a_run_in_which_nothing_changed_makes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (sources, sweep):
        monkeypatch.setattr(module, "RACY", -(10**18))  # nothing is too young to be remembered
    root = write_cluster(tmp_path, FILES)
    told(root)
    profile = told(root, "--profile")["profile"]

    assert set(profile["verbs"]) == {"still"}
    assert (profile["sites"], profile["files"], profile["kept"]) == ({}, {}, {"sites": 3, "searches": 3})


def test_people_are_shown_a_table_after_the_summary(tmp_path: Path) -> None:
    root = write_cluster(tmp_path, FILES)
    result = CliRunner().invoke(main, ["-C", str(root), "build", "--today", "2026-11-23", "-j", "1", "--profile"])
    lines = result.output.splitlines()
    start = lines.index("用时（秒）：实际，计算（各进程合计）")

    assert lines[start - 1].startswith("报告：")
    assert [line.split()[0] for line in lines[start + 1 :]][: len(STAGES)] == list(STAGES)
    assert any(line.startswith("  站点 xian") for line in lines[start:])
    assert lines[-1] == "没有重做：0 个站点，0 个站点的搜索。"
