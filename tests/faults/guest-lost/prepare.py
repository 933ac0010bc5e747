"""A template fails, or leaves a tag out, on pages of two pieces of the county that the city shows; at home it does not."""

from pathlib import Path

from clusters import own_template

OLD = "{% for meta in page.head.meta %}"
NEW = (
    "{% if site.level == 'city' and '一篇失败的' in page.head.title %}{{ site.nothing }}{% endif %}"
    "{% for meta in page.head.meta if site.level != 'city' or '一篇残缺的' not in page.head.title or meta.name != 'PubDate' %}"
)
PIECE = """---
title: {}
date: 2026-03-02 09:00
imported: {{original_url: https://old.test.example/1, original_date: 2026-03-01}}
summary: 要点
share: {{up: true, mode: page}}
---
{}的正文。
"""
PIECES = {"fails": "一篇失败的", "lacks": "一篇残缺的", "sound": "一篇完好的"}


def prepare(root: Path) -> None:
    own_template(root, "base.html", OLD, NEW)
    for name, title in PIECES.items():
        (root / f"content/county/xian/news/{name}.md").write_text(PIECE.format(title, title), encoding="utf-8")
    accepted = "".join(f"  - {{id: 'xian:article/{name}', by: 某某, on: 2026-11-20}}\n" for name in PIECES)
    (root / "content/city/shi/accepted.yaml").write_text(f"accepted:\n{accepted}", encoding="utf-8")
