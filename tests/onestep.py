"""How a body became a page before its links had slots, for tests that hold both ways to the same page and findings."""

import re
from collections.abc import Callable
from html import unescape
from itertools import count

import nh3

from converting import shown
from wangqun.domain.document import Document
from wangqun.domain.finding import Finding, Place
from wangqun.domain.hosts import OUTSIDE, TOLD, is_outside
from wangqun.domain.links import Scope, follow, urlsplit_or_none
from wangqun.domain.shape import form_of
from wangqun.domain.trouble import of_docutils
from wangqun.render.bounds import BodyUnfit, check_html, check_source
from wangqun.render.converted import ASSET_FOREIGN
from wangqun.render.engines import Engines, rst
from wangqun.render.html import (
    _LINKS,
    _LOADED,
    ATTRIBUTES,
    CLASSES,
    CONTENT_DROPPED,
    MARKUP_REFUSED,
    OWN_IDS,
    SOURCES,
    TAGS,
    TAGS_DROPPED,
    with_articles,
)
from wangqun.render.reach import reachable
from wangqun.render.settings import DEFAULTS
from wangqun.render.tables import with_tables
from wangqun.scan.hidden import HIDDEN, hit_of
from wangqun.scan.visible import cut_hidden, hidden, may_hide

_LINK = re.compile(r'(<a(?=[ >])[^>]* href="([^"]*)"[^>]*>)(.*?)</a>', re.DOTALL)
_PICTURE = re.compile(r'(<img[^>]* src="([^"]*)")([^>]*>)')
ENGINES = Engines(DEFAULTS["MARKDOWN"])


def in_one_step(document: Document, scope: Scope, engines: Engines) -> tuple[str, list[Finding]]:
    """How a body became a page before its links had slots: the cleaner's filter follows them."""
    findings: list[Finding] = []
    place = document.place()

    def keep(tag: str, name: str, value: str) -> str | None:
        if name == "class":
            return " ".join(part for part in value.split() if CLASSES.match(part)) or None
        if name == "id":
            value = re.sub(r"[^\w\-.:]", "-", value)
            return None if value.startswith(OWN_IDS) else value
        return link(tag, name, value) if (tag, name) in _LINKS or (tag, name) in SOURCES else value

    def link(tag: str, name: str, value: str) -> str | None:
        href = follow(scope, document, value).href
        if href is None or not value.strip():
            return None
        if (tag, name) in SOURCES:
            parts = urlsplit_or_none(href)
            if parts is None or parts.scheme or parts.netloc or href.startswith("//"):
                at = document.body.find(value)
                line = document.body_line + document.body.count("\n", 0, at) if at >= 0 else 0
                column = at - document.body.rfind("\n", 0, at) if at >= 0 else 0
                findings.append(ASSET_FOREIGN.at(place.at(line, column), target=value))
                return None
        return href

    if not document.body.strip():
        return "", []
    check_source(document.body, document.markup)
    if document.markup == "rst":
        raw, complaints = rst(document.body, document.path)
        for line, text in complaints:
            problem, fix = of_docutils(text)
            at = Place(document.site, document.path, document.body_line + line - 1 if line else 0)
            findings.append(MARKUP_REFUSED.at(at, problem=problem, fix=fix))
    else:
        raw = engines.markdown(document.body, document.dialect)
    elements = check_html(raw)
    if document.markup == "markdown" and may_hide(document.body):
        found = hidden(raw)
        for span in found:
            if span.text or span.pictures:
                start = document.body.find(span.text.partition(" ")[0]) if span.text else -1
                line = document.body_line + document.body.count("\n", 0, start) if start >= 0 else 0
                findings.append(HIDDEN.at(place.at(line), **hit_of(span, 0).values))
        raw = cut_hidden(raw, found)
        elements = check_html(raw)
    if document.markup == "markdown" and (lost := elements.keys() - TAGS):
        for rule, names in ((CONTENT_DROPPED, lost & _LOADED), (TAGS_DROPPED, lost - _LOADED)):
            if names:
                first = re.search(rf"<(?:{'|'.join(sorted(names))})\b", document.body, re.IGNORECASE)
                line = document.body_line + document.body.count("\n", 0, first.start()) if first else 0
                counted = "、".join(f"<{name}> {elements[name]} 处" for name in sorted(names))
                findings.append(rule.at(Place(document.site, document.path, line), tags=counted))
    schemes = {"http", "https", "mailto", "tel", "id"}
    cleaner = nh3.Cleaner(tags=TAGS, attributes=ATTRIBUTES, attribute_filter=keep, url_schemes=schemes, link_rel=None)
    html = with_tables(reachable(with_articles(cleaner.clean(raw))))
    if "<h1" in html:
        html = html.replace("<h1", "<h2").replace("</h1>", "</h2>")
    check_html(html)
    return _PICTURE.sub(_later(scope), _LINK.sub(lambda link: _told(link, scope), html)), findings


def _told(link: re.Match[str], scope: Scope) -> str:
    """A link as it is, or with what tells that it leads out."""
    href = unescape(link[2])
    if not is_outside(href, scope.hosts) or link[3].endswith(TOLD):
        return link[0]
    return f"{link[1]}{link[3]}{OUTSIDE}</a>"


def _later(scope: Scope) -> Callable[[re.Match[str]], str]:
    """Pictures say how wide and high they are where that is known; all that are shown but the first come when they are needed."""
    before = count()

    def tag(picture: re.Match[str]) -> str:
        shape = scope.shapes.get(unescape(picture[2]))
        wide = re.search(r' width="(\d{1,4})"', picture[0])
        is_told = " width=" in picture[0] or " height=" in picture[0]
        room = f' width="{shape[0]}" height="{shape[1]}"' if shape and not is_told else ""
        if shape and wide and " height=" not in picture[0]:
            room = f' height="{round(int(wide[1]) * shape[1] / shape[0])}"'
        form = f' data-form="{form_of(shape)}"' if shape and form_of(shape) else ""
        late = ' loading="lazy"' if next(before) and " loading=" not in picture[0] else ""
        return picture[1] + room + form + late + picture[3]

    return tag


def outcome(way, document: Document, scope: Scope) -> object:  # type: ignore[no-untyped-def] # either way
    """A page and its findings in order of place, or why there is none."""
    try:
        html, findings = way(document, scope, ENGINES)
    except BodyUnfit as error:
        return str(error)
    return html, sorted(findings, key=lambda finding: finding.order)


def same(document: Document, scope: Scope) -> bool:
    """True when both ways come to the same."""
    return outcome(shown, document, scope) == outcome(in_one_step, document, scope)
