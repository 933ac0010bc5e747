"""What YAML takes for a remark though it was meant as text: ` #` with no blank behind it, after a value."""

import json
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from yaml.nodes import CollectionNode, Node, ScalarNode, SequenceNode

from ...domain.finding import Finding, Place, Rule, Severity

VALUE_CUT = Rule(
    "value-cut",
    Severity.WARN,
    "“{text}”前面是空格，被当作注释，没有采用",
    "要采用的，{mend}；只是注释的，在 # 后面加一个空格。",
    "docs/design.md law 7",
)
LONGEST = 200  # characters of a line that a finding can show
_SIGN = re.compile(r"(?<=[ \t])#")
_TIGHT = re.compile(r"(?<!#)#++\S")
_OPENS = (":", "[", "{", "-", "?")  # what has no value yet: the remark is about what follows

Spot = tuple[int, int]  # line and column from 0


class Remark(NamedTuple):
    """What was left out, its line and column from 1, and the line that keeps it as text ("" for none to offer)."""

    text: str
    line: int
    column: int
    mend: str


def told(remarks: Iterable[Remark], place: Place, before: str = "") -> Iterator[Finding]:
    """A finding for each remark; `before` stands before what was read on its line."""
    for remark in remarks:
        line = before + remark.mend
        mend = f"写成 {line}" if remark.mend and len(line) <= LONGEST else "把它和前面的文字一起放进引号里"
        yield VALUE_CUT.at(place.at(remark.line, remark.column + len(before)), text=remark.text, mend=mend)


def find_remarks(text: str, root: Node) -> Iterator[Remark]:
    """Every such remark of a document of which `root` is what has been read."""
    if " #" not in text and "\t#" not in text:
        return
    lines = text.split("\n")
    signs = [(number, line) for number, line in enumerate(lines) if _TIGHT.search(line) and line.lstrip()[:1] != "#"]
    if not signs:
        return
    nodes = sorted(_ends(root), key=lambda node: _start(node) if isinstance(node, ScalarNode) else _end(node))
    starts = [_start(node) if isinstance(node, ScalarNode) else _end(node) for node in nodes]
    for number, line in signs:
        for sign in _SIGN.finditer(line):
            spot = (number, sign.start())
            at = bisect_right(starts, spot)
            before = nodes[at - 1] if at else None
            if before is not None and spot < _end(before):
                continue  # within a text
            if _TIGHT.match(line, sign.start()) and before is not None and _end(before)[0] == number:
                between = line[_end(before)[1] : sign.start()].strip()
                if not between.endswith(_OPENS):
                    mend = "" if between else _mend(lines, before, line[sign.start() :].rstrip())
                    yield Remark(line[sign.start() :].rstrip()[:LONGEST], number + 1, sign.start() + 1, mend)
            break


def _mend(lines: list[str], node: Node, remark: str) -> str:
    """The line with the remark as part of the value before it."""
    if isinstance(node, ScalarNode):
        line, column = _start(node)
        before = lines[line][:column]
        if lines[line][column : column + 1] == "&":  # the name of an anchor stands before the text
            return ""
        blank = " " if before[-1:] in {":", "-"} else ""
        return f"{before}{blank}{_quoted(' '.join(filter(None, (node.value, remark))))}"
    if isinstance(node, SequenceNode):
        line, column = _end(node)
        return f"{lines[line][: column - 1]}{', ' if node.value else ''}{_quoted(remark)}]"
    return ""


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _ends(root: Node) -> Iterator[Node]:
    """Every text, and every list or mapping in brackets, each once however often it is repeated."""
    seen: set[int] = set()
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if id(node) in seen:
            continue
        seen.add(id(node))
        if isinstance(node, ScalarNode) or (isinstance(node, CollectionNode) and node.flow_style):
            yield node
        if isinstance(node, CollectionNode):
            for inner in node.value:
                waiting += inner if isinstance(inner, tuple) else (inner,)


def _start(node: Node) -> Spot:
    return node.start_mark.line, node.start_mark.column


def _end(node: Node) -> Spot:
    return node.end_mark.line, node.end_mark.column
