"""What is read line by line is what the full parser reads: values, places and order, or nothing at all."""

import re
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from wangqun.records.article import Article
from wangqun.stages.load.header.fenced import mended
from wangqun.stages.load.keys import names_of
from wangqun.stages.load.marked import YamlError, parse_fully, parse_yaml
from wangqun.stages.load.plain_yaml import read_plain

REPO = Path(__file__).parents[2]
NAMES = names_of(Article)
HEADER = re.compile(r"---\n(.*?\n)---(?:\n|\Z)", re.DOTALL)
BENCH = """\
title: 衡水市人大对照法律条文检查高标准农田管护（83）
date: 2026-08-06 00:00
source: 衡水市人大常委会
tags: [养老]
reviews:
  - {stage: first, role: 办公室主任, person: 左思危, time: 2026-08-05 16:00, proofread: true, result: pass}
  - {stage: final, role: 分管信息和保密的领导, person: 严慎独, time: 2026-08-05 23:00, proofread: true, result: pass}
secrecy_review: {person: 严慎独, time: 2026-08-05 22:00, result: public}
"""
SOUND = (
    *("a", "名称", "a b", "2026-03-01 09:30", "https://example.cn/a", "true", "null", "~", "'a'", '"a, b"', "[a, b]", "[]"),
    *("{a: b, c: d}", "{a: 1:2, b: [x, 'y']}", '[{a: b}, {c: "d"}]', "", "a # b", '["a"]  # b', "关于“甲：乙”的决定"),
)
ODD = (
    *("'it''s'", '"a\\n"', '"a\\" # b"', "[a,b,]", "[a: b]", "{a}", "{a:b}", "{a: b: c}", "{a: b, a: c}", "{a: b , c: d }"),
    *("- x", "?x", "#x", "a #b", "|", ">", "&x a", "*x", "!t a", "%x", "@x", "a:", "a: b", ": a", "<<", "[a", "a}", "{a: b}x"),
    *("{a: x?y}", "[a # b]", "\u3000a", "a\u2028b", "a\x85b", "\ufeffa", "a\tb", "a\x00b", "\x7f", "{a: }", "'a' b", "{a : b}"),
    *("\xa0a", "\u200ba", "[-1]"),
)
KEYS = ("title", "名称", "a", "a-b", "1", "true", "<<", "a b", '"q"', "-a", "?a", "x" * 64, "x" * 65, "\u3164a", "标题：a")
SIGNS = "\u3164\uffa0\ufe55\u2236ab1:- #\n\"'[]{},?!&*|>%@`~\\.=<：\u3000\xa0\t\ufeff\x85\u2028\r\x7f\u200b\ue000\ufffe"


@st.composite
def lines(draw: st.DrawFn) -> str:
    """A line of a header: sound more often than not."""
    indent = " " * draw(st.sampled_from([0, 0, 0, 2, 2, 4, 1]))
    dash = draw(st.sampled_from(["", "", "", "- ", "-  ", "-", "- - "]))
    key = draw(st.sampled_from((*KEYS[:5] * 3, *KEYS)))
    colon = draw(st.sampled_from([": ", ": ", ": ", ":  ", ":", " : ", ""]))
    value = draw(st.sampled_from((*SOUND * 4, *ODD)))
    behind = draw(st.sampled_from(["", "", "", "", " ", " # x", " #x"]))
    line = f"{dash}{value}" if dash and draw(st.booleans()) else f"{dash}{key}{colon}{value}"
    return draw(st.sampled_from([indent + line + behind] * 8 + ["", "  ", "# x", "  # x #y", "---", "..."]))


@st.composite
def damaged(draw: st.DrawFn) -> str:
    """A header as most are with something put in, or taken out."""
    at = draw(st.integers(0, len(BENCH)))
    gone = draw(st.sampled_from([0, 0, 1, 1, 2, 5]))
    put = draw(st.sampled_from(("", " ", "  ", "\n", "\n  ", *ODD, *SIGNS)))
    return BENCH[:at] + put + BENCH[at + gone :]


def judge(text: str) -> None:
    """Fail unless `text` is left to the full parser, or read as that reads it."""
    found = read_plain(text, 4)
    if found is None:
        return
    try:
        full = parse_fully(text, 3)
    except YamlError as error:
        pytest.fail(f"{error.message} is not seen in {text!r}")
    value, marks = found
    assert mended(text, NAMES) == text
    assert repr(value) == repr(full.value)
    assert list(marks.items()) == list(full.marks.items())
    assert full.remarks == ()


@settings(max_examples=500, deadline=None)
@given(st.lists(lines(), min_size=1, max_size=6).map("\n".join))
@example("a: b\n c\n")
@example("a:\n- b\n- c: d\n  e:\n  - f\n- g\n")
@example("a:\n  b: c\n d: e\n")
def test_lines_are_read_as_the_full_parser_reads_them(text: str) -> None:
    judge(text)


@settings(max_examples=1000, deadline=None)
@given(damaged())
def test_so_are_damaged_headers(text: str) -> None:
    judge(text)


@settings(max_examples=1000, deadline=None)
@given(st.text(SIGNS, max_size=30).map(lambda text: f"a: {text}"))
def test_so_is_any_text(text: str) -> None:
    judge(text)


def headers(*folders: str) -> list[str]:
    """Every header and every file of records below some folders of this project."""
    found = []
    for folder in folders:
        for path in sorted((REPO / folder).rglob("*")):
            if path.suffix in {".md", ".rst", ".yaml", ".yml"} and path.is_file():
                text = path.read_bytes().decode(errors="replace")
                header = HEADER.match(text) if path.suffix in {".md", ".rst"} else None
                found += [header[1]] if header else [text] if path.suffix in {".yaml", ".yml"} else []
    return found


def test_so_is_everything_in_the_demo_and_among_the_mistakes() -> None:
    for text in headers("content", "sites", "tests/faults", "tests/kinds"):
        judge(text)


def test_nearly_all_of_the_demo_is_read_line_by_line() -> None:
    found = headers("content", "sites")

    assert sum(read_plain(text, 1) is None for text in found) * 20 <= len(found)


@pytest.mark.parametrize("text", [f"a: {value}\n" for value in (*SOUND, "[ a , b ]", "{ a: b , c: d }", "b#c")])
def test_what_most_people_write_is_read_line_by_line(text: str) -> None:
    assert read_plain(text, 1) is not None
    judge(text)


def test_the_header_of_the_bench_is_read_line_by_line() -> None:
    found = read_plain(BENCH, 2)

    assert found is not None
    assert found[0]["reviews"][0]["proofread"] is True
    assert found[1][("reviews", 1, "role")] == (8, 20)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "text\n",
        "a: b\n  c\n",
        "a: |\n  b\n",
        "a: b\na: c\n",
        "a: {b: c, b: d}\n",
        "a: {b: c,\n  d: e}\n",
        "a: b #c\n",
        "a: &x b\n",
        "a: 'it''s'\n",
        'a: "\\u0041"\n',
        "a:\tb\n",
        "a: b: c\n",
        "---\na: b\n",
        "a: " + "[" * 30 + "]" * 30,
        "".join(f"{' ' * depth}a:\n" for depth in range(30)),
    ],
)
def test_what_is_unusual_is_left_to_the_full_parser(text: str) -> None:
    assert read_plain(text, 1) is None


def test_what_is_too_much_is_told_as_ever() -> None:
    with pytest.raises(YamlError) as caught:
        parse_yaml("".join(f"k{number}: v\n" for number in range(20_000)))

    assert caught.value.limit == "size"
