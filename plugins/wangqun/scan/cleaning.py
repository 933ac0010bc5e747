"""Pictures as they are published: the same coded pixels, byte for byte, and nothing of what else the file tells.

Formats: JPEG (ITU-T T.81, JFIF), PNG (W3C PNG 3), WebP (RFC 9649), GIF89a, AVIF (ISO/IEC 23008-12). Nothing is decoded.
"""

import re
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple

from .exif import read_exif, turned

CLEANED = frozenset({".jpg", ".jpeg", ".png", ".gif", ".webp", ".avif"})
_MOST = 1_000_000  # parts of a file; each takes about a microsecond
_SCAN_END = re.compile(rb"\xff[^\x00\xff\xd0-\xd7]")
_FILL = re.compile(rb"\xff+")
_PNG_KEPT = frozenset(
    b"IHDR PLTE IDAT IEND tRNS cHRM gAMA iCCP sBIT sRGB cICP mDCV cLLI bKGD hIST pHYs sPLT acTL fcTL fdAT".split()
)
_PNG_TEXT = frozenset({b"tEXt", b"zTXt", b"iTXt"})
_GIF_KEPT = (b"NETSCAPE2.0", b"ANIMEXTS1.0", b"ICCRGBG1012")
_EXIF_FLAG, _XMP_FLAG = 0x08, 0x04
_EXIF_HEAD = b"Exif\0\0"


class BadPicture(ValueError):
    """The bytes are no whole picture of their type, or one that cannot be cleaned; the message says why, in Chinese."""


class StuckMetadata(BadPicture):
    """An AVIF picture with metadata, which only saving it anew removes."""


class Metadata(NamedTuple):
    """One thing that is left out: `exif` (a TIFF block), `xmp`, `iptc`, `png-text` (keyword and all) or `comment`."""

    kind: Literal["exif", "xmp", "iptc", "png-text", "comment"]
    raw: bytes


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture taken apart: the bytes to publish, width and height in pixels, frames, and what was left out."""

    published: bytes
    width: int
    height: int
    frames: int
    metadata: tuple[Metadata, ...]


def is_cleaned(path: str) -> bool:
    """True for a file that is published without what its metadata tells."""
    return path[path.rfind(".") :].lower() in CLEANED


def clean_picture(raw: bytes, suffix: str) -> bytes:
    """The picture without its metadata; how it is to be turned stays.

    Raises:
        BadPicture: it is broken, of another type, or cannot be cleaned.
    """
    return split_picture(raw, suffix).published


def split_picture(raw: bytes, suffix: str) -> Picture:
    """The picture and its metadata, apart. `suffix` is one of CLEANED.

    Raises:
        BadPicture: it is broken, of another type, or cannot be cleaned.
    """
    return _SPLITTERS[suffix.lower()](raw)


def _orientation(metadata: list[Metadata]) -> int:
    return next((read_exif(part.raw).orientation for part in metadata if part.kind == "exif"), 1)


def _bounded() -> Iterator[None]:
    """As many turns as a file may have parts."""
    for _ in range(_MOST):
        yield None
    raise BadPicture("分段过多")


def _jpeg(raw: bytes) -> Picture:
    if raw[:2] != b"\xff\xd8":
        raise BadPicture("开头不是 JPEG")
    jfif = b""
    kept: list[bytes] = []
    metadata: list[Metadata] = []
    width = height = 0
    at, scanned = 2, False
    for _ in _bounded():
        fill = _FILL.match(raw, at)
        if not fill or fill.end() >= len(raw):
            raise BadPicture("文件不完整")
        marker, at = raw[fill.end()], fill.end() + 1
        if marker == 0xD9:
            break
        if marker == 0x01 or 0xD0 <= marker <= 0xD8:
            continue
        end = at + int.from_bytes(raw[at : at + 2], "big")
        if end < at + 2 or end > len(raw):
            raise BadPicture("文件不完整")
        body, whole = raw[at + 2 : end], bytes([0xFF, marker]) + raw[at:end]
        at = end
        if marker == 0xDA:
            mark = _SCAN_END.search(raw, at)
            if not mark:
                raise BadPicture("文件不完整")
            kept += [whole, raw[at : mark.start()]]
            at, scanned = mark.start(), True
        elif 0xC0 <= marker <= 0xCF or 0xDB <= marker <= 0xDF:
            if marker not in {0xC4, 0xC8, 0xCC} and marker <= 0xCF:
                height, width = max(height, int.from_bytes(body[1:3], "big")), max(width, int.from_bytes(body[3:5], "big"))
            kept.append(whole)
        elif marker == 0xE0 and body[:5] == b"JFIF\0" and len(body) >= 14 and not jfif:
            jfif = b"\xff\xe0\0\x10" + body[:12] + b"\0\0"  # without its thumbnail
        elif marker == 0xE2 and body[:12] == b"ICC_PROFILE\0":
            kept.append(whole)
        elif marker == 0xEE and body[:5] == b"Adobe" and len(body) >= 12:
            kept.append(b"\xff\xee\0\x0e" + body[:12])
        elif part := _jpeg_metadata(marker, body):
            metadata.append(part)
    if not (scanned and width and height):
        raise BadPicture("没有图像")
    turn = turned(_orientation(metadata))
    exif = b"\xff\xe1" + (len(turn) + 8).to_bytes(2, "big") + _EXIF_HEAD + turn if turn else b""
    return Picture(b"\xff\xd8" + jfif + exif + b"".join(kept) + b"\xff\xd9", width, height, 1, tuple(metadata))


def _jpeg_metadata(marker: int, body: bytes) -> Metadata | None:
    if marker == 0xE1 and body[:6] == _EXIF_HEAD:
        return Metadata("exif", body[6:])
    if marker == 0xE1:
        return Metadata("xmp", body)
    if marker == 0xED:
        return Metadata("iptc", body)
    return Metadata("comment", body) if marker == 0xFE else None


def _png(raw: bytes) -> Picture:
    if raw[:8] != b"\x89PNG\r\n\x1a\n" or raw[12:16] != b"IHDR":
        raise BadPicture("开头不是 PNG")
    kept: list[bytes] = []
    metadata: list[Metadata] = []
    at, coded, frames = 8, False, 0
    view = memoryview(raw)
    for _ in _bounded():
        end = at + 12 + int.from_bytes(raw[at : at + 4], "big")
        if at + 12 > len(raw) or end > len(raw):
            raise BadPicture("文件不完整")
        kind, body = raw[at + 4 : at + 8], view[at + 8 : end - 4]
        if zlib.crc32(view[at + 4 : end - 4]) != int.from_bytes(raw[end - 4 : end], "big"):
            raise BadPicture("数据损坏")
        if kind == b"IHDR" and (at != 8 or len(body) != 13):
            raise BadPicture("数据损坏")
        if kind in _PNG_KEPT:
            kept.append(raw[at:end])
        elif not kind[0] & 0x20:
            raise BadPicture("含不认识的数据")
        elif kind == b"eXIf":
            metadata.append(Metadata("exif", bytes(body)))
        elif kind in _PNG_TEXT:
            metadata.append(Metadata("png-text", kind + bytes(body)))
        coded |= kind == b"IDAT"
        frames += kind == b"fcTL"
        at = end
        if kind == b"IEND":
            break
    width, height = int.from_bytes(raw[16:20], "big"), int.from_bytes(raw[20:24], "big")
    if not (coded and width and height):
        raise BadPicture("没有图像")
    turn = turned(_orientation(metadata))
    if turn:
        chunk = b"eXIf" + turn
        kept.insert(1, len(turn).to_bytes(4, "big") + chunk + zlib.crc32(chunk).to_bytes(4, "big"))
    return Picture(raw[:8] + b"".join(kept), width, height, max(frames, 1), tuple(metadata))


def _riff(raw: bytes, at: int, end: int) -> Iterator[tuple[bytes, bytes]]:
    """Name and content of each chunk between two places."""
    for _ in _bounded():
        if at == end:
            return
        size = int.from_bytes(raw[at + 4 : at + 8], "little")
        if at + 8 + size > end:
            raise BadPicture("文件不完整")
        yield raw[at : at + 4], raw[at + 8 : at + 8 + size]
        at = min(at + 8 + size + size % 2, end)


def _chunk(name: bytes, body: bytes) -> bytes:
    return name + len(body).to_bytes(4, "little") + body + b"\0" * (len(body) % 2)


def _webp(raw: bytes) -> Picture:
    if raw[:4] != b"RIFF" or raw[8:12] != b"WEBP":
        raise BadPicture("开头不是 WebP")
    end = 8 + int.from_bytes(raw[4:8], "little")
    if not 12 < end <= len(raw):
        raise BadPicture("文件不完整")
    chunks: list[tuple[bytes, bytes]] = []
    metadata: list[Metadata] = []
    width = height = frames = 0
    for name, body in _riff(raw, 12, end):
        if name == b"EXIF":
            metadata.append(Metadata("exif", body.removeprefix(_EXIF_HEAD)))
        elif name == b"XMP ":
            metadata.append(Metadata("xmp", body))
        elif name == b"ANMF":
            inner = b"".join(_chunk(*part) for part in _riff(body, 16, len(body)) if part[0] in {b"ALPH", b"VP8 ", b"VP8L"})
            chunks.append((name, body[:16] + inner))
            frames += 1
        elif name in {b"VP8X", b"VP8 ", b"VP8L", b"ALPH", b"ANIM", b"ICCP"}:
            chunks.append((name, body))
        wide, high = _webp_size(name, body)
        width, height = max(width, wide), max(height, high)
    coded = {name for name, _ in chunks}
    if not coded & {b"VP8 ", b"VP8L", b"ANMF"} or not (width and height):
        raise BadPicture("没有图像")
    turn = turned(_orientation(metadata)) if chunks[0][0] == b"VP8X" else b""
    if chunks[0][0] == b"VP8X":
        flags = chunks[0][1][0] & ~(_EXIF_FLAG | _XMP_FLAG) | (_EXIF_FLAG if turn else 0)
        chunks[0] = (b"VP8X", bytes([flags]) + chunks[0][1][1:])
    if turn:
        chunks.append((b"EXIF", turn))
    body = b"WEBP" + b"".join(_chunk(*part) for part in chunks)
    return Picture(b"RIFF" + len(body).to_bytes(4, "little") + body, width, height, max(frames, 1), tuple(metadata))


def _webp_size(name: bytes, body: bytes) -> tuple[int, int]:
    """Width and height that a chunk states; 0, 0 when it states none."""
    if name in {b"VP8X", b"ANMF"}:
        at = 4 if name == b"VP8X" else 6
        if len(body) < at + 6:
            raise BadPicture("文件不完整")
        return int.from_bytes(body[at : at + 3], "little") + 1, int.from_bytes(body[at + 3 : at + 6], "little") + 1
    if name == b"VP8 " and len(body) >= 10:
        return int.from_bytes(body[6:8], "little") & 0x3FFF, int.from_bytes(body[8:10], "little") & 0x3FFF
    if name == b"VP8L" and len(body) >= 5:
        bits = int.from_bytes(body[1:5], "little")
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    return 0, 0


def _gif(raw: bytes) -> Picture:
    if raw[:6] not in {b"GIF87a", b"GIF89a"} or len(raw) < 13:
        raise BadPicture("开头不是 GIF")
    width, height = int.from_bytes(raw[6:8], "little"), int.from_bytes(raw[8:10], "little")
    at = 13 + _colours(raw[10])
    kept, frames = [raw[:at]], 0
    metadata: list[Metadata] = []
    turns = _bounded()
    for _ in turns:
        start, kind = at, raw[at : at + 1]
        if kind == b";":
            break
        if kind == b"," and at + 10 < len(raw):
            width = max(width, int.from_bytes(raw[at + 5 : at + 7], "little"))
            height = max(height, int.from_bytes(raw[at + 7 : at + 9], "little"))
            at = _blocks(raw, at + 11 + _colours(raw[at + 9]), turns)
            kept.append(raw[start:at])
            frames += 1
        elif kind == b"!":
            label = raw[at + 1 : at + 2]
            at = _blocks(raw, at + 2, turns)
            if label == b"\xf9" or (label == b"\xff" and raw[start + 3 : start + 14] in _GIF_KEPT):
                kept.append(raw[start:at])
            else:
                is_xmp = raw[start + 3 : start + 11] == b"XMP Data"
                metadata.append(Metadata("xmp" if is_xmp else "comment", raw[start + 2 : at]))
        else:
            raise BadPicture("文件不完整")
    if not (frames and width and height):
        raise BadPicture("没有图像")
    return Picture(b"".join(kept) + b";", width, height, frames, tuple(metadata))


def _colours(flags: int) -> int:
    """Bytes of the colour table that a GIF's flags announce."""
    return 3 << (flags & 7) + 1 if flags & 0x80 else 0


def _blocks(raw: bytes, at: int, turns: Iterator[None]) -> int:
    """Where a GIF's chain of sub-blocks ends."""
    for _ in turns:
        if at >= len(raw):
            raise BadPicture("文件不完整")
        size = raw[at]
        at += 1 + size
        if size == 0:
            return at
    raise BadPicture("分段过多")


def _avif(raw: bytes) -> Picture:
    """The picture as it is; its size is left to a decoder."""
    if raw[4:8] != b"ftyp" or not {raw[at : at + 4] for at in range(8, min(int.from_bytes(raw[:4], "big"), 256), 4)} & {
        b"avif",
        b"avis",
    }:
        raise BadPicture("开头不是 AVIF")
    at, coded = 0, False
    for _ in _bounded():
        if at == len(raw):
            break
        size = int.from_bytes(raw[at : at + 4], "big")
        kind = raw[at + 4 : at + 8]
        head = 16 if size == 1 else 8
        size = int.from_bytes(raw[at + 8 : at + 16], "big") if size == 1 else size or len(raw) - at
        if size < head or at + size > len(raw):
            raise BadPicture("文件不完整")
        told = (b"Exif", b"rdf+xml", b"\xa9xyz")
        if kind in {b"uuid", b"udta"} or (kind in {b"meta", b"moov"} and any(raw.find(w, at, at + size) >= 0 for w in told)):
            raise StuckMetadata("含拍摄信息")
        coded |= kind == b"mdat"
        at += size
    if not coded:
        raise BadPicture("没有图像")
    return Picture(raw, 0, 0, 1, ())


_SPLITTERS: dict[str, Callable[[bytes], Picture]] = {
    ".jpg": _jpeg,
    ".jpeg": _jpeg,
    ".png": _png,
    ".gif": _gif,
    ".webp": _webp,
    ".avif": _avif,
}
