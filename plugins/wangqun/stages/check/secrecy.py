"""Marks of state secrets and words of inner papers (docs/domain.md §4)."""

import re
from collections.abc import Iterator

from ...domain.finding import Hit, Rule, Severity
from .passages import Passage

SECRET_MARK = Rule(
    "secret-mark",
    Severity.BLOCK,
    "含国家秘密标志“{mark}”",
    "立即停止传播，按保密规定报告；确属误判的，由保密审查人在 sites/waivers.yaml 豁免。",
    "保密法 art. 22, 35; GB/T 9704-2012",
    waivable=True,
)
INNER_WORD = Rule(
    "inner-word", Severity.WARN, "含“{word}”字样", "确认是可以公开的文件；转述法律条文的可以不理会。", "保密法 art. 64"
)
TELEGRAM = Rule("inner-telegram", Severity.BLOCK, "含“密电”字样", "密电不得上网。", "保密法 art. 64", waivable=True)
RULES = (SECRET_MARK, INNER_WORD, TELEGRAM)

_TERM = r"(?:\d+\s*(?:年|个月|月|日|天)|长期|启用前|公布前)"
_SECRET = re.compile(rf"(绝密|机密|秘密)\s*(?:[★☆✩✭]|\*(?=\s*{_TERM}))\s*(?:{_TERM}|[^\s,，。;；]{{0,12}}?(?:前|后|时))?")
_INNER = re.compile(
    r"内部(?:资料|文件|刊物)|注意(?:保存|保管|保密)|工作秘密|不予公开|不得公开|仅供内部|密电(?![视影路子器力动脑磁池压流源极])"
)


def find(passage: Passage) -> Iterator[Hit]:
    """Secrecy marks in a passage; 秘密 and 机密 alone are words like any other."""
    seen = set()
    for rows in (passage.marked_rows, passage.rows):
        for match in _SECRET.finditer(rows) if "密" in rows else ():
            line = passage.line_of(rows, match.start())
            if line not in seen:
                yield SECRET_MARK.hit(line, mark=match[1] + "★")
            seen.add(line)
    for match in _INNER.finditer(passage.rows):
        line = passage.line_of(passage.rows, match.start())
        yield TELEGRAM.hit(line) if match[0] == "密电" else INNER_WORD.hit(line, word=match[0])
