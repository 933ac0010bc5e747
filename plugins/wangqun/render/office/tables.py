"""Tables: those drawn with `|`, whose rows lose no cell, and those that were pasted with tabs between the cells."""

from ...domain.patterns import pattern
from .inline import inline
from .runs import SPACE

_RULE = pattern(r"[ ]*\|?[ ]*:?-+:?[ ]*(?:\|[ ]*:?-+:?[ ]*)*\|?[ ]*$")
_PIPE = pattern(r"\\.|(?P<ticks>`+).+?(?P=ticks)|(?P<pipe>\|)")


def is_ruled(line: str) -> bool:
    """True for the line below a table's head: `|---|---:|`."""
    return "|" in line and "-" in line and bool(_RULE.match(line))


def read_table(lines: list[str], at: int) -> tuple[int, list[str]]:
    """The line after the table whose head stands at `at`, and its rows; the head is as wide as its rule is."""
    end = at + 2
    while end < len(lines) and "|" in lines[end]:
        end += 1
    head, rule = cells_of(lines[at]), cells_of(lines[at + 1])
    columns = max(len(head), 1)
    rule = [*rule, *["---"] * columns][:columns]
    rows = [inline(line.strip(SPACE)) for line in lines[at + 2 : end]]
    return end, [_row([inline(cell) for cell in head]), _row(rule), *rows]


def read_tabbed(lines: list[str], at: int) -> tuple[int, list[str]] | None:
    """The line after rows whose cells tabs divide, and a table of them; None for a single such line. The first row is the
    head when it has no figures and some other row has.
    """
    end = at
    while end < len(lines) and "\t" in lines[end]:
        end += 1
    if end - at < 2:
        return None
    rows = [[inline(cell.strip(SPACE).replace("|", "\\|")) for cell in line.split("\t")] for line in lines[at:end]]
    columns = max(map(len, rows))
    rows = [[*row, *[""] * (columns - len(row))] for row in rows]
    has_head = not _has_figures(rows[0]) and any(map(_has_figures, rows[1:]))
    head, body = (rows[0], rows[1:]) if has_head else ([""] * columns, rows)
    return end, [_row(head), _row(["---"] * columns), *map(_row, body)]


def cells_of(row: str) -> list[str]:
    """The cells of a row, which may begin and end with `|`; one in code or behind a backslash divides nothing."""
    text = row.strip(SPACE)
    cuts = [found.start() for found in _PIPE.finditer(text) if found["pipe"]]
    cells = [text[start + 1 : end].strip(SPACE) for start, end in zip([-1, *cuts], [*cuts, len(text)], strict=True)]
    if cuts and cuts[0] == 0:
        cells = cells[1:]
    return cells[:-1] if cuts and cuts[-1] == len(text) - 1 else cells


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _has_figures(row: list[str]) -> bool:
    return any(character.isdigit() for cell in row for character in cell)
