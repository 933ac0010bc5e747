"""A piece is committed days after the date it claims; the cluster has been built before."""

from datetime import timedelta
from pathlib import Path

from clusters import NOW
from wangqun.pipeline import run

LATE = """\
---
title: 补发的稿件
date: 2026-11-17 09:00
source: 示例县人大
editor: 编辑甲
reviews:
  - {stage: first, role: 部门负责人, person: 甲, time: 2026-11-16 09:00, proofread: true, result: pass}
  - {stage: second, role: 分管领导, person: 乙, time: 2026-11-16 10:00, proofread: true, result: pass}
  - {stage: final, role: 分管信息和保密的领导, person: 丙, time: 2026-11-16 11:00, proofread: true, result: pass}
secrecy_review: {person: 丙, time: 2026-11-16 11:00, result: public}
---
正文一段。
"""


def prepare(root: Path) -> None:
    run(root, NOW - timedelta(days=1))
    (root / "content/county/xian/news/late.md").write_text(LATE, encoding="utf-8")
