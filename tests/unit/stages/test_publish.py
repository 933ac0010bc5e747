"""Releases: a reader sees the old one or the new one, and a faulty site keeps its last."""

from datetime import timedelta
from pathlib import Path

import pytest

from clusters import CACHED, NOW, article, cached, tree, write_cluster
from conftest import Build
from wangqun.domain.cluster import Memory
from wangqun.options import Options
from wangqun.pipeline import run
from wangqun.stages.check import Allowed
from wangqun.stages.plan import UnknownSite
from wangqun.store.ledger import Ledger, Published, read_ledger, write_ledger
from wangqun.store.sources import FOLDER

pytestmark = pytest.mark.usefixtures("in_one_process")

SITE = "name: 示例县人民代表大会\nshort_name: 示例县人大\ndivision_code: '970121'\nparent: shi\n"


def test_public_is_a_relative_link_to_a_release(build: Build) -> None:
    root, _ = build({})
    link = root / "build/public/xian"

    assert link.is_symlink()
    assert link.readlink() == Path("../releases/xian") / read_ledger(root).sites["xian"].release


def test_a_second_run_changes_nothing(build: Build) -> None:
    root, first = build({})
    before = {path: path.lstat().st_mtime_ns for path in (root / "build").rglob("*") if path.is_file()}
    _, second = build({})
    after = {path: path.lstat().st_mtime_ns for path in (root / "build").rglob("*") if path.is_file()}

    assert (first.changed, first.unchanged) == (("sheng", "shi", "xian"), ())
    assert (second.changed, second.unchanged) == ((), ("sheng", "shi", "xian"))
    timed = [root / "build/reports" / name for name in ("report.json", "status.json", "metrics.prom", "index.html")]
    rewritten = dict.fromkeys((root / "build/cache/ledger.json", *timed), 0)
    assert before | rewritten == after | rewritten


def test_files_as_they_were_are_the_same_file_and_keep_their_times(build: Build) -> None:
    root, _ = build({"content/county/xian/news/next.md": article("下一篇", date="2026-03-03")})
    site = root / "build/public/xian"
    before = {path.relative_to(site).as_posix(): path.stat() for path in site.rglob("*.html")}
    build({"content/county/xian/news/new.md": article("新稿件", date="2026-03-04")})
    after = {path.relative_to(site).as_posix(): path.stat() for path in site.rglob("*.html")}

    good = "article/good.html"
    assert (before[good].st_ino, before[good].st_mtime_ns) == (after[good].st_ino, after[good].st_mtime_ns)
    assert before["index.html"].st_ino != after["index.html"].st_ino


def test_the_last_release_is_never_written_to(build: Build) -> None:
    root, _ = build({})
    release = (root / "build/public/xian").resolve()
    before = tree(release)
    build({"content/county/xian/news/good.md": article("改了的稿件")})

    assert before == tree(release)
    assert release != (root / "build/public/xian").resolve()


def test_three_releases_are_kept(build: Build) -> None:
    for number in range(5):
        root, _ = build({"content/county/xian/news/good.md": article(f"第 {number} 稿")})

    assert len(list((root / "build/releases/xian").iterdir())) == 3
    assert "第 4 稿" in (root / "build/public/xian/article/good.html").read_text(encoding="utf-8")


BROKEN = {
    "yaml": {"sites/county/xian.yaml": SITE + "footer: {\n"},
    "field": {"sites/county/xian.yaml": SITE + "nonsense: 1\n"},
    "parent": {"sites/county/xian.yaml": SITE.replace("parent: shi", "parent: nobody")},
    "upper": {"sites/city/shi.yaml": "name: [\n"},
    "plugin": {"pelicanconf.py": 'PLUGINS = ["no_such_plugin"]\n'},
}


@pytest.mark.parametrize("fault", sorted(BROKEN))
def test_a_blocked_site_keeps_its_last_release(fault: str, build: Build) -> None:
    root, _ = build({})
    before = tree(root / "build/public/xian")
    _, report = build(BROKEN[fault])

    assert "xian" in report.failed
    assert report.removed == ()
    assert before == tree(root / "build/public/xian")


def test_a_site_taken_out_of_the_cluster_leaves_the_public(build: Build) -> None:
    root, _ = build({})
    (root / "sites/county/xian.yaml").unlink()
    report = run(root, NOW, options=Options(allowed=Allowed(frozenset({"xian"}))))

    assert report.removed == ("xian",)
    assert not (root / "build/public/xian").exists()
    assert read_ledger(root).gone.keys() == {"xian"}


def test_one_site_can_be_built_alone(tmp_path: Path) -> None:
    whole = write_cluster(tmp_path / "whole", {})
    part = write_cluster(tmp_path / "part", {})
    run(whole, NOW)
    report = run(part, NOW, ["xian"])

    assert report.changed == ("xian",)
    assert [path.name for path in (part / "build/public").iterdir()] == ["xian"]
    assert tree(whole / "build/public/xian") == tree(part / "build/public/xian")


def test_building_one_site_leaves_the_others(build: Build) -> None:
    root, _ = build({})
    report = run(root, NOW, ["xian"])

    assert (report.changed, report.removed) == ((), ())
    assert {"sheng", "shi", "xian"} == {path.name for path in (root / "build/public").iterdir()}


def test_an_unknown_site_is_told_with_those_there_are(tmp_path: Path) -> None:
    write_cluster(tmp_path, {})

    with pytest.raises(UnknownSite, match="没有站点 nobody。已有：sheng、shi、xian"):
        run(tmp_path, NOW, ["nobody"])


def test_a_piece_appears_when_its_time_has_come(tmp_path: Path) -> None:
    root = write_cluster(tmp_path, {"content/county/xian/news/later.md": article(date="2026-11-24 09:00")})
    page = root / "build/public/xian/article/later.html"
    run(root, NOW)
    assert not page.exists()

    run(root, NOW + timedelta(days=2))

    assert page.exists()


def test_nothing_is_left_of_the_staging(tmp_path: Path) -> None:
    root = write_cluster(tmp_path, {})
    run(root, NOW)

    assert cached(root) == CACHED


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '{"version": 0}', '{"version": 1}', '{"version": 1, "sites": {"a": {}}}', "null", "\x00"]
)
def test_a_damaged_ledger_counts_as_empty(text: str, tmp_path: Path) -> None:
    (tmp_path / "build/cache").mkdir(parents=True)
    (tmp_path / "build/cache/ledger.json").write_text(text, encoding="utf-8")

    assert Ledger(memory=Memory(sources=tmp_path / FOLDER)) == read_ledger(tmp_path)


def test_a_ledger_reads_as_it_was_written(tmp_path: Path) -> None:
    ledger = Ledger({"xian": Published("abc", {"旧页/index.html": "0"})}, Memory(sources=tmp_path / FOLDER))
    write_ledger(tmp_path, ledger)

    assert ledger == read_ledger(tmp_path)


def test_a_lost_ledger_is_no_loss(build: Build) -> None:
    root, _ = build({})
    before = tree(root / "build/public/xian")
    (root / "build/cache/ledger.json").unlink()
    _, report = build({})

    assert report.unchanged == ("sheng", "shi", "xian")
    assert before == tree(root / "build/public/xian")
