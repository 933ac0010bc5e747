"""What offices write is what readers see (tests/vectors/office.txt: a name, the body, `>>>`, the engine's HTML)."""

import re

import pytest

from clusters import REPO
from wangqun.render.engines import Engines
from wangqun.render.office.runs import is_wrapped, width
from wangqun.render.settings import DEFAULTS

ENGINES = Engines(DEFAULTS["MARKDOWN"])
_VECTOR = re.compile(r"^### (.+)\n((?:.*\n)*?)>>>\n((?:.*\n)*?)(?=### |\Z)", re.MULTILINE)
VECTORS = _VECTOR.findall((REPO / "tests/vectors/office.txt").read_text(encoding="utf-8"))


def test_there_is_a_vector_for_each_ordinary_body() -> None:
    assert len(VECTORS) >= 126
    assert len({name for name, _, _ in VECTORS}) == len(VECTORS)


@pytest.mark.parametrize(("body", "expected"), [vector[1:] for vector in VECTORS], ids=[vector[0] for vector in VECTORS])
def test_a_body_is_read_as_it_is_meant(body: str, expected: str) -> None:
    assert ENGINES.markdown(body.rstrip("\n"), "office") == expected.rstrip("\n")


@pytest.mark.parametrize(
    "body", ["一段。", "一段。\n\n二段，**重点**。", "## 题\n\n- 甲\n- 乙\n\n1. 丙\n2. 丁", "[文](a.md)和`代码`"]
)
def test_plain_markdown_means_the_same_in_both_dialects(body: str) -> None:
    assert ENGINES.markdown(body, "office") == ENGINES.markdown(body, "pelican")


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("    缩进", "<pre><code>缩进\n</code></pre>"),
        ("标题\n===", "<h2"),
        ("一\n二", "<p>一\n二</p>"),
        ("n<m时，k>1", "<p>n<m时，k>1</p>"),
    ],
)
def test_the_engines_own_dialect_is_left_alone(body: str, expected: str) -> None:
    assert ENGINES.markdown(body, "pelican").startswith(expected)


def test_an_extension_that_looks_for_other_marks_still_finds_them() -> None:
    smart = Engines({"extensions": ["markdown.extensions.smarty"], "output_format": "html"})

    assert smart.markdown("等等...", "office") == "<p>等等&hellip;</p>"


def test_an_engine_without_extensions_reads_office_prose_too() -> None:
    assert Engines({"output_format": "html"}).markdown("甲\n乙\n\n3. 丙", "office") == (
        '<p>甲<br>\n乙</p>\n<ol start="3">\n<li>丙</li>\n</ol>'
    )


FULL = "青岚县人民代表大会常务委员会组织代表视察水库除险加固情"  # 54 columns
OTHER = "听取县水利局关于工程进度和资金使用的汇报并提出审议意见"
THIRD = "对照国家标准逐一查看坝体溢洪道和放水设施的运行维护状况"


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ([FULL, "况"], True),
        ([FULL, "况", "情"], False),  # the second line had room
        ([FULL[:20], "况"], True),  # 40 columns
        ([FULL[:19], "况"], False),
        ([FULL * 3, OTHER], True),
        ([FULL * 4, OTHER], False),  # wider than a page
        ([FULL[:25], OTHER, "况"], True),  # within a tenth of the widest
        ([FULL[:22], OTHER, "况"], False),
        ([FULL[:22], "international" + OTHER[:21], "况"], True),  # a word had no room
        ([FULL[:-1] + "。", "况"], False),
        ([FULL[:-1] + "。", OTHER, THIRD, "况"], True),  # fewer than half
        ([FULL[:-1] + "。", OTHER, "况"], False),
        ([FULL[:-2] + "  情", "况"], False),  # a gap
        (["word " * 12 + "end", "next"], True),
        ([FULL, FULL[:4] + OTHER[4:]], False),  # they begin alike
        (["《" + FULL[1:-1] + "》", "《" + OTHER[1:]], False),  # titles
    ],
)
def test_lines_are_one_when_a_machine_has_wrapped_them(lines: list[str], expected: bool) -> None:
    assert is_wrapped(lines) is expected


@pytest.mark.parametrize(("text", "expected"), [("甲a，", 5), ("“”…—", 8), ("ｱ", 1), ("①", 2), ("é", 1)])
def test_han_and_its_marks_are_two_columns_wide(text: str, expected: int) -> None:
    assert width(text) == expected
