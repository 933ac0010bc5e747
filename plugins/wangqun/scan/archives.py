"""ZIP packages from untrusted offices, read in pieces: what two readers may see differently counts as damaged."""

import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, NamedTuple

MAX_ENTRIES = 10_000
_PIECE = 256 * 1024
_DESCRIPTOR = 24  # bytes at most that follow a member whose sizes were not known when it was begun
_ZIP64 = 100  # bytes at most between the directory and its end
_LOCAL = struct.Struct("<4sHHHHHLLLHH")
_LATER, _UTF8, _UNKNOWN = 0x08, 0x800, 0xFFFFFFFF
DAMAGED = "文件损坏"


class Unread(Exception):
    """Why a file, or the rest of one, cannot be read, in Chinese."""


@dataclass(slots=True)
class Budget:
    """Bytes that may still be unpacked of one attachment with all it holds: of text, and of anything else."""

    text: int = 64 * 1024 * 1024
    other: int = 512 * 1024 * 1024


class Member(NamedTuple):
    """A file in a package: its name, and what the directory says of it; `start` is where its bytes begin."""

    name: str
    info: zipfile.ZipInfo
    start: int


def members(file: BinaryIO) -> tuple[list[Member], str]:
    """The files of a package in order of their places, and all that is said in comments.

    Raises:
        Unread: it is damaged, encrypted, has too many files, or bytes that belong to none of them.
    """
    try:
        with zipfile.ZipFile(file) as package:
            found, comment, directory = package.infolist(), package.comment, package.start_dir
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, EOFError, ValueError, OSError) as error:
        raise Unread(DAMAGED) from error
    if len(found) > MAX_ENTRIES:
        raise Unread(f"内含文件过多（超过 {MAX_ENTRIES} 个）")
    if any(info.flag_bits & 0x41 for info in found):
        raise Unread("已加密")
    end = 0
    kept: list[Member] = []
    for info in sorted(found, key=lambda info: info.header_offset):
        _no_gap(end, info.header_offset, _DESCRIPTOR if kept else 0)
        start = _start(file, info)
        kept.append(Member(_name(info), info, start))
        end = start + info.compress_size
    _no_gap(end, directory, _DESCRIPTOR if kept else 0)
    _check_end(file, directory, len(comment))
    said = [comment, *(info.comment for info in found)]
    return kept, "\n".join(_decoded(raw) for raw in said if raw)


def _no_gap(end: int, start: int, most: int) -> None:
    if start < end:
        raise Unread(DAMAGED)
    if start > end + most:
        raise Unread("夹有不属于任何文件的内容")


def _start(file: BinaryIO, info: zipfile.ZipInfo) -> int:
    """Where a member's bytes begin, once its own header says the same of it as the directory."""
    file.seek(info.header_offset)
    raw = file.read(_LOCAL.size)
    if len(raw) < _LOCAL.size:
        raise Unread(DAMAGED)
    mark, _, flags, method, _, _, crc, packed, size, name, extra = _LOCAL.unpack(raw)
    own = file.read(name)
    told = info.orig_filename.encode("utf-8" if info.flag_bits & _UTF8 else "cp437", "replace")
    sizes_differ = not flags & _LATER and _UNKNOWN not in {packed, size} and (crc, packed, size) != (
        info.CRC, info.compress_size, info.file_size,
    )  # fmt: skip
    if mark != b"PK\3\4" or own != told or method != info.compress_type or sizes_differ:
        raise Unread(DAMAGED)
    return int(info.header_offset + _LOCAL.size + name + extra)


def _check_end(file: BinaryIO, directory: int, comment: int) -> None:
    """Nothing follows the package, and nothing lies between its directory and its end."""
    size = file.seek(0, 2)
    file.seek(max(0, size - 22 - 0xFFFF))
    tail = file.read()
    at = tail.rfind(b"PK\5\6", 0, len(tail) - comment)
    if at < 0 or len(tail) - at != 22 + comment:
        raise Unread("夹有不属于任何文件的内容")
    length = int.from_bytes(tail[at + 12 : at + 16], "little")
    if length != _UNKNOWN:
        _no_gap(directory + length, size - len(tail) + at, _ZIP64)


def _name(info: zipfile.ZipInfo) -> str:
    """A member's name; those made by Chinese Windows are in GB 18030 and do not say so."""
    if info.flag_bits & _UTF8 or info.orig_filename.isascii() or info.filename != info.orig_filename.replace("\\", "/"):
        return info.filename
    return _decoded(info.orig_filename.encode("cp437", "replace"))


def _decoded(raw: bytes) -> str:
    for coding in ("utf-8", "gb18030"):
        try:
            return raw.decode(coding)
        except UnicodeDecodeError:
            continue
    return raw.decode("latin-1")


def head_of(file: BinaryIO, member: Member, length: int = 4096) -> bytes:
    """The first bytes of a member.

    Raises:
        Unread: it is damaged.
    """
    file.seek(member.start)
    raw = file.read(min(length * 2, member.info.compress_size))
    if member.info.compress_type == zipfile.ZIP_STORED:
        return raw[:length]
    try:
        return zlib.decompressobj(-15).decompress(raw, length) if member.info.compress_type == zipfile.ZIP_DEFLATED else b""
    except zlib.error as error:
        raise Unread(DAMAGED) from error


def pieces(file: BinaryIO, member: Member, most: int) -> Iterator[bytes]:
    """What a member holds, piece by piece; of one that holds more than `most` bytes, so many.

    Raises:
        Unread: at the end of what can be read, when that is not all, or not what the directory promises.
    """
    info, size, crc = member.info, 0, 0
    for piece in _unpacked(file, member):
        size += len(piece)
        if size > most:
            yield piece[: len(piece) - (size - most)]
            raise Unread("解压后过大")
        crc = zlib.crc32(piece, crc)
        yield piece
    if (size, crc) != (info.file_size, info.CRC):
        raise Unread(DAMAGED)


def _unpacked(file: BinaryIO, member: Member) -> Iterator[bytes]:
    info = member.info
    if info.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        raise Unread("压缩方法少见")
    unpack = zlib.decompressobj(-15) if info.compress_type == zipfile.ZIP_DEFLATED else None
    at, left = member.start, info.compress_size
    while left:
        file.seek(at)  # others may have read meanwhile
        raw = file.read(min(left, _PIECE))
        if not raw:
            raise Unread(DAMAGED)
        at, left = at + len(raw), left - len(raw)
        if unpack is None:
            yield raw
            continue
        while raw:
            try:
                piece = unpack.decompress(raw, _PIECE)
            except zlib.error as error:
                raise Unread(DAMAGED) from error
            raw = unpack.unconsumed_tail
            if unpack.unused_data:
                raise Unread("夹有不属于任何文件的内容")
            if piece:
                yield piece
            elif not raw:
                break
    if unpack is not None and not unpack.eof:
        raise Unread(DAMAGED)
