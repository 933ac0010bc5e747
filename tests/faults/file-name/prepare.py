"""File names with a line break, a right-to-left override and a backslash."""

from pathlib import Path


def prepare(root: Path) -> None:
    good = (root / "content/county/xian/news/good.md").read_text(encoding="utf-8")
    for name in ("two\nlines.md", "gpj.\u202emd.md", "back\\slash.md"):
        (root / "content/county/xian/news" / name).write_text(good, encoding="utf-8")
