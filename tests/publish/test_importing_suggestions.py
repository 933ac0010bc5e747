"""`wangqun import suggestions`: a session's table becomes records; each row that does not is named, and nothing is guessed."""

import csv
import io
import json
from datetime import datetime
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result

from clusters import write_cluster
from wangqun.cli import main
from wangqun.domain.moment import SHANGHAI
from wangqun.pipeline import federate

HEADS = ("编号", "标题", "建议内容", "类别", "领衔代表", "联名代表", "主办单位", "会办单位", "是否公开", "不公开理由")
DAYS = ("提交日期", "交办日期", "答复日期", "答复内容", "办理结果", "评价日期", "满意度", "领导批示")
TERM = ("--term", "第十七届", "--session", "第四次会议")
FOLDER = "content/county/xian/suggestions"
PEOPLE = """\
- person: person:0123456789
  name: 石清晏
- person: person:0123456788
  name: 同名
- person: person:0123456787
  name: 同名
"""


def table(path: Path, rows: list[tuple[str, ...]], heads: tuple[str, ...] = HEADS + DAYS, encoding: str = "utf-8-sig") -> Path:
    out = io.StringIO()
    csv.writer(out).writerows([heads, *rows])
    path.write_bytes(out.getvalue().encode(encoding))
    return path


def row(number: int, **changed: str) -> tuple[str, ...]:
    values = dict(zip(HEADS + DAYS, ("",) * 18, strict=True)) | {
        "编号": str(number),
        "标题": f"修好第{number}座桥",
        "建议内容": "桥坏了。\n\n建议修好。",
        "类别": "水利",
        "领衔代表": "石清晏",
        "主办单位": "县水利局、县交通局",
        "是否公开": "公开",
        "提交日期": "2026/2/5",
        "交办日期": "2026年2月27日",
    }
    return tuple((values | changed).values())


def run(root: Path, *arguments: str | Path) -> Result:
    command = ["-C", str(root), "import", "suggestions", "--site", "xian", "--today", "2026-03-02", *map(str, arguments)]
    return CliRunner().invoke(main, command)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write_cluster(tmp_path / "cluster", {"content/county/xian/deputies/deputies.yaml": PEOPLE})


def test_seven_hundred_rows_are_taken_in_and_the_rejected_named(root: Path, tmp_path: Path) -> None:
    rows = [row(number) for number in range(1, 701)]
    rows[99] = row(100, 是否公开="")
    rows[199] = row(200, 是否公开="看情况")
    rows[299] = row(300, 交办日期="二月底")
    rows[399] = row(399)
    rows[499] = row(500, 标题="")
    rows[599] = row(600, 提交日期="2026-03-01")
    made = run(root, table(tmp_path / "a.csv", rows), *TERM)

    assert made.exit_code == 1, made.output
    assert "写了 694 件；6 行没有写" in made.output
    for line, why in (
        ("299", "没有写能不能公开"),
        ("599", "能不能公开看不出来（写的是“看情况”）"),
        ("899", "交办的日期“二月底”看不出是哪一天"),
        ("1199", "编号与第 1196 行相同"),
        ("1499", "没有标题"),
        ("1799", "“交办”以前没有“提交”"),
    ):
        assert any(f"a.csv:{line}" in told and why in told for told in made.output.splitlines()), (line, made.output[-900:])
    assert len(list((root / FOLDER).iterdir())) == 694
    again = run(root, table(tmp_path / "a.csv", rows), *TERM).output
    assert "已有 694 件，没有动" in again and again.endswith("写了 0 件；6 行没有写。接着：wangqun check xian\n")


def test_a_record_says_what_its_row_says(root: Path, tmp_path: Path) -> None:
    whole = row(
        12,
        联名代表="同名、外人",
        会办单位="县财政局",
        答复日期="2026-05-20",
        答复内容="已经修好。\n通车了。",
        办理结果="A类",
        评价日期="2026-05-29",
        满意度="满意",
    )
    made = run(root, table(tmp_path / "a.csv", [whole], encoding="gb18030"), *TERM)
    header, body = (root / FOLDER / "17-4-12.md").read_text(encoding="utf-8").split("---\n")[1:]
    said = yaml.safe_load(header)

    assert made.exit_code == 0, made.output
    assert said["lead_deputy"] == "person:0123456789"
    assert said["co_deputies"] == ["同名", "外人"]
    assert [f"{event['date']} {event['type']}" for event in said["events"]] == [
        "2026-02-05 submitted",
        "2026-02-27 assigned",
        "2026-05-20 replied",
        "2026-05-29 rated",
    ]
    assert said["reply"]["text"] == "已经修好。\n通车了。"
    assert body.strip() == "桥坏了。\n\n建议修好。"
    assert "“同名”有几位同名的代表" in made.output and "“外人”代表名录里没有" in made.output
    assert "不认识“领导批示”这一列" in made.output
    federation = federate(root, datetime(2026, 6, 1, tzinfo=SHANGHAI))
    [document] = [document for document in federation.views["xian"].documents if document.id.kind == "suggestion"]
    assert document.phase == "已办结"


def test_a_row_that_is_not_public_stays_hidden(root: Path, tmp_path: Path) -> None:
    rows = [row(1, 是否公开="不公开", 不公开理由="涉及隐私"), row(2)]
    assert run(root, table(tmp_path / "a.csv", rows), *TERM).exit_code == 0
    view = federate(root, datetime(2026, 6, 1, tzinfo=SHANGHAI)).views["xian"]

    assert [document.item.title for document in view.documents if document.id.kind == "suggestion"] == ["修好第2座桥"]
    assert view.withheld["suggestion"] == (("第十七届第四次会议", "1", ""),)


@pytest.mark.parametrize(
    ("rows", "heads", "said"),
    [
        ([("一", "二")], ("标题", "内容"), "表里没有这些列：公开"),
        ([("一", "二", "是")], ("标题", "题目", "公开"), "有两列是同一项：题目"),
        ([], (), "是空的"),
    ],
)
def test_a_table_that_cannot_be_is_refused_whole(
    root: Path, tmp_path: Path, rows: list[tuple[str, ...]], heads: tuple[str, ...], said: str
) -> None:
    made = run(root, table(tmp_path / "a.csv", rows, heads))

    assert made.exit_code == 2
    assert said in made.output
    assert not (root / FOLDER).exists()


@pytest.mark.parametrize("data", [b"\xff\xfe\x00a\xff", '标题,公开\n"没有关上,是\n'.encode()])
def test_what_is_no_table_is_refused(root: Path, tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.csv").write_bytes(data)
    made = run(root, tmp_path / "a.csv")

    assert made.exit_code == 2
    assert "Traceback" not in made.output


def test_nothing_that_is_there_is_overwritten(root: Path, tmp_path: Path) -> None:
    write_cluster(root, {f"{FOLDER}/17-4-1.md": "别的"}, base=False)
    made = run(root, table(tmp_path / "a.csv", [row(1), row(2)]), *TERM)

    assert made.exit_code == 1
    assert "“修好第1座桥”：已有的 17-4-1.md 是另一件，没有动" in made.output
    assert "已有 1 件" not in made.output and "写了 1 件；1 行没有写" in made.output
    assert (root / FOLDER / "17-4-1.md").read_text(encoding="utf-8") == "别的"
    assert (root / FOLDER / "17-4-2.md").exists()


@pytest.mark.parametrize(
    ("title", "body", "code"),
    [
        ("修好第1座桥", "桥坏了，已经改写。", 0),
        ("修好桥", "桥坏了。\n\n建议修好。", 0),
        ("建一所学校", "没有学校。", 1),
    ],
)
def test_a_file_with_another_suggestion_is_told(root: Path, tmp_path: Path, title: str, body: str, code: int) -> None:
    there = f"---\ntitle: {title}\npublic: 公开\n---\n\n{body}\n"
    write_cluster(root, {f"{FOLDER}/17-4-1.md": there}, base=False)
    made = run(root, table(tmp_path / "a.csv", [row(1)]), *TERM)

    assert made.exit_code == code, made.output
    assert ("是另一件" in made.output, "已有 1 件" in made.output) == (code == 1, code == 0)
    assert (root / FOLDER / "17-4-1.md").read_text(encoding="utf-8") == there


def test_a_table_is_mended_and_taken_in_again(root: Path, tmp_path: Path) -> None:
    heads = (*HEADS, *DAYS, "沟通方式")
    first = run(root, table(tmp_path / "a.csv", [(*row(1), ""), (*row(2), "胡说")], heads), *TERM)
    again = run(root, table(tmp_path / "a.csv", [row(1), row(2)]), *TERM, "--today", "2026-03-03")

    assert "：沟通方式写的是“胡说”" in first.output
    assert (first.exit_code, again.exit_code) == (1, 0), again.output
    assert "已有 1 件，没有动：17-4-1.md" in again.output
    assert (root / FOLDER / "17-4-2.md").exists()


def test_a_dry_run_writes_nothing_and_says_the_same(root: Path, tmp_path: Path) -> None:
    made = run(root, table(tmp_path / "a.csv", [row(1), row(2, 是否公开="")]), *TERM, "--dry-run", "--json")
    told = json.loads(made.stdout)

    assert made.exit_code == 1
    assert told["files"] == ["17-4-1.md"]
    assert told["refused"] == [{"line": 5, "title": "修好第2座桥", "reason": "没有写能不能公开，写 公开 或 不公开"}]
    assert not (root / FOLDER).exists()
