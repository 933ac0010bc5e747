"""`wangqun import suggestions`: the table that an office keeps of a session's suggestions. Nothing that exists is overwritten."""

import csv
import io
import os
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import field
from datetime import datetime
from pathlib import Path
from typing import Any

from ...domain.finding import Place
from ...domain.frozen import frozen
from ...domain.law.lines import squeezed
from ...domain.record import split_names
from ...domain.text import strip_controls
from ...records.suggestion.record import Suggestion
from ...stages.load.header import read_header
from ...stages.load.keys import names_of
from ...stored import read_text
from .. import known
from ..importing.placing import ImportRefused, place_of, write
from .columns import CALLED, field_of
from .record import Refused, record

FOLDER = "suggestions"
LONGEST = 50 * 1024 * 1024  # bytes of a table
_NEEDED = ("title", "public")


@frozen
class Imported:
    """What became of a table: the files written, rows refused (line, title, why), what an editor should look at, and the files
    that were there already and were left as they are.
    """

    written: tuple[str, ...]
    refused: tuple[tuple[int, str, str], ...]
    notes: tuple[str, ...] = field(default=())
    kept: tuple[str, ...] = field(default=())


def import_suggestions(
    root: Path, table: Path, site: str, given: dict[str, str], now: datetime, dry_run: bool, say: Callable[[str], None]
) -> Imported:
    """What became of each row. `given` are values of columns that the table does not have, such as its session.

    Raises:
        ImportRefused: no site, no table, or a column that is needed is missing.
    """
    place = f"{place_of(root, site)}/{FOLDER}"
    rows, notes = _read(table, given)
    level = place.split("/")[1]
    people, same = _people(root, level, site)
    made: dict[str, bytes] = {}
    refused: list[tuple[int, str, str]] = []
    at_line: dict[str, int] = {}
    unknown: Counter[str] = Counter()
    for count, (line, row) in enumerate(rows, 1):
        found = record(row, count, people, now)
        if isinstance(found, Refused):
            refused.append((line, row.get("title", ""), found.why))
        elif found.name in made:
            refused.append((line, row["title"], f"编号与第 {at_line[found.name]} 行相同"))
        elif _holds_another(root / place / found.name, row):
            refused.append((line, row["title"], f"已有的 {found.name} 是另一件，没有动；改编号，或先把它改名"))
        else:
            made[found.name], at_line[found.name] = found.source, line
            unknown.update(_strangers(row, people))
    for name, number in sorted(unknown.items()):
        why = "有几位同名的代表" if name in same else "代表名录里没有"
        notes.append(f"“{name}”{why}，{number} 件只写了姓名，没有连到代表的页面")
    kept = tuple(sorted(name for name in made if os.path.lexists(root / place / name)))
    new = {name: source for name, source in made.items() if name not in kept}
    if not dry_run:
        write(root / place, new.items(), say)
    return Imported(tuple(sorted(new)), tuple(refused), tuple(notes), kept)


def _holds_another(path: Path, row: dict[str, str]) -> bool:
    """True for a file that is there and neither its title nor its text is the row's: an editor may since have changed one."""
    if not os.path.lexists(path):
        return False
    text = read_text(path)
    if text is None:
        return True
    header = read_header(text, Place("", path.name), names_of(Suggestion))
    titles = {squeezed(str(title)) for title in (header.values.get("title"), header.title) if title}
    body = squeezed(row.get("body", ""))
    return squeezed(row["title"]) not in titles and not (body and body == squeezed(header.body))


def _read(table: Path, given: dict[str, str]) -> tuple[list[tuple[int, dict[str, str]]], list[str]]:
    """The rows by field with their lines, and what is said of columns."""
    try:
        if table.stat().st_size > LONGEST:
            raise ImportRefused(f"{table} 太大，最多 50 MB。")
        data = table.read_bytes()
    except OSError as error:
        raise ImportRefused(f"{table} 读不了。") from error
    reader = csv.reader(io.StringIO(_text(table, data), newline=""), strict=True)
    try:
        lines = [(start + 1, cells) for start, cells in zip(_starts(reader), reader, strict=False)]
    except csv.Error as error:
        raise ImportRefused(f"{table} 第 {reader.line_num} 行不是 CSV：引号没有成对。") from error
    lines = [(line, cells) for line, cells in lines if any(cell.strip() for cell in cells)]
    if not lines:
        raise ImportRefused(f"{table} 是空的。")
    heads = lines[0][1]
    fields = [field_of(head.strip()) for head in heads]
    if twice := [heads[at] for at, name in enumerate(fields) if name and name in fields[:at]]:
        raise ImportRefused(f"有两列是同一项：{'、'.join(twice)}。删去一列，或改列名。")
    if missing := [CALLED[name].split()[0] for name in _NEEDED if name not in fields and name not in given]:
        raise ImportRefused(f"表里没有这些列：{'、'.join(missing)}。第一行写列名；“公开”一列每行写 公开 或 不公开。")
    notes = [f"不认识“{head}”这一列，没有用" for head, name in zip(heads, fields, strict=True) if head.strip() and not name]
    return [(line, given | dict(_cells(fields, cells))) for line, cells in lines[1:]], notes


def _starts(reader: Any) -> Iterator[int]:
    """How many lines were read before each row: a cell may hold several."""
    while True:
        yield reader.line_num


def _cells(fields: list[str], cells: list[str]) -> Iterator[tuple[str, str]]:
    for name, cell in zip(fields, cells, strict=False):
        text = strip_controls(cell)[0].strip()
        if name and text:
            yield name, text if name in {"body", "reply_text"} else " ".join(text.split())


def _text(table: Path, data: bytes) -> str:
    """UTF-8 as it should be, or what Excel writes in China.

    Raises:
        ImportRefused: it is neither.
    """
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise ImportRefused(f"{table} 不是 UTF-8，也不是 GB18030；另存为“CSV UTF-8”。")


def _people(root: Path, level: str, site: str) -> tuple[dict[str, str], frozenset[str]]:
    """Keys of the site's deputies by name, and the names that several of them have."""
    found: dict[str, set[str]] = {}
    for row in known.rows(root, level, site, "deputies"):
        if row.get("name"):
            found.setdefault(str(row["name"]), set()).add(str(row["person"]))
    same = frozenset(name for name, keys in found.items() if len(keys) > 1)
    return {name: min(keys) for name, keys in found.items() if name not in same}, same


def _strangers(row: dict[str, str], people: dict[str, str]) -> Iterator[str]:
    for column in ("lead_deputy", "co_deputies"):
        for name in split_names(row.get(column, "")):
            if name not in people and not name.startswith("person:"):
                yield name
