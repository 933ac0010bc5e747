"""Old and new: a baseline knows a mistake again wherever it stands, counts those that are alike, and is never trusted."""

import json
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest

from clusters import NOW
from wangqun.domain.finding import MOST, Finding, Severity, fold
from wangqun.reports.baseline import FORMAT, WITHOUT, Baseline, judge, read_baseline
from wangqun.reports.outcomes import Outcome
from wangqun.reports.report import Report

A = Finding(
    "link-internal-broken", Severity.BLOCK, "xian", "content/county/xian/news/a.md", 6, 5, "链接 id:xian:article/b 找不到"
)
WARN = replace(A, severity=Severity.WARN, code="link-site-broken")


def baseline(*findings: Finding, folder: Path) -> Baseline:
    """What is read back of a report of these findings."""
    path = folder / "report.json"
    path.write_text(json.dumps(Report(findings=findings).as_json(NOW), ensure_ascii=False), encoding="utf-8")
    known = read_baseline(path)
    assert known.problem == ""
    return known


def new(findings: Iterable[Finding], known: Baseline) -> list[bool]:
    return [each.new for each in judge(findings, known)]


@pytest.mark.parametrize(
    "now",
    [
        A,
        replace(A, line=60, column=1),
        replace(A, line=0, column=0),
        replace(A, hint="另一句改法", source="另一处依据", effect="另一个下场"),
    ],
)
def test_a_mistake_is_known_again_wherever_it_stands(now: Finding, tmp_path: Path) -> None:
    assert new([now], baseline(A, folder=tmp_path)) == [False]


@pytest.mark.parametrize(
    ("before", "now"),
    [
        (
            "12 个页面缺网页标签 SiteName，如 article/a.html；本站保留",
            "13 个页面缺网页标签 SiteName，如 article/0.html；本站保留",
        ),
        ("排在后面的 3 个文件没有读", "排在后面的 17 个文件没有读"),
        ("与第 3 行的重复", "与第 4 行的重复"),
        ("编号 x 已由 content/a.yaml:3:1 使用", "编号 x 已由 content/a.yaml:9:12 使用"),
    ],
)
def test_counts_lines_and_examples_in_its_words_may_change(before: str, now: str, tmp_path: Path) -> None:
    assert new([replace(A, message=now)], baseline(replace(A, message=before), folder=tmp_path)) == [False]


@pytest.mark.parametrize(
    "now",
    [
        replace(A, site="shi"),
        replace(A, path="content/county/xian/news/c.md"),
        replace(A, code="link-site-broken"),
        replace(A, message="链接 id:xian:article/c 找不到"),
        replace(A, message="链接 id:xian:article/b2 找不到"),
        replace(WARN, code=A.code, severity=Severity.WARN),
    ],
)
def test_another_mistake_is_new(now: Finding, tmp_path: Path) -> None:
    assert new([now], baseline(A, folder=tmp_path)) == [True]


def test_a_warning_that_blocks_now_is_new(tmp_path: Path) -> None:
    (judged,) = judge([replace(WARN, severity=Severity.BLOCK)], baseline(WARN, folder=tmp_path))

    assert (judged.new, judged.blocks) == (True, True)


def test_one_more_of_the_same_is_new(tmp_path: Path) -> None:
    known = baseline(A, replace(A, line=9), folder=tmp_path)

    assert new([A, A], known) == [False, False]
    assert new([A, A, A], known) == [False, False, True]


def test_of_what_follows_from_an_old_mistake_what_is_new_counts(tmp_path: Path) -> None:
    cause = replace(A, path="content/county/xian/images/a.png", line=0, column=0, code="file-mismatch", message="内容不对")
    first = replace(A, because=cause.path)
    second = replace(A, path="content/county/xian/news/new.md", because=cause.path)
    known = baseline(*fold([cause, first]), folder=tmp_path)
    warned = baseline(*fold([cause, replace(first, severity=Severity.WARN)]), folder=tmp_path)

    def told(*findings: Finding, known: Baseline = known) -> list[tuple[bool, bool]]:
        return [(each.new, each.blocks) for each in judge(fold(findings), known)]

    assert told(cause, replace(first, line=40)) == [(False, False)]
    assert told(cause, first, second) == [(True, True)]
    assert told(cause, first, replace(second, severity=Severity.WARN)) == [(True, False)]
    assert told(cause, first, known=warned) == [(True, True)]
    assert told(replace(first, because="")) == [(False, False)], "what was folded is known when it stands for itself"


def test_of_a_file_with_as_many_as_are_told_the_rest_is_old(tmp_path: Path) -> None:
    many = [replace(A, line=n, message=f"链接 id:xian:article/x{n} 找不到") for n in range(1, MOST + 2)]
    known = baseline(*many[:MOST], folder=tmp_path)
    few = baseline(*many[: MOST - 1], folder=tmp_path)

    assert new(many[1:], known) == [False] * MOST
    assert new(many[1:], few) == [False] * (MOST - 2) + [True] * 2
    assert new([replace(each, path="b.md") for each in many[:2]], known) == [True, True]


def test_what_befell_the_run_itself_is_never_old(tmp_path: Path) -> None:
    full = Finding("publish-failed", Severity.BLOCK, "xian", "", 0, 0, "没有发布，保留上一次的内容：磁盘满了")

    assert new([full], baseline(full, folder=tmp_path)) == [True]


def test_without_a_baseline_everything_counts() -> None:
    assert new([A, WARN], WITHOUT) == [True, True]


def test_a_fingerprint_is_the_mistakes_own_and_no_others() -> None:
    first = judge([A, replace(A, line=9), WARN], WITHOUT)
    later = judge([replace(A, line=3), replace(A, line=99), WARN], WITHOUT)

    assert [each.fingerprint for each in first] == [each.fingerprint for each in later]
    assert len({each.fingerprint for each in first}) == 3


SOUND = Report(findings=(A,)).as_json(NOW)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "内容已损坏"),
        (b"\xff\xfe", "内容已损坏"),
        (b"[]", "不是 wangqun check --json 写出的报告"),
        (b"{}", "不是 wangqun check --json 写出的报告"),
        (b"null", "不是 wangqun check --json 写出的报告"),
        (b"[" * 100_000, "内容已损坏"),
        (json.dumps(SOUND)[:-9].encode(), "内容已损坏"),
        (json.dumps(SOUND | {"format": FORMAT + 1}).encode(), f"报告的格式是另一版（{FORMAT + 1}"),
        (json.dumps({"findings": []}).encode(), "报告的格式是另一版（没有写"),
        (json.dumps(SOUND | {"error": {"kind": "busy", "message": "错误"}}).encode(), "那一次没有检查完"),
        (json.dumps(SOUND | {"findings": None}).encode(), "内容已损坏"),
        (json.dumps(SOUND | {"findings": [1]}).encode(), "内容已损坏"),
        (json.dumps(SOUND | {"findings": [{}]}).encode(), "内容已损坏"),
        (json.dumps(SOUND | {"findings": [A.as_json() | {"severity": "none"}]}).encode(), "内容已损坏"),
        (json.dumps(SOUND | {"findings": [A.as_json() | {"path": 1}]}).encode(), "内容已损坏"),
        (json.dumps(SOUND | {"findings": [A.as_json() | {"follows": "ab"}]}).encode(), "内容已损坏"),
    ],
    ids=range(16),
)
def test_a_file_that_is_none_is_told_and_everything_counts(content: bytes, said: str, tmp_path: Path) -> None:
    path = tmp_path / "report.json"
    path.write_bytes(content)
    known = read_baseline(path)

    assert said in known.problem
    assert new([A], known) == [True]
    assert not known.usable


def test_a_baseline_that_is_not_there_or_is_a_folder_is_told(tmp_path: Path) -> None:
    assert read_baseline(tmp_path / "none.json").problem == "读不出来：文件或文件夹不在了"
    assert read_baseline(tmp_path).problem == "读不出来：是文件夹"


@pytest.mark.parametrize(
    ("outcome", "findings", "strict", "fails"),
    [
        (Outcome.PUBLISHED, (), False, False),
        (Outcome.PUBLISHED, (WARN,), False, False),
        (Outcome.PUBLISHED, (WARN,), True, True),
        (Outcome.WITHHELD, (A,), False, True),
        (Outcome.HELD, (), False, True),
    ],
)
def test_what_makes_a_run_fail(
    outcome: Outcome, findings: tuple[Finding, ...], strict: bool, fails: bool, tmp_path: Path
) -> None:
    report = Report({"xian": outcome}, 1, findings)
    beside = replace(report, baseline=baseline(*findings, folder=tmp_path))

    assert report.fails(strict) is fails
    assert beside.fails(strict) is (outcome is Outcome.HELD), "old findings fail nobody; a site that waits does"
