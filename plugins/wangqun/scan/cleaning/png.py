"""PNG (W3C PNG 3) with the chunks that a picture is made of."""

import zlib

from ..exif import turned
from .picture import BadPicture, Metadata, Picture, bounded, orientation

_KEPT = frozenset(b"IHDR PLTE IDAT IEND tRNS cHRM gAMA iCCP sBIT sRGB cICP mDCV cLLI bKGD hIST pHYs sPLT acTL fcTL fdAT".split())
_TEXT = frozenset({b"tEXt", b"zTXt", b"iTXt"})


def png(raw: bytes) -> Picture:
    """The picture without what it tells besides.

    Raises:
        BadPicture: it is broken or of another type.
    """
    if raw[:8] != b"\x89PNG\r\n\x1a\n" or raw[12:16] != b"IHDR":
        raise BadPicture("开头不是 PNG")
    kept: list[bytes] = []
    metadata: list[Metadata] = []
    at, coded, frames = 8, False, 0
    view = memoryview(raw)
    for _ in bounded():
        end = at + 12 + int.from_bytes(raw[at : at + 4], "big")
        if at + 12 > len(raw) or end > len(raw):
            raise BadPicture("文件不完整")
        kind, body = raw[at + 4 : at + 8], view[at + 8 : end - 4]
        if zlib.crc32(view[at + 4 : end - 4]) != int.from_bytes(raw[end - 4 : end], "big"):
            raise BadPicture("数据损坏")
        if kind == b"IHDR" and (at != 8 or len(body) != 13):
            raise BadPicture("数据损坏")
        if kind in _KEPT:
            kept.append(raw[at:end])
        elif not kind[0] & 0x20:
            raise BadPicture("含不认识的数据")
        elif kind == b"eXIf":
            metadata.append(Metadata("exif", bytes(body)))
        elif kind in _TEXT:
            metadata.append(Metadata("png-text", kind + bytes(body)))
        coded |= kind == b"IDAT"
        frames += kind == b"fcTL"
        at = end
        if kind == b"IEND":
            break
    width, height = int.from_bytes(raw[16:20], "big"), int.from_bytes(raw[20:24], "big")
    if not (coded and width and height):
        raise BadPicture("没有图像")
    turn = turned(orientation(metadata))
    if turn:
        chunk = b"eXIf" + turn
        kept.insert(1, len(turn).to_bytes(4, "big") + chunk + zlib.crc32(chunk).to_bytes(4, "big"))
    return Picture(raw[:8] + b"".join(kept), width, height, max(frames, 1), tuple(metadata))
