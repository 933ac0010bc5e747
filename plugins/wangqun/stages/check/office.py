"""Text of office documents: OOXML, ODF and OFD are XML in a zip; a row of a table is a row of text."""

import re
import zipfile
from collections.abc import Iterator
from xml.parsers import expat

from .attachments import MAX_TEXT, MISMATCH, OLE, Read
from .passages import Passage

_ENTRIES = 10_000
_UNPACKED = 64 * 1024 * 1024  # bytes of XML read from one document
_RATIO = 400  # a sheet of equal rows comes to about 100
_DEPTH = 200
_MARK = {
    ".docx": "word/",
    ".xlsx": "xl/",
    ".pptx": "ppt/",
    ".odt": "content.xml",
    ".ods": "content.xml",
    ".odp": "content.xml",
    ".ofd": "OFD.xml",
}
_SHARED = "xl/sharedStrings.xml"
_TEXT_PARTS = re.compile(
    r"word/(?:document|header\d*|footer\d*|footnotes|endnotes|comments)\.xml"
    r"|xl/(?:worksheets/sheet\d+|comments\d*|comments/comment\d+|threadedComments/\w+)\.xml"
    r"|ppt/(?:slides/slide\d+|notesSlides/notesSlide\d+|comments/\w+)\.xml"
    r"|content\.xml|(?:[^/]+/)+Content\.xml"
)
_ABOUT_PARTS = re.compile(r"docProps/(?:core|app|custom)\.xml|meta\.xml|OFD\.xml|xl/workbook\.xml")
_INSIDE = re.compile(r"(?:word|xl|ppt)/embeddings/|Object \d+/|.*\.(?:zip|docx?|xlsx?|pptx?|pdf)$", re.IGNORECASE)
_ROWS, _CELLS, _PARAGRAPHS = (
    frozenset({"tr", "row", "table-row"}),
    frozenset({"tc", "c", "table-cell"}),
    frozenset({"p", "h", "si"}),
)
_TEXTS = frozenset({"t", "delText", "TextCode", "v"})
_PEOPLE = frozenset({"creator", "lastModifiedBy", "initial-creator", "Author", "Creator"})
_REVISIONS = frozenset({"ins", "del", "moveFrom", "moveTo", "tracked-changes"})
_NOTES = frozenset({"comment", "cm", "threadedComment", "annotation"})


class _Unreadable(Exception):
    """Why a document cannot be read, in Chinese."""


def read_office(path: str, suffix: str) -> Read:
    """Text and side notes of an office document. Called in a process of its own; whatever is odd ends in `unread`."""
    with open(path, "rb") as file:
        if file.read(8) == OLE:
            return Read(unread="已加密，或是旧格式")
    try:
        with zipfile.ZipFile(path) as package:
            return _read(package, suffix)
    except _Unreadable as error:
        return Read(unread=str(error))
    except (zipfile.BadZipFile, zipfile.LargeZipFile, expat.ExpatError, NotImplementedError, EOFError, ValueError, OSError):
        return Read(unread="文件损坏")


def _read(package: zipfile.ZipFile, suffix: str) -> Read:
    entries = package.infolist()
    if len(entries) > _ENTRIES:
        raise _Unreadable("内含文件过多")
    if any(entry.flag_bits & 1 for entry in entries):
        raise _Unreadable("已加密")
    names = {entry.filename for entry in entries}
    if not any(name.startswith(_MARK[suffix]) for name in names):
        return Read(hits=(MISMATCH.hit(suffix=suffix),))
    encrypted = b"encryption-data" in package.read("META-INF/manifest.xml") if "META-INF/manifest.xml" in names else False
    if encrypted:
        raise _Unreadable("已加密")
    budget = _UNPACKED
    wanted = [
        e for e in entries if e.filename == _SHARED or _TEXT_PARTS.fullmatch(e.filename) or _ABOUT_PARTS.fullmatch(e.filename)
    ]
    for entry in wanted:
        budget -= entry.file_size
        if budget < 0 or entry.file_size > max(entry.compress_size, 1) * _RATIO + 1_000_000:
            raise _Unreadable("解压后过大")
    shared = _Text(package.read(_SHARED)).paragraphs if _SHARED in names else []
    passages: list[Passage] = []
    told: list[str] = []
    length = 0
    for entry in sorted(wanted, key=lambda e: e.filename):
        if entry.filename == _SHARED:
            continue
        found = _Text(
            package.read(entry),
            shared,
            whole=suffix in {".odt", ".ods", ".odp"},
            about=_ABOUT_PARTS.fullmatch(entry.filename) is not None,
        )
        text = "\n".join(found.paragraphs)
        told += found.told
        length += len(text)
        if text.strip():
            passages.append(Passage(text[:MAX_TEXT], 0, "about" if _ABOUT_PARTS.fullmatch(entry.filename) else "attachment"))
    why = (
        "没有文字"
        if not any(p.key == "attachment" for p in passages)
        else "文字过长，只检查了一部分"
        if length > MAX_TEXT
        else ""
    )
    if not why and any(_INSIDE.match(name) for name in names):
        why = "内嵌了别的文件"
    return Read(tuple(passages), tuple(told), why)


class _Text:
    """The paragraphs of one part: a table row is one of them, its cells divided by `|`."""

    def __init__(self, raw: bytes, shared: list[str] | None = None, whole: bool = False, about: bool = False) -> None:
        self.paragraphs: list[str] = []
        self.told: list[str] = []
        self._shared, self._whole, self._about = shared or [], whole, about
        self._path: list[str] = []
        self._now: list[str] = []
        self._rows = 0
        self._kind = ""
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartElementHandler, parser.EndElementHandler = self._start, self._end
        parser.CharacterDataHandler = self._data
        parser.StartDoctypeDeclHandler = self._doctype
        parser.Parse(raw, True)
        self._flush()

    def _doctype(self, *about: object) -> None:
        raise _Unreadable("含 DOCTYPE 声明")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        tag = name.rpartition(" ")[2]
        self._path.append(tag)
        if len(self._path) > _DEPTH:
            raise _Unreadable("层次过深")
        if tag in _ROWS:
            self._rows += 1
        elif tag == "c":
            self._kind = attributes.get("t", "")
        elif tag in {"tab", "br", "s"}:
            self._now.append(" ")
        self.told += _told(tag, attributes)

    def _end(self, name: str) -> None:
        tag = self._path.pop()
        if tag in _ROWS:
            self._rows -= 1
        if tag in _CELLS and self._rows:
            self._now.append("|")
        elif tag in _PARAGRAPHS and self._rows:
            self._now.append(" ")
        elif self._about or (not self._rows and (tag in _PARAGRAPHS or tag in _ROWS or tag in {"text", "TextObject"})):
            self._flush()

    def _data(self, text: str) -> None:
        tag = self._path[-1]
        if self._about:
            if text.strip():
                self._now.append(text)
                if tag in _PEOPLE:
                    self.told.append("作者")
        elif tag == "v" and self._kind == "s":
            if text.isdecimal() and len(text) < 8 and int(text) < len(self._shared):
                self._now.append(self._shared[int(text)])
        elif (
            tag in _TEXTS
            or (self._whole and not {"p", "h"}.isdisjoint(self._path))
            or (tag == "text" and self._path[0] == "ThreadedComments")
        ):
            self._now.append(text)

    def _flush(self) -> None:
        if line := "".join(self._now).strip(" |\n"):
            self.paragraphs.append(line.replace("\n", " "))
        self._now.clear()


def _told(tag: str, attributes: dict[str, str]) -> Iterator[str]:
    """What an element says besides the text."""
    if tag in _REVISIONS:
        yield "修订"
    elif tag in _NOTES:
        yield "批注"
    elif tag == "sheet" and attributes.get("state", "visible") != "visible":
        yield "隐藏的工作表"
    elif tag == "sld" and attributes.get("show") == "0":
        yield "隐藏的幻灯片"
    elif tag == "table-properties" and any(k.endswith(" display") and v == "false" for k, v in attributes.items()):
        yield "隐藏的工作表"
