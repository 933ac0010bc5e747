"""Text made ready for scanning: marks removed, widths folded, each table cell a row of its own (docs/domain.md §4)."""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from html import unescape
from typing import Any

from ...domain.finding import Place

_CELL = re.compile(r"</?(?:td|th|tr|br|p|li|div|dd|dt|h[1-6])\b[^<>\n]*>", re.IGNORECASE)
_TAG = re.compile(r"</?[a-zA-Z][^<>\n]*>")
_MARKS = re.compile(r"\*\*|__|~~|`|\\(?=[!-/:-@\[-`{-~])")
_ALL_MARKS = re.compile(r"[*_]")
_JOIN = re.compile(r"(?<=\d)[ \-\u200b\u00ad·]{1,3}(?=\d)")


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
        """The text as it is read: NFKC, without marks and tags; cells and lines each on a row."""
        return _ALL_MARKS.sub("", self.marked_rows)

    @cached_property
    def joined(self) -> str:
        """`rows` with what merely separates groups of digits taken out."""
        return _JOIN.sub("", self.rows)

    @cached_property
    def marked_rows(self) -> str:
        """`rows` with single asterisks and underscores still there."""
        return self._cut[0]

    def line_of(self, rows: str, at: int) -> int:
        """The line of the file on which position `at` of `rows`, `joined` or `marked_rows` stands."""
        starts = self._cut[1]
        row = rows.count("\n", 0, at)
        return self.line + (bisect_right(starts, row) - 1 if starts else row) if self.line else 0

    @cached_property
    def _cut(self) -> tuple[str, list[int]]:
        """The rows, and the number of each line's first row when some line has several."""
        text = self.text
        if "<" in text:
            text = _TAG.sub("", _CELL.sub("|", text))
        if "&" in text:
            text = "\n".join(unescape(line).replace("\n", " ") for line in text.split("\n"))
        text = _MARKS.sub("", unicodedata.normalize("NFKC", text))
        if "|" not in text and "\t" not in text:
            return text, []
        rows: list[str] = []
        starts = []
        for line in text.split("\n"):
            starts.append(len(rows))
            rows += re.split(r"[|\t]", line) if "|" in line or "\t" in line else (line,)
        return "\n".join(rows), starts


def of_values(values: Any, marks: Mapping[Any, tuple[int, int]], path: tuple[Any, ...] = ()) -> Iterator[Passage]:
    """Every text in a header or record with the line of the nearest known key; `key` is the outermost one."""
    if isinstance(values, str):
        at = path
        while at and at not in marks:
            at = at[:-1]
        yield Passage(values, marks.get(at, (0, 0))[0], str(path[0]) if path else "")
    elif isinstance(values, Mapping):
        for key, value in values.items():
            yield from of_values(value, marks, (*path, key))
    elif isinstance(values, list | tuple):
        for number, value in enumerate(values):
            yield from of_values(value, marks, (*path, number))


def of_name(place: Place) -> Passage:
    """The name of a file or folder, read as text."""
    return Passage(place.path.rpartition("/")[2].replace("_", " "), 0, "name")
