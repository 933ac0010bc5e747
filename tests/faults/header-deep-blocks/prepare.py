"""Parts within parts, more than a stack holds: in headers of both kinds, in people's files, in a site's own lists."""

from pathlib import Path

from clusters import article

DEEP = "- " * 30_000


def prepare(root: Path) -> None:
    county = root / "content/county/xian"
    (county / "news/faulty.md").write_text(article(extra=f"note:\n  {DEEP}a\n"), encoding="utf-8")
    (county / "news/keys.md").write_text(article(extra=f"note:\n  {'? ' * 30_000}a\n"), encoding="utf-8")
    (county / "news/toml.md").write_text(f'+++\ntitle = "深"\n{"a." * 20_000}a = 1\n+++\n正文。\n', encoding="utf-8")
    (county / "news/brackets.md").write_text(article(extra=f"note: {'[' * 15_000}\n"), encoding="utf-8")
    (county / "stations.yaml").write_text(f"- {DEEP}a\n", encoding="utf-8")
    (county / "deputies").mkdir(exist_ok=True)
    (county / "deputies/deep.yaml").write_text(f"name: 甲\nnote:\n  {DEEP}a\n", encoding="utf-8")
    (county / "accepted.yaml").write_text(f"- {DEEP}a\n", encoding="utf-8")
