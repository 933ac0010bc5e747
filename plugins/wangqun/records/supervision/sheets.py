"""Tables of figures: what their rows are, whether the parts come to the sums, and a chart of them."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import partial

from ...domain.document import Document
from ...domain.finding import Finding, Own, Place, Rule, Severity
from ...domain.table import MOST_CELLS, MOST_ROWS, Row, Rows
from .record import Sheet, of

UNREADABLE = Rule(
    "sheet-unreadable",
    Severity.WARN,
    "数据表“{title}”{what}，页面上不显示这张表",
    "用表格软件另存为 CSV（UTF-8）：第一行是列名，第一列是项目，其余是数；去掉标题行和合并的单元格。",
    "docs/domain.md §3.5",
)
CELL = Rule(
    "sheet-number",
    Severity.WARN,
    "数据表“{title}”{what}",
    "{mend}",
    "docs/domain.md §3.5",
)
SUM = Rule(
    "sheet-sum",
    Severity.WARN,
    "数据表“{title}”的“{row}”{column}写的是 {have}，各项加起来是 {sum}",
    "核对第 {first} 至 {last} 行；各项没有错的，把第 {line} 行的{column}改成 {sum}。",
    "docs/domain.md §3.5",
)
UNIT = Rule(
    "sheet-unit",
    Severity.WARN,
    "数据表“{title}”的单位写的是{unit}，列名“{column}”里写的是{other}，这一列不画图，数据里不写单位",
    "改正文件头 sheets 里的 unit，或 CSV 第一行的列名。",
    "docs/domain.md §3.5",
)
_WHOLE = re.compile(r"^(?:合|总|共)\s*计$|^(?:收入|支出|资产|负债|债务)?(?:合计|总计)$|^全(?:省|市|州|县|区)(?:合计|总计)?$")
_SUBTOTAL = re.compile(r"^小\s*计$|^.{1,12}小计$")
_PART = re.compile(r"^\s|^其中|^[-–—·]\s*")
_CHAPTER = re.compile(r"^[一二三四五六七八九十]+、")
_WITHIN = re.compile(r"^[（(][一二三四五六七八九十]+[)）]|^\d+\s*[.．、]")
_RATE = re.compile(r"[%％]|比重|占比|增长|增幅|增减|完成率|比例|率$")
_UNIT = re.compile(r"[（(]\s*((?:百|千|万|百万|千万|亿)?(?:元|美元|人|户|件|吨|亩|公顷|平方米))\s*[)）]")
_NUMBER = re.compile(r"[+-]?(?:[0-9]{1,20}(?:\.[0-9]{1,10})?|\.[0-9]{1,10})")
_DIGITS = str.maketrans("０１２３４５６７８９．－", "0123456789.-")
_BLANK = frozenset({"", "-", "—", "–", "——", "/", "…", "..."})


@dataclass(slots=True)
class _Sum:
    """What comes together below a heading: the lines of its rows, and by column what they come to and how roughly."""

    lines: list[int] = field(default_factory=list)
    sums: dict[int, Decimal] = field(default_factory=dict)
    slack: dict[int, Decimal] = field(default_factory=dict)

    def add(self, line: int, cells: Mapping[int, Decimal]) -> None:
        """Count a row in."""
        self.lines.append(line)
        for column, value in cells.items():
            self.sums[column] = self.sums.get(column, Decimal()) + value
            self.slack[column] = self.slack.get(column, Decimal()) + _rounding(value)


def number_of(cell: str) -> Decimal | None:
    """The number in a cell; None for what is none."""
    text = cell.replace(",", "").replace("，", "").replace(" ", "").translate(_DIGITS)
    return Decimal(text) if _NUMBER.fullmatch(text) else None


def is_whole(label: str) -> bool:
    """True for the row that says what all come to."""
    return bool(_WHOLE.match(label.strip()))


def is_subtotal(label: str) -> bool:
    """True for a row that says what those before it come to."""
    return bool(_SUBTOTAL.match(label.strip()))


def is_part(label: str, has_chapters: bool = False) -> bool:
    """True for a row that is a part of the one above: 其中, indented, or （一） and 1. where others begin with 一、."""
    return bool(_PART.match(label) or (has_chapters and _WITHIN.match(label)))


def has_chapters(rows: Rows) -> bool:
    """True when rows are numbered 一、二、."""
    return any(_CHAPTER.match(cells[0]) for _, cells in rows[1:])


def numbered(rows: Rows) -> tuple[int, ...]:
    """The columns that hold numbers, every cell of them that is not blank."""
    if not rows:
        return ()
    found = []
    for column in range(1, len(rows[0][1])):
        cells = [cells[column] for _, cells in rows[1:] if column < len(cells) and cells[column].strip() not in _BLANK]
        numbers = sum(number_of(cell) is not None for cell in cells)
        if cells and numbers * 2 > len(cells):  # one slip of the pen makes it no column of words
            found.append(column)
    return tuple(found)


def summed(rows: Rows) -> tuple[int, ...]:
    """The columns whose parts add up: numbers that are no rates."""
    return tuple(column for column in numbered(rows) if not _RATE.search(rows[0][1][column]))


def other_unit(sheet: Sheet, head: str) -> str:
    """The unit that the name of a column says where its table is said to count in another; "" where nothing contradicts."""
    found = None if _RATE.search(head) else _UNIT.search(head)
    return found[1] if found and found[1] != sheet.unit else ""


def tables(document: Document) -> Iterator[tuple[str, Callable[[Rows, Place], Iterable[Finding]]]]:
    """The files that its header names as tables, each with what checks their rows."""
    yield from ((sheet.file, partial(faults, sheet)) for sheet in of(document).sheets)


def faults(sheet: Sheet, rows: Rows, place: Place) -> Iterator[Finding]:
    """What is wrong with one table, the line of each fault."""
    if len(rows) < 2 or not numbered(rows):
        what = f"读不出来：不是 CSV 文件，没有数，或者多于 {MOST_ROWS} 行、{MOST_CELLS} 列"
        yield UNREADABLE.at(place, title=sheet.title, what=Own(what))
        return
    yield from _shape(sheet, rows, place)
    for column in numbered(rows):
        head = rows[0][1][column]
        if other := other_unit(sheet, head):
            yield UNIT.at(place.at(rows[0][0]), title=sheet.title, unit=sheet.unit, column=head, other=other)
    if sheet.chart and sheet.chart not in [rows[0][1][column] for column in numbered(rows)]:
        heads = "、".join(rows[0][1][column] for column in numbered(rows))
        how = f"把 sheets 的 chart 改成其中一列：{heads}；不写的画第一列。"
        yield CELL.at(place.at(rows[0][0]), title=sheet.title, what=Own(f"没有“{sheet.chart}”这一列数"), mend=how)
    yield from _sums(sheet, rows, place)


def _shape(sheet: Sheet, rows: Rows, place: Place) -> Iterator[Finding]:
    """Rows of another length than the first, and words where numbers should be."""
    heads, numbers = rows[0][1], numbered(rows)
    for line, cells in rows[1:]:
        if len(cells) != len(heads):
            what = f"第 {line} 行有 {len(cells)} 格，第一行有 {len(heads)} 格"
            how = "补上缺的格，或删去多的格；数里的逗号（1,234）要用引号括起来，或去掉。"
            yield CELL.at(place.at(line), title=sheet.title, what=Own(what), mend=how)
        for column in numbers:
            if column < len(cells) and cells[column].strip() not in _BLANK and number_of(cells[column]) is None:
                what = f"第 {line} 行的{heads[column]}“{cells[column]}”不是数"
                yield CELL.at(
                    place.at(line), title=sheet.title, what=Own(what), mend="只写数，单位写在 sheets 的 unit 里；没有数的留空。"
                )


def _sums(sheet: Sheet, rows: Rows, place: Place) -> Iterator[Finding]:
    """Sums that differ from what their rows come to by more than rounding. A sum stands below its rows, or above them where the
    first does; a 总计 may take in the 合计 above it.
    """
    columns, chapters = summed(rows), has_chapters(rows)
    group, whole, before = _Sum(), _Sum(), _Sum()
    leading: Row | None = None
    for line, cells in rows[1:]:
        label, values = cells[0], _values(cells, columns)
        if is_subtotal(label):
            if group.lines:
                yield from _compare(sheet, rows, place, (line, cells), group)
            whole.add(line, values)
            group = _Sum()
        elif is_whole(label):
            rest = _together(whole, group)
            if leading or not (rest.lines or before.lines):
                if leading and rest.lines:
                    yield from _compare(sheet, rows, place, leading, rest)
                leading, group, whole = (line, cells), _Sum(), _Sum()
                continue
            with_before = _together(before, rest)
            fits = not any(_differs(have, with_before, column) for column, have in values.items())
            if before.lines and (fits or "总" in label):
                rest = with_before
            if rest.lines:
                yield from _compare(sheet, rows, place, (line, cells), rest)
            group, whole, before = _Sum(), _Sum(), _Sum()
            before.add(line, values)
        elif not is_part(label, chapters):
            group.add(line, values)
    if leading and (rest := _together(whole, group)).lines:
        yield from _compare(sheet, rows, place, leading, rest)


def _together(whole: _Sum, group: _Sum) -> _Sum:
    columns = {*whole.sums, *group.sums}
    zero = Decimal()
    return _Sum(
        [*whole.lines, *group.lines],
        {column: whole.sums.get(column, zero) + group.sums.get(column, zero) for column in columns},
        {column: whole.slack.get(column, zero) + group.slack.get(column, zero) for column in columns},
    )


def _compare(sheet: Sheet, rows: Rows, place: Place, row: Row, parts: _Sum) -> Iterator[Finding]:
    line, cells = row
    for column, have in _values(cells, summed(rows)).items():
        if _differs(have, parts, column):
            yield SUM.at(
                place.at(line),
                title=sheet.title,
                row=cells[0].strip(),
                column=f"“{rows[0][1][column]}”",
                have=plain(have),
                sum=plain(parts.sums[column]),
                first=parts.lines[0],
                last=parts.lines[-1],
                line=line,
            )


def _differs(have: Decimal, parts: _Sum, column: int) -> bool:
    come = parts.sums.get(column)
    return come is not None and abs(come - have) > parts.slack[column] + _rounding(have)


def _values(cells: Sequence[str], columns: Sequence[int]) -> dict[int, Decimal]:
    found = {column: number_of(cells[column]) for column in columns if column < len(cells)}
    return {column: value for column, value in found.items() if value is not None}


def _rounding(value: Decimal) -> Decimal:
    """By how much a figure may differ from what was counted: half of its last place; a whole number is exact."""
    exponent = value.as_tuple().exponent
    return Decimal(5).scaleb(exponent - 1) if isinstance(exponent, int) and exponent < 0 else Decimal()


def plain(value: Decimal) -> str:
    """A number as people write it."""
    return f"{value:f}"
