"""TOML of a header as YAML would give it: text, lists, mappings, with the line of each key."""

import re
import tomllib
from collections.abc import Hashable
from datetime import date, datetime, time
from typing import Any

from ..marked import MAX_DEPTH, TOO_DEEP, Marked, YamlError

_STRING = r'"""[\s\S]*?"""' + r"|'''[\s\S]*?'''" + r'|"(?:\\.|[^"\\\n])*+"?|' + r"'[^'\n]*'|#[^\n]*"
_WORD = r"(?:(?<![A-Za-z0-9_-])[A-Za-z0-9_-]++)?+[^\W\x00-\x7f][\w-]*"
_MOMENT = r"\d{4}-\d\d-\d\d(?:[ T]\d\d:\d\d(?::\d\d)?)?"
_LOOSE = re.compile(rf"(?P<kept>{_STRING})|(?P<text>{_WORD}|{_MOMENT})|(?P<equals>[＝：])")
_TABLE = re.compile(r"[ \t]*\[(\[?)[ \t]*([^\[\]\n]+?)[ \t]*\]")
_KEY = re.compile(r"""[ \t]*(?P<key>"[^"\n]*"|'[^'\n]*'|[A-Za-z0-9_-]+)[ \t]*[=.]""")
_LONG_KEY = re.compile(r"""(?:(?:(?<![\w-])[\w-]++|"[^"\n]*+"|'[^'\n]*+')[ \t]*+\.[ \t]*+){40}""")  # takes tomllib its square
_WHERE = re.compile(r"\(at (?:line (\d+), column (\d+)|end of document)\)")


def parse_toml(text: str, above: int) -> Marked:
    """The values of `text`, above which so many lines of the file stand; Chinese words and moments need no quotes.

    Raises:
        YamlError: it is no TOML even so.
    """
    if match := _LONG_KEY.search(text):
        line = text.count("\n", 0, match.start()) + 1
        raise YamlError('名称里的点太多，应写成“名称 = "值"”', above + line, 1)
    try:
        values = tomllib.loads(text, parse_float=str)
    except (ValueError, RecursionError):
        text = _LOOSE.sub(_strict, text)
        try:
            values = tomllib.loads(text, parse_float=str)
        except (ValueError, RecursionError) as error:  # also a number or a nesting beyond bounds
            match = _WHERE.search(str(error))
            line, column = (int(match[1]), int(match[2])) if match and match[1] else (max(1, text.rstrip().count("\n") + 1), 1)
            raise YamlError('这一行不合 TOML 的写法，应写成“名称 = "值"”', above + line, column) from None
    if _is_deep(values):
        raise YamlError(TOO_DEEP, above + 1, 1, "depth")
    return Marked(_plain(values), _marks(text, above + 1))


def _strict(match: re.Match[str]) -> str:
    if match["text"]:
        return f'"{match["text"]}"'
    return "=" if match["equals"] else match[0]


def _is_deep(value: Any) -> bool:
    """True when some part stands in too many others, as in `a.a.a.a = 1`."""
    level, depth = [value], 0
    while level and depth <= MAX_DEPTH:
        within = (part.values() if isinstance(part, dict) else part for part in level if isinstance(part, dict | list))
        level, depth = [inner for parts in within for inner in parts], depth + 1
    return bool(level)


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if isinstance(value, datetime):
        return value.isoformat(" ")
    if isinstance(value, date | time):
        return value.isoformat()
    return value if isinstance(value, bool | str) else str(value)


def _marks(text: str, first: int) -> dict[tuple[Hashable, ...], tuple[int, int]]:
    """The line of every key that begins one, below the table it stands in; the text begins on line `first`."""
    marks: dict[tuple[Hashable, ...], tuple[int, int]] = {}
    counts: dict[tuple[Hashable, ...], int] = {}
    table: tuple[Hashable, ...] = ()
    for number, line in enumerate(text.split("\n"), first):
        if match := _TABLE.match(line):
            table = tuple(part.strip(" \t\"'") for part in match[2].split("."))
            marks.setdefault(table, (number, 1))
            if match[1]:
                counts[table] = counts.get(table, -1) + 1
                table = (*table, counts[table])
                marks.setdefault(table, (number, 1))
        elif match := _KEY.match(line):
            marks.setdefault((*table, match["key"].strip("\"'")), (number, match.start("key") + 1))
    return marks
