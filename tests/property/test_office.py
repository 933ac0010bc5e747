"""Nothing that an office writes vanishes from its page: every Han character, letter and figure is there, in order."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from clusters import REPO
from wangqun.render.engines import Engines
from wangqun.render.excerpts import excerpt
from wangqun.render.settings import DEFAULTS
from written import letters, shown, written

ENGINES = Engines(DEFAULTS["MARKDOWN"])
PIECES = (
    *(
        "第一条　",
        "第十二条之一 ",
        "一、",
        "（二）",
        "①",
        "9.",
        "2. ",
        "12. ",
        "2026. ",
        "01. ",
        "1) ",
        "（3）",
        "时间：",
        "第三，",
    ),
    *(
        "- ",
        "-",
        "+ ",
        "* ",
        "> ",
        ">",
        ">=",
        "# ",
        "#",
        "##",
        "## ",
        "####### ",
        "--- ",
        "***",
        "___",
        "___\n",
        "===",
        "|",
        "| ",
        "\t",
    ),
    *("    ", "  ", "　　", " ", "\\", "  \n", "\\\n", "\n", "\n", "\n", "\n\n", "\n\n", "\n\n    "),
    *(
        "*",
        "**",
        "_",
        "__",
        "~~",
        "~",
        "{草案}",
        "{a}",
        "{",
        "}",
        "C:\\_x\\y",
        "[1]: 引自",
        "[注]",
        "[",
        "]",
        ")",
        "!",
        "!!!",
        "!!! 注意",
    ),
    *("n<m", "k>1", "<p3>", "<b区>", "<B座>", "a<b且c>d", "<", "&", "&&", "AT&T", ": ", "："),
    *(
        "会议审议",
        "预算审查监督",
        "青岚县人民代表大会常务委员会",
        "3.5℃",
        "2026年3月5日",
        "138",
        "word",
        "GB/T",
        "，",
        "。",
        "；",
        "“",
        "”",
    ),
    *("甲", "乙", "x", "7"),
)
prose = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)


@given(prose)
def test_office_prose_is_on_its_page_in_order(body: str) -> None:
    assert shown(ENGINES.markdown(body, "office")) == letters(body)


@given(st.lists(st.text("青岚县人大常委会审议，。；：“”abc 12", min_size=1, max_size=60), min_size=1, max_size=12))
def test_lines_of_prose_are_on_their_page_in_order(lines: list[str]) -> None:
    body = "\n".join(lines)

    assert shown(ENGINES.markdown(body, "office")) == letters(body)


DEMO = sorted((REPO / "content").rglob("*.md"))


@pytest.mark.parametrize("path", DEMO, ids=lambda path: path.stem)
def test_every_piece_of_the_demo_is_on_its_page(path) -> None:
    text = path.read_text(encoding="utf-8")
    body = text.split("---\n", 2)[-1] if text.startswith("---") else text.partition("\n\n")[2]

    assert shown(ENGINES.markdown(body, "office")) == written(body)


STARTS = st.lists(
    st.sampled_from(
        [
            "县人大常委会",
            "听取报告",
            "**依法监督**",
            "**一、**",
            "***",
            "**",
            "，",
            "。",
            "：",
            "第三条",
            " ",
            "\u3000",
            "\n",
            "\n\n",
            "3",
            "a",
            "（一）",
            "*",
        ]
    ),
    min_size=1,
    max_size=24,
).map("".join)


@settings(max_examples=1000)
@given(STARTS)
@example("甲**乙**\n丙")
@example("甲乙丙丁**戊**" * 8 + "\n" + "丙**丁**")
def test_first_words_that_need_no_engine_are_those_of_the_engine(body: str) -> None:
    quick = excerpt(body, "markdown", "office", ENGINES)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("wangqun.render.excerpts.plain_start", lambda body: "")
        slow = excerpt(body, "markdown", "office", ENGINES)

    assert quick == slow
