"""What a reader of some HTML sees, as lines of text: breaks, numbers and bullets of lists, and code, as a browser shows them."""

import re
from html.parser import HTMLParser

HEADING, QUOTED, CODE, CELL, RULE = "■", "┃", "▌", "│", "┄"
BULLETS = "•◦▪"
FORMS = frozenset(HEADING + QUOTED + CODE + CELL + RULE + BULLETS)

_BLOCKS = frozenset(
    "address article aside blockquote body center dd details div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6"
    " header hr li main nav ol p pre section summary table tbody tfoot thead tr ul".split()
)
_HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())
_HIDDEN = frozenset("head iframe noscript object script select style template textarea title".split())
_SPACE = re.compile(r"[ \t\n\r\f]+")  # U+3000 is no space that a browser takes together


class _Reader(HTMLParser):
    """Lays text out line by line; what is no tag of HTML is one all the same, as browsers have it, and its name is not seen."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []
        self.line = ""
        self.mark = ""  # what the next line begins with
        self.lists: list[int | None] = []  # the number that is next; None where there are bullets
        self.quotes = self.pre = self.hidden = self.cells = 0

    def _end_line(self) -> None:
        text = self.line.rstrip() if self.pre else self.line.strip(" ")
        if text:
            code = CODE if self.pre else ""
            self.lines.append(QUOTED * self.quotes + "  " * (len(self.lists) - 1) + self.mark + code + text)
            self.mark = ""
        self.line = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag in _BLOCKS or tag == "br":
            self._end_line()
        if tag in _HIDDEN:
            self.hidden += 1
        elif tag in _HEADINGS:
            self.mark += HEADING + " "
        elif tag == "hr":
            self.lines.append(RULE)
        elif tag == "blockquote":
            self.quotes += 1
        elif tag == "pre":
            self.pre += 1
        elif tag in {"ol", "ul"}:
            self.lists.append(int(values.get("start") or 1) if tag == "ol" else None)
        elif tag == "li":
            self.mark += self._item(values.get("value"))
        elif tag == "tr":
            self.cells = 0
        elif tag in {"td", "th"}:
            self.line = f"{self.line.rstrip(' ')} {CELL} " if self.cells else self.line
            self.cells += 1
        elif tag == "img" and values.get("src"):
            self.line += f"〔图：{values.get('alt') or ''}〕"
        elif tag == "input" and values.get("type") == "checkbox":
            self.line += "☑" if "checked" in values else "☐"

    def _item(self, value: str | None) -> str:
        if not self.lists or self.lists[-1] is None:
            return BULLETS[min(max(len(self.lists), 1), len(BULLETS)) - 1] + " "
        number = int(value or self.lists[-1])
        self.lists[-1] = number + 1
        return f"{number}. "

    def handle_endtag(self, tag: str) -> None:
        if tag in _BLOCKS:
            self._end_line()
        if tag in _HIDDEN:
            self.hidden = max(self.hidden - 1, 0)
        elif tag == "blockquote":
            self.quotes = max(self.quotes - 1, 0)
        elif tag == "pre":
            self.pre = max(self.pre - 1, 0)
        elif tag in {"ol", "ul"} and self.lists:
            self.lists.pop()

    def handle_data(self, data: str) -> None:
        if self.hidden:
            return
        if not self.pre:
            data = _SPACE.sub(" ", data)
            self.line += data.lstrip(" ") if not self.line or self.line.endswith(" ") else data
            return
        first, *rest = data.split("\n")
        self.line += first
        for line in rest:
            self._end_line()
            self.line = line


def seen(html: str) -> list[str]:
    """Lines that a reader sees; a heading begins with ■, an item with its number or a bullet, a line of code with ▌, one of a
    quotation with ┃; │ stands between cells, ┄ for a rule, 〔图：…〕 for a picture.
    """
    reader = _Reader()
    reader.feed(html)
    reader.close()
    reader._end_line()
    return reader.lines
