"""Lists of people in a text, however they are written: tables of any kind, lines of values, names in running text."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..domain.patterns import pattern
from ..domain.private import Number
from .passages import Passage
from .surnames import NAME

_HEAD = pattern(r"姓\s{0,4}名|名\s?字|联系人|联络[人员]|住\s{0,4}[址处]|家庭地址|居住地")
_NAME_CELL = pattern(r"[一-龥]{0,8}?(?:姓名|名字|联系人|联络[人员])(?:[及和与、/]*(?:联系)?(?:电话|手机|方式)[一-龥]{0,2})?")
_COLUMNS = {
    **dict.fromkeys(("身份证", "证件号"), "身份证"),
    **dict.fromkeys(("电话", "手机", "联系方式"), "电话"),
    **dict.fromkeys(("住址", "住处", "家庭地址", "居住地"), "住址"),
}
_BOUND = pattern(r"[|\t]|</?t[dh]\b[^>]*+(?:>|\Z)", re.IGNORECASE)
_COMMA = pattern("[,，;]")
_SENTENCE = pattern("[。：:、；]")
_BRACKETS = pattern(r"[(（].*?[)）]")
_MARKS = pattern(r"[*_`\"\s]")
_HTML_ROW = pattern(r"(?=<tr\b)")
_TAGS = pattern(r"<[^>]*>")
_LONGEST = 20  # characters of a column's name
_REACH = 60  # characters from a name to the number that is its own
_NEAR = 4


@dataclass(slots=True)
class Table:
    """A table of people: its rows as line (from 0) and cells, the head first; all its lines; what its head says of whom."""

    rows: list[tuple[int, tuple[str, ...]]]
    lines: set[int]
    columns: tuple[str, ...]
    is_of_names: bool
    homes: int

    @property
    def addresses(self) -> Iterator[tuple[int, str]]:
        """Line and text of what stands in its column of `homes` (-1: none); all cells of a row of another length."""
        width = len(self.rows[0][1])
        for line, cells in self.rows[1:] if self.homes >= 0 else ():
            for cell in cells[self.homes : self.homes + 1] if len(cells) == width else cells:
                yield line, cell


def tables(passage: Passage) -> list[Table]:
    """Tables whose head names people or their homes: Markdown, HTML, rows of documents and sheets, values with commas.

    A table goes on to the first line that is no row of it; an attachment is one to its end.
    """
    found: list[Table] = []
    if not _HEAD.search(passage.text):
        return found
    bound: re.Pattern[str] | None = None  # what divides the cells of the table that is open
    for first, last, row in _rows(passage.text):
        is_row = bound is not None and bound.search(row) is not None
        if bound and (is_row or passage.key == "attachment" or not _without(_TAGS, ">", row).strip()):
            found[-1].lines.update(range(first, last + 1))
            found[-1].rows += [(first, _cells(row, bound))] if is_row else []
        else:
            bound = None
            if _HEAD.search(row) and (headed := _headed(first, last, row)):
                found.append(headed[0])
                bound = headed[1]
        bound = None if "</table" in row else bound
    return found


def _rows(text: str) -> Iterator[tuple[int, int, str]]:
    """The lines of a text with their number, from 0, twice; a row of HTML may have more than one, or a line several rows."""
    if "<tr" not in text:
        yield from ((number, number, line) for number, line in enumerate(text.split("\n")))
        return
    held: list[str] = []
    for number, line in enumerate(text.split("\n")):
        held.append(line)
        opened, closed = line.rfind("<tr"), max(line.rfind("</tr"), line.rfind("</table"))
        if opened < closed or (opened < 0 and len(held) == 1):
            yield from ((number - len(held) + 1, number, row) for row in _HTML_ROW.split(" ".join(held)))
            held.clear()
    if held:
        yield number - len(held) + 1, number, " ".join(held)


def _headed(first: int, last: int, row: str) -> tuple[Table, re.Pattern[str]] | None:
    """The table that begins with this row, and what divides its cells; None when the row is no head of people or homes."""
    bound = _BOUND if _BOUND.search(row) else _COMMA
    cells = _cells(row, bound)
    if len(cells) < 2 or (bound is _COMMA and (max(map(len, cells)) > _LONGEST or _SENTENCE.search(row))):
        return None
    said = [[column for word, column in _COLUMNS.items() if word in cell and len(cell) < _LONGEST] for cell in cells]
    is_of_names = any(_NAME_CELL.fullmatch(cell) for cell in cells)
    homes = next((number for number, columns in enumerate(said) if "住址" in columns), -1)
    if not is_of_names and homes < 0:
        return None
    columns = tuple(dict.fromkeys(column for columns in said for column in columns))
    return Table([(first, cells)], set(range(first, last + 1)), columns, is_of_names, homes), bound


def _cells(row: str, bound: re.Pattern[str]) -> tuple[str, ...]:
    """The texts of a row's cells, without spaces and what stands in brackets; empty ones at both ends are none."""
    plain = (_without(_TAGS, ">", unicodedata.normalize("NFKC", cell)) for cell in bound.split(row))
    cells = [_MARKS.sub("", _without(_BRACKETS, ")）", cell)) for cell in plain]
    if "<" in row:
        return tuple(filter(None, cells))
    return tuple(cells[cells[0] == "" : len(cells) - (cells[-1] == "")]) if len(cells) > 1 else tuple(cells)


def _without(pattern: re.Pattern[str], ends: str, text: str) -> str:
    """`text` less what matches; what begins behind the last of the signs that end a match is not looked at, for it has no end."""
    end = max(map(text.rfind, ends)) + 1
    return pattern.sub("", text[:end]) + text[end:]


def named(rows: str, mobiles: Sequence[Number]) -> set[int]:
    """Where the mobile numbers of a list of people begin: two names or more, each with a number of its own."""
    for before in (True, False):
        found = _paired(rows, mobiles, before)
        if len({name for name, _ in found}) > 1 and len({rows[n.start : n.end] for _, n in found}) > 1:
            return {number.start for _, number in found}
    return set()


def _paired(rows: str, mobiles: Sequence[Number], before: bool) -> list[tuple[str, Number]]:
    """Numbers with the name that stands nearest before them, or after."""
    found: list[tuple[str, Number]] = []
    waiting: list[str] = []
    for at, number in enumerate(mobiles):
        if before:
            start, end = max(mobiles[at - 1].end if at else 0, number.start - _REACH), number.start
            start = max(start, rows.rfind("。", start, end) + 1)
        else:
            start = number.end
            end = min(mobiles[at + 1].start if at + 1 < len(mobiles) else len(rows), start + _REACH)
            stop = rows.find("。", start, end)
            end = stop if stop >= 0 else end
        names = [match["name"].replace(" ", "") for match in NAME.finditer(rows, start, end)]
        if names:
            waiting = names if before else names[:1]
        elif end - start > _NEAR:
            waiting = []
        if waiting:
            found.append((waiting.pop(), number))
    return found
