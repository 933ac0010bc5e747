"""WebP (RFC 9649) without its EXIF and XMP chunks, also those of its frames."""

from collections.abc import Iterator

from ..exif import turned
from .picture import EXIF_HEAD, BadPicture, Metadata, Picture, bounded, orientation

_EXIF_FLAG, _XMP_FLAG = 0x08, 0x04


def _riff(raw: bytes, at: int, end: int) -> Iterator[tuple[bytes, bytes]]:
    """Name and content of each chunk between two places."""
    for _ in bounded():
        if at == end:
            return
        size = int.from_bytes(raw[at + 4 : at + 8], "little")
        if at + 8 + size > end:
            raise BadPicture("文件不完整")
        yield raw[at : at + 4], raw[at + 8 : at + 8 + size]
        at = min(at + 8 + size + size % 2, end)


def _chunk(name: bytes, body: bytes) -> bytes:
    return name + len(body).to_bytes(4, "little") + body + b"\0" * (len(body) % 2)


def webp(raw: bytes) -> Picture:
    """The picture without what it tells besides.

    Raises:
        BadPicture: it is broken or of another type.
    """
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
            metadata.append(Metadata("exif", body.removeprefix(EXIF_HEAD)))
        elif name == b"XMP ":
            metadata.append(Metadata("xmp", body))
        elif name == b"ANMF":
            inner = b"".join(_chunk(*part) for part in _riff(body, 16, len(body)) if part[0] in {b"ALPH", b"VP8 ", b"VP8L"})
            chunks.append((name, body[:16] + inner))
            frames += 1
        elif name in {b"VP8X", b"VP8 ", b"VP8L", b"ALPH", b"ANIM", b"ICCP"}:
            chunks.append((name, body))
        wide, high = _size(name, body)
        width, height = max(width, wide), max(height, high)
    coded = {name for name, _ in chunks}
    if not coded & {b"VP8 ", b"VP8L", b"ANMF"} or not (width and height):
        raise BadPicture("没有图像")
    turn = turned(orientation(metadata)) if chunks[0][0] == b"VP8X" else b""
    if chunks[0][0] == b"VP8X":
        flags = chunks[0][1][0] & ~(_EXIF_FLAG | _XMP_FLAG) | (_EXIF_FLAG if turn else 0)
        chunks[0] = (b"VP8X", bytes([flags]) + chunks[0][1][1:])
    if turn:
        chunks.append((b"EXIF", turn))
    body = b"WEBP" + b"".join(_chunk(*part) for part in chunks)
    return Picture(b"RIFF" + len(body).to_bytes(4, "little") + body, width, height, max(frames, 1), tuple(metadata))


def _size(name: bytes, body: bytes) -> tuple[int, int]:
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
