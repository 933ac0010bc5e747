"""A run in which nothing changed is answered from what the last one came to: the same answer, and only then (0036)."""

import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from clusters import NOW, article, left, public_tree, write_cluster
from judge.sources import PEOPLE, deputy
from wangqun.cli.profiling import Profiler
from wangqun.options import Listener, Options
from wangqun.pipeline import run
from wangqun.reports.baseline import Baseline
from wangqun.reports.report import Report
from wangqun.stages.check import Allowed
from wangqun.store import sweep
from wangqun.store.ledger import PATH, read_ledger
from wangqun.store.sweep import LAST, STILL

pytestmark = pytest.mark.usefixtures("in_one_process")

PLAIN = Options(whoosh=False)
PIECE = "content/county/xian/news/good.md"


class Stages(Listener):
    """The verbs of a run."""

    def __init__(self) -> None:
        self.names: list[str] = []

    def stage(self, name: str, result: Any, seconds: float, cpu: float) -> None:
        self.names.append(name)


@pytest.fixture(autouse=True)
def _settled(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files that a test has just written are old enough to be known by their time."""
    monkeypatch.setattr(sweep, "RACY", -(10**18))


def build(root: Path, now: datetime = NOW, options: Options = PLAIN) -> tuple[Report, bool]:
    """The report of a run, and whether it was answered without a look at what is written."""
    stages = Stages()
    report = run(root, now, options=options, listener=stages)
    assert stages.names == ["still"] or "still" not in stages.names
    return report, stages.names == ["still"]


MOMENTS = """\
2026-11-23 10:30  2026-11-23 11:07  2026-11-23 13:20  2026-11-23 14:46  2026-11-23 16:05  2026-11-23 17:15
2026-11-24 00:00  2026-11-25 00:00  2026-11-26 00:00"""
LEAVING = {"term": 17, "constituency": "c1", "from": "2022-02-10", "to": "2026-11-25", "end_reason": "resigned"}
DAYS = "cadence: {home: 3650, news: 30, notice: 14, yearly: 3650}"
TURNING = {
    "content/county/xian/news/later.md": article("到时公开", date="2026-11-23 10:30"),
    "content/county/xian/news/back.md": article("到时撤回", extra="withdrawn: {reason: 内容重复, time: 2026-11-23 11:07}\n"),
    "content/county/xian/news/told.md": article("将要撤回", extra="withdrawn: {reason: 内容重复, time: 2026-11-30 13:20}\n"),
    "content/city/shi/news/aged.md": article("最近一篇", date="2026-10-24 14:45"),  # 30 days before
    "content/city/shi/news/good.md": article("更早一篇", date="2026-10-20 09:00"),
    "content/province/sheng/notices/ageing.md": article("公告", date="2026-11-12 16:05"),  # 14 days less 3 before
    "content/county/xian/news/held.md": article("有时限", extra="embargo_until: 2026-11-23 17:15\n"),
    "content/county/xian/notices/ends.md": article("有效期", extra="expires_on: 2026-11-23\n"),
    "content/county/xian/notices/offered.md": article("报送", extra="share: {up: true, until: 2026-11-24}\n"),
    "content/county/xian/notices/id.md": article("豁免", body="卡号 6222021001116245702。"),
    "content/county/xian/terms.yaml": "- {term_no: 17, start: 2022-01-10, seats: 3}\n",
    "content/county/xian/constituencies.yaml": "- {key: c1, name: 第一选区, term: 17, quota: 3}\n",
    "content/county/xian/deputies/p0.yaml": deputy("xian", PEOPLE[0], mandates=[LEAVING]),
    "sites/waivers.yaml": (
        "waivers:\n- {code: bank-card, item: 'xian:article/id', reason: 公告依法公布, approver: 周正, expires_on: 2026-11-25}\n"
    ),
}


def turning(root: Path) -> Path:
    """A cluster in which something of each kind turns by itself within the next days."""
    write_cluster(root, TURNING)
    record = root / "sites" / "cluster.yaml"
    text = record.read_text(encoding="utf-8")
    text = text.replace("cadence: {home: 3650, news: 3650, notice: 3650, yearly: 3650}", DAYS).replace(
        "[news]", "[news, notices]"
    )
    rules = "{id: down, kind: push, from: [sheng], columns: [notices], until: 2026-11-24, mode: page}"
    rules += ", {id: up, kind: report, from: [county], to: [city], columns: [news]}"
    record.write_text(f"{text}flows: [{rules}]\n", encoding="utf-8")
    return root


def test_at_every_moment_the_answer_is_that_of_a_run_that_looks(tmp_path: Path) -> None:
    short, long = turning(tmp_path / "short" / "c"), turning(tmp_path / "long" / "c")
    moments = [datetime.fromisoformat(text).replace(tzinfo=NOW.tzinfo) for text in re.split(r"\s{2,}|\n", MOMENTS)]
    build(short), build(long)
    for moment in moments:
        shown = []
        for away in (-2, -1, 0):
            now = moment + timedelta(minutes=away)
            (long / STILL).unlink(missing_ok=True)
            report, is_still = build(short, now)
            expected, never = build(long, now)

            assert not never
            assert is_still == (away == -1) or away == -2, now  # two minutes before something else may have turned
            assert left(short) == left(long), now
            assert replace(report, outcomes={}) == replace(expected, outcomes={})
            shown.append((expected.findings, public_tree(long)))
        assert shown[-1] != shown[-2], moment


def damage_byte(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


def only(root: Path, pattern: str) -> Path:
    return sorted(root.glob(pattern))[0]


HARM: dict[str, Callable[[Path], object]] = {
    "a piece was edited": lambda root: (root / PIECE).write_text(article("又一篇"), encoding="utf-8"),
    "a piece was touched": lambda root: (root / PIECE).touch(),
    "a piece was added": lambda root: write_cluster(root, {"content/county/xian/news/b.md": article()}, base=False),
    "a piece was taken away": lambda root: (root / PIECE).unlink(),
    "a piece has another mode": lambda root: (root / PIECE).chmod(0o600),
    "a site's record was edited": lambda root: (root / "sites/county/xian.yaml").touch(),
    "a folder became a link": lambda root: (
        (root / "content/county/xian/news").rename(root / "news"),
        (root / "content/county/xian/news").symlink_to(root / "news"),
    ),
    "settings came": lambda root: (root / "pelicanconf.py").write_text("DEFAULT_PAGINATION = 3\n", encoding="utf-8"),
    "a theme came": lambda root: write_cluster(root, {"themes/renda/static/a.css": ""}, base=False),
    "the list of words was edited": lambda root: (root.parent / "words.txt").write_text("甲\t乙\n", encoding="utf-8"),
    "a page was edited": lambda root: only(root, "build/releases/xian/*/index.html").write_text("x", encoding="utf-8"),
    "a page was taken away": lambda root: only(root, "build/releases/xian/*/index.html").unlink(),
    "a page was added": lambda root: (only(root, "build/releases/xian/*") / "more.html").write_text("x", encoding="utf-8"),
    "a release was added": lambda root: (root / "build/releases/xian/0123456789abcdef").mkdir(),
    "a link leads elsewhere": lambda root: (
        (root / "build/public/xian").unlink(),
        (root / "build/public/xian").symlink_to("../releases/shi"),
    ),
    "a link was added": lambda root: (root / "build/public/other").symlink_to("../releases/shi/0123456789abcdef"),
    "search data was damaged": lambda root: damage_byte(only(root, "build/search/xian/*")),
    "search data was taken away": lambda root: shutil.rmtree(root / "build/search/xian"),
    "a manifest was damaged": lambda root: damage_byte(root / "build/manifests/xian.json"),
    "a manifest was added": lambda root: (root / "build/manifests/other.json").write_text("{}", encoding="utf-8"),
    "the ledger was damaged": lambda root: damage_byte(root / PATH),
    "the ledger was taken away": lambda root: (root / PATH).unlink(),
    "what is known of files was damaged": lambda root: damage_byte(root / "build/cache/sources/xian.bin"),
    "bodies were taken away": lambda root: shutil.rmtree(root / "build/cache/bodies"),
    "what is kept was damaged": lambda root: damage_byte(root / STILL),
    "what is kept was cut": lambda root: (root / STILL).write_bytes((root / STILL).read_bytes()[:100]),
    "what is kept is gone": lambda root: (root / STILL).unlink(),
    "something of a run that was killed": lambda root: (root / "build/staging").mkdir(),
}


def worded(root: Path) -> Path:
    """A cluster with a list of words beside it."""
    write_cluster(root, {"../words.txt": "一带一璐\t一带一路\n"})
    with (root / "sites/cluster.yaml").open("a", encoding="utf-8") as file:
        file.write("wording: ../words.txt\n")
    return root


@pytest.mark.parametrize("harm", HARM)
def test_whatever_is_otherwise_is_looked_at(harm: str, tmp_path: Path) -> None:
    root = worded(tmp_path / "c")
    build(root)
    assert (root / STILL).is_file()
    HARM[harm](root)

    assert not build(root)[1]


@pytest.mark.parametrize("site", ["sheng", "shi", "xian"])
def test_two_processes_look_at_all_that_one_does(site: str, tmp_path: Path) -> None:
    root, two = write_cluster(tmp_path / "c", {}), replace(PLAIN, jobs=2)
    build(root, options=two)
    assert build(root, options=two)[1]
    only(root, f"build/releases/{site}/*/index.html").write_text("x", encoding="utf-8")

    assert not build(root, options=two)[1]


@pytest.mark.parametrize(
    "options",
    [
        Options(whoosh=True),
        replace(PLAIN, keep=2),
        replace(PLAIN, compress=True),
        replace(PLAIN, force=True),
        replace(PLAIN, publishing=False),
        replace(PLAIN, allowed=Allowed(preview=True)),
        replace(PLAIN, allowed=Allowed(removal=frozenset({"xian"}))),
    ],
)
def test_another_wish_is_another_run(options: Options, tmp_path: Path) -> None:
    root = write_cluster(tmp_path / "c", {})
    build(root)

    assert not build(root, options=options)[1]


def test_a_run_about_some_sites_is_another_run(tmp_path: Path) -> None:
    root, stages = write_cluster(tmp_path / "c", {}), Stages()
    build(root)
    run(root, NOW, ["xian"], PLAIN, stages)

    assert "still" not in stages.names


def test_how_many_work_and_what_is_compared_with_makes_no_difference(tmp_path: Path) -> None:
    root = write_cluster(tmp_path / "c", {})
    build(root)
    beside = Baseline("base.json")
    report, is_still = build(root, options=replace(PLAIN, jobs=2, baseline=beside))
    shutil.rmtree(root / "build" / "reports")
    _, is_still_still = build(root)

    assert is_still and is_still_still
    assert report.baseline == beside
    assert (root / "build" / "reports" / "xian.html").is_file()


def test_the_profile_of_a_glance_says_what_was_not_made(tmp_path: Path) -> None:
    root, profiler = write_cluster(tmp_path / "c", {}), Profiler(Listener())
    build(root)
    run(root, NOW, options=PLAIN, listener=profiler)

    assert set(profiler.as_json()["verbs"]) == {"still"}
    assert profiler.as_json()["kept"] == {"sites": 3, "searches": 3}


def test_a_clock_that_goes_back_is_looked_at(tmp_path: Path) -> None:
    root = write_cluster(tmp_path / "c", {})
    build(root)
    steps = [build(root, NOW + timedelta(hours=hours))[1] for hours in (1, 5, 4, 5, 6, 24)]

    assert steps == [True, True, False, True, True, False]


def test_the_last_run_is_remembered_for_the_guard_of_the_clock(tmp_path: Path) -> None:
    root = write_cluster(tmp_path / "c", {})
    build(root)
    written = (root / PATH).read_bytes()
    build(root, NOW + timedelta(hours=3))

    assert (root / PATH).read_bytes() == written
    assert read_ledger(root).now == NOW + timedelta(hours=3)
    (root / LAST).write_text("damaged", encoding="utf-8")
    assert read_ledger(root).now == NOW


def test_what_is_withdrawn_leaves_what_is_kept_in_the_same_run(tmp_path: Path) -> None:
    root = write_cluster(tmp_path / "c", {PIECE: article("很长很长的题目", extra="slug: 坏 slug\n")})
    build(root)
    (root / PIECE).unlink()
    report, _ = build(root)

    assert report.failed  # the guard asks
    assert not (root / STILL).exists()


def test_a_lost_address_is_told_with_the_minute_of_the_run(tmp_path: Path) -> None:
    lost = "content/county/xian/news/lost.md"
    root = write_cluster(tmp_path / "c", {lost: article("要没有的")})
    build(root)
    (root / lost).unlink()
    build(root)
    told, is_still = build(root, NOW + timedelta(hours=3, minutes=7))
    (root / STILL).unlink()
    expected, _ = build(root, NOW + timedelta(hours=3, minutes=7))
    hints = [finding.hint for finding in told.findings if finding.code == "address-lost"]

    assert is_still
    assert told.findings == expected.findings
    assert hints and "time: 2026-11-23 03:07}" in hints[0]


def test_another_place_is_looked_at(tmp_path: Path) -> None:
    root = write_cluster(tmp_path / "c", {})
    build(root)
    root.rename(tmp_path / "d")

    assert not build(tmp_path / "d")[1]


def test_files_too_young_to_be_known_by_their_time_are_looked_at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sweep, "RACY", 2_000_000_000)
    root = write_cluster(tmp_path / "c", {})
    build(root)

    assert not build(root)[1]


def test_an_edit_while_a_run_goes_on_is_seen_by_the_next(tmp_path: Path) -> None:
    root = write_cluster(tmp_path / "c", {})

    class Editing(Stages):
        def stage(self, name: str, result: Any, seconds: float, cpu: float) -> None:
            if name == "load":
                (root / PIECE).write_text(article("载入以后改的"), encoding="utf-8")

    run(root, NOW, options=PLAIN, listener=Editing())
    report, is_still = build(root)

    assert not is_still
    assert report.changed
    assert "载入以后改的" in public_tree(root)["xian/article/good.html"].decode()


@pytest.mark.parametrize(
    "files",
    [
        {"content/county/xian/news/bad.md": article(body="![x](../images/none.jpg)").replace("title:", "titel:")},
        {"sites/county/xian.yaml": "name: [\n"},
    ],
)
def test_what_is_wrong_is_told_again_as_it_was(files: dict[str, str], tmp_path: Path) -> None:
    root = write_cluster(tmp_path / "c", files)
    build(root)
    told, _ = build(root)
    (root / STILL).unlink(missing_ok=True)

    assert told.findings == build(root)[0].findings
    assert told.findings


def test_a_plugin_of_somebody_else_may_read_what_it_likes(tmp_path: Path) -> None:
    root = write_cluster(tmp_path / "c", {"pelicanconf.py": "PLUGINS = ['json']\n"})
    build(root)

    assert not build(root)[1]


def test_with_a_piece_that_waits_for_its_acceptance_the_answer_is_the_same(tmp_path: Path) -> None:
    root = write_cluster(tmp_path, {})
    with (root / "sites/cluster.yaml").open("a", encoding="utf-8") as file:
        file.write("flows:\n- {id: up, kind: report, from: [xian], columns: [news], to: [province]}\n")
    first, _ = build(root)
    second, was_answered = build(root, NOW + timedelta(minutes=5))

    assert was_answered
    assert "report-waiting" in {finding.code for finding in first.findings}
    assert second.findings == first.findings
    assert second.releases == first.releases


def test_a_setting_that_is_taken_from_the_environment_is_looked_at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = "import os\nFEED_MAX_ITEMS = int(os.environ.get('WQ_MOST', '3'))\n"
    root = write_cluster(tmp_path, {"pelicanconf.py": settings})
    build(root)

    assert build(root)[1]
    monkeypatch.setenv("WQ_MOST", "2")
    assert not build(root)[1]
    assert build(root)[1]


def test_such_a_run_loads_nothing_that_reads_or_renders(tmp_path: Path) -> None:
    write_cluster(tmp_path, {PIECE: article("一篇")})
    script = (
        "import sys; from wangqun.store import sweep; sweep.RACY = -(10**18)\n"
        "from wangqun.cli import main\n"
        f"sys.argv = ['wangqun', '-C', {str(tmp_path)!r}, 'build', '--no-whoosh', '--today', '2026-11-23']\n"
        "try: main()\n"
        "finally: print(*sorted({'pydantic', 'pelican', 'markdown', 'wangqun.domain.document'} & sys.modules.keys()), 'loaded')\n"
    )

    first, second = (
        subprocess.run([sys.executable, "-c", script], check=False, capture_output=True, text=True) for _ in range(2)
    )

    assert (first.returncode, first.stdout.split()[-5:]) == (
        0,
        ["markdown", "pelican", "pydantic", "wangqun.domain.document", "loaded"],
    )
    assert (second.returncode, second.stdout.splitlines()[-1].strip()) == (0, "loaded")
