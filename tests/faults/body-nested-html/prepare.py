"""Elements within elements: cleaning them takes time that grows with their square. Never closed, they are none (office prose)."""

from pathlib import Path

from clusters import article


def prepare(root: Path) -> None:
    body = "".join(f"<i title=x{number}>" for number in range(20_000)) + "</i>" * 20_000
    (root / "content/county/xian/news/faulty.md").write_text(article("有错的稿件", body), encoding="utf-8")
    (root / "content/county/xian/news/linking.md").write_text(article("链过去的", "[文](faulty.md)"), encoding="utf-8")
