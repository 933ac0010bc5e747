"""A cluster that lets a site have two pieces and one file: the later ones are left out, and other sites have theirs."""

from pathlib import Path

from clusters import article
from samples import picture


def prepare(root: Path) -> None:
    record = root / "sites/cluster.yaml"
    record.write_text(record.read_text(encoding="utf-8") + "limits: {documents: 2, files: 1}\n", encoding="utf-8")
    images = root / "content/county/xian/images"
    images.mkdir()
    for name in ("a", "b", "c"):
        (images / f"{name}.jpg").write_bytes(picture())
        (root / f"content/county/xian/news/z{name}.md").write_text(article(), encoding="utf-8")
