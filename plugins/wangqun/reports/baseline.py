"""Whose fault it was: which findings an earlier report, the baseline, has already, wherever in their file they stand now."""

import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import field
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

from ..domain.comparison import Comparison
from ..domain.finding import MOST, Finding, Severity
from ..domain.frozen import frozen
from ..domain.trouble import of_system
from ..stored import WRONG

FORMAT = 1  # of the report as JSON; a report of another one is no baseline
OF_THE_RUN = frozenset({"publish-failed"})  # what befell this run itself: nobody had it before
_LABELS = {severity.label: severity for severity in Severity}
_STANDS_AT = re.compile(rf"(?::\d+)+(?=: (?:{'|'.join(_LABELS)}) \[)")
_MOVES = re.compile(  # what of a message changes while the mistake stays: lines, counts, the example given for many
    r"，如 [^；]+(?=；)|(?<=[A-Za-z]):\d+(?::\d+)?|\d+(?:\.\d+)? ?(?=[行个条篇页次秒天])"
)
_WEIGHS = re.compile(rf": ({'|'.join(_LABELS)}) \[")


@frozen
class Baseline:
    """What an earlier report had: how often each trace (see `_traces`), and `partly` of which files (path, code) it told `MOST`
    and no more.

    `file` is where it was read from, "" for none; `problem` says why it cannot be used: then everything counts as new.
    """

    file: str = ""
    problem: str = ""
    traces: Mapping[str, int] = field(default_factory=dict)
    partly: frozenset[tuple[str, str]] = frozenset()

    @property
    def usable(self) -> bool:
        """True when it tells old findings from new ones."""
        return bool(self.file) and not self.problem

    def as_json(self) -> dict[str, str] | None:
        """The machine-readable form; None for no baseline."""
        return {"file": self.file, "problem": self.problem} if self.file else None


WITHOUT = Baseline()


class Judged(NamedTuple):
    """A finding beside a baseline.

    `fingerprint` is the same in every report as long as the mistake stays, and no other finding of its report has it. It is
    `new` when it, or something that follows from it, is not in the baseline; `blocks` when something of that blocks.
    """

    finding: Finding
    fingerprint: str
    new: bool
    blocks: bool

    def as_json(self) -> dict[str, Any]:
        """The finding's machine-readable form with what is known of it here."""
        return {**self.finding.as_json(), "new": self.new, "fingerprint": self.fingerprint}


def judge(findings: Iterable[Finding], baseline: Baseline) -> tuple[Judged, ...]:
    """The findings in their order, each beside the baseline: of several that are alike, those beyond its number are new."""
    left = Counter(baseline.traces)
    told: Counter[str] = Counter()
    found = []
    for finding in findings:
        traces = _traces(finding)
        told[traces[0].name] += 1
        fingerprint = _digest(traces[0].name, str(told[traces[0].name]))
        fresh = [trace.severity for trace in traces if not _take(left, trace.name)]
        if (finding.path, finding.code) in baseline.partly:
            fresh = []
        elif finding.code in OF_THE_RUN:
            fresh = [finding.severity]
        found.append(Judged(finding, fingerprint, bool(fresh), Severity.BLOCK in fresh))
    return tuple(found)


def compare(before: Iterable[Finding], now: Iterable[Finding]) -> Comparison:
    """Two reports compared: a finding that has only moved in its file is the same; of those that are alike each counts."""
    old, present = list(before), list(now)
    return Comparison(_beyond(present, old), _beyond(old, present))


def _beyond(found: Iterable[Finding], known: Iterable[Finding]) -> tuple[Finding, ...]:
    left = Counter(_traces(finding)[0].name for finding in known)
    return tuple(finding for finding in found if not _take(left, _traces(finding)[0].name))


def read_baseline(path: Path) -> Baseline:
    """The baseline in a report (build/reports/report.json, or what `--json` printed); of anything else, why it is none."""
    try:
        data = json.loads(path.read_bytes())
        if not isinstance(data, dict) or "findings" not in data:
            return Baseline(str(path), "不是 wangqun check --json 写出的报告")
        if data.get("format") != FORMAT:
            return Baseline(str(path), f"报告的格式是另一版（{str(data.get('format', '没有写'))[:20]}，现在是 {FORMAT}）")
        if data.get("error"):
            return Baseline(str(path), "那一次没有检查完")
        found = [_finding(entry) for entry in data["findings"]]
    except OSError as error:
        return Baseline(str(path), f"读不出来：{of_system(error)}")
    except WRONG:
        return Baseline(str(path), "内容已损坏，不是一份完整的报告")
    counts = Counter((finding.path, finding.code) for finding in found if finding.path)
    traces = Counter(trace.name for finding in found for trace in _traces(finding) if finding.code not in OF_THE_RUN)
    return Baseline(str(path), "", traces, frozenset(key for key, count in counts.items() if count >= MOST))


def _finding(entry: Mapping[str, Any]) -> Finding:
    """What a report's finding is known by.

    Raises:
        TypeError, ValueError, KeyError: it is none.
    """
    words = (entry["site"], entry["path"], entry["message"], entry["code"], *entry["follows"])
    if not all(isinstance(word, str) for word in words) or not isinstance(entry["follows"], list):
        raise TypeError
    site, path, message, code, *follows = words
    return Finding(code, Severity(entry["severity"]), site, path, 0, 0, message, follows=tuple(follows))


class _Trace(NamedTuple):
    """What is left of a finding when it is told without its line: a digest, and how much it weighs."""

    name: str
    severity: Severity


def _traces(finding: Finding) -> tuple[_Trace, ...]:
    """That of the finding itself, then of each that was folded under it, as if that stood for itself."""
    texts = (str(finding), *finding.follows)
    return tuple(_Trace(_digest(finding.site, _words(text)), _severity(text, finding.severity)) for text in texts)


def _words(text: str) -> str:
    """A finding as text without what changes while the mistake stays."""
    place, colon, rest = _STANDS_AT.sub("", text, count=1).partition(": ")
    return place + colon + _MOVES.sub("", rest)


def _severity(text: str, otherwise: Severity) -> Severity:
    found = _WEIGHS.search(text)
    return _LABELS[found[1]] if found else otherwise


def _take(left: Counter[str], name: str) -> bool:
    """True when there is one more of a name, which is then used up."""
    left[name] -= 1
    return left[name] >= 0


def _digest(*parts: str) -> str:
    return sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:32]
