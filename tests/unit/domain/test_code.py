"""What each markup shows as it stands, and its twins that are text."""

import pytest

from wangqun.domain.code import without_code
from wangqun.domain.links import references


def raws(text: str, markup: str) -> list[str]:
    """What a text refers to."""
    return [reference.raw for reference in references(text, markup)]


@pytest.mark.parametrize(
    "text",
    [
        '    <a href="a.html">x</a>',
        "文字\n\n    [甲](a.html)\n\n\t[乙](b.html)",
        "# 标题\n    [甲](a.html)",
        "> 引用\n>\n>     [甲](a.html)",
        "- 项目\n\n        [甲](a.html)",
        '!!! note "提示"\n    文字\n\n        [甲](a.html)',
        "~~~\n```\n[甲](a.html)\n~~~",
        "```\n[甲](a.html)\n```",
        "`` ` [甲](a.html) ``",
        "    `一个反引号\n\n`[甲](a.html)`",
        "```\n项目\n```\n    [甲](a.html)",
    ],
)
def test_code_of_markdown_has_no_reference(text: str) -> None:
    assert raws(text, "markdown") == []


@pytest.mark.parametrize(
    "text",
    [
        "文字\n    [甲](a.html)",
        "- 项目\n\n    [甲](a.html)",
        "1. 项目\n    - 里层\n\n        [甲](a.html)",
        "[^1]: 注\n\n    [甲](a.html)",
        '!!! note "提示"\n    [甲](a.html)',
        "术语\n: 解释\n\n    [甲](a.html)",
        '<div>\n\n    <a href="a.html">甲</a>\n</div>',
        "一个`反引号\n\n[甲](a.html)`",
        "\\`[甲](a.html)\\`",
    ],
)
def test_what_only_looks_like_code_of_markdown_has_one(text: str) -> None:
    assert raws(text, "markdown") == ["a.html"]


@pytest.mark.parametrize(
    "text",
    [
        "如下::\n\n    `甲 <a.html>`_",
        "如下：\n\n::\n\n  `甲 <a.html>`_\n\n  `乙 <b.html>`_",
        "- 项目::\n\n      `甲 <a.html>`_",
        "如下::\n\n> `甲 <a.html>`_\n> `乙 <b.html>`_",
        ".. code:: python\n\n   `甲 <a.html>`_",
        ".. code-block:: rst\n   :number-lines:\n\n   .. image:: a.jpg",
        ".. sourcecode::\n\n   `甲 <a.html>`_",
        "``甲 <a.html>`_``",
        "见 ``x = `甲 <a.html>`_`` 。",
        ">>> `甲 <a.html>`_",
        "- 项目\n\n  .. 注释 `甲 <a.html>`_",
        "`甲 <乙_>`_",
        "词`甲 <a.html>`_",
    ],
)
def test_code_of_rst_has_no_reference(text: str) -> None:
    assert raws(text, "rst") == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("`甲 < 乙 <https://a.example/>`_", ["https://a.example/"]),
        ("`甲\n乙 <a.html>`__", ["a.html"]),
        ("`<a.html>`_", ["a.html"]),
        ("如下::\n    `甲 <a.html>`_", ["a.html"]),
        ("如下::\n\n    码\n\n`甲 <a.html>`_", ["a.html"]),
        (".. note::\n\n   `甲 <a.html>`_", ["a.html"]),
        (".. parsed-literal::\n\n   `甲 <a.html>`_", ["a.html"]),
        ("- 项目::\n\n  见 `甲 <a.html>`_", ["a.html"]),
        (".. image:: a.jpg\n   :target: b.html", ["a.jpg", "b.html"]),
        (".. _`名: 甲`: a.html", ["a.html"]),
        ("`甲`__\n\n__ a.html", ["a.html"]),
        ("``码`` 与 `甲 <a.html>`_", ["a.html"]),
    ],
)
def test_links_of_rst_are_found_beside_code(text: str, found: list[str]) -> None:
    assert raws(text, "rst") == found


def test_code_is_blanked_out_in_its_place() -> None:
    text = "甲\n\n    {{ 乙 }}\n\n`{{ 丙 }}` 丁"

    seen = without_code(text, "markdown")

    assert [len(line) for line in seen.split("\n")] == [len(line) for line in text.split("\n")]
    assert seen.split() == ["甲", "丁"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("[^1]: 注\n\n    一行\n[^2]: 注\n\n        [甲](a.md)\n", []),  # of the second note
        ("[^1]: 注\n\n    一行\n[^2]: 注[甲](a.md)\n\n    [乙](b.md)\n", ["a.md", "b.md"]),
        ("[^1]: 注\n\n    一行\n[^2]: 注\n\n    [甲](a.md)\n[^3]: 注\n\n        [乙](b.md)\n", ["a.md"]),
        ("[^1]: 注\n\n    一行\n\n        [甲](a.md)\n[^2]: 注\n\n    [乙](b.md)\n", ["b.md"]),
    ],
)
def test_a_note_right_below_another_has_code_of_its_own(text: str, found: list[str]) -> None:
    assert raws(text, "markdown") == found


@pytest.mark.parametrize(
    "text",
    ["```\n甲\n```", "  ```\n甲\n  ```", "> ~~~\n> 甲\n> ~~~", "\u3000\u3000```\n甲\n\u3000\u3000```", "词`甲`"],
)
def test_office_prose_may_indent_or_quote_a_fence(text: str) -> None:
    assert "甲" not in without_code(text, "markdown", "office")


@pytest.mark.parametrize("text", ["    甲", "文字\n\n\t甲", "一个`反引号\n\n甲`", "```码``` 甲", "> ```码```\n> 甲"])
def test_what_only_looks_like_code_in_office_prose_is_text(text: str) -> None:
    assert "甲" in without_code(text, "markdown", "office")


def test_quotations_of_any_depth_hide_no_code_before_them_and_raise_nothing() -> None:
    text = "    x\n\n" + "> " * 3000

    assert without_code(text, "markdown", "pelican").startswith("     \n")
