"""A tiny file that says it is a picture of 3.6 thousand million pixels."""

from pathlib import Path

from samples import png


def prepare(root: Path) -> None:
    images = root / "content/county/xian/images"
    images.mkdir()
    (images / "bomb.png").write_bytes(png(60_000, 60_000))
