"""build/cache/sources/<site>.bin: what earlier runs read from each file of a site, so that an edit costs the reading of one.

The format is Python's own for plain values (marshal). A file counts as empty when it is damaged, which its seal tells, or was
made by another engine, under other rules or for another cluster. It holds what drafts and notes say: it is nobody's but the
cluster's. Nothing is in it of what is withdrawn or blocked.
"""

import marshal
import sys
from collections.abc import Collection, Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

from ..domain.cluster import KnownSite, KnownText, Memory, ReadSite, Stamp
from ..domain.finding import Finding, Hit, Place, Severity
from ..stored import WRONG, read_sealed, remove, seal, write
from .packing import pack_hit
from .rows import write_known_rows
from .sweep import RACY as RACY

FOLDER = Path("build/cache/sources")
VERSION = (2, *sys.version_info[:2])


def read_sources(folder: Path, site: str, shape: str) -> KnownSite | None:
    """What is known of a site's files; None when nothing is, or it was learned under another `shape`."""
    try:
        data = marshal.loads(read_sealed(folder / f"{site}.bin") or b"")  # noqa: S302 - our own, and not changed since
        if data["version"] != VERSION or data["shape"] != shape or data["site"] != site:
            return None
        texts = {source: KnownText._make(values) for source, values in data["texts"].items()}
        return KnownSite(texts, {source: _stamp(*values) for source, values in data["stamps"].items()})
    except WRONG:
        return None


def _stamp(size: int, mtime: int, digest: str, published: int, hits: Any, inode: int, raw: str, shape: Any) -> Stamp:
    return Stamp(size, mtime, digest, published, tuple([Hit(*hit) for hit in hits]), inode, raw, tuple(shape))


def remember(
    root: Path, memory: Memory, before: Memory, sites: Collection[str], findings: Iterable[Finding], whole: bool = True
) -> None:
    """Keep what a run learned of files, as far as it is new since `before`; nothing of documents that a finding blocks, nor of
    other sites than those whose documents were judged, when it was about the `whole` cluster.
    """
    if memory.rows is not before.rows and (memory.rows or before.rows):
        write_known_rows(root, memory.rules, memory.rows, RACY)
    memory = replace(memory, sites={site: read for site, read in memory.sites.items() if site in sites})
    keep_sources(root, memory, {finding.path for finding in findings if finding.severity is Severity.BLOCK}, whole)


def keep_sources(root: Path, memory: Memory, blocked: Collection[str], whole: bool = True) -> None:
    """Replace what is known of the sites that a run read, as far as it is new. Nothing is kept of documents whose path, as
    findings have it, is `blocked`, nor of any other site when the run was about the `whole` cluster.
    """
    folder = root / FOLDER
    for site, read in memory.sites.items():
        gone = _blocked(read, blocked)
        before, now = read.before, read.now
        if now is None and gone:
            before = now = read_sources(folder, site, read.shape)
        if now is None:
            continue
        kept = {source: text for source, text in now.texts.items() if source not in gone or text.is_fatal}
        if before is None or (kept, now.stamps) != (before.texts, before.stamps):
            _write(folder / f"{site}.bin", site, read.shape, KnownSite(kept, now.stamps))
    for path in folder.iterdir() if whole and folder.is_dir() else ():
        if path.suffix != ".bin" or path.stem not in memory.sites:
            remove(path)


def _blocked(read: ReadSite, blocked: Collection[str]) -> set[str]:
    """The sources of a site's documents whose path, as findings have it, is blocked."""
    start = len(read.folder) + 1
    paths = {path for path in blocked if path.startswith(f"{read.folder}/")}
    gone = {path[start:] for path in paths} & read.names
    if any(mark in path for path in paths for mark in "*�"):  # something in a name is not shown as it is
        gone |= {source for source in read.names if Place("", f"{read.folder}/{source}").shown in paths}
    return gone


def _write(path: Path, site: str, shape: str, known: KnownSite) -> None:
    texts = {source: tuple(text) for source, text in known.texts.items()}
    stamps = {source: (*stamp[:4], tuple(map(pack_hit, stamp.hits)), *stamp[5:]) for source, stamp in known.stamps.items()}
    write(path, seal(marshal.dumps({"version": VERSION, "shape": shape, "site": site, "texts": texts, "stamps": stamps})))
