"""The page of one document, as every kind of document has it; kinds add what is theirs."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields
from typing import Any
from urllib.parse import quote

from markupsafe import Markup

from ..domain.document import Document
from ..domain.federation import Guest
from ..domain.hosts import is_outside
from ..domain.ids import parse_id, slugify
from ..domain.item import Validity
from ..domain.links import Scope
from ..domain.said import said, word
from .contents import contents
from .context import ArticlePage, FooterItem, Head, Link
from .inverse import about, relating
from .official import article_meta, column_meta, date_text, moment_text, site_meta
from .site import Pages


def document_page(pages: Pages, document: Document, body: str, guest: Guest | None = None, **own: Any) -> ArticlePage:
    """The page of one document, or of a guest; `body` is HTML that has passed the allow-list, `own` what its kind adds."""
    item = document.item
    kind = pages.kinds[document.id.kind]
    scope = guest.scope if guest and guest.scope else pages.view.scope
    column = pages.column_of.get(guest.column if guest else document.column)
    crumbs = [Link(said("首页"), pages.url(""))]
    if column and not document.standing:
        crumbs.append(Link(column.title, pages.column_url(column) if column.key in pages.by_column else None))
    image = pages.figure(document, item.image, scope) if item.image else None
    meta = (
        *site_meta(pages.view),
        *(column_meta(pages.view, column) if column else ()),
        *article_meta(pages.view, document, image.url if image else "", guest),
        *kind.meta(document),
    )
    canonical = guest.canonical if guest else pages.absolute(kind.stands(pages, document))
    section = pages.url(document.url) if document.standing else crumbs[-1].url
    original = item.reprint.url if item.reprint and item.reprint.url.startswith(("https://", "http://")) else None
    data = None if guest else kind.json_ld(pages, document)  # of a guest its own page tells
    return ArticlePage(
        head=Head(
            document.title,
            canonical,
            meta,
            index=document.is_listed and guest is None,
            section=section or "",
            json_ld=in_script(data) if data else None,
        ),
        id=str(document.id),
        kind=document.id.kind,
        crumbs=tuple(crumbs),
        title=document.title,
        subtitle=item.subtitle or "",
        lang=item.lang or "zh-CN",
        body=Markup(body),  # noqa: S704 - Converter has passed it through the allow-list
        summary=document.excerpt,
        date_text=date_text(document),
        date_iso=item.date.isoformat() if item.date and document.has_day else document.day_text,
        modified_text=moment_text(item.modified),
        modified_iso=item.modified.isoformat() if item.modified else "",
        source=item.source or "",
        source_url=original,
        source_outside=bool(original and is_outside(original, scope.hosts)),
        editor=item.editor or "",
        authors="、".join(item.authors),
        doc_number=item.doc_number or "",
        banners=tuple(_banners(pages, document, scope)),
        origin=Link(guest.home.short_name, guest.canonical) if guest else None,
        image=image,
        attachments=tuple(pages.download(document, a.name, a.file, scope) for a in item.attachments),
        tags=() if guest else tuple(_tags(pages, document)),
        related=tuple(dict.fromkeys((*_related(item.related, scope), *relating(pages, document)))),
        mentions=tuple(about(pages, document)),
        offline=tuple(_offline(document)),
        extra=dict(item.model_extra or {}),
        contents=contents(body),
        earlier=_neighbour(pages, document, 1) if guest is None else None,
        later=_neighbour(pages, document, -1) if guest is None else None,
        **{"media": "", "figures": (), "video": None, "transcript": ()} | own,
    )


def inherited(page: ArticlePage) -> dict[str, Any]:
    """What the page of any document holds, by field, for the page of a kind that holds more."""
    return {each.name: getattr(page, each.name) for each in _FIELDS}


_FIELDS = fields(ArticlePage)
_ENCODED = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def in_script(data: Mapping[str, Any]) -> Markup:
    """JSON that may stand in a script element: nothing in it ends the element or begins a comment."""
    text = _ENCODED(data)
    for character in "<>&":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return Markup(text)  # noqa: S704 - it holds no markup any more


def _tags(pages: Pages, document: Document) -> Iterator[Link]:
    for tag in document.item.tags:
        slug = slugify(tag)
        if document.is_listed and slug in pages.by_tag:
            yield Link(tag, pages.url(f"tag/{quote(slug)}.html"))


def _banners(pages: Pages, document: Document, scope: Scope) -> Iterator[Link]:
    """What a reader must know before the text."""
    item = document.item
    if item.validity not in {None, Validity.IN_FORCE} and item.validity:
        yield Link(said("本文件%(state)s", state=word(item.validity.label)), None)
    for text in pages.kinds[document.id.kind].banners(document):
        yield Link(text, None)
    if item.corrected:
        yield Link(said("更正（%(time)s）：%(note)s", time=moment_text(item.corrected.time), note=item.corrected.note), None)
    if item.superseded_by:
        document_id = parse_id(item.superseded_by)
        target = scope.targets.get(document_id) if document_id else None
        yield Link(
            said("本文已被取代：%(title)s", title=target.title) if target else said("本文已被取代"),
            target.url if target else None,
        )


def _related(ids: Iterable[str], scope: Scope) -> Iterator[Link]:
    for written in ids:
        for document_id, target in scope.targets.items():
            if str(document_id) == written and target.url:
                yield Link(target.title, target.url, lang=target.lang)


def _neighbour(pages: Pages, document: Document, step: int) -> Link | None:
    """The piece of this site that stands before or after this one in its column; None when there is none."""
    column = pages.own_by_column.get(document.column, ())
    at = pages.places.get(document.id)
    if at is None or not 0 <= at + step < len(column):
        return None
    other = column[at + step]
    return Link(other.title, pages.url(other.url), lang=other.foreign)


def _offline(document: Document) -> Iterator[FooterItem]:
    offline = document.item.offline
    for key, label in (("phone", said("电话")), ("address", said("地址")), ("postcode", said("邮编")), ("hours", said("时间"))):
        if value := getattr(offline, key, None):
            yield FooterItem(label, value)
