"""Tables as telephones can show them: as they are when they fit, else as rows of labels or moved sideways; votes with bars."""

import re
from collections.abc import Sequence

LABELLED = 4  # columns that a table may have for its rows to become stacks of labels
FITS = 20  # characters beside each other that a telephone shows in a table
_FOLDED = 8  # characters to which the text of a cell may be folded
_BETWEEN = 1  # and what stands between two columns
VOTES = {"赞成": "for", "反对": "against", "弃权": "abstained", "未按表决器": "absent", "未表决": "absent", "缺席": "absent"}
_NEEDED = frozenset({"赞成", "反对", "弃权"})
_MOVED = 'tabindex="0" role="group" aria-label="表格，可以左右移动"'
_WIDE = f'class="table wide" {_MOVED} data-hint="左右移动看全表"'
_SIMPLE = re.compile(r"<table([^>]*)>([^<]*(?:<(?!/?table\b)[^<]*)*)</table>")
_HEAD = re.compile(r"\s*(?:<caption\b.*?</caption>\s*)?<thead>\s*<tr>(.*?)</tr>\s*</thead>\s*<tbody>(.*)</tbody>\s*", re.DOTALL)
_ROW = re.compile(r"<tr>(.*?)</tr>", re.DOTALL)
_CELL = re.compile(r"<(t[hd])((?: [^>]*)?)>(.*?)</\1>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_WORD = re.compile(r"[!-~]+")
_COUNT = re.compile(r"\s*([0-9]{1,4})\s*[票人]?\s*")


def with_tables(html: str) -> str:
    """Safe HTML in which each table has a frame of its own, and each cell of a narrow one with a head says what it tells."""
    if "<table" not in html:
        return html
    made = _SIMPLE.sub(_stacked, html)
    made = re.sub(r"<table(?! data-)", f"<div {_WIDE}><table", made)
    made = made.replace("<table data-stack", '<div class="table"><table').replace(
        "<table data-fits", f'<div class="table" {_MOVED}><table'
    )
    return made.replace("</table>", "</table></div>")


def _stacked(table: re.Match[str]) -> str:
    """A table whose cells bear the name of their column; as it is when it has no head, is wide, or has cells that span.

    Where its columns fit beside each other on a telephone it says so.
    """
    if "class=" in table[1] or "span=" in table[2]:
        return table[0]
    fits = _fits(table[2])
    plain = table[0].replace("<table", "<table data-fits", 1) if fits else table[0]
    head = _HEAD.fullmatch(table[2])
    if not head:
        return plain
    labels = [" ".join(_TAG.sub("", cell[3]).split()).replace('"', "&quot;") for cell in _CELL.finditer(head[1])]
    rows = [[cell[3] for cell in _CELL.finditer(row[1])] for row in _ROW.finditer(head[2])]
    if not all(labels) or any(len(row) != len(labels) for row in rows):
        return plain
    bars = iter(_bars(labels, rows))
    are_votes = labels[0] not in VOTES and _NEEDED.issubset(labels)
    if not 2 <= len(labels) <= (len(labels) if are_votes or fits else LABELLED):
        return plain

    def labelled(row: re.Match[str]) -> str:
        names, bar = iter(labels), next(bars) if are_votes else ""

        def cell(found: re.Match[str]) -> str:
            nonlocal bar
            more, bar = bar, ""
            return f'<{found[1]}{found[2]} data-label="{next(names)}">{found[3]}{more}</{found[1]}>'

        return _CELL.sub(cell, row[0])

    start = head.start(2)
    name = "stack votes" if are_votes else "stack fits" if fits else "stack"  # bars want the whole width
    body = _ROW.sub(labelled, head[2])
    return f'<table data-stack{table[1]} class="{name}">{table[2][:start]}{body}{table[2][head.end(2) :]}</table>'


def _fits(inner: str) -> bool:
    """Whether the columns of a table stand beside each other on a telephone, their texts folded and their heads not."""
    rows = [[(cell[1], " ".join(_TAG.sub("", cell[3]).split())) for cell in _CELL.finditer(row)] for row in inner.split("</tr>")]
    columns = list(zip(*filter(None, rows), strict=False))
    if len({len(row) for row in rows if row}) != 1 or "<img" in inner:
        return False
    needed = (max(_least(text, name == "th") for name, text in column) for column in columns)
    return sum(needed) + _BETWEEN * (len(columns) - 1) <= FITS


def _least(text: str, is_head: bool) -> float:
    """The room that a cell takes at least, in ems: heads and words of letters do not break."""
    if is_head:
        return _room(text)
    return max(min(_room(text), _FOLDED), max(map(_room, _WORD.findall(text)), default=0.0))


def _room(text: str) -> float:
    """How long a line of it is, in ems."""
    return sum(1 if ord(each) > 0x2E7F else 0.6 for each in text)


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
