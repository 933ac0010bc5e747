"""A text read as a law loses no character, whatever it holds; what was read is read again from Markdown."""

import re

from hypothesis import example, given, settings
from hypothesis import strategies as st

from wangqun.domain.law.reading import read_body
from wangqun.domain.law.writing import as_markdown, as_text

MARKS = (
    *(
        "第一编　",
        "第一分编 ",
        "第一章　总则",
        "第二章 ",
        "第一节　",
        "第一条　",
        "第二条",
        "第二条之一　",
        "第三条（目的）",
        "第四条　【名】",
    ),
    *(
        "（一）",
        "（二）",
        "(三)",
        "1.",
        "2．",
        "（1）",
        "①",
        "一、",
        "二、",
        "序言",
        "目录",
        "附则",
        "附件",
        "附件二：",
        "“第一条　",
        "| a |",
        "# ",
    ),
)
SPACE = re.compile(r"[\s\ufeff]+")


def texts() -> st.SearchStrategy[str]:
    """Lines that begin as those of a law, or as they like, in any order."""
    words = st.text(st.sampled_from("灯会街坊应当，。；：“”《》（）第一条款项1.、 \u3000*_|#\\-<!"), max_size=30)
    line = st.builds(str.__add__, st.sampled_from(MARKS) | st.just(""), words | st.text(max_size=20))
    return st.lists(line, max_size=30).flatmap(lambda lines: st.sampled_from(["\n", "\n\n"]).map(lambda gap: gap.join(lines)))


@given(texts())
@example("第一章　总则\n第一章\n第一章　总则\n第一条")
@example("|---|\n| a |")
@settings(deadline=None, max_examples=400)
def test_no_character_is_lost_or_moved(text: str) -> None:
    assert SPACE.sub("", as_text(read_body(text, markdown=False).parts)) == SPACE.sub("", text)


@given(st.lists(st.sampled_from([each for each in MARKS if each not in {"| a |", "# "}]), max_size=30), st.data())
@settings(deadline=None, max_examples=400)
def test_what_was_read_is_read_again(marks: list[str], data: st.DataObject) -> None:
    text = "\n\n".join(mark + data.draw(st.sampled_from(["灯会照旧。", "灯会", "为了灯会：", "*灯*_会_|#。"])) for mark in marks)
    read = read_body(text, markdown=False)

    assert read_body(as_markdown(read.parts)).parts == read.parts
