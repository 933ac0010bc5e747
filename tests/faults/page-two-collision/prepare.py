"""More than two pages of one column and one tag, beside names that stock Pelican's second page would take."""

from pathlib import Path


def prepare(root: Path) -> None:
    header = "---\ntitle: 第{n}篇\ndate: 2026-01-{day:02} 09:00\n{imported}tags: [{tag}]\n---\n正文。\n"
    imported_line = "imported: {original_url: https://old.test.example/1, original_date: 2026-01-01}\n"
    for folder, tag, count in (("news", "标签3", 45), ("news2", "标签32", 1)):
        for n in range(count):
            path = root / f"content/county/xian/{folder}/{folder}-{n}.md"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(header.format(n=n, day=n % 28 + 1, tag=tag, imported=imported_line), encoding="utf-8")
