"""References in a source text, and where each leads as seen from one document."""

import posixpath
import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal
from urllib.parse import SplitResult, quote, unquote, urlsplit

from .document import Document, Markup
from .federation import SiteView
from .ids import parse_id, slugify

_INLINE = re.compile(r"\]\(\s*(?:<([^<>\n]+)>|([^()\s]*(?:\([^()\s]*\)[^()\s]*)*))(?:\s+[\"'(][^\n]*?[\"')])?\s*\)")
_DEFINED = re.compile(r"^ {0,3}\[[^\]\n^]+\]:\s*<?([^\s>]+)", re.MULTILINE)
_ATTRIBUTE = re.compile(r"<[a-zA-Z][^<>]*?\b(?:href|src|poster)\s*=\s*[\"']([^\"'\n]+)[\"']")
_AUTOLINK = re.compile(r"<(id:[^\s<>]+)>")
_RST = re.compile(
    r"`[^`<\n]*<([^>\n]+)>`__?|^\s*\.\.\s+(?:\|[^|]+\|\s+)?(?:image|figure)::\s*(\S+)|^\s*\.\.\s+_[^:\n]+:\s+(\S+)", re.MULTILINE
)
_CODE = re.compile(
    r"^(?P<fence> {0,3}(`{3,}|~{3,})).*?(?:^\s{0,3}\2[`~]*\s*$|\Z)|(?P<tick>`+)(?!`).+?(?<!`)(?P=tick)(?!`)|<!--.*?-->",
    re.M | re.S,
)
_STEERED = re.compile(r"^[{|](?P<what>filename|static|attach|category|tag|author|index)[}|](?P<path>[^?#]*)(?P<rest>.*)$", re.S)
SCHEMES = frozenset({"http", "https", "mailto", "tel"})


@dataclass(frozen=True, slots=True)
class Reference:
    """A link, picture or file named in a source text; `line` and `column` count from 1 in the text given."""

    raw: str
    line: int
    column: int


def references(text: str, markup: Markup) -> Iterator[Reference]:
    """Every reference in a body, in order of kind then position; code is passed over."""
    if not ("](" in text or "<" in text or "]:" in text or ".. " in text):
        return
    patterns: tuple[re.Pattern[str], ...] = (_INLINE, _DEFINED, _ATTRIBUTE, _AUTOLINK)
    if markup == "rst":
        patterns = (_RST,)
    elif "`" in text or "~~~" in text or "<!--" in text:
        text = _CODE.sub(lambda m: re.sub(r"[^\n]", " ", m[0]), text)
    breaks: list[int] | None = None
    for pattern in patterns:
        for match in pattern.finditer(text):
            group = next((i for i in range(1, match.re.groups + 1) if match[i]), 0)
            if not group:
                continue
            if breaks is None:
                breaks = [m.end() for m in re.finditer("\n", text)]
            start = match.start(group)
            row = bisect_right(breaks, start)
            yield Reference(match[group], row + 1, start - (breaks[row - 1] if row else 0) + 1)


@dataclass(frozen=True, slots=True)
class Link:
    """Where a reference leads. `href` is None when nothing may be linked; `problem` says why, `detail` names what.

    broken: nothing of that name on this site; elsewhere: nothing of that name on another site; not_public: it exists but is
    not public now; refused: a scheme or target that pages may not use.
    """

    href: str | None
    problem: Literal["", "broken", "elsewhere", "not_public", "refused"] = ""
    detail: str = ""


def follow(view: SiteView, document: Document, raw: str) -> Link:
    """Where `raw`, found in `document`, leads as seen from the view's site."""
    raw = raw.strip()
    if raw.startswith("id:"):
        return _follow_id(view, raw)
    if match := _STEERED.match(raw):
        return _follow_steered(view, document, match["what"], match["path"], match["rest"])
    parts = urlsplit_or_none(raw)
    if parts is None:
        return Link(None, "refused", raw)
    if parts.scheme or raw.startswith("//"):
        return Link(raw) if (parts.scheme or "https").lower() in SCHEMES else Link(None, "refused", raw)
    if parts.path and not parts.path.startswith("/"):
        found = _find(view, document, parts.path, raw[len(parts.path) :])
        return found if found.problem != "broken" else Link(raw)
    return Link(raw)


def urlsplit_or_none(raw: str) -> SplitResult | None:
    """`urlsplit` that answers None for what is no URL."""
    try:
        return urlsplit(raw)
    except ValueError:
        return None


def source_of(document: Document, path: str) -> str:
    """The path within the site's content folder that `path`, written in `document`, means."""
    base = "" if path.startswith("/") else posixpath.dirname(document.source)
    return posixpath.normpath(posixpath.join(base, unquote(path).lstrip("/")))


def _find(view: SiteView, document: Document, path: str, rest: str) -> Link:
    source = source_of(document, path)
    if source in view.sources:
        place = view.sources[source]
        if place is None:
            return Link(None, "not_public", path)
    elif (place := view.files.get(source)) is None:
        return Link(None, "broken", path)
    return Link(f"{view.member.address.prefix}/{quote(place)}{rest}")


def _follow_id(view: SiteView, raw: str) -> Link:
    name, _, fragment = unquote(raw[3:]).partition("#")
    document_id = parse_id(name)
    target = view.targets.get(document_id) if document_id else None
    if document_id is None or target is None:
        own = document_id is None or document_id.site == view.member.site.id
        return Link(None, "broken" if own else "elsewhere", raw)
    if target.url is None:
        return Link(None, "not_public", raw)
    return Link(target.url + (f"#{quote(fragment)}" if fragment else ""))


def _follow_steered(view: SiteView, document: Document, what: str, path: str, rest: str) -> Link:
    prefix = view.member.address.prefix
    if what == "index":
        return Link(f"{prefix}/{rest}")
    if what == "category":
        key = next((c.key for c in view.columns if path in {c.key, c.title}), None)
        return Link(f"{prefix}/{quote(key)}/{rest}") if key else Link(None, "broken", path)
    if what == "tag":
        slug = slugify(path)
        known = any(slug == slugify(t) for d in view.documents for t in d.item.tags)
        return Link(f"{prefix}/tag/{quote(slug)}.html{rest}") if known else Link(None, "broken", path)
    if what == "author":
        return Link(None, "refused", path)
    return _find(view, document, path, rest)
