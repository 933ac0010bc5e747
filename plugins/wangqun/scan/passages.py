"""Text made ready for scanning: tags and marks set aside, widths folded, each table cell a row of its own (docs/domain.md §4)."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from html import unescape
from typing import Any

from ..domain.finding import Place
from ..domain.private import SEPARATORS
from ..domain.text import as_seen, folded
from ..domain.words import SAID, YES_NO, Words, fold
from .urls import without_digits

_CELL = re.compile(r"</?(?:td|th|tr|br|p|li|div|dd|dt|h[1-6])\b", re.IGNORECASE)
_MARKUP = re.compile(r"<!--|</?[a-zA-Z](?:(?:[^<>\"']|\"[^\"<]*\"|'[^'<]*')*+>|[^<>]*+>)")
_MARKS = re.compile(  # begins with one class, which makes the search fast; in rst a backslash takes a space away
    r"[*_~`\\](?:(?<=`)|(?<=\*)\*|(?<=_)_|(?<=~)~|(?<=\\)(?=[!-/:-@\[-`{-~])|(?<=\d\\) (?=\d))"
)
_ALT = re.compile(r"!\[([^\]\n]*+)(\](?=[(\[]))?")  # what is said of a picture is a text of its own
_YES_NO = Words(YES_NO, SAID).spellings.keys() | {"true", "false"}
_PLAIN_KEY = re.compile("[a-z_]+")
_SHORT = 6  # characters of a tag that can hold nothing to be read


@dataclass(frozen=True)
class Passage:
    """A piece of text as an editor wrote it: `line` is where it begins in its file (0 unknown), `key` the header field it fills.

    `key` is "body" for a document's text and "name" for a file's name.
    """

    text: str
    line: int = 0
    key: str = "body"

    @cached_property
    def rows(self) -> str:
        """The text as it is read: NFKC, without marks; cells, lines, and what tags and comments hold each on a row."""
        return self.marked_rows.replace("*", "").replace("_", "")

    @cached_property
    def joined(self) -> str:
        """`rows` with what merely separates groups of digits taken out."""
        return SEPARATORS.sub("", self.rows)

    @cached_property
    def tight(self) -> str:
        """`rows` without spaces: `家 住` and `机 密` are read as one word."""
        return self.rows.replace(" ", "")

    @cached_property
    def marked_rows(self) -> str:
        """`rows` with single asterisks and underscores still there."""
        return self._cut[0]

    def line_of(self, rows: str, at: int) -> int:
        """The line of the file on which position `at` of `rows`, `joined`, `tight` or `marked_rows` stands."""
        return self.line + self.index_of(rows, at) if self.line else 0

    def index_of(self, rows: str, at: int) -> int:
        """The number of the line of `text`, from 0, on which position `at` of such rows stands."""
        starts = self._cut[1]
        row = bisect_left(_line_ends(rows), at)
        return bisect_right(starts, row) - 1 if starts else row

    @cached_property
    def _cut(self) -> tuple[str, list[int]]:
        """The rows, and the number of each line's first row when some line has several."""
        text = without_digits(self.text) if "/" in self.text else self.text
        if "![" in text:
            text = _ALT.sub(lambda match: f"|{match[1]}|" if match[2] else match[0], text)
        if "<" in text:
            text = _set_aside(text)
        if "&" in text:
            text = "\n".join(unescape(line).replace("\n", " ") for line in text.split("\n"))
        text = _MARKS.sub("", as_seen(folded(text)))
        if "|" not in text and "\t" not in text:
            return text, []
        rows: list[str] = []
        starts = []
        for line in text.split("\n"):
            starts.append(len(rows))
            rows += re.split(r"[|\t]", line) if "|" in line or "\t" in line else (line,)
        return "\n".join(rows), starts


@lru_cache(maxsize=8)
def _line_ends(text: str) -> list[int]:
    """Where the lines of a text end."""
    return [match.start() for match in re.finditer("\n", text)]


def _set_aside(text: str) -> str:
    """`text` as a browser shows it: what tags and comments hold comes after the line in which they begin, divided by `|`."""
    pieces: list[str] = []
    aside: list[str] = []  # what is to come at the end of this line
    owed = at = 0  # owed: line ends within what was set aside
    closed = True  # some `-->` may follow
    while match := _MARKUP.search(text, at):
        start, end = match.span()
        if match[0] == "<!--":
            close = text.find("-->", end) if closed else -1
            closed = close >= 0
            end = close + 3 if closed else end
        if "\n" in text[at:start]:
            line_end = text.index("\n", at)
            pieces += (text[at:line_end], "".join(aside), "\n" * owed)
            at, owed = line_end, 0
            aside.clear()
        pieces += (text[at:start], "|" if _CELL.match(match[0]) else "")
        held = text[start + 1 : end - 1]
        if len(held) > _SHORT:
            aside.append("|" + held.replace("\n", "|"))
        owed += held.count("\n")
        at = end
    line_end = text.find("\n", at) if aside or owed else -1
    line_end = len(text) if line_end < 0 else line_end
    return "".join([*pieces, text[at:line_end], *aside, "\n" * owed, text[line_end:]])


def of_values(values: Any, marks: Mapping[Any, tuple[int, int]]) -> list[Passage]:
    """Every text in a header or record, names within fields too unless they are plain words, with the line of the nearest key.

    `key` is the outermost one.
    """
    found: list[Passage] = []
    _collect(values, marks, (), 0, found)
    return found


def _collect(values: Any, marks: Mapping[Any, tuple[int, int]], path: tuple[Any, ...], line: int, found: list[Passage]) -> None:
    """Add the texts of what stands at `path`; `line` is that of what stands around it."""
    line = marks[path][0] if path in marks else line
    if isinstance(values, str):
        found.append(Passage(values, line, str(path[0]) if path else ""))
    elif isinstance(values, Mapping):
        for key, value in values.items():
            below = (*path, key)
            if path and not _PLAIN_KEY.fullmatch(str(key)):
                _collect(str(key), marks, below, line, found)
            # 密级: 机密 says more than either word, but 内部资料: 否 only what the key's own check reads
            if isinstance(value, str) and not str(key).isascii() and fold(value) not in _YES_NO:
                value = f"{key}: {value}"  # noqa: PLW2901
            _collect(value, marks, below, line, found)
    elif isinstance(values, list | tuple):
        for number, value in enumerate(values):
            _collect(value, marks, (*path, number), line, found)


def of_name(place: Place) -> Passage:
    """The name of a file or folder, read as text."""
    return Passage(place.path.rpartition("/")[2].replace("_", " "), 0, "name")
