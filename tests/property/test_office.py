"""Nothing that an office writes vanishes from its page: every Han character, letter and figure is there, in order."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clusters import REPO
from wangqun.render.engines import Engines
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
