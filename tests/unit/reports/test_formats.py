"""Findings for other programs: valid for each, with nothing in a text that ends it early."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from clusters import NOW, REPO, write_cluster
from wangqun.domain.finding import Finding, Severity
from wangqun.reports.baseline import WITHOUT, Baseline, read_baseline
from wangqun.reports.formats import Run, as_annotations, as_code_quality, as_run, as_sarif
from wangqun.reports.report import Report

SCHEMA = json.loads((REPO / "tests/vectors/sarif-2.1.0.json").read_text(encoding="utf-8"))
BLOCK = Finding("link-internal-broken", Severity.BLOCK, "xian", "content/county/xian/news/空 格,a:1.md", 6, 5, "100% 不通", "改")
WARN = Finding("home-stale", Severity.WARN, "xian", "", 0, 0, "首页超过 14 天没有更新\n::error::假的", follows=("x: 警告 [y] z",))
INFO = Finding("site-empty", Severity.INFO, "", "", 0, 0, "本站还没有内容")
ALL = (BLOCK, WARN, INFO, replace(BLOCK, line=9, column=0))
ERROR = {"kind": "system", "message": "错误：磁盘满了\n第二行"}


def run_of(root: Path, findings: tuple[Finding, ...] = ALL, known: Baseline = WITHOUT, **error: str) -> Run:
    return as_run(write_cluster(root, {}), Report(findings=findings, baseline=known), NOW, error or None)


def baseline(folder: Path, *findings: Finding) -> Baseline:
    path = folder / "old.json"
    path.write_text(json.dumps(Report(findings=findings).as_json(NOW)), encoding="utf-8")
    return read_baseline(path)


def sarif(run: Run) -> dict[str, Any]:
    log: dict[str, Any] = json.loads(as_sarif(run))
    jsonschema.Draft4Validator(SCHEMA, format_checker=jsonschema.FormatChecker()).validate(log)
    return log["runs"][0]  # type: ignore[no-any-return]


def test_the_schema_is_one_that_refuses() -> None:
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft4Validator(SCHEMA).validate({"version": "2.1.0", "runs": [{"results": []}]})


def test_sarif_has_every_finding_at_its_place(tmp_path: Path) -> None:
    run = sarif(run_of(tmp_path))
    places = [result["locations"][0]["physicalLocation"] for result in run["results"]]

    assert [(result["ruleId"], result["level"]) for result in run["results"]] == [
        ("link-internal-broken", "error"),
        ("home-stale", "warning"),
        ("site-empty", "note"),
        ("link-internal-broken", "error"),
    ]
    assert [place["artifactLocation"]["uri"] for place in places][:3] == [
        "content/county/xian/news/%E7%A9%BA%20%E6%A0%BC%2Ca%3A1.md",
        "sites/county/xian.yaml",
        "sites/cluster.yaml",
    ]
    assert [place.get("region") for place in places] == [{"startLine": 6, "startColumn": 5}, None, None, {"startLine": 9}]
    rules = run["tool"]["driver"]["rules"]
    assert [rules[result["ruleIndex"]]["id"] for result in run["results"]] == [result["ruleId"] for result in run["results"]]
    assert len({result["partialFingerprints"]["wangqun/v1"] for result in run["results"]}) == 4
    assert run["results"][0]["message"]["text"] == "100% 不通\n改"
    assert not any("baselineState" in result for result in run["results"])


def test_sarif_tells_old_from_new_beside_a_baseline(tmp_path: Path) -> None:
    run = sarif(run_of(tmp_path, known=baseline(tmp_path, BLOCK, INFO)))

    assert [result["baselineState"] for result in run["results"]] == ["unchanged", "new", "unchanged", "new"]


def test_sarif_of_a_run_that_failed_says_so(tmp_path: Path) -> None:
    (invocation,) = sarif(run_of(tmp_path, (), **ERROR))["invocations"]

    assert invocation["executionSuccessful"] is False
    assert invocation["toolExecutionNotifications"][0]["message"]["text"] == ERROR["message"]
    assert sarif(run_of(tmp_path))["invocations"][0]["executionSuccessful"] is True


def test_code_quality_has_what_gitlab_asks_for(tmp_path: Path) -> None:
    issues = json.loads(as_code_quality(run_of(tmp_path)))

    assert [sorted(issue) for issue in issues] == [["check_name", "description", "fingerprint", "location", "severity"]] * 4
    assert [issue["severity"] for issue in issues] == ["blocker", "minor", "info", "blocker"]
    assert [issue["location"]["lines"]["begin"] for issue in issues] == [6, 1, 1, 9]
    assert [issue["location"]["path"] for issue in issues][:2] == [BLOCK.path, "sites/county/xian.yaml"]
    assert len({issue["fingerprint"] for issue in issues}) == 4


def test_the_fingerprint_of_code_quality_is_that_of_the_report_and_survives_a_shift(tmp_path: Path) -> None:
    issues = json.loads(as_code_quality(run_of(tmp_path)))
    shifted = json.loads(as_code_quality(run_of(tmp_path, tuple(replace(finding, line=finding.line + 3) for finding in ALL))))

    assert [issue["fingerprint"] for issue in issues] == [
        each["fingerprint"] for each in Report(findings=ALL).as_json(NOW)["findings"]
    ]
    assert [issue["fingerprint"] for issue in issues] == [issue["fingerprint"] for issue in shifted]


def test_code_quality_of_a_run_that_failed_is_not_an_empty_list(tmp_path: Path) -> None:
    (issue,) = json.loads(as_code_quality(run_of(tmp_path, (), **ERROR)))

    assert (issue["severity"], issue["description"]) == ("blocker", ERROR["message"])


def test_annotations_are_escaped_and_the_heaviest_come_first(tmp_path: Path) -> None:
    assert as_annotations(run_of(tmp_path)).splitlines() == [
        "::error file=content/county/xian/news/空 格%2Ca%3A1.md,line=6,col=5,title=阻断 link-internal-broken::100%25 不通%0A改",
        "::error file=content/county/xian/news/空 格%2Ca%3A1.md,line=9,title=阻断 link-internal-broken::100%25 不通%0A改",
        "::warning file=sites/county/xian.yaml,title=警告 home-stale::"
        "首页超过 14 天没有更新%0A::error::假的%0A因此另有 1 条，改正后一并消失",
        "::notice file=sites/cluster.yaml,title=提示 site-empty::本站还没有内容",
    ]


def test_annotations_are_of_what_is_new_only(tmp_path: Path) -> None:
    lines = as_annotations(run_of(tmp_path, known=baseline(tmp_path, *ALL[1:]))).splitlines()

    assert [line.partition(" ")[0] for line in lines] == ["::error", "::notice"]
    assert lines[-1] == "::notice title=wangqun::另有 3 条基准里已有，没有列出"


def test_annotations_of_a_run_that_failed_say_so(tmp_path: Path) -> None:
    assert as_annotations(run_of(tmp_path, (), **ERROR)) == "::error title=wangqun::错误：磁盘满了%0A第二行"


@pytest.mark.parametrize(("below", "prefix"), [("", ""), ("cluster", "cluster/"), ("a b/c", "a b/c/")])
def test_paths_are_told_from_where_the_command_was_given(below: str, prefix: str, tmp_path: Path, monkeypatch: Any) -> None:
    monkeypatch.chdir(tmp_path)
    issues = json.loads(as_code_quality(run_of(tmp_path / below)))

    assert issues[0]["location"]["path"] == prefix + BLOCK.path


def test_a_cluster_elsewhere_is_told_from_its_own_folder(tmp_path: Path, monkeypatch: Any) -> None:
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")

    assert json.loads(as_code_quality(run_of(tmp_path / "there")))[0]["location"]["path"] == BLOCK.path
