"""Two files that differ by case, and two by Unicode normalisation."""

from pathlib import Path


def prepare(root: Path) -> None:
    folder = root / "content/county/xian"
    good = (folder / "news/good.md").read_text(encoding="utf-8")
    for name in ("news/Plan.md", "news/plan.md", "news/caf\u00e9.md", "news/cafe\u0301.md"):
        (folder / name).write_text(good, encoding="utf-8")
