"""YAML as nearly everybody writes it, read line by line; whatever is not plainly so is left to the full parser.

Lines `key: value`, lists of lines `- value`, both indented below a key, and `[…]` and `{…}` on one line. A value is text, bare
or in quotes with nothing to undo in it. What is read so is what the full parser reads (tests/property/test_plain_yaml.py).
"""

import re
from collections.abc import Hashable
from typing import Any

from ...domain.patterns import pattern
from ...domain.text import UNSEEN

WORDS: dict[str, bool | None] = {"": None, "~": None, "null": None, "true": True, "True": True, "false": False, "False": False}
"""What values without quotes may be that is not text."""
DEEPEST = 8  # one within another; more is no plain header

Path = tuple[Hashable, ...]
Marks = dict[Path, tuple[int, int]]
_Line = tuple[int, int, str, str, str, str]  # number, indent, dash with its blanks, key, colon with its blanks, the rest

_FOREIGN = pattern("[^\n -~\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")  # YAML minds these
_KEY = rf"[^\W{UNSEEN}][\w-]{{0,63}}"
_LINE = pattern(rf"^( *)(- +)?(?:({_KEY})(: +(?![^\S\n ])|:$))?(.*)$", re.MULTILINE)
_SIGNS = frozenset(" ,[]{}?:#&*!|>'\"%@`-")  # no bare text begins with one of them
_BARE = r"[^ ,\[\]{}?:#&*!|>'\"%@`-][^,\[\]{}?:]*(?::[^ ,\[\]{}?:][^,\[\]{}?:]*)*"  # no colon in it ends a key
_VALUE = rf"(?:({_BARE})|\"([^\"\\]*)\" *|'([^']*)' *|(?=[\[{{]))"
_ITEM = pattern(rf"( *){_VALUE}")
_PAIR = pattern(rf" *({_KEY}): +{_VALUE}")
_PAIRS = pattern(rf"\{{(?:{_KEY}: {_BARE}, )*{_KEY}: {_BARE}\}}")
_BLANKS = pattern(" *")


class _Unusual(Exception):
    """Here stands something for the full parser."""


def read_plain(text: str, first: int) -> tuple[Any, Marks] | None:
    """The value of a document and the line and column of each part of it; None when it is not as nearly everybody writes.

    `first` is the number of its first line.
    """
    if not text.replace("\n", "").isprintable() and _FOREIGN.search(text):
        return None
    try:
        lines = _lines(text, first)
        marks: Marks = {(): (lines[0][0], lines[0][1] + 1)}
        value, end = _block(lines, 0, (), marks)
    except _Unusual:
        return None
    return (value, marks) if end == len(lines) else None


def _lines(text: str, first: int) -> list[_Line]:
    """The lines that say something, without remarks behind what they say."""
    remarks = " #" in text
    lines: list[_Line] = []
    for number, (indent, dash, key, colon, rest) in enumerate(_LINE.findall(text), first):
        if key or dash or (rest and rest[0] != "#"):
            said, sign, remark = rest.partition(" #") if remarks else (rest, "", "")
            if sign and remark and remark[0] != " ":  # it may be meant as text
                raise _Unusual
            lines.append((number, len(indent), dash, key, colon, said))
    if not lines:
        raise _Unusual
    return lines


def _block(lines: list[_Line], at: int, path: Path, marks: Marks) -> tuple[Any, int]:
    """The list or mapping whose first line is number `at`, and the number of the line behind it."""
    if len(path) > DEEPEST:
        raise _Unusual
    return (_list if lines[at][2] else _mapping)(lines, at, path, marks)


def _mapping(lines: list[_Line], at: int, path: Path, marks: Marks) -> tuple[dict[str, Any], int]:
    values: dict[str, Any] = {}
    indent = lines[at][1]
    while at < len(lines) and lines[at][1] == indent:
        number, _, dash, key, colon, rest = lines[at]
        if dash or not key or key in values:
            raise _Unusual
        below = (*path, key)
        marks[below] = number, indent + 1
        at += 1
        if rest:
            values[key] = _value(rest, number, indent + len(key) + len(colon), below, marks)
        elif at < len(lines) and (lines[at][1] > indent or (lines[at][1] == indent and lines[at][2])):
            values[key], at = _block(lines, at, below, marks)
        else:
            values[key] = None
    return values, at


def _list(lines: list[_Line], at: int, path: Path, marks: Marks) -> tuple[list[Any], int]:
    values: list[Any] = []
    indent = lines[at][1]
    while at < len(lines) and lines[at][1] == indent and lines[at][2]:
        number, _, dash, key, colon, rest = lines[at]
        below, column = (*path, len(values)), indent + len(dash)
        marks[below] = number, column + 1
        if key:
            lines[at] = number, column, "", key, colon, rest
            value, at = _block(lines, at, below, marks)
        else:
            value, at = _value(rest, number, column, below, marks), at + 1
        values.append(value)
    return values, at


def _value(text: str, number: int, column: int, path: Path, marks: Marks) -> Any:
    """What stands on one line behind a key or a dash; it begins at `column`, from 0."""
    sign = text[:1]
    if sign and sign not in _SIGNS:
        text = text.rstrip(" ")
        if ":" in text and (": " in text or text[-1] == ":"):
            raise _Unusual
        return WORDS.get(text, text)
    if sign in {"[", "{"}:
        value, end = _flow(text, 0, number, column, path, marks)
        if text[end:].strip(" "):
            raise _Unusual
        return value
    text = text.rstrip(" ")
    inner = text[1:-1]
    if len(text) < 2 or sign not in {'"', "'"} or text[-1] != sign or sign in inner or (sign == '"' and "\\" in inner):
        raise _Unusual
    return inner


def _flow(text: str, at: int, number: int, column: int, path: Path, marks: Marks) -> tuple[Any, int]:
    """The list or mapping in brackets that begins at `at` of `text`, and where it ends."""
    if len(path) > DEEPEST:
        raise _Unusual
    if text[at] == "[":
        return _flow_list(text, at, number, column, path, marks)
    if (pairs := _PAIRS.match(text, at)) and " ," not in pairs[0] and pairs[0][-2] != " ":
        return _pairs(pairs[0], number, column + at, path, marks), pairs.end()
    values: dict[str, Any] = {}
    at = _BLANKS.match(text, at + 1).end()  # type: ignore[union-attr]
    if text[at : at + 1] == "}":
        return values, at + 1
    while True:
        match = _PAIR.match(text, at)
        if not match or match[1] in values:
            raise _Unusual
        key = match[1]
        below = (*path, key)
        marks[below] = number, column + match.start(1) + 1
        values[key], at = _inner(match, 2, number, column, below, marks)
        if text[at : at + 1] == "}":
            return values, at + 1
        if text[at : at + 1] != ",":
            raise _Unusual
        at += 1


def _pairs(text: str, number: int, column: int, path: Path, marks: Marks) -> dict[str, Any]:
    """A mapping in brackets as most are: bare texts, one blank behind each colon and comma."""
    values: dict[str, Any] = {}
    column += 2
    for pair in text[1:-1].split(", "):
        key, _, value = pair.partition(": ")
        marks[(*path, key)] = number, column
        values[key] = WORDS.get(value, value)
        column += len(pair) + 2
    if text.count(", ") + 1 != len(values):
        raise _Unusual
    return values


def _flow_list(text: str, at: int, number: int, column: int, path: Path, marks: Marks) -> tuple[list[Any], int]:
    values: list[Any] = []
    at = _BLANKS.match(text, at + 1).end()  # type: ignore[union-attr]
    if text[at : at + 1] == "]":
        return values, at + 1
    while True:
        match = _ITEM.match(text, at)
        if not match:
            raise _Unusual
        below = (*path, len(values))
        marks[below] = number, column + match.end(1) + 1
        value, at = _inner(match, 2, number, column, below, marks)
        values.append(value)
        if text[at : at + 1] == "]":
            return values, at + 1
        if text[at : at + 1] != ",":
            raise _Unusual
        at += 1


def _inner(match: re.Match[str], group: int, number: int, column: int, path: Path, marks: Marks) -> tuple[Any, int]:
    """A value within brackets, and where it and the blanks behind it end."""
    bare, double, single = match.groups()[group - 1 :]
    if bare is not None:
        bare = bare.rstrip(" ")
        return WORDS.get(bare, bare), match.end()
    if double is None and single is None:
        value, at = _flow(match.string, match.end(), number, column, path, marks)
        return value, _BLANKS.match(match.string, at).end()  # type: ignore[union-attr]
    return single if double is None else double, match.end()
