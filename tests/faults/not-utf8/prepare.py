"""A text saved as GB18030, as old editors on Windows do."""

from pathlib import Path


def prepare(root: Path) -> None:
    text = "---\ntitle: ok\ndate: 2026-03-02\n---\n人民代表大会\n"
    (root / "content/county/xian/news/faulty.md").write_bytes(text.encode("gb18030"))
