"""Plain text of attachments: in what coding it is, read in windows so that a long table takes no more memory than a short one."""

import codecs
import re
from collections.abc import Iterator
from typing import BinaryIO

from .archives import DAMAGED, Unread
from .passages import Passage

MAX_PLAIN = 64 * 1024 * 1024
_WINDOW = 1_000_000  # characters scanned at once
_OVERLAP = 2_000  # of them scanned again with what follows
_PIECE = 1024 * 1024
_MARKED = (
    (b"\xff\xfe\0\0", "utf-32"),
    (b"\0\0\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
    (b"\xef\xbb\xbf", "utf-8-sig"),
)
_NEVER = re.compile("[\0\x1b]")  # of another coding than it seems
_CONTROLS = re.compile("[\x01-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_FOLD = re.compile(r"\n[ \t]")


def read_plain(file: BinaryIO) -> Iterator[Passage]:
    """The text, window by window, each with the line of the file it begins on.

    Raises:
        Unread: it is too long, or in no known coding; what comes before has been handed over.
    """
    coding = coding_of(file)
    line, rest = 1, ""
    for piece in _decoded(file, coding):
        if _NEVER.search(piece):
            raise Unread("认不出文字编码")
        text = rest + _CONTROLS.sub("", piece)
        if len(text) < _WINDOW:
            rest = text
            continue
        yield Passage(text, line, "attachment")
        start = text.rfind("\n", 0, len(text) - _OVERLAP) + 1
        start = start if start > len(text) - _WINDOW // 2 else len(text) - _OVERLAP  # a line without end
        line, rest = line + text.count("\n", 0, start), text[start:]
    yield Passage(rest, line, "attachment")


def unfolded(passage: Passage) -> Passage | None:
    """The text of a calendar with its folded lines made whole (RFC 5545 §3.1); None when none is."""
    return Passage(_FOLD.sub("", passage.text), 0, "attachment") if _FOLD.search(passage.text) else None


def coding_of(file: BinaryIO) -> str:
    """The coding in which all of a text can be read.

    Raises:
        Unread: there is none, or most of it is UTF-8 and some is not.
    """
    file.seek(0)
    head = file.read(4)
    marked = next((coding for mark, coding in _MARKED if head.startswith(mark)), "")
    for coding in (marked,) if marked else ("utf-8", "gb18030"):
        try:
            for _ in _decoded(file, coding):
                pass
        except UnicodeDecodeError:
            continue
        if coding == "gb18030" and _is_damaged_utf8(file):
            raise Unread(DAMAGED)
        return coding
    raise Unread("认不出文字编码")


def _is_damaged_utf8(file: BinaryIO) -> bool:
    """True when few of the characters beyond ASCII are no UTF-8; of a text in GB 18030 most are not."""
    wrong = right = 0
    for text in _decoded(file, "utf-8", "replace"):
        wrong += text.count("�")
        right += sum(1 for character in text if character > "⿿" and character != "�")
    return wrong * 4 < right


def _decoded(file: BinaryIO, coding: str, errors: str = "strict") -> Iterator[str]:
    """The text piece by piece, with plain line ends."""
    decoder = codecs.getincrementaldecoder(coding)(errors)
    file.seek(0)
    total, held = 0, ""
    while raw := file.read(_PIECE):
        total += len(raw)
        text = held + decoder.decode(raw)
        held = "\r" if text.endswith("\r") else ""
        yield text[: len(text) - len(held)].replace("\r\n", "\n").replace("\r", "\n")
        if total > MAX_PLAIN:
            raise Unread(f"超过 {MAX_PLAIN // 1024 // 1024} MB")
    yield (held + decoder.decode(b"", True)).replace("\r", "\n")
