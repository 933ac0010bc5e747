"""content/<level>/<site>/: documents and the files beside them."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import cache, partial
from pathlib import Path
from time import time_ns
from typing import NamedTuple

from ...domain.claims import Row
from ...domain.cluster import DOCUMENT, KnownFile, KnownSite, Lost, Memory, ReadSite, Stamp
from ...domain.document import Document, StaticFile
from ...domain.finding import Finding, Place, Rule, Severity
from ...domain.item import Dialect
from ...domain.markup import MARKUP
from ...domain.near import NOTHING, Changes, Near, Wider
from ...domain.site import ClusterRecord, Site, SiteLimits
from ...records import kind_of
from ...records.kind import Kind, Kinds
from ...render.engines import Engines
from ...render.settings import DEFAULTS
from ...scan.passages import of_name
from ...scan.scanner import scan
from ...scan.wording import Wording
from ...store import sources
from .files import SYMLINK, FoundFile, walk
from .folders import dialect_of, is_folder_file, read_dialects
from .holdback import HOLD_FOLDER, drafts_in
from .reading import Reader, Written
from .recall import Readings
from .refusals import refusal
from .row_files import kind_of_rows, read_rows
from .stamps import take_stamps
from .tables import with_tables

SITE_FULL = Rule(
    "site-too-large",
    Severity.BLOCK,
    "内容超过本站的上限（{limit}），按路径排在后面的 {count} 个文件没有读",
    "删去不再需要的文件；确实需要更多的，由上级在 sites/cluster.yaml 的 limits 里放宽。",
    "docs/design.md law 7",
)
DOCUMENTS = tuple(MARKUP)
STATIC_TYPES = frozenset(
    ".jpg .jpeg .png .gif .webp .avif .svg .pdf .doc .docx .xls .xlsx .ppt .pptx .odt .ods .odp .wps .et .dps .ofd .txt .csv .zip"
    " .mp4 .webm .ogg .ogv .oga .mp3 .m4a .wav .vtt .ics".split()
)


class Contents(NamedTuple):
    """Documents and static files by site id, with what scanning them found; records of people; what is now known of files; of a
    run about a few sites what has changed in their documents.
    """

    documents: dict[str, tuple[Document, ...]]
    files: dict[str, dict[str, StaticFile]]
    rows: tuple[Row, ...]
    memory: Memory
    changes: Changes


class _Folder(NamedTuple):
    """A site's content as it was found: its place, its files in order, how Markdown is read in its folders, what was wrong, and
    what is known of it.
    """

    place: Place
    entries: tuple[FoundFile, ...]
    dialects: dict[str, Dialect]
    otherwise: Dialect
    findings: list[Finding]
    known: KnownSite | None

    def written(self, entry: FoundFile, of_folder: Callable[[str], Kind]) -> Written:
        """The file of a document; `of_folder` says of which kind those of a top folder are."""
        where = Place(self.place.site, f"{self.place.path}/{entry.source}")
        top, slash, _ = entry.source.partition("/")
        return Written(entry, where, of_folder(top if slash else ""), dialect_of(entry.source, self.dialects, self.otherwise))


def read_documents(
    root: Path,
    kinds: Kinds,
    sites: Iterable[Site],
    cluster: ClusterRecord,
    known: Memory,
    shape: str,
    words: Wording,
    findings: list[Finding],
    lost: list[Lost],
    jobs: int = 1,
    near: Near | None = None,
    waived: Collection[str] = (),
) -> Contents:
    """What is in the content folders of some sites.

    What of the documents could not be read at all is added to `lost`. What is known counts when it was learned under the same
    `shape` of engine and rules. Of a run about a few sites the records of people are those of all, `waived` are documents
    for which checks may be.

    Raises:
        Wider: a run about a few sites cannot tell without others.
    """
    settled = time_ns() - sources.RACY
    readings = Readings(Reader(root, kinds, words, Engines(DEFAULTS["MARKDOWN"])), settled)
    folders: list[_Folder] = []
    of_folder = cache(partial(kind_of, kinds))
    for site in sites:
        if folder := _look_into(root, site, cluster, known, shape, words, findings):
            folders.append(folder)
            texts = folder.known.texts if folder.known else {}
            for entry in folder.entries:
                if entry.suffix in MARKUP:
                    readings.ask(folder.written(entry, of_folder), texts.get(entry.source))
    readings.read(jobs)
    if near and any(_lacks(folder, near) for folder in folders):
        raise Wider
    changes = readings.changes(near, waived) if near else NOTHING
    documents: dict[str, tuple[Document, ...]] = {}
    static: list[tuple[FoundFile, Place]] = []
    people: list[tuple[str, str, FoundFile]] = []
    for folder in folders:
        findings += folder.findings
        documents[folder.place.site] = tuple(_sort(folder, readings, static, people, findings, lost))
    rows, read = read_rows(root, people, known, words, findings)
    if near:
        rows, read = _of_all(read, known.rows)
    before = {f"{f.place.path}/{source}": stamp for f in folders if f.known for source, stamp in f.known.stamps.items()}
    stamps = take_stamps(root, static, before, words, findings, settled)
    files: dict[str, dict[str, StaticFile]] = {site: {} for site in documents}
    held: dict[str, dict[str, Stamp]] = {site: {} for site in documents}
    for entry, where in static:
        if stamp := stamps.get(where.path):
            hits = (*scan([of_name(where)], words), *stamp.hits)
            held[where.site][entry.source] = stamp
            files[where.site][entry.source] = StaticFile(
                entry.source, where.path, stamp.published, stamp.digest, hits, stamp.shape
            )
    kept = {folder.place.site: _learned(folder, readings, held[folder.place.site], shape) for folder in folders}
    files = with_tables(root, kinds, documents, files)
    return Contents(documents, files, rows, Memory(known.rules, read, known.sources, kept), changes)


def _lacks(folder: _Folder, near: Near) -> bool:
    """True when documents of a site are gone that were there, or may be."""
    there, start = {entry.source for entry in folder.entries}, f"{folder.place.path}/"
    stamps = {path[len(start) :] for path in near.stamps if path.startswith(start)}
    return folder.known is None or not (folder.known.texts.keys() | stamps) <= there


def _of_all(read: Mapping[str, KnownFile], known: dict[str, KnownFile]) -> tuple[tuple[Row, ...], dict[str, KnownFile]]:
    """Every record of all sites, of which some were `read` again.

    Raises:
        Wider: they are not what was known.
    """
    if not all(path in known and known[path].digest == file.digest for path, file in read.items()):
        raise Wider
    return tuple([row for file in known.values() for row in file.rows]), known


def _look_into(
    root: Path, site: Site, cluster: ClusterRecord, known: Memory, shape: str, words: Wording, findings: list[Finding]
) -> _Folder | None:
    """What there is of a site, and what was known of it; None when there is nothing to read."""
    folder = root / "content" / site.level / site.id
    place = Place(site.id, f"content/{site.level}/{site.id}")
    if folder.is_symlink() and not site.record.external:
        findings.append(SYMLINK.at(place))
    if site.record.external or not folder.is_dir() or folder.is_symlink():
        return None
    own: list[Finding] = []
    entries = tuple(_within(walk(folder, place, own), cluster.limits, place, own))
    dialects = read_dialects(root, entries, place, words, own)
    before = sources.read_sources(known.sources, site.id, f"{shape} {place.path}") if known.sources else None
    return _Folder(place, entries, dialects, site.record.markdown or cluster.markdown, own, before)


def _sort(
    folder: _Folder,
    readings: Readings,
    static: list[tuple[FoundFile, Place]],
    people: list[tuple[str, str, FoundFile]],
    findings: list[Finding],
    lost: list[Lost],
) -> Iterator[Document]:
    """The documents of a site. Its static files and files of people are added to those lists, what is wrong to `findings`."""
    site = folder.place.site
    for entry in folder.entries:
        path = f"{folder.place.path}/{entry.source}"
        suffix = entry.suffix
        if entry.source.endswith((".yaml", ".yml")):
            if is_folder_file(entry.source) or not kind_of_rows(entry.source):
                continue
            if name := drafts_in(entry.source.split("/")[:-1]):
                findings.append(HOLD_FOLDER.at(Place(site, path), name=name))
            else:
                people.append((site, path, entry))
        elif suffix in MARKUP:
            document, found = readings.done.pop(path)
            findings += found
            if document:
                yield document
            else:
                lost.append(Lost(DOCUMENT, site, (entry.source,), path, 0))
        elif suffix in STATIC_TYPES:
            static.append((entry, Place(site, path)))
        else:
            findings.append(refusal(entry.source, Place(site, path)))


def _learned(folder: _Folder, readings: Readings, stamps: dict[str, Stamp], shape: str) -> ReadSite:
    """What of a site may be remembered, and whether that is new."""
    start = len(folder.place.path) + 1
    paths = (f"{folder.place.path}/{entry.source}" for entry in folder.entries if entry.suffix in MARKUP)
    texts = {path[start:]: readings.kept[path] for path in paths if path in readings.kept}
    before, shape = folder.known, f"{shape} {folder.place.path}"
    if before and (texts, stamps) == (before.texts, before.stamps):
        return ReadSite(folder.place.path, shape, frozenset(texts))
    return ReadSite(folder.place.path, shape, frozenset(texts), before, KnownSite(texts, stamps))


def _within(entries: Iterable[FoundFile], limits: SiteLimits, place: Place, findings: list[Finding]) -> Iterator[FoundFile]:
    """The entries, in order, until one of a site's limits is reached; how many are left out is told once."""
    counts = {True: 0, False: 0}  # documents, other files
    total = left_out = 0
    reached = ""
    for entry in entries:
        is_document = entry.source.lower().endswith(DOCUMENTS)
        most, unit = (limits.documents, "篇稿件") if is_document else (limits.files, "个文件")
        if total + entry.size > limits.bytes:
            total, reached = limits.bytes, f"{limits.bytes} 字节"  # full: none of the later ones either
        if total >= limits.bytes or counts[is_document] >= most:
            reached = reached or f"{most} {unit}"
            left_out += 1
            continue
        counts[is_document] += 1
        total += entry.size
        yield entry
    if left_out:
        findings.append(SITE_FULL.at(place, limit=reached, count=left_out))
