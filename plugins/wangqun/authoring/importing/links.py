"""Links of an old piece, led to where their targets stand here."""

import posixpath
import re
from collections.abc import Iterator, Mapping
from urllib.parse import quote, unquote

from ...domain.frozen import frozen
from ...domain.links import references, source_beside, urlsplit_or_none
from ...domain.markup import Markup

_STEERED = re.compile(r"^[{|](?P<what>filename|static|attach|author)[}|](?P<path>[^?#]*)(?P<rest>.*)$", re.DOTALL)


@frozen
class Addresses:
    """Where things of the old site are here.

    `places` maps a source in the old content folder to one here, `pieces` and `files` old addresses without a leading slash to
    sources here, `lists` those of lists to words of a link. `origin` is the old site's address without a trailing slash, "" when
    it is not known.
    """

    places: Mapping[str, str]
    pieces: Mapping[str, str]
    files: Mapping[str, str]
    lists: Mapping[str, str]
    origin: str

    def at(self, address: str) -> str:
        """The words of a link to what stood at an old address, "" when nothing did."""
        path = unquote(address).lstrip("/")
        for each in (path, f"{path.rstrip('/')}/index.html".lstrip("/"), f"{path.rstrip('/')}.html", path.rstrip("/")):
            if each in self.pieces:
                return "{filename}/" + quote(self.pieces[each])
            if each in self.files:
                return "{static}/" + quote(self.files[each])
            if each in self.lists:
                what, _, name = self.lists[each].partition("}")
                return f"{what}}}{quote(name)}" if what != "{author" else ""
        place = self.places.get(posixpath.normpath(path)) if path else None
        return "{static}/" + quote(place) if place else ""


def rewritten(body: str, markup: Markup, source: str, page: str, addresses: Addresses) -> tuple[str, list[tuple[int, str, str]]]:
    """The body of the piece at `source`, whose page was `page`, with its links led to what is here.

    With it line, link and a word for each that was changed in meaning or leads nowhere.
    """
    told: list[tuple[int, str, str]] = []
    changes: list[tuple[int, int, str]] = []
    starts = [0, *(match.end() for match in re.finditer("\n", body))]
    for found in references(body, markup):
        new, word = _led(found.raw, source, page, addresses)
        if word:
            told.append((found.line, found.raw, word))
        if new != found.raw:
            at = starts[found.line - 1] + found.column - 1
            changes.append((at, at + len(found.raw), new))
    return "".join(_applied(body, sorted(set(changes)))), sorted(set(told))


def _applied(body: str, changes: list[tuple[int, int, str]]) -> Iterator[str]:
    at = 0
    for start, end, new in changes:
        if start >= at:
            yield body[at:start]
            yield new
            at = end
    yield body[at:]


def _led(raw: str, source: str, page: str, addresses: Addresses) -> tuple[str, str]:
    """What a link is written as here, and a word when it leads nowhere or elsewhere."""
    if match := _STEERED.match(raw):
        return _steered(raw, match, source, addresses)
    parts = urlsplit_or_none(raw)
    if parts is None or raw.startswith(("id:", "#", "{", "|", "?")):
        return raw, ""
    rest = "".join((f"?{parts.query}" if parts.query else "", f"#{parts.fragment}" if parts.fragment else ""))
    own = addresses.origin.partition("://")[2]
    if parts.scheme or raw.startswith("//"):
        here = f"{parts.netloc}{parts.path}"
        if not own or not (here == own or here.startswith(f"{own}/")):
            return raw, ""
        found = addresses.at(here[len(own) :])
        return (found + rest, "") if found else (raw, "是旧网站的网址，这里没有，原样保留")
    if raw.startswith("/"):
        below = "/" + own.partition("/")[2]
        path = parts.path[len(below) :] if below != "/" and parts.path.startswith(f"{below}/") else parts.path
        found = addresses.at(path)
        return (found + rest, "") if found else (raw, "这里没有，原样保留，从主机的根算起")
    shown = posixpath.normpath(posixpath.join("/", posixpath.dirname(page), unquote(parts.path)))
    if found := addresses.at(shown):
        return found + rest, ""
    beside = source_beside(source, parts.path)
    if place := addresses.places.get(beside):
        what = "filename" if place in addresses.pieces.values() else "static"
        return f"{{{what}}}/{quote(place)}{rest}", ""
    return f"{addresses.origin}{quote(shown)}{rest}", "旧网站上也没有，照旧网站的样子写成完整的地址"


def _steered(raw: str, match: re.Match[str], source: str, addresses: Addresses) -> tuple[str, str]:
    if match["what"] == "author":
        return "{index}", "作者页没有了，改到首页"
    beside = source_beside(source, match["path"])
    place = addresses.places.get(beside) or addresses.places.get(source_beside("", match["path"]))
    if place is None:
        return raw, "旧网站的文件夹里没有这个文件；改正以前这篇不公开"
    if place == beside and " " not in raw and match["what"] != "attach":
        return raw, ""
    what = "filename" if match["what"] == "filename" and place in addresses.pieces.values() else "static"
    return f"{{{what}}}/{quote(place)}{match['rest']}", ""
