"""A scanned PDF, an archive that somebody has checked, and one that nobody names."""

from pathlib import Path

from clusters import article
from samples import package, pdf


def prepare(root: Path) -> None:
    files = root / "content/county/xian/files"
    files.mkdir()
    (files / "scan.pdf").write_bytes(pdf(""))
    (files / "old.doc").write_bytes(bytes.fromhex("d0cf11e0a1b11ae1") + bytes(99))
    (files / "checked.zip").write_bytes(package({"a.txt": "文"}))
    (files / "unnamed.zip").write_bytes(package({"a.txt": "文"}))
    checked = "{name: 全部材料, file: ../files/checked.zip, manual_check: {person: 某某, time: 2026-03-01 09:00}}"
    attached = f"attachments: [{checked}, {{name: 扫描件, file: ../files/scan.pdf}}]\n"
    body = "[材料](../files/checked.zip) [旧文](../files/old.doc)"
    (root / "content/county/xian/news/faulty.md").write_text(article(body=body, extra=attached), encoding="utf-8")
