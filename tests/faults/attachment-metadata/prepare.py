"""Attachments with an author, revisions and a hidden sheet."""

from pathlib import Path

from clusters import article
from samples import docx, pdf, xlsx


def prepare(root: Path) -> None:
    files = root / "content/county/xian/files"
    files.mkdir()
    revised = "<w:ins><w:r><w:t>新</w:t></w:r></w:ins>"
    (files / "a.docx").write_bytes(docx("正文", author="某某", inner=revised))
    (files / "b.xlsx").write_bytes(xlsx([("甲", "乙")], "hidden"))
    (files / "c.pdf").write_bytes(pdf("Report", author="Somebody"))
    body = "[一](../files/a.docx) [二](../files/b.xlsx) [三](../files/c.pdf)"
    (root / "content/county/xian/news/faulty.md").write_text(article(body=body), encoding="utf-8")
