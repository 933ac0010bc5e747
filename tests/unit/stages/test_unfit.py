"""A document that cannot be converted, or links to no place, is left out everywhere and alone (docs/decisions/0034)."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from clusters import NOW, REPO, article, copy_demo, public_tree, run, write_cluster
from conftest import Build
from wangqun import workers
from wangqun.ask.why import explain
from wangqun.operations import foresee
from wangqun.options import Listener, Options
from wangqun.render.bodies import Bodies
from wangqun.render.settings import DEFAULTS
from wangqun.stages.check import Allowed
from wangqun.workers import Crash, run_each

BAD = "content/county/xian/news/bad.md"
DEEP = "<div>" * 500 + "</div>" * 500
FILES = {
    BAD: article("坏的一篇", DEEP, extra="share: {up: province}\ntags: [独有]\n"),
    "content/county/xian/news/other.md": article("另一篇", "[文](bad.md)"),
    "content/city/shi/accepted.yaml": 'accepted:\n  - {id: "xian:article/bad", by: 甲, on: 2026-03-03}\n',
    "content/city/shi/news/far.md": article("远处", "[文](id:xian:article/bad)"),
}


class Stages(Listener):
    """Which sites were built."""

    def __init__(self) -> None:
        self.sites: list[str] = []

    def built(self, site: str) -> None:
        self.sites.append(site)


def _codes(report) -> set[tuple[str, str]]:
    return {(finding.code, finding.path) for finding in report.findings if finding.severity.value == "block"}


def _verdicts(root: Path) -> list[str]:
    kept = Bodies(root, DEFAULTS["MARKDOWN"]).site("xian")
    return [entry.problem for entry in kept.entries.values() if entry.problem]


def test_it_is_left_out_of_pages_lists_feeds_and_other_sites(build: Build) -> None:
    root, report = build(FILES)

    assert report.failed == ()
    assert _codes(report) == {("body-unfit", BAD)}
    assert [name for name, content in public_tree(root).items() if "坏的一篇".encode() in content or "独有" in name] == []
    assert "xian/article/other.html" in public_tree(root)


def test_the_rest_is_what_it_would_be_if_it_were_a_draft(tmp_path: Path) -> None:
    trees = []
    for name, text in (("bad", FILES[BAD]), ("draft", article("坏的一篇", "正文。", extra="status: draft\n"))):
        root = write_cluster(tmp_path / name, {**FILES, BAD: text})
        run(root, NOW)
        trees.append(public_tree(root))

    assert trees[0] == trees[1]


def test_the_next_run_tells_it_again_and_builds_nothing(build: Build) -> None:
    root, first = build(FILES)
    told = Stages()
    second = run(root, NOW, listener=told)

    assert second.findings == first.findings
    assert (told.sites, second.changed) == ([], ())
    assert foresee(root, NOW).jobs == ()


def test_why_says_that_it_is_not_public(build: Build) -> None:
    root, _ = build(FILES)
    found = explain(root, NOW, "xian:article/bad")

    assert (found.state, found.appearances) == ("waiting", ())


def test_once_mended_it_is_published(build: Build) -> None:
    root, _ = build(FILES)
    before = _verdicts(root)
    _, report = build({**FILES, BAD: article("坏的一篇", "好了。")})

    assert (before, _verdicts(root)) == (["嵌套太深"], [])
    assert _codes(report) == set()
    assert "xian/article/bad.html" in public_tree(root)


def test_force_tries_it_again(build: Build) -> None:
    root, first = build(FILES)
    told = Stages()
    second = run(root, NOW, options=Options(force=True), listener=told)

    assert "xian" in told.sites
    assert second.findings == first.findings


def test_every_site_is_built_once(build: Build, tmp_path: Path) -> None:
    told = Stages()
    run(write_cluster(tmp_path, {BAD: article("坏的一篇", DEEP)}), NOW, listener=told)

    assert sorted(told.sites) == ["sheng", "shi", "xian"]


def test_a_fragment_is_sound_again_when_only_its_target_changed(build: Build) -> None:
    source, target = "content/county/xian/news/a.md", "content/county/xian/news/b.md"
    files = {source: article("甲", "[文](b.md#后来)"), target: article("乙", "## 先前\n\n一段。")}
    root, first = build(files)
    told = Stages()
    again = run(root, NOW, listener=told)
    _, mended = build({**files, target: article("乙", "## 后来\n\n一段。")})

    assert _codes(first) == {("link-internal-broken", source)}
    assert (again.findings, told.sites) == (first.findings, [])
    assert mended.findings == ()
    assert "xian/article/a.html" in public_tree(root)


def test_a_fragment_of_another_site_is_warned_of_when_only_the_other_changed(build: Build) -> None:
    source, target = "content/county/xian/news/a.md", "content/city/shi/news/b.md"
    files = {source: article("甲", "[文](id:shi:article/b#先前)"), target: article("乙", "## 先前\n\n一段。")}
    root, first = build(files)
    _, second = build({**files, target: article("乙", "## 后来\n\n一段。")})
    third = run(root, NOW)

    assert first.findings == ()
    assert [(finding.code, finding.path) for finding in second.findings] == [("link-site-broken", source)]
    assert second.changed == ("sheng", "shi")  # the city, and the search of the top site
    assert third.findings == second.findings


def test_when_its_target_goes_a_broken_fragment_is_no_fault_of_the_page(build: Build) -> None:
    source, target = "content/county/xian/news/a.md", "content/county/xian/news/b.md"
    files = {
        source: article("甲", "[文](b.md#无)"),
        target: article("乙", "## 有", extra="withdrawn: {reason: 无, time: 2027-01-01}\n"),
    }
    root, first = build(files)
    later = run(root, NOW.replace(year=2027, month=2), options=Options(allowed=Allowed(clock=True)))

    assert _codes(first) == {("link-internal-broken", source)}
    assert [(finding.code, finding.path) for finding in later.findings] == [("link-not-public", source)]
    assert "xian/article/a.html" in public_tree(root)


@pytest.mark.skipif(sys.platform != "linux", reason="needs RLIMIT_AS")
def test_a_worker_that_takes_too_much_memory_meets_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    def hoard(size: int) -> int:
        return len(bytearray(size))

    found = dict(run_each({"small": 10, "large": 8 * 1024**3}, hoard, 1))

    assert found == {"small": 10, "large": Crash("MemoryError: ")}


@pytest.mark.skipif(sys.platform != "linux", reason="needs RLIMIT_CPU")
def test_a_worker_that_computes_without_end_is_ended_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "TIME_LIMIT", 1)

    def compute(most: int) -> int:
        number = 0
        while number < most:
            number += 1
        return number

    found = dict(run_each({"endless": 10**12, "small": 10}, compute, 1))

    assert found == {"endless": Crash("进程意外结束（-24）"), "small": 10}


def test_stock_pelican_says_so_and_writes_the_rest(tmp_path: Path) -> None:
    root = copy_demo(tmp_path)
    bad = root / "content/county/qinglan/news/bad.md"
    bad.write_text(article("坏的一篇", DEEP), encoding="utf-8")
    environment = {**os.environ, "SITE": "qinglan", "TODAY": "2026-11-23", "PYTHONPATH": str(REPO / "plugins")}
    done = subprocess.run(
        [sys.executable, "-m", "pelican", "-s", str(root / "pelicanconf.py")],
        cwd=root,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    written = root / "build/stock/qinglan"

    assert "body-unfit" in done.stdout + done.stderr
    assert (written / "index.html").is_file()
    assert not (written / "article/bad.html").exists()
    assert "坏的一篇" not in (written / "news/index.html").read_text(encoding="utf-8")
