"""A body of plain prose that is read without the engine is what the engine makes of it, or is left to the engine."""

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from wangqun.render.engines import Engines
from wangqun.render.office.inline import inline
from wangqun.render.office.plain import plain
from wangqun.render.settings import DEFAULTS

QUICK = Engines(DEFAULTS["MARKDOWN"])
ENGINE = Engines(DEFAULTS["MARKDOWN"] | {"tab_length": 4})  # as shipped, but not known to be: reads everything itself
PIECES = (
    *("甲乙", "丙丁戊", "，", "。", "：", "abc", "A1", "12", "3.5℃", "…", "—", "•", "①", "《法》", "一、", "（一）", "1、"),
    *(" ", "  ", "    ", "\u3000", "\u3000\u3000", "\n", "\n", "\n\n", "\n\n", "\n \n"),
    *("# ", "## ", "####### ", "#", "- ", "-", "+ ", "1. ", "2. ", "03. ", "3.", "1000. ", ": ", "=", "---", "- - -", "> "),
    *("**", "**", "*", "**甲**", "**乙，1**", "** 丙 **", '"', "'", "$", "@", "%", "/", "...", "|", "\t", "\\", "_", "~~", "`"),
    *("[甲](id:x)", "[乙]({filename}../a_b.md)", "[丙](https://x.cn/a?b=1#c)", "[", "](", "]: ", "(a)", "[^1]", "![甲](a.jpg)"),
    *(
        "\n1. 甲\n2. 乙\n",
        "\n\n- 丙\n- 丁\n",
        "\n\n## 标题\n\n",
        "\n1. 甲\n1. 乙\n",
        "\n3. 甲\n7. 乙\n",
        "<b>",
        "&amp;",
        "{.right}",
    ),
    *("第一条 ", "第二章 总则", "尊敬的各位代表：", "此致", "敬礼！", "2024年3月1日", "某市人民代表大会常务委员会"),
    *("（2020年1月1日通过）", "附：", "单位：", "敬请", "\n* 甲\n", "{.right}", "[TOC]", "\x02", "\r\n", "\xa0", "\u2028"),
)
BODIES = st.lists(st.sampled_from(PIECES), min_size=1, max_size=24).map("".join)
PLAIN = {
    "paragraphs, one wrapped and one with a break": "市人大常委会召开会议，听取报告。\n\n第二段\n第三行\n",
    "a heading of the first rank": "# 一\n\n甲\n\n## 二\n\n乙\n\n## 二\n",
    "bold": "坚持**问题导向**，**1、乙**。",
    "a link": "见[前文]({filename}../news/a_1.md)和[外站](https://x.cn/?a=1#b)。",
    "numbers": "前\n\n1. 甲；\n1. 乙。\n\n中\n\n3. 丙\n4. 丁\n9. 戊\n",
    "bullets": "- 甲，**乙**\n- [丙](id:x)\n",
    "a letter": "各位代表：\n\n正文。\n\n此致\n\n敬礼！\n\n某某市人大常委会\n2026年1月1日\n",
    "a law": "# 某某条例\n\n（2020年1月1日某某会议通过）\n\n第一章 总则\n\n第一条 为了。\n\n第二条 本法。\n",
}
OTHERS = {
    "HTML": "甲<b>乙</b>",
    "an entity": "甲&nbsp;乙",
    "a footnote": "甲[^1]\n\n[^1]: 乙\n",
    "a picture": "![甲](a.jpg)",
    "a table": "|甲|乙|\n|--|--|\n|1|2|\n",
    "attributes": "## 甲 {#yi}\n",
    "a stroke": "~~甲~~",
    "code": "`甲`",
    "a quotation": "> 甲\n",
    "emphasis": "*甲*",
    "bold in bold": "**甲 **乙** 丙**",
    "bold in a heading": "## **甲**\n",
    "a list in a list": "- 甲\n    - 乙\n",
    "two lists that an engine makes one": "1. 甲\n\n2. 乙\n",
    "a link with a title": '[甲](id:x "乙")',
    "a rule": "甲\n\n---\n\n乙\n",
    "a definition": "甲\n: 乙\n",
}


@settings(max_examples=3000, deadline=None)
@given(BODIES)
@example('甲="乙\n丙"')
@example("**甲 **乙** 丙**")
@example("   # 甲\n\n## 乙")
def test_plain_prose_reads_as_the_engine_reads_it(body: str) -> None:
    assert QUICK.markdown(body, "office") == ENGINE.markdown(body, "office")


@pytest.mark.parametrize("name", PLAIN)
def test_what_offices_write_most_needs_no_engine(name: str) -> None:
    body = PLAIN[name]

    assert plain(body, 1) is not None
    assert QUICK.markdown(body, "office") == ENGINE.markdown(body, "office")


@pytest.mark.parametrize("name", OTHERS)
def test_what_means_more_is_left_to_the_engine(name: str) -> None:
    body = OTHERS[name]

    assert plain(body, 1) is None


def test_other_settings_of_the_engine_are_heeded() -> None:
    permalinks = {"extension_configs": {"markdown.extensions.toc": {"permalink": True}}, "output_format": "html"}

    assert "headerlink" in Engines(permalinks).markdown("## 甲\n", "office")
    assert "headerlink" not in QUICK.markdown("## 甲\n", "office")


def test_the_other_dialect_is_the_engines() -> None:
    body = "甲\n乙\n\n    丙\n"

    assert "<pre>" in QUICK.markdown(body, "pelican")


@settings(max_examples=1000, deadline=None)
@given(BODIES)
@example("1**甲**2**乙**3")
@example("**甲****乙**")
def test_han_in_bold_needs_no_look_around(body: str) -> None:
    text = body.replace("\n", "")
    quick = inline(text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("wangqun.render.office.inline._BOLD", re.compile("(?!)"))
        slow = inline(text)

    assert quick == slow
