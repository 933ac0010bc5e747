"""Names with an invisible character, a full-width digit and a Cyrillic letter; Chinese punctuation is welcome."""

from pathlib import Path


def prepare(root: Path) -> None:
    news = root / "content/county/xian/news"
    good = (news / "good.md").read_text(encoding="utf-8")
    for name in ("a\u200bb.md", "通知２.md", "p\u0430y.md", "《通知》（一）、二.md"):
        (news / name).write_text(good, encoding="utf-8")
