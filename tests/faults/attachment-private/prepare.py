"""Lists of people in attachments, row by row."""

from pathlib import Path

from clusters import article
from samples import pdf, xlsx


def prepare(root: Path) -> None:
    files = root / "content/county/xian/files"
    files.mkdir()
    rows = [("序号", "姓名", "电话"), ("1", "某某", "13800138000")]
    (files / "a.xlsx").write_bytes(xlsx(rows))
    (files / "b.csv").write_bytes("\r\n".join(",".join(row) for row in rows).encode("gb18030"))
    (files / "c.pdf").write_bytes(pdf("ID 110101199003074514"))
    (root / "content/county/xian/news/faulty.md").write_text(article(body="[名单](../files/a.xlsx)"), encoding="utf-8")
