"""JPEG (ITU-T T.81, JFIF) without what its application segments and comments tell."""

import re

from ..exif import turned
from .picture import EXIF_HEAD, BadPicture, Metadata, Picture, bounded, orientation

_SCAN_END = re.compile(rb"\xff[^\x00\xff\xd0-\xd7]")
_FILL = re.compile(rb"\xff+")


def jpeg(raw: bytes) -> Picture:
    """The picture without what it tells besides.

    Raises:
        BadPicture: it is broken or of another type.
    """
    if raw[:2] != b"\xff\xd8":
        raise BadPicture("开头不是 JPEG")
    jfif = b""
    kept: list[bytes] = []
    metadata: list[Metadata] = []
    width = height = 0
    at, scanned = 2, False
    for _ in bounded():
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
        elif part := _metadata(marker, body):
            metadata.append(part)
    if not (scanned and width and height):
        raise BadPicture("没有图像")
    turn = turned(orientation(metadata))
    exif = b"\xff\xe1" + (len(turn) + 8).to_bytes(2, "big") + EXIF_HEAD + turn if turn else b""
    return Picture(b"\xff\xd8" + jfif + exif + b"".join(kept) + b"\xff\xd9", width, height, 1, tuple(metadata))


def _metadata(marker: int, body: bytes) -> Metadata | None:
    if marker == 0xE1 and body[:6] == EXIF_HEAD:
        return Metadata("exif", body[6:])
    if marker == 0xE1:
        return Metadata("xmp", body)
    if marker == 0xED:
        return Metadata("iptc", body)
    return Metadata("comment", body) if marker == 0xFE else None
