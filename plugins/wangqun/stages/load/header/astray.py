"""Lines of a header that its writer put behind it, or into a comment: they would stand on the page, or be lost."""

import re

from ....domain.finding import Place
from .fenced import is_fence, shows_header
from .opening import Line, field_row, heading, holding_row, is_blank
from .result import HEADER_ASTRAY, MAX_HEADER, Header

_BREAK = re.compile(r"[\u2028\u2029]|<br\s*/?>", re.IGNORECASE)
MAX_LINES = 200  # of a second header
_UNDERLINE = re.compile(r" {0,3}=+[ \t]*")
_TITLE = re.compile(r"[^\W_](?:.{0,80}[^\s。！？；：，.!?;:,])?\s*|《.{1,80}》\s*")
_CODE = re.compile(r" {0,3}(?:`{3}|~{3})| {4}|\t")


def find_astray(header: Header, text: str, number: int, place: Place) -> None:
    """Refuse `header` when the first paragraph of `text`, which begins on line `number`, keeps the piece back.

    A second header between lines of its own may name no field at all. Headings and comments are no paragraph, and without a
    header no more is a line that stands alone like a title; code shows what it likes.
    """
    begun = second = False
    dated = "date" in header.values
    lines = text[:MAX_HEADER].split("\n")
    for index, line in enumerate(lines):
        if is_blank(line):
            if begun:
                break
        elif is_fence(line) or _UNDERLINE.fullmatch(line):
            second = _is_second(lines[index + 1 : index + MAX_LINES], begun)
            begun = False
        elif not begun and _CODE.match(line):
            break
        elif begun or not heading(line, 0):
            for part in _BREAK.split(line):
                if row := field_row(part) if second else holding_row(part, dated):
                    _refuse(header, row, place.at(number + index, 1))
                    return
            title = not header.values and not begun and _TITLE.fullmatch(line) and is_blank("".join(lines[index + 1 : index + 2]))
            begun = not title and not line.rstrip().endswith("-->")
    if not header.values:
        _find_late(header, lines, number, place)


def _find_late(header: Header, lines: list[str], number: int, place: Place) -> None:
    """Refuse a header that has nothing when a whole one stands further down, between lines of its own and in no code."""
    code = False
    for index, line in enumerate(lines):
        if line.lstrip()[:3] in {"```", "~~~"}:
            code = not code
        elif not code and is_fence(line) and _is_second(lines[index + 1 : index + MAX_LINES], begun=True):
            _refuse(header, next(filter(None, map(field_row, lines[index + 1 :]))), place.at(number + index + 1, 1))
            return


def _refuse(header: Header, row: Line, where: Place) -> None:
    header.refuse(HEADER_ASTRAY.at(where, key=row.key, mend=row.mend))


def _is_second(lines: list[str], begun: bool) -> bool:
    """True when `lines`, which follow a fence, are a header: at once behind the first one, or else closed by a fence too."""
    if not lines or is_blank(lines[0]) or not shows_header("\n".join(lines)):
        return False
    end = next((line for line in lines if is_blank(line) or is_fence(line)), "")
    return not begun or is_fence(end)
