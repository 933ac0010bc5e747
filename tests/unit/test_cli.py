"""The command: exit codes, options, JSON."""

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from clusters import FAULTS, NOW, article, read_folder, write_cluster
from wangqun.authoring.schema import FORMS
from wangqun.cli import main
from wangqun.records import KINDS, folders
from wangqun.records.kind import Kind
from wangqun.reports.report import Report

pytestmark = pytest.mark.usefixtures("in_one_process")

COMMANDS = [
    [],
    ["build"],
    ["check"],
    ["plan"],
    ["why"],
    ["rollback"],
    ["forget"],
    ["report"],
    ["search"],
    ["export"],
    ["serve"],
    ["init"],
    ["deploy"],
    ["deploy", "nginx"],
    ["deploy", "caddy"],
    ["deploy", "rsync"],
    ["new"],
    ["new", "article"],
    ["new", "page"],
    ["new", "site"],
    ["compare"],
    ["compare", "law"],
    ["schema"],
]
BROKEN = {"content/county/xian/news/a.md": article(body="[x](id:xian:article/none)")}
WARNED = {"content/county/xian/news/a.md": article(body="[x](id:shi:article/none)")}


def command(*args: object) -> Result:
    """Run the command in this process."""
    return CliRunner().invoke(main, [str(arg) for arg in args])


@pytest.mark.parametrize("name", COMMANDS, ids=" ".join)
def test_every_command_has_help(name: list[str]) -> None:
    result = command(*name, "--help")

    assert result.exit_code == 0
    assert "Usage:" in result.output
    assert result.output == command(*name, "-h").output


def test_a_sound_cluster_exits_with_0(tmp_path: Path) -> None:
    write_cluster(tmp_path, {})
    result = command("-C", tmp_path, "build", "--today", "2026-11-23", "-j", 1)

    assert result.exit_code == 0, result.output
    assert [
        word
        for word in ("load", "resolve", "plan", "build", "index", "check", "search", "publish", "没有问题")
        if word not in result.output
    ] == []
    assert (tmp_path / "build/public/xian/article/good.html").is_file()


def test_a_block_exits_with_1_and_says_where_and_what_to_do(tmp_path: Path) -> None:
    result = command("-C", write_cluster(tmp_path, BROKEN), "build", "--today", "2026-11-23", "-j", 1)

    assert result.exit_code == 1
    assert "content/county/xian/news/a.md:6:5: 阻断 [link-internal-broken]" in result.output
    assert "→ 写成 [文字](文件名.md)" in result.output
    assert "content/county/xian/news/a.md　没有发布（阻断 1 条）\n" in result.output
    assert (tmp_path / "build/public/xian/article/good.html").is_file()


def test_a_warning_exits_with_1_only_when_strict(tmp_path: Path) -> None:
    write_cluster(tmp_path, WARNED)

    assert command("-C", tmp_path, "check", "--today", "2026-11-23", "-j", 1).exit_code == 0
    assert command("-C", tmp_path, "check", "--strict", "--today", "2026-11-23", "-j", 1).exit_code == 1


def test_a_check_publishes_nothing(tmp_path: Path) -> None:
    result = command("-C", write_cluster(tmp_path, {}), "check", "-j", 1)

    assert result.exit_code == 0
    assert not (tmp_path / "build/public").exists()


@pytest.mark.parametrize(
    "args",
    [
        ["build", "nobody"],
        ["build", "--today", "2026-03"],
        ["build", "--today", "昨天"],
        ["build", "--jobs", "0"],
        ["build", "--none"],
        ["none"],
        ["serve", "--no-watch"],
        ["serve", "--port", "70000"],
        ["new", "article", "xian", "标题"],
        ["schema", "none"],
    ],
    ids=" ".join,
)
def test_wrong_use_exits_with_2(args: list[str], tmp_path: Path) -> None:
    result = command("-C", write_cluster(tmp_path, {}), *args)

    assert result.exit_code == 2, result.output
    assert "Traceback" not in result.output


def test_no_cluster_exits_with_2_and_says_how_to_make_one(tmp_path: Path) -> None:
    result = command("-C", tmp_path, "build")

    assert result.exit_code == 2
    assert "wangqun init" in result.output


@pytest.mark.parametrize(
    "args", [["build"], ["check"], ["plan"], ["rollback", "xian"], ["verify"], ["search", "文"], ["forget", "xian"]]
)
def test_nothing_is_left_where_there_is_no_cluster(args: list[str], tmp_path: Path) -> None:
    refused = [command("-C", folder, *args) for folder in (tmp_path, tmp_path / "nowhere")]

    assert [result.exit_code for result in refused] == [2, 2]
    assert list(tmp_path.iterdir()) == []


def test_a_faulty_cluster_file_is_told_with_its_line(tmp_path: Path) -> None:
    write_cluster(tmp_path, {"sites/cluster.yaml": "name: 群\nroot: sheng\nbase_url: nowhere\nlevels: []\n"})
    result = command("-C", tmp_path, "build")

    assert result.exit_code == 1
    assert "sites/cluster.yaml:3:1: 阻断 [field-invalid]" in result.output
    assert "sites/cluster.yaml:4:1: 阻断 [field-invalid]" in result.output


def test_a_missing_theme_exits_with_2(tmp_path: Path) -> None:
    result = command("-C", write_cluster(tmp_path, {"pelicanconf.py": 'THEME = "none"\n'}), "build")

    assert result.exit_code == 2
    assert "没有主题“none”" in result.output


def test_json_is_all_that_is_printed(tmp_path: Path) -> None:
    result = command("-C", write_cluster(tmp_path, BROKEN), "build", "--json", "--today", "2026-11-23 08:00", "-j", 1)
    report = json.loads(result.stdout)

    assert result.exit_code == 1
    assert report.keys() == Report().as_json(NOW).keys()
    assert report["now"] == "2026-11-23T08:00:00+08:00"
    assert [finding["code"] for finding in report["findings"]] == ["link-internal-broken"]


def test_today_decides_what_is_public(tmp_path: Path) -> None:
    write_cluster(tmp_path, {"content/county/xian/news/later.md": article(date="2026-12-01 09:00")})
    page = tmp_path / "build/public/xian/article/later.html"
    command("-C", tmp_path, "build", "--today", "2026-12-01 08:59", "-j", 1)
    assert not page.exists()

    command("-C", tmp_path, "build", "--today", "2026-12-01 09:00", "-j", 1)

    assert page.exists()


def test_a_new_cluster_builds_without_a_block(tmp_path: Path) -> None:
    folder = tmp_path / "cluster"

    assert command("init", folder).exit_code == 0
    result = command("-C", folder, "build", "-j", 1)
    assert result.exit_code == 0, result.output
    assert all((folder / f"build/public/{site}/page/welcome.html").is_file() for site in ("shengji", "shiji", "xianji"))


@pytest.mark.parametrize("kind", folders(KINDS).values(), ids=lambda kind: kind.name)
def test_every_kind_with_a_folder_has_a_command(kind: Kind, tmp_path: Path) -> None:
    root = write_cluster(tmp_path, {})
    made = command("-C", root, "new", kind.name, "xian", "标题", "--slug", "one")

    assert made.exit_code == 0, made.output
    assert f"content/county/xian/{kind.folder}/one.md" in made.output
    assert (root / f"content/county/xian/{kind.folder}/one.md").is_file()


def test_a_new_article_and_a_new_site_build_too(tmp_path: Path) -> None:
    folder = tmp_path / "cluster"
    command("init", folder)
    made = command("-C", folder, "new", "article", "xianji", "大坝: “检查”", "--slug", "dam", "--column", "notices")
    site = command("-C", folder, "new", "site", "county", "xinxian", "新县人民代表大会", "--parent", "shiji", "--code", "980122")
    path = folder / "content/county/xianji/notices/dam.md"
    text = path.read_text(encoding="utf-8").replace("status: draft\n", "")
    path.write_text(re.sub("请(?:填写|在这里|用一句话).*", "已写好", text), encoding="utf-8")
    result = command("-C", folder, "build", "-j", 1)

    assert (made.exit_code, site.exit_code) == (0, 0)
    assert result.exit_code == 0, result.output
    assert "大坝: “检查”" in (folder / "build/public/xianji/article/dam.html").read_text(encoding="utf-8")
    assert (folder / "build/public/xinxian/index.html").is_file()


@pytest.mark.parametrize(
    "args",
    [
        ["new", "article", "nobody", "标题", "--slug", "a"],
        ["new", "article", "xian", "标题", "--slug", "../a"],
        ["new", "article", "xian", "标题", "--slug", "a", "--column", "../../city/shi/news"],
        ["new", "article", "xian", "标题", "--slug", "good"],
        ["new", "site", "county", "xian", "县", "--parent", "shi"],
        ["new", "site", "county", "person", "县", "--parent", "shi"],
        ["new", "site", "county", "../x", "县", "--parent", "shi"],
        ["new", "site", "county", "xin", "县", "--parent", "nobody"],
        ["init", "."],
    ],
    ids=" ".join,
)
def test_what_cannot_be_made_is_refused(args: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(write_cluster(tmp_path, {}))
    before = sorted(tmp_path.rglob("*"))
    result = command(*args)

    assert result.exit_code == 2
    assert result.output.startswith("错误：")
    assert before == sorted(tmp_path.rglob("*"))


def test_schemas_are_listed_shown_and_written(tmp_path: Path) -> None:
    names = sorted(FORMS)

    assert names == command("schema").output.split()
    assert json.loads(command("schema", "site").output)["title"] == "站点"
    assert command("schema", "--out", tmp_path / "out").exit_code == 0
    assert [f"{name}.json" for name in names] == sorted(path.name for path in (tmp_path / "out").iterdir())


def test_the_version_is_told() -> None:
    assert "wangqun" in command("--version").output


TWO_SITES = BROKEN | {"content/city/shi/news/a.md": article(body="[x](id:xian:article/none)")}


@pytest.mark.parametrize("verb", ["build", "check"])
def test_one_site_s_findings_and_the_cluster_s_are_all_that_is_told_of_it(verb: str, tmp_path: Path) -> None:
    flows = {"sites/cluster.yaml": read_folder(FAULTS / "flow-unknown")["sites/cluster.yaml"]}
    root = write_cluster(tmp_path, TWO_SITES | flows)
    both = command("-C", root, verb, "--today", "2026-11-23", "-j", 1)
    shi = command("-C", root, verb, "shi", "--today", "2026-11-23", "-j", 1)
    as_json = json.loads(command("-C", root, verb, "shi", "--today", "2026-11-23", "-j", 1, "--json").stdout)

    assert ["content/county/xian" in result.output for result in (both, shi)] == [True, False]
    assert ["content/city/shi" in result.output for result in (both, shi)] == [True, True]
    assert (both.exit_code, shi.exit_code) == (1, 0)
    assert {finding["site"] for finding in as_json["findings"]} == {"", "shi"}


def test_the_report_is_named(tmp_path: Path) -> None:
    root = write_cluster(tmp_path, {})
    both = command("-C", root, "build", "--today", "2026-11-23", "-j", 1)
    one = command("-C", root, "check", "xian", "--today", "2026-11-23", "-j", 1)

    assert f"报告：{root}/build/reports/index.html" in both.output
    assert f"报告：{root}/build/reports/xian.html" in one.output


def test_several_sites_are_summed_up_worst_first(tmp_path: Path) -> None:
    output = command("-C", write_cluster(tmp_path, TWO_SITES), "check", "--today", "2026-11-23", "-j", 1).output
    lines = [line.split() for line in output.splitlines() if line.startswith("  ") and "条" in line]

    assert lines == [["xian", "阻断", "1", "条"], ["shi", "警告", "1", "条"]]


def test_no_colour_is_honoured(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = write_cluster(tmp_path, BROKEN)
    monkeypatch.setenv("FORCE_COLOR", "1")
    coloured = command("-C", root, "check", "--today", "2026-11-23", "-j", 1).output
    monkeypatch.setenv("NO_COLOR", "1")
    plain = command("-C", root, "check", "--today", "2026-11-23", "-j", 1).output

    assert ["\x1b[1;31m" in coloured, "[1;31m" in plain] == [True, False]
