"""Text that nobody sees is in no file of a release, wherever it was hidden; what is seen is."""

import re
from time import process_time
from typing import Any

import pytest

from clusters import IMPORTED, article, public_tree, run
from conftest import Build, Federate
from wangqun.scan.hidden import conceal

pytestmark = pytest.mark.usefixtures("in_one_process")

PIECE = "content/county/xian/news/a.md"
HIDING = {
    "display": '<p style="display:none">密语</p>',
    "inline": '会议<span style="visibility: hidden">密语</span>闭幕。',
    "attribute": "<div hidden>\n\n密语\n\n</div>",
    "office": '<p class="MsoNormal"><span lang="EN-US" style=\'display:none;mso-hide:all\'>密语</span></p>',
    "white": '<font color="#FFFFFF">密语</font>',
    "white-table": '<table style="background:#fff"><tr><td style="color:white">密语</td></tr></table>',
    "size": '<p><span style="font-size:0pt">密语</span></p>',
    "away": '<div style="position:absolute; left:-9999px">密语</div>',
    "sheet": "<style>.nb{display:none}</style>\n\n<p class='nb'>密语</p>",
    "comment": "<!--\n\n密语\n\n-->",
    "template": "<template><p>密语</p></template>",
    "title": "<html><head><title>密语</title></head><body><p>正文</p></body></html>",
    "markdown-in-html": '<div markdown="1" style="display:none">\n\n密**语**\n\n## 密语\n\n</div>',
    "list-of-attributes": '密语\n{: style="display:none" }',
    "list-on-a-word": '会议*密语*{style="color:white"}闭幕。',
    "list-on-a-heading": "## 密语 {hidden}",
    "indented-office": '例如：\n\n    <p style="display:none">密语</p>',
    "comment-without-end": "前文。\n\n<!-- 密语\n\n密语",
}
SEEN = {
    "wechat": '<section style="font-size:0"><span style="font-size:15px">明文</span></section>',
    "dark": '<section style="background-color:#c00000"><p style="color:#fff">明文</p></section>',
    "details": "<details><summary>题</summary>明文</details>",
    "deleted": "<del>明文</del>",
    "aria": '<p aria-hidden="true">明文</p>',
    "code": '```html\n<p style="display:none">明文</p>\n```',
    "code-in-line": "写作`<p hidden>明文</p>`。",
    "indented-pelican": '例如：\n\n    <p style="display:none">明文</p>',
    "fence-in-an-item": "- 例如：\n\n    ~~~\n    <!-- 明文 -->\n    ~~~",
    "escaped": '写作&lt;p style="display:none"&gt;明文',
    "unclosed": '前<span style="display:none">\n\n明文',
    "quoted": '样式 style="display:none" 不起作用：明文',
}


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, bytes], Any]:
    """Everything published of pieces that hide or show something in every way, also handed down to be shown there in full."""
    from clusters import NOW, write_cluster

    handed = "share: {descendants: true, mode: page}\n"
    pieces = {f"hiding-{name}": body for name, body in HIDING.items()} | {f"seen-{name}": body for name, body in SEEN.items()}
    files = {
        f"content/province/sheng/news/{name}.md": article(
            name, f"{body}\n\n末段。", extra=handed + ("markdown: pelican\n" if name.endswith("pelican") else "")
        )
        for name, body in pieces.items()
    }
    root = write_cluster(tmp_path_factory.mktemp("cluster"), files)
    report = run(root, NOW)
    return public_tree(root), report


def test_no_file_of_a_release_holds_what_is_hidden(release: tuple[dict[str, bytes], Any]) -> None:
    holding = [name for name, content in release[0].items() if "密" in content.decode("utf-8", "replace")]

    assert holding == []


@pytest.mark.parametrize("name", HIDING)
def test_it_is_told_at_its_line_unless_it_is_a_comment(name: str, release: tuple[dict[str, bytes], Any]) -> None:
    told = [f for f in release[1].findings if f.code == "text-hidden" and f.path.endswith(f"/hiding-{name}.md")]

    assert len(told) == (0 if name == "comment" else 1)
    assert all(5 < finding.line < 11 for finding in told)


@pytest.mark.parametrize("name", SEEN)
@pytest.mark.parametrize("site", ["sheng", "xian"])
def test_what_is_seen_stays_and_nothing_is_said(name: str, site: str, release: tuple[dict[str, bytes], Any]) -> None:
    pages = [c.decode() for path, c in release[0].items() if path.startswith(site) and path.endswith(f"seen-{name}.html")]

    assert pages
    assert all("明文" in page for page in pages)
    assert [f for f in release[1].findings if f.path.endswith(f"/seen-{name}.md")] == []


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<!--\n\n编者按\n\n-->\n\n正文一段。", "正文一段。"),
        ('<span style="display:none">编者按</span>正文一段。', "正文一段。"),
        ('编者按\n{: style="display:none"}\n\n正文一段。', "正文一段。"),
    ],
)
def test_a_summary_is_made_of_what_is_seen(body: str, expected: str, federation: Federate) -> None:
    view = federation({PIECE: article(body=body)}).views["xian"]

    assert next(d.excerpt for d in view.documents if d.id.slug == "a") == expected


def test_a_comment_in_rst_is_no_summary(federation: Federate) -> None:
    text = f"题目\n====\n\n:date: 2026-03-02\n:{IMPORTED}\n\n.. 编者按\n\n   内部意见\n\n正文一段。\n"
    view = federation({"content/county/xian/news/a.rst": text}).views["xian"]

    (document,) = (d for d in view.documents if d.id.slug == "a")
    assert document.excerpt == "正文一段。"
    assert "内部" not in document.body


def test_what_is_hidden_is_scanned_all_the_same(build: Build) -> None:
    body = '正文。<span style="display:none">身份证号 11010519491231002X</span>'
    _, report = build({PIECE: article(body=body)})

    assert {"id-number", "text-hidden"} == {f.code for f in report.findings if f.path == PIECE}
    assert not re.search(r"\d{15}", " ".join(f.message for f in report.findings))


def test_a_second_build_says_the_same(build: Build) -> None:
    files = {PIECE: article(body='正文。<span style="display:none">编者按</span>')}
    _, first = build(files)
    root, second = build(files | {"content/county/xian/news/b.md": article("另一篇")})

    told = [[str(f) for f in report.findings if f.code == "text-hidden"] for report in (first, second)]
    assert told[0] == told[1] != []
    assert "编者按" not in (root / "build/public/xian/article/a.html").read_text(encoding="utf-8")


def test_what_is_hidden_follows_the_dialect_from_build_to_build(build: Build) -> None:
    files = {PIECE: article(body='例如：\n\n    <p style="display:none">编者按</p>\n\n末段。')}
    reports = [
        build(files | {"content/county/xian/news/_folder.yaml": f"markdown: {name}\n"}) for name in ("公文", "pelican", "公文")
    ]

    told = [[f.line for f in report.findings if f.code == "text-hidden"] for _, report in reports]
    assert told == [[8], [], [8]]


def test_a_list_in_braces_below_long_lines_takes_no_time() -> None:
    body = ("甲" * 100 + "\n") * 4 + "{.note} 乙\n"

    began = process_time()
    assert conceal(body, "markdown", "office", 1) == (body, ())
    assert process_time() - began < 1


def test_of_several_lists_below_a_paragraph_the_last_one_hides_it() -> None:
    body = "甲\n{: .a }\n乙\n{: hidden }\n丙\n\n{: hidden }\n丁\n"

    assert conceal(body, "markdown", "office", 1)[0] == "\n\n\n\n丙\n\n{: hidden }\n丁\n"
