"""Lines of a header that its writer put behind it, or into a comment: they would stand on the page, or be lost."""

import re

from ....domain.finding import Place
from .fenced import is_fence, shows_header
from .opening import Line, heading, holding_row, is_blank
from .result import HEADER_ASTRAY, MAX_HEADER, Header

_BREAK = re.compile(r"[\u2028\u2029]|<br\s*/?>", re.IGNORECASE)
MAX_LINES = 200  # of a second header
_UNDERLINE = re.compile(r" {0,3}=+[ \t]*")
_TITLE = re.compile(r"[^\W_](?:.{0,80}[^\s。！？；：，.!?;:,])?\s*|《.{1,80}》\s*")
_CODE = re.compile(r" {0,3}(?:`{3}|~{3})")
_INDENTED = re.compile(r" {4}|\t")


def find_astray(header: Header, text: str, number: int, place: Place) -> None:
    """Refuse `header` when the first paragraph of `text`, which begins on line `number`, keeps the piece back.

    A second header between lines of its own may name no field at all. Headings and comments are no paragraph, and without a
    header no more is a line that stands alone like a title; code shows what it likes.
    """
    begun = code = False
    dated = "date" in header.values
    lines = text[:MAX_HEADER].split("\n")
    for index, line in enumerate(lines):
        if is_blank(line):
            if begun:
                break
        elif is_fence(line) or _UNDERLINE.fullmatch(line):
            if second := _second(lines[index + 1 : index + MAX_LINES], begun):
                _refuse(header, second[1], place.at(number + index + 1 + second[0], 1))
                return
            begun = False
        elif not begun and _CODE.match(line):
            break
        elif (code or not begun) and _INDENTED.match(line):
            begun = code = True
        elif begun or not heading(line, 0):
            code = False
            for part in _BREAK.split(line):
                if row := holding_row(part, dated):
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
        elif not code and is_fence(line) and (second := _second(lines[index + 1 : index + MAX_LINES], begun=True)):
            _refuse(header, second[1], place.at(number + index + 1 + second[0], 1))
            return


def _refuse(header: Header, row: Line, where: Place) -> None:
    header.refuse(HEADER_ASTRAY.at(where, key=row.key, mend=row.mend))


def _second(lines: list[str], begun: bool) -> tuple[int, Line] | None:
    """The first field of a header in `lines`, which follow a fence: at once behind the first header, or closed by a fence too."""
    found = shows_header(lines) if lines and not is_blank(lines[0]) else None
    end = next((line for line in lines if is_blank(line) or is_fence(line)), "")
    return found if not begun or is_fence(end) else None
