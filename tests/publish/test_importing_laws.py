"""`wangqun import law`: each file is taken for something and the command says for what; what is written loses nothing."""

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner, Result

from clusters import tree, write_cluster
from samples import docx
from wangqun.cli import main
from wangqun.domain.finding import Place
from wangqun.stages.load.names import name_fault

PASSED = "（2003年9月1日云泽省第十届人民代表大会常务委员会第四次会议通过{}）"
AMENDED = "　根据2015年3月27日云泽省第十二届人民代表大会常务委员会第十四次会议《关于修改〈云泽省灯会条例〉的决定》修正"
BODY = "第一条　为了办好灯会，制定本条例。\n\n第二条　{}\n\n第三条　本条例自2003年10月1日起施行。\n"
FIRST = f"云泽省灯会条例\n\n{PASSED.format('')}\n\n{BODY.format('灯油自备。')}"
SECOND = f"云泽省灯会条例\n\n{PASSED.format(AMENDED)}\n\n{BODY.format('灯油由街坊提供。')}"
CASE = "# 甲诉乙灯会合同案\n\n## 基本案情\n\n甲与乙约定办灯会。\n\n## 裁判结果\n\n驳回。\n"
GUIDE = "# 办灯会的攻略\n\n先买灯，再买油。\n"


def _part(name: str, *articles: str) -> str:
    return f"# 云泽省街坊法典\n\n# {name}\n\n2020年5月28日 云泽省第十三届人民代表大会第三次会议通过\n\n" + "\n\n".join(articles)


FILES: dict[str, str | bytes] = {
    "灯会条例.txt": FIRST,
    "灯会条例(2015-03-27).md": SECOND,
    "重来一份.txt": SECOND,
    "合同案.md": CASE,
    "攻略.md": GUIDE,
    "空白.txt": "云泽省空白条例\n",
    "法典/分则.md": _part("分则", "第三条　丙。", "第四条　丁。"),
    "法典/总则.md": _part("总则", "第一条　甲。", "第二条　乙。"),
    "公文.docx": docx(
        "云泽省人民代表大会常务委员会",
        "关于加强灯会监督的决定",
        PASSED.format(""),
        "为了办好灯会，决定如下：",
        "一、甲。",
        "二、乙。",
    ),
    "旧文件.doc": b"\xd0\xcf\x11\xe0",
    "坏文件.docx": b"PK\3\4",
    "国标码.txt": "云泽省油灯办法\n\n2020年1月2日 云泽省人民政府令第4号公布\n\n第一条　甲。\n".encode("gb18030"),
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, data in FILES.items():
        path = tmp_path / "laws" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data.encode() if isinstance(data, str) else data)
    return tmp_path / "laws"


def _run(root: Path, *arguments: str | Path) -> Result:
    return CliRunner().invoke(main, ["-C", str(root), "import", "law", *map(str, arguments)])


def _rows(root: Path, *arguments: str | Path) -> dict[str, dict[str, Any]]:
    result = _run(root, *arguments, "--json")
    return {Path(row["file"]).name: row for row in json.loads(result.stdout)["files"]}


def _record(path: Path) -> tuple[dict[str, Any], str]:
    _, header, body = path.read_text(encoding="utf-8").split("---\n", 2)
    return yaml.load(header, yaml.BaseLoader), body


def test_each_file_is_taken_for_something(folder: Path, tmp_path: Path) -> None:
    rows = _rows(tmp_path, folder, folder / "旧文件.doc", "--out", tmp_path / "out")

    assert {name: (row["taken"], row["doc_type"], row["version"]) for name, row in rows.items() if row["taken"] != "refused"} == {
        "灯会条例.txt": ("law", "地方性法规", "2003-09-01"),
        "灯会条例(2015-03-27).md": ("law", "地方性法规", "2015-03-27"),
        "重来一份.txt": ("duplicate", "地方性法规", "2015-03-27"),
        "总则.md": ("law", "地方性法规", "2020-05-28"),
        "分则.md": ("part", "地方性法规", "2020-05-28"),
        "公文.docx": ("law", "法规性决定", "2003-09-01"),
        "国标码.txt": ("law", "规章", "2020-01-02"),
    }
    assert {
        name: row["reason"].partition("：")[0].partition("，")[0] for name, row in rows.items() if row["taken"] == "refused"
    } == {
        "合同案.md": "是案例",
        "攻略.md": "不像法规",
        "空白.txt": "没有正文",
        "旧文件.doc": "旧格式的 Word 文件",
        "坏文件.docx": "文件损坏",
    }
    written = [row["written"] for row in rows.values() if row["written"]]
    assert sorted(written) == sorted(tree(tmp_path / "out"))


def test_a_record_holds_what_the_file_says(folder: Path, tmp_path: Path) -> None:
    _run(tmp_path, folder, "--out", tmp_path / "out")

    header, body = _record(tmp_path / "out" / "云泽省灯会条例-2015-03-27.md")
    amendment = "2015年3月27日云泽省第十二届人民代表大会常务委员会第十四次会议《关于修改〈云泽省灯会条例〉的决定》修正"
    assert header == {
        "title": "云泽省灯会条例",
        "date": "2015-03-27",
        "doc_type": "local_regulation",
        "enacted_by": "云泽省人民代表大会常务委员会",
        "passed_on": "2003-09-01",
        "meeting": "云泽省第十届人民代表大会常务委员会第四次会议",
        "first_effective_on": "2003-10-01",
        "version_on": "2015-03-27",
        "amendments": [{"date": "2015-03-27", "organ": "云泽省人民代表大会常务委员会", "text": amendment}],
        "adoption": [PASSED.format(AMENDED)],
        "imported": {"original_url": header["imported"]["original_url"], "original_date": "2015-03-27"},
    }
    assert body.strip() == SECOND.partition("\n\n（")[2].partition("\n\n")[2].strip()


def test_parts_whose_numbers_go_on_are_one_law(folder: Path, tmp_path: Path) -> None:
    _run(tmp_path, folder, "--out", tmp_path / "out")

    _, body = _record(tmp_path / "out" / "云泽省街坊法典-2020-05-28.md")
    assert body.split() == "## 总则 第一条 甲。 第二条 乙。 ## 分则 第三条 丙。 第四条 丁。".split()


def test_two_texts_of_one_day_that_differ_are_told(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(SECOND, encoding="utf-8")
    (tmp_path / "b.txt").write_text(SECOND.replace("街坊", "街"), encoding="utf-8")

    rows = _rows(tmp_path, tmp_path / "a.txt", tmp_path / "b.txt", "--out", tmp_path / "out")

    assert [rows[name]["taken"] for name in ("a.txt", "b.txt")] == ["law", "duplicate"]
    assert "文字不同" in rows["b.txt"]["reason"]


def test_the_same_words_at_a_later_date_are_no_new_version(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(FIRST, encoding="utf-8")
    (tmp_path / "b(2004-01-01).txt").write_text(FIRST, encoding="utf-8")

    rows = _rows(tmp_path, tmp_path / "a.txt", tmp_path / "b(2004-01-01).txt", "--out", tmp_path / "out")

    assert [rows[name]["taken"] for name in ("a.txt", "b(2004-01-01).txt")] == ["duplicate", "law"]


def test_one_title_of_two_organs_is_two_laws(tmp_path: Path) -> None:
    for number, city in enumerate(("砚南市", "硕川市")):
        passed = f"2020年1月2日 {city}第十届人民代表大会第二次会议通过"
        (tmp_path / f"{number}.txt").write_text(f"灯会条例\n\n{passed}\n\n第一条　甲。\n", encoding="utf-8")

    rows = _rows(tmp_path, tmp_path / "0.txt", tmp_path / "1.txt", "--out", tmp_path / "out")

    assert sorted(row["written"] for row in rows.values()) == ["灯会条例-2020-01-02-2.md", "灯会条例-2020-01-02.md"]


def test_a_long_title_makes_a_name_that_is_published(tmp_path: Path) -> None:
    title = "最高人民法院、最高人民检察院关于办理" + "利用互联网、移动通讯终端" * 6 + "案件具体应用法律若干问题的解释"
    for day in ("2004年9月3日", "2010年2月2日"):
        passed = f"（{day}最高人民法院审判委员会第1次会议通过）"
        (tmp_path / f"{day}.txt").write_text(f"{title}\n\n{passed}\n\n第一条　{day}。", "utf-8")
    root = write_cluster(tmp_path / "cluster", {})
    assert _run(root, *tmp_path.glob("*.txt"), "--site", "xian").exit_code == 0
    names = sorted(path.name for path in (root / "content/county/xian/regulations").iterdir())

    assert [name[-13:] for name in names] == ["2004-09-03.md", "2010-02-02.md"]
    assert [name_fault(name, Place("xian")) for name in names] == [None, None]
    assert len({name[:-13] for name in names}) == 1


def test_the_content_of_a_site(folder: Path, tmp_path: Path) -> None:
    root = write_cluster(tmp_path / "cluster", {})

    assert _run(root, folder / "灯会条例.txt", "--site", "xian").exit_code == 0
    assert (root / "content" / "county" / "xian" / "regulations" / "云泽省灯会条例-2003-09-01.md").is_file()


def test_exit_codes_and_the_last_line(folder: Path, tmp_path: Path) -> None:
    all_of_it = _run(tmp_path, folder, "--out", tmp_path / "out")
    one = _run(tmp_path, folder / "灯会条例.txt", "--out", tmp_path / "one")

    assert (all_of_it.exit_code, one.exit_code) == (1, 0)
    assert all_of_it.stdout.splitlines()[-1] == "写了 5 个法规文本；5 个文件没有写。"
    assert f"没有写 {folder / '合同案.md'}：是案例，不是法规" in all_of_it.stdout
    assert "  法规　地方性法规　3" in all_of_it.stdout
    assert "修改后的文本何时施行看不出来：写着的 2003-10-01 在修改以前" in all_of_it.stdout


@pytest.mark.parametrize(
    "arguments", [("none",), ("none", "--site", "xian", "--out", "x"), ("none", "--site", "no-such"), ("empty", "--out", "x")]
)
def test_wrong_use_writes_nothing(arguments: tuple[str, ...], tmp_path: Path) -> None:
    root = write_cluster(tmp_path / "cluster", {})
    (tmp_path / "empty").mkdir()
    before = tree(tmp_path)

    assert _run(root, tmp_path / arguments[0], *arguments[1:]).exit_code == 2
    assert tree(tmp_path) == before


def test_a_dry_run_writes_nothing(folder: Path, tmp_path: Path) -> None:
    result = _run(tmp_path, folder, "--out", tmp_path / "out", "--dry-run")

    assert "要写 5 个法规文本" in result.stdout
    assert not (tmp_path / "out").exists()


def test_nothing_is_overwritten_and_a_second_time_changes_nothing(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    _run(tmp_path, folder, "--out", out)
    before = tree(out)
    again = _run(tmp_path, folder, "--out", out)
    edited = out / "云泽省灯会条例-2003-09-01.md"
    edited.write_text("改过了", encoding="utf-8")
    refused = _run(tmp_path, folder, "--out", out)

    assert (again.exit_code, tree(out) == before | {edited.name: edited.read_bytes()}) == (1, True)
    assert refused.exit_code == 2
    assert edited.name in refused.stderr
    assert edited.read_text(encoding="utf-8") == "改过了"
