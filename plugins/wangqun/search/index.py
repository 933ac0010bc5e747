"""The Whoosh index of one site, brought up to date by what changed and made anew when it is not whole (docs/decisions/0021)."""

import os
from collections.abc import Iterable, Mapping
from dataclasses import astuple, dataclass
from functools import cache
from hashlib import sha256
from importlib import import_module
from pathlib import Path
from stat import S_ISREG
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from filelock import FileLock

from ..stored import clear_way, make_folder, read_sealed_json, remove, sealed_json, write
from .tokens import document_tokens

if TYPE_CHECKING:
    from whoosh.index import Index

FOLDER = Path("build/cache/whoosh")
KNOWN = "known.json"  # written last: without it, or when it tells of other files, the index is made anew
FORMAT = 2  # raised when tokens or fields change
SEGMENTS = 16  # a publish adds one; when there are so many, the JOINED smallest become one
JOINED = 3
WAIT = 60  # s for another writer of the same site to end
TEXTS = ("title", "headings", "body", "names")


@dataclass(frozen=True, slots=True)
class Section:
    """A stretch of a document's text; `anchor` is its place in the page, `label` its heading or 第十二条, "" for neither."""

    anchor: str
    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Entry:
    """What can be found: a public document or a deputy's page. `date` is ISO text, "" when unknown.

    Its page is `file` below the site, which lives at `origin` and `prefix`; `is_elsewhere` says that the cluster's main site
    has another origin. `digest` is that of the document as its manifest
    states it, so that only what is public is shown. `facets` are the lists in which it stands beside those of its kind, column
    and year: `state:open`.
    """

    site: str
    site_name: str
    id: str
    kind: str
    column: str
    title: str
    headings: str
    sections: tuple[Section, ...]
    names: str
    date: str
    origin: str
    is_elsewhere: bool
    prefix: str
    file: str
    digest: str
    facets: tuple[str, ...] = ()

    @property
    def body(self) -> str:
        """All its text, in one line."""
        return " ".join(section.text for section in self.sections if section.text)

    @property
    def path(self) -> str:
        """Its address within the origin, not percent-encoded."""
        return f"{self.prefix}/{self.file}"

    @property
    def url(self) -> str:
        """Its whole address."""
        return self.origin + quote(self.path)

    @property
    def plain(self) -> tuple[str, ...]:
        """All of it but the digest, flat."""
        sections = (part for section in self.sections for part in astuple(section))
        names = ("site", "site_name", "id", "kind", "column", "title", "headings", "names", "date", "origin", "prefix", "file")
        return (*(getattr(self, name) for name in names), str(self.is_elsewhere), *sections)


@dataclass(frozen=True, slots=True)
class Change:
    """How many entries an update wrote and removed; `rebuilt` when it began from nothing."""

    written: int
    removed: int
    rebuilt: bool


def folder_of(root: Path, site: str) -> Path:
    """Where a site's index lies."""
    return root / FOLDER / site


def is_there(root: Path, site: str) -> bool:
    """True when a site has an index that was finished; whether it is whole is seen when it is used."""
    return (folder_of(root, site) / KNOWN).is_file()


def is_whole(root: Path, site: str) -> bool:
    """True when a site has an index that was finished and that nobody has touched since."""
    return read_known(folder_of(root, site)) is not None


def update(folder: Path, entries: Iterable[Entry]) -> Change:
    """Make the index hold exactly `entries`: only what differs is written, and nothing is opened when nothing does.

    Raises:
        filelock.Timeout: another process has been writing it for `WAIT` seconds.
        OSError: it cannot be written.
    """
    wanted = {entry.id: entry for entry in entries}
    marks = {key: _mark(entry) for key, entry in wanted.items()}
    with _locked(folder):
        known = read_known(folder)
        if known == marks:
            return Change(0, 0, False)
        if known is not None:
            try:
                return _write(folder, wanted, marks, known)
            except Exception:  # noqa: S110 - damage shows as any error of Whoosh's; whatever it is, a new index is the answer
                pass
        remove(folder)
        make_folder(folder)
        return _write(folder, wanted, marks, None)


def drop(folder: Path) -> None:
    """Remove an index, so that nothing outdated is found."""
    if os.path.lexists(folder):
        with _locked(folder):
            remove(folder)
        remove(Path(f"{folder}.lock"))


def drop_all(root: Path, sites: Iterable[str]) -> None:
    """Delete the indexes of sites that are built without one: they would fall behind, and nobody would notice."""
    for site in sites:
        drop(folder_of(root, site))


def disown(folder: Path) -> None:
    """Have an index that proved damaged made anew by the next build."""
    remove(folder / KNOWN)


def read_known(folder: Path) -> dict[str, str] | None:
    """Id -> digest of what is indexed; None when the index is not there, not finished, not whole or of another format."""
    try:
        there = {name: list(found) for name, found in _files(folder).items()}
    except OSError:
        return None
    told = read_sealed_json(folder / KNOWN, lambda data: (data["files"] == there, data["format"], dict(data["marks"])))
    return told[2] if told and told[:2] == (True, _format()) else None


def load_whoosh() -> None:
    """Load what `update` writes with; loaded before, all processes that begin with what this one has loaded are spared it."""
    for name in ("whoosh.writing", "whoosh.codec.whoosh3"):
        import_module(name)
    _schema()


def open_index(folder: Path) -> "Index":
    """The index, to be read.

    Raises:
        Exception: whatever Whoosh raises when it is damaged.
    """
    from whoosh.index import open_dir

    return open_dir(str(folder))


def _write(folder: Path, wanted: Mapping[str, Entry], marks: dict[str, str], known: Mapping[str, str] | None) -> Change:
    from whoosh.index import create_in

    disown(folder)
    changed = [key for key in wanted if known is None or known.get(key) != marks[key]]
    gone = [key for key in known or () if key not in wanted]
    index = create_in(str(folder), _schema()) if known is None else open_index(folder)
    try:
        writer = index.writer(limitmb=256)
        try:
            for key in gone if known else ():
                writer.delete_by_term("id", key)
            for key in changed:
                if known and key in known:
                    writer.delete_by_term("id", key)
                writer.add_document(**_fields(wanted[key]))
        except BaseException:
            writer.cancel()
            raise
        writer.commit(mergetype=_join_small)
    finally:
        index.close()
    write(folder / KNOWN, sealed_json({"format": _format(), "files": _files(folder), "marks": marks}))
    return Change(len(changed), len(gone), known is None)


def _join_small(writer: Any, segments: list[Any]) -> list[Any]:
    """Whoosh's merge policy: leave segments alone until there are `SEGMENTS`; then join the smallest few, and any large one
    that is half dead.
    """
    if len(segments) < SEGMENTS:
        return segments
    from whoosh.reading import SegmentReader

    by_size = sorted(segments, key=lambda segment: segment.doc_count())
    joined = by_size[:JOINED] + [segment for segment in by_size[JOINED:] if segment.doc_count() * 2 <= segment.doc_count_all()]
    for segment in joined:
        reader = SegmentReader(writer.storage, writer.schema, segment)
        writer.add_reader(reader)
        reader.close()
    return [segment for segment in segments if segment not in joined]


def _schema() -> Any:
    from whoosh.analysis.tokenizers import IDTokenizer
    from whoosh.fields import ID, STORED, TEXT, Schema

    stored = {"url": STORED, "file": STORED, "digest": STORED}
    ids = {"id": ID(unique=True, stored=True), "site": ID(stored=True), "kind": ID(stored=True), "column": ID(stored=True)}
    texts = {name: TEXT(analyzer=IDTokenizer(), phrase=False, stored=True) for name in TEXTS}
    return Schema(date=ID(stored=True), **ids, **stored, **texts)


def _fields(entry: Entry) -> dict[str, Any]:
    """What Whoosh is told: tokens to index, texts to keep."""
    fields: dict[str, Any] = {
        "id": entry.id,
        "site": entry.site,
        "kind": entry.kind,
        "column": entry.column,
        "date": entry.date,
        "url": entry.url,
        "file": entry.file,
        "digest": entry.digest,
    }
    for name in TEXTS:
        text = getattr(entry, name)
        fields[name] = [token.text for token in document_tokens(text)]
        fields[f"_stored_{name}"] = text
    return fields


def _mark(entry: Entry) -> str:
    return sha256("\0".join((entry.digest, *entry.plain)).encode("utf-8", "surrogatepass")).hexdigest()[:20]


def _locked(folder: Path) -> FileLock:
    """The lock of an index, for one writer at a time."""
    lock = Path(f"{folder}.lock")
    make_folder(lock.parent)
    clear_way(lock)
    return FileLock(lock, timeout=WAIT)


@cache
def _format() -> str:
    from importlib.metadata import version

    return f"{FORMAT} {version('whoosh3')}"


def _files(folder: Path) -> dict[str, tuple[int, int]]:
    """Size and time (ns) of each of the index's files, as far as they are files."""
    paths = [path for path in sorted(folder.iterdir()) if path.suffix in {".seg", ".toc"}]
    found = {path.name: path.lstat() for path in paths}
    return {name: (each.st_size, each.st_mtime_ns) for name, each in found.items() if S_ISREG(each.st_mode)}
