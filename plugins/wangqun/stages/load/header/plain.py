"""A header of plain `Key: value` lines at the head of a file, as Pelican and Markdown's `meta` read them."""

import re

from ....domain.finding import Place
from ..keys import Names
from .fenced import is_fence, read_block
from .opening import holding_row, indent, is_blank, is_broken, line_start, outdent, row_of, unbroken
from .result import HEADER_ASTRAY, Header, Row, body_from, keep_rows

_PLAIN = re.compile(r"^ {0,3}(?P<key>[A-Za-z][A-Za-z0-9_-]*):(?:[ \t]+(?P<value>.*)|[ \t]*)$")
_MORE = re.compile(r"^(?: {4,}|\t|\u3000\u3000)(?P<value>\S.*)$")


def find_plain(text: str, at: int, place: Place, names: Names) -> Header | None:
    """The header whose first character stands at `at`; None when the text begins with its body.

    One line must name a field. A run of `key: value` lines that mixes fields with what is none, or wears a dress, is refused.
    """
    start = line_start(text, at)
    number = text.count("\n", 0, start)
    lines = _paragraph(text, start)
    deep = indent(lines[0])
    lines = [outdent(line, deep) for line in lines]
    rows = _rows(lines, number, names)
    read = sum(count for _, count in rows)
    rest = lines[read:]
    fence = next((index for index, line in enumerate(rest) if is_fence(line)), len(rest))
    named = any(names.opens_header(row[0]) for row, _ in rows)
    if named and fence == 0 < len(rest):
        read, rest = read + 1, []  # the lower of two lines --- of which the upper is missing
    elif named and rest and not rows[-1][0][1] and rest[0][:1] in {" ", "\t", "-"}:  # YAML without its lines ---
        end = _offset(text, start, read + fence + (fence < len(rest)))
        return read_block(body_from(Header(), text, end), place, "\n".join(lines[: read + fence]), "yaml", number, names)
    for index, line in enumerate(rest, number + read + 1):
        if not (row := row_of(line, names)):
            break
        if names.opens_header(row.key):
            return Header().refuse(HEADER_ASTRAY.at(place.at(index, 1), key=row.key, mend=row.mend(names)))
    if not named:
        return None
    end = _offset(text, start, read)
    if end < len(text) and is_blank(text[end:].partition("\n")[0]):
        end = min(text.find("\n", end) + 1 or len(text), len(text))
    return keep_rows(body_from(Header(), text, end), place, names, [row for row, _ in rows])


def _paragraph(text: str, start: int) -> list[str]:
    """The lines from `start` up to the first that shows nothing."""
    lines: list[str] = []
    while start < len(text) or not lines:
        end = text.find("\n", start)
        line = text[start : end if end >= 0 else len(text)]
        if is_blank(line) and lines:
            break
        lines.append(line)
        if end < 0:
            break
        start = end + 1
    return lines


def _rows(lines: list[str], number: int, names: Names) -> list[tuple[Row, int]]:
    """The leading rows, each with the count of its lines; `number` lines of the file stand before them."""
    rows: list[tuple[Row, int]] = []
    for index, line in enumerate(lines, number + 1):
        if (match := _PLAIN.match(line)) and not is_broken(line):
            rows.append(((match["key"], unbroken(match["value"] or ""), index), 1))
        elif rows and (match := _MORE.match(line)) and not holding_row(match["value"], names, dated=False):
            (key, value, first), count = rows[-1]
            rows[-1] = ((key, f"{value} {unbroken(match['value'])}".strip(), first), count + 1)
        elif (row := row_of(line, names)) and row.plain and names.is_field(row.key):
            rows.append(((row.key, unbroken(row.value), index), 1))
        else:
            break
    return rows


def _offset(text: str, start: int, lines: int) -> int:
    """Where the line begins that stands `lines` below the one at `start`."""
    for _ in range(lines):
        start = text.find("\n", start) + 1 or len(text)
    return start
