"""A site that a check withholds keeps its last release; the others move on."""

from collections import Counter
from pathlib import Path

import pytest

from clusters import FAULTS, NOW, article, public_tree, read_folder, run, tree, write_cluster
from wangqun.operations import foresee
from wangqun.reports.report import Report

pytestmark = pytest.mark.usefixtures("in_one_process")

BASE = read_folder(FAULTS / "_base")
CLUSTER, SITE = "sites/cluster.yaml", "sites/county/xian.yaml"
PRODUCTION = {CLUSTER: "production: true\n" + BASE[CLUSTER]}
BARE = {SITE: BASE[SITE].replace("  host_org: 示例县人民代表大会常务委员会\n", "")}
NEWS = {
    "content/county/xian/news/new.md": article("县里的新稿件"),
    "content/city/shi/news/new.md": article("市里的新稿件"),
}


def shown(root: Path, site: str) -> str:
    return (root / "build/public" / site).resolve().name


def codes(report: Report) -> list[tuple[str, str]]:
    return [(f.code, f.site) for f in report.findings]


def test_the_name_of_a_site_with_an_unfit_record_stands_on_no_page_and_no_report(tmp_path: Path) -> None:
    escaped = "".join(f"\\u00{ord(digit):02x}" for digit in "970121198001010016")
    files = {
        SITE: BASE[SITE].replace("short_name: 示例县人大", f'short_name: "示例{escaped}"'),
        "sites/township/zhen.yaml": 'name: 示例镇人大\nshort_name: 示例镇\nparent: xian\ndivision_code: "970121100"\n',
        "content/township/zhen/news/new.md": article("镇里的新稿件"),
    }
    root = write_cluster(tmp_path, files)
    report = run(root, NOW)
    written = public_tree(root) | tree(root / "build/reports") | tree(root / "build/manifests")

    assert ("id-number", "xian") in codes(report)
    assert "zhen/article/new.html" in written
    assert [name for name, content in written.items() if b"970121198001010016" in content] == []


def test_a_file_with_very_many_mistakes_does_not_drown_the_reports(tmp_path: Path) -> None:
    files = {
        "content/county/xian/news/links.md": article(body="[甲](no.md)\n" * 1000),
        "content/county/xian/news/numbers.md": article(body="13900000000\n" * 1000),
    }
    report = run(write_cluster(tmp_path, files), NOW)

    assert Counter(codes(report)) == {("link-internal-broken", "xian"): 50, ("mobile-number", "xian"): 20}


def test_a_withheld_site_keeps_its_last_release_and_the_others_move_on(tmp_path: Path) -> None:
    root = write_cluster(tmp_path, PRODUCTION)
    run(root, NOW)
    before = {site: shown(root, site) for site in ("sheng", "shi", "xian")}
    write_cluster(root, BARE | NEWS, base=False)
    report = run(root, NOW)

    assert (report.changed, report.unchanged, report.failed) == (("sheng", "shi"), (), ("xian",))
    assert shown(root, "xian") == before["xian"]
    assert shown(root, "shi") != before["shi"]
    assert not (root / "build/public/xian/article/new.html").exists()
    assert codes(report) == [("footer-missing", "xian")]


def test_it_is_built_again_until_it_is_mended(tmp_path: Path) -> None:
    root = write_cluster(tmp_path, PRODUCTION)
    run(root, NOW)
    write_cluster(root, BARE | NEWS, base=False)
    run(root, NOW)
    again = {job.site for job in foresee(root, NOW).jobs}
    write_cluster(root, {SITE: BASE[SITE]}, base=False)
    mended = run(root, NOW)

    assert again == {"xian"}
    assert (mended.changed, mended.failed, mended.findings) == (("sheng", "xian"), (), ())
    assert (root / "build/public/xian/article/new.html").is_file()


def test_a_site_that_was_never_published_stays_away_and_is_in_no_manifest(tmp_path: Path) -> None:
    root = write_cluster(tmp_path, PRODUCTION | BARE)
    report = run(root, NOW)

    assert report.failed == ("xian",)
    assert sorted(path.name for path in (root / "build/public").iterdir()) == ["sheng", "shi"]
    assert not (root / "build/manifests/xian.json").exists()


@pytest.mark.parametrize("home", ["xian", "shi"])
def test_a_recall_that_a_withheld_site_holds_up_is_told(home: str, tmp_path: Path) -> None:
    level = {"xian": "county", "shi": "city"}[home]
    path = f"content/{level}/{home}/news/wrong.md"
    root = write_cluster(tmp_path, PRODUCTION | {path: article("有误的稿件", extra="share: {descendants: true}\n")})
    run(root, NOW)
    withdrawn = article("有误的稿件", extra="share: {descendants: true}\nwithdrawn: {reason: 有误, time: 2026-11-20 09:00}\n")
    write_cluster(root, BARE | {path: withdrawn}, base=False)
    report = run(root, NOW)

    assert [(f.site, f"{home}:article/wrong" in f.message) for f in report.findings if f.code == "recall-held"] == [
        ("xian", True)
    ]


def test_a_warm_run_says_what_the_pages_had_to_say(tmp_path: Path) -> None:
    picture = {"content/county/xian/news/new.md": article("外来的图", body="![图](https://elsewhere.example/a.jpg)")}
    root = write_cluster(tmp_path, picture)
    first, warm, other = run(root, NOW), run(root, NOW), run(root, NOW, ["shi"])

    assert codes(first) == codes(warm) == codes(other) == [("asset-third-party", "xian")]
    assert warm.changed == other.changed == ()
