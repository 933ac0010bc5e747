"""Lines of a header that its writer put behind it, or into a comment: they would stand on the page, or be lost."""

import re
from collections.abc import Iterator
from itertools import islice

from ....domain.finding import Place
from ..keys import Names
from .fenced import is_fence, shows_header
from .opening import Line, heading, holding_row, is_blank, shows
from .result import HEADER_ASTRAY, MAX_HEADER, Header

_BREAK = re.compile(r"[\u2028\u2029]|<br\s*/?>", re.IGNORECASE)
MAX_LINES, MAX_SECOND = 200, 8192  # lines and characters of a second header that are looked at
_RULE = re.compile("\n[ \t]*[-+*_=\u2010-\u2015\u2212\u2500\uff0d\uff0b]{2}")
_UNDERLINE = re.compile(r" {0,3}=+[ \t]*")
_TITLE = re.compile(r"[^\W_](?:.{0,80}[^\s。！？；：，.!?;:,])?\s*|《.{1,80}》\s*")
_CODE = re.compile(r" {0,3}(?:`{3}|~{3})")
_INDENTED = re.compile(r" {4}|\t")


def find_astray(header: Header, text: str, number: int, place: Place, names: Names, indented: bool) -> None:
    """Refuse `header` when the first paragraph of `text`, which begins on line `number`, keeps the piece back.

    A second header between lines of its own may name no field at all. Headings and comments are no paragraph, and without a
    header no more is a line that stands alone like a title; code shows what it likes, be it fenced or, where that is code,
    `indented`.
    """
    begun = code = False
    dated = "date" in header.values
    for index, (line, after) in enumerate(_lines(text)):
        if is_blank(line):
            if begun:
                break
        elif is_fence(line) or _UNDERLINE.fullmatch(line):
            if second := _second(text, after, names, begun):
                _refuse(header, second[1], place.at(number + index + 1 + second[0], 1), names)
                return
            begun = False
        elif not begun and _CODE.match(line):
            break
        elif indented and (code or not begun) and _INDENTED.match(line):
            begun = code = True
        elif begun or not heading(line, 0):
            code = False
            for part in _BREAK.split(line):
                if (row := holding_row(part, names, dated)) and not (header.values and shows(row)):
                    _refuse(header, row, place.at(number + index, 1), names)
                    return
            title = (
                not header.values
                and not begun
                and _TITLE.fullmatch(line)
                and is_blank(text[after : after + 200].partition("\n")[0])
            )
            begun = not title and not line.rstrip().endswith("-->")
    if not header.values and _RULE.search(text):
        _find_late(header, text, number, place, names)


def _find_late(header: Header, text: str, number: int, place: Place, names: Names) -> None:
    """Refuse a header that has nothing when a whole one stands further down, between lines of its own and in no code."""
    code = False
    for index, (line, after) in enumerate(_lines(text)):
        if line.lstrip()[:3] in {"```", "~~~"}:
            code = not code
        elif not code and is_fence(line) and (second := _second(text, after, names, begun=True)):
            _refuse(header, second[1], place.at(number + index + 1 + second[0], 1), names)
            return


def _refuse(header: Header, row: Line, where: Place, names: Names) -> None:
    header.refuse(HEADER_ASTRAY.at(where, key=row.key, mend=row.mend(names)))


def _lines(text: str) -> Iterator[tuple[str, int]]:
    """The lines at the head of a text, one by one, each with the place where the next begins."""
    at, limit = 0, min(len(text), MAX_HEADER)
    while at < limit:
        end = text.find("\n", at)
        after = end + 1 if end >= 0 else len(text)
        yield text[at : end if end >= 0 else after], after
        at = after


def _second(text: str, at: int, names: Names, begun: bool) -> tuple[int, Line] | None:
    """The first field of a header at `at`, below a fence: at once behind the first header, or closed by a fence too."""
    text = text[at : at + MAX_SECOND]

    def lines() -> Iterator[str]:
        """One by one: most are known by the first for no header."""
        return (line for line, _ in islice(_lines(text), MAX_LINES))

    found = shows_header(lines(), names) if not is_blank(next(lines(), "")) else None
    if not found or not begun:
        return found
    return found if is_fence(next((line for line in lines() if is_blank(line) or is_fence(line)), "")) else None
