"""A clock that walks through every boundary of an item: page, findings, what is due next, calendar, plan and data agree."""

import csv
import io
import json
import re
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar

from clusters import FAULTS, UPKEEP, public_tree, run, write_cluster
from wangqun.domain.moment import SHANGHAI

from .items import HANDLED, OPINIONS, REPORT, XIAN, item

pytestmark = pytest.mark.usefixtures("in_one_process")

FILE = f"{XIAN}supervision_items/water.md"
SHEET = "sheets:\n  - {title: 收入, file: ../attachments/revenue.csv, unit: 万元}\n"
TABLE = "项目,预算\n税收,100\n非税,50\n合计,150\n"


def at(text: str) -> datetime:
    """A moment in Beijing."""
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


class Shown:
    """What a cluster with one item of a county shows as of a moment."""

    def __init__(self, root: Path, now: str, text: str, more: dict[str, str] | None = None) -> None:
        self.report = run(write_cluster(root, {FILE: text} | (more or {})), at(now))
        self.root = root

    def text(self, path: str, site: str = "xian") -> str:
        return (self.root / "build/public" / site / path).read_text(encoding="utf-8")

    @property
    def page(self) -> str:
        return self.text("supervision_item/water.html").replace("<wbr>", "")

    @property
    def state(self) -> str:
        return str(re.findall(r'data-state="(.*?)">\1<', self.page)[0])

    @property
    def steps(self) -> dict[str, str]:
        found = re.findall(r'<li data-step="(\w+)">\s*<h3>(.*?) <span', self.page)
        return {title: status for status, title in found}

    @property
    def found(self) -> set[str]:
        return {finding.code for finding in self.report.findings} - UPKEEP

    def rows(self, name: str) -> list[dict[str, str]]:
        return list(csv.DictReader(io.StringIO(self.text(f"data/{name}.csv").removeprefix("\ufeff"), newline="")))

    @property
    def days(self) -> dict[str, date]:
        events: list[Any] = Calendar.from_ical(self.text("supervision_item/days.ics")).walk("VEVENT")
        return {str(event["summary"]).partition("：")[0]: event["dtstart"].dt for event in events}

    @property
    def due(self) -> str | None:
        return json.loads(self.text("manifest.json"))["next_build_due"]  # type: ignore[no-any-return]


PLAN = item("供水")
WHOLE = item("供水", HANDLED, REPORT, OPINIONS)
HALF = item("供水", REPORT, OPINIONS)
WALK = [  # text, now, state, findings, the step that is told of and how, what is due next
    (PLAN, "2026-04-30 23:59", "计划中", set(), ("报告", "open"), "2026-06-01 00:00"),
    (PLAN, "2026-05-01 00:00", "计划中", {"supervision-due"}, ("报告", "open"), "2026-06-01 00:00"),
    (PLAN, "2026-05-31 23:59", "计划中", {"supervision-due"}, ("报告", "open"), "2026-06-01 00:00"),
    (PLAN, "2026-06-01 00:00", "有缺项", {"supervision-plan-late"}, ("报告", "missing"), None),
    (HALF, "2026-05-27 23:59", "计划中", {"item-ending"}, ("报告", "open"), "2026-05-28 00:00"),
    (HALF, "2026-05-28 00:00", "进行中", set(), ("报告", "done"), "2026-06-20 00:00"),
    (HALF, "2026-06-20 00:00", "进行中", set(), ("审议意见", "done"), "2026-11-25 00:00"),
    (HALF, "2026-10-24 23:59", "进行中", set(), ("研究处理情况报告", "open"), "2026-11-25 00:00"),
    (HALF, "2026-10-25 00:00", "进行中", {"supervision-due"}, ("研究处理情况报告", "open"), "2026-11-25 00:00"),
    (HALF, "2026-11-24 23:59", "进行中", {"supervision-due"}, ("研究处理情况报告", "open"), "2026-11-25 00:00"),
    (HALF, "2026-11-25 00:00", "有缺项", {"supervision-gap"}, ("研究处理情况报告", "missing"), None),
    (WHOLE, "2026-10-19 23:59", "进行中", set(), ("研究处理情况报告", "open"), "2026-10-20 00:00"),
    (WHOLE, "2026-10-20 00:00", "已办结", set(), ("研究处理情况报告", "done"), None),
]


@pytest.mark.parametrize(("text", "now", "state", "found", "step", "due"), WALK)
def test_everything_agrees_at_every_boundary(
    text: str, now: str, state: str, found: set[str], step: tuple[str, str], due: str | None, tmp_path: Path
) -> None:
    shown = Shown(tmp_path, now, text)
    [row] = shown.rows("supervision")
    steps = {each["step"]: each for each in shown.rows("supervision_steps")}
    [year] = shown.rows("supervision_years")

    assert (shown.state, shown.found, shown.steps[step[0]]) == (state, found, step[1])
    assert shown.due == (at(due).isoformat() if due else None)
    assert row["state"] == state
    assert f'data-state="{state}"' in shown.text("supervision_item/plan/2026.html")
    assert state in shown.text("supervision_item/index.html")
    missing = [name for name, status in shown.steps.items() if status == "missing"]
    assert [name for name in row["missing"].split("；") if name] == missing
    assert [name for name, each in steps.items() if each["status"] == "应公布而未见公布"] == missing
    assert ("未见公开" in shown.page) == bool(missing)
    assert (year["planned"], year["with_gaps"]) == ("1", str(int(bool(missing))))
    unmet = {name for name, status in shown.steps.items() if status != "done" and steps[name]["due"]}
    told = {f"{name}应在这一天前公布": date.fromisoformat(steps[name]["due"]) for name in unmet}
    assert {name: day for name, day in shown.days.items() if "应在" in name} == told


@pytest.mark.parametrize(
    ("text", "one", "other"),
    [
        (PLAN, "2026-04-30 23:59", "2026-05-31 23:59"),
        (HALF, "2026-06-20 00:00", "2026-11-24 23:59"),
        (WHOLE, "2026-10-20 00:00", "2026-11-25 00:00"),
    ],
)
def test_between_two_turns_every_byte_stays(text: str, one: str, other: str, tmp_path: Path) -> None:
    first, second = (Shown(tmp_path / name, now, text) for name, now in (("a", one), ("b", other)))

    assert public_tree(first.root) == public_tree(second.root)


def test_a_build_at_each_turn_is_a_build_from_nothing(tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    for number, now in enumerate(["2026-05-27 23:59", "2026-05-28 00:00", "2026-06-20 00:00", "2026-11-25 00:00"]):
        step, clean = Shown(kept, now, HALF), Shown(tmp_path / str(number), now, HALF)

        assert public_tree(step.root) == public_tree(clean.root), now


def test_a_paper_is_nowhere_before_its_day_and_everywhere_from_then_on(tmp_path: Path) -> None:
    text = item("供水", REPORT, OPINIONS, HANDLED.replace("quote", "published_on: 2026-11-01, quote"))
    early, late = (Shown(tmp_path / name, now, text) for name, now in (("a", "2026-10-31 23:59"), ("b", "2026-11-01 00:00")))

    assert [path for path, content in public_tree(early.root).items() if "三条都已办理".encode() in content] == []
    assert early.due == at("2026-11-01 00:00").isoformat()
    assert early.steps["研究处理情况报告"] == "due"
    assert (early.state, late.state) == ("进行中", "已办结")
    for path in ("supervision_item/water.html", "data/supervision_steps.csv", "data/supervision.json", "manifest.json"):
        assert "三条都已办理" in late.text(path)


def test_a_file_is_nowhere_before_its_day(tmp_path: Path) -> None:
    paper = "{step: 研究处理情况报告, date: 2026-10-20, published_on: 2026-11-01, file: ../attachments/paper.txt}"
    more = {f"{XIAN}attachments/paper.txt": "三条都已办理。\n"}
    text = item("供水", REPORT, OPINIONS, paper)
    early, late = (
        Shown(tmp_path / name, now, text, more) for name, now in (("a", "2026-10-31 23:59"), ("b", "2026-11-01 00:00"))
    )

    assert [path for path in public_tree(early.root) if "paper" in path] == []
    assert [path for path in public_tree(late.root) if path.endswith("paper.txt")] == ["xian/attachments/paper.txt"]
    assert "attachments/paper.txt" in late.page


def test_an_edit_of_a_table_changes_its_page_and_its_data(tmp_path: Path) -> None:
    now, table = "2026-10-20 10:00", f"{XIAN}attachments/revenue.csv"
    text = item("供水", REPORT, OPINIONS, HANDLED, extra=SHEET)
    first = Shown(tmp_path, now, text, {table: TABLE})
    assert "<td>50</td>" in first.page and "合计" in first.page
    assert [row["value"] for row in first.rows("supervision_figures")] == ["100", "50", "150"]

    second = Shown(tmp_path, now, text, {table: TABLE.replace("50\n合", "-60\n合")})

    assert "<td>-60</td>" in second.page
    assert [row["value"] for row in second.rows("supervision_figures")] == ["100", "-60", "150"]
    assert "sheet-sum" in second.found


def test_a_column_that_counts_in_another_unit_is_not_drawn_and_its_figures_have_none(tmp_path: Path) -> None:
    now, table = "2026-10-20 10:00", f"{XIAN}attachments/revenue.csv"
    text = item("供水", REPORT, OPINIONS, HANDLED, extra=SHEET)
    drawn = Shown(tmp_path / "a", now, text, {table: TABLE})
    other = Shown(tmp_path / "b", now, text, {table: TABLE.replace("预算", "预算（亿元）")})

    assert ("<svg" in drawn.page.partition('class="sheets"')[2], drawn.found) == (True, set())
    assert ("<svg" in other.page.partition('class="sheets"')[2], other.found) == (False, {"sheet-unit"})
    assert "<td>150</td>" in other.page
    assert [{row["unit"] for row in shown.rows("supervision_figures")} for shown in (drawn, other)] == [{"万元"}, {""}]


def test_characters_that_nobody_sees_are_taken_out_of_a_table_and_told(tmp_path: Path) -> None:
    table = TABLE.replace("税收,100", "税\u202e收\u200b,1\u200b00").replace("非税", "非\u00a0税")
    text = item("供水", REPORT, OPINIONS, HANDLED, extra=SHEET)
    shown = Shown(tmp_path, "2026-10-20 10:00", text, {f"{XIAN}attachments/revenue.csv": table})

    assert [str(finding) for finding in shown.report.findings if finding.code not in UPKEEP] == [
        f"{XIAN}attachments/revenue.csv:2: 提示 [line-cleaned] “第 2 行第 1 格”里有看不见的字符或特殊的空格，"
        "已去掉或改成空格：U+202E RIGHT-TO-LEFT OVERRIDE、U+200B ZERO WIDTH SPACE",
        f"{XIAN}attachments/revenue.csv:2: 提示 [line-cleaned] “第 2 行第 2 格”里有看不见的字符或特殊的空格，"
        "已去掉或改成空格：U+200B ZERO WIDTH SPACE",
        f"{XIAN}attachments/revenue.csv:3: 提示 [line-cleaned] “第 3 行第 1 格”里有看不见的字符或特殊的空格，"
        "已去掉或改成空格：U+00A0 NO-BREAK SPACE",
    ]
    assert "税收" in shown.page
    assert next((row["item"], row["value"]) for row in shown.rows("supervision_figures")) == ("税收", "100")
    told = [text.decode() for path, text in public_tree(tmp_path).items() if path.endswith((".html", "figures.csv"))]
    assert [text for text in told if "\u202e" in text or "\u200b" in text] == []


def test_a_table_of_excel_is_shown_like_any_other(tmp_path: Path) -> None:
    text = item("供水", REPORT, OPINIONS, HANDLED, extra=SHEET)
    plain = Shown(tmp_path / "a", "2026-10-20 10:00", text, {f"{XIAN}attachments/revenue.csv": TABLE})
    root = write_cluster(tmp_path / "b", {FILE: text})
    file = root / f"{XIAN}attachments/revenue.csv"
    file.parent.mkdir(parents=True)
    file.write_bytes(TABLE.encode("gb18030"))
    report = run(root, at("2026-10-20 10:00"))

    assert {finding.code for finding in report.findings} - UPKEEP == set()
    page = (root / "build/public/xian/supervision_item/water.html").read_text(encoding="utf-8")
    body = re.compile(r'<section class="sheets".*?</table>', re.DOTALL)
    assert body.findall(page)[0] == body.findall(plain.page)[0]


def test_a_law_that_is_a_piece_is_linked_and_says_who_inspected_it(tmp_path: Path) -> None:
    law = "---\ntitle: 示例省供水条例\ndate: 2026-01-05 09:00\nstatus: published\n---\n\n条例。\n"
    text = item("供水", REPORT, kind="执法检查", extra="laws: ['sheng:article/law', 中华人民共和国水法]\n")
    shown = Shown(tmp_path, "2026-06-01 10:00", text, {"content/province/sheng/news/law.md": law})

    assert re.search(r'<a href="/article/law.html">示例省供水条例</a><br>中华人民共和国水法', shown.page)
    assert re.search(r'<a href="/article/law.html">', shown.text("supervision_item/plan/2026.html"))


def test_a_province_with_its_own_periods_says_them_on_the_page(tmp_path: Path) -> None:
    cluster = (FAULTS / "_base/sites/cluster.yaml").read_text(encoding="utf-8")
    periods = "periods: {supervision_item: {handling: {days: 90, law: 某省监督条例第二十条}}}\n"
    shown = Shown(tmp_path, "2026-08-27 00:00", HALF, {"sites/cluster.yaml": cluster + periods})

    assert shown.found == {"supervision-gap"}
    assert "监督法第十七条，某省监督条例第二十条" in shown.page
    assert shown.steps["研究处理情况报告"] == "missing"


def test_the_presidium_of_a_township_owes_no_papers(tmp_path: Path) -> None:
    township = "name: 示例镇人民代表大会\nshort_name: 示例镇人大\nparent: xian\ndivision_code: '970121100'\nfooter: {}\n"
    place = "content/township/zhen/supervision_items/water.md"
    files = {"sites/township/zhen.yaml": township, place: item("积水", REPORT.replace(", quote: 听取了报告。", ""))}
    root = write_cluster(tmp_path, files)
    report = run(root, at("2027-01-01 00:00"))

    assert [str(f) for f in report.findings if f.code.startswith("supervision")] == []
    assert 'data-state="已办结"' in (root / "build/public/zhen/supervision_item/water.html").read_text(encoding="utf-8")


def test_a_chain_may_be_written_in_chinese(tmp_path: Path) -> None:
    steps = ("{步骤: 报告, 日期: 2026年5月28日, 要点: 听取了报告。}", "{步骤: 审议意见, 期限: 2026-07-01}")
    shown = Shown(tmp_path, "2026-07-02 00:00", item("供水", *steps))

    assert shown.found == {"supervision-gap"}
    assert '<time datetime="2026-07-01">2026年7月1日</time>' in shown.page


def test_a_withdrawn_item_is_in_no_plan_and_in_no_table(tmp_path: Path) -> None:
    text = item("供水", REPORT, extra="withdrawn: {reason: 有误, time: 2026-06-01 09:00}\n")
    root = write_cluster(tmp_path, {FILE: text})
    run(root, at("2026-06-02 10:00"))

    tree = public_tree(root)
    assert not [path for path in tree if "/plan/" in path or path.startswith("xian/data/")]
    assert [path for path, content in tree.items() if "听取了报告".encode() in content] == []
