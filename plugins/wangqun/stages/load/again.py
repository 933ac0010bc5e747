"""One document's file read anew, as `load` reads it, by one who knows that only this file has changed."""

import os
import stat
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from ...domain.cluster import Cluster
from ...domain.document import Document
from ...domain.finding import Place
from ...domain.markup import MARKUP
from ...records import kind_of
from ...render.engines import Engines
from ...render.settings import DEFAULTS
from .files import FoundFile
from .reading import Reader, Reading, Written
from .wording import read_wording


class Again(NamedTuple):
    """The cluster with what a file says now, and the document as it was and is."""

    cluster: Cluster
    before: Document
    now: Document


def reader_of(cluster: Cluster) -> Reader:
    """What reading any file of a loaded cluster needs."""
    words = read_wording(cluster.root, cluster.record.wording, [])
    return Reader(cluster.root, cluster.kinds, words, Engines(DEFAULTS["MARKDOWN"]))


def read_again(cluster: Cluster, reader: Reader, before: Document, room: int) -> Again | None:
    """The cluster after one of its documents' files has changed; None when that takes `load`: it is no such file any more, cannot
    be read, says itself how it is to be read, names tables, or has more bytes than its site has `room` for.
    """
    path = Path(cluster.root, before.path)
    if before.item.markdown or before.site in cluster.foreign or not cluster.kinds[before.id.kind].is_silent("tables"):
        return None
    try:
        status = os.lstat(path)
    except OSError:
        return None
    if not stat.S_ISREG(status.st_mode) or status.st_size > room:
        return None
    entry = FoundFile(before.source, status.st_size, max(status.st_mtime_ns, status.st_ctime_ns), status.st_ino)
    place = Place(before.site, before.path)
    top, slash, _ = before.source.partition("/")
    reading = reader.read(Written(entry, place, kind_of(cluster.kinds, top if slash else ""), before.dialect))
    now = reading.document
    if now is None or now.item.markdown or entry.suffix not in MARKUP:
        return None
    return Again(_with(cluster, before, now, reading, place.shown), before, now)


def _with(cluster: Cluster, before: Document, now: Document, reading: Reading, shown: str) -> Cluster:
    """The cluster with a document in place of another; of what was found in its file counts what is found now."""
    documents = tuple(now if document is before else document for document in cluster.documents[before.site])
    findings = (*(finding for finding in cluster.findings if finding.path != shown), *reading.findings)
    return replace(cluster, documents=cluster.documents | {before.site: documents}, findings=findings)
