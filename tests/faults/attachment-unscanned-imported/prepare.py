"""A piece brought over from an older site, with a scan that nobody has checked."""

from pathlib import Path

from clusters import article
from samples import pdf


def prepare(root: Path) -> None:
    files = root / "content/county/xian/files"
    files.mkdir()
    (files / "scan.pdf").write_bytes(pdf(""))
    (root / "content/county/xian/news/faulty.md").write_text(article(body="[扫描件](../files/scan.pdf)"), encoding="utf-8")
