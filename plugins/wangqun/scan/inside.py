"""Attachments read with all they hold: a document within an archive within a document is read like one that stands alone."""

import tempfile
import zipfile
from collections.abc import Iterable
from functools import partial
from itertools import islice
from pathlib import PurePosixPath
from typing import BinaryIO

from .archives import Budget, Unread
from .attachments import OFFICE, OLE, OPAQUE, PLAIN, Read, looks_like
from .cleaning import CLEANED
from .markup import Part
from .office import read_archive, read_office
from .passages import Passage
from .pdf import read_pdf
from .pictures import BROKEN, METADATA, STUCK, TOO_BIG, look_at_picture
from .plain import read_plain

_DEPTH = 3
_PICTURE = 32 * 1024 * 1024  # bytes of one whose metadata are read
_MEDIA = frozenset({".mp4", ".webm", ".ogg", ".ogv", ".oga", ".mp3", ".m4a", ".wav"})
_READABLE = PLAIN | {".md", ".json", ".tsv", ".htm", ".html"}
_PACKAGES = (("word/", ".docx"), ("xl/", ".xlsx"), ("ppt/", ".pptx"), ("OFD.xml", ".ofd"), ("content.xml", ".odt"))


def read_attachment(file: BinaryIO, suffix: str) -> Read:
    """What an attachment of a type that takes long says. Called in a process of its own; nothing is raised of a broken file."""
    return _read(file, suffix, Budget(), 0)


def _read(file: BinaryIO, suffix: str, budget: Budget, depth: int) -> Read:
    inner = partial(_read_inner, budget, depth)
    if suffix == ".pdf":
        return read_pdf(file, inner)
    return read_office(file, suffix, budget, inner) if suffix in OFFICE else read_archive(file, budget, inner)


def _read_inner(budget: Budget, depth: int, name: str, head: bytes, pieces: Iterable[bytes]) -> Read:
    """An `Inner` within what stands so deep."""
    suffix = PurePosixPath(name).suffix.lower()
    try:
        if head.startswith(b"PK\3\4") or suffix in OFFICE | {".pdf", ".zip"} or head.startswith(b"%PDF-"):
            return _read_package(budget, depth, suffix, head, pieces)
        if head.startswith(OLE) or suffix in OPAQUE:
            return Read(unseen="查不了")
        if suffix in CLEANED:
            return _read_picture(b"".join(_bounded(pieces, _PICTURE)), suffix)
        if suffix in _READABLE:
            with tempfile.TemporaryFile() as file:
                file.writelines(pieces)
                return _read_text(file)
        if suffix in {".xml", ".svg"}:
            return _read_markup(pieces)
        if suffix in _MEDIA:
            return Read() if looks_like(head, suffix) else Read(unread=f"不是 {suffix} 文件")
    except Unread as error:
        return Read(unread=str(error))
    return Read() if not head else Read(unseen="查不了")


def _read_package(budget: Budget, depth: int, suffix: str, head: bytes, pieces: Iterable[bytes]) -> Read:
    """A document or archive, put aside so that one can go to and fro in it."""
    if depth >= _DEPTH:
        raise Unread("套得过深")
    with tempfile.TemporaryFile() as file:
        file.writelines(pieces)
        if head.startswith(b"%PDF-"):
            suffix = ".pdf"
        elif head.startswith(b"PK\3\4") and suffix not in OFFICE:
            suffix = _kind(file)
        if not looks_like(head, suffix):
            return Read(unread=f"不是 {suffix} 文件")
        return _read(file, suffix, budget, depth + 1)


def _kind(file: BinaryIO) -> str:
    """The type of a package whose name does not say it."""
    try:
        with zipfile.ZipFile(file) as package:
            names = package.namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError):
        return ".zip"
    return next((suffix for mark, suffix in _PACKAGES if any(name.startswith(mark) for name in names)), ".zip")


def _bounded(pieces: Iterable[bytes], most: int) -> Iterable[bytes]:
    size = 0
    for piece in pieces:
        size += len(piece)
        if size > most:
            raise Unread("过大")
        yield piece


def _read_picture(raw: bytes, suffix: str) -> Read:
    """Text in a picture's metadata, which stay in it here; what it shows is not read, as of any picture."""
    looked = look_at_picture(raw, suffix)
    codes = {hit.code: hit for hit in looked.hits}
    if TOO_BIG.code in codes or BROKEN.code in codes:
        return Read(unseen="打不开")
    what = codes[METADATA.code].values["what"] if METADATA.code in codes else "拍摄信息" if STUCK.code in codes else ""
    return Read(looked.passages, (what,) if what else ())


def _read_text(file: BinaryIO) -> Read:
    passages: list[Passage] = []
    try:
        for passage in islice(read_plain(file), 8):
            passages.append(passage)
    except Unread as error:
        return Read(tuple(passages), unread=str(error))
    return Read(tuple(passages), unread="文字过长" if len(passages) == 8 else "")


def _read_markup(pieces: Iterable[bytes]) -> Read:
    markup = Part(about=True)
    why = ""
    try:
        markup.read(pieces)
    except Unread as error:
        why = str(error)
    text = "\n".join([*markup.paragraphs, *markup.aside])
    return Read((Passage(text, 0, "attachment"),), unread=why)
