"""What may stand before a header without hiding it, and what one line of a header looks like."""

import html
import re
from typing import NamedTuple

from ....domain.item import OPENNESS_WORDS, RESULT_WORDS, SECRECY_WORDS, STATUS_WORDS
from ....domain.patterns import pattern
from ....domain.text import UNSEEN
from ....domain.words import fold
from ..keys import HOLD_BACK, OPEN_WORDS, Names

BLANK = f"(?:[^\\S\n]|[{UNSEEN}])"  # also U+3000, NBSP, zero width, another byte order mark
COLON = "[:：﹕︰∶]"
_LEAD = pattern(rf"(?:{BLANK}|\n|<!--.*?-->)*", re.DOTALL)
_HEADING = pattern(rf"{BLANK}*#{{1,6}}{BLANK}*(?P<title>[^\s#][^\n]*)(?:\n|\Z)")
_UNDERLINED = pattern(r"(?P<title>[^\n:：]+)\n {0,3}=+[ \t]*(?:\n|\Z)")
_INDENT = pattern(f"{BLANK}*")
_BREAK = pattern(r"(?:<br\s*/?>|[\u2028\u2029])\s*\S", re.IGNORECASE)
_ENDING = pattern(r"(?:\\|<br\s*/?>)$", re.IGNORECASE)
_TAG = pattern(r"<[^<>]*>")
_ROW = pattern(
    rf"{BLANK}*+(?P<before>(?:[-*+>#•·●◆_`~/;%@!\[【(（\"'“‘:：]|\.\.(?= )|\d{{1,2}}[.、)）]|{BLANK})*+)"
    r"(?P<key>[^\W\d_][\w \u3000-]{0,30})"
    rf"(?P<after>[*_`~\]】\"'”’]*){BLANK}{{0,20}}(?P<colon>{COLON}(?!:)|[=＝]){BLANK}*(?P<value>.*)"
)
_CELLS = pattern(
    rf"{BLANK}*+\|{BLANK}*+(?P<key>[^|\s]{{1,20}}){BLANK}*+\|{BLANK}*+(?P<value>[^|]{{1,20}}?){BLANK}*+(?:\|{BLANK}*+)?"
)
_BRACKETS = frozenset("[【(（")
_WORDS = {
    word: value
    for words in (STATUS_WORDS, OPENNESS_WORDS, SECRECY_WORDS, RESULT_WORDS)
    for word, value in words.spellings.items()
}
_SHOWING = frozenset({"published", "public", "public_after_redaction", "pass"})


class Line(NamedTuple):
    """A line that reads `key: value` in whatever dress; `plain` when it wears none and a colon divides it."""

    key: str
    value: str
    plain: bool

    def mend(self, names: Names) -> str:
        """How the line is written in a header."""
        return f"{names.english(self.key)}: {self.value}"


def lead(text: str, at: int) -> int:
    """Where the first character after `at` stands that is neither blank nor in a comment."""
    match = _LEAD.match(text, at)
    return match.end() if match else at


def heading(text: str, at: int) -> tuple[str, int] | None:
    """The title of a first heading that stands at `at`, and where the next line begins."""
    match = _HEADING.match(text, at) or _UNDERLINED.match(text, at)
    return (match["title"].rstrip(" \t#"), match.end()) if match else None


def line_start(text: str, at: int) -> int:
    """Where the line begins in which `at` stands."""
    return text.rfind("\n", 0, at) + 1


def indent(line: str) -> int:
    """How many blank characters begin the line."""
    match = _INDENT.match(line)
    return match.end() if match else 0


def outdent(line: str, by: int) -> str:
    """The line without its first blank characters, at most `by`."""
    return line[min(indent(line), by) :]


def is_blank(line: str) -> bool:
    """True when a line shows nothing."""
    return not line or indent(line) == len(line)


def unbroken(value: str) -> str:
    """A value without the blanks around it and without the mark of a hard line break."""
    value = value.strip()
    return _ENDING.sub("", value).rstrip() if value[-1:] in {"\\", ">"} else value


def row_of(line: str, names: Names) -> Line | None:
    """`line` as key and value, whatever its dress: list, quotation, bold, tags, entities; None when it is no such line."""
    match = _ROW.match(line)
    if match and names.is_field(match["key"]):
        dressed = match["before"] or match["after"] or match["colon"] in "=＝" or is_broken(match["value"])
        around = " \t\u3000*_`" + ("】])）" if match["before"].strip()[-1:] in _BRACKETS else "")
        return Line(match["key"].strip(), match["value"].strip(around if dressed else None), not dressed)
    if "&" in line or "<" in line:
        match = _ROW.match(_TAG.sub("", html.unescape(line).replace("<!--", "").replace("-->", "")))
    return Line(match["key"].strip(), match["value"].strip(" \t\u3000*_`"), plain=False) if match else None


def is_broken(value: str) -> bool:
    """True when a value goes on behind a line break that is no end of line."""
    return ("<" in value or not value.isprintable()) and bool(_BREAK.search(value.rstrip()))


def holding_row(line: str, names: Names, dated: bool) -> Line | None:
    """`line` when it keeps a piece back; of a piece that is `dated`, a Chinese date in the body is no such line."""
    row = _cells_of(line, names) if "|" in line else row_of(line, names)
    if not row or not names.is_field(row.key) or row.key in OPEN_WORDS:
        return None
    name = names.english(row.key)
    if name == "date" and dated and not row.key.isascii():
        return None
    return row if name in HOLD_BACK or row.key == "note" or row.key == "编辑备注" else None


def shows(row: Line) -> bool:
    """True for a Chinese line that says by a verdict's own word that readers may see the piece: 公开属性：主动公开."""
    return not row.key.isascii() and _WORDS.get(fold(row.value.rstrip("。；;"))) in _SHOWING


def _cells_of(line: str, names: Names) -> Line | None:
    """A table's row of two cells, the second a verdict's word, as `row_of` gives it; any other line as that does."""
    if (match := _CELLS.fullmatch(line)) and fold(match["value"]) in _WORDS:
        return Line(match["key"], match["value"], plain=False)
    return row_of(line, names)
