"""Marks within a paragraph: emphasis that is meant, and stars, lines to fill in, braces and paths that are text."""

import re

from ...domain.patterns import pattern
from ...search.tokens import HAN
from .marks import escaped

_NAMES = "id|class|title|lang|width|height|align|alt|start|type|rel|target|name|role|loading|dir|open|hreflang|style"
_ATTRIBUTE = rf"(?:[#.][^\s\d{{}}=#.<>（）][^\s{{}}=#.<>（）]*|(?:{_NAMES})=(?:\"[^\"\n]*\"|'[^'\n]*'|[^\s{{}}\"']+))"
ATTRIBUTES = rf"\{{:?[ ]*{_ATTRIBUTE}(?:[ ]+{_ATTRIBUTE})*[ ]*\}}"
_SPECIAL = pattern(r"[*_{\\]|[ ]=\d*x\d*[ ]*\)")
_INLINE = pattern(
    r"(?<![`\\])(?P<ticks>`++).{1,2000}?(?<!`)(?P=ticks)(?!`)|(?<!`)<[^<>]*>"
    r"|\]\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*(?P<size>[ ]+=(?P<width>\d{0,5})x(?P<height>\d{0,5})[ ]*\))?"
    r"|(?P<path>(?<![A-Za-z0-9])[A-Za-z]:\\[^\s，。；、：？！<>|（）“”《》]*|\\\\[\w.$-]+\\[^\s，。；、：？！<>|（）“”《》]*)"
    r"|\\.|" + ATTRIBUTES + r"|(?P<run>\*+|_+)|(?P<brace>\{)",
    re.DOTALL,
)
_BOLD = pattern(rf"(?<!\*)\*\*[{HAN}]+\*\*(?!\*)")  # emphasis whatever stands around it
_LONGEST = {"*": 3, "_": 2}  # of runs that are emphasis; longer ones hide figures or are to be filled in


def inline(text: str) -> str:
    """One paragraph, cell or heading in which what only looks like markup is escaped."""
    if not _SPECIAL.search(text) or ("**" in text and not _SPECIAL.search(_BOLD.sub("", text))):
        return text
    found = list(_INLINE.finditer(text))
    emphasis = _emphasis([mark for mark in found if mark["run"]], text)
    pieces: list[str] = []
    at = 0
    for mark in found:
        pieces.append(text[at : mark.start()])
        pieces.append(mark[0] if mark.start() in emphasis else _kept(mark))
        at = mark.end()
    return "".join((*pieces, text[at:]))


def _kept(found: re.Match[str]) -> str:
    whole = found[0]
    if found["size"]:
        sizes = ((key, found[key]) for key in ("width", "height"))
        named = " ".join(f"{key}={value}" for key, value in sizes if value)
        return f"{whole.removesuffix(found['size'])}){{: {named} }}" if named else whole.removesuffix(found["size"]) + ")"
    if path := found["path"]:
        return re.sub(r"[\\*_{]", lambda mark: escaped(mark[0]), path)
    return escaped(whole) if found["run"] or found["brace"] else whole


def _emphasis(runs: list[re.Match[str]], text: str) -> set[int]:
    """Where the runs of `*` and `_` stand that begin and end emphasis: each with one of its kind and length, none across
    another. The engine loses characters over any others.
    """
    paired: set[int] = set()
    opened: list[re.Match[str]] = []
    for run in runs:
        if len(run[0]) > _LONGEST[run[0][0]]:
            continue
        match = next((n for n in range(len(opened) - 1, -1, -1) if opened[n][0] == run[0]), -1)
        if match >= 0 and _ends(run, opened[match], text):
            paired |= {opened[match].start(), run.start()}
            del opened[match:]
        elif _begins(run, text):
            opened.append(run)
    return paired


def _around(run: re.Match[str], text: str) -> tuple[str, str]:
    return text[run.start() - 1 : run.start()], text[run.end() : run.end() + 1]


def _begins(run: re.Match[str], text: str) -> bool:
    before, after = _around(run, text)
    if not after or after.isspace() or after == "\x02":
        return False
    if run[0][0] == "_":
        return not _is_word(before)
    if len(run[0]) == 1:
        return not (_is_latin(before) or (_is_word(before) and after.isdigit()))
    return not (before.isdigit() and after.isdigit())


def _ends(run: re.Match[str], opening: re.Match[str], text: str) -> bool:
    before, after = _around(run, text)
    if before.isspace() or run.start() == opening.end():
        return False
    if run[0][0] == "_":
        return not _is_word(after)
    return not (len(run[0]) == 1 and _is_word(before) and after.isdigit() and _is_word(_around(opening, text)[0]))


def _is_word(character: str) -> bool:
    return character.isalnum() or character == "_"


def _is_latin(character: str) -> bool:
    return character.isascii() and character.isalnum()
