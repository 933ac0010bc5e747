"""What a document names: links in its body, pieces and files in its header; found once, asked often."""

from collections.abc import Mapping
from typing import NamedTuple

from ...domain.document import Document, Reference
from ...domain.ids import DocumentId
from ...domain.links import plain_path, source_of
from ...records import references as pieces_of
from ...records.kind import Kinds

ELSEWHERE = ("http:", "https:", "id:", "#", "mailto:")


class File(NamedTuple):
    """A file that a header names: the field, the path as written, the source that it means."""

    field: str
    path: str
    source: str


class Named(NamedTuple):
    """`links` of the body; `sources` of the own site that these lead to; `pieces` that the header names: the field, and the id
    as written; `files` that it names.
    """

    links: tuple[Reference, ...]
    sources: tuple[str, ...]
    pieces: tuple[tuple[str, str], ...]
    files: tuple[File, ...]

    @property
    def all_sources(self) -> tuple[str, ...]:
        """Sources that the document names, in its header or body."""
        return (*(file.source for file in self.files), *self.sources) if self.files else self.sources


Found = Mapping[DocumentId, Named]
NOTHING = Named((), (), (), ())


def named(document: Document, kinds: Kinds) -> Named:
    """All that a document names."""
    links = document.noted.references
    pieces = tuple(pieces_of(kinds, document))
    written = tuple(kinds[document.id.kind].files(document))
    if not (links or pieces or written):
        return NOTHING
    return Named(
        links,
        tuple(_source(document, bare(link.raw)) for link in links if not link.raw.startswith(ELSEWHERE)),
        pieces,
        tuple(File(field, path, _source(document, path)) for field, path in written),
    )


def bare(raw: str) -> str:
    """A reference without fragment and query."""
    return raw.partition("#")[0].partition("?")[0]


def _source(document: Document, path: str) -> str:
    return source_of(document, plain_path(path))
