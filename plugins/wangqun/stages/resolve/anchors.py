"""The places within pages that a site's documents link to: `#x`, `other.md#x`, `id:site:kind/slug#x`."""

from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import unquote

from ...domain.document import Document, Reference
from ...domain.finding import Place
from ...domain.ids import DocumentId, parse_id
from ...domain.links import Anchor, plain_path, source_of

TOP = {"", "top"}  # every page has these (HTML, "select the indicated part")


def find_anchors(
    documents: Iterable[Document],
    found: Mapping[DocumentId, tuple[Reference, ...]],
    known: Mapping[DocumentId, tuple[Document, bool]],
    real: Mapping[str, str],
) -> Iterator[Anchor]:
    """Every such link of a site's public documents to one that is public; `known` says of each id whether it is.

    `real` holds the sources that misspelt ones mean.
    """
    by_source = {document.source: document for document in documents}
    for document in by_source.values():
        for reference in found[document.id]:
            path, _, written = reference.raw.partition("#")
            fragment = unquote(written.partition(":~:")[0])
            if fragment.lower() in TOP or not (target := _target(document, path, by_source, known, real)):
                continue
            place = Place(document.site, document.path, document.body_line + reference.line - 1, reference.column)
            yield Anchor(place, reference.raw, document, target, fragment)


def _target(
    document: Document,
    path: str,
    by_source: Mapping[str, Document],
    known: Mapping[DocumentId, tuple[Document, bool]],
    real: Mapping[str, str],
) -> Document | None:
    """The document on whose page the place would be; None when the link leads anywhere else."""
    if not path:
        return document
    if path.startswith("id:"):
        target_id = parse_id(unquote(path[3:]))
        other, public = known.get(target_id, (document, False)) if target_id else (document, False)
        return other if public else None
    if path.startswith("/"):
        return None
    source = source_of(document, plain_path(path.partition("?")[0]))
    return by_source.get(real.get(source, source))
