"""References in a source text, and where each leads as seen from one document."""

import posixpath
import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import field
from typing import Literal
from urllib.parse import SplitResult, quote, unquote, urlsplit

from .code import without_code
from .document import Document, Reference
from .finding import Place
from .frozen import frozen
from .ids import DocumentId, parse_id, slugify
from .item import Dialect
from .markup import Markup
from .patterns import pattern
from .shape import Shape
from .table import Rows

_INLINE = pattern(
    r"\]\(\s*+(?:<([^<>\n]+)>|([^()\s]*(?:\([^()\s]*\)[^()\s]*)*))(?:\s++[\"'(][^\n]{0,500}?[\"')]|[ ]++=\d*x\d*)?\s*+\)"
)
_DEFINED = pattern(r"^ {0,3}\[(?=[^\]\n^]+\]:\s*<?([^\s>]+))([^\]\n^]+)\]:", re.MULTILINE)
_DEFINITION = pattern(
    r"^[ ]{0,3}\[([^\]\n^]+)\]:[ ]*"
    r"(?:<(?:[A-Za-z][A-Za-z0-9+.-]*:|[/.#{|])[^<>\s]*>|[A-Za-z][A-Za-z0-9+.-]*:\S+|[/.#?{|]\S*|(?:[\w%.-]+/)\S*"
    r"|\S+\.[A-Za-z0-9]{2,5}(?:[?#]\S*)?)[ ]*"
    r"(?:\"[^\"\n]*\"|'[^'\n]*'|\([^()\n]*\))?[ ]*$",
    re.MULTILINE,
)
_NAMED = pattern(r"\[([^\[\]\n]*)\](?![:(])")
_NAMED_ODDLY = pattern(r"(?=\[([^\]\n]{1,200})\](?![:(]))")  # with a bracket in the label
_ATTRIBUTE = pattern(r"<[a-zA-Z][^<>]*?\b(?:href|src|poster)\s*=\s*[\"']([^\"'\n]+)[\"']")
_AUTOLINK = pattern(r"<(id:[^\s<>]+)>")
_RST = pattern(
    r"(?<![\w`\\])`(?!\s)(?:[^`]{0,500}?\s)?<([^<>`]{1,2000})(?<![_\s])>`__?(?!\w)"
    r"|^[ \t]*\.\.[ \t]+(?:\|[^|\n]+\|[ \t]+)?(?:image|figure)::[ \t]*(\S+)"
    r"|^[ \t]*(?:\.\.[ \t]+_(?:`[^`\n]+`|[^:\n`]+):|__)[ \t]+(?!\S*_[ \t]*$)(\S+)|^[ \t]+:target:[ \t]+(?!\S*_[ \t]*$)(\S+)",
    re.MULTILINE,
)
_STEERED = pattern(r"^[{|](?P<what>filename|static|attach|category|tag|author|index)[}|](?P<path>[^?#]*)(?P<rest>.*)$", re.S)
_LOCAL = pattern(
    r"(?:https?:)?//(?:[^/@]*@)?(?:localhost|127\.\d+\.\d+\.\d+|0\.0\.0\.0|\[::1\]|10\.\d+\.\d+\.\d+|192\.168\.\d+\.\d+"
    r"|172\.(?:1[6-9]|2\d|3[01])\.\d+\.\d+)(?=[:/?#]|$)|file:",
    re.IGNORECASE,
)
SCHEMES = frozenset({"http", "https", "mailto", "tel"})


def references(text: str, markup: Markup, dialect: Dialect = "pelican") -> Iterator[Reference]:
    """Every reference in a body, in order of kind then position; code is passed over. That of a link to nowhere, `[附件]()`, is
    empty.
    """
    if not ("](" in text or "<" in text or "]:" in text or ".. " in text or "__ " in text):
        return
    patterns = (_RST,) if markup == "rst" else (_INLINE, _DEFINED, _ATTRIBUTE, _AUTOLINK)
    text = without_code(text, markup, dialect)
    labels = defined(text) if dialect == "office" and markup == "markdown" else None
    breaks: list[int] | None = None
    for each in patterns:
        for match in each.finditer(text):
            group = next(i for i in range(1, match.re.groups + 1) if match[i] is not None)
            if each is _DEFINED and labels is not None and match[2].strip().lower() not in labels:
                continue
            if breaks is None:
                breaks = [m.end() for m in re.finditer("\n", text)]
            start = match.start(group)
            row = bisect_right(breaks, start)
            yield Reference(match[group], row + 1, start - (breaks[row - 1] if row else 0) + 1)


def defined(text: str) -> frozenset[str]:
    """The labels, in small letters, of link definitions in office prose: they lead to an address, and something names them."""
    if "]:" not in text:
        return frozenset()
    found = {match[1].strip().lower() for match in _DEFINITION.finditer(text)}
    low = text.lower() if found else ""
    named = {match[1] for match in _NAMED.finditer(low)} if found else set()
    if any("[" in label for label in found):
        named |= {match[1] for match in _NAMED_ODDLY.finditer(low)}
    return frozenset(found & named)


@frozen
class Target:
    """What a link to another document needs: `url` seen from the linking page, None when it is not public now; its file; the
    language of a foreign title.
    """

    title: str
    url: str | None
    path: str = ""
    lang: str = ""


@frozen
class Scope:
    """What the references of one site's documents may mean, as seen from the pages that show them.

    `home` is the site's root without a trailing slash ("/qinglan", or absolute from another host). `sources` maps each
    document's source to its path below `home`, None when it is not public; `files` each published file's source to its URL;
    `targets` every `id:` they link to; `columns` keys and titles to keys; `tags` holds the slugs of the site's tags;
    `misnamed` sources that nothing has to those they can only mean; `hosts` are those of the cluster; `shapes` are widths and
    heights of pictures by their URL, `tables` the rows of tables.
    """

    site: str
    home: str
    sources: Mapping[str, str | None]
    files: Mapping[str, str]
    targets: Mapping[DocumentId, Target]
    columns: Mapping[str, str]
    tags: frozenset[str]
    misnamed: Mapping[str, str] = field(default_factory=dict)
    hosts: frozenset[str] = frozenset()
    shapes: Mapping[str, Shape] = field(default_factory=dict)
    tables: Mapping[str, Rows] = field(default_factory=dict)


@frozen
class Anchor:
    """A link to a place within a page: `raw` as written at `place` in `document`; `fragment` is decoded."""

    place: Place
    raw: str
    document: Document
    target: Document
    fragment: str


@frozen
class Link:
    """Where a reference leads. `href` is None when nothing may be linked; `problem` says why, `detail` names what.

    broken: nothing of that name on this site; elsewhere: nothing of that name on another site; not_public: it exists but is
    not public now; refused: a scheme or target that pages may not use.
    """

    href: str | None
    problem: Literal["", "broken", "elsewhere", "not_public", "refused"] = ""
    detail: str = ""


def follow(scope: Scope, document: Document, raw: str) -> Link:
    """Where `raw`, found in `document`, leads."""
    raw = raw.strip()
    if raw.startswith("id:"):
        return _follow_id(scope, raw)
    if match := _STEERED.match(raw):
        return _follow_steered(scope, document, match["what"], match["path"], match["rest"])
    parts = urlsplit_or_none(raw)
    if parts is None:
        return Link(None, "refused", raw)
    if parts.scheme or raw.startswith("//"):
        return Link(raw) if (parts.scheme or "https").lower() in SCHEMES else Link(None, "refused", raw)
    if parts.path and not parts.path.startswith("/"):
        return _find(scope, document, parts.path, raw[len(parts.path) :])
    return Link(raw)


def urlsplit_or_none(raw: str) -> SplitResult | None:
    """`urlsplit` that answers None for what is no URL."""
    try:
        return urlsplit(raw)
    except ValueError:
        return None


def is_local(raw: str) -> bool:
    """True for an address that only the machine or the house of the one who wrote it can reach."""
    return bool(_LOCAL.match(raw.strip()))


def source_of(document: Document, path: str) -> str:
    """The path within the site's content folder that `path`, written in `document`, means."""
    return source_beside(document.source, path)


def source_beside(source: str, path: str) -> str:
    """The same for what is written in the file `source` of that folder."""
    base = "" if path.startswith("/") else posixpath.dirname(source)
    return posixpath.normpath(posixpath.join(base, unquote(path).lstrip("/")))


def plain_path(path: str) -> str:
    """A path without `{static}`, `{attach}` or `{filename}` before it."""
    for word in ("static", "attach", "filename"):
        for opening, closing in ("{}", "||"):
            path = path.removeprefix(f"{opening}{word}{closing}")
    return path


def meant(scope: Scope, source: str) -> str:
    """The source itself, or the one that a misspelt name can only mean."""
    return scope.misnamed.get(source, source) if scope.misnamed else source


def file_url(scope: Scope, document: Document, path: str) -> str:
    """The URL of a file that a document's header names; "" when it is not published."""
    return scope.files.get(meant(scope, source_of(document, plain_path(path))), "")


def _find(scope: Scope, document: Document, path: str, rest: str) -> Link:
    source = meant(scope, source_of(document, path))
    if source in scope.sources:
        place = scope.sources[source]
        return Link(None, "not_public", path) if place is None else Link(f"{scope.home}/{quote(place)}{rest}")
    url = scope.files.get(source)
    return Link(None, "broken", path) if url is None else Link(url + rest)


def _follow_id(scope: Scope, raw: str) -> Link:
    name, _, fragment = unquote(raw[3:]).partition("#")
    document_id = parse_id(name)
    target = scope.targets.get(document_id) if document_id else None
    if document_id is None or target is None:
        own = document_id is None or document_id.site == scope.site
        return Link(None, "broken" if own else "elsewhere", raw)
    if target.url is None:
        return Link(None, "not_public", raw)
    return Link(target.url + (f"#{quote(fragment)}" if fragment else ""))


def _follow_steered(scope: Scope, document: Document, what: str, path: str, rest: str) -> Link:
    if what == "index":
        return Link(f"{scope.home}/{rest}")
    if what == "category":
        key = scope.columns.get(path)
        return Link(f"{scope.home}/{quote(key)}/{rest}") if key else Link(None, "broken", path)
    if what == "tag":
        slug = slugify(path)
        return Link(f"{scope.home}/tag/{quote(slug)}.html{rest}") if slug in scope.tags else Link(None, "broken", path)
    return Link(None, "refused", path) if what == "author" else _find(scope, document, path, rest)
