"""Reading documents: titles, slugs, encodings, excerpts."""

import pytest

from clusters import IMPORTED, NOW, article, write_cluster
from conftest import Federate
from wangqun.domain.document import Document
from wangqun.pipeline import federate
from wangqun.render.engines import Engines
from wangqun.render.excerpts import excerpt
from wangqun.render.settings import DEFAULTS

ENGINES = Engines(DEFAULTS["MARKDOWN"])


def read(federation: Federate, text: str, name: str = "a.md") -> Document:
    """The document in one file of the county's news."""
    path = f"content/county/xian/news/{name}"
    views = federation({path: text}).views
    return next(document for document in views["xian"].documents if document.path == path)


def test_the_title_is_the_headers(federation: Federate) -> None:
    document = read(federation, article("头上的标题", "# 正文的标题\n\n正文"))

    assert (document.title, document.body) == ("头上的标题", "# 正文的标题\n\n正文\n")


def test_without_one_it_is_the_first_heading_which_leaves_the_body(federation: Federate) -> None:
    document = read(federation, f"---\ndate: 2026-03-02\n{IMPORTED}---\n\n# 正文的标题 #\n\n正文\n")

    assert document.title == "正文的标题"
    assert document.body.strip() == "正文"
    assert document.body_line + document.body.index("正文") == 8


def test_a_file_named_by_its_day_has_that_date(federation: Federate) -> None:
    document = read(federation, f"---\ntitle: 标题\n{IMPORTED}---\n正文\n", "2026-03-05-name.md")

    assert document.date is not None
    assert (f"{document.date:%Y-%m-%d}", document.id.slug) == ("2026-03-05", "2026-03-05-name")


def test_the_slug_is_the_headers_else_the_files_name(federation: Federate) -> None:
    assert read(federation, article(extra="slug: 其他\n")).id.slug == "其他"
    assert read(federation, article(), "水库 检查.md").id.slug == "水库-检查"


def test_another_language_ends_the_slug(federation: Federate) -> None:
    assert read(federation, article(extra="lang: en\n")).id.slug == "a-en"


def test_line_ends_and_byte_order_mark_do_not_matter(federation: Federate, tmp_path_factory: pytest.TempPathFactory) -> None:
    text = article("标题", "一\n\n二")
    root = write_cluster(tmp_path_factory.mktemp("crlf"), {})
    (root / "content/county/xian/news/a.md").write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    other = next(d for d in federate(root, NOW).views["xian"].documents if d.id.slug == "a")
    document = read(federation, text)

    assert (document.title, document.body, document.body_line) == (other.title, other.body, other.body_line)


@pytest.mark.parametrize("suffix", ["md", "markdown", "mkd", "mdown", "MD"])
def test_every_suffix_of_markdown_is_read(suffix: str, federation: Federate) -> None:
    assert read(federation, article(), f"a.{suffix}").title == "一篇稿件"


def test_hidden_files_and_copies_of_editors_are_passed_over(federation: Federate) -> None:
    files = {f"content/county/xian/news/{name}": article() for name in (".a.md", "a.md~", ".git/x.md")}
    made = federation(files)

    assert [document.id.slug for document in made.views["xian"].documents] == ["good"]
    assert made.findings == ()


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("第一段。\n\n第二段。", "第一段。"),
        ("## 小标题\n\n第一段。", "第一段。"),
        ("![图](a.jpg)\n\n> 引文\n\n- 列表\n\n第一段。", "第一段。"),
        ("有**粗体**、[链接](a.md)和`代码`。", "有粗体、链接和代码。"),
        ("上行\n下行", "上行下行"),
        ("", ""),
        ("| 表 |\n|---|\n", ""),
        ("3 < 5 && 7 > 2", "3 < 5 && 7 > 2"),
        ("&nbsp;&nbsp;首行&amp;次行", "首行&次行"),
        ("!!! note\n    框里的话\n\n框外的话", "框外的话"),
        ("![图](a.jpg) 图后文字", "图后文字"),
        ("![图](a.jpg)\n\n图下文字", "图下文字"),
        ("甲[^1]乙\n\n[^1]: 注", "甲乙"),
        ("<!-- 不给人看 -->\n\n第一段。", "第一段。"),
        ("<div>盒子</div>\n\n第一段。", "第一段。"),
        ("```\n代码\n```\n\n第一段。", "第一段。"),
        ("- 列表\n\n    - 深处\n\n第一段。", "第一段。"),
    ],
)
def test_the_excerpt_is_the_first_plain_paragraph(body: str, expected: str) -> None:
    assert excerpt(body, "markdown", "office", ENGINES) == expected
    assert excerpt(body, "markdown", "pelican", ENGINES) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("n<m时，k>1", "n<m时，k>1"),
        ("　　全角缩进的第一段。\n　　第二段。", "全角缩进的第一段。"),
        ("    缩进的第一段。", "缩进的第一段。"),
        ("第一条 甲。\n第二条 乙。", "第一条 甲。"),
        ("甲\n==\n乙", "甲 == 乙"),
        ("一行English\nwords两行", "一行English words两行"),
        ("## 总则 {草案}\n\n[1]: 引自《法》", "[1]: 引自《法》"),
        ("甲\n\n: 定义\n\n乙", "乙"),
    ],
)
def test_the_excerpt_of_office_prose_is_what_the_page_begins_with(body: str, expected: str) -> None:
    assert excerpt(body, "markdown", "office", ENGINES) == expected


def test_a_long_excerpt_is_cut() -> None:
    assert len(excerpt("长" * 500, "markdown", "office", ENGINES)) == 96


def test_drafts_and_hidden_pieces(federation: Federate) -> None:
    statuses = ("draft", "hidden", "published", "skip")
    made = federation({f"content/county/xian/news/{s}.md": article(extra=f"status: {s}\n") for s in statuses}).views["xian"]

    assert {d.id.slug: d.is_listed for d in made.documents} == {"hidden": False, "published": True, "good": True}


def test_a_piece_is_public_from_its_minute_on(federation: Federate) -> None:
    files = {"content/county/xian/news/now.md": article(date="2026-11-23 00:00")}
    files |= {"content/county/xian/news/soon.md": article(date="2026-11-23 00:01")}
    made = federation(files).views["xian"]

    assert [document.id.slug for document in made.documents] == ["now", "good"]


def test_a_withdrawn_piece_is_not_public(federation: Federate) -> None:
    extra = "withdrawn: {reason: 内容有误, time: 2026-04-01}\n"
    made = federation({"content/county/xian/news/a.md": article(extra=extra)}).views["xian"]

    assert [document.id.slug for document in made.documents] == ["good"]
