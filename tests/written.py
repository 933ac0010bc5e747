"""What a body says and what its page shows, each as letters and figures alone, to be compared."""

import re
from html.parser import HTMLParser

_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_TARGET = re.compile(
    r"\]\([^()\n]*(?:\([^()\n]*\)[^()\n]*)*\)|\]\[[^\]\n]*\]|^\[[^\]^\n]+\]: \S*$|\{[#.:][^}\n]*\}|^!!! \w+", re.M
)
_NOTE = re.compile(r"\[\^[^\]]+\]:?")
_FENCE = re.compile(r"^(```|~~~).*$", re.M)


class _Shown(HTMLParser):
    """Gathers text, alternatives of pictures, and the numbers of lists."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.numbers: list[int | None] = []
        self.hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag in {"ol", "ul"}:
            self.numbers.append(int(values.get("start") or 1) if tag == "ol" else None)
        elif tag == "li" and self.numbers and (due := self.numbers[-1]) is not None:
            number = int(values.get("value") or due)
            if not (values.get("id") or "").startswith("fn"):
                self.found.append(str(number))
            self.numbers[-1] = number + 1
        elif tag == "img":
            self.found.append(values.get("alt") or "")
        elif tag == "a" and values.get("class") in {"footnote-ref", "footnote-backref"}:
            self.hidden += 1

    def handle_endtag(self, tag: str) -> None:
        if tag in {"ol", "ul"} and self.numbers:
            self.numbers.pop()
        elif tag == "a" and self.hidden:
            self.hidden -= 1

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            self.found.append(data)


def letters(text: str) -> str:
    """Han, letters and figures, in order."""
    return "".join(filter(str.isalnum, text))


def shown(html: str) -> str:
    """What a page shows, with the numbers of its lists, without those of its notes."""
    parser = _Shown()
    parser.feed(html)
    parser.close()
    return letters("".join(parser.found))


def written(body: str) -> str:
    """What a body says, without the targets of links, labels of notes, and what only steers."""
    for steering in (_COMMENT, _NOTE, _FENCE, _TARGET):
        body = steering.sub("", body)
    return letters(body)
