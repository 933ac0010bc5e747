"""Drawings with a script, a link out and a harmless one."""

from pathlib import Path


def prepare(root: Path) -> None:
    images = root / "content/county/xian/images"
    images.mkdir()
    head = '<svg xmlns="http://www.w3.org/2000/svg">\n'
    (images / "script.svg").write_text(head + "<script>alert(1)</script></svg>", encoding="utf-8")
    (images / "out.svg").write_text(head + '<rect fill="url(https://x.example/#a)"/></svg>', encoding="utf-8")
    (images / "good.svg").write_text(head + '<rect width="9" height="9"/></svg>', encoding="utf-8")
