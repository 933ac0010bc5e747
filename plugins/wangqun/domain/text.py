"""Characters that may stand in public text, and in one line of it: a name, a title."""

import re
import unicodedata
from collections import Counter

from .patterns import pattern

_BIDI = "\u202a-\u202e\u2066-\u2069"
_TAGS = "\U000e0000-\U000e007f"
_CONTROLS = f"\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff{_BIDI}"
_SUSPECT = pattern(f"[{_CONTROLS}{_TAGS}]")  # one class: every text is searched for it
_UNFIT = pattern(f"[{_CONTROLS}]|(?<![\U0001f3f4{_TAGS}])[{_TAGS}]+")
_OWN = pattern("[\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd]")  # private use: every font shows something else
_BIDI_ONE = pattern(f"[{_BIDI}]")
_ENTITY = pattern(r"&#(?:[xX]([0-9a-fA-F]{1,6})|([0-9]{1,7}));?")

_BLANK = "\u00a0\u1680\u2000-\u200a\u202f\u205f"
UNSEEN = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2060-\u206f\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0"
    f"\ufff9-\ufffb{_BIDI}\U0001d173-\U0001d17a{_TAGS}\U000e0100-\U000e01ef"
)
"""Characters that nobody sees, as in the brackets of a pattern."""
_LOOK = pattern(f"[{_BLANK}{UNSEEN}]")
_HIDDEN = pattern(f"[{UNSEEN}][{UNSEEN}]*")  # a pattern that begins with one class is searched for many times as fast
_BLANKS = pattern(f" *[{_BLANK}][{_BLANK} ]*")
_WIDE = tuple(zip("，；：（）！？％\u3000…", (*",;:()!?% ", "..."), strict=True))
"""What of Chinese texts NFKC changes, nearly always."""
_SCRIPT = pattern(  # letters whose form depends on their neighbours: Arabic, Indic, Tibetan, Mongolian…
    "[\u0600-\u08ff\ufb50-\ufdff\ufe70-\ufefc\u0900-\u109f\u1700-\u18af\u1900-\u1aff\ua840-\ua87f\ua8e0-\ua8ff\U00011000-\U00011fff]"
)
_RIGHT_TO_LEFT = pattern("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_IN_FLAG = pattern("\U0001f3f4[\U000e0020-\U000e007f]*\\Z")
_LONGEST_FLAG = 16  # characters: those in use have seven
_MONGOLIAN = pattern("[\u1800-\u18af]")


def is_clean(text: str) -> bool:
    """True when `text` has no control, surrogate, line-separating or direction-changing character."""
    return text.isprintable() or not any(map(_is_unfit, text))


def clean(text: str, instead: str = "") -> str:
    """`text` with such characters replaced; tabs and line ends become spaces."""
    if text.isprintable():
        return text
    return "".join(" " if c in "\t\n\r" else instead if _is_unfit(c) else c for c in text)


def strip_controls(text: str) -> tuple[str, int]:
    """Text of several lines without the characters no document may hold, and where the first stood (-1: there was none)."""
    first = _UNFIT.search(text) if _SUSPECT.search(text) else None
    return (_UNFIT.sub("", text), first.start()) if first else (text, -1)


def folded(text: str) -> str:
    """`text` in the form NFKC of Unicode, line by line: what is so already costs hardly anything, and most of it is."""
    if text.isascii():
        return text
    for wide, plain in _WIDE:
        text = text.replace(wide, plain)
    if unicodedata.is_normalized("NFKC", text):
        return text
    return "\n".join([unicodedata.normalize("NFKC", line) for line in text.split("\n")])


def as_seen(text: str) -> str:
    """`text` without the characters that nobody sees, to be looked at and never to be shown: scripts and pictures lose theirs."""
    return text if text.isascii() else _HIDDEN.sub("", text)


def one_line(text: str) -> str:
    """A name or title as it is meant: without what nobody sees, with plain spaces. What a script needs stays: joiners and marks
    of direction beside letters of that script, the narrow space of Mongolian, variants of Han and of pictures.
    """
    text = clean(text)
    if text.isascii() or not _LOOK.search(text):
        return text
    kept = [c for at, c in enumerate(text) if not _LOOK.match(c) or re.match(f"[{_BLANK}]", c) or _is_needed(text, at)]
    return _BLANKS.sub(_blank, "".join(kept))


def _blank(match: re.Match[str]) -> str:
    text, start, end = match.string, match.start(), match.end()
    beside = text[end : end + 1] or text[max(start - 1, 0) : start]
    return match[0] if match[0] == "\u202f" and _MONGOLIAN.match(beside) else " "


def _is_needed(text: str, at: int) -> bool:
    """True for a character that nobody sees and that changes how its neighbours look, as it should."""
    character, before, after = text[at], text[at - 1 : at] if at else "", text[at + 1 : at + 2]
    if character in "\u200c\u200d":
        if _SCRIPT.match(before) or _SCRIPT.match(after):
            return True
        return character == "\u200d" and _is_picture(before) and _is_picture(after)
    if character in "\u200e\u200f\u061c":
        return bool(_RIGHT_TO_LEFT.match(before) or _RIGHT_TO_LEFT.match(after))
    if "\u180b" <= character <= "\u180f":
        return bool(_MONGOLIAN.match(before))
    if "\ufe00" <= character <= "\ufe0f" or "\U000e0100" <= character <= "\U000e01ef":
        return bool(before) and (before in "0123456789#*" or _is_picture(before) or unicodedata.category(before) in {"Lo", "So"})
    if "\U000e0020" <= character <= "\U000e007f":  # the letters of a flag
        return bool(_IN_FLAG.search(text, max(at - _LONGEST_FLAG, 0), at))
    return False


def _is_picture(character: str) -> bool:
    marks = "\ufe0f\u2194\u2195\u2640\u2642\U0001f3fb\U0001f3fc\U0001f3fd\U0001f3fe\U0001f3ff"
    return bool(character) and (character in marks or unicodedata.category(character) == "So")


def private_use(text: str) -> list[tuple[int, str]]:
    """Where characters stand that only some font gives a meaning, written as such or as a number; in order."""
    found = [(match.start(), match[0]) for match in _OWN.finditer(text)]
    return sorted(found + [(at, c) for at, c in _numbered(text) if _OWN.match(c)]) if "&#" in text else found


def strip_numbered_controls(text: str) -> str:
    """Text without the numbers (`&#x202E;`) of characters that no document may hold."""
    if "&#" not in text:
        return text
    unfit = {at for at, character in _numbered(text) if _UNFIT.match(character)}
    return _ENTITY.sub(lambda match: "" if match.start() in unfit else match[0], text) if unfit else text


def _numbered(text: str) -> list[tuple[int, str]]:
    codes = ((match.start(), int(match[1], 16) if match[1] else int(match[2])) for match in _ENTITY.finditer(text))
    return [(at, chr(code)) for at, code in codes if code <= 0x10FFFF]


def named(character: str) -> str:
    """Code point and name, as `U+200B ZERO WIDTH SPACE`."""
    return f"U+{ord(character):04X} {unicodedata.name(character, '')}".strip()


def lost(before: str, after: str) -> str:
    """The characters of a text that are no longer in it, each once, by code point and name."""
    fewer = [*(Counter(before) - Counter(after))]
    gone = [*filter(_LOOK.match, fewer), *(c for c in fewer if _is_unfit(c) and c not in after)]
    return "、".join(map(named, dict.fromkeys(gone)))


def _is_unfit(character: str) -> bool:
    code = ord(character)
    nonsense = 0xFDD0 <= code <= 0xFDEF or code & 0xFFFE == 0xFFFE
    return nonsense or bool(_BIDI_ONE.match(character)) or unicodedata.category(character) in {"Cc", "Cs", "Zl", "Zp"}
