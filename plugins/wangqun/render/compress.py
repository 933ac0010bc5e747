"""Compressed copies beside files worth it, for servers that send them as they are. The same bytes give the same copies."""

import gzip
import os
import zlib
from collections.abc import Callable, Container, Iterable
from functools import cache, partial
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

TEXTS = frozenset(".html .css .js .json .jsonl .csv .xml .svg .txt .ics .vtt .webmanifest".split())
COPIES = (".gz", ".br")  # which nobody can publish by himself (stages/load/refusals.py)
LEAST = 1024  # bytes: what is smaller fits into one packet anyway
WORTH = 0.9  # of its size that a copy may have


def endings() -> tuple[str, ...]:
    """The kinds of copies that can be made here: .gz, and .br where the package brotli is."""
    return COPIES if find_spec("brotli") else COPIES[:1]


@cache
def compressors() -> str:
    """What makes copies here, with versions: others may make other bytes."""
    return " ".join([zlib.ZLIB_RUNTIME_VERSION, *([version("brotli")] if find_spec("brotli") else [])])


def compress(folder: Path, kinds: Iterable[str], but: Container[str] = ()) -> None:
    """Write copies of those kinds beside every text below `folder` that they make smaller, `but` for some, which have theirs."""
    packers = {kind: _packer(kind) for kind in kinds}
    for base, _, names in os.walk(folder) if packers else ():
        for name in names:
            path = Path(base, name)
            if path.suffix in TEXTS and path.relative_to(folder).as_posix() not in but and path.stat().st_size >= LEAST:
                data = path.read_bytes()
                for kind, pack in packers.items():
                    if len(packed := pack(data)) <= len(data) * WORTH:
                        copy = path.with_name(name + kind)
                        copy.unlink(missing_ok=True)  # so that nothing is written through a link
                        copy.write_bytes(packed)


def is_compressed(files: Iterable[str], kinds: Iterable[str]) -> bool:
    """True when among these files are copies of those kinds and of no other; every site has some to which it applies."""
    return {kind for kind in COPIES if any(file.endswith(kind) for file in files)} == set(kinds)


def _packer(kind: str) -> Callable[[bytes], bytes]:
    if kind == ".gz":
        return partial(gzip.compress, compresslevel=9, mtime=0)
    import brotli

    packer: Callable[[bytes], bytes] = partial(brotli.compress, quality=10)  # 11 takes twice as long for two in a hundred bytes
    return packer
