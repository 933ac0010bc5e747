"""What the converters show as code holds no reference; what they make a link is one."""

import re
from html.parser import HTMLParser

from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from wangqun.domain.links import references
from wangqun.render.engines import Engines, rst
from wangqun.render.settings import DEFAULTS
from wangqun.scan.hidden import conceal

_MARKDOWN = (
    "文字一行。",
    "[甲](@)",
    '<a href="@">乙</a>',
    "`[甲](@)`",
    "见`码`和[丙](@)，还有`[丁](@)`。",
    "```\n[甲](@)\n```",
    "~~~ python\n<a href='@'>x</a>\n~~~",
    "- 项目[甲](@)",
    "1. 第一[甲](@)",
    "* 项目",
    "> 引用[甲](@)",
    "# 标题",
    "标题[甲](@)\n====",
    "***",
    '!!! note "提示"',
    "[^@]: 注[甲](@)",
    "术语\n: 解释[甲](@)",
    "<!-- [甲](@) -->",
    '<div><a href="@">x</a></div>',
    "一个`反引号",
    ":::python",
)
_RST = (
    "文字一行。",
    "见 `甲 <@>`_。",
    "`甲 < 乙 <@>`__",
    "``码 `甲 <@>`_ 码``",
    "如下::",
    "- 项目 `甲 <@>`_",
    "- 项目::",
    "1. 项目 `甲 <@>`_",
    ".. code::",
    ".. code-block:: python",
    ".. sourcecode:: python\n   :number-lines:",
    ".. math::",
    ".. note:: 提示 `甲 <@>`_",
    ".. note::",
    ">>> `甲 <@>`_",
    "> `甲 <@>`_",
    ".. image:: @\n\n图下。",
    ".. 注释 `甲 <@>`_",
    "::",
    "`甲 <@>`_乙",
)


def _texts(palette: tuple[str, ...], indents: tuple[int, ...], ends: tuple[str, ...]) -> st.SearchStrategy[str]:
    """Some of the palette's lines, indented, with or without blank lines between, each target another."""
    line = st.tuples(st.sampled_from(palette), st.sampled_from(indents), st.sampled_from(ends))

    def join(parts: list[tuple[str, int, str]]) -> str:
        made = "".join("\n".join(" " * by + row for row in text.split("\n")) + end for text, by, end in parts)
        pieces = made.split("@")
        return "".join(f"{piece}t{number}.md" for number, piece in enumerate(pieces[:-1])) + pieces[-1]

    return st.lists(line, min_size=1, max_size=7).map(join)


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found |= {value for name, value in attrs if name in {"href", "src"} and value and re.fullmatch(r"t\d+\.md", value)}


def _agree(text: str, markup: str) -> None:
    seen = conceal(text, markup, "pelican", 1)[0]
    html = rst(seen, "a.rst")[0] if markup == "rst" else Engines(DEFAULTS["MARKDOWN"]).markdown(seen, "pelican")
    links = _Links()
    links.feed(html)
    assert {reference.raw for reference in references(seen, markup)} == links.found, html


@settings(max_examples=300, deadline=None)
@given(_texts(_MARKDOWN, (0, 0, 0, 2, 4, 4, 8), ("\n", "\n\n", "\n\n")))
@example("[^t0.md]: 注[甲](t1.md)\n\n    文字一行。\n[^t2.md]: 注[甲](t3.md)\n\n        [甲](t4.md)\n")
def test_references_of_markdown_are_what_becomes_a_link(text: str) -> None:
    assume(not re.search(r"^ +\[\^", text, re.MULTILINE))  # a note within a note is lost, or ends the converter
    assume(not re.search(r"^ {1,3}(?:```|~~~)", text, re.MULTILINE))  # in prose, a span or a heap of marks
    _agree(text, "markdown")


@settings(max_examples=300, deadline=None)
@given(_texts(_RST, (0, 0, 0, 2, 3, 4), ("\n\n", "\n\n\n")))
def test_references_of_rst_are_what_becomes_a_link(text: str) -> None:
    _agree(text, "rst")
