"""The text of a law as a page: each part of it can be linked to by the words with which one cites it, `#第十二条第二款`."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from html import escape, unescape
from typing import NamedTuple

from ..domain.law.places import Place, places
from ..domain.law.reading import read_body

_LINE = re.compile(r'<(p|h[1-6]|li|td|th|dt|dd|blockquote|summary|figcaption|pre|br)((?: [^\s="<>]+="[^"]*")*)>')
_END = re.compile(r"</(?:p|h[1-6]|li|td|th|dt|dd|blockquote|summary|figcaption|pre)>")
_TAG = re.compile(r'</?[a-z][a-z0-9]*(?: [^\s="<>]+="[^"]*")*>')
_ID = re.compile(r' id="([^"]*)"')
_SIGN = re.compile(r"[\W_]+")
_HEAD = 6  # characters by which lines are looked up
_SAME = 24  # characters in which a line of the page is the one that was read
_CUT = 12  # characters at least of a line that goes on in the next
_WHOLE = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6"})


class _Line(NamedTuple):
    """A line of a page: its tag, where that begins and ends, where the line ends, and what it says, without signs."""

    tag: str
    attributes: str
    start: int
    begins: int
    ends: int
    says: str


def with_citations(html: str, body: str, markdown: bool = True) -> str:
    """Safe HTML of a law's `body` in which each article, paragraph and item has the anchor that reading the body gives it, the
    number of an article leads to itself, divisions are headings by their depth, and a list of contents is none.
    """
    lines = list(_lines(html))
    kept = {found for found in _ID.findall(html) if f"#{unescape(found)}" in body or f"#{found}" in body}
    parts: list[str] = []
    at = 0
    for place, line in _matched(places(read_body(body, markdown)), lines):
        if not place.anchors and place.sort != "listed":
            continue
        parts.append(html[at : line.start])
        anchors = [anchor for anchor in place.anchors if escape(anchor) not in kept]
        parts.append(_written(place, anchors, line, html, kept))
        at = line.ends
        if line.tag in _WHOLE and _is_heading(place) and (end := _END.match(html, at)):
            parts.append(f"</{_tag(place)}>")
            at = end.end()
    parts.append(html[at:])
    return "".join(parts)


def _lines(html: str) -> Iterator[_Line]:
    starts = list(_LINE.finditer(html))
    for start, following in zip(starts, [*starts[1:], None], strict=True):
        limit = following.start() if following else len(html)
        end = _END.search(html, start.end(), limit)
        ends = end.start() if end else limit
        yield _Line(start[1], start[2], start.start(), start.end(), ends, _says(html, start.end(), ends))


def _says(html: str, start: int, end: int) -> str:
    """The first characters of a line, without tags and signs."""
    text = html[start : min(end, start + 200)]
    if "<" in text:
        text = _TAG.sub("", html[start:end])
    return _key(unescape(text) if "&" in text else text)


def _key(text: str) -> str:
    """The first characters of a line, without signs; of one that has nothing else, with them."""
    return _SIGN.sub("", text)[:_SAME] or "".join(text.split())[:_SAME]


def _matched(found: Iterable[Place], lines: Sequence[_Line]) -> Iterator[tuple[Place, _Line]]:
    """What was read beside the lines of the page, both in their order; what is on one side only is passed over."""
    by_head = defaultdict[str, list[int]](list)
    for nth, line in enumerate(lines):
        by_head[line.says[:_HEAD]].append(nth)
    at = 0
    for place in found:
        marked = _key(f"{place.mark}{place.words[:200]}")
        counted = place.sort in {"article", "item"}  # the engine may have made a list of them, then their marks are no text
        for says in (marked, _key(place.words[:200])) if counted else (marked,):
            numbers = by_head.get(says[:_HEAD], ()) if says else ()
            number = next((each for each in numbers if each >= at and _is_same(lines[each].says, says)), None)
            if number is not None:
                yield place, lines[number]
                at = number + 1
                break
        else:
            number = _begun(lines, at, _key(place.mark)) if place.sort == "article" else None
            if number is not None:  # its words are written in a way that only the engine reads
                yield place, lines[number]
                at = number + 1


def _begun(lines: Sequence[_Line], at: int, mark: str) -> int | None:
    """The first line from a place on that begins with a mark; None for none."""
    return next((each for each in range(at, len(lines)) if lines[each].says.startswith(mark)), None)


def _is_same(line: str, says: str) -> bool:
    shorter = min(len(line), len(says))
    return line == says or (shorter >= _CUT and line[:shorter] == says[:shorter])


def _is_heading(place: Place) -> bool:
    return place.sort not in {"", "article", "item"}


def _tag(place: Place) -> str:
    return "p" if place.sort == "listed" else f"h{min(place.depth + 2, 6)}"


def _written(place: Place, anchors: Sequence[str], line: _Line, html: str, kept: Iterable[str]) -> str:
    """A line with its anchors, up to its end: the first one at its tag, others within."""
    attributes, tag = line.attributes, line.tag
    own = _ID.search(attributes)
    if own and own[1] not in kept:
        attributes, own = attributes.replace(own[0], ""), None
    if tag in _WHOLE and _is_heading(place):
        tag = _tag(place)
        attributes = attributes.replace(' class="chapter"', "") + (' class="toc"' if place.sort == "listed" else "")
    first, others = (anchors[:1], anchors[1:]) if not own and tag != "br" else ([], anchors)
    named = "".join(f' id="{escape(each)}"' for each in first)
    number, rest = "", html[line.begins : line.ends]
    if place.sort == "article" and place.anchors and (end := _past(rest, place.mark)):
        number, rest = f'<a class="clause" href="#{escape(place.anchors[0])}">{rest[:end]}</a>', rest[end:]
    for each in reversed(others):
        rest = f'<span id="{escape(each)}">{rest}</span>' if _is_balanced(rest) else f'<span id="{escape(each)}"></span>{rest}'
    return f"<{tag}{named}{attributes}>{number}{rest}"


def _past(html: str, mark: str) -> int:
    """Where a mark and the white space behind it end, with which a line begins, bold perhaps; 0 when it does not."""
    at = 0
    for bold in ("<strong>", "<b>"):
        at = len(bold) if html.startswith(bold) else at
    bold = html[:at]
    for character in mark:
        while html[at : at + 1].isspace():
            at += 1
        if html[at : at + 1] != character:
            return 0
        at += 1
    closing = bold.replace("<", "</")
    if not html.startswith(closing, at):
        return 0
    at += len(closing)
    return at + len(html[at:]) - len(html[at:].lstrip())


def _is_balanced(html: str) -> bool:
    """True when no element of a piece of HTML reaches out of it."""
    depth = 0
    for tag in _TAG.findall(html) if "<" in html else ():
        if tag.startswith("</"):
            depth -= 1
        elif not tag.startswith(("<img", "<br", "<wbr")):
            depth += 1
        if depth < 0:
            return False
    return depth == 0
