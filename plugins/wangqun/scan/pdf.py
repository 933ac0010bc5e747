"""Text of PDF files by pypdf, in a process of its own: a hostile file can only end that process."""

import logging
import re
import warnings
from collections.abc import Iterator
from contextlib import suppress
from io import BytesIO
from typing import Any, BinaryIO

from .archives import Unread
from .attachments import MAX_TEXT, Read
from .exif import decode
from .office import Inner
from .passages import Passage

_PAGES = 2000
_OBJECTS = 500_000
_NESTED = 50
_STATES = 10  # earlier ones of a file that are read
_TAIL = 1024  # bytes in which a file must say that it ends
_SCAN = 1_000_000  # pixels of a picture as large as a scanned page
_STAMP = 20  # characters that a scanning program writes on each of them
_TELLING = re.compile(r"[^\x00-\x7f]|\d(?:[ \-]?\d){9}")
_ABOUT = {"/Author": "作者", "/Title": "", "/Subject": "", "/Keywords": ""}


def read_pdf(file: BinaryIO, inner: Inner) -> Read:
    """Text, fields, notes and embedded files of a PDF file; `unread` says why not all could be read.

    What was read until then is there too.
    """
    from pypdf import PdfReader
    from pypdf.errors import DependencyError, PyPdfError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL + 1)
    warnings.simplefilter("ignore")
    found = _Found(inner)
    broken = (PyPdfError, RuntimeError, ArithmeticError, LookupError, ValueError, TypeError, AttributeError, AssertionError)
    try:
        _check_ends(file)
        reader = PdfReader(file)
        if reader.is_encrypted and not reader.decrypt(""):
            raise Unread("已加密")
        found.read(reader)
        for state in _earlier(file):
            before = _Found(inner)
            with suppress(Unread, *broken):  # nobody is shown it, and many a one was never whole
                reader = PdfReader(state)
                if not reader.is_encrypted or reader.decrypt(""):
                    before.read(reader)
            found.add_earlier(before)
    except Unread as error:
        found.unread.append(str(error))
    except DependencyError:
        found.unread.append("已加密")
    except (*broken, OSError, MemoryError):
        found.unread.append("文件损坏，或过于复杂")
    return Read(tuple(found.passages), tuple(found.told), next(iter(found.unread), ""), found.unseen())


def _check_ends(file: BinaryIO) -> None:
    """A file that is cut short, or holds another one before or behind it.

    Raises:
        Unread: it is such a file.
    """
    file.seek(0)
    head = file.read(_TAIL)
    if head[: head.find(b"%PDF-")].strip(b"\xef\xbb\xbf \t\r\n\0"):
        raise Unread("夹有别的内容")
    size = file.seek(0, 2)
    file.seek(max(0, size - 64 * 1024))
    tail = file.read().rstrip(b"\0 \t\r\n")
    if b"%%EOF" not in tail[-_TAIL:]:
        raise Unread("文件不完整" if b"%%EOF" not in tail else "夹有别的内容")
    file.seek(0)


def _earlier(file: BinaryIO) -> Iterator[BinaryIO]:
    """The file as it was before programs added changes to its end, the latest of them first."""
    file.seek(0)
    raw = file.read()
    ends = [match.end() for match in re.finditer(rb"%%EOF", raw)][:-1]
    if b"/Linearized" in raw[:_TAIL]:
        ends = ends[1:]  # of the part that shows the first page soon
    for end in ends[: -_STATES - 1 : -1]:
        yield BytesIO(raw[:end])


class _Found:
    """What a PDF file has come to so far."""

    def __init__(self, inner: Inner) -> None:
        self.passages: list[Passage] = []
        self.told: list[str] = []
        self.unread: list[str] = []
        self._inner = inner
        self._name: type = str
        self._unseen: list[str] = []
        self._without: list[int] = []
        self._has_text = False

    def unseen(self) -> str:
        """What nobody has looked into."""
        if not self._has_text:
            return "没有文字层"
        if self._without:
            few = "、".join(map(str, self._without[:5]))
            return f"第 {few}{' 等' if len(self._without) > 5 else ''} 页没有能读的文字层"
        return next(iter(self._unseen), "")

    def read(self, reader: Any) -> None:
        """Read it all.

        Raises:
            Exception: whatever pypdf raises of a broken file.
        """
        length = 0
        for number, page in enumerate(reader.pages, 1):
            text = page.extract_text() or ""
            self._has_text |= bool(text.strip())
            if _is_without_text(page, text):
                self._without.append(number)
            if text.strip():
                self.passages.append(Passage(text, 0, "attachment"))
                length += len(text)
            if number > _PAGES or length > MAX_TEXT:
                raise Unread(f"超过 {_PAGES} 页" if number > _PAGES else "文字过长")
            self.told += ["批注"] * any(_is_note(note.get_object()) for note in page.get("/Annots") or ())
        about = reader.metadata or {}
        for key, what in _ABOUT.items():
            if value := str(about.get(key) or "").strip():
                self.passages.append(Passage(value, 0, "about"))
                self.told += [what] if what else []
        self._read_objects(reader)

    def add_earlier(self, before: "_Found") -> None:
        """Add what an earlier state of the file says that this one does not."""
        known = {passage.text for passage in self.passages}
        added = [passage for passage in before.passages if passage.text not in known]
        if any(passage.key == "attachment" for passage in added):
            self.told.append("改动前的内容")
        self.passages += added

    def _read_objects(self, reader: Any) -> None:
        """Fields, notes, bookmarks, links, other words for pictures, forms in XML, embedded files: wherever they stand."""
        from pypdf.generic import IndirectObject, NameObject

        self._name = NameObject
        numbers = {(number, generation) for generation, there in reader.xref.items() for number in there if number}
        numbers |= {(number, 0) for number in reader.xref_objStm}
        if len(numbers) > _OBJECTS:
            raise Unread("过于复杂")
        words: dict[str, None] = {}
        for number, generation in sorted(numbers):
            found = reader.get_object(IndirectObject(number, generation, reader))
            for text in self._texts(found, 0):
                if len(text) > 1 and _TELLING.search(text):
                    words[text] = None
        self.passages.append(Passage("\n".join(words), 0, "about"))

    def _texts(self, value: Any, depth: int) -> Iterator[str]:
        """Every text in an object, without following references."""
        if depth > _NESTED:
            raise Unread("过于复杂")
        if isinstance(value, dict):
            if "/EF" in value:
                self._embedded(value)
            for part in _xml_of(value):
                yield from re.split(r"[<>\"\n]+", decode(part))
            signed = "/ByteRange" in value
            for key, item in value.items():
                if not (signed and key in {"/Contents", "/Cert"}):
                    yield from self._texts(item, depth + 1)
        elif isinstance(value, list):
            for item in value:
                yield from self._texts(item, depth + 1)
        elif isinstance(value, str) and not isinstance(value, self._name):
            yield str(value)

    def _embedded(self, named: Any) -> None:
        """A file within the file."""
        name = str(named.get("/UF") or named.get("/F") or "附件")
        streams = named["/EF"].get_object()
        for stream in {id(each): each for each in (streams[key].get_object() for key in streams)}.values():
            raw = stream.get_data()
            read = self._inner(name, raw[:4096], (raw,))
            self.passages += (Passage(passage.text, 0, "about") for passage in (*read.passages, Passage(name)))
            self.told += read.told
            if read.unread or read.hits:
                self.unread.append(f"内含的“{name}”{read.unread or '不是这种文件'}")
            if read.unseen:
                self._unseen.append(f"内含的“{name}”{read.unseen}")


def _xml_of(value: Any) -> Iterator[bytes]:
    """What an object holds in XML: a form, whose parts stand alone or after their names, or metadata."""
    if "/XFA" in value:
        form = value["/XFA"].get_object()
        parts = [part.get_object() for part in form] if isinstance(form, list) else [form]
        yield b"".join(part.get_data() for part in parts if hasattr(part, "get_data"))
    if value.get("/Type") == "/Metadata" and hasattr(value, "get_data"):
        yield value.get_data()


def _is_without_text(page: Any, text: str) -> bool:
    """True for a page that shows more than can be read as text: a scan, or letters that say not what they are."""
    length = len(text.strip())
    if any(_is_mute(font) for font in _resources(page, "/Font")) and length:
        return True
    pictures = [found for found in _resources(page, "/XObject") if found.get("/Subtype") in {"/Image", "/Form"}]
    if not length:
        return bool(pictures)
    return length < _STAMP and any(_is_scan(found) for found in pictures)


def _resources(page: Any, kind: str) -> list[Any]:
    there = _at(_at(page, "/Resources"), kind)
    return [_at(there, name) for name in there]


def _at(value: Any, key: str) -> Any:
    """What stands there, through references; an empty dictionary when nothing does."""
    found = value.get(key)
    return {} if found is None else found.get_object()


def _is_scan(picture: Any) -> bool:
    size = (picture.get("/Width"), picture.get("/Height"))
    return all(isinstance(side, int) for side in size) and size[0] * size[1] > _SCAN


def _is_mute(font: Any) -> bool:
    """True for a font whose codes are numbers of glyphs, with no table of the characters they stand for."""
    return font.get("/Subtype") == "/Type0" and "/ToUnicode" not in font and str(font.get("/Encoding")).startswith("/Identity")


def _is_note(note: Any) -> bool:
    """True for what readers have written on a page."""
    return bool(str(note.get("/Contents") or "").strip()) and note.get("/Subtype") not in {"/Link", "/Widget"}
