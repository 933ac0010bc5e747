"""What is known of static files: new and changed ones are read and scanned, all others are remembered."""

import hashlib
import os
import signal
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import BinaryIO, NamedTuple

from ...domain.cluster import Stamp
from ...domain.finding import Finding, Hit, Place
from ...domain.frozen import frozen
from ...domain.shape import UNSHAPED, Shape
from ...domain.trouble import of_system
from ...scan import conflicts
from ...scan.archives import Unread
from ...scan.attachments import MISMATCH, OFFICE, OPAQUE, PLAIN, UNREADABLE, UNSCANNED, few, looks_like
from ...scan.cleaning import CLEANED
from ...scan.pictures import look_at_picture
from ...scan.plain import read_plain, unfolded
from ...scan.scanner import scan
from ...scan.svg import MAX_SVG, look_at_svg, shape_of_svg
from ...scan.wording import Wording
from ...workers import Crash, run_each
from .files import UNREADABLE as FILE_UNREADABLE
from .files import FoundFile

APART = OFFICE | {".pdf", ".zip"}  # read in a process of their own
_LONG = 5 * 1024 * 1024  # bytes of plain text from which on it is too
_SECONDS, _PATIENCE = 60, 240  # of computing, and by the clock
_MEMORY = 1024**3  # bytes beyond what the process begins with
_HEAD = 4096


class _Task(NamedTuple):
    """A file to be read in a process of its own."""

    path: str
    suffix: str
    words: Wording


def take_stamps(
    root: Path,
    wanted: Iterable[tuple[FoundFile, Place]],
    known: Mapping[str, Stamp],
    words: Wording,
    findings: list[Finding],
    settled: int,
) -> dict[str, Stamp]:
    """Stamps by path; a file that cannot be read has none, and a finding.

    Times that are not older than `settled` (ns) are not trusted: such a file may change again without a new one.
    """
    stamps: dict[str, Stamp] = {}
    tasks: dict[str, _Task] = {}
    for entry, place in wanted:
        stamp = known.get(place.path)
        if stamp is None or (stamp.size, stamp.mtime, stamp.inode) != (entry.size, entry.mtime, entry.inode):
            suffix = Path(entry.source).suffix.lower()
            try:
                if stamp and stamp.size == entry.size and stamp.raw == _digest(root / place.path):
                    apart = False
                else:
                    stamp, apart = _read(root / place.path, suffix, entry, words)
                stamp = stamp._replace(mtime=entry.mtime if entry.mtime < settled else 0, inode=entry.inode)
            except OSError as error:
                findings.append(FILE_UNREADABLE.at(place, problem=of_system(error)))
                continue
            if apart:
                tasks[place.path] = _Task(str(root / place.path), suffix, words)
        stamps[place.path] = stamp
    if tasks:
        import pypdf  # noqa: F401  so that the processes forked for each file have it
    for path, hits in run_each(tasks, _ScanApart(), os.cpu_count() or 1) if tasks else ():
        lost = (UNREADABLE.hit(why="检查时出错或超时"),)
        stamps[path] = stamps[path]._replace(hits=lost if isinstance(hits, Crash) else hits)
    return stamps


def shape_of(raw: bytes, suffix: str) -> Shape:
    """How wide and high a published file is; neither for one that is no picture."""
    if suffix in CLEANED:
        return look_at_picture(raw, suffix).shape
    return shape_of_svg(raw) if suffix == ".svg" else UNSHAPED


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _read(path: Path, suffix: str, entry: FoundFile, words: Wording) -> tuple[Stamp, bool]:
    """A file's stamp, and whether it is still to be read in a process of its own."""
    if suffix in CLEANED:
        raw = path.read_bytes()
        looked = look_at_picture(raw, suffix)
        hits = few((*looked.hits, *scan(looked.passages, words)))
        whole = hashlib.sha256(raw).hexdigest()
        return Stamp(entry.size, entry.mtime, looked.digest, looked.size, hits, raw=whole, shape=looked.shape), False
    with path.open("rb") as file:
        head = file.read(_HEAD)
        file.seek(0)
        digest = hashlib.file_digest(file, "sha256").hexdigest()
        file.seek(0)
        stamp = Stamp(entry.size, entry.mtime, digest, entry.size, raw=digest)
        if not looks_like(head, suffix):
            return stamp._replace(hits=(MISMATCH.hit(suffix=suffix),)), False
        if suffix == ".svg":
            drawing = file.read(MAX_SVG + 1)
            faults, passages = look_at_svg(drawing)
            return stamp._replace(hits=few((*faults, *scan(passages, words))), shape=shape_of_svg(drawing)), False
        if suffix in PLAIN:
            return (stamp, True) if entry.size > _LONG else (stamp._replace(hits=_scan_plain(file, suffix, words)), False)
    if suffix in OPAQUE:
        return stamp._replace(hits=(UNSCANNED.hit(why=OPAQUE[suffix]),)), False
    return stamp, suffix in APART


def _scan_plain(file: BinaryIO, suffix: str, words: Wording) -> tuple[Hit, ...]:
    """What is found in a plain text, window by window; of a calendar in its folded lines and in whole ones."""
    found: tuple[Hit, ...] = ()
    try:
        for passage in read_plain(file):
            marks = (mark._replace(line=passage.line + mark.line - 1) for mark in conflicts.find(passage.text))
            hits = (*scan((passage,), words), *marks)
            if suffix == ".ics" and (whole := unfolded(passage)):
                known = {(hit.code, *hit.values.items()) for hit in hits}
                hits += tuple(hit for hit in scan((whole,), words) if (hit.code, *hit.values.items()) not in known)
            found = few((*found, *hits))
    except Unread as error:
        found = (UNREADABLE.hit(why=str(error)), *found)
    return found


@frozen
class _ScanApart:
    """The work of `_scan_apart`, which takes a process of its own for each file."""

    apart: bool = True

    def __call__(self, task: _Task) -> tuple[Hit, ...]:
        """What is found in a file."""
        return _scan_apart(task)


def _scan_apart(task: _Task) -> tuple[Hit, ...]:
    """What is found in a document, archive or long text; the process is bounded in time and memory and ends with it."""
    _bound()
    with open(task.path, "rb") as file:
        if task.suffix in PLAIN:
            return _scan_plain(file, task.suffix, task.words)
        from ...scan.inside import read_attachment

        read = read_attachment(file, task.suffix)
        return few((*read.all_hits, *scan(read.passages, task.words)))


def _bound() -> None:
    if sys.platform == "win32":
        return
    import resource

    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.alarm(_PATIENCE)
    resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
        limit = pages * resource.getpagesize() + _MEMORY
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
