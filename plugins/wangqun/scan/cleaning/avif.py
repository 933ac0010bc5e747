"""AVIF (ISO/IEC 23008-12): as it is, or not at all when it holds metadata."""

from .picture import BadPicture, Picture, StuckMetadata, bounded


def avif(raw: bytes) -> Picture:
    """The picture as it is; its size is left to a decoder.

    Raises:
        BadPicture: it is broken or of another type.
        StuckMetadata: it tells more than what it shows.
    """
    if raw[4:8] != b"ftyp" or not {raw[at : at + 4] for at in range(8, min(int.from_bytes(raw[:4], "big"), 256), 4)} & {
        b"avif",
        b"avis",
    }:
        raise BadPicture("开头不是 AVIF")
    at, coded = 0, False
    for _ in bounded():
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
