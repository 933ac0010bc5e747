"""Marks that git leaves where two versions of a text were not put together: neither side was meant to be published."""

import re
from collections.abc import Iterator, Sequence

from ..domain.finding import Hit, Rule, Severity

CONFLICT = Rule(
    "conflict-marker",
    Severity.BLOCK,
    "合并没有做完，从这一行起还留着冲突标记 {mark}",
    "两份内容选留一份，删去以 <<<<<<<、=======、>>>>>>> 开头的三行（有时还有 |||||||），再提交。",
    "docs/design.md law 7",
)
RULES = (CONFLICT,)

MARKS = ("<<<<<<<", "=======", ">>>>>>>", "|||||||")
_MARK = re.compile(r"(?P<mark><{7}|>{7})(?:[ \t].*)?|(?P<base>\|{7})[ \t]+[^|\s][^|]*")
_QUOTED = re.compile(r">{5}")
_ROW = re.compile(r"\s*\|")
_FENCE = re.compile(r"(`{3,}|~{3,})[^`]*")


def find(text: str, markup: str = "") -> Iterator[Hit]:
    """The first mark of each conflict.

    What a `markdown` text shows as code is none. In `rst` such blocks are indented, and a bare row of marks underlines a title.
    """
    if "<<<<<<<" not in text and ">>>>>>>" not in text and "|||||||" not in text:
        return
    lines = text.split("\n")
    most = 3 if markup == "markdown" else 0  # blanks before a mark: an editor's program may set a block in; four make code
    bare = [line.lstrip(" ") if line[:1] == " " and line[: most + 1].strip(" ") else line for line in lines]
    literal = set(_literal(bare)) if markup == "markdown" else set()
    marks = {n: line[:7] for n, line in enumerate(bare) if n not in literal and _MARK.fullmatch(line)}
    if markup == "rst":
        marks = {n: mark for n, mark in marks.items() if lines[n].rstrip() != mark}
    if MARKS[0] not in marks.values():
        marks = {n: mark for n, mark in marks.items() if not _is_one_of_many(lines, n)}
    is_open = False
    for number, mark in marks.items():
        if not is_open or mark == MARKS[0]:
            yield CONFLICT.hit(number + 1, mark=mark)
        is_open = mark != MARKS[2]


def _is_one_of_many(lines: Sequence[str], number: int) -> bool:
    """True beside a line of the same kind: a letter quoted many times over, a table whose cells are empty."""
    kind = _QUOTED if lines[number][0] == ">" else _ROW
    return any(kind.match(line) for line in (*lines[max(number - 1, 0) : number], *lines[number + 1 : number + 2]))


def _literal(lines: Sequence[str]) -> Iterator[int]:
    """The numbers of lines within fences and `<pre>`; what is never closed is neither, as for the converter."""
    last = {line.rstrip(): number for number, line in enumerate(lines) if line.startswith(("```", "~~~"))}
    last["</pre>"] = max((number for number, line in enumerate(lines) if "</pre>" in line), default=-1)
    end = ""
    for number, line in enumerate(lines):
        if end:
            yield number
            end = "" if line.rstrip() == end or (end == "</pre>" and end in line) else end
        else:
            fence = _FENCE.fullmatch(line)
            opened = fence[1] if fence else "</pre>" if "<pre" in line and "</pre>" not in line else ""
            end = opened if last.get(opened, -1) > number else ""
