"""build/reports: what a run had to say, for people and for programs."""

import json
import re
from datetime import timedelta
from pathlib import Path

import pytest

from clusters import FAULTS, NOW, article, read_folder, run, write_cluster
from wangqun.options import Options
from wangqun.reports.report import INDEX, REPORTS
from wangqun.stages.check import Allowed
from wangqun.store.ledger import read_ledger

pytestmark = pytest.mark.usefixtures("in_one_process")

BASE = read_folder(FAULTS / "_base")
CLUSTER, SITE = "sites/cluster.yaml", "sites/county/xian.yaml"
FAULTY = {"content/county/xian/news/a.md": article(body="[x](id:xian:article/none)")}
DOUBTFUL = {"content/city/shi/news/a.md": article(body="[x](id:xian:article/none)")}


def report(root: Path, name: str = INDEX) -> str:
    return (root / REPORTS / name).read_text(encoding="utf-8")


def test_each_site_has_a_page_and_the_cluster_links_to_all(tmp_path: Path) -> None:
    root = write_cluster(tmp_path, {})
    run(root, NOW)

    assert sorted(path.name for path in (root / REPORTS).iterdir()) == [
        "cluster.json",
        INDEX,
        "metrics.prom",
        "report.json",
        "sheng.html",
        "shi.html",
        "sites",
        "status.json",
        "xian.html",
    ]
    assert sorted(path.name for path in (root / REPORTS / "sites").iterdir()) == ["sheng.json", "shi.json", "xian.json"]
    assert re.findall(r'<a href="(\w+\.html)">', report(root)) == ["sheng.html", "shi.html", "xian.html"]
    assert ["没有检查结果" in report(root, name) for name in (INDEX, "xian.html")] == [True, True]
    assert "2026-11-23 00:00" in report(root)


def test_the_worst_site_is_first(tmp_path: Path) -> None:
    root = write_cluster(tmp_path, FAULTY | DOUBTFUL)
    run(root, NOW)

    assert re.findall(r'<a href="(\w+\.html)">', report(root)) == ["xian.html", "shi.html", "sheng.html"]


def test_a_finding_is_shown_with_place_remedy_and_source(tmp_path: Path) -> None:
    root = write_cluster(tmp_path, FAULTY)
    run(root, NOW)
    text = report(root, "xian.html")
    wanted = ["link-internal-broken", "content/county/xian/news/a.md:6:5", "没有这一页的，删去链接。", "依据：指引", "没有发布"]

    assert [part for part in wanted if part not in text] == []
    assert read_ledger(root).sites["xian"].release in text


def test_findings_are_grouped_by_piece_with_the_blocked_first_and_the_others_folded(tmp_path: Path) -> None:
    warned = {"content/county/xian/news/w.md": article(extra="tags: ['!!!']\nmodified: 2020-01-01\n")}
    run(write_cluster(tmp_path, FAULTY | warned | {"content/county/xian/news/b.md": article(body="[x](none.md)")}), NOW)
    text = report(tmp_path, "xian.html")
    cards = re.findall(r'<details class="card (\w+)"( open)? id="([^"]+)">', text)

    assert [(severity, bool(opened), name.rpartition("/")[2]) for severity, opened, name in cards] == [
        ("block", True, "a.md"),
        ("block", True, "b.md"),
        ("warn", False, "w.md"),
    ]


def test_text_from_below_is_text(tmp_path: Path) -> None:
    name = {SITE: BASE[SITE].replace("name: 示例县", 'name: <script>alert("1")</script>', 1)}
    tags = {"content/county/xian/news/b.md": article(extra="tags: ['!!!<img src=x>', '<b>']\nmodified: 2020-01-01\n")}
    root = write_cluster(tmp_path, name | tags | {"content/county/xian/news/a.md": article(body="[x](id:<b>x</b>:a)")})
    run(root, NOW)

    pages = {page.name: page for page in (root / REPORTS).glob("*.html")}
    assert {"index.html", "xian.html"} <= pages.keys()
    for page in pages.values():
        text = page.read_text(encoding="utf-8")
        assert re.findall(r"<(?:script|img|b>x|link)", text) == []
        assert re.findall(r"url\(|@import|https?://", text.partition("</head>")[0]) == []
    assert "&lt;script&gt;" in report(root)


def test_a_site_that_is_kept_back_says_so_and_what_readers_see(tmp_path: Path) -> None:
    root = write_cluster(tmp_path, {})
    run(root, NOW)
    release = read_ledger(root).sites["xian"].release
    write_cluster(root, {CLUSTER: "production: true\n" + BASE[CLUSTER], SITE: BASE[SITE].partition("footer:")[0]}, base=False)
    run(root, NOW)

    assert "本站这一次没有发布" in report(root, "xian.html")
    assert release in report(root, "xian.html")
    assert "未发布，保留上次" in report(root)


def test_a_check_writes_reports_too_and_a_partial_one_forgets_no_site(tmp_path: Path) -> None:
    root = write_cluster(tmp_path, FAULTY | DOUBTFUL)
    run(root, NOW, options=Options(publishing=False))
    whole = json.loads(report(root, "report.json"))
    run(root, NOW + timedelta(hours=1), ["shi"], options=Options(publishing=False))
    partial = json.loads(report(root, "report.json"))

    assert [f["code"] for f in whole["findings"]] == ["link-site-broken", "link-internal-broken"]
    assert whole["findings"] == partial["findings"]
    assert partial["now"] == "2026-11-23T01:00:00+08:00"
    assert "尚未发布" in report(root)


def test_a_site_whose_record_cannot_be_used_has_a_page(tmp_path: Path) -> None:
    root = write_cluster(tmp_path, {SITE: "name: 示例县\nshort_name: 示例县人大\ndivision_code: '970121'\nparent: nobody\n"})
    run(root, NOW)

    assert "parent-unknown" in report(root, "xian.html")


def test_what_belongs_to_no_site_is_on_the_cluster_s_page(tmp_path: Path) -> None:
    flows = BASE[CLUSTER] + "flows:\n  - {id: down, kind: push, from: [nobody]}\n"
    root = write_cluster(tmp_path, {CLUSTER: flows})
    run(root, NOW)

    assert "网站群本身" in report(root)
    assert "flow-unknown" in report(root)


def test_a_site_that_is_gone_loses_its_page(tmp_path: Path) -> None:
    root = write_cluster(tmp_path, {})
    run(root, NOW)
    (root / SITE).unlink()
    run(root, NOW, options=Options(allowed=Allowed(frozenset({"xian"}))))

    assert not (root / REPORTS / "xian.html").exists()


def test_reports_are_no_part_of_what_is_public(tmp_path: Path) -> None:
    root = write_cluster(tmp_path, FAULTY)
    run(root, NOW)

    assert [path for path in (root / "build/public/xian/").rglob("*") if "report" in path.name] == []
