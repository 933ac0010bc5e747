"""Tables as telephones can show them: narrow ones as rows of labels, wide ones to be moved sideways; votes with a bar each."""

import re
from collections.abc import Sequence

LABELLED = 4  # columns that a table may have for its rows to become stacks of labels
VOTES = {"赞成": "for", "反对": "against", "弃权": "abstained", "未按表决器": "absent", "未表决": "absent", "缺席": "absent"}
_NEEDED = frozenset({"赞成", "反对", "弃权"})
_SIDEWAYS = 'class="table wide" tabindex="0" role="group" aria-label="表格，可以左右移动" data-hint="左右移动看全表"'
_SIMPLE = re.compile(r"<table([^>]*)>([^<]*(?:<(?!/?table\b)[^<]*)*)</table>")
_HEAD = re.compile(r"\s*(?:<caption\b.*?</caption>\s*)?<thead>\s*<tr>(.*?)</tr>\s*</thead>\s*<tbody>(.*)</tbody>\s*", re.DOTALL)
_ROW = re.compile(r"<tr>(.*?)</tr>", re.DOTALL)
_CELL = re.compile(r"<(t[hd])((?: [^>]*)?)>(.*?)</\1>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_COUNT = re.compile(r"\s*([0-9]{1,4})\s*[票人]?\s*")


def with_tables(html: str) -> str:
    """Safe HTML in which each table has a frame of its own, and each cell of a narrow one with a head says what it tells."""
    if "<table" not in html:
        return html
    made = _SIMPLE.sub(_stacked, html)
    made = re.sub(r"<table(?! data-stack)", f"<div {_SIDEWAYS}><table", made)
    return made.replace("<table data-stack", '<div class="table"><table').replace("</table>", "</table></div>")


def _stacked(table: re.Match[str]) -> str:
    """A table whose cells bear the name of their column; as it is when it has no head, is wide, or has cells that span."""
    head = _HEAD.fullmatch(table[2])
    if not head or "class=" in table[1] or "span=" in table[2]:
        return table[0]
    labels = [" ".join(_TAG.sub("", cell[3]).split()).replace('"', "&quot;") for cell in _CELL.finditer(head[1])]
    rows = [[cell[3] for cell in _CELL.finditer(row[1])] for row in _ROW.finditer(head[2])]
    if not all(labels) or any(len(row) != len(labels) for row in rows):
        return table[0]
    bars = iter(_bars(labels, rows))
    are_votes = labels[0] not in VOTES and _NEEDED.issubset(labels)
    if not 2 <= len(labels) <= (len(labels) if are_votes else LABELLED):
        return table[0]

    def labelled(row: re.Match[str]) -> str:
        names, bar = iter(labels), next(bars) if are_votes else ""

        def cell(found: re.Match[str]) -> str:
            nonlocal bar
            more, bar = bar, ""
            return f'<{found[1]}{found[2]} data-label="{next(names)}">{found[3]}{more}</{found[1]}>'

        return _CELL.sub(cell, row[0])

    start = head.start(2)
    name = "stack votes" if are_votes else "stack"
    body = _ROW.sub(labelled, head[2])
    return f'<table data-stack{table[1]} class="{name}">{table[2][:start]}{body}{table[2][head.end(2) :]}</table>'


def _bars(labels: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """For each row a bar of its votes, which the figures in the row tell in words; none where one of them is no number."""
    bars = []
    for row in rows:
        found = [
            (VOTES[label], _COUNT.fullmatch(_TAG.sub("", cell)))
            for label, cell in zip(labels, row, strict=True)
            if label in VOTES
        ]
        votes = [(name, int(count[1])) for name, count in found if count]
        whole = sum(count for _, count in votes)
        if len(votes) < len(found) or not whole:
            bars.append("")
            continue
        parts, at = [], 0.0
        for name, count in votes:
            share = 100 * count / whole
            if count:
                parts.append(f'<rect class="{name}" x="{at:.4g}%" width="{share:.4g}%" height="100%"></rect>')
            at += share
        bars.append(f'<svg aria-hidden="true" width="100%" height="8">{"".join(parts)}</svg>')
    return bars
