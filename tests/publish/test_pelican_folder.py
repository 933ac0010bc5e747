"""A content folder that was made for stock Pelican builds as a member: every article and page present, what is missing told."""

from pathlib import Path

from clusters import NOW, run, write_cluster
from wangqun.domain.finding import Severity

FOLDER = "content/county/xian"
MARKDOWN = """Title: 从前的一篇
Date: 2013-05-06 10:20
Modified: 2013-05-07
Category: 旧栏目
Tags: 人大, pelican
Authors: 演示甲, 演示乙
Summary: 摘要一段。
Weather: 晴
My-Own-Key: 值

正文，见[另一篇]({filename}/other/second.rst)、[页面]({filename}/pages/about.md)、[附件]({static}/pdfs/list.txt)和![图]({attach}near.png)。
"""
RST = """第二篇
######

:date: 2014-02-03
:category: other
:tags: foo, bar
:slug: second
:custom: 保留

正文，见 `第一篇 <{filename}/first.md>`_。

.. image:: {static}/images/pic.png
   :alt: 图
"""
FILES = {
    "first.md": MARKDOWN,
    "near.png": "",
    "other/second.rst": RST,
    "undated.md": "Title: 没有日期\n\n正文。\n",
    "2015-06-07_by-name.md": "Title: 日期在文件名里\n\n正文。\n",
    "untitled.md": "Date: 2016-01-01\n\n没有标题。\n",
    "heading.md": "# 标题写成一级标题\n\n没有文件头。\n",
    "draft.md": "Title: 草稿\nDate: 2016-01-02\nStatus: draft\n\n草稿。\n",
    "hidden.md": "Title: 不列出\nDate: 2016-01-02\nStatus: hidden\n\n隐藏。\n",
    "english.md": "Title: In English\nDate: 2016-01-03\nSlug: first\nLang: en\n\nText.\n",
    "yaml.md": "---\ntitle: YAML 文件头\ndate: 2017-01-01\ntags: [甲, 乙]\nlayout: post\n---\n正文。\n",
    "steered.md": "Title: 指定地址\nDate: 2018-01-01\nSave_as: old/place.html\nURL: old/place.html\nTemplate: my\n\n正文。\n",
    "LOUD.MD": "Title: 大写的扩展名\nDate: 2018-01-02\n\n正文。\n",
    "pages/about.md": "Title: 关于\n\n常设页面。\n",
    "pages/map.rst": "地图\n####\n\n:date: 2014-01-01\n\n常设页面。\n",
    "extra/robots.txt": "User-agent: *\n",
    "extra/page.html": "<html></html>",
    "pdfs/list.txt": "清单",
    "images/pic.png": "",
}
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)
PRESENT = (
    "first",
    "second",
    "undated",
    "2015-06-07_by-name",
    "untitled",
    "heading",
    "hidden",
    "first-en",
    "yaml",
    "steered",
    "loud",
)


def _member(root: Path) -> Path:
    write_cluster(root, {f"{FOLDER}/{name}": text for name, text in FILES.items() if not name.endswith(".png")})
    for name in FILES:
        if name.endswith(".png"):
            (root / FOLDER / name).parent.mkdir(parents=True, exist_ok=True)
            (root / FOLDER / name).write_bytes(PNG)
    return root


def test_every_article_and_page_is_present(tmp_path: Path) -> None:
    report = run(_member(tmp_path), NOW)

    public = tmp_path / "build" / "public" / "xian"
    blocked = [str(finding) for finding in report.findings if finding.severity is Severity.BLOCK]
    assert blocked == []
    assert report.failed == ()
    assert [name for name in PRESENT if not (public / "article" / f"{name}.html").is_file()] == []
    assert [name for name in ("about", "map") if not (public / "page" / f"{name}.html").is_file()] == []
    assert not (public / "article" / "draft.html").exists()
    first = (public / "article" / "first.html").read_text(encoding="utf-8")
    assert 'href="/xian/article/second.html"' in first
    assert 'href="/xian/page/about.html"' in first
    assert 'href="/xian/pdfs/list.txt"' in first
    assert 'src="/xian/article/near.png"' in first
    assert (public / "article" / "near.png").is_file()


def test_what_is_missing_is_told_at_its_file(tmp_path: Path) -> None:
    report = run(_member(tmp_path), NOW)

    told = {(finding.code, finding.path.removeprefix(f"{FOLDER}/")) for finding in report.findings}
    assert ("item-undated", "undated.md") in told
    assert ("item-undated", "heading.md") in told
    assert ("title-missing", "untitled.md") in told
    assert {("header-ignored", "steered.md"), ("file-type", "extra/page.html")} <= told
    assert ("item-undated", "2015-06-07_by-name.md") not in told


def test_unknown_metadata_is_kept_for_the_theme(tmp_path: Path) -> None:
    from wangqun.pipeline import federate

    view = federate(_member(tmp_path), NOW).views["xian"]
    extras = {document.id.slug: dict(document.item.model_extra or {}) for document in view.documents}

    assert extras["first"] == {"weather": "晴", "my-own-key": "值"}
    assert extras["second"] == {"custom": "保留"}
    assert extras["yaml"] == {"layout": "post"}
