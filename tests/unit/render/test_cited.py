"""The text of a law as HTML: every part can be linked to as one cites it, and nothing else is changed."""

import re

import pytest

from wangqun.domain.law.places import places
from wangqun.domain.law.reading import read_body
from wangqun.render.cited import with_citations
from wangqun.render.engines import Engines
from wangqun.render.html import convert
from wangqun.render.settings import DEFAULTS

TAGS = re.compile(r"<[^>]*>")


def html_of(body: str, law: bool = True) -> str:
    """What a body becomes, links left out."""
    return "".join(convert(body, "markdown", "office", Engines(DEFAULTS["MARKDOWN"]), law).literals)


def ids_of(body: str) -> tuple[str, ...]:
    """The ids of its elements, in their order."""
    return convert(body, "markdown", "office", Engines(DEFAULTS["MARKDOWN"]), True).ids


PARAGRAPHS = "第一条　甲。\n\n乙：\n\n（一）丙；\n\n1.丁；\n\n2.戊。\n\n（二）己。\n\n第一条之一　庚。"


@pytest.mark.parametrize(
    ("body", "ids"),
    [
        (
            PARAGRAPHS,
            (
                "第一条",
                "第一条第一款",
                "第一条第二款",
                "第一条第二款第一项",
                "第一条第二款第一项第一目",
                "第一条第二款第一项第二目",
                "第一条第二款第二项",
                "第一条之一",
            ),
        ),
        ("## 第一编　总则\n\n### 第一章　甲\n\n第一条　乙。", ("第一编", "第一编第一章", "第一条")),
        ("第一章　总则\n\n第一条　甲。\n\n附　则\n\n第二条　乙。", ("第一章", "第一条", "附则", "第二条")),
        ("**第一条**　甲**乙**。\n\n**第二条** 丙", ("第一条", "第二条")),
        ("第一条　见[第二条](#第二条)和![图](a.png)。\n\n第二条　*甲*", ("第一条", "第二条")),
        ("第一条　甲：\n（一）乙；\n（二）丙。", ("第一条", "第一条第一项", "第一条第二项")),
        ("第一条　甲。\n\n附件一\n\n第一条　乙。", ("第一条", "附件一", "附件一第一条")),
        ("第一条　甲，“第二条　乙”。\n\n第二条　丙。\n\n第一条　丁。", ("第一条", "第二条", "第一条_2")),
        ("一、甲。\n\n二、乙。", ("一", "二")),
        ("第一条　甲：\n\n| 一 | 二 |\n|---|---|\n| 第二条 | 丙 |\n\n第二条　丁。", ("第一条", "第二条")),
    ],
)
def test_the_anchors_of_a_page_are_those_of_the_text(body: str, ids: tuple[str, ...]) -> None:
    assert ids_of(body) == ids
    assert {anchor for place in places(read_body(body)) for anchor in place.anchors} == {*ids}


def test_an_article_is_a_link_to_itself() -> None:
    assert '<p id="第一条"><a class="clause" href="#第一条">第一条　</a><span id="第一条第一款">甲。</span></p>' in html_of(
        PARAGRAPHS
    )


@pytest.mark.parametrize(
    "body", [PARAGRAPHS, "# 第一章　甲\n\n第一条 **乙** <b>丙</b>。\n第二条 丁", "第一条", "甲\n\n乙", "第一条　<i>甲\n\n乙</i>"]
)
def test_no_character_of_the_text_is_another(body: str) -> None:
    assert TAGS.sub("", html_of(body)) == TAGS.sub("", html_of(body, law=False))


def test_a_list_of_contents_is_no_heading_and_divisions_are_by_depth() -> None:
    html = html_of(
        "## 目录\n\n## 第一章　甲\n\n## 第二章　乙\n\n"
        "## 第一章　甲\n\n### 第一节　丙\n\n第一条　丁。\n\n## 第二章　乙\n\n第二条　戊。"
    )

    assert re.findall(r'<(h\d) id="([^"]+)"', html) == [("h2", "第一章"), ("h3", "第一章第一节"), ("h2", "第二章")]
    assert html.count('<p class="toc">') + html.count('<p id="目录" class="toc">') == 3


def test_an_id_that_the_text_itself_links_to_stays() -> None:
    assert 'id="第一章-甲"' in html_of("## 第一章　甲\n\n第一条　见[上文](#第一章-甲)。")


def test_a_sign_in_an_attribute_is_no_tag() -> None:
    html = with_citations('<p title="第一条　&quot;>x">第一条　甲</p>', "第一条　甲")

    assert html == '<p id="第一条" title="第一条　&quot;>x"><a class="clause" href="#第一条">第一条　</a>甲</p>'


def test_what_is_no_law_keeps_its_anchors() -> None:
    assert '<p id="第一条">第一条　甲。</p>' in html_of(PARAGRAPHS, law=False)
