"""Files that are not what their names say, one of them attached."""

from pathlib import Path

from clusters import article
from samples import package


def prepare(root: Path) -> None:
    files = root / "content/county/xian/files"
    files.mkdir()
    (files / "page.pdf").write_bytes(b"<html><script>alert(1)</script></html>")
    (files / "program.docx").write_bytes(b"MZ")
    (files / "other.xlsx").write_bytes(package({"a.exe": b""}))
    (files / "bytes.txt").write_bytes(bytes(9))
    attached = "attachments: [{name: 全文, file: ../files/page.pdf}]\n"
    (root / "content/county/xian/news/faulty.md").write_text(article(extra=attached), encoding="utf-8")
