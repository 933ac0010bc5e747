"""Converted bodies, one file for each site: a sealed head that says what is known of each, then their bytes one after another."""

import marshal
from collections.abc import Mapping
from dataclasses import field
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from ..domain.frozen import frozen
from ..stored import read_bytes, read_span, remove, seal, taken, unsealed, write

FOLDER = Path("build/cache/bodies")
PASSING = -1
_SIZE = 8  # bytes that tell how long the head is


class Entry(NamedTuple):
    """What is known of a body: the digest of its bytes and where they lie, "" when they are not kept; or why it has none, which
    is not kept when it lies at `PASSING`.
    """

    digest: str
    at: int = 0
    size: int = 0
    problem: str = ""


@frozen
class Kept:
    """What is known of a site's bodies by key. The bytes lie from `start` in a file, or are in `fresh` when it has not been
    written.
    """

    path: Path
    start: int = 0
    entries: Mapping[str, Entry] = field(default_factory=dict)
    fresh: Mapping[str, bytes] = field(default_factory=dict)

    def packed(self, key: str) -> bytes | None:
        """The bytes of a body; None when they are not kept, or are not those that were written."""
        entry = self.entries.get(key)
        if entry is None or not entry.digest:
            return None
        data = self.fresh.get(key)
        if data is None:
            data = read_span(self.path, self.start + entry.at, entry.size)
            return data if data is not None and digest_of(data) == entry.digest else None
        return data


def path_of(root: Path, site: str) -> Path:
    """Where a site's bodies are kept."""
    return root / FOLDER / f"{site}.bin"


def digest_of(data: bytes | memoryview) -> str:
    """What names a converted body."""
    return sha256(data).hexdigest()[:32]


def read_kept(path: Path, version: str) -> Kept:
    """What a file tells; nothing when it is not there, not whole, or of another version."""
    size = int.from_bytes(read_span(path, 0, _SIZE) or b"", "big")
    head = unsealed(read_span(path, _SIZE, size) or b"") if 0 < size < 2**40 else None
    entries = head and taken(lambda: marshal.loads(head), lambda data: _entries(data, version))  # noqa: S302 - sealed
    return Kept(path, _SIZE + size, entries) if entries else Kept(path)


def _entries(data: tuple[str, dict[str, tuple[str, int, int, str]]], version: str) -> dict[str, Entry]:
    if data[0] != version:
        raise ValueError(data[0])
    return {key: Entry(*entry) for key, entry in data[1].items()}


def keep(kept: Kept, version: str, entries: Mapping[str, Entry], fresh: Mapping[str, bytes]) -> Kept:
    """The same with these entries instead, once they are written; the bytes of each are `fresh`, or known before.

    Raises:
        OSError: they cannot be written.
    """
    passing = {key: entry for key, entry in entries.items() if entry.at == PASSING}
    if entries.keys() == passing.keys():
        remove(kept.path)
        return Kept(kept.path, entries=passing)
    old = memoryview((read_bytes(kept.path) or b"")[kept.start :])
    placed: dict[str, tuple[str, int, int, str]] = {}
    parts: list[bytes | memoryview] = []
    at = 0
    for key, entry in sorted(entries.items()):
        data: bytes | memoryview = b""
        if key in passing:
            continue
        if entry.digest:
            data = fresh.get(key) or kept.fresh.get(key) or old[entry.at : entry.at + entry.size]
            if digest_of(data) != entry.digest:
                continue  # damaged: the next run makes it anew
        placed[key] = (entry.digest, at if data else 0, len(data), entry.problem)
        parts.append(data)
        at += len(data)
    head = seal(marshal.dumps((version, placed)))
    write(kept.path, b"".join((len(head).to_bytes(_SIZE, "big"), head, *parts)))
    return Kept(kept.path, _SIZE + len(head), {key: Entry(*entry) for key, entry in placed.items()} | passing)
