"""Findings as other programs read them: JSON, SARIF 2.1.0, GitLab's Code Quality, GitHub's annotations."""

import json
import os
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote

from .. import __version__
from ..domain.finding import Finding, Severity
from .baseline import Judged
from .report import Report

SARIF_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
CLUSTER_FILE = "sites/cluster.yaml"
_LEVELS = {Severity.BLOCK: "error", Severity.WARN: "warning", Severity.INFO: "note"}
_QUALITY = {Severity.BLOCK: "blocker", Severity.WARN: "minor", Severity.INFO: "info"}
_COMMANDS = {Severity.BLOCK: "error", Severity.WARN: "warning", Severity.INFO: "notice"}


class Run(NamedTuple):
    """A run to be told: its report and time, why there is none (`kind`, `message`), the file of each site's record, the
    cluster's folder as seen from where the command was given, and where the time went if that was asked."""

    report: Report
    now: datetime
    error: Mapping[str, str] | None
    records: Mapping[str, str]
    prefix: str
    profile: Mapping[str, Any] | None = None


def as_run(root: Path, report: Report, now: datetime, error: Mapping[str, str] | None = None) -> Run:
    """A run with what the formats need to know of its cluster: paths are told from the current folder if it holds the cluster."""
    records = {path.stem: f"sites/{path.parent.name}/{path.name}" for path in sorted((root / "sites").glob("*/*.y*ml"))}
    below = os.path.relpath(root).replace(os.sep, "/")
    return Run(report, now, error, records, "" if below == "." or below.startswith("..") else f"{below}/")


def as_json(run: Run) -> str:
    """The report with every key there is, and the profile that was asked for (docs/reference/report.md)."""
    profile = {"profile": run.profile} if run.profile else {}
    return json.dumps(run.report.as_json(run.now, run.error) | profile, ensure_ascii=False, indent=2)


def as_sarif(run: Run) -> str:
    """One run of SARIF 2.1.0; beside a baseline each result says whether it is new."""
    judged = run.report.judged
    codes = sorted({each.finding.code for each in judged})
    trouble = [{"level": "error", "message": {"text": run.error["message"]}}] if run.error else []
    invocation = {"executionSuccessful": not run.error, "toolExecutionNotifications": trouble}
    driver = {
        "name": "wangqun",
        "version": __version__,
        "rules": [{"id": code, "shortDescription": {"text": code}} for code in codes],
    }
    results = [_result(run, each, codes.index(each.finding.code)) for each in judged]
    made = {"tool": {"driver": driver}, "invocations": [invocation], "columnKind": "unicodeCodePoints", "results": results}
    return json.dumps({"$schema": SARIF_SCHEMA, "version": "2.1.0", "runs": [made]}, ensure_ascii=False, indent=2)


def _result(run: Run, each: Judged, index: int) -> dict[str, Any]:
    finding = each.finding
    place: dict[str, Any] = {"artifactLocation": {"uri": quote(_file(run, finding), errors="replace"), "uriBaseId": "%SRCROOT%"}}
    if finding.line:
        place["region"] = {"startLine": finding.line} | ({"startColumn": finding.column} if finding.column else {})
    result = {
        "ruleId": finding.code,
        "ruleIndex": index,
        "level": _LEVELS[finding.severity],
        "message": {"text": _words(finding)},
        "locations": [{"physicalLocation": place}],
        "partialFingerprints": {"wangqun/v1": each.fingerprint},
    }
    return result | ({"baselineState": "new" if each.new else "unchanged"} if run.report.baseline.usable else {})


def as_code_quality(run: Run) -> str:
    """The list that GitLab compares with that of the target branch by its fingerprints."""
    issues = [
        {
            "check_name": each.finding.code,
            "description": _words(each.finding),
            "fingerprint": each.fingerprint,
            "severity": _QUALITY[each.finding.severity],
            "location": {"path": _file(run, each.finding), "lines": {"begin": max(each.finding.line, 1)}},
        }
        for each in run.report.judged
    ]
    if run.error:
        where = {"path": run.prefix + CLUSTER_FILE, "lines": {"begin": 1}}
        kind, words = run.error["kind"], run.error["message"]
        name = f"run-{kind}"
        issues.append({"check_name": name, "description": words, "fingerprint": name, "severity": "blocker", "location": where})
    return json.dumps(issues, ensure_ascii=False, indent=2)


def as_annotations(run: Run) -> str:
    """A workflow command for each finding that is new, the heaviest first: GitHub shows the first ten of a kind only."""
    judged = run.report.judged
    new = sorted((each.finding for each in judged if each.new), key=lambda finding: finding.severity.rank)
    lines = [f"::error title=wangqun::{_escaped(run.error['message'])}"] if run.error else []
    for finding in new:
        values = {"file": _file(run, finding)}
        values |= {key: str(value) for key, value in (("line", finding.line), ("col", finding.column)) if value}
        values["title"] = f"{finding.severity.label} {finding.code}"
        shown = ",".join(f"{key}={_escaped(value, ':,')}" for key, value in values.items())
        lines.append(f"::{_COMMANDS[finding.severity]} {shown}::{_escaped(_words(finding))}")
    if old := len(judged) - len(new):
        lines.append(f"::notice title=wangqun::{_escaped(f'另有 {old} 条基准里已有，没有列出')}")
    return "\n".join(lines)


def _file(run: Run, finding: Finding) -> str:
    """The file to show a finding at: of one about a site or the cluster as a whole, its record."""
    return run.prefix + (finding.path or run.records.get(finding.site, CLUSTER_FILE))


def _words(finding: Finding) -> str:
    """What is wrong, what to do, and what follows, a line for each."""
    return "\n".join(filter(None, (finding.message, finding.hint, finding.consequences)))


def _escaped(text: str, also: str = "") -> str:
    """Text within a workflow command: nothing in it ends the command, or one of its properties."""
    return "".join(f"%{ord(char):02X}" if char in f"%\r\n{also}" else char for char in text)


FORMATS: Mapping[str, Callable[[Run], str]] = {
    "json": as_json,
    "sarif": as_sarif,
    "codequality": as_code_quality,
    "github": as_annotations,
}
"""How a run is told to a program, by the name of the format."""
