"""The reader's search when what it is made of is lost: the published one stays, and mends itself with the next build."""

import shutil
from pathlib import Path

import pytest

from clusters import NOW, article, run, write_cluster

pytestmark = pytest.mark.usefixtures("in_one_process")

ONE, TWO = "content/county/xian/news/one.md", "content/city/shi/news/two.md"


def _index(root: Path) -> str:
    return (root / "build/public/sheng/search/index.json").read_text(encoding="utf-8")


def test_lost_pieces_leave_the_search_as_it_was_until_the_next_build(tmp_path: Path) -> None:
    root = write_cluster(tmp_path, {ONE: article("第一篇", "正文。"), TWO: article("第二篇", "正文。")})
    run(root, NOW)
    before = _index(root)
    shutil.rmtree(root / "build/cache/search/pieces")
    (root / ONE).write_text(article("第一篇", "水库大坝。"), encoding="utf-8")

    report = run(root, NOW)

    assert [finding.site for finding in report.findings if finding.code == "search-stale"] == ["sheng"]
    assert before == _index(root)
    assert "水库大坝" in (root / "build/public/xian/article/one.html").read_text(encoding="utf-8")

    report = run(root, NOW)

    assert [finding.site for finding in report.findings if finding.code == "search-stale"] == []
    assert before != _index(root)
