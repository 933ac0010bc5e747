"""Severe errors of wording, by a list that the upper level keeps and that may lie outside the repository."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from ..domain.finding import Hit, Rule, Severity
from .passages import Passage

SEVERE = Rule("wording-severe", Severity.BLOCK, "严重表述错误“{wrong}”", "应为“{right}”。", "指标")
RULES = (SEVERE,)

DEFAULT = {
    "中华人民共合国": "中华人民共和国",
    "人民代表大会常务委员汇": "人民代表大会常务委员会",
    "攻府": "政府",
    "扫黑险恶": "扫黑除恶",
}
_FEW = 50  # words that are faster looked for one by one


@dataclass(frozen=True, eq=False)
class Wording:
    """Wrong -> right; hashed as the one object that it is."""

    words: Mapping[str, str]

    @cached_property
    def pattern(self) -> re.Pattern[str] | None:
        """Any of the wrong words, longer ones first; None when there are none."""
        words = sorted(self.words, key=lambda word: (-len(word), word))
        return re.compile("|".join(map(re.escape, words))) if words else None

    def find(self, passage: Passage) -> Iterator[Hit]:
        """Wrong words in a passage."""
        if len(self.words) <= _FEW and not any(word in passage.rows for word in self.words):
            return
        for match in self.pattern.finditer(passage.rows) if self.pattern else ():
            yield SEVERE.hit(passage.line_of(passage.rows, match.start()), wrong=match[0], right=self.words[match[0]])
