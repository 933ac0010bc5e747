"""An article of more than two megabytes."""

from pathlib import Path


def prepare(root: Path) -> None:
    text = "---\ntitle: 过大\ndate: 2026-03-02\n---\n" + "长" * (1024 * 1024)
    (root / "content/county/xian/news/faulty.md").write_text(text, encoding="utf-8")
