"""Short rows that are filled up to a very long one."""

from pathlib import Path

from clusters import article


def prepare(root: Path) -> None:
    body = "|a" * 20_000 + "\n" + "|-" * 20_000 + "\n" + "a|b\n" * 20_000
    (root / "content/county/xian/news/faulty.md").write_text(article("有错的稿件", body), encoding="utf-8")
    (root / "content/county/xian/news/linking.md").write_text(article("链过去的", "[文](faulty.md)"), encoding="utf-8")
