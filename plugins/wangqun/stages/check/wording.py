"""Severe errors of wording, by a list that the upper level keeps and that may lie outside the repository."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from ...domain.finding import Finding, Hit, Place, Rule, Severity
from ..load.files import read_text
from .passages import Passage

SEVERE = Rule("wording-severe", Severity.BLOCK, "严重表述错误“{wrong}”", "应为“{right}”。", "指标")
LIST_BAD = Rule(
    "wording-list", Severity.WARN, "表述错误清单的这一行读不懂，已略过", "每行写“错误的写法”、制表符（Tab）、“正确的写法”。"
)
LIST_LOST = Rule(
    "wording-list-missing", Severity.WARN, "没有表述错误清单 {path}", "改正 sites/cluster.yaml 的 wording，或放好文件。"
)
RULES = (SEVERE,)

DEFAULT = {
    "中华人民共合国": "中华人民共和国",
    "人民代表大会常务委员汇": "人民代表大会常务委员会",
    "攻府": "政府",
    "扫黑险恶": "扫黑除恶",
}


@dataclass(frozen=True)
class Wording:
    """Wrong -> right."""

    words: Mapping[str, str]

    @cached_property
    def pattern(self) -> re.Pattern[str] | None:
        """Any of the wrong words, longer ones first; None when there are none."""
        words = sorted(self.words, key=lambda word: (-len(word), word))
        return re.compile("|".join(map(re.escape, words))) if words else None

    def find(self, passage: Passage) -> Iterator[Hit]:
        """Wrong words in a passage."""
        for match in self.pattern.finditer(passage.rows) if self.pattern else ():
            yield SEVERE.hit(passage.line_of(passage.rows, match.start()), wrong=match[0], right=self.words[match[0]])


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
    for number, line in enumerate(found[0].split("\n") if found else (), 1):
        wrong, tab, right = line.partition("\t")
        if not line.strip() or line.startswith("#"):
            continue
        if tab and len(wrong.strip()) > 1 and right.strip():
            words[wrong.strip()] = right.strip()
        else:
            findings.append(LIST_BAD.at(place.at(number)))
    return Wording(words)
