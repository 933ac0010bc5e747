"""What a camera writes into a picture: its EXIF block, read with bounds and written anew with nothing but the orientation."""

from collections.abc import Iterator
from typing import Literal

from ..domain.frozen import frozen

_SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 129: 1}  # bytes of a value of each type
_ORIENTATION, _EXIF, _GPS = 0x0112, 0x8769, 0x8825
_AUTHORS = frozenset({0x013B, 0x9C9D, 0xA430, 0xA437})  # Artist, XPAuthor, CameraOwnerName, Photographer
_PLACES = frozenset({0x0002, 0x0004, 0x0014, 0x0016, 0x001C})  # latitude and longitude, of here and of what is seen; the area
_WIDE = range(0x9C9B, 0x9CA0)  # Windows' XP… fields, UTF-16
_COMMENT = 0x9286
_MOST = 500  # entries in one directory


@frozen
class Exif:
    """`orientation` 1 to 8; whether it says where the picture was taken, and by whom; every text in it."""

    orientation: int = 1
    located: bool = False
    authored: bool = False
    texts: tuple[str, ...] = ()


def read_exif(block: bytes) -> Exif:
    """What an EXIF block says (TIFF header first); nothing where it makes no sense. Never raises."""
    order: Literal["little", "big"] = "little" if block[:2] == b"II" else "big"
    if block[:4] not in {b"II*\0", b"MM\0*"}:
        return Exif()
    orientation, located, authored, texts = 1, False, False, []
    folders = [(int.from_bytes(block[4:8], order), 0)]
    for offset, folder in folders:
        for tag, kind, value in _entries(block, offset, order):
            if folder == _GPS:
                located |= tag in _PLACES and any(value)
            elif tag in {_EXIF, _GPS} and folder == 0:
                folders.append((int.from_bytes(value[:4], order), tag))
            elif tag == _ORIENTATION and folder == 0 and 1 <= int.from_bytes(value[:2], order) <= 8:
                orientation = int.from_bytes(value[:2], order)
            elif text := _text(tag, kind, value):
                authored |= tag in _AUTHORS
                texts.append(text)
    return Exif(orientation, located, authored, tuple(texts))


def _entries(block: bytes, offset: int, order: Literal["little", "big"]) -> Iterator[tuple[int, int, bytes]]:
    """Tag, type and value bytes of each entry of a directory that lies within the block."""
    count = int.from_bytes(block[offset : offset + 2], order)
    for at in range(offset + 2, offset + 2 + 12 * min(count, _MOST), 12):
        entry = block[at : at + 12]
        if len(entry) < 12:
            return
        kind = int.from_bytes(entry[2:4], order)
        size = _SIZES.get(kind, 0) * int.from_bytes(entry[4:8], order)
        start = int.from_bytes(entry[8:12], order)
        value = entry[8 : 8 + size] if size <= 4 else block[start : start + size]
        if size and len(value) == size:
            yield int.from_bytes(entry[:2], order), kind, value


def _text(tag: int, kind: int, value: bytes) -> str:
    if tag in _WIDE:
        return value.decode("utf-16-le", "replace").strip("\0 ")
    if tag == _COMMENT:
        coding, value = value[:8], value[8:]
        if coding.startswith(b"UNICODE"):
            return value.decode("utf-16-be" if value[:1] == b"\0" else "utf-16-le", "replace").strip("\0 ")
    return decode(value).strip("\0 ") if kind in {2, 129} or tag == _COMMENT else ""


def decode(raw: bytes) -> str:
    """Text in UTF-8, else GB 18030, with U+FFFD for what is neither."""
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("gb18030", "replace")


def turned(orientation: int) -> bytes:
    """The EXIF block that says only how to turn the picture; empty when it stands upright."""
    if orientation == 1:
        return b""
    return b"MM\0*\0\0\0\x08" + b"\0\x01" + b"\x01\x12\0\x03\0\0\0\x01" + bytes([0, orientation, 0, 0]) + b"\0\0\0\0"
