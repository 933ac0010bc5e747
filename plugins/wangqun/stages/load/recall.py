"""Documents' files: those that have not changed are remembered, all others are read, in several processes when they are many."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import NamedTuple

from ...domain.cluster import KnownText
from ...domain.document import Document
from ...domain.ids import DocumentId, parse_id
from ...domain.near import Changes, Near, Wider, outward
from ...workers import Crash, run_each
from .files import FAILED, read_raw
from .reading import Reader, Reading, Written
from .remembered import may_be_kept, pack, unpack

MANY = 200  # files from which on several processes are faster than one


class _Portion(NamedTuple):
    """Files to be read by one process."""

    reader: Reader
    files: tuple[Written, ...]


class _Read(NamedTuple):
    """A file that another process has read: what it came to, the digest of what was read, whether it may be remembered."""

    packed: bytes
    digest: str
    lasting: bool


@dataclass(slots=True)
class Readings:
    """What is `done` of the files asked for, and what of it may be `kept`, by path; those that are `waiting` to be read; what was
    known `before` of files that turned out to be others.

    Stamps that are not older than `settled` (ns) are not trusted: such a file may change again without a new time.
    """

    reader: Reader
    settled: int
    done: dict[str, Reading] = field(default_factory=dict)
    kept: dict[str, KnownText] = field(default_factory=dict)
    waiting: list[Written] = field(default_factory=list)
    before: list[tuple[Written, KnownText | None]] = field(default_factory=list)

    def ask(self, written: Written, known: KnownText | None) -> None:
        """Take what is known of a file if it is still so, else have it read."""
        still = self._still(written, known) if known and known.dialect == written.dialect else None
        reading = unpack(self.reader, written, still.digest, still.reading) if still else None
        if still and still.is_fatal:
            reading = _refused(written)
        if still and reading:
            self.done[written.place.path], self.kept[written.place.path] = reading, still
        else:
            self.waiting.append(written)
            self.before.append((written, known))

    def _still(self, written: Written, known: KnownText) -> KnownText | None:
        """What is known of a file, with the stamp that it has now; None when its bytes are others."""
        entry, place, *_ = written
        if (known.size, known.mtime, known.inode) == (entry.size, entry.mtime, entry.inode):
            return known
        raw = read_raw(self.reader.root / place.path, place, []) if known.size == entry.size else None
        if raw is None or sha256(raw).hexdigest() != known.digest:
            return None
        return known._replace(mtime=self._time(written), inode=entry.inode)

    def _time(self, written: Written) -> int:
        return written.entry.mtime if written.entry.mtime < self.settled else 0

    def read(self, jobs: int) -> None:
        """Read what is waiting."""
        apart = dict(_in_portions(self.reader, self.waiting, jobs)) if len(self.waiting) >= MANY and jobs > 1 else {}
        for written in self.waiting:
            path = written.place.path
            read = apart.get(path) or _Read(b"", "", False)
            if isinstance(read, Crash):
                self.done[path] = _refused(written)
                if (raw := read_raw(self.reader.root / path, written.place, [])) is not None:  # else the next run would end
                    size, inode, digest = len(raw), written.entry.inode, sha256(raw).hexdigest()
                    self.kept[path] = KnownText(size, self._time(written), inode, digest, written.dialect, b"")
                continue
            packed, digest, lasting = read
            reading = unpack(self.reader, written, digest, packed) if packed else None
            if reading is None:
                reading = self.reader.read(written)
                packed, digest, lasting = _read(reading)
            self.done[path] = reading
            if lasting:
                size, inode = written.entry.size, written.entry.inode
                self.kept[path] = KnownText(size, self._time(written), inode, digest, written.dialect, packed)
        self.waiting = []

    def changes(self, near: Near, waived: Collection[str]) -> Changes:
        """What has changed in the documents that were read anew. In those for which a check is `waived`, by id or path, nothing
        found may be another.

        Raises:
            Wider: a run about a few sites cannot tell what follows from it.
        """
        found: set[DocumentId] = set()
        turned: set[DocumentId] = set()
        digests: set[str] = set()
        for written, known in self.before:
            path, entry, document = written.place.path, written.entry, self.done[written.place.path].document
            if (entry.size, entry.mtime, entry.inode) == near.stamps.get(path):
                continue
            reading = unpack(self.reader, written, known.digest, known.reading) if known else None
            was = reading.document if reading else None
            if document is None:
                raise Wider
            ids = {each.id for each in (document, was) if each} | {parse_id(document.item.id or "") or document.id}
            is_waived = not {path, *map(str, ids)}.isdisjoint(waived) or (waived and was is None and path in near.stamps)
            if is_waived and (was is None or document.hits != was.hits):
                raise Wider
            found |= ids
            digests |= {each.digest for each in (document, was) if each}
            if was is None or outward(document) != outward(was):
                both = [each.item for each in (document, was) if each]
                if any(
                    item.id or item.moved_to or item.withdrawn or item.superseded_by != both[0].superseded_by for item in both
                ):
                    raise Wider
                kin = self._kin(document, was)
                found, turned = found | kin, turned | ids | kin
        return Changes(frozenset(found), frozenset(turned), frozenset(digests))

    def _kin(self, *changed: Document | None) -> set[DocumentId]:
        """The pieces of which something may follow from others of their kind on the same site that have changed."""
        deriving = {
            (each.site, each.id.kind) for each in changed if each and not self.reader.kinds[each.id.kind].is_silent("derives")
        }
        read = (reading.document for reading in self.done.values() if deriving)
        return {each.id for each in read if each and (each.site, each.id.kind) in deriving}


def _refused(written: Written) -> Reading:
    return Reading(None, (FAILED.at(written.place, problem="它使进程意外结束"),))


def _read(reading: Reading) -> _Read:
    packed = pack(reading)
    return _Read(packed, reading.document.digest if reading.document else "", bool(packed) and may_be_kept(reading))


def _in_portions(reader: Reader, files: Sequence[Written], jobs: int) -> Iterator[tuple[str, _Read | Crash]]:
    """What files came to in processes of their own, by path. Of a portion over which its process ends each half is tried again,
    down to the file that ends it; of one whose process was killed, or could not be asked, nothing.
    """
    waiting = [tuple(files[at::jobs]) for at in range(jobs)]  # each process warms up once
    while waiting:
        portions = {str(number): _Portion(reader, some) for number, some in enumerate(waiting)}
        waiting = []
        for name, found in run_each(portions, _read_portion, jobs):
            tried = portions[name].files
            if not isinstance(found, Crash):
                yield from zip((written.place.path for written in tried), found, strict=True)
            elif not found.code or found.was_killed:
                continue
            elif len(tried) == 1:
                yield tried[0].place.path, found
            else:
                waiting += [tried[: len(tried) // 2], tried[len(tried) // 2 :]]


def _read_portion(portion: _Portion) -> list[_Read]:
    return [_read(portion.reader.read(written)) for written in portion.files]
