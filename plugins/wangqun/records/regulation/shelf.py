"""The laws of a site: which text belongs to which, and where each stands."""

from collections.abc import Mapping, Sequence
from urllib.parse import quote

from ...domain.document import Document
from ...domain.frozen import frozen
from ...domain.ids import DocumentId
from ...pages.site import Listed, Pages
from .law import Law, laws


@frozen
class Shelf:
    """The laws of which a site lists texts, by title, and the law of each text."""

    laws: tuple[Law, ...]
    by_text: Mapping[DocumentId, Law]


def shelf(pages: Pages) -> Shelf:
    """Those of a site."""
    return pages.once(_shelf)


def _shelf(pages: Pages) -> Shelf:
    found = laws(pages.own)
    return Shelf(found, {text.id: law for law in found for text in law.texts})


def law_of(pages: Pages, document: Document) -> Law | None:
    """The law of which a document of the site is a text; None for one that no list may name, and for another site's."""
    return shelf(pages).by_text.get(document.id)


def stands(pages: Pages, document: Document) -> str:
    """Where a text stands: one that is the law now, at the law's own address."""
    law = law_of(pages, document)
    return quote(law.folder) if law and law.current.id == document.id else document.url


def current_only(lines: Sequence[Listed]) -> Sequence[Listed]:
    """Lines of texts, one for each law."""
    current = {law.current.id for law in laws(line[0] for line in lines)}
    return [line for line in lines if line[0].id in current]
