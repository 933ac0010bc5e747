"""GIF89a without comments and unknown extensions."""

from collections.abc import Iterator

from .picture import BadPicture, Metadata, Picture, bounded

_KEPT = (b"NETSCAPE2.0", b"ANIMEXTS1.0", b"ICCRGBG1012")


def gif(raw: bytes) -> Picture:
    """The picture without what it tells besides.

    Raises:
        BadPicture: it is broken or of another type.
    """
    if raw[:6] not in {b"GIF87a", b"GIF89a"} or len(raw) < 13:
        raise BadPicture("开头不是 GIF")
    width, height = int.from_bytes(raw[6:8], "little"), int.from_bytes(raw[8:10], "little")
    at = 13 + _colours(raw[10])
    kept, frames = [raw[:at]], 0
    metadata: list[Metadata] = []
    turns = bounded()
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
            if label == b"\xf9" or (label == b"\xff" and raw[start + 3 : start + 14] in _KEPT):
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
