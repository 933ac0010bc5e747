"""What of a site can be found: its listed documents, as plain text; what is no document, kinds tell."""

import re
from collections.abc import Iterator, Mapping
from functools import partial
from html import unescape
from typing import TYPE_CHECKING

from ..domain.document import Document
from ..domain.federation import SiteView
from .index import COMMON, Doc, Entry, Section
from .text import plain

if TYPE_CHECKING:
    from ..records.kind import Kind, Kinds

_HEADING = re.compile(r"<h([1-6])\b[^>]*>(.*?)</h\1>", re.DOTALL)
_START = re.compile(
    r'<h[1-6] id="(?P<heading>[^"]+)"[^>]*>(?P<title>.*?)</h[1-6]>'
    r'|<p id="(?P<article>第[^"条]+条(?:之[一二三四五六七八九十]{1,3})?(?:_\d+)?)"',
    re.DOTALL,
)
_BETWEEN = re.compile(r"(?<![。！？；：，、…\s])\s*\n\s*")
_AFTER_MARK = re.compile(r"\s*\n\s*")
HOME = ""
NOTHING: Mapping[str, Doc] = {}
Bodies = Mapping[tuple[str, str], str]
"""HTML by the site on which a document lives, "" for the one that is rendered, and the document's source."""


def of_site(view: SiteView) -> "partial[Entry]":
    """An entry that lacks all but what is the same for everything that a site shows."""
    site, address, top = view.member.site, view.member.address, view.top
    return partial(
        Entry,
        site=site.id,
        site_name=site.record.short_name,
        origin=address.origin,
        is_elsewhere=bool(top and top.url and not top.url.startswith("/")),
        prefix=address.prefix,
    )


def entries(view: SiteView, bodies: Bodies, kinds: "Kinds", known: Mapping[str, Doc] = NOTHING) -> Iterator[Entry | Doc]:
    """Every document that lists may name, with what its kind says of it beside the text, then what is no document; of a document
    that is `known` by its id, what was made of it before.
    """
    entry = of_site(view)
    for document in view.documents:
        if document.is_listed and (last := known.get(str(document.id))):
            yield last
        elif document.is_listed:
            body = bodies[HOME, document.source]
            kind = kinds[document.id.kind]
            words = _AFTER_MARK.sub("", _BETWEEN.sub("；", kind.words(document).strip()))  # a snippet is one line
            yield entry(
                id=str(document.id),
                kind=document.id.kind,
                column=document.column,
                title=document.title,
                headings="\n".join(plain(match[2]) for match in _HEADING.finditer(body)),
                sections=(*sections(body), *((Section("", "", words),) if words else ())),
                names=" ".join(document.item.authors),
                date=document.day_text,
                file=document.file,
                digest=document.digest,
                lang=document.foreign,
                past=kind.past(document),
                facets=told_apart(kind, document),
            )
    for kind in kinds.values():
        yield from kind.entries(view)


def told_apart(kind: "Kind", document: Document) -> tuple[str, ...]:
    """The lists of its kind's own in which a document stands: `state:open`, `organ:某某省人民代表大会`."""
    facets = ((facet.key, facet.value(document)) for facet in kind.facets)
    words = ((sorting.key, word) for sorting in kind.sortings for word in sorting.words(document))
    return tuple(f"{key}:{value}" for key, value in (*facets, *words) if value and key not in COMMON)


def sections(body: str) -> Iterator[Section]:
    """The text of safe HTML, cut where a heading or an article (第十二条) begins, to which one can link."""
    anchor = label = ""
    at = 0
    for start in _START.finditer(body):
        if text := plain(body[at : start.start()]):
            yield Section(anchor, label, text)
        at = start.start()
        anchor = unescape(start["heading"] or start["article"])
        label = plain(start["title"]) if start["heading"] else start["article"].partition("_")[0]
    if text := plain(body[at:]):
        yield Section(anchor, label, text)
