"""What reading a document's file came to, as bytes: all that later stages ask of it, but for its text."""

import marshal
from typing import Any

from ...domain.document import Directive, Document, Noted, Reference, Unread
from ...domain.finding import Hit, Severity, blocked
from ...domain.ids import DocumentId
from ...scan.scanner import RULES
from ...store.packing import pack_finding, pack_hit, pack_timed, packer, unpack_finding, unpack_timed
from ...stored import WRONG
from .reading import Reader, Reading, Written, column_of
from .texts import OnDisk


def pack(reading: Reading) -> bytes:
    """A reading as `unpack` takes it; nothing when some value of it is of no kind that can be packed."""
    document, findings = reading
    try:
        values = _values(document) if document else None
        return marshal.dumps((values, tuple(map(pack_finding, findings))))
    except ValueError:
        return b""


def may_be_kept(reading: Reading) -> bool:
    """True when the store may hold what was read: nothing of a piece that is withdrawn, or that some check blocks."""
    document, findings = reading
    if document is None or document.item.withdrawn or blocked(findings):
        return False
    if any(timed.finding.severity is Severity.BLOCK for timed in document.timed):
        return False
    if any(RULES[hit.code].severity is Severity.BLOCK for hit in document.hits):
        return False
    return isinstance(document.text, OnDisk) or not document.text


def unpack(reader: Reader, written: Written, digest: str, packed: bytes) -> Reading | None:
    """The reading of a file with this digest, as reading it again would give it; None for what `pack` did not make."""
    try:
        values, findings = marshal.loads(packed)  # noqa: S302 - our own, within a seal that was sound
        document = _document(reader, written, digest, *values) if values else None
        return Reading(document, tuple(map(unpack_finding, findings)))
    except WRONG:
        return None


def _values(document: Document) -> tuple[Any, ...]:
    text = document.text
    return (
        document.id.slug,
        document.title,
        packer(type(document.item)).pack(document.item),
        document.body_line,
        document.excerpt,
        document.lines,
        tuple(map(pack_hit, document.hits)),
        tuple(map(pack_timed, document.timed)),
        document.dialect,
        tuple([(each.raw, each.line, each.column) for each in document.noted.references]),
        tuple(map(tuple, document.noted.directives)),
        document.noted.empty,
        document.head,
        (text.start, text.cut, text.concealed) if isinstance(text, OnDisk) else document.body,
    )


def _document(
    reader: Reader,
    written: Written,
    digest: str,
    slug: str,
    title: str,
    item: Any,
    body_line: int,
    excerpt: str,
    lines: dict[str, int],
    hits: tuple[Any, ...],
    timed: tuple[Any, ...],
    dialect: Any,
    references: tuple[Any, ...],
    directives: tuple[Any, ...],
    empty: bool,
    head: str,
    text: Any,
) -> Document:
    entry, place, kind, _ = written
    header, markup = packer(kind.record).unpack(item), written.markup
    body: str | Unread = text if isinstance(text, str) else OnDisk(reader.root, place.path, digest, markup, dialect, *text)
    return Document(
        DocumentId(place.site, kind.name, slug),
        place.site,
        title,
        header,
        column_of(header, written),
        place.path,
        entry.source,
        markup,
        body,
        body_line,
        excerpt,
        digest,
        lines,
        tuple([Hit(*hit) for hit in hits]) if hits else (),
        kind.standing,
        "",
        tuple(map(unpack_timed, timed)) if timed else (),
        dialect,
        Noted(tuple([Reference(*each) for each in references]), tuple([Directive(*each) for each in directives]), empty),
        head=head,
    )
