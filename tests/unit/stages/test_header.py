"""Splitting documents into header and body."""

import pytest

from wangqun.domain.finding import Place
from wangqun.records.article import Article
from wangqun.stages.load.header import Header, read_header
from wangqun.stages.load.keys import names_of

NAMES = names_of(Article)


def head(text: str, rst: bool = False) -> Header:
    """The header of a text."""
    return read_header(text, Place("xian", "a.md"), NAMES, rst)


def test_yaml_stands_between_two_lines() -> None:
    header = head("---\ntitle: 标题\ndate: 2026-03-01\n---\n正文\n")

    assert header.values == {"title": "标题", "date": "2026-03-01"}
    assert (header.body, header.body_line) == ("正文\n", 5)
    assert header.marked.find(("date",)) == (3, 1)


def test_yaml_may_end_in_dots_and_have_spaces_behind_the_lines() -> None:
    header = head("---  \ntitle: 标题\n... \n正文")

    assert (header.values["title"], header.body) == ("标题", "正文")


def test_a_rule_in_the_body_is_no_header() -> None:
    header = head("---\ntitle: 标题\n---\n上\n\n---\n\n下")

    assert header.body == "上\n\n---\n\n下"


def test_an_empty_yaml_header_is_no_fault() -> None:
    header = head("---\n---\n正文")

    assert (header.values, header.body, header.findings) == ({}, "正文", [])


@pytest.mark.parametrize("block", ["- 一\n- 二", "只有文字"])
def test_yaml_that_is_no_mapping_blocks(block: str) -> None:
    header = head(f"---\n{block}\n---\n正文")

    assert header.fatal
    assert [finding.code for finding in header.findings] == ["header-yaml"]


def test_plain_lines_run_to_the_first_empty_one() -> None:
    header = head("Title: 标题\nDate: 2026-03-01\n\n正文一\n\n正文二\n")

    assert header.values == {"title": "标题", "date": "2026-03-01"}
    assert (header.body, header.body_line) == ("正文一\n\n正文二\n", 4)


def test_a_value_keeps_its_colons() -> None:
    header = head("Title: 通知: 9:00 开会\nUrl: https://x.example/a:b\n\n正文")

    assert (header.values["title"], header.values["url"]) == ("通知: 9:00 开会", "https://x.example/a:b")


def test_indented_lines_continue_a_value() -> None:
    header = head("Title: 上半\n    下半\nDate: 2026-03-01\n\n正文")

    assert header.values["title"] == "上半 下半"


def test_keys_are_lower_case_and_dashes_may_stand_for_underscores() -> None:
    header = head("Secrecy-Review: {person: 王某}\nCUSTOM-KEY: 值\n\n正文")

    assert header.values == {"secrecy_review": {"person": "王某"}, "custom-key": "值"}


def test_structured_values_of_a_plain_header_are_yaml() -> None:
    header = head("Tags: [一, 二]\nImported: {original_url: https://x.example/}\nTitle: [一, 二]\n\n正文")

    assert header.values["tags"] == ["一", "二"]
    assert header.values["imported"] == {"original_url": "https://x.example/"}
    assert header.values["title"] == "[一, 二]"


def test_a_fault_in_a_structured_value_has_its_line_and_column() -> None:
    header = head("Title: 标题\nTags: [一, 二\n\n正文")

    assert [(finding.code, finding.line) for finding in header.findings] == [("header-yaml", 2)]
    assert header.fatal


def test_a_text_without_header_is_all_body() -> None:
    header = head("# 标题\n\n正文")

    assert (header.values, header.body, header.body_line) == ({}, "# 标题\n\n正文", 1)


def test_an_empty_text_has_nothing() -> None:
    assert (head("").values, head("").body, head("").body_line) == ({}, "", 1)


def test_an_empty_value_counts_as_absent() -> None:
    assert head("---\ntitle:\nsummary: ''\n---\n").values == {}
    assert head("Title:\nSummary: \n\n正文").values == {}


@pytest.mark.parametrize(
    "text", ["Title: 一\nDate: 2026-03-01\ntitle: 二\n\n正文", "---\nTitle: 一\ndate: 2026-03-01\ntitle: 二\n---\n"]
)
def test_a_repeated_key_keeps_the_first_and_points_at_the_second(text: str) -> None:
    header = head(text)

    assert header.values["title"] == "一"
    line = next(n for n, row in enumerate(text.split("\n"), 1) if row == "title: 二")
    assert [("header-repeated", line)] == [(finding.code, finding.line) for finding in header.findings]


def test_rst_has_a_title_and_fields() -> None:
    header = head("标题\n====\n\n:date: 2026-03-01\n:tags: 一, 二\n:summary: 上\n   下\n\n正文\n", rst=True)

    assert header.title == "标题"
    assert header.values == {"date": "2026-03-01", "tags": "一, 二", "summary": "上 下"}
    assert header.body.strip() == "正文"


def test_rst_title_may_be_overlined() -> None:
    assert head("====\n标题\n====\n\n正文\n", rst=True).title == "标题"


def test_rst_body_keeps_its_line() -> None:
    header = head("标题\n====\n\n:date: 2026-03-01\n\n正文\n", rst=True)

    assert (
        "标题\n====\n\n:date: 2026-03-01\n\n正文\n".split("\n")[
            header.body_line - 1 + header.body.count("\n", 0, header.body.index("正"))
        ]
        == "正文"
    )
