"""The Whoosh index of one site, brought up to date by what changed and made anew when it is not whole (decisions 0021, 0032)."""

from collections.abc import Callable, Mapping
from functools import cache, partial
from importlib import import_module
from pathlib import Path
from stat import S_ISREG
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from ..domain.frozen import frozen
from ..stored import make_folder, read_sealed_json, remove, sealed_json, write

if TYPE_CHECKING:
    from whoosh.index import Index

    from .kept import Text

FOLDER = Path("build/cache/whoosh")
KNOWN = "known.json"  # written last: without it, or when it tells of other files, the index is made anew
FORMAT = 4  # raised when tokens or fields change
SEGMENTS = 16  # a publish adds one; when there are so many, the JOINED smallest become one
JOINED = 3
TEXTS = ("title", "headings", "body", "names")
COMMON = frozenset({"kind", "column", "year", "site", "under", "law"})  # lists that are of no single kind
HEADS = ("id", "site", "kind", "column", "date", "url", "file", "past")


@frozen
class Section:
    """A stretch of a document's text; `anchor` is its place in the page, `label` its heading or 第十二条, "" for neither."""

    anchor: str
    label: str
    text: str


Doc = tuple[str, str, str, tuple[str, ...]]
"""Date, id, digest of its piece, and the lists it stands in: `=kind:article`, `=year:2026`."""


@frozen
class Entry:
    """What can be found: a public document or a deputy's page. `date` is ISO text, "" when unknown.

    Its page is `file` below the site, which lives at `origin` and `prefix`; `is_elsewhere` says that the cluster's main site
    has another origin. `digest` is that of the document as its manifest
    states it, so that only what is public is shown. `facets` are the lists in which it stands beside those of its kind, column
    and year: `state:open`; `lang` is the language of what is not in Chinese; `past` says of what holds no more
    that it does not, and stands behind what does.
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
    lang: str = ""
    past: str = ""

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
        sections = (part for section in self.sections for part in (section.anchor, section.label, section.text))
        names = ("site", "site_name", "id", "kind", "column", "title", "headings", "names", "date", "origin", "prefix", "file")
        more = (self.lang, self.past) if self.past else (self.lang,) if self.lang else ()
        return (*(getattr(self, name) for name in names), str(self.is_elsewhere), *more, *sections)


@frozen
class Change:
    """How many entries an update wrote and removed; `rebuilt` when it began from nothing."""

    written: int
    removed: int
    rebuilt: bool


def folder_of(root: Path, site: str) -> Path:
    """Where a site's index lies."""
    return root / FOLDER / site


def update(folder: Path, wanted: Mapping[str, str], read: "Callable[[str], Text]", digests: Mapping[str, str]) -> Change:
    """Make the index hold exactly `wanted` (id -> mark): only what differs is read and written, and nothing is opened when
    nothing does. `digests` are those of documents as their manifest states them, "" for what is no document.

    One writer at a time: whoever calls holds the turn (store/lock.py).

    Raises:
        OSError, ValueError: it cannot be written, or a text cannot be read.
    """
    known = read_known(folder)
    if known == wanted:
        return Change(0, 0, False)
    if known is not None:
        texts = {key: read(key) for key in wanted if known.get(key) != wanted[key]}
        try:
            return _write(folder, wanted, texts.__getitem__, digests, known)
        except Exception:  # noqa: S110 - damage shows as any error of Whoosh's; whatever it is, a new index is the answer
            pass
    remove(folder)
    make_folder(folder)
    return _write(folder, wanted, read, digests, None)


def disown(folder: Path) -> None:
    """Have an index that proved damaged made anew."""
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


def _write(
    folder: Path,
    wanted: Mapping[str, str],
    read: "Callable[[str], Text]",
    digests: Mapping[str, str],
    known: Mapping[str, str] | None,
) -> Change:
    from whoosh.index import create_in

    disown(folder)
    before = known or {}
    changed = [key for key in wanted if before.get(key) != wanted[key]]
    gone = [key for key in before if key not in wanted]
    index = create_in(str(folder), _schema()) if known is None else open_index(folder)
    try:
        writer = index.writer(limitmb=256)
        try:
            for key in (*gone, *(key for key in changed if key in before)):
                writer.delete_by_term("id", key)
            for key in changed:
                writer.add_document(**_fields(read(key), digests[key]))
        except BaseException:
            writer.cancel()
            raise
        writer.commit(mergetype=partial(_join_small, cleaned=bool(gone)))
    finally:
        index.close()
    write(folder / KNOWN, sealed_json({"format": _format(), "files": _files(folder), "marks": dict(wanted)}))
    return Change(len(changed), len(gone), known is None)


def _join_small(writer: Any, segments: list[Any], cleaned: bool = False) -> list[Any]:
    """Whoosh's merge policy: leave segments alone until there are `SEGMENTS`; then join the smallest few, and any large one
    that is half dead. To be `cleaned`, all that hold something dead are written anew: its text is still in them.
    """
    from whoosh.reading import SegmentReader

    joined = [segment for segment in segments if cleaned and segment.has_deletions()]
    if len(segments) - len(joined) >= SEGMENTS:
        rest = sorted((segment for segment in segments if segment not in joined), key=lambda segment: segment.doc_count())
        joined += rest[:JOINED] + [segment for segment in rest[JOINED:] if segment.doc_count() * 2 <= segment.doc_count_all()]
    for segment in joined:
        reader = SegmentReader(writer.storage, writer.schema, segment)
        writer.add_reader(reader)
        reader.close()
    return [segment for segment in segments if segment not in joined]


def _schema() -> Any:
    from whoosh.fields import ID, STORED, Schema

    from .counted import Counted

    stored = {"url": STORED, "file": STORED, "past": STORED, "digest": STORED}
    ids = {"id": ID(unique=True, stored=True), "site": ID(stored=True), "kind": ID(stored=True), "column": ID(stored=True)}
    return Schema(date=ID(stored=True), **ids, **stored, **{name: Counted() for name in TEXTS})


def _fields(text: "Text", digest: str) -> dict[str, Any]:
    """What Whoosh is told: tokens to index, texts to keep."""
    fields: dict[str, Any] = {name: text.stored[name] for name in HEADS} | {"digest": digest}
    for name in TEXTS:
        fields[name] = text.counts[name]
        fields[f"_stored_{name}"] = text.stored[name]
    return fields


@cache
def _format() -> str:
    from importlib.metadata import version

    return f"{FORMAT} {version('whoosh3')}"


def _files(folder: Path) -> dict[str, tuple[int, int]]:
    """Size and time (ns) of each of the index's files, as far as they are files."""
    paths = [path for path in sorted(folder.iterdir()) if path.suffix in {".seg", ".toc"}]
    found = {path.name: path.lstat() for path in paths}
    return {name: (each.st_size, each.st_mtime_ns) for name, each in found.items() if S_ISREG(each.st_mode)}
