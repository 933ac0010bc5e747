"""What a consultation names leads back to it; what is wrong in a list of its header is told, and the rest is shown."""

import csv
import io
import json
from datetime import datetime
from pathlib import Path

import pytest

from clusters import UPKEEP, article, public_tree, run, write_cluster
from wangqun.domain.moment import SHANGHAI

from .calls import SHENG, SHI, XIAN, call

pytestmark = pytest.mark.usefixtures("in_one_process")

NOW = datetime(2026, 10, 25, 10, tzinfo=SHANGHAI)
ASKING = "征求意见：村道征求意见（法规草案，2026年12月31日 24:00 截止）"
DRAFT = 'document: "sheng:article/draft"'
FILES = f"files: [{{role: 文本, name: 草案, {DRAFT}}}, {{role: 说明, name: 说明, {DRAFT}}}]\n"  # one piece holds both
LONG = ("2026-10-20 09:00", "2026-12-31")


def read(root: Path, path: str) -> str:
    """A public page."""
    return (root / "build/public" / path).read_text(encoding="utf-8")


def test_a_draft_says_once_which_consultation_asks_about_it(tmp_path: Path) -> None:
    files = {
        f"{SHENG}news/draft.md": article("草案全文"),
        f"{SHENG}news/other.md": article("别的一篇"),
        f"{SHENG}consultations/road.md": call("村道征求意见", *LONG, FILES, "draft_law"),
    }
    root = write_cluster(tmp_path, files)
    run(root, NOW)

    assert read(root, "sheng/article/draft.html").count(f'/consultation/road.html">{ASKING}</a>') == 1
    assert "村道征求意见" not in read(root, "sheng/article/other.html")
    (root / f"{SHENG}consultations/road.md").unlink()
    run(root, NOW)
    assert "村道征求意见" not in read(root, "sheng/article/draft.html")


@pytest.mark.parametrize("line", ["status: hidden\n", "status: draft\n", "withdrawn: {reason: 有误, time: 2026-10-21 09:00}\n"])
def test_what_is_not_listed_is_named_on_no_draft(line: str, tmp_path: Path) -> None:
    files = {
        f"{SHENG}news/draft.md": article("草案全文"),
        f"{SHENG}consultations/road.md": call("村道征求意见", *LONG, FILES + line, "draft_law"),
    }
    root = write_cluster(tmp_path, files)
    run(root, NOW)

    assert "村道征求意见" not in read(root, "sheng/article/draft.html")


def test_a_title_with_markup_stays_text_on_the_draft_it_asks_about(tmp_path: Path) -> None:
    files = {
        f"{SHENG}news/draft.md": article("草案全文"),
        f"{SHENG}consultations/road.md": call("'村道 <i>与\"桥\"'", *LONG, FILES, "draft_law"),
    }
    root = write_cluster(tmp_path, files)
    run(root, NOW)

    assert "村道 &lt;i&gt;与&#34;桥&#34;" in read(root, "sheng/article/draft.html")


GROUPS = """\
adoption_note:
  date: 2026-10-24
  text: 已研究。
  groups:
    - {summary: 第一组, count: 2, verdict: 采纳}
    - {summary: 第二组, count: 3, verdict: 不知道}
    - {summary: 第三组, count: 1, verdict: 未采纳}
"""
DROPPED = {
    "groups": (
        f"{XIAN}consultations/a.md",
        call("一件", "2026-10-01", "2026-10-20", GROUPS),
        "consultation/a.html",
        ("第一组", "第三组", "第二组"),
    ),
    "files": (
        f"{XIAN}consultations/a.md",
        call("一件", "2026-10-01", "2026-10-31", 'files: [{role: 天书, name: 第二份, document: "xian:article/x"}, '
             '{role: 文本, name: 第一份, document: "xian:article/draft"}]\n'),
        "consultation/a.html",
        ("第一份", "怎样提意见", "第二份"),
    ),
    "questionnaires": (
        f"{XIAN}consultations/a.md",
        call("一件", "2026-10-01", "2026-10-31", 'questionnaires: [{title: 第二卷, url: "javascript:alert(1)"}, '
             '{title: 第一卷, url: "https://rd.test.example/1"}]\n'),
        "consultation/a.html",
        ("第一卷", "怎样提意见", "第二卷"),
    ),
    "outreach": (
        f"{SHI}contact_points/a.md",
        call("一点", "2026-10-01", "2026-10-31").replace(
            "purpose: other\n", "level: 市级\nestablished_by: 法工委\nhost_unit: 社区\naddress: 某街\nphone: 0970-5550188\n"
            "since: 2026-01-01\noutreach: [{address: 某巷二号}, {name: 第一处, address: 某巷一号}]\n"
        ),
        "contact_point/a.html",
        ("第一处", "某巷一号", "某巷二号"),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", DROPPED)
def test_an_entry_that_cannot_be_read_is_told_and_the_others_are_shown(name: str, tmp_path: Path) -> None:
    file, text, path, (one, two, gone) = DROPPED[name]
    root = write_cluster(tmp_path, {file: text, f"{XIAN}news/draft.md": article("草案全文")})
    report = run(root, NOW)
    page = read(root, f"{file.split('/')[2]}/{path}")

    assert any(
        f.code == "field-dropped" and f.path == file and name in f.message for f in report.findings if f.code not in UPKEEP
    )
    assert one in page and two in page
    assert [where for where, content in public_tree(root).items() if gone.encode() in content] == []


def test_a_group_that_cannot_be_read_is_in_no_export_and_the_others_in_each(tmp_path: Path) -> None:
    root = write_cluster(tmp_path, {DROPPED["groups"][0]: DROPPED["groups"][1]})
    run(root, NOW)
    rows = list(csv.DictReader(io.StringIO(read(root, "xian/data/adoptions.csv").removeprefix("\ufeff"))))
    [result] = json.loads(read(root, "xian/data/adoptions.json"))["results"]

    assert [row["summary"] for row in rows] == [group["summary"] for group in result["groups"]] == ["第一组", "第三组"]


HOSTILE = "=cmd|'/c calc'!A1 </script><b>\"引号\", 逗号; 分号"


def test_a_hostile_title_is_the_same_text_in_every_file(tmp_path: Path) -> None:
    from icalendar import Calendar

    root = write_cluster(tmp_path, {f"{XIAN}consultations/a.md": call(json.dumps(HOSTILE, ensure_ascii=False), *LONG)})
    run(root, NOW)
    for site in ("xian", "shi", "sheng"):
        [row] = csv.DictReader(io.StringIO(read(root, f"{site}/open/open.csv").removeprefix("\ufeff")))
        [item] = json.loads(read(root, f"{site}/open/open.json"))["items"]
        summaries = {str(day["summary"]) for day in Calendar.from_ical(read(root, f"{site}/open/days.ics")).walk("VEVENT")}

        assert row["title"] == f"'{HOSTILE}"  # no formula
        assert item["title"] == HOSTILE
        assert f"征求意见截止：{HOSTILE}" in summaries
        assert "<b>" not in read(root, f"{site}/open/index.html").replace("<b data-until", "")
    page = read(root, "xian/consultation/a.html")
    [data] = [part.partition("</script>")[0] for part in page.split('<script type="application/ld+json">')[1:]]
    assert json.loads(data)["name"] == HOSTILE
