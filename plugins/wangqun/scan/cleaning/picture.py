"""A picture taken apart, and why one cannot be."""

from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple

from ...domain.frozen import frozen
from ..exif import read_exif

_MOST = 1_000_000  # parts of a file; each takes about a microsecond
EXIF_HEAD = b"Exif\0\0"


class BadPicture(ValueError):
    """The bytes are no whole picture of their type, or one that cannot be cleaned; the message says why, in Chinese."""


class StuckMetadata(BadPicture):
    """An AVIF picture with metadata, which only saving it anew removes."""


class Metadata(NamedTuple):
    """One thing that is left out: `exif` (a TIFF block), `xmp`, `iptc`, `png-text` (keyword and all) or `comment`."""

    kind: Literal["exif", "xmp", "iptc", "png-text", "comment"]
    raw: bytes


@frozen
class Picture:
    """A picture taken apart: the bytes to publish, width and height in pixels, frames, and what was left out."""

    published: bytes
    width: int
    height: int
    frames: int
    metadata: tuple[Metadata, ...]


def orientation(metadata: Iterable[Metadata]) -> int:
    """How a picture is to be turned, as its EXIF data says; 1 is not at all."""
    return next((read_exif(part.raw).orientation for part in metadata if part.kind == "exif"), 1)


def bounded() -> Iterator[None]:
    """As many turns as a file may have parts."""
    for _ in range(_MOST):
        yield None
    raise BadPicture("分段过多")
