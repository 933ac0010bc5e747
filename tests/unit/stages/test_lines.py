"""Names and titles in every place where one can be written: clean, told at their line, and one name however it is typed."""

from pathlib import Path

import pytest

from clusters import IMPORTED, article, public_tree, write_cluster
from conftest import Build
from persons import ONE, by_key, codes, ground, person, united
from wangqun.domain.claims import Row
from wangqun.domain.cluster import Memory
from wangqun.stages.load import load

pytestmark = pytest.mark.usefixtures("in_one_process")

COUNTY = "content/county/xian/"
ZERO, NBSP, OVERRIDE = "\u200b", "\u00a0", "\u202e"
DEPUTY = f"person: {ONE}\nname: {{}}\nmandates: [{{{{term: 17, constituency: c1, from: 2022-01-10}}}}]\n"
PLACES = {
    "title": ("news/a.md", article(f"关于{ZERO}召开{NBSP}会议"), 2),
    "summary": ("news/a.md", article(extra=f"summary: 摘要{ZERO}一句\n"), 5),
    "tags": ("news/a.md", article(extra=f"tags: [监督, 水{ZERO}利]\n"), 5),
    "tags-plain": ("news/a.md", f"title: 题\ndate: 2026-03-02\ntags: 监督, 水{ZERO}利\n\n正文\n", 3),
    "category": ("news/a.md", article(extra=f"category: 公{ZERO}告\n"), 5),
    "heading": ("news/a.md", f"date: 2026-03-02\n\n# 关于{ZERO}会议\n\n正文\n", 3),
    "rst-title": ("news/a.rst", f"关于{ZERO}会议\n==========\n\n:date: 2026-03-02\n:{IMPORTED}\n\n正文\n", 1),
    "station": ("stations.yaml", f"- key: s1\n  name: 城关{ZERO}联络站\n  address: 大街{NBSP}1 号\n", 2),
    "deputy": ("deputies/a.yaml", DEPUTY.format(f"闻{ZERO}正言"), 2),
    "constituency": ("constituencies.yaml", f"- {{key: c1, name: 城关{ZERO}镇, term: 17, quota: 1}}\n", 1),
    "delegation": ("delegations.yaml", f"- key: d1\n  term: 17\n  name: 第一{ZERO}代表团\n", 3),
}


def _told(root: Path, path: str) -> list[tuple[int, str]]:
    cluster = load(root)
    return [(f.line, f.message) for f in cluster.findings if f.code == "line-cleaned" and f.path.endswith(path)]


@pytest.mark.parametrize("place", PLACES)
def test_what_nobody_sees_is_taken_out_and_named(place: str, tmp_path: Path) -> None:
    path, text, line = PLACES[place]
    root = write_cluster(tmp_path, {COUNTY + path: text})

    told = _told(root, path)
    cluster = load(root)
    kept = [repr((d.title, d.item, d.column, d.excerpt)) for d in cluster.documents["xian"]]
    kept += [repr(row.values) for row in cluster.rows]

    assert told[0][0] == line
    assert "U+200B ZERO WIDTH SPACE" in told[0][1]
    assert [text for text in kept if "\\u200b" in text] == []


def test_the_name_of_a_site_is_a_line_too(tmp_path: Path) -> None:
    path = "sites/county/xian.yaml"
    root = write_cluster(tmp_path, {})
    text = (root / path).read_text(encoding="utf-8").replace("short_name: 示例县", f"short_name: 示例{ZERO}县")
    (root / path).write_text(text, encoding="utf-8")

    assert len(_told(root, path)) == 1
    assert load(root).sites["xian"].record.short_name == "示例县人大"


def test_marks_that_turn_the_reading_direction_leave_a_body_and_are_named(build: Build) -> None:
    body = f"金额{OVERRIDE}001 元。另有&#x202E;一项。"
    root, report = build({COUNTY + "news/a.md": article(body=body)})

    page = public_tree(root)["xian/article/a.html"].decode()
    assert OVERRIDE not in page
    assert "&#x202E;" not in page
    assert [f.message for f in report.findings if f.code == "control-character"] == [
        "含有看不见的控制字符 U+202E RIGHT-TO-LEFT OVERRIDE，已去掉"
    ]


def test_names_in_other_scripts_reach_their_pages_as_written(build: Build) -> None:
    names = ["ئەلى مۇھەممەت", "ᠮᠣᠩᠭᠣᠯ\u202fᠤᠨ", "བསོད་ནམས་", "می\u200cخواهم"]
    files = {f"{COUNTY}news/n{number}.md": article(name) for number, name in enumerate(names)}
    root, report = build(files)

    tree = public_tree(root)
    assert all(name in tree[f"xian/article/n{number}.html"].decode() for number, name in enumerate(names))
    assert [f.code for f in report.findings if f.code in {"line-cleaned", "control-character"}] == []


def _rows(root: Path, one: str, other: str) -> list[Row]:
    """What a county and a city write of one person."""
    city = DEPUTY.format(other).replace("term: 17, constituency: c1", "term: 15, electing_unit: xian")
    write_cluster(root, {f"{COUNTY}deputies/a.yaml": DEPUTY.format(one), "content/city/shi/deputies/a.yaml": city})
    return [row for row in load(root, Memory()).rows if row.kind == "deputies"]


@pytest.mark.parametrize(
    ("one", "other", "shown"),
    [
        ("买买提·艾力", "买买提•艾力", "买买提·艾力"),
        ("买买提.艾力", "买买提 ．艾力", "买买提·艾力"),
        ("张　三", "张三", "张三"),
        ("张 三", f"张{ZERO}三", "张三"),
    ],
)
def test_two_levels_that_type_a_name_differently_agree(one: str, other: str, shown: str, tmp_path: Path) -> None:
    people, findings = united([*ground(), *_rows(tmp_path, one, other)])

    assert "person-conflict" not in codes(findings)
    assert by_key(people.roster("xian"))[ONE].name == shown


@pytest.mark.parametrize(("one", "other"), [("买买提·艾力", "买买提·艾里"), ("张三", "张山")])
def test_two_levels_that_write_different_names_are_in_conflict(one: str, other: str, tmp_path: Path) -> None:
    people, findings = united([*ground(), *_rows(tmp_path, one, other)])

    assert "person-conflict" in codes(findings)
    assert by_key(people.roster("xian"))[ONE].name == ""


def test_a_decision_names_a_value_however_it_is_typed() -> None:
    values = {"by": "某某", "on": "2026-03-01", "reason": "核对", "action": "take", "persons": [ONE], "field": "name"}
    from persons import row

    decision = row("decisions", "shi", values | {"value": "买买提•艾力", "instead_of": ["买买提．艾里"]})
    rows = [person("xian", name="买买提·艾力"), person("shi", name="买买提·艾里")]
    people, findings = united([*ground(), *rows, decision])

    assert codes(findings) == []
    assert by_key(people.roster("xian"))[ONE].name == "买买提·艾力"
