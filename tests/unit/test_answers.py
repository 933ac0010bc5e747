"""A command that fails: one object for programs whatever happens, one line for people, one crash file where the guide says."""

import errno
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from io import BytesIO, TextIOWrapper
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner, Result
from filelock import FileLock

from clusters import NOW, REPO, article, write_cluster
from wangqun import pipeline
from wangqun.__main__ import _in_utf8
from wangqun.cli import main
from wangqun.cli.failures import CRASH
from wangqun.reports.report import Report
from wangqun.serve import building
from wangqun.stages import publish
from wangqun.store.lock import PATH

KEYS = set(Report().as_json(NOW))
DAY = ("--today", "2026-11-23", "-j", 1)


def command(*args: object) -> Result:
    return CliRunner().invoke(main, [str(arg) for arg in args])


def failing(error: BaseException) -> Callable[..., Any]:
    def fail(*_: object, **__: object) -> Any:
        raise error

    return fail


def full(path: object = "/srv/rd/build/x") -> OSError:
    return OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder for temporary files, a new one."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write_cluster(tmp_path / "cluster", {})


def break_disk(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "load", failing(full()))


def break_disk_for_the_lock(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (root / "build").symlink_to(root.parent / "not mounted")  # a file there would make way


def break_us(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "load", failing(ZeroDivisionError("by zero")))


def break_memory(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "resolve", failing(MemoryError()))


def break_cluster_file(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (root / "sites/cluster.yaml").write_text("name: [", encoding="utf-8")


def break_cluster_bytes(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (root / "sites/cluster.yaml").write_bytes(b"\xff\xfe")


def lose_cluster_file(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (root / "sites/cluster.yaml").unlink()


def break_settings(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (root / "pelicanconf.py").write_text("\nTHEME = \n", encoding="utf-8")


def raise_in_settings(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (root / "pelicanconf.py").write_text("THEME = 'renda'\nimport nothing_of_this_name\n", encoding="utf-8")


def exit_in_settings(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (root / "pelicanconf.py").write_text("raise SystemExit(0)\n", encoding="utf-8")


def lose_theme(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (root / "pelicanconf.py").write_text("THEME = 'none'\n", encoding="utf-8")


def interrupt(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "load", failing(KeyboardInterrupt()))


FAILURES = [
    (break_disk, "system", 1, "磁盘满了（/srv/rd/build/x）"),
    (break_disk_for_the_lock, "system", 1, "（"),
    (break_us, "internal", 1, "ZeroDivisionError"),
    (break_memory, "internal", 1, "MemoryError"),
    (break_cluster_file, "cluster", 1, "sites/cluster.yaml 有错"),
    (break_cluster_bytes, "cluster", 1, "sites/cluster.yaml 有错"),
    (lose_cluster_file, "cluster", 2, "不是网站群"),
    (break_settings, "settings", 2, "pelicanconf.py 第 2 行运行出错（SyntaxError"),
    (raise_in_settings, "settings", 2, "pelicanconf.py 第 2 行运行出错（ModuleNotFoundError"),
    (exit_in_settings, "settings", 2, "pelicanconf.py 第 1 行运行出错（SystemExit"),
    (lose_theme, "settings", 2, "没有主题“none”"),
    (interrupt, "interrupted", 130, "已中断"),
]


@pytest.mark.usefixtures("temporary")
@pytest.mark.parametrize("verb", ["build", "check"])
@pytest.mark.parametrize(("harm", "kind", "code", "said"), FAILURES, ids=[harm.__name__ for harm, *_ in FAILURES])
def test_the_object_is_printed_whatever_happens(
    harm: Callable[..., None], kind: str, code: int, said: str, verb: str, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    harm(root, monkeypatch)
    result = command("-C", root, verb, "--json", *DAY)
    report = json.loads(result.stdout)

    assert (result.exit_code, set(report)) == (code, KEYS)
    assert report["error"]["kind"] == kind
    assert said in report["error"]["message"]
    assert "Traceback" not in result.output
    assert bool(report["findings"]) is (kind == "cluster" and code == 1)


@pytest.mark.parametrize("form", ["sarif", "codequality", "github"])
def test_other_formats_tell_a_failure_too(form: str, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    break_disk(root, monkeypatch)
    for written in (("--format", form), (f"--format={form}",)):
        result = command("-C", root, "check", *written, *DAY)

        assert result.exit_code == 1
        assert "磁盘满了" in result.stdout


def test_a_lock_that_another_holds_is_told(root: Path) -> None:
    (root / PATH).parent.mkdir(parents=True)
    with FileLock(root / PATH):
        result = command("-C", root, "build", "--no-wait", "--json", *DAY)
    report = json.loads(result.stdout)

    assert (result.exit_code, report["error"]["kind"]) == (2, "busy")
    assert "另一次生成正在进行" in report["error"]["message"]


@pytest.mark.parametrize(
    ("args", "whole"),
    [
        (("build", "nobody", "--json"), True),
        (("build", "--json", "--today", "昨天"), True),
        (("check", "--json", "--none"), True),
        (("check", "--json", "--jobs", "0"), True),
        (("check", "--json", "--format", "sarif"), True),
        (("check", "--format", "json", "--today", "昨天"), True),
        (("check", "--json", "--dialects", "--baseline", "x"), True),
        (("build", "xian", "--only-content", "xian", "--json"), True),
        (("plan", "--json", "--none"), False),
        (("plan", "nobody", "--json"), False),
        (("why", "--json"), False),
        (("why", "xian:article/none", "--json"), False),
        (("people", "show", "person:none", "--json"), False),
        (("search", "大坝", "--json", "--limit", "0"), False),
        (("none", "--json"), False),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_wrong_use_is_told_as_an_object_too(args: tuple[str, ...], whole: bool, root: Path) -> None:
    result = command("-C", root, *args)
    told = json.loads(result.stdout)

    assert result.exit_code == 2
    assert told["error"]["message"]
    assert set(told) == (KEYS if whole else {"error", "findings"})


def test_a_wrong_folder_is_told_as_an_object_too(root: Path) -> None:
    result = command("-C", root / "sites/cluster.yaml", "plan", "--json")

    assert (result.exit_code, json.loads(result.stdout)["error"]["kind"]) == (2, "usage")


def test_nothing_but_a_line_is_printed_to_people(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    break_disk(root, monkeypatch)
    result = command("-C", root, "check", *DAY)

    assert (result.stdout, result.exit_code) == ("", 1)
    assert result.stderr == "错误：磁盘满了（/srv/rd/build/x）。各站点仍是完整的；处理后再生成一次。\n"


def test_a_disk_that_is_full_for_one_site_fails_that_site(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    show = publish._show

    def no_room(public: Path, site: str, digest: str) -> None:
        if site == "xian":
            raise full()
        show(public, site, digest)

    monkeypatch.setattr(publish, "_show", no_room)
    result = command("-C", root, "build", "--json", *DAY)
    report = json.loads(result.stdout)

    assert (result.exit_code, report["error"]) == (1, None)
    assert {site: told["outcome"] for site, told in report["sites"].items()} == {
        "sheng": "published",
        "shi": "published",
        "xian": "failed",
    }
    assert report["sites"]["xian"]["new"] == {"block": 1, "warn": 0, "info": 0}


def test_an_output_that_takes_nothing_is_told_without_a_traceback(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    echo = click.echo

    def no_room(message: object = None, *args: Any, err: bool = False, **kwargs: Any) -> None:
        if not err:
            raise full("<stdout>")
        echo(message, *args, err=err, **kwargs)

    monkeypatch.setattr(click, "echo", no_room)
    result = command("-C", root, "check", "--json", *DAY)

    assert (result.exit_code, result.stdout) == (1, "")
    assert "磁盘满了" in result.stderr


def test_what_programs_read_is_utf_8_on_every_terminal(root: Path) -> None:
    write_cluster(root, {"content/county/xian/news/a.md": article(body="[x](id:xian:article/😀)")}, base=False)
    args = [sys.executable, "-m", "wangqun", "-C", str(root), "check", "--format", "json", *map(str, DAY)]
    done = subprocess.run(args, capture_output=True, env={**os.environ, "PYTHONIOENCODING": "gbk"}, check=False)

    assert (done.returncode, "😀" in done.stdout.decode("utf-8")) == (1, True), done.stderr.decode("gbk", "replace")


@pytest.mark.parametrize("form", ["json", "sarif", "codequality", "github"])
def test_each_form_for_programs_is_utf_8_on_every_terminal(form: str, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_cluster(root, {"content/county/xian/news/a.md": article(body="[x](id:xian:article/😀)")}, base=False)
    terminal = BytesIO()
    monkeypatch.setattr(sys, "stdout", TextIOWrapper(terminal, encoding="gbk"))
    with pytest.raises(SystemExit) as ended:
        main(["-C", str(root), "check", "--format", form, *map(str, DAY)])
    sys.stdout.flush()

    assert (ended.value.code, "😀" in terminal.getvalue().decode("utf-8")) == (1, True)


def test_names_of_files_are_utf_8_in_every_locale(root: Path) -> None:
    write_cluster(root, {"content/county/xian/news/中文名.md": article("中文名的一篇")}, base=False)
    plain = {name: value for name, value in os.environ.items() if not name.startswith(("LC_", "LANG", "PYTHONIOENCODING"))}
    locale = plain | {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    said = []
    for args in (("build", *map(str, DAY)), ("search", "中文名的一篇")):
        done = subprocess.run(
            [sys.executable, "-m", "wangqun", "-C", str(root), *args], capture_output=True, env=locale, check=False
        )
        said.append((done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8")))

    assert (root / "build/public/xian/article/中文名.html").is_file(), said
    assert "xian:article/中文名" in said[1][1]


@pytest.mark.parametrize(
    ("given", "started"), [(b"build", b"build"), ("水库".encode(), "水库".encode()), ("水库".encode("gbk"), "水库".encode())]
)
def test_what_was_typed_stays_the_same_in_another_locale(given: bytes, started: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "fsencode", lambda text: text.encode("gbk", "surrogateescape"))

    assert _in_utf8(given.decode("gbk", "surrogateescape")) == started


def test_a_terminal_that_lacks_a_character_stops_nothing(root: Path) -> None:
    write_cluster(root, {"content/county/xian/news/a.md": article(body="[x](id:xian:article/😀)")}, base=False)
    args = [sys.executable, "-m", "wangqun", "-C", str(root), "check", *map(str, DAY)]
    done = subprocess.run(args, capture_output=True, env={**os.environ, "PYTHONIOENCODING": "gbk:strict"}, check=False)

    assert (done.returncode, done.stderr) == (1, b"")
    assert "id:xian:article/\\U0001f600" in done.stdout.decode("gbk")


@pytest.mark.parametrize("args", [("check",), ("plan",), ("why", "a"), ("people",), ("people", "show", "person:a")], ids=str)
def test_a_crash_is_put_down_in_the_one_file_that_the_guide_names(
    args: tuple[str, ...], root: Path, temporary: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("wangqun.pipeline", "wangqun.operations", "wangqun.ask.why", "wangqun.ask.people"):
        monkeypatch.setattr(f"{module}.load", failing(ZeroDivisionError("by zero")), raising=False)
    for _ in range(2):
        result = command("-C", root, *args)

        assert result.exit_code == 1
        assert result.stderr == f"内部错误：ZeroDivisionError: by zero。请把 {temporary / CRASH} 转给技术人员。\n"
    (file,) = temporary.iterdir()
    assert (file.name, file.stat().st_mode & 0o777) == ("wangqun-crash.txt", 0o600)
    assert "Traceback" in file.read_text(encoding="utf-8")
    assert f"`{file.name}`" in (REPO / "docs/operators.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("kind", ["link", "folder"])
def test_what_somebody_laid_in_the_crash_files_place_is_not_written_through(
    kind: str, root: Path, temporary: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    victim = tmp_path / "victim"
    victim.write_text("as it was", encoding="utf-8")
    (temporary / CRASH).symlink_to(victim) if kind == "link" else (temporary / CRASH).mkdir()
    break_us(root, monkeypatch)
    result = command("-C", root, "check", *DAY)

    assert victim.read_text(encoding="utf-8") == "as it was"
    told = result.stderr.partition("请把 ")[2].partition(" 转给")[0]
    assert "ZeroDivisionError" in Path(told).read_text(encoding="utf-8")
    assert (told == str(temporary / CRASH)) is (kind == "link")


def test_a_crash_on_a_full_disk_is_told_without_its_file(root: Path, temporary: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    break_us(root, monkeypatch)
    monkeypatch.setattr(tempfile, "NamedTemporaryFile", failing(full()))
    result = command("-C", root, "check", "--json", *DAY)

    assert json.loads(result.stdout)["error"]["message"].endswith(f"详情没有写下来（{temporary}：磁盘满了）。")
    assert result.exit_code == 1


def test_the_preview_says_why_a_build_could_not_run(root: Path) -> None:
    (root / "sites/cluster.yaml").write_text("name: [", encoding="utf-8")
    outcome = building.build_once(root)

    assert outcome.trouble == "错误：sites/cluster.yaml 有错，无法继续。"
    assert [finding["code"] for finding in outcome.findings] == ["yaml-syntax"]


OURS = {"content/county/xian/news/a.md": article(body="[x](id:xian:article/none)")}
THEIRS = {"content/city/shi/news/b.md": article(body="[x](id:shi:article/none)")}


def test_one_countys_old_mistake_does_not_fail_anothers_push(root: Path, tmp_path: Path) -> None:
    write_cluster(root, OURS, base=False)
    old = command("-C", root, "check", "--json", *DAY)
    (tmp_path / "old.json").write_text(old.stdout, encoding="utf-8")
    (tmp_path / "as-written.json").write_bytes((root / "build/reports/report.json").read_bytes())
    path = root / next(iter(OURS))
    path.write_text(path.read_text(encoding="utf-8").replace("[x]", "多一行。\n\n[x]"), encoding="utf-8")
    results = {}
    for name in ("old", "as-written"):
        for verb in ("check", "build"):
            results[name, verb] = command("-C", root, verb, "--baseline", tmp_path / f"{name}.json", *DAY)
    without = command("-C", root, "check", *DAY)
    strict = command("-C", root, "check", "--strict", "--baseline", tmp_path / "old.json", *DAY)
    write_cluster(root, THEIRS, base=False)
    pushed = command("-C", root, "check", "--baseline", tmp_path / "old.json", *DAY)
    told = json.loads(command("-C", root, "check", "--json", "--baseline", tmp_path / "old.json", *DAY).stdout)

    assert old.exit_code == without.exit_code == pushed.exit_code == 1
    assert {result.exit_code for result in (*results.values(), strict)} == {0}
    assert "旧的（基准里已有）没有列出：阻断 1 条" in results["old", "check"].output
    assert "  新 content/city/shi/news/b.md:6:5: 阻断 [link-internal-broken]" in pushed.output
    assert "content/county/xian/news/a.md" not in pushed.output
    assert "检查：阻断 2 条，其中新的：阻断 1 条。" in pushed.output
    assert [line.split() for line in pushed.output.splitlines() if line.startswith("  shi") or line.startswith("  xian")] == [
        ["shi", "阻断", "1", "条，其中新的：阻断", "1", "条"],
        ["xian", "阻断", "1", "条，其中新的：没有"],
    ]
    assert {site: (one["new"]["block"], one["old"]["block"]) for site, one in told["sites"].items()} == {
        "sheng": (0, 0),
        "shi": (1, 0),
        "xian": (0, 1),
    }
    assert [(finding["site"], finding["new"]) for finding in told["findings"]] == [("shi", True), ("xian", False)]
    assert told["baseline"] == {"file": str(tmp_path / "old.json"), "problem": ""}


@pytest.mark.parametrize("content", [None, b"\xff\xfe", b"{}"], ids=str)
def test_a_baseline_that_is_none_is_told_and_all_counts(content: bytes | None, root: Path, tmp_path: Path) -> None:
    write_cluster(root, OURS, base=False)
    path = tmp_path / "old.json"
    if content is not None:
        path.write_bytes(content)
    words = command("-C", root, "check", "--baseline", path, *DAY)
    told = json.loads(command("-C", root, "check", "--json", "--baseline", path, *DAY).stdout)

    assert (words.exit_code, told["findings"][0]["new"]) == (1, True)
    assert f"基准 {path} 不能用：{told['baseline']['problem']}。全部检查结果都算新的。" in words.output


def test_the_last_report_may_be_its_own_baseline(root: Path) -> None:
    write_cluster(root, OURS, base=False)
    path = root / "build/reports/report.json"
    codes = [command("-C", root, "build", "--baseline", path, *DAY).exit_code for _ in range(3)]

    assert codes == [1, 0, 0]


def test_a_site_that_is_withheld_is_told_by_its_outcome(root: Path) -> None:
    text = (root / "sites/county/xian.yaml").read_text(encoding="utf-8")
    (root / "sites/county/xian.yaml").write_text(text.partition("footer:")[0], encoding="utf-8")
    cluster = root / "sites/cluster.yaml"
    cluster.write_text(cluster.read_text(encoding="utf-8") + "production: true\n", encoding="utf-8")
    text = (root / "sites/city/shi.yaml").read_text(encoding="utf-8")
    (root / "sites/city/shi.yaml").write_text(text.replace("parent: sheng", "parent: nobody"), encoding="utf-8")
    result = command("-C", root, "build", *DAY)
    told = json.loads(command("-C", root, "build", "--json", *DAY).stdout)
    planned = json.loads(command("-C", root, "plan", "--json").stdout)

    assert {site: one["outcome"] for site, one in told["sites"].items()} == {
        "sheng": "unchanged",
        "shi": "withheld",
        "xian": "withheld",
    }
    assert "未发布的站点（保留上次的内容）：shi（检查不许发布）、xian（检查不许发布）" in result.output
    assert planned["withheld"] == ["shi"]
