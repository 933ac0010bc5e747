"""Text of XML parts, read as they come: running text by paragraphs and rows, and whatever attributes and other elements say."""

import codecs
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from xml.parsers import expat

from .archives import DAMAGED, Unread
from .attachments import MAX_TEXT

_DEPTH = 200
_ROWS, _CELLS, _PARAGRAPHS = (
    frozenset({"tr", "row", "table-row"}),
    frozenset({"tc", "c", "table-cell"}),
    frozenset({"p", "h", "si"}),
)
_TEXTS = frozenset({"t", "delText", "TextCode", "v"})
_BROKEN_BY = frozenset({"tab", "br", "s"})
_AUTHORS = frozenset({"creator", "lastModifiedBy", "initial-creator", "Author", "Creator"})
_REVISIONS = frozenset({"ins", "del", "moveFrom", "moveTo", "tracked-changes"})
_NOTES = frozenset({"comment", "cm", "threadedComment", "annotation"})
_TELLING = re.compile(r"[^\x00-\x7f]|\d(?:[ \-]?\d){9}")  # anything a check looks for is Chinese or has so many digits
_MARK = re.compile(r"\{?[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}\}?|[0-9A-Fa-f]{32}(?:_\d+)?")  # of a program's own
_CHINESE_CODING = re.compile(rb"""^\s*<\?xml[^>]{0,99}encoding=["'](?:gbk|gb2312|gb18030)["']""", re.IGNORECASE)
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:E[-+]?\d+)?", re.IGNORECASE)


class Part:
    """One part, fed piece by piece.

    `paragraphs` are its running text: a table row is one of them, its cells divided by `|`. `aside` is what it says elsewhere:
    in attributes, formulas, codes of fields. `told` names what else is in it; `used` which of the `shared` texts its cells show.
    With `whole` all text within paragraphs runs, with `about` each text is a paragraph of its own.
    """

    def __init__(self, shared: Sequence[str] = (), whole: bool = False, about: bool = False) -> None:
        self.paragraphs: list[str] = []
        self.aside: list[str] = []
        self.told: list[str] = []
        self.used: set[int] = set()
        self._shared, self._whole, self._about = shared, whole, about
        self._path: list[str] = []
        self._run: list[str] = []  # text since the last tag
        self._now: list[str] = []  # of the paragraph or row that is open
        self._rows = self._length = 0
        self._kind = ""
        self._parser: expat.XMLParserType | None = None
        self._decoder: codecs.IncrementalDecoder | None = None

    def read(self, pieces: Iterable[bytes]) -> None:
        """Take in a whole part; after an error, what came before it is there.

        Raises:
            Unread: it is no sound XML, or goes beyond a limit.
        """
        try:
            for piece in pieces:
                self._feed(piece)
            if self._parser:
                self._parser.Parse(b"", True)
        except (expat.ExpatError, UnicodeDecodeError, ValueError, LookupError) as error:
            raise Unread(DAMAGED) from error
        finally:
            with suppress(Unread):
                self._take()
            self._flush()

    def _feed(self, piece: bytes) -> None:
        if self._parser is None:
            chinese = _CHINESE_CODING.match(piece)  # which expat does not know
            self._decoder = codecs.getincrementaldecoder("gb18030")() if chinese else None
            self._parser = parser = expat.ParserCreate("utf-8" if chinese else None, namespace_separator=" ")
            parser.buffer_text = True
            parser.StartElementHandler, parser.EndElementHandler = self._start, self._end
            parser.CharacterDataHandler = self._run.append
            parser.CommentHandler = self._beside
            parser.ProcessingInstructionHandler = lambda target, text: self._beside(text)
            parser.StartDoctypeDeclHandler = self._doctype
        self._parser.Parse(self._decoder.decode(piece).encode() if self._decoder else piece, False)

    def _doctype(self, name: str, system: str | None, public: str | None, inner: int) -> None:
        if inner:
            raise Unread("含 DOCTYPE 声明")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._take()
        tag = name.rpartition(" ")[2]
        self._path.append(tag)
        if len(self._path) > _DEPTH:
            raise Unread("层次过深")
        if tag in _ROWS:
            self._rows += 1
        elif tag == "c":
            self._kind = attributes.get("t", "")
        elif tag in _BROKEN_BY:
            self._now.append(" ")
        for value in attributes.values():
            self._beside(value)
        self.told += _told(tag, attributes)

    def _end(self, name: str) -> None:
        self._take()
        tag = self._path.pop()
        if tag in _ROWS:
            self._rows -= 1
        if tag in _CELLS and self._rows:
            self._now.append("|")
        elif tag in _PARAGRAPHS and self._rows:
            self._now.append(" ")
        elif self._about or (not self._rows and (tag in _PARAGRAPHS or tag in _ROWS or tag in {"text", "TextObject"})):
            self._flush()

    def _take(self) -> None:
        """What stands between two tags, put where it belongs."""
        if not self._run:
            return
        text = "".join(self._run)
        self._run.clear()
        tag = self._path[-1] if self._path else ""
        if self._about:
            if text.strip() and not _MARK.fullmatch(text.strip()):
                self._add(text)
                if tag in _AUTHORS:
                    self.told.append("作者")
        elif tag == "v" and self._kind == "s":
            number = text.strip()
            if number.isdecimal() and len(number) < 8 and int(number) < len(self._shared):
                self.used.add(int(number))
                self._add(self._shared[int(number)])
        elif tag in _TEXTS or (self._whole and not {"p", "h"}.isdisjoint(self._path)) or self._is_threaded(tag):
            self._add(_shown(text) if tag == "v" else text)
        else:
            self._beside(text)

    def _is_threaded(self, tag: str) -> bool:
        return tag == "text" and self._path[0] == "ThreadedComments"

    def _add(self, text: str) -> None:
        self._count(text)
        self._now.append(text)

    def _beside(self, text: str) -> None:
        if len(text) > 1 and _TELLING.search(text) and not _MARK.fullmatch(text):
            self._count(text)
            self.aside.append(text.replace("\n", " "))

    def _count(self, text: str) -> None:
        self._length += len(text)
        if self._length > MAX_TEXT:
            raise Unread("文字过长")

    def _flush(self) -> None:
        if line := "".join(self._now).strip(" |\n"):
            self.paragraphs.append(line.replace("\n", " "))
        self._now.clear()


def _shown(value: str) -> str:
    """A cell's number as a reader sees it: seventeen decimals of a share are no bank card."""
    if len(value) < 12 or not _NUMBER.fullmatch(value):
        return value
    number = float(value) if "e" in value.lower() else None
    if number is not None:
        return (f"{number:.0f}" if number.is_integer() else f"{number:.4f}") if abs(number) < 10**18 else value
    whole, _, decimals = value.partition(".")
    return f"{whole}.{decimals[:4]}" if decimals else whole


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
