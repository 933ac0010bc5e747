"""An AVIF picture with EXIF, which cannot be taken out."""

from pathlib import Path

from samples import photo


def prepare(root: Path) -> None:
    images = root / "content/county/xian/images"
    images.mkdir()
    (images / "place.avif").write_bytes(photo(".avif"))
