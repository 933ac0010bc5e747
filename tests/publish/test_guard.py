"""Much that would disappear is held back until somebody says that it may go; the other sites move on."""

import json
import re
import shutil
from collections.abc import Iterable, Mapping
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from clusters import FAULTS, NOW, article, copy_demo, read_folder, run, tree, write_cluster
from wangqun.cli import main
from wangqun.domain.finding import Finding, blocked
from wangqun.operations import foresee, go_back
from wangqun.options import Options
from wangqun.pipeline import federate
from wangqun.reports.outcomes import Outcome
from wangqun.reports.report import Report
from wangqun.serve.building import build_once
from wangqun.stages.check import Allowed
from wangqun.stages.check.removal import foreseen, is_grave, own_pages
from wangqun.store.ledger import read_ledger

pytestmark = pytest.mark.usefixtures("in_one_process")

HOME, SITE = "content/county/xian", "sites/county/xian.yaml"
NEWS = HOME + "/news/"
OTHER = {"content/city/shi/news/new.md": article("市里的新稿件")}
TODAY = ("--today", "2026-11-23", "-j", "1")
XIAN = Allowed(frozenset({"xian"}))


def pieces(count: int, extra: str = "") -> dict[str, str]:
    """So many pieces of the county, `p000` the first, besides its good one."""
    return {f"{NEWS}p{number:03}.md": article(f"第{number}篇", f"正文{number}。", extra=extra) for number in range(count)}


def built(tmp_path: Path, files: Mapping[str, str]) -> Path:
    root = write_cluster(tmp_path / "cluster", files)
    assert not blocked(run(root, NOW).findings)
    return root


def change(root: Path, edit: Mapping[str, str | None]) -> None:
    for name, text in edit.items():
        if text is None:
            (root / name).unlink()
    write_cluster(root, {name: text for name, text in edit.items() if text is not None}, base=False)


def told(findings: Iterable[Finding]) -> list[tuple[str, str]]:
    """Code and site of what the guard says."""
    return [(f.code, f.site) for f in findings if f.code in {"mass-removal", "clock-jump", "recall-held"}]


def command(root: Path, *args: str) -> Result:
    return CliRunner().invoke(main, ["-C", str(root), *args])


def shown(root: Path, site: str = "xian") -> dict[str, bytes]:
    return tree(root / "build/public" / site)


@pytest.mark.parametrize(
    ("lost", "total", "grave"),
    [
        *((0, 0, False), (0, 9, False), (1, 1, True), (1, 2, False), (9, 9, True), (19, 20, False), (19, 100, False)),
        *((20, 20, True), (20, 21, True), (20, 199, True), (20, 200, False), (21, 200, True)),
        *((100, 1000, False), (101, 1000, True)),
    ],
)
def test_a_whole_site_or_more_than_a_tenth_and_twenty_pages_are_grave(lost: int, total: int, grave: bool) -> None:
    assert is_grave(lost, total) is grave


def test_an_emptied_content_folder_holds_its_site_alone_until_it_is_allowed(tmp_path: Path) -> None:
    root = built(tmp_path, pieces(4))
    before, other = shown(root), shown(root, "shi")
    shutil.rmtree(root / HOME)
    (root / HOME).mkdir()
    write_cluster(root, OTHER, base=False)
    ahead = told(foresee(root, NOW).held)
    first = command(root, "build", *TODAY)
    second = run(root, NOW)
    held = shown(root)
    allowed = command(root, "build", "--allow-removal", "xian", *TODAY)
    after = run(root, NOW)

    assert ahead == told(second.findings) == [("mass-removal", "xian")]
    assert (first.exit_code, second.failed) == (1, ("xian",))
    assert "本站公开的 5 个网址里有 5 个打不开：/article/good.html（" in first.output
    assert f"{HOME}/ 是空的" in first.output
    assert "确实要撤下的，核对以后运行 wangqun build --allow-removal xian。" in first.output
    assert held == before
    assert shown(root, "shi") != other
    assert (allowed.exit_code, after.failed, told(after.findings)) == (0, (), [])
    assert own_pages(shown(root)) == set()


def test_when_all_content_is_gone_every_site_is_held(tmp_path: Path) -> None:
    root = built(tmp_path, {})
    shutil.rmtree(root / "content")
    for level, site in (("province", "sheng"), ("city", "shi"), ("county", "xian")):
        (root / "content" / level / site).mkdir(parents=True)
    report = run(root, NOW)
    several = command(root, "build", "--allow-removal", "xian", "--allow-removal", "shi", *TODAY)

    assert report.failed == ("sheng", "shi", "xian")
    assert {f.hint.partition("：")[0] for f in report.findings if f.code == "mass-removal"} == {"content/ 是空的"}
    assert [site for site in ("sheng", "shi", "xian") if own_pages(shown(root, site))] == ["sheng"]
    assert several.exit_code == 1


def test_the_only_page_of_a_site_is_a_whole_site_and_comes_back_by_itself(tmp_path: Path) -> None:
    root = built(tmp_path, {})
    good = NEWS + "good.md"
    text = (root / good).read_text(encoding="utf-8")
    change(root, {good: None})
    held = run(root, NOW)
    change(root, {good: text})
    mended = run(root, NOW)

    assert (held.failed, mended.failed, told(mended.findings)) == (("xian",), (), [])


GONE = (
    (99, 19, []),
    (199, 20, []),
    (199, 21, [("mass-removal", "xian")]),
)


@pytest.mark.parametrize(("more", "fewer", "expected"), GONE)
def test_a_part_of_a_site_goes_unless_it_is_much(more: int, fewer: int, expected: list[tuple[str, str]], tmp_path: Path) -> None:
    root = built(tmp_path, pieces(more))
    change(root, dict.fromkeys(list(pieces(more))[:fewer]))
    ahead = told(foresee(root, NOW).held)
    report = run(root, NOW)

    assert (ahead, told(report.findings)) == (expected, expected)
    assert (root / "build/public/xian/article/p000.html").exists() is bool(expected)


def _leaving() -> dict[str, Mapping[str, str | None]]:
    """Ways for 22 of 22 or 23 of 23 pages to go that nobody asks about: each file as it is written afterwards."""
    names = [*pieces(22), NEWS + "good.md"]
    stubs = {name: article("撤回", extra="withdrawn: {reason: 内容有误, time: 2026-11-20 09:00}\n") for name in names}
    blank = {name: article("拦下", extra="source: 请填写本机关名称\n") for name in names}
    unread = dict.fromkeys(names, "---\ntitle: [\n---\n正文\n")
    over = {name: article("过期", extra="expires_on: 2026-11-20\n") for name in names}
    shutdown: dict[str, str | None] = dict.fromkeys(pieces(22))
    aliases = ", ".join(f"/article/p{number:03}.html" for number in range(22))
    renamed = {**shutdown, NEWS + "sum.md": article("合为一篇", extra=f"aliases: [{aliases}]\n")}
    elsewhere = "content/city/shi/news/"
    moved: dict[str, str] = {name: article("迁走", extra="moved_to: shi\n") for name in names}
    for name in names:
        slug = Path(name).stem
        moved[f"{elsewhere}x-{slug}.md"] = article("迁来", extra=f"id: xian:article/{slug}\nslug: {slug}\n")
    column: dict[str, str | None] = dict.fromkeys(pieces(22))
    column |= {name.replace("/news/", "/notices/"): text for name, text in pieces(22).items()}
    return {
        "tombstones": stubs,
        "blocked": blank,
        "blocked and unreadable": unread,
        "expired": over,
        "redirects": renamed,
        "moved": moved,
        "another column": column,
    }


@pytest.mark.parametrize("way", _leaving())
def test_what_answers_or_is_blocked_or_expired_leaves_at_once(way: str, tmp_path: Path) -> None:
    root = built(tmp_path, pieces(22))
    change(root, _leaving()[way])
    ahead = told(foresee(root, NOW).held)
    report = run(root, NOW)

    assert (ahead, told(report.findings), report.failed) == ([], [], ())
    assert (root / "build/public/xian/article/p000.html").exists() is (not way.startswith("blocked"))


@pytest.mark.parametrize(
    ("line", "said"), [("status: draft", "其中 22 篇的文件头改成了不公开"), ("date: 2026-12-24", "其中 22 篇的 date 晚于现在")]
)
def test_a_header_changed_in_all_files_is_asked_about(line: str, said: str, tmp_path: Path) -> None:
    root = built(tmp_path, pieces(22))
    later = {name: text.replace("date: 2026-03-02 09:00", "date: 2026-12-24") for name, text in pieces(22).items()}
    change(root, later if line.startswith("date") else pieces(22, f"{line}\n"))
    report = run(root, NOW)

    assert told(report.findings) == [("mass-removal", "xian")]
    assert [said in f.hint for f in report.findings if f.code == "mass-removal"] == [True]


def test_a_list_that_grows_shorter_is_nobody_s_address(tmp_path: Path) -> None:
    tagged = {name: article(f"稿件{name}", extra=f"tags: [标签{number}]\n") for number, name in enumerate(pieces(30))}
    root = built(tmp_path, pieces(60) | tagged)
    change(root, pieces(30))
    report = run(root, NOW)

    assert not (root / "build/public/xian/tag").exists()
    assert told(report.findings) == []


def test_without_a_ledger_what_is_public_is_compared(tmp_path: Path) -> None:
    root = built(tmp_path, pieces(3))
    before = shown(root)
    shutil.rmtree(root / "build/cache")
    change(root, dict.fromkeys(pieces(3)) | {NEWS + "good.md": None})
    ahead = told(foresee(root, NOW).held)
    report = run(root, NOW)
    held = shown(root)

    assert (ahead, told(report.findings)) == ([("mass-removal", "xian")],) * 2
    assert held == before
    assert run(root, NOW, options=Options(allowed=XIAN)).failed == ()


def test_a_first_build_has_no_guard(tmp_path: Path) -> None:
    root = write_cluster(tmp_path, {NEWS + "later.md": article(date="2030-01-01")})

    assert (foresee(root, NOW).held, told(run(root, NOW).findings)) == ((), [])


def test_a_site_whose_file_is_lost_stays_until_it_is_allowed_and_its_releases_after_that(tmp_path: Path) -> None:
    root = built(tmp_path, pieces(2))
    before = shown(root)
    record = (root / SITE).read_text(encoding="utf-8")
    (root / SITE).unlink()
    write_cluster(root, OTHER, base=False)
    ahead = told(foresee(root, NOW).held)
    partly = told(run(root, NOW, ["shi"]).findings)
    first = command(root, "build", *TODAY)
    second = run(root, NOW)
    held = shown(root)
    allowed = run(root, NOW, options=Options(allowed=XIAN))
    away = not (root / "build/public/xian").is_symlink()
    quiet = run(root, NOW)
    go_back(root, NOW, ["xian"], None)
    again = shown(root)
    asked = run(root, NOW)
    (root / SITE).write_text(record, encoding="utf-8")
    restored = run(root, NOW)

    assert (ahead, partly, told(second.findings)) == ([("mass-removal", "xian")], [], [("mass-removal", "xian")])
    assert first.exit_code == 1
    assert "撤下后它公开的 4 个网址全部打不开：/article/good.html（" in first.output
    assert (second.failed, second.removed) == (("xian",), ())
    assert held == again == before
    assert (root / "build/public/shi/article/new.html").is_file()
    assert (allowed.removed, allowed.failed, away) == (("xian",), (), True)
    assert (told(quiet.findings), quiet.removed) == ([], ())
    assert told(asked.findings) == [("mass-removal", "xian")]
    assert (told(restored.findings), restored.failed) == ([], ())
    assert {path: content for path, content in shown(root).items() if path in own_pages(before)} == {
        path: content for path, content in before.items() if path in own_pages(before)
    }


def test_a_site_that_is_given_another_id_is_asked_about_under_the_old_one(tmp_path: Path) -> None:
    root = built(tmp_path, {})
    (root / SITE).rename(root / "sites/county/xinxian.yaml")
    (root / HOME).rename(root / "content/county/xinxian")
    held = run(root, NOW)
    report = run(root, NOW, options=Options(allowed=XIAN))

    assert (told(held.findings), held.failed) == ([("mass-removal", "xian")], ("xian",))
    assert {path.name for path in (root / "build/public").iterdir()} == {"sheng", "shi", "xinxian"}
    assert report.removed == ("xian",)


def test_a_faulty_record_is_no_lost_one(tmp_path: Path) -> None:
    root = built(tmp_path, {})
    (root / SITE).write_text("name: [\n", encoding="utf-8")
    report = run(root, NOW)

    assert (told(report.findings), report.failed) == ([], ("xian",))


def test_what_is_withdrawn_or_blocked_in_a_held_site_is_told_with_the_command_that_takes_it_down(tmp_path: Path) -> None:
    wrong, leaked, unread = NEWS + "wrong.md", NEWS + "leaked.md", NEWS + "unread.md"
    root = built(tmp_path, pieces(30) | {name: article(Path(name).stem) for name in (wrong, leaked, unread)})
    edit: dict[str, str | None] = dict.fromkeys(list(pieces(30)))
    edit |= {
        wrong: article("wrong", extra="withdrawn: {reason: 有误, time: 2026-11-20 09:00}\n"),
        leaked: article("leaked", "公民身份号码970121198001010016。"),
        unread: "---\ntitle: [\n---\n",
    }
    change(root, edit)
    report = run(root, NOW)
    recalls = [f for f in report.findings if f.code == "recall-held"]
    allowed = run(root, NOW, options=Options(allowed=XIAN))

    assert [f.message.removeprefix("本站没有重新生成，仍在展示已") for f in recalls] == [
        "拦下的 article/leaked",
        "拦下的 article/unread",
        "撤回的 xian:article/wrong",
    ]
    assert {"wangqun build --allow-removal xian" in f.hint for f in recalls} == {True}
    assert [f for f in allowed.findings if f.code == "recall-held"] == []
    assert not (root / "build/public/xian/article/leaked.html").exists()


def test_records_of_people_count_and_those_that_are_kept_do_not(tmp_path: Path) -> None:
    terms, places = HOME + "/terms.yaml", HOME + "/constituencies.yaml"
    seats = "".join(f"- {{key: k{number}, name: 第{number}选区, term: 17, quota: 1}}\n" for number in range(10, 40))
    term = "- {term_no: 17, start: 2022-01-10, seats: 30}\n"
    root = built(tmp_path, {terms: term, places: seats})
    assert (root / "build/public/xian/constituency/k39.html").is_file()
    change(root, {places: seats[: seats.index("- {key: k12")]})
    ahead = told(foresee(root, NOW).held)
    lost = told(run(root, NOW).findings)
    change(root, {places: seats, terms: term + "- {term_no: 18, start: 2026-12-01, seats: 30}\n"})
    foreseen_end = told(foresee(root, NOW + timedelta(days=9)).held)
    ended = run(root, NOW + timedelta(days=9))

    assert ahead == lost == [("mass-removal", "xian")]
    assert (foreseen_end, told(ended.findings), (root / "build/public/xian/constituency/k39.html").exists()) == ([], [], False)


def test_what_plan_foresees_is_what_is_rendered(tmp_path: Path) -> None:
    root = copy_demo(tmp_path)
    plan = foresee(root, NOW)
    run(root, NOW, options=Options(jobs=2, whoosh=False))

    assert {job.site: foreseen(job.view) for job in plan.jobs} == {
        site: own_pages(entry.files) for site, entry in read_ledger(root).sites.items()
    }


def test_check_and_plan_tell_it_with_the_same_exit_code_and_take_the_same_options(tmp_path: Path) -> None:
    root = built(tmp_path, {})
    change(root, {NEWS + "good.md": None})
    asked = [command(root, *words, *TODAY[:2]) for words in (["check"], ["plan"], ["plan", "--json"])]
    told_ahead = json.loads(asked[2].stdout)["held"]
    allowed = [command(root, verb, "--allow-removal", "xian", *TODAY[:2]).exit_code for verb in ("check", "plan", "build")]

    assert [(result.exit_code, "mass-removal" in result.output) for result in asked] == [(1, True)] * 3
    assert [(finding["code"], finding["site"]) for finding in told_ahead] == [("mass-removal", "xian")]
    assert allowed == [0, 0, 0]


def test_a_site_that_was_never_there_is_no_site(tmp_path: Path) -> None:
    result = command(built(tmp_path, {}), "build", "--allow-removal", "xain", *TODAY)

    assert (result.exit_code, re.findall("没有站点 xain", result.output)) == (2, ["没有站点 xain"])


def test_the_preview_shows_what_is_written(tmp_path: Path) -> None:
    root = built(tmp_path, pieces(2))
    change(root, dict.fromkeys(pieces(2)) | {NEWS + "good.md": None})
    outcome = build_once(root, "2020-01-01")

    assert (outcome.trouble, [f["code"] for f in outcome.findings if f["code"] in {"mass-removal", "clock-jump"}]) == ("", [])
    assert own_pages(shown(root)) == set()


def test_after_a_rollback_the_next_build_asks_only_about_what_is_much(tmp_path: Path) -> None:
    root = built(tmp_path, pieces(3))
    change(root, {NEWS + "p000.md": None})
    run(root, NOW)
    go_back(root, NOW, ["xian"], None)
    little = run(root, NOW)
    go_back(root, NOW, ["xian"], None)
    change(root, dict.fromkeys(list(pieces(3))[1:]) | {NEWS + "good.md": None})
    much = run(root, NOW)

    assert (told(little.findings), told(much.findings)) == ([], [("mass-removal", "xian")])


def test_what_is_held_is_in_the_reports(tmp_path: Path) -> None:
    root = built(tmp_path, {})
    change(root, {NEWS + "good.md": None})
    (root / "sites/city/shi.yaml").rename(root / "sites/city/shi2.yaml")
    (root / "content/city/shi").rename(root / "content/city/shi2")
    change(root, {SITE: read_folder(FAULTS / "_base")[SITE].replace("parent: shi", "parent: shi2")})
    report: Report = run(root, NOW)
    pages = {path.name: path.read_text(encoding="utf-8") for path in (root / "build/reports").glob("*.html")}

    assert sorted(told(report.findings)) == [("mass-removal", "shi"), ("mass-removal", "xian")]
    assert "--allow-removal shi。" in pages["shi.html"]
    assert "shi.html" in pages["index.html"]
    assert pages["index.html"].count("等人确认，保留上次") >= 2
    assert "--allow-removal xian。" in pages["xian.html"]
    assert federate(root, NOW).blocked == frozenset()


def test_a_site_that_is_held_has_that_word_and_fails_the_run_though_its_finding_is_old(tmp_path: Path) -> None:
    root = built(tmp_path, {})
    (root / SITE).unlink()
    first = run(root, NOW)
    old = shutil.copy(root / "build/reports/report.json", tmp_path / "old.json")
    again = command(root, "build", *TODAY, "--baseline", str(old), "--json")
    seen = command(root, "check", *TODAY, "--baseline", str(old), "--json")

    assert first.outcomes["xian"] is Outcome.HELD
    for result in (again, seen):
        answer = json.loads(result.stdout)
        assert (result.exit_code, answer["sites"]["xian"]["outcome"]) == (1, "held")
        assert [finding["new"] for finding in answer["findings"] if finding["code"] == "mass-removal"] == [False]
