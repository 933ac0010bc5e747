"""A table of figures as its page shows it: the rows as they are written, and a picture of its parts."""

from collections.abc import Iterator

from ...domain.document import Document
from ...domain.links import Scope
from ...domain.said import said
from ...domain.table import Rows
from ...pages.charts import Amount, bars, shares
from ...pages.context import Link
from ...pages.site import Pages
from .context import SheetRow, SheetTable
from .record import Sheet
from .sheets import has_chapters, is_part, is_subtotal, is_whole, number_of, numbered, other_unit, summed

MOST_BARS = 12
MOST_SHARES = 4  # parts of a sum that are drawn as parts of it


def sheet_table(pages: Pages, document: Document, sheet: Sheet, scope: Scope, number: int) -> SheetTable | None:
    """A table with its picture; None where it cannot be read, which its finding says."""
    file = pages.download(document, sheet.title, sheet.file, scope)
    rows = scope.tables.get(file.url, ())
    if len(rows) < 2 or not numbered(rows):
        return None
    heads, chapters = rows[0][1], has_chapters(rows)
    column = _column(sheet, rows)
    amounts = tuple(_amounts(rows, column))
    drawn = 2 <= len(amounts) <= MOST_BARS and all(amount.value >= 0 for amount in amounts) and any(a.value for a in amounts)
    drawn = drawn and not other_unit(sheet, heads[column])  # which of the two is wrong nobody can tell
    has_sum = any(is_whole(cells[0]) for _, cells in rows[1:])
    draw = shares if has_sum and len(amounts) <= MOST_SHARES else bars
    picture = (f"wq-sheet-{number}", f"{sheet.title}：{heads[column]}", amounts, (heads[0] or said("项目"), heads[column]))
    unit = f"%(n)s {sheet.unit.replace('%', '%%')}"
    return SheetTable(
        title=sheet.title if sheet.year is None else said("%(title)s（%(year)s 年）", title=sheet.title, year=sheet.year),
        unit=sheet.unit,
        heads=heads,
        rows=tuple(
            SheetRow(
                cells[0].strip(),
                (*cells[1 : len(heads)], *("" for _ in range(len(heads) - len(cells)))),
                "sum" if is_whole(cells[0]) or is_subtotal(cells[0]) else "part" if is_part(cells[0], chapters) else "",
            )
            for _, cells in rows[1:]
        ),
        file=Link("，".join(filter(None, (file.type, file.size_text))), file.url),
        chart=draw(*picture, unit) if drawn else None,
    )


def _column(sheet: Sheet, rows: Rows) -> int:
    """The column that is drawn: the one that is asked for, else the first that adds up, else the first of numbers."""
    asked = [column for column in numbered(rows) if rows[0][1][column] == sheet.chart]
    return (asked or summed(rows) or numbered(rows))[0]


def _amounts(rows: Rows, column: int) -> Iterator[Amount]:
    """The parts of a column as far as the first sum below some: what comes after it is another matter."""
    chapters, begun = has_chapters(rows), False
    for _, cells in rows[1:]:
        if is_whole(cells[0]):
            if begun:
                return
            continue
        if is_subtotal(cells[0]) or is_part(cells[0], chapters) or column >= len(cells):
            continue
        if (value := number_of(cells[column])) is not None:
            begun = True
            yield Amount(cells[0].strip(), value)
