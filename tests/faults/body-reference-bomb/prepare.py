"""A long address used very often."""

from pathlib import Path

from clusters import article


def prepare(root: Path) -> None:
    body = "[x]: https://a.test.example/" + "x" * 100_000 + "\n\n" + "[x] " * 100_000
    (root / "content/county/xian/news/faulty.md").write_text(article("有错的稿件", body), encoding="utf-8")
    (root / "content/county/xian/news/linking.md").write_text(article("链过去的", "[文](faulty.md)"), encoding="utf-8")
