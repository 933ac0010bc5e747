"""A scanned PDF and an old document that nobody has checked, and the same beside them that somebody has."""

from hashlib import sha256
from pathlib import Path

from samples import package, pdf

OLD = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(99)


def prepare(root: Path) -> None:
    site = root / "content/county/xian"
    (site / "files").mkdir()
    (site / "pages").mkdir()
    (site / "files/scan.pdf").write_bytes(pdf(""))
    (site / "files/旧 文.doc").write_bytes(OLD)
    (site / "files/checked.doc").write_bytes(OLD + b"1")
    (site / "files/all.zip").write_bytes(package({"a.txt": "文"}))
    (site / "files/unnamed.doc").write_bytes(OLD)
    by = "person: 王检查, time: 2026-03-01 09:00, sha256:"
    scan, old, checked = (sha256(raw).hexdigest() for raw in (pdf(""), OLD, OLD + b"1"))
    pages = {
        "listed": ("attachments: [{name: 扫描件, file: ../files/scan.pdf}]\n", ""),
        "linked": ("", "[旧文](../files/旧%20文.doc)"),
        "other": (f"manual_checks: [{{file: /files/checked.doc, {by} {checked}}}]\n", "[旧文](../files/旧%20文.doc)"),
        "sound": (
            f"attachments: [{{name: 扫描件, file: ../files/scan.pdf, manual_check: {{{by} {scan}}}}}]\n"
            f"manual_checks:\n- {{file: /files/checked.doc, {by} {checked.upper()}}}\n"
            f"- {{file: ../files/旧 文.doc, {by} {old}}}\n",
            "[扫描件](../files/scan.pdf) [旧文](../files/checked.doc) [旧文](../files/旧%20文.doc) [全部](../files/all.zip)",
        ),
    }
    for name, (header, body) in pages.items():
        (site / f"pages/{name}.md").write_text(f"---\ntitle: 页面{name}\n{header}---\n正文。{body}\n", encoding="utf-8")
