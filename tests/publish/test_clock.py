"""A clock that jumps hides and releases nothing unasked; one that changes nothing bothers nobody."""

from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from clusters import NOW, article, run, tree, write_cluster
from consultations.calls import call
from wangqun.cli import main
from wangqun.domain.finding import blocked
from wangqun.operations import foresee, go_back
from wangqun.options import Options
from wangqun.reports.report import Report
from wangqun.stages.check import Allowed
from wangqun.store.ledger import read_ledger

pytestmark = pytest.mark.usefixtures("in_one_process")

NEWS = "content/county/xian/news/"
OTHER = {"content/city/shi/news/new.md": article("市里的新稿件")}
LATER = {NEWS + "later.md": article("换届公告", date="2026-12-10 09:00")}
RECENT = {NEWS + "recent.md": article("新近的", date="2026-11-20 09:00")}
ENDING = {NEWS + "ending.md": article("公示", extra="withdrawn: {reason: 公示期满, time: 2026-12-10 09:00}\n")}
CALL = "content/county/xian/consultations/road.md"
ASKED = call("村道征求意见", "2026-10-01", "2026-10-20")
NOTE = "adoption_note: {date: %s, text: 已研究采纳。}\n"
DUE = {CALL: call("村道征求意见", "2026-10-01", "2026-10-20", NOTE % "2026-12-10")}
OUT = {CALL: call("村道征求意见", "2026-10-01", "2026-10-20", NOTE % "2026-11-20")}
RIGHT = Allowed(clock=True)
BOTH = [("clock-jump", "sheng"), ("clock-jump", "xian")]
DAY = timedelta(days=1)


def built(tmp_path: Path, files: Mapping[str, str]) -> Path:
    root = write_cluster(tmp_path / "cluster", files)
    assert not blocked(run(root, NOW).findings)
    return root


def told(report: Report) -> list[tuple[str, str]]:
    return [(f.code, f.site) for f in report.findings if f.code in {"mass-removal", "clock-jump", "recall-held"}]


def shown(root: Path, site: str = "xian") -> dict[str, bytes]:
    return tree(root / "build/public" / site)


JUMPS = {
    "hidden by one back": (RECENT, -10, "撤下 1 篇：/article/recent.html（新近的）"),
    "released by one ahead": (LATER, 31, "公开 1 篇：/article/later.html（换届公告）"),
    "withdrawn by one ahead": (ENDING, 31, "撤下 1 篇：/article/ending.html（公示）"),
    "both": (LATER | ENDING, 400, "公开 1 篇：/article/later.html（换届公告），撤下 1 篇：/article/ending.html（公示）"),
}


@pytest.mark.parametrize("name", JUMPS)
def test_what_the_clock_alone_would_do_is_asked_about_until_it_is_allowed(name: str, tmp_path: Path) -> None:
    files, days, said = JUMPS[name]
    root = built(tmp_path, files)
    before = shown(root)
    write_cluster(root, OTHER, base=False)
    then = NOW + days * DAY
    ahead = [(f.code, f.site) for f in foresee(root, then).held]
    first, second = run(root, then), run(root, then)
    held, top = shown(root), shown(root, "sheng")
    allowed = run(root, then, options=Options(allowed=RIGHT))
    after = run(root, then)

    assert sorted(ahead) == BOTH, "the top's search and feed list what is below it"
    assert told(first) == told(second) == BOTH + [("recall-held", "xian")] * ("ending" in said)
    assert second.failed == ("sheng", "xian")
    message = next(f.message for f in first.findings if (f.code, f.site) == ("clock-jump", "xian"))
    jump = f"比上一次生成（2026-11-23 00:00）晚 {days} 天" if days > 0 else "早于上一次生成（2026-11-23 00:00）"
    assert message == f"这一次的时间是 {then:%Y-%m-%d %H:%M}，{jump}，单凭时间就会{said}。本站没有发布，读者看到的仍是上一次的"
    assert held == before
    assert "换届公告" not in "".join(content.decode("utf-8", "replace") for content in top.values())
    assert (root / "build/public/shi/article/new.html").is_file()
    assert (told(allowed), allowed.failed, told(after)) == ([], (), [])
    assert shown(root) != before


RESULTS = {"ahead of its day": (DUE, 31, "公开", False), "back before its day": (OUT, -10, "撤下", True)}


@pytest.mark.parametrize("name", RESULTS)
def test_words_that_wait_for_their_day_are_asked_about_too(name: str, tmp_path: Path) -> None:
    files, days, verb, is_out = RESULTS[name]
    root = built(tmp_path, files)
    held = run(root, NOW + days * DAY)
    message = next(f.message for f in held.findings if (f.code, f.site) == ("clock-jump", "xian"))
    before = any("已研究采纳".encode() in content for content in shown(root).values())
    allowed = run(root, NOW + days * DAY, options=Options(allowed=RIGHT))

    assert told(held) == BOTH and before == is_out
    assert f"单凭时间就会{verb} 1 篇：/consultation/road.html（村道征求意见里到时才公开的内容）" in message
    assert told(allowed) == []
    assert any("已研究采纳".encode() in content for content in shown(root).values()) != is_out


@pytest.mark.parametrize(
    ("first", "then"),
    [
        (ASKED, OUT[CALL].replace("2026-11-20", "2026-12-10")),
        (DUE[CALL], DUE[CALL].replace("已研究采纳", "已研究，采纳一部分")),
        (call("村道征求意见", "2026-11-01", "2026-12-01"), call("村道征求意见", "2026-11-01", "2026-12-01")),
    ],
    ids=["written since", "written anew since", "only closed since"],
)
def test_a_result_written_after_a_long_rest_and_a_mere_closing_are_not_asked_about(first: str, then: str, tmp_path: Path) -> None:
    root = built(tmp_path, {CALL: first})
    write_cluster(root, {CALL: then}, base=False)
    report = run(root, NOW + 45 * DAY)

    assert (told(report), report.failed) == ([], ())


def test_a_clock_put_right_again_asks_nothing(tmp_path: Path) -> None:
    root = built(tmp_path, RECENT | LATER)
    before = shown(root) | shown(root, "sheng")
    wrong = [run(root, NOW + days * DAY) for days in (-60, 1000)]
    report = run(root, NOW + DAY)

    assert [told(each) for each in wrong] == [BOTH, BOTH]
    assert (told(report), report.changed, report.failed) == ([], (), ())
    assert shown(root) | shown(root, "sheng") == before


@pytest.mark.parametrize("days", [-60, 31, 4000])
def test_a_jump_that_changes_nothing_bothers_nobody(days: int, tmp_path: Path) -> None:
    root = built(tmp_path, {NEWS + "old.md": article("旧的", date="2025-01-01")})
    report = run(root, NOW + days * DAY)

    assert (told(report), report.failed) == ([], ())


@pytest.mark.parametrize("days", [1, 30])
def test_a_piece_that_appears_in_time_is_not_asked_about(days: int, tmp_path: Path) -> None:
    root = built(tmp_path, {NEWS + "later.md": article("公告", date="2026-11-23 09:00")} | ENDING)
    report = run(root, NOW + days * DAY)

    assert (told(report), (root / "build/public/xian/article/later.html").is_file()) == ([], True)


def test_what_somebody_writes_after_a_long_rest_is_not_the_clock_s_doing(tmp_path: Path) -> None:
    draft = NEWS + "draft.md"
    root = built(
        tmp_path, RECENT | {draft: article("草稿", date="2026-12-20", extra="status: draft\n"), NEWS + "a.md": article("甲")}
    )
    withdrawn = "withdrawn: {reason: 有误, time: 2027-01-01 09:00}\n"
    edit = {
        NEWS + "new.md": article("新写的", date="2027-01-01 08:00"),
        draft: article("草稿", date="2026-12-20"),
        NEWS + "a.md": article("甲", extra=withdrawn),
    }
    write_cluster(root, edit, base=False)
    report = run(root, NOW + 45 * DAY)
    public = root / "build/public/xian/article"

    assert (told(report), report.failed) == ([], ())
    assert [name for name in ("new", "draft") if not (public / f"{name}.html").is_file()] == []
    assert "正文一段" not in (public / "a.html").read_text(encoding="utf-8")


def test_a_withdrawal_that_a_clock_behind_would_undo_is_asked_about(tmp_path: Path) -> None:
    gone = article("撤回的", extra="withdrawn: {reason: 有误, time: 2026-11-20 09:00}\n")
    root = built(tmp_path, {NEWS + "gone.md": gone})
    report = run(root, NOW - 10 * DAY)

    assert told(report) == BOTH
    assert "正文一段" not in (root / "build/public/xian/article/gone.html").read_text(encoding="utf-8")


def test_pages_that_only_the_clock_hides_are_asked_about_once(tmp_path: Path) -> None:
    many = {f"{NEWS}p{number}.md": article(f"第{number}篇", f"正文{number}。", "2026-11-20 09:00") for number in range(25)}
    root = built(tmp_path, many)
    report = run(root, NOW - 10 * DAY)
    removal = run(root, NOW - 10 * DAY, options=Options(allowed=Allowed(frozenset({"xian"}))))
    allowed = run(root, NOW - 10 * DAY, options=Options(allowed=RIGHT))

    assert told(report) == told(removal) == BOTH, "what may be removed says nothing of the clock"
    assert told(allowed) == []


def test_building_one_site_does_not_make_a_wrong_clock_right_for_the_others(tmp_path: Path) -> None:
    root = built(tmp_path, LATER)
    part = run(root, NOW + 400 * DAY, ["shi"])
    whole = run(root, NOW + 400 * DAY)

    assert (told(part), part.failed) == ([], ())
    assert told(whole) == BOTH
    assert read_ledger(root).now == NOW


def test_what_a_site_would_show_of_another_s_is_asked_about_there_too(tmp_path: Path) -> None:
    shared = {"content/city/shi/news/later.md": article("全市公告", date="2026-12-10", extra="share: {to: [xian], mode: page}\n")}
    root = built(tmp_path, shared)
    report = run(root, NOW + 60 * DAY)

    assert told(report) == [("clock-jump", site) for site in ("sheng", "shi", "xian")]
    assert not (root / "build/public/xian/from").exists()
    assert told(run(root, NOW + 60 * DAY, options=Options(allowed=RIGHT))) == []
    assert (root / "build/public/xian/from/shi/article/later.html").is_file()


def test_after_a_rollback_and_without_a_ledger_the_build_goes_on(tmp_path: Path) -> None:
    root = built(tmp_path, RECENT)
    write_cluster(root, {NEWS + "b.md": article("乙")}, base=False)
    run(root, NOW)
    go_back(root, NOW, ["xian"], None)
    back = run(root, NOW - 10 * DAY)
    (root / "build/cache/ledger.json").unlink()
    blind = run(root, NOW - 10 * DAY)

    assert told(back) == BOTH
    assert told(blind) == [], "one page of three, and nobody knows when the last build was"


def test_the_command_says_it_and_takes_the_option(tmp_path: Path) -> None:
    root = built(tmp_path, LATER)
    results = [
        CliRunner().invoke(main, ["-C", str(root), verb, "--today", "2027-01-20", *more])
        for verb in ("plan", "check", "build")
        for more in ([], ["--allow-clock"])
    ]

    assert [result.exit_code for result in results] == [1, 0] * 3
    assert ["wangqun build --allow-clock" in result.output for result in results] == [True, False] * 3
