"""The text of a .docx from anybody: paragraphs, rows of tables, and the numbers that Word counts by itself."""

from collections.abc import Callable, Iterator
from typing import BinaryIO
from xml.parsers import expat

from ...domain.law.writing import escaped
from ...scan.archives import DAMAGED, Budget, Member, Unread, members, pieces
from .numbering import Numbering

_DEPTH = 200
_MAX_TEXT = 8_000_000  # characters
_UNREAD = {
    **dict.fromkeys(("del", "moveFrom"), "有没有接受的修订：照接受以后的文字读了"),
    **dict.fromkeys(("txbxContent", "pict", "AlternateContent", "drawing", "object"), "有图片或者文本框：里面的文字没有读"),
    **dict.fromkeys(("footnoteReference", "endnoteReference"), "有脚注：没有读"),
    "sym": "有符号字体的字：没有读，请对照原件补上",
    "instrText": "",
}
"""Elements whose text is none of the law's, and what is told of them."""
_MARKS = {"tab": "　", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_OLE = b"\xd0\xcf\x11\xe0"

Start = Callable[[str, dict[str, str]], None]


def read_docx(file: BinaryIO) -> tuple[str, tuple[str, ...]]:
    """The text as Markdown, and what was odd, in Chinese.

    Raises:
        Unread: it is no .docx, damaged, encrypted, or beyond a limit.
    """
    if file.read(4) == _OLE:
        raise Unread("已加密，或是旧格式")
    parts = {part.name: part for part in members(file)[0]}
    if "word/document.xml" not in parts:
        raise Unread("不是 .docx 文件")
    budget = Budget()
    numbering = Numbering()
    for name, start in (("word/numbering.xml", numbering.definition), ("word/styles.xml", numbering.style)):
        if name in parts:
            _parse(file, parts[name], budget, start, _nothing, None)
    body = _Body(numbering)
    _parse(file, parts["word/document.xml"], budget, body.start, body.end, body.take)
    return "\n\n".join(body.lines) + "\n", tuple(dict.fromkeys((*body.doubts, *numbering.doubts)))


def _nothing(name: str) -> None:
    return None


def _parse(
    file: BinaryIO, part: Member, budget: Budget, start: Start, end: Callable[[str], None], take: Callable[[str], None] | None
) -> None:
    """Read a part of the package.

    Raises:
        Unread: it is no sound XML, declares entities, or goes beyond a limit.
    """
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    depth = 0

    def begun(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > _DEPTH:
            raise Unread("层次过深")
        start(name.rpartition(" ")[2], {key.rpartition(" ")[2]: value for key, value in attributes.items()})

    def ended(name: str) -> None:
        nonlocal depth
        depth -= 1
        end(name.rpartition(" ")[2])

    def refused(*_: object) -> None:
        raise Unread("含 DOCTYPE 声明")

    parser.StartElementHandler, parser.EndElementHandler, parser.StartDoctypeDeclHandler = begun, ended, refused
    if take:
        parser.CharacterDataHandler = take
    try:
        for piece in _counted(file, part, budget):
            parser.Parse(piece, False)
        parser.Parse(b"", True)
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise Unread(DAMAGED) from error


def _counted(file: BinaryIO, part: Member, budget: Budget) -> Iterator[bytes]:
    for piece in pieces(file, part, budget.text):
        budget.text -= len(piece)
        yield piece


class _Body:
    """Takes the main part of a document element by element."""

    def __init__(self, numbering: Numbering) -> None:
        self.lines: list[str] = []
        self.doubts: list[str] = []
        self._numbering = numbering
        self._now: list[str] = []
        self._style, self._list, self._level = "", "", -1
        self._row: list[str] = []
        self._rows: list[str] = []
        self._tables = self._skipped = self._length = 0
        self._path: list[str] = []
        self._is_hidden = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        if self._skipped or tag in _UNREAD:
            self._skipped += 1
            self.doubts += filter(None, [_UNREAD.get(tag)])
            return
        self._path.append(tag)
        within = self._path[-2] if len(self._path) > 1 else ""
        if tag == "ins":
            self.doubts.append(_UNREAD["del"])
        elif tag == "p":
            if not self._tables:
                self._now = []
            self._style, self._list, self._level = "", "", -1
        elif tag in {"pStyle", "numId", "ilvl"}:
            self._property(tag, attributes.get("val", ""))
        elif tag == "r":
            self._is_hidden = False
        elif tag == "vanish" and self._path[-3:-1] == ["r", "rPr"]:
            self._is_hidden = attributes.get("val", "1") not in {"0", "false", "off"}
        elif tag in _MARKS and within == "r":
            self._now.append(_MARKS[tag] if not self._tables else " ")
        elif tag == "tbl":
            self._tables += 1
        elif tag == "tc" and self._tables == 1:
            self._now = []

    def _property(self, tag: str, value: str) -> None:
        if tag == "pStyle":
            self._style = value
        elif tag == "numId":
            self._list = value
        else:
            self._level = int(value) if value.isdecimal() else -1

    def end(self, tag: str) -> None:
        """An element ends."""
        if self._skipped:
            self._skipped -= 1
            return
        self._path.pop()
        if tag == "p":
            self._paragraph()
        elif tag == "tc" and self._tables == 1:
            self._row.append(escaped(" ".join("".join(self._now).split())))
        elif tag == "tr" and self._tables == 1 and self._row:
            self._rows.append(f"| {' | '.join(self._row)} |")
            if len(self._rows) == 1:
                self._rows.append(f"|{'---|' * len(self._row)}")
            self._row = []
        elif tag == "tbl":
            self._tables -= 1
            if not self._tables:
                self.lines.append("\n".join(self._rows))
                self._rows = []

    def _paragraph(self) -> None:
        if self._tables:
            self._now.append(" ")
            return
        text = "".join(self._now)
        number = self._numbering.next(self._style, self._list, self._level)
        if text.strip():
            self.lines.append(escaped(f"{number}{text.strip()}"))
        self._now = []

    def take(self, text: str) -> None:
        """Characters between two tags."""
        if self._skipped or not self._path or self._path[-1] != "t":
            return
        if self._is_hidden:
            self.doubts.append("有隐藏的文字：没有读")
        else:
            self._length += len(text)
            if self._length > _MAX_TEXT:
                raise Unread("文字过长")
            self._now.append(text)
