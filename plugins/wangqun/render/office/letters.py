"""The end of a letter: who signs, and the day."""

import re

from .marks import BREAK
from .runs import BEGIN, width

SIGNED = "\x02signed\x03"
"""Begins a paragraph that stands right."""

_DAY = re.compile(
    r"(?:[^\s，。；：！？,;:!?|<>\x02]{2,30}[ \u3000]+)?"
    r"(?:\d{4}|[〇零○一二三四五六七八九]{4})[ ]?年[ ]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[ ]?月"
    r"[ ]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[ ]?日(?:[ ]?[（(]?(?:印章|盖章|公章)[)）]?)?$"
)
_NOTE = re.compile(r"[（(]|附|抄[送报]|联系|!\[|\[")
_NO_NAME = re.compile(r"[#>|`~\-*+\x02!\[<]|\d")
_STOPS = "。！？；：，、.!?;:,"
SIGNATURES, WIDEST, NOTES = 4, 44, 4  # lines of names, columns of each, lines that may follow the day


def with_signature(lines: list[str]) -> list[str]:
    """The lines of a whole body; the day at its end, and the names above it, as a paragraph that stands right."""
    day = len(lines) - 1
    passed = 0
    while day >= 0 and passed <= NOTES and (not lines[day] or not _DAY.match(lines[day])):
        if lines[day]:
            if not _NOTE.match(lines[day]):
                return lines
            passed += 1
        day -= 1
    if day < 1 or passed > NOTES:
        return lines
    first = day
    names = [lines[day]]
    above = day - 1
    while above >= 0 and len(names) <= SIGNATURES:
        text = lines[above].removesuffix(BREAK)
        if text:
            if not _is_name(text):
                break
            names.insert(0, text)
            first = above
        above -= 1
    rest = above
    while rest >= 0 and not lines[rest]:
        rest -= 1
    if rest < 0 or lines[rest].startswith("#"):
        return lines
    ending = lines[rest].removesuffix(BREAK)
    if len(names) == 1 and not re.search(r"[。！？.!?）)”]$", ending) and not re.search(r"[ \u3000]", names[0].strip()):
        return lines
    signed = SIGNED + f"{BREAK}\n".join(names)
    return [*lines[:rest], ending, "", *signed.split("\n"), *lines[day + 1 :]] if first >= 1 else lines


def _is_name(text: str) -> bool:
    return text[-1] not in _STOPS and width(text) <= WIDEST and not _NO_NAME.match(text) and not BEGIN.match(text)
