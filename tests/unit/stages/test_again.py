"""A document's file read again is what `load` makes of the cluster; where it would not be, `load` is asked for."""

from pathlib import Path

import pytest

from clusters import article, write_cluster
from wangqun.domain.cluster import Cluster
from wangqun.domain.document import Document
from wangqun.serve.memory import is_body_only
from wangqun.stages.load import load
from wangqun.stages.load.again import Again, read_again, reader_of

PIECE = "content/county/xian/news/a.md"
REST = "content/county/xian/news/r.rst"
OLD = "正文一段，见[邻篇](b.md)。\n\n## 小标题\n\n又一段。"
RST = "一篇\n####\n\n:date: 2026-03-02 09:00\n\n正文一段。\n"
ROOM = 10**9


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A cluster with three documents of a county."""
    return write_cluster(tmp_path, {PIECE: article(body=OLD), "content/county/xian/news/b.md": article("邻篇"), REST: RST})


def of_path(cluster: Cluster, path: str) -> Document:
    return next(document for document in cluster.documents["xian"] if document.path == path)


def edited(root: Path, text: str, path: str = PIECE, room: int = ROOM) -> Again | None:
    """What reading a file again comes to, after it was written anew."""
    before = load(root)
    write_cluster(root, {path: text}, base=False)
    return read_again(before, reader_of(before), of_path(before, path), room)


@pytest.mark.parametrize(
    "text",
    [
        article(body=OLD + "\n\n再一段。"),
        article(body="别的正文，见[省里](id:sheng:article/good)。"),
        article("另一个题目", OLD),
        article(body=OLD, date="2027-01-01"),
        article(body=OLD, extra="tags: [甲, 乙]\nsummary: 一句。\n"),
        article(body=OLD, extra="no_such_field: 甲\n"),
        article(body="{{ site.name }} 身份证号 11010519491231002X"),
        article(body=OLD, extra="status: draft\nslug: other\n"),
        article(body=""),
        "# 题在正文里\n\n没有文件头的一段。\n",
    ],
)
def test_a_file_read_again_gives_the_cluster_that_load_gives(root: Path, text: str) -> None:
    again, clean = edited(root, text), load(root)

    assert again
    assert again.cluster.documents == clean.documents
    assert sorted(map(str, again.cluster.findings)) == sorted(map(str, clean.findings))
    assert (again.cluster.files, again.cluster.lost) == (clean.files, clean.lost)
    assert again.now is of_path(again.cluster, PIECE)


def test_restructured_text_is_read_again_too(root: Path) -> None:
    again = edited(root, RST + "\n又一段。\n", REST)

    assert again
    assert again.cluster.documents == load(root).documents


def test_what_takes_more_than_one_file_is_left_to_load(root: Path, tmp_path: Path) -> None:
    text = article(body=OLD)
    assert edited(root, text) is not None, "the same is as good as any"
    assert edited(root, article(body=OLD, extra="markdown: pelican\n")) is None, "it says itself how it is read"
    assert edited(root, text) is None, "it said so before"
    assert edited(root, text, room=10) is None, "the site is full"
    cluster, path = load(root), root / PIECE
    document, reader = of_path(cluster, PIECE), reader_of(cluster)
    path.write_text("---\ntitle: [\n---\n正文\n", encoding="utf-8")
    assert read_again(cluster, reader, document, ROOM) is None, "its header cannot be read"
    path.unlink()
    assert read_again(cluster, reader, document, ROOM) is None, "it is gone"
    (tmp_path / "elsewhere.md").write_text(text, encoding="utf-8")
    path.symlink_to(tmp_path / "elsewhere.md")
    assert read_again(cluster, reader, document, ROOM) is None, "it is a link"


@pytest.mark.parametrize(
    ("body", "extra", "expected"),
    [
        (OLD + "\n\n再一段。", "", True),
        ("开头换了，见[邻篇](b.md)。", "", True),
        ("没有链接了。", "", False),
        ("正文一段，见[邻篇](b.md#小标题)。", "", False),
        (OLD + "\n\n![图](../images/a.jpg)", "", False),
        (OLD + "\n\n{{ site.name }}", "", False),
        ("", "", False),
        (OLD + "\n\n身份证号 11010519491231002X", "", False),
        (OLD, "tags: [甲]\n", False),
        (OLD, "status: draft\n", False),
        (OLD, "aliases: [/old.html]\n", False),
    ],
)
def test_only_what_nobody_decides_on_is_nothing_but_a_body(root: Path, body: str, extra: str, expected: bool) -> None:
    again = edited(root, article(body=body, extra=extra))

    assert again
    assert is_body_only(again.before, again.now) is expected


def test_another_title_is_more_than_a_body(root: Path) -> None:
    again = edited(root, article("另一个题目", OLD))

    assert again
    assert not is_body_only(again.before, again.now)
