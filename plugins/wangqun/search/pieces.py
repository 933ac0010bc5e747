"""The pieces of all documents, kept by digest: what one site has cut, the whole cluster's index takes as it is."""

import sys
from collections.abc import Callable, Collection, Iterable
from pathlib import Path
from typing import TypeVar

from ..stored import read_bytes, remove, write
from .cutting import Piece, digest_of, is_law, piece_of
from .index import Doc as Doc
from .index import Entry
from .kept import Text, is_kept, is_whole, read_piece, read_text, write_piece
from .tokens import Pairs, count_pairs

FOLDER = Path("build/cache/search/pieces")
MANY = 250_000  # characters that are worth the 0.1 s by which numpy is loaded

T = TypeVar("T")
_FAST = f"{__package__}.counting"


def keep_pieces(folder: Path, entries: Iterable[Entry | Doc]) -> list[Doc]:
    """Cut what has not been cut before; the documents as an index takes them, which some are already.

    Raises:
        OSError: a piece cannot be written.
    """
    documents = []
    cut = MANY if _FAST in sys.modules else 0
    for entry in entries:
        if not isinstance(entry, Entry):
            documents.append(entry)
            continue
        digest = digest_of(entry)
        path = _path(folder, digest)
        if not is_kept(path):
            write_piece(path, piece_of(entry, load_counter() if cut >= MANY else count_pairs), entry)
            cut += sum(len(section.text) for section in entry.sections)
        documents.append((entry.date, entry.id, digest, lists_of(entry)))
    return documents


def load_counter() -> Callable[[str], Pairs]:
    """What counts many texts fast; loaded before, all processes that begin with what this one has loaded use it."""
    from .counting import count_many

    return count_many


def lists_of(entry: Entry) -> tuple[str, ...]:
    """The lists beside its tokens in which a document stands; no token begins with an equals sign."""
    lists = [f"=kind:{entry.kind}"]
    lists += [f"=column:{entry.column}"] if entry.column else []
    lists += [f"=year:{entry.date[:4]}"] if entry.date else []
    lists += [f"={facet}" for facet in entry.facets]
    return (*lists, "=law:1") if is_law(entry.title) else tuple(lists)


def piece(folder: Path, digest: str) -> Piece:
    """A piece that was kept; one that is not whole is taken away, so that it is cut anew.

    Raises:
        OSError, ValueError: it is not there, or not whole.
    """
    return _read(folder, digest, read_piece)


def text(folder: Path, digest: str) -> Text:
    """The text of a piece that was kept, as `piece`.

    Raises:
        OSError, ValueError: it is not there, or not whole.
    """
    return _read(folder, digest, read_text)


def raw(folder: Path, digest: str) -> bytes:
    """The file of a piece that was kept.

    Raises:
        ValueError: it is not there, or not whole.
    """
    data = read_bytes(_path(folder, digest))
    if data is None or not is_whole(data):
        raise ValueError(f"not whole: {digest}")
    return data


def put_raw(folder: Path, digest: str, data: bytes) -> None:
    """Keep the file of a piece that was cut elsewhere, unless one is kept.

    Raises:
        ValueError: it is not whole, or of another form.
    """
    if not is_whole(data):
        raise ValueError(f"not whole: {digest}")
    if not is_kept(path := _path(folder, digest)):
        write(path, data)


def _read(folder: Path, digest: str, read: Callable[[Path], T]) -> T:
    path = _path(folder, digest)
    try:
        return read(path)
    except (ValueError, KeyError, TypeError) as error:
        remove(path)
        raise ValueError(f"not whole: {path.name}") from error


def those_kept(folder: Path, documents: Iterable[Doc]) -> dict[str, Doc]:
    """By id the documents whose pieces are there and whole."""
    place = str(folder)  # many are asked for, and paths take as long as files
    return {document[1]: document for document in documents if is_kept(f"{place}/{document[2][:2]}/{document[2]}")}


def lacks_pieces(folder: Path, documents: Iterable[Doc]) -> bool:
    """True when a document's piece is not there."""
    return any(not _path(folder, digest).exists() for _, _, digest, _ in documents)


def sweep(folder: Path, used: Collection[str]) -> None:
    """Delete pieces that nobody uses: they hold text that may no longer be shown."""
    for path in folder.glob("??/*"):
        if path.name not in used:
            remove(path)


def drop(folder: Path, digests: Iterable[str]) -> None:
    """Delete some pieces."""
    for digest in digests:
        remove(_path(folder, digest))


def _path(folder: Path, digest: str) -> Path:
    return folder / digest[:2] / digest
