"""Checks of another version of the file, of none in particular, and by nobody in particular."""

from hashlib import sha256
from pathlib import Path

from samples import pdf


def prepare(root: Path) -> None:
    site = root / "content/county/xian"
    (site / "files").mkdir()
    (site / "pages").mkdir()
    (site / "files/scan.pdf").write_bytes(pdf(""))
    now, before = (sha256(raw).hexdigest() for raw in (pdf(""), pdf("", pages=2)))
    checks = {
        "listed": "attachments: [{name: 件, file: ../files/scan.pdf,"
        f" manual_check: {{person: 王检查, time: 2026-03-01, sha256: {before}}}}}]",
        "linked": f"manual_checks: [{{file: /files/scan.pdf, person: 王检查, time: 2026-03-01, sha256: {before}}}]",
        "unsaid": "manual_checks: [{file: /files/scan.pdf, person: 王检查, time: 2026-03-01}]",
        "nobody": f"manual_checks: [{{file: /files/scan.pdf, person: 姓名, time: 2026-03-01, sha256: {now}}}]",
        "sound": f"manual_checks: [{{file: /files/scan.pdf, person: 王检查, time: 2026-03-01, sha256: {now}}}]",
    }
    for name, line in checks.items():
        (site / f"pages/{name}.md").write_text(
            f"---\ntitle: 页面{name}\n{line}\n---\n[扫描件](../files/scan.pdf)\n", encoding="utf-8"
        )
