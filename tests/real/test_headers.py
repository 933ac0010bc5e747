"""No real law begins with a header, and none is shortened or blocked by looking for one."""

from pathlib import Path

import pytest

from wangqun.domain.finding import Place
from wangqun.records.article import Article
from wangqun.stages.load.header import read_header
from wangqun.stages.load.keys import names_of

pytestmark = pytest.mark.real

NAMES = names_of(Article)
HEAD = "---\ntitle: 题\ndate: 2026-03-01\n---\n"


@pytest.mark.parametrize("head", ["", HEAD, f"\n{HEAD}", "标题：题\n日期：2026-03-01\n\n"])
def test_a_real_law_is_all_body(head: str, texts: list[tuple[Path, str]]) -> None:
    odd = []
    for path, text in texts:
        header = read_header(head + text, Place("xian", path.name), NAMES)
        if header.findings or header.body != text or bool(header.values) != bool(head):
            odd.append(path.name)

    assert len(texts) == 2352
    assert odd == []
