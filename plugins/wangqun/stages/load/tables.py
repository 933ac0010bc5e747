"""The tables that headers of documents name: read with the documents, and held to the digest of what was scanned."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from ...domain.document import Document, StaticFile
from ...domain.links import plain_path, source_of
from ...domain.table import MOST_BYTES, Rows, read_rows
from ...records.kind import Kinds
from ...stored import read_bytes

Files = dict[str, dict[str, StaticFile]]


def rows_of(raw: bytes, source: str) -> Rows:
    """What a table says; nothing of a file that is none."""
    return read_rows(raw) if source.lower().endswith(".csv") else ()


def with_tables(root: Path, kinds: Kinds, documents: Mapping[str, Iterable[Document]], files: Files) -> Files:
    """The files by site and source, those that documents name as tables with their rows."""
    asking = {name for name, kind in kinds.items() if not kind.is_silent("tables")}
    for site, held in documents.items():
        for document in held:
            if document.id.kind in asking:
                for path, _ in kinds[document.id.kind].tables(document):
                    source = source_of(document, plain_path(path))
                    if file := files.get(site, {}).get(source):
                        files[site][source] = replace(file, rows=_rows(root, file))
    return files


def _rows(root: Path, file: StaticFile) -> Rows:
    if file.rows or file.size > MOST_BYTES:
        return file.rows
    raw = read_bytes(root / file.path)
    return rows_of(raw, file.source) if raw is not None and sha256(raw).hexdigest() == file.digest else ()
