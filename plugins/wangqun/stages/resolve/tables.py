"""What is wrong with the tables that documents name."""

from collections.abc import Iterator, Mapping

from ...domain.document import Document, StaticFile
from ...domain.finding import Finding, Place
from ...domain.links import Scope, meant, plain_path, source_of
from ...domain.table import Rows, clean_rows
from ...domain.text import lost
from ...records.kind import Kind
from ..load.validate import LINE_CLEANED


def table_faults(kind: Kind, document: Document, scope: Scope, files: Mapping[str, StaticFile]) -> Iterator[Finding]:
    """What was taken out of the cells of a document's tables, and what the kind says of their rows."""
    for path, faults in kind.tables(document):
        if file := files.get(meant(scope, source_of(document, plain_path(path)))):
            place, clean = Place(document.site, file.path), clean_rows(file.rows)
            yield from _cleaned(file.rows, clean, place)
            yield from faults(clean, place)


def _cleaned(rows: Rows, clean: Rows, place: Place) -> Iterator[Finding]:
    for (line, cells), (_, kept) in zip(rows, clean, strict=True):
        for number, (before, after) in enumerate(zip(cells, kept, strict=True), 1):
            if before != after and (characters := lost(before, after)):
                yield LINE_CLEANED.at(place.at(line), field=f"第 {line} 行第 {number} 格", characters=characters)
