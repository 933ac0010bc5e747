"""`wangqun compare law`: what changed, article by article, for editors, for programs and as a piece that can be published."""

import html
import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from clusters import NOW, article, run, write_cluster
from samples import docx
from wangqun.authoring.laws.versions import compare_files
from wangqun.cli import main
from wangqun.domain.law.telling import sides

TITLE = "云泽省灯会条例"
PASSED = "（2003年9月1日云泽省第十届人民代表大会常务委员会第四次会议通过{}）"
AMENDED = "　根据2015年3月27日云泽省第十二届人民代表大会常务委员会第十四次会议《关于修改〈云泽省灯会条例〉的决定》修正"
OLD = (
    "第一章　总则",
    "第一条　为了规范灯会活动，保障观众安全，制定本条例。",
    "第二条　本省行政区域内灯会的举办和监督管理，适用本条例。",
    "第三条　文化部门主管全省灯会工作，编制灯会发展规划。",
    "公安机关负责灯会的治安管理和交通疏导，每年通报检查结果。",
    "第二章　举办",
    "第四条　举办灯会应当提前三十日向县级人民政府备案，并提交下列材料：",
    "（一）灯会方案；",
    "（二）<场地>平面图*。",
    "第五条　灯油由举办者自备，每盏灯不得超过五两。",
    "第六条　灯会应当在晚上十时以前结束；遇有大风的，应当提前熄灯。",
    "第七条　损坏公共灯具的，应当照价赔偿。",
    "第八条　本条例自2003年10月1日起施行。",
)
NEW = (
    "第一章　总则",
    "第一条　为了规范灯会活动，保障观众安全，制定本条例。",
    "第二条　本省行政区域内灯会的举办和监督管理，适用本条例。",
    "第三条　文化部门主管全省灯会工作，编制灯会发展规划。",
    "第四条　公安机关负责灯会的治安管理和交通疏导，每半年通报检查结果。",
    "第二章　举办",
    "第五条　举办灯会应当提前六十日向县级人民政府备案，并提交下列材料：",
    "（一）灯会方案；",
    "（二）<场地>平面图*。",
    "第六条　灯会应当在晚上十一时以前结束；遇有大风的，应当提前熄灯。",
    "第七条　举办者应当为老年人、残疾人设置无障碍通道。",
    "第八条　损坏公共灯具的，应当照价赔偿。",
    "第九条　本条例自2003年10月1日起施行。",
)
SHOWN = """\
第一条至第二条　2 条文字未改

第三条 → 第三条、第四条　分条
    （1 段未改）
    公安机关负责灯会的治安管理和交通疏导，每{+半+}年通报检查结果。

第四条 → 第五条　修改
    举办灯会应当提前[-三十-]{+六十+}日向县级人民政府备案，并提交下列材料：
    （2 段未改）

第五条　删去
    [-灯油由举办者自备，每盏灯不得超过五两。-]

第六条　修改
    灯会应当在晚上[-十-]{+十一+}时以前结束；遇有大风的，应当提前熄灯。

第七条　新增
    {+举办者应当为老年人、残疾人设置无障碍通道。+}

第七条至第八条 → 第八条至第九条　2 条文字未改

修改 2，新增 1，删去 1，分条 1，条号变动 2，未改 2（条）。
"""


def _text(lines: tuple[str, ...], passed: str = PASSED.format("")) -> str:
    return "\n\n".join((TITLE, passed, *lines)) + "\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "old.txt").write_text(_text(OLD), encoding="utf-8")
    (tmp_path / "new.md").write_text(_text(NEW, PASSED.format(AMENDED)), encoding="utf-8")
    return tmp_path


def _compare(folder: Path, *arguments: str | Path, old: str = "old.txt", new: str = "new.md") -> Result:
    return CliRunner().invoke(main, ["compare", "law", str(folder / old), str(folder / new), *map(str, arguments)])


def _at(article: str) -> dict[str, str]:
    return {"article": article, "anchor": article}


def _write(folder: Path, name: str, text: str | bytes) -> Path:
    (folder / name).write_bytes(text.encode() if isinstance(text, str) else text)
    return folder / name


def test_each_change_is_told_in_words(folder: Path) -> None:
    result = _compare(folder)

    assert result.exit_code == 0
    head, _, changes = result.stdout.partition("[-删去的-]　{+增加的+}\n\n")
    assert changes == SHOWN
    assert head.splitlines()[:2] == [
        f"旧文本　{TITLE}（2003-09-01）　8 条　{folder / 'old.txt'}",
        f"新文本　{TITLE}（2015-03-27）　9 条　{folder / 'new.md'}",
    ]


def test_colours_on_a_terminal_that_wants_them(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("FORCE_COLOR", "1")
    coloured = _compare(folder).stdout
    monkeypatch.setenv("NO_COLOR", "1")
    plain = _compare(folder).stdout

    assert re.search(r"\x1b\[[\d;]*31m\[-三十-\]", coloured) and re.search(r"\x1b\[[\d;]*32m\{\+六十\+\}", coloured)
    assert not re.search(r"\x1b\[[\d;]*3[0-9]m", plain)
    assert re.sub(r"\x1b\[[\d;]*m", "", coloured) == re.sub(r"\x1b\[[\d;]*m", "", plain)


def test_whole_lists_every_article(folder: Path) -> None:
    lines = _compare(folder, "--whole").stdout.splitlines()

    assert lines[lines.index("第一条　未改") :][:2] == ["第一条　未改", "    为了规范灯会活动，保障观众安全，制定本条例。"]
    assert "第七条 → 第八条　条号变动" in lines


def test_a_text_and_itself(folder: Path) -> None:
    result = _compare(folder, new="old.txt")

    assert result.exit_code == 0
    assert result.stdout.splitlines()[-1] == "8 条都没有改。"


def test_the_object_holds_every_character(folder: Path) -> None:
    found = json.loads(_compare(folder, "--json").stdout)

    assert found["counts"] == {"unchanged": 2, "split": 1, "changed": 2, "removed": 1, "added": 1, "renumbered": 2}
    assert (found["old"]["articles"], found["new"]["articles"], found["same"]) == (8, 9, False)
    split = next(change for change in found["changes"] if change["kind"] == "split")
    assert (split["old"], split["new"], split["label"]) == ([_at("第三条")], [_at("第三条"), _at("第四条")], "分条")
    for side, lines in (("old", OLD), ("new", NEW)):
        segments = [one for change in found["changes"] for passage in change["passages"] for one in passage["segments"]]
        told = "".join(one["text"] for one in segments if one[side] >= 0)
        texts = [re.sub("^第[^　]*条　", "", line) for line in lines if not re.match("第[^　]*章", line)]
        assert sorted(told) == sorted("".join(texts))


@pytest.mark.parametrize("side", ["old", "new"])
def test_each_side_has_its_paragraphs_in_their_order(folder: Path, side: str) -> None:
    compared = compare_files(folder / "old.txt", folder / "new.md")
    written = {article.number: list(article.paragraphs) for article in getattr(compared, side).articles}

    found = {}
    for change in compared.comparison.changes:
        for number, lines in sides(change, side).items():
            found[number] = ["".join(text for _, text in line.pieces) for line in lines]

    assert found == written


def test_word_files_and_records_of_a_site(folder: Path) -> None:
    _write(
        folder, "new.docx", docx(TITLE, PASSED.format(AMENDED), *(line.replace("<", "&lt;").replace(">", "&gt;") for line in NEW))
    )
    body = "\n\n".join(NEW).replace("*", "\\*")
    _write(folder, "record.md", f"---\ntitle: {TITLE}\ndate: 2015-04-01\nversion_on: 2015-03-27\n---\n{body}\n")

    expected = json.loads(_compare(folder, "--json").stdout)
    for name in ("new.docx", "record.md"):
        found = json.loads(_compare(folder, "--json", new=name).stdout)
        assert (found["changes"], found["new"]["title"], found["new"]["date"]) == (expected["changes"], TITLE, "2015-03-27"), name


@pytest.mark.parametrize(
    ("changed", "note"),
    [
        (("第二章　办灯", *NEW), "编章节的标题有变化：新增 第二章　办灯"),
        (tuple(line.replace("第二章", "第三章") for line in NEW), "编章节的标题有变化：只有编号、次序不同"),
        ((*NEW, "附件", "灯具目录：纱灯。"), "条文以外的文字（序言、附件等）不同"),
        ((*NEW, "第九条　又一个第九条。"), "有几条编号相同：第九条"),
    ],
    ids=["headings", "numbers of headings", "annex", "numbers"],
)
def test_what_the_comparison_does_not_tell_is_told(changed: tuple[str, ...], note: str, folder: Path) -> None:
    _write(folder, "other.md", _text(changed, PASSED.format(AMENDED)))

    assert note in _compare(folder, new="other.md").stdout
    assert note not in _compare(folder).stdout


def test_the_wrong_way_round_is_asked_about(folder: Path) -> None:
    assert "是不是写反了次序" in _compare(folder, old="new.md", new="old.txt").stdout


def test_signs_alone_are_folded_and_counted(folder: Path) -> None:
    _write(folder, "signs.txt", _text(OLD).replace("时以前结束；", "时以前结束;"))

    assert "第一条至第八条　8 条文字未改，其中 1 条标点、空格或者所引条号不同" in _compare(folder, new="signs.txt").stdout


@pytest.mark.parametrize("rows", ["第五条: 第七条\n", "5: 7\n", "第五条: [第七条]\n"])
def test_what_the_map_states_wins(rows: str, folder: Path) -> None:
    found = _compare(folder, "--map", _write(folder, "map.yaml", rows)).stdout

    assert "第五条 → 第七条　修改" in found
    assert "删去 " not in found.splitlines()[-1]


def test_a_map_states_what_is_gone_and_what_came(folder: Path) -> None:
    path = _write(folder, "map.yaml", "第六条:\n新增: [第六条]\n")
    changes = json.loads(_compare(folder, "--map", path, "--json").stdout)["changes"]

    assert [
        (change["kind"], change["old"], change["new"]) for change in changes if _at("第六条") in change["old"] + change["new"]
    ] == [("removed", [_at("第六条")], []), ("added", [], [_at("第六条")])]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("第五条: 第八十条\n", "两个文本里没有这样的条文：第五条 → 第八十条"),
        ("第五条: 第六条\n第四章: 第六条\n", "第 2 行：“第四章”不是条号"),
        ("第五条: 第六条\n第五条: 第七条\n", "第 2 行"),
        ("- 第五条\n", "第 1 行：写成“第三条: 第四条”"),
        ("新增:\n", "写成“第三条: 第四条”"),
        (f"{'9' * 90}: 1\n", "不是条号"),
        ("", "写成“第三条: 第四条”"),
        (b"\xff\xfe\x00", "不是 UTF-8 的文字"),
        (None, "没有这个文件"),
    ],
)
def test_a_map_that_states_nothing(text: str | bytes | None, said: str, folder: Path) -> None:
    path = folder / "map.yaml" if text is None else _write(folder, "map.yaml", text)
    result = _compare(folder, "--map", path)

    assert result.exit_code == 2
    assert said in result.stderr and str(path) in result.stderr


BAD: dict[str, tuple[str | bytes | None, str]] = {
    "missing.txt": (None, "没有这个文件"),
    "binary.txt": (b"\x89PNG\r\n\x1a\n\x00\xff\xff\xff" * 9, "既不是 UTF-8"),
    "broken.docx": (b"PK\3\4", "文件损坏"),
    "old.doc": (b"\xd0\xcf\x11\xe0", "请另存为 .docx"),
    "guide.md": ("# 办灯会的攻略\n\n先买灯，再买油。\n", "不像法规"),
    "case.md": ("# 甲诉乙灯会合同案\n\n## 基本案情\n\n甲与乙约定办灯会。\n", "是案例"),
    "empty.txt": ("", "没有文字"),
    "prose.md": (f"# 云泽省灯会规定\n\n{PASSED.format('')}\n\n灯会照旧。\n", "没有条文，不能逐条对照"),
    "prose-record.md": (f"---\ntitle: {TITLE}\n---\n灯会照旧。\n", "没有条文，不能逐条对照"),
    "broken-record.md": ("---\ntitle: [\n---\n灯会照旧。\n", "不像法规"),
    "folder": (None, "不读这种文件"),
}


@pytest.mark.parametrize("name", BAD)
def test_what_is_no_law_is_refused(name: str, folder: Path) -> None:
    data, said = BAD[name]
    if data is not None:
        _write(folder, name, data)
    elif name == "folder":
        (folder / name).mkdir()

    for result in (_compare(folder, new=name), _compare(folder, old=name, new="old.txt")):
        assert result.exit_code == 2
        assert result.stderr.startswith(f"错误：{folder / name}：") and said in result.stderr
        assert isinstance(result.exception, SystemExit)
    assert json.loads(_compare(folder, "--json", new=name).stdout)["error"]["kind"] == "refused"


def test_a_sheet_is_a_draft_that_can_be_published(folder: Path, tmp_path: Path) -> None:
    sheet = tmp_path / "lantern-changes.md"
    assert f"对照表写在 {sheet}" in _compare(folder, "--out", sheet).stdout
    text = sheet.read_text(encoding="utf-8")
    assert text.startswith(f"---\ntitle: {TITLE}修改前后对照表\nstatus: draft\n---\n")

    public = article(title=f"{TITLE}修改前后对照表", body=text.split("---\n", 2)[2])
    root = write_cluster(tmp_path / "cluster", {"content/county/xian/news/lantern-changes.md": public})
    report = run(root, NOW)
    page = (root / "build/public/xian/article/lantern-changes.html").read_text(encoding="utf-8")

    assert [finding for finding in report.findings if "lantern" in str(finding)] == []
    assert "提前<del>三十</del>日" in page and "提前<ins>六十</ins>日" in page
    assert "&lt;场地&gt;平面图*" in page
    shown = html.unescape(re.sub(r"<[^>]*>", "", page))
    assert all(line.partition("　")[2] in shown for line in NEW[1:] if line.startswith(("第四", "第五", "第六", "第七")))


def test_a_sheet_of_everything(folder: Path, tmp_path: Path) -> None:
    _compare(folder, "--whole", "--out", tmp_path / "whole.md")

    text = html.unescape(re.sub(r"<[^>]*>", "", (tmp_path / "whole.md").read_text(encoding="utf-8")))
    for line in (*OLD, *NEW):
        if not re.match("第[^　]*章", line):
            assert re.sub("^第[^　]*条　", "", line) in text


def test_no_other_file_is_overwritten(folder: Path, tmp_path: Path) -> None:
    sheet = tmp_path / "sheet.md"
    assert _compare(folder, "--out", sheet).exit_code == 0
    assert _compare(folder, "--out", sheet).exit_code == 0
    sheet.write_text("改过了", encoding="utf-8")

    refused = _compare(folder, "--out", sheet)

    assert refused.exit_code == 2 and "同名而内容不同" in refused.stderr
    assert sheet.read_text(encoding="utf-8") == "改过了"
    assert _compare(folder, "--out", tmp_path / "sheet.docx").exit_code == 2
