"""How what a reader sees differs from what was meant: letters, line breaks, figures, forms; the same as marked HTML."""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from html import escape
from typing import NamedTuple

from .seen import FORMS

LETTERS, LINES, FIGURES, SHAPES = KINDS = ("字", "换行", "数字", "样式")
_HAN = "\u3400-\u9fff"
_SPACES = re.compile(r"[ \u3000]+")
_WITHIN = re.compile(rf"(?<=[{_HAN}])[ \u3000]+(?=[{_HAN}])")


class _Sign(NamedTuple):
    """One thing to compare, `key`, and how it is shown, with the space before it that does not count."""

    key: str
    shown: str


class Likeness(NamedTuple):
    """What differs by kind, and the text that is seen as HTML, what is missing in <del>, what is too much in <ins>."""

    differs: frozenset[str]
    html: str


def compare(meant: Sequence[str], seen: Sequence[str]) -> Likeness:
    """Lines that are meant beside lines that are seen.

    Space counts only between two Han: there it divides words, and a search within the page does not find them.
    """
    old, new = list(_signs(meant)), list(_signs(seen))
    differs: set[str] = set()
    html: list[str] = []
    for what, a, b, c, d in SequenceMatcher(None, [s.key for s in old], [s.key for s in new], autojunk=False).get_opcodes():
        if what == "equal":
            html += map(_plain, new[c:d])
            continue
        lost, added = old[a:b], new[c:d]
        if any(sign.key == "\n" for sign in lost):  # a space where a break was is the same mistake
            added = [sign for sign in added if sign.key != " "]
        differs |= {_kind(sign.key) for sign in (*lost, *added)}
        html += _marked("del", lost) + _marked("ins", added)
    return Likeness(frozenset(differs), "".join(html).strip())


def _signs(lines: Sequence[str]) -> Iterator[_Sign]:
    for number, line in enumerate(line.strip(" \u3000") for line in lines):
        if number:
            yield _Sign("\n", "⏎")
        space = ""
        for char in _WITHIN.sub("\x00", _SPACES.sub(lambda found: found[0][0], line)):
            if char in " \u3000":
                space = char
                continue
            yield _Sign(char.replace("\x00", " "), space + char.replace("\x00", " "))
            space = ""


def _kind(key: str) -> str:
    if key == "\n":
        return LINES
    return FIGURES if key.isdecimal() else SHAPES if key in FORMS else LETTERS


def _plain(sign: _Sign) -> str:
    return "<br>\n" if sign.key == "\n" else escape(sign.shown, quote=False)


def _marked(tag: str, signs: Sequence[_Sign]) -> list[str]:
    """Signs within a tag; a break that is there, though it should not, breaks."""
    if not signs:
        return []
    text = "".join(escape(sign.shown if sign.key != " " else "␣", quote=False) for sign in signs)
    return [f"<{tag}>{text.replace('⏎', '⏎<br>' if tag == 'ins' else '⏎')}</{tag}>"]
