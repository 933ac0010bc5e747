"""The pieces that the faulty one names as related."""

from pathlib import Path

from clusters import article


def prepare(root: Path) -> None:
    """Fifty-one sound pieces."""
    for number in range(51):
        path = root / "content" / "county" / "xian" / "news" / f"r{number}.md"
        path.write_text(article(f"第 {number} 篇"), encoding="utf-8")
