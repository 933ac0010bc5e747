"""What of some HTML a browser shows to nobody: hidden by style, attribute, size, place, or in the colour of its background."""

import re
from collections.abc import Iterator, Mapping, Sequence
from html import unescape
from typing import NamedTuple

from .looks import BLOCKS, PLAIN, TABLE, Look, look, unseen, whole
from .styles import Element, Sheet, declared, sheet

_SIGNS = (
    *("style", "hidden", "bgcolor", "<font", "<template", "<noscript", "<dialog", "<datalist", "<title", "<noembed", "<noframes"),
    "<head",
)
_TOKEN = re.compile(r"""<!--|<(/?)([a-zA-Z][^\s/<>]*)((?:[^<>"']|"[^"]{0,9999}+"|'[^']{0,9999}+')*+>|[^<>]*+>)""")
_ATTRIBUTE = re.compile(r"""([^\s"'<>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+)))?""")
_STYLE = re.compile(r"<style\b[^>]*+(?:>(.*?)(?:</style\s*>|\Z)|\Z)", re.IGNORECASE | re.DOTALL)
_VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
_PICTURE = re.compile(r"<(?:img|video|audio|svg)\b", re.IGNORECASE)
_RAW = frozenset("script style textarea title iframe noembed noframes noscript xmp".split())
_KEPT_OPEN = frozenset("a b big code em font i nobr s small strike strong tt u".split())  # reopened in the next block
_ENDS: dict[str, tuple[frozenset[str], frozenset[str]]] = {  # a start tag ends the first ones, but not beyond the second ones
    "li": (frozenset({"li"}), frozenset({"ul", "ol", "menu"})),
    **dict.fromkeys(("dt", "dd"), (frozenset({"dt", "dd"}), frozenset({"dl"}))),
    **dict.fromkeys(("td", "th"), (frozenset({"td", "th"}), frozenset({"tr", "table"}))),
    "tr": (frozenset({"tr", "td", "th"}), frozenset({"table"})),
    "option": (frozenset({"option"}), frozenset({"select", "datalist"})),
}
_P_ENDS = BLOCKS - frozenset("td th tr tbody thead tfoot caption col colgroup option body html legend".split())
_CELLS = frozenset({"td", "th", "table", "caption"})  # no end tag of something else reaches out of one
_BLANK_LINE = re.compile(r"\n[ \t]*(?=\n)")


_DEEPEST = 1000  # elements open at once; no page is made of more (docs/decisions/0034)
_MOST_WORK = 500_000  # elements opened again, and rules of a sheet tried
_FEW = 20  # elements around one, and classes of it, up to which trying a rule costs next to nothing


class Hidden(NamedTuple):
    """A stretch of HTML that shows nothing: where it begins and ends, the text in it, how many pictures, and by what.

    Without text or pictures nobody misses it: a comment, an empty element.
    """

    start: int
    end: int
    text: str
    pictures: int
    why: str


class _Open(NamedTuple):
    """An element that is open, and why all in it is hidden ("": it is not)."""

    element: Element
    look: Look
    why: str


def may_hide(text: str) -> bool:
    """False for what certainly hides nothing, in HTML or Markdown: most texts cost no more than this."""
    if "<" not in text and "{" not in text:
        return False
    low = text.lower()
    return any(sign in low for sign in _SIGNS)


def hidden(html: str, is_markdown: bool = False) -> list[Hidden]:
    """What of some HTML is not seen, in order, comments too. In Markdown a blank line outside all blocks ends a paragraph.

    Raises:
        RecursionError: its elements are nested too deeply.
    """
    return list(_Page(html, is_markdown).read())


def cut_hidden(html: str, found: Sequence[Hidden]) -> str:
    """HTML less what is hidden in it; line ends stay, so that every line keeps its number."""
    pieces: list[str] = []
    at = 0
    for span in found:
        pieces += (html[at : span.start], "\n" * html.count("\n", span.start, span.end))
        at = span.end
    return "".join((*pieces, html[at:])) if pieces else html


def text_of(html: str) -> str:
    """The text in some HTML, in one line."""
    plain = _TOKEN.sub(" ", _STYLE.sub("", html)) if "<" in html else html
    return " ".join(unescape(plain).split())


class _Page:
    """A text being read: the elements open at this place, and since where all is hidden by the outermost one that does."""

    def __init__(self, html: str, is_markdown: bool) -> None:
        self.html, self.is_markdown = html, is_markdown
        self.rules: Sheet = sheet("\n".join(_STYLE.findall(html))) if "<style" in html.lower() else {}
        self.open: list[_Open] = []
        self.hider: _Open | None = None
        self.since = 0
        self.spent, self.price = 0, max(map(len, self.rules.values()), default=0)

    def read(self) -> Iterator[Hidden]:
        """Hidden text, elements that are hidden whole, comments."""
        html, at = self.html, 0
        while match := _TOKEN.search(html, at):
            if len(self.open) > _DEEPEST or self.spent > _MOST_WORK:
                raise RecursionError
            yield from self._text(at, match.start())
            start, at, tag = match.start(), match.end(), (match[2] or "").lower()
            if not tag:
                close = html.find("-->", at)
                at = len(html) if close < 0 else close + 3
                if not self.hider:
                    yield Hidden(start, at, "", 0, "") if close >= 0 else self._hidden(start, at, "comment")
            elif match[1]:
                was = self.hider
                self._close(tag)
                yield from self._settle(at if was and was.element[0] == tag else start, at)
            else:
                self._make_room(tag)
                yield from self._settle(start, start)
                element = self._opened((tag, _attributes(match[3])))
                if tag in _VOID:
                    if element.why and not self.hider:
                        yield self._hidden(start, at, element.why)
                    continue
                self.open.append(element)
                yield from self._settle(start, start)
                if tag in _RAW:
                    at = self._end_of_raw(tag, at)
                    self.open.pop()
                    yield from self._settle(at, at)
        yield from self._text(at, len(html))
        self.open.clear()
        yield from self._settle(len(html), len(html))

    def _text(self, start: int, end: int) -> Iterator[Hidden]:
        """The text between two tags, when it is not seen."""
        while self.is_markdown and self.open and start < end and not any(o.element[0] in BLOCKS for o in self.open):
            if not (blank := _BLANK_LINE.search(self.html, start, end)):
                break
            yield from self._piece(start, blank.start())
            start = blank.end()
            if any(o.element[0] not in _KEPT_OPEN for o in self.open):
                self._cut(0)
            yield from self._settle(blank.start(), start)
        yield from self._piece(start, end)

    def _piece(self, start: int, end: int) -> Iterator[Hidden]:
        if start < end and self.open and not self.hider and (why := unseen(self.open[-1].look)):
            piece = self._hidden(start, end, why)
            if piece.text:
                yield piece

    def _settle(self, end: int, start: int) -> Iterator[Hidden]:
        """What was hidden whole up to `end`, if that is over; what is hidden now is so from `start` on."""
        if self.hider and not any(o is self.hider for o in self.open):
            yield self._hidden(self.since, end, self.hider.why)
            self.hider = None
        if not self.hider and (hider := next((o for o in self.open if o.why), None)):
            self.hider, self.since = hider, start

    def _hidden(self, start: int, end: int, why: str) -> Hidden:
        inner = self.html[start:end]
        return Hidden(start, end, text_of(inner), len(_PICTURE.findall(inner)), why)

    def _opened(self, element: Element) -> _Open:
        """An element as it looks at this place."""
        many = len(self.open) + element[1].get("class", "").count(" ")  # to be compared with each rule
        self.spent += self.price * (1 + many // _FEW)
        values = declared(element, [o.element for o in self.open] if self.rules else (), self.rules)
        outer = self.open[-1].look if self.open else PLAIN
        return _Open(element, look(element[0], values, outer), whole(element, values))

    def _make_room(self, tag: str) -> None:
        """Close what cannot hold the element that begins."""
        ended, within = _ENDS.get(tag, (frozenset(), frozenset()))
        if tag in _P_ENDS:
            ended, within = ended | {"p"}, within | _CELLS
        for number in range(len(self.open) - 1, -1, -1) if ended else ():
            name = self.open[number].element[0]
            if name in within:
                return
            if name in ended:
                self._cut(number)

    def _close(self, tag: str) -> None:
        for number in range(len(self.open) - 1, -1, -1):
            name = self.open[number].element[0]
            if name == tag:
                if tag in _KEPT_OPEN:
                    self._reopen(self.open[number + 1 :], number)
                else:
                    self._cut(number)
                return
            if name in _CELLS and tag not in TABLE:
                return
            if name in BLOCKS and tag not in BLOCKS and tag not in _KEPT_OPEN:
                return

    def _cut(self, number: int) -> None:
        """Close an element and all within it; what only marks words goes on after it."""
        self._reopen([o for o in self.open[number:] if o.element[0] in _KEPT_OPEN], number)

    def _reopen(self, elements: Sequence[_Open], number: int) -> None:
        del self.open[number:]
        self.spent += 20 * len(elements)
        for opened in elements:
            self.open.append(self._opened(opened.element))

    def _end_of_raw(self, tag: str, at: int) -> int:
        close = re.compile(rf"</{re.escape(tag)}\s*>", re.IGNORECASE).search(self.html, at)
        return close.end() if close else len(self.html)


def _attributes(text: str) -> Mapping[str, str]:
    """The attributes of a tag; of two with one name the first counts."""
    found: dict[str, str] = {}
    for name, *values in _ATTRIBUTE.findall(text) if "=" in text or not text.isspace() else ():
        found.setdefault(name.lower(), unescape("".join(values)))
    return found
