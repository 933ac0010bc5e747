"""A scan in images/, all of which is public, that no piece names; one that a piece has checked, and a picture."""

from hashlib import sha256
from pathlib import Path

from samples import pdf, picture


def prepare(root: Path) -> None:
    site = root / "content/county/xian"
    (site / "images").mkdir()
    (site / "pages").mkdir()
    (site / "images/scan.pdf").write_bytes(pdf(""))
    (site / "images/checked.pdf").write_bytes(pdf("", pages=2))
    (site / "images/a.jpg").write_bytes(picture())
    digest = sha256(pdf("", pages=2)).hexdigest()
    check = f"manual_checks: [{{file: /images/checked.pdf, person: 王检查, time: 2026-03-01 09:00, sha256: {digest}}}]"
    (site / "pages/sound.md").write_text(f"---\ntitle: 一页\n{check}\n---\n[扫描件](../images/checked.pdf)\n", encoding="utf-8")
