"""Tables as telephones can show them: narrow ones as rows of labels, wide ones to be moved sideways, by keyboard too."""

import re

LABELLED = 4  # columns that a table may have for its rows to become stacks of labels
_SIDEWAYS = 'class="table wide" tabindex="0" role="group" aria-label="表格，可以左右移动" data-hint="左右移动看全表"'
_SIMPLE = re.compile(r"<table([^>]*)>([^<]*(?:<(?!/?table\b)[^<]*)*)</table>")
_HEAD = re.compile(r"\s*(?:<caption\b.*?</caption>\s*)?<thead>\s*<tr>(.*?)</tr>\s*</thead>\s*<tbody>(.*)</tbody>\s*", re.DOTALL)
_ROW = re.compile(r"<tr>(.*?)</tr>", re.DOTALL)
_CELL = re.compile(r"<(t[hd])((?: [^>]*)?)>(.*?)</\1>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")


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
    if not 2 <= len(labels) <= LABELLED or not all(labels):
        return table[0]
    rows = [list(_CELL.finditer(row[1])) for row in _ROW.finditer(head[2])]
    if any(len(row) != len(labels) for row in rows):
        return table[0]

    def labelled(row: re.Match[str]) -> str:
        names = iter(labels)
        return _CELL.sub(lambda cell: f'<{cell[1]}{cell[2]} data-label="{next(names)}">{cell[3]}</{cell[1]}>', row[0])

    start = head.start(2)
    body = _ROW.sub(labelled, head[2])
    return f'<table data-stack{table[1]} class="stack">{table[2][:start]}{body}{table[2][head.end(2) :]}</table>'
