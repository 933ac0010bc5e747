"""Attachments that cannot be read to the end: one that a page links to, one in images/, and one that nobody names."""

from pathlib import Path

from attached import encrypted_pdf, padded
from samples import docx, package


def prepare(root: Path) -> None:
    site = root / "content/county/xian"
    for folder in ("files", "images", "pages"):
        (site / folder).mkdir()
    (site / "files/locked.pdf").write_bytes(encrypted_pdf("Hello", "secret"))
    (site / "files/padded.docx").write_bytes(padded("110101199003074514"))
    (site / "files/open.pdf").write_bytes(encrypted_pdf("Hello", ""))
    (site / "images/cut.zip").write_bytes(package({"a.txt": "文"})[:-9])
    (site / "images/whole.zip").write_bytes(package({"a.txt": "文", "b.docx": docx("文")}))
    (site / "pages/faulty.md").write_text("---\ntitle: 有错的一页\n---\n见[全文](../files/locked.pdf)。\n", encoding="utf-8")
    (site / "pages/sound.md").write_text("---\ntitle: 好的一页\n---\n见[全文](../files/open.pdf)。\n", encoding="utf-8")
