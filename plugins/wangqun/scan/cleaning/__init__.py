"""Pictures as they are published: the same coded pixels, byte for byte, and nothing of what else the file tells.

Formats: JPEG (ITU-T T.81, JFIF), PNG (W3C PNG 3), WebP (RFC 9649), GIF89a, AVIF (ISO/IEC 23008-12). Nothing is decoded.
"""

from collections.abc import Callable

from .avif import avif
from .gif import gif
from .jpeg import jpeg
from .picture import BadPicture, Metadata, Picture, StuckMetadata, orientation
from .png import png
from .webp import webp

__all__ = [
    "CLEANED",
    "BadPicture",
    "Metadata",
    "Picture",
    "StuckMetadata",
    "clean_picture",
    "is_cleaned",
    "orientation",
    "split_picture",
]

CLEANED = frozenset({".jpg", ".jpeg", ".png", ".gif", ".webp", ".avif"})


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


_SPLITTERS: dict[str, Callable[[bytes], Picture]] = {
    ".jpg": jpeg,
    ".jpeg": jpeg,
    ".png": png,
    ".gif": gif,
    ".webp": webp,
    ".avif": avif,
}
