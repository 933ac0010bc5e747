"""Office documents and archives: every part is read as what its bytes are, or named as one that nobody has looked into."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import BinaryIO

from .archives import Budget, Member, Unread, head_of, members, pieces
from .attachments import MAX_TEXT, MISMATCH, OLE, Read
from .markup import Part
from .passages import Passage

Inner = Callable[[str, bytes, Iterable[bytes]], Read]
"""Reads what is embedded: its name, its first bytes, and all of them piece by piece."""

_MARK = {
    ".docx": "word/",
    ".xlsx": "xl/",
    ".pptx": "ppt/",
    ".odt": "content.xml",
    ".ods": "content.xml",
    ".odp": "content.xml",
    ".ofd": "OFD.xml",
}
_OPEN = frozenset({".odt", ".ods", ".odp"})
_SHARED = re.compile(r"xl/sharedStrings\.xml", re.IGNORECASE)
_MAIN = re.compile(  # of whose text there must be some
    r"word/(?:document|header|footer|footnotes|endnotes|comments)\w*\.xml"
    r"|xl/(?:worksheets/\w+|comments\w*|comments/\w+|threadedComments/\w+)\.xml"
    r"|ppt/(?:slides/\w+|notesSlides/\w+|comments/\w+)\.xml"
    r"|content\.xml|(?:[^/]+/)+Content\.xml",
    re.IGNORECASE,
)
_ABOUT = re.compile(r"docProps/\w+\.xml|meta\.xml|OFD\.xml|xl/workbook\.xml", re.IGNORECASE)
_MARKUP = re.compile(rb"\s*<[?!A-Za-z]")
_MARKUP_NAMES = (".xml", ".rels", ".vml", ".rdf", ".svg")
_PLUMBING = re.compile(  # what programs keep beside the text: marks of printers, seals, fonts, previews
    r".*\.(?:odttf|fntdata|ttf|otf|eot|emf|wmf|wmz|emz|pict|wdp|jp2|jb2|jbig2|bmp|tiff?|ico|svm|esl|sigs|psmdcp)"
    r"|.*/printerSettings\d*\.bin|(?:.*/)?SignedValue\.dat|mimetype|(?:.*/)?layout-cache|ObjectReplacements/.*|Thumbnails/.*",
    re.IGNORECASE,
)


@dataclass(slots=True)
class _Found:
    """What the parts of a package have come to so far."""

    texts: list[Passage] = field(default_factory=list)
    asides: list[Passage] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    unseen: list[str] = field(default_factory=list)

    def read(self, has_text: bool = True) -> Read:
        """All of it; a document without text has not been looked into."""
        unseen = [*self.unseen] if has_text else ["没有文字", *self.unseen]
        first = (next(iter(self.unread), ""), next(iter(unseen), ""))
        return Read((*self.asides, *self.texts), tuple(self.told), *first)


def read_office(file: BinaryIO, suffix: str, budget: Budget, inner: Inner) -> Read:
    """Text and side notes of an office document. Called in a process of its own; whatever is odd ends in `unread`."""
    file.seek(0)
    if file.read(8) == OLE:
        return Read(unread="已加密，或是旧格式")
    found = _Found()
    try:
        parts, said = members(file)
        if not any(part.name.startswith(_MARK[suffix]) for part in parts):
            return Read(hits=(MISMATCH.hit(suffix=suffix),))
        _read_parts(file, suffix, parts, said, budget, inner, found)
    except Unread as error:
        found.unread.append(str(error))
    return found.read(any(passage.key == "attachment" for passage in found.texts))


def read_archive(file: BinaryIO, budget: Budget, inner: Inner) -> Read:
    """What the files of an archive hold, each read as it would be by itself; their names are text too."""
    found = _Found()
    try:
        parts, said = members(file)
        _add_names(found, parts, said)
        for part in parts:
            if not part.name.endswith("/"):
                _add_inner(file, part, budget, inner, found)
    except Unread as error:
        found.unread.append(str(error))
    return found.read()


def _read_parts(file: BinaryIO, suffix: str, parts: list[Member], said: str, budget: Budget, inner: Inner, found: _Found) -> None:
    _add_names(found, [part for part in parts if not part.name.isascii()], said)
    shared = Part()
    strings = [part for part in parts if _SHARED.fullmatch(part.name)]
    for part in strings:
        _read_markup(file, part, budget, shared)
    used: set[int] = set()
    length = 0
    for part in sorted(parts, key=lambda part: (not _MAIN.fullmatch(part.name), part.name)):
        if part.name.endswith("/") or part in strings or not part.info.file_size:
            continue
        head = head_of(file, part)
        if not _is_markup(part.name, head):
            if not _PLUMBING.fullmatch(part.name):
                _add_inner(file, part, budget, inner, found)
            continue
        about = _ABOUT.fullmatch(part.name) is not None
        markup = Part(shared.paragraphs, whole=suffix in _OPEN, about=about)
        try:
            _read_markup(file, part, budget, markup)
            if part.name == "META-INF/manifest.xml" and b"encryption-data" in b"".join(pieces(file, part, budget.text)):
                raise Unread("已加密")
        finally:
            used |= markup.used
            length += _add_markup(found, markup, "attachment" if _MAIN.fullmatch(part.name) else "about")
        if length > MAX_TEXT:
            raise Unread("文字过长")
    unused = [text for number, text in enumerate(shared.paragraphs) if number not in used]
    found.told += shared.told
    found.asides += _passages([*unused, *shared.aside])


def _read_markup(file: BinaryIO, part: Member, budget: Budget, markup: Part) -> None:
    def counted() -> Iterator[bytes]:
        for piece in pieces(file, part, budget.text):
            yield piece
            budget.text -= len(piece)

    markup.read(counted())


def _add_markup(found: _Found, markup: Part, key: str) -> int:
    """Add a part's text; how long it is."""
    text = "\n".join(markup.paragraphs)
    if text.strip():
        found.texts.append(Passage(text, 0, key))
    found.asides += _passages(markup.aside)
    found.told += markup.told
    return len(text) + sum(map(len, markup.aside))


def _passages(texts: list[str]) -> Iterator[Passage]:
    if texts:
        yield Passage("\n".join(dict.fromkeys(texts)), 0, "about")


def _add_names(found: _Found, parts: list[Member], said: str) -> None:
    found.asides += _passages([part.name.replace("_", " ") for part in parts])
    found.asides += _passages([said] if said else [])


def _is_markup(name: str, head: bytes) -> bool:
    """True for XML in whatever coding, whatever its name."""
    if name.lower().endswith(_MARKUP_NAMES):
        return True
    return bool(_MARKUP.match(head.removeprefix(b"\xef\xbb\xbf").replace(b"\0", b"")[:200].lstrip(b"\xff\xfe"))) and not (
        name.lower().endswith((".htm", ".html", ".mht"))
    )


def _add_inner(file: BinaryIO, part: Member, budget: Budget, inner: Inner, found: _Found) -> None:
    """What an embedded file comes to; its troubles are those of the whole."""

    def counted() -> Iterator[bytes]:
        for piece in pieces(file, part, budget.other):
            budget.other -= len(piece)
            yield piece

    read = inner(part.name, head_of(file, part), counted())
    name = part.name.rpartition("/")[2]
    found.texts += (Passage(passage.text, 0, "about") for passage in read.passages)
    found.told += read.told
    if read.hits:
        found.unread.append(f"内含的“{name}”不是这种文件")
    if read.unread:
        found.unread.append(f"内含的“{name}”{read.unread}")
    if read.unseen:
        found.unseen.append(f"内含的“{name}”{read.unseen}")
