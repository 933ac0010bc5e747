"""Which of a site's pieces refer to another: what they are related to and the references of their kinds, read the other way
round.
"""

from collections.abc import Iterable
from urllib.parse import unquote

from ...domain.document import Document, newest_first
from ...domain.federation import RELATED, Guest, Mention
from ...domain.ids import DocumentId, parse_id
from ...records.kind import Kinds


def named_id(written: str) -> DocumentId | None:
    """The id that a header names, with or without a place within its page; None when it is none."""
    return parse_id(unquote(written).partition("#")[0])


def find_mentions(kinds: Kinds, documents: Iterable[Document], guests: Iterable[Guest]) -> dict[DocumentId, tuple[Mention, ...]]:
    """By the id referred to: who does so on this site, newest first.

    Only pieces that the site itself lists count, its own and its guests: what nobody accepted here is named nowhere here, and
    a site's pages depend on nothing but what is in its view.
    """
    referring = {name: kind.references for name, kind in kinds.items() if not kind.is_silent("references")}
    found: dict[DocumentId, list[Mention]] = {}
    for document, guest in (*((each, None) for each in documents), *((each.document, each) for each in guests)):
        references = referring.get(document.id.kind)
        if not (references or document.item.related) or not document.is_listed:
            continue
        related = ((RELATED, written) for written in document.item.related)
        for field, written in (*related, *(references(document) if references else ())):
            named = named_id(written)
            if named is not None and named != document.id:
                found.setdefault(named, []).append(Mention(field, document, guest))
    return {named: tuple(sorted(each, key=lambda mention: newest_first(mention.document))) for named, each in found.items()}
