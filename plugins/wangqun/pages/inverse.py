"""What refers to a piece: the first few stand on its page, all of many on a page of their own."""

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import quote

from ..domain.document import Document
from ..domain.federation import RELATED, Mention
from ..domain.said import listed, said, word
from .context import Head, Link, Row, Section, SectionsPage
from .official import SITE_TAGS, site_meta
from .output import Output
from .places import MENTIONS

if TYPE_CHECKING:
    from .site import Pages

MOST = 5
TITLE = said("提到这份材料的")


def relating(pages: "Pages", document: Document) -> list[Link]:
    """What says of itself that it is related to this piece, newest first, and where all of many are."""
    mentions = pages.view.mentions.get(document.id)
    if not mentions:  # as of most pieces
        return []
    return _few(pages, document, [_link(pages, each, each.document.title) for each in mentions if each.field == RELATED])


def about(pages: "Pages", document: Document) -> list[Link]:
    """What says of this piece that it is about it, each once, with what a line of a list would say; and where all of many are."""
    if document.id not in pages.view.mentions:
        return []
    return _few(pages, document, [_link(pages, each, _words(pages, each)) for each in _about(pages, document)])


def outputs(pages: "Pages") -> Iterator[Output]:
    """A page for each piece to which more refer than its own page names."""
    own = {document.id: document for document in pages.view.documents if document.is_listed}
    for named, mentions in pages.view.mentions.items():
        if len(mentions) > MOST and (document := own.get(named)) and _has_many(pages, document):
            path = place_of(document)
            yield Output(path, "sitemap", partial(_page, pages, document), address=pages.absolute(quote(path)), tags=SITE_TAGS)


def place_of(document: Document) -> str:
    """Where that page stands below the site."""
    return f"{MENTIONS}{document.file}"


def _about(pages: "Pages", document: Document) -> list[Mention]:
    found = (mention for mention in pages.view.mentions.get(document.id, ()) if mention.field != RELATED)
    return list({mention.document.id: mention for mention in found}.values())


def _has_many(pages: "Pages", document: Document) -> bool:
    mentions = pages.view.mentions.get(document.id, ())
    return len(_about(pages, document)) > MOST or sum(mention.field == RELATED for mention in mentions) > MOST


def _few(pages: "Pages", document: Document, found: list[Link]) -> list[Link]:
    if len(found) <= MOST or not document.is_listed or document.site != pages.view.member.site.id:
        return found
    return [*found[:MOST], Link(said("全部 %(n)s 份", n=len(found)), pages.url(quote(place_of(document))))]


def _link(pages: "Pages", mention: Mention, title: str) -> Link:
    url = mention.guest.url if mention.guest else pages.url(mention.document.url)
    return Link(title, url, lang=mention.document.foreign)


def _words(pages: "Pages", mention: Mention) -> str:
    kind = pages.kinds[mention.document.id.kind]
    facts = listed(kind.line(mention.document).facts, "，")
    about = said("%(kind)s：%(title)s", kind=word(kind.title), title=mention.document.title)
    return said("%(about)s（%(facts)s）", about=about, facts=facts) if facts else about


def _page(pages: "Pages", document: Document) -> SectionsPage:
    rows: dict[str, dict[str, Row]] = {}
    for mention in pages.view.mentions[document.id]:
        other = mention.document
        link = _link(pages, mention, other.title)
        facts = tuple(filter(None, (other.day_text, *pages.kinds[other.id.kind].line(other).facts)))
        rows.setdefault(pages.kinds[other.id.kind].title, {})[str(other.id)] = Row(link.title, link.url, facts, lang=link.lang)
    title = said("提到“%(title)s”的", title=document.title)
    head = Head(title, pages.absolute(quote(place_of(document))), site_meta(pages.view))
    crumbs = (Link(said("首页"), pages.url("")), Link(document.title, pages.url(document.url)), Link(TITLE, None, True))
    blocks = tuple(Section(kind, tuple(found.values())) for kind, found in rows.items())
    return SectionsPage(head, crumbs, title, said("本站提到这份材料的稿件和记录，按种类，新的在前。"), blocks)
