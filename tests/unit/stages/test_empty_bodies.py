"""A page with nothing to read is told; whatever shows something is not."""

import pytest

from clusters import IMPORTED, article
from conftest import Federate
from wangqun.domain.document import Markup
from wangqun.records.bodies import is_empty

PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>'


@pytest.mark.parametrize(
    "body",
    [
        "",
        "\n\n",
        " \t\n\u3000\u3000\n",
        "\u200b\ufeff\u00a0",
        "<!-- 待补 -->",
        "<!-- 待补",
        "<!-- 一\n\n二 -->\n\n<!-- 三 -->\n",
        "# 标题\n",
        "   ## 标题 ##\n\n### 又一个\n",
        "##总则",
        "---\n\n***",
        "&nbsp;\n<p></p>\n<br/>\n<div align=center><br></div>",
        "<P>&emsp;</P>",
    ],
)
def test_nothing_in_markdown(body: str) -> None:
    assert is_empty(body, "markdown")


@pytest.mark.parametrize(
    "body",
    [
        "正文",
        "\u3000\u3000正文",
        "。",
        "0",
        "# 标题\n\n正文",
        "<!-- 待补 -->正文",
        "![会场](a.jpg)",
        "[全文](a.pdf)",
        "<img src=a.jpg alt=会场>",
        "<p>正文</p>",
        "- 一",
        "| 表 |\n|---|\n",
        "#1号议案",
        "    # 代码",
        "```\n```",
        "标题\n====\n正文",
        "&lt;",
        "$x$",
        "\n" * 5000 + "正文",
    ],
)
def test_something_in_markdown(body: str) -> None:
    assert not is_empty(body, "markdown")


@pytest.mark.parametrize(
    ("body", "empty"),
    [
        ("", True),
        ("标题\n====\n", True),
        ("====\n标题\n====\n\n小标题\n------\n", True),
        ("..\n\n\n", True),
        ("----\n", True),
        ("正文", False),
        ("标题\n====\n\n正文\n", False),
        (".. image:: a.jpg\n", False),
        ("* 一\n", False),
        (".. [1] 注\n", False),
    ],
)
def test_rst(body: str, empty: bool) -> None:
    assert is_empty(body, "rst") is empty


@pytest.mark.parametrize("markup", ["markdown", "rst"])
@pytest.mark.parametrize("text", ["\n" * 200_000, "<" * 200_000, "# " * 100_000, "-" * 200_000, "= " * 100_000, "<p" * 100_000])
def test_long_bodies_cost_no_time(markup: Markup, text: str) -> None:
    assert is_empty(text + "字", markup) == (markup == "markdown" and text.startswith("#"))  # a heading is no text yet


def told(federation: Federate, files: dict[str, str]) -> list[str]:
    """The files whose bodies are said to be empty."""
    return [f.path.rpartition("/")[2] for f in federation(files).findings if f.code == "body-empty"]


def test_what_is_to_be_public_needs_a_body(federation: Federate) -> None:
    folder = "content/county/xian"
    files = {
        f"{folder}/news/a.md": article("甲", "<!-- 待补 -->"),
        f"{folder}/news/b.md": article("乙", "# 乙"),
        f"{folder}/news/c.rst": f"丙丙\n====\n\n:date: 2026-03-02\n:{IMPORTED}\n.. 待补\n",
        f"{folder}/news/d.md": article("丁", "", extra="status: hidden\n"),
        f"{folder}/pages/about.md": "---\ntitle: 概况\ndate: 2026-03-02\n---\n",
        f"{folder}/news/soon.md": article("戊", "", date="2027-01-01"),
    }

    assert told(federation, files) == ["a.md", "b.md", "c.rst", "d.md", "soon.md", "about.md"]


@pytest.mark.parametrize(
    "extra",
    [
        "status: draft\n",
        "status: skip\n",
        "openness: on_request\n",
        "withdrawn: {reason: 内容有误, time: 2026-04-01}\n",
        "moved_to: shi\n",
        "image: {file: a.svg, alt: 会场}\n",
        "figures: [{file: a.svg, alt: 会场}]\n",
        "video: {file: a.mp4}\n",
        "attachments: [{name: 方案, file: a.svg}]\n",
        "transcript: 全文\n",
    ],
)
def test_a_piece_that_shows_something_else_needs_none(extra: str, federation: Federate) -> None:
    files = {"content/county/xian/news/a.md": article(body="", extra=extra), "content/county/xian/news/a.svg": PICTURE}

    assert told(federation, files) == []
