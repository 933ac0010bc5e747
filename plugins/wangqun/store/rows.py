"""build/cache/rows.bin: records of deputies as earlier runs read them, so that an edit costs the reading of one file.

The format is Python's own for plain values (marshal); the file is made and read on one machine and counts as empty when it is
damaged, which its seal tells, of another version, or made under other rules.
"""

import gc
import marshal
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from time import time_ns
from typing import Any

from ..domain.claims import RowOf
from ..domain.cluster import KnownFile, Lost
from ..stored import WRONG, read_sealed, seal, write
from .packing import pack_finding, unpack_finding

PATH = Path("build/cache/rows.bin")
VERSION = (4, *sys.version_info[:2])


@contextmanager
def uncollected() -> Iterator[None]:
    """Python's collector of cycles rests, and leaves alone for good what was made meanwhile.

    A stage makes millions of values, none of them in a cycle; looking through them again and again takes half of its time.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if was_on:
            gc.enable()


@uncollected()
def read_known_rows(root: Path, rules: str) -> dict[str, KnownFile]:
    """What is known of each file by its path; empty when it was learned under other rules."""
    try:
        data = marshal.loads(read_sealed(root / PATH) or b"")  # noqa: S302 - our own, and not changed since: damage could end us
        if data["version"] != VERSION or data["rules"] != rules:
            return {}
        return {path: _file(*entry) for path, entry in data["files"].items()}
    except WRONG:
        return {}


def _file(size: int, mtime: int, inode: int, digest: str, rows: list[Any], findings: list[Any], lost: list[Any]) -> KnownFile:
    told = tuple(map(unpack_finding, findings))
    return KnownFile(size, mtime, tuple(map(RowOf._make, rows)), told, tuple(map(Lost._make, lost)), inode, digest)


def write_known_rows(root: Path, rules: str, files: Mapping[str, KnownFile], racy: int) -> None:
    """Replace the file in one step. Of files changed within the last `racy` ns only the digest says that they are the same."""
    limit = time_ns() - racy
    kept = {path: _entry(file if file.mtime < limit else file._replace(mtime=0)) for path, file in files.items()}
    write(root / PATH, seal(marshal.dumps({"version": VERSION, "rules": rules, "files": kept})))


def _entry(file: KnownFile) -> tuple[Any, ...]:
    rows = [tuple(row) for row in file.rows]
    findings = [pack_finding(finding) for finding in file.findings]
    return (file.size, file.mtime, file.inode, file.digest, rows, findings, [tuple(each) for each in file.lost])
