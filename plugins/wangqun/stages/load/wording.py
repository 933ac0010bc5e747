"""The list of severe errors of wording that the upper level keeps: one a line, wrong, tab, right."""

from pathlib import Path

from ...domain.finding import Finding, Place, Rule, Severity
from ...scan import conflicts
from ...scan.wording import DEFAULT, Wording
from .files import read_text

LIST_BAD = Rule(
    "wording-list", Severity.WARN, "表述错误清单的这一行读不懂，已略过", "每行写“错误的写法”、制表符（Tab）、“正确的写法”。"
)
LIST_LOST = Rule(
    "wording-list-missing", Severity.WARN, "没有表述错误清单 {path}", "改正 sites/cluster.yaml 的 wording，或放好文件。"
)


def read_wording(root: Path, name: str | None, findings: list[Finding]) -> Wording:
    """The list named in sites/cluster.yaml (relative to the root, or anywhere), over the few words every cluster has."""
    if name is None:
        return Wording(DEFAULT)
    path = root / name
    if not path.is_file():
        findings.append(LIST_LOST.at(Place("", "sites/cluster.yaml"), path=name))
        return Wording(DEFAULT)
    words = dict(DEFAULT)
    place = Place("", name)
    found = read_text(path, place, findings)
    text = found[0] if found else ""
    unmerged = tuple(conflicts.find(text))
    findings += [conflicts.CONFLICT.at(place.at(hit.line), **hit.values) for hit in unmerged]  # the words of both sides count
    for number, line in enumerate(text.split("\n"), 1):
        wrong, tab, right = line.partition("\t")
        if not line.strip() or line.startswith("#") or (unmerged and line.startswith(conflicts.MARKS)):
            continue
        if tab and len(wrong.strip()) > 1 and right.strip():
            words[wrong.strip()] = right.strip()
        else:
            findings.append(LIST_BAD.at(place.at(number)))
    return Wording(words)
