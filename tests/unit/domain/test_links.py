"""References in a text, and where they lead."""

from time import process_time

import pytest

from clusters import article
from conftest import Federate
from samples import pdf, picture
from wangqun.domain.links import follow, references

pytestmark = pytest.mark.usefixtures("in_one_process")

FILES = {
    "content/county/xian/news/from.md": article("出发"),
    "content/county/xian/news/to.md": article("到达"),
    "content/county/xian/notices/别栏.md": article("别栏"),
    "content/county/xian/news/later.md": article("以后", date="2026-12-01 09:00"),
    "content/county/xian/news/tagged.md": article("有标签", extra="tags: [水利]\n"),
    "content/county/xian/pages/about.md": article("概况"),
    "content/county/xian/images/图 1.jpg": picture(),
    "content/county/xian/files/list.pdf": pdf(),
}


def raws(text: str, markup: str = "markdown") -> list[str]:
    """What a text refers to."""
    return [reference.raw for reference in references(text, markup)]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[文](a.md)", ["a.md"]),
        ("![图](a.jpg '标题')", ["a.jpg"]),
        ("[文](<a b.md>)", ["a b.md"]),
        ("[文](a_(1).md)", ["a_(1).md"]),
        ("[文][1]\n\n[1]: a.md", ["a.md"]),
        ('<a href="a.md">文</a><img src="b.jpg">', ["a.md", "b.jpg"]),
        ("<id:shi:article/x>", ["id:shi:article/x"]),
        ("没有链接", []),
        ("脚注[^1]\n\n[^1]: 说明", []),
    ],
)
def test_every_way_to_write_a_link_is_found(text: str, expected: list[str]) -> None:
    assert raws(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "`[文](a.md)`",
        "``a ` [文](a.md)``",
        "```\n[文](a.md)\n```",
        "~~~\n[文](a.md)\n~~~",
        "<!-- [文](a.md) -->",
        "```\n[文](a.md)",
    ],
)
def test_code_and_comments_are_passed_over(text: str) -> None:
    assert raws(text) == []


def test_a_link_after_code_is_found_at_its_place() -> None:
    (found,) = references("```\n[x](y)\n```\n文[a](b.md)", "markdown")

    assert (found.raw, found.line, found.column) == ("b.md", 4, 6)


def test_links_of_rst_are_found() -> None:
    text = "见 `文 <a.rst>`_。\n\n.. image:: a.jpg\n\n.. figure:: b.jpg\n\n.. _名: c.rst\n"

    assert raws(text, "rst") == ["a.rst", "a.jpg", "b.jpg", "c.rst"]


@pytest.mark.parametrize(
    ("raw", "href", "problem"),
    [
        ("id:xian:article/to", "/xian/article/to.html", ""),
        ("id:xian:article/to#二", "/xian/article/to.html#%E4%BA%8C", ""),
        ("id:shi:article/good", "/shi/article/good.html", ""),
        ("id:xian:article/none", None, "broken"),
        ("id:shi:article/none", None, "elsewhere"),
        ("id:nonsense", None, "broken"),
        ("id:xian:article/later", None, "not_public"),
        ("{filename}to.md", "/xian/article/to.html", ""),
        ("|filename|to.md", "/xian/article/to.html", ""),
        ("{filename}/news/to.md#a", "/xian/article/to.html#a", ""),
        ("{filename}../notices/别栏.md", "/xian/article/%E5%88%AB%E6%A0%8F.html", ""),
        ("{filename}../pages/about.md", "/xian/page/about.html", ""),
        ("{filename}none.md", None, "broken"),
        ("{filename}later.md", None, "not_public"),
        ("{filename}../../../../city/shi/news/good.md", None, "broken"),
        ("{static}/images/图 1.jpg", "/xian/images/%E5%9B%BE%201.jpg", ""),
        ("{static}/images/%E5%9B%BE%201.jpg", "/xian/images/%E5%9B%BE%201.jpg", ""),
        ("{attach}../images/图 1.jpg", "/xian/images/%E5%9B%BE%201.jpg", ""),
        ("{index}", "/xian/", ""),
        ("{category}news", "/xian/news/", ""),
        ("{category}要闻动态", "/xian/news/", ""),
        ("{category}none", None, "broken"),
        ("{tag}水利", "/xian/tag/%E6%B0%B4%E5%88%A9.html", ""),
        ("{tag}无", None, "broken"),
        ("{author}某人", None, "refused"),
        ("to.md", "/xian/article/to.html", ""),
        ("../notices/别栏.md#一", "/xian/article/%E5%88%AB%E6%A0%8F.html#一", ""),
        ("#一", "#一", ""),
        ("/anywhere/", "/anywhere/", ""),
        ("https://example.com/", "https://example.com/", ""),
        ("//example.com/x", "//example.com/x", ""),
        ("mailto:a@b.example", "mailto:a@b.example", ""),
        ("javascript:alert(1)", None, "refused"),
        ("JaVaScRiPt:alert(1)", None, "refused"),
        (" javascript:alert(1)", None, "refused"),
        ("java\nscript:alert(1)", None, "refused"),
        ("data:text/html,x", None, "refused"),
        ("vbscript:x", None, "refused"),
        ("file:///etc/passwd", None, "refused"),
        ("http://[bad", None, "refused"),
    ],
)
def test_a_link_leads_where_it_should(raw: str, href: str | None, problem: str, federation: Federate) -> None:
    bodies = f"[x]({raw if ' ' not in raw else f'<{raw}>'})" if raw.startswith(("id:", "{", "|")) else "正文"
    view = federation(FILES | {"content/county/xian/news/from.md": article("出发", bodies)}).views["xian"]
    document = next((d for d in view.documents if d.id.slug == "from"), view.documents[0])
    if document.id.slug != "from":  # blocked by its broken link, as it should be
        assert problem == "broken"
        return

    link = follow(view.scope, document, raw)

    assert (href, problem) == (link.href, link.problem)


def test_on_another_host_a_link_is_absolute(federation: Federate) -> None:
    site = "name: 示例市人民代表大会\nshort_name: 示例市人大\ndivision_code: '970100'\nparent: sheng\naddress: https://shi.example/\n"
    files = {"sites/city/shi.yaml": site, "content/county/xian/news/from.md": article("出发", "[x](id:shi:article/good)")}
    view = federation(files).views["xian"]
    document = next(d for d in view.documents if d.id.slug == "from")

    assert follow(view.scope, document, "id:shi:article/good").href == "https://shi.example/article/good.html"


def test_a_file_a_single_document_attaches_lies_beside_it(federation: Federate) -> None:
    files = FILES | {"content/county/xian/news/from.md": article("出发", "[名单]({attach}../files/list.pdf)")}
    view = federation(files).views["xian"]

    assert view.files["files/list.pdf"] == "article/list.pdf"


def test_a_file_two_documents_name_stays_in_its_folder(federation: Federate) -> None:
    one, other = article("一", "[名单]({attach}../files/list.pdf)"), article("二", "[名单]({static}../files/list.pdf)")
    files = FILES | {"content/county/xian/news/from.md": one, "content/county/xian/news/to.md": other}
    view = federation(files).views["xian"]

    assert view.files["files/list.pdf"] == "files/list.pdf"


def test_files_nobody_names_are_published_from_images_only(federation: Federate) -> None:
    view = federation(FILES).views["xian"]

    assert view.files == {"images/图 1.jpg": "images/图 1.jpg"}


def test_a_broken_link_blocks_its_document_only(federation: Federate) -> None:
    broken = article("出发", "[a](id:shi:article/good) [b](id:xian:article/none)")
    view = federation(FILES | {"content/county/xian/news/from.md": broken}).views["xian"]

    assert {"good", "to", "tagged", "别栏", "about"} == {document.id.slug for document in view.documents}


@pytest.mark.parametrize(
    ("piece", "markup"),
    [
        ('](x "', "markdown"),
        ("<!--", "markdown"),
        ("]( " + " " * 50, "markdown"),
        ("`" * 3 + "x" + "`" * 4 + "x<", "markdown"),
        ("`a<", "rst"),
        (" \n", "rst"),
    ],
)
def test_references_are_found_in_time_that_grows_with_the_text(piece: str, markup: str) -> None:
    seconds = []
    for count in (2_000, 20_000):
        start = process_time()
        list(references(piece * count + ".. <", markup))
        seconds.append(process_time() - start)

    assert seconds[1] < 40 * seconds[0] + 0.5
