"""Compressed copies beside files worth it, for servers that send them as they are. The same bytes give the same copies."""

import gzip
import os
from collections.abc import Callable, Iterable
from functools import partial
from importlib.util import find_spec
from pathlib import Path

TEXTS = frozenset(".html .css .js .json .jsonl .csv .xml .svg .txt .ics .vtt .webmanifest".split())
COPIES = (".gz", ".br")  # which nobody can publish by himself (stages/load/refusals.py)
LEAST = 1024  # bytes: what is smaller fits into one packet anyway
WORTH = 0.9  # of its size that a copy may have


def endings() -> tuple[str, ...]:
    """The kinds of copies that can be made here: .gz, and .br where the package brotli is."""
    return COPIES if find_spec("brotli") else COPIES[:1]


def compress(folder: Path, kinds: Iterable[str]) -> None:
    """Write copies of those kinds beside every text below `folder` that they make smaller."""
    packers = {kind: _packer(kind) for kind in kinds}
    for base, _, names in os.walk(folder) if packers else ():
        for name in names:
            path = Path(base, name)
            if path.suffix in TEXTS and path.stat().st_size >= LEAST:
                data = path.read_bytes()
                for kind, pack in packers.items():
                    if len(packed := pack(data)) <= len(data) * WORTH:
                        path.with_name(name + kind).write_bytes(packed)


def is_compressed(files: Iterable[str], kinds: Iterable[str]) -> bool:
    """True when among these files are copies of those kinds and of no other; every site has some to which it applies."""
    return {kind for kind in COPIES if any(file.endswith(kind) for file in files)} == set(kinds)


def _packer(kind: str) -> Callable[[bytes], bytes]:
    if kind == ".gz":
        return partial(gzip.compress, compresslevel=9, mtime=0)
    import brotli

    packer: Callable[[bytes], bytes] = partial(brotli.compress, quality=10)  # 11 takes twice as long for two in a hundred bytes
    return packer
