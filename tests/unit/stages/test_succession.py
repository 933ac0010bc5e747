"""An organ that is there no more: its site says so from that day on, and leads to the one in its place."""

from datetime import datetime
from pathlib import Path

from clusters import NOW, article, public_tree, run, write_cluster
from wangqun.domain.moment import SHANGHAI
from wangqun.pipeline import federate
from wangqun.stages.check import columns

LIN = """\
name: 邻县人民代表大会
short_name: 邻县人大
division_code: '970122'
parent: shi
predecessors: [xian]
"""


def _cluster(root: Path, xian: str, lin: str = LIN) -> Path:
    write_cluster(root, {"sites/county/lin.yaml": lin, "content/county/lin/news/a.md": article("邻县的一篇")})
    record = root / "sites/county/xian.yaml"
    record.write_text(f"{record.read_text(encoding='utf-8')}{xian}", encoding="utf-8")
    return root


def _pages(root: Path) -> dict[str, str]:
    """The county's pages."""
    tree = public_tree(root)
    return {path: page.decode() for path, page in tree.items() if path.startswith("xian/") and path.endswith(".html")}


def test_from_the_day_after_every_page_says_so_and_leads_on(tmp_path: Path) -> None:
    root = _cluster(tmp_path, "valid_from: 1954-08-01\nvalid_to: 2026-11-30\n")
    before = federate(root, NOW)
    run(root, NOW)
    told = ["存续到" in page for page in _pages(root).values()]
    later = datetime(2026, 12, 1, tzinfo=SHANGHAI)
    report = run(root, later)
    pages = _pages(root)

    assert not any(told)
    assert before.next_due["xian"] == later
    assert "xian" in report.changed
    whole = [page for page in pages.values() if 'id="wq-main"' in page]
    assert len(whole) > 5
    assert all("存续到2026年11月30日" in page and '<a href="/lin/">邻县人大</a>' in page for page in whole)
    assert '"dissolutionDate":"2026-11-30"' in pages["xian/index.html"].replace(" ", "")
    assert "前身" in (root / "build/public/lin/index.html").read_text(encoding="utf-8")


def test_nobody_is_asked_to_keep_it_up_to_date(tmp_path: Path) -> None:
    root = _cluster(tmp_path, "valid_to: 2026-11-01\n")
    later = datetime(2046, 12, 1, tzinfo=SHANGHAI)
    stale = {finding.site for finding in columns.findings(federate(root, later)) if finding.code == "home-stale"}

    assert stale == {"sheng", "shi", "lin"}


def test_what_cannot_be_is_told_and_not_taken(tmp_path: Path) -> None:
    lin = LIN.replace("[xian]", "[xian, nobody, lin]") + "valid_from: 2020-01-01\nvalid_to: 2019-01-01\n"
    found = federate(_cluster(tmp_path, "", lin), NOW)
    told = sorted((finding.code, finding.line, finding.message) for finding in found.findings if finding.code.startswith("site-"))

    assert told == [
        ("site-dates", 7, "撤销日期 2019-01-01 早于设立日期 2020-01-01，没有采用"),
        ("site-predecessor", 5, "前身“lin”不是别的站点的编号，没有采用"),
        ("site-predecessor", 5, "前身“nobody”不是别的站点的编号，没有采用"),
    ]
    assert found.views["lin"].ended is None
    assert [each.id for each in found.views["lin"].origins] == ["xian"]
