"""Tables in CSV files, as offices save them: rows with the lines on which they stand."""

import csv
from io import StringIO

from .text import one_line

Row = tuple[int, tuple[str, ...]]
"""The line of the file on which a row begins, and its cells."""
Rows = tuple[Row, ...]
MOST_BYTES, MOST_ROWS, MOST_CELLS = 256 * 1024, 500, 24


def clean_rows(rows: Rows) -> Rows:
    """The rows as they are meant: cells without what nobody sees."""
    return tuple((line, tuple(map(one_line, cells))) for line, cells in rows)


def read_rows(raw: bytes) -> Rows:
    """The rows of a CSV file in UTF-8 or GB 18030, as Excel writes it, without empty ones; none of what is no such file or too
    long to be shown.
    """
    if len(raw) > MOST_BYTES:
        return ()
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        try:
            text = raw.decode("gb18030")
        except UnicodeDecodeError:
            return ()
    reader = csv.reader(StringIO(text, newline=""), strict=True)
    rows: list[Row] = []
    line = 1
    try:
        for cells in reader:
            plain = [cell.replace("\n", " ").rstrip() for cell in cells]  # what stands in before a name says that it is a part
            kept = (*plain[:1], *(cell.strip() for cell in plain[1:]))
            if any(map(str.strip, kept)):
                rows.append((line, kept))
            line = reader.line_num + 1
            if len(rows) > MOST_ROWS or len(kept) > MOST_CELLS:
                return ()
    except csv.Error:
        return ()
    return tuple(rows)
