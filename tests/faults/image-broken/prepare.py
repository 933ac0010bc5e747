"""A picture cut short, and a page that shows it."""

from pathlib import Path

from clusters import article
from samples import picture


def prepare(root: Path) -> None:
    images = root / "content/county/xian/images"
    images.mkdir()
    (images / "cut.jpg").write_bytes(picture()[:-20])
    (images / "good.jpg").write_bytes(picture())
    (images / "named-png.png").write_bytes(picture())
    (root / "content/county/xian/news/faulty.md").write_text(article(body="![图](../images/cut.jpg)"), encoding="utf-8")
