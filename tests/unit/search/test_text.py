"""Breaks between Han divide no word, for readers and for `wangqun search` alike."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clusters import article
from conftest import Build
from wangqun.ask.find import search
from wangqun.search.cutting import pack
from wangqun.search.entries import sections
from wangqun.search.text import _BREAK, plain
from wangqun.search.tokens import HAN, Counts, count_tokens, follower_bit, query_tokens, token_of

pytestmark = pytest.mark.usefixtures("in_one_process")


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>预算审<br>\n查监督</p>", "预算审查监督"),
        ("<p>预算审\n查监督</p>", "预算审查监督"),
        ("<p>预算<strong>审</strong><br>\n<em>查</em>监督</p>", "预算审查监督"),
        ("<p>budget<br>\nreview</p>", "budget review"),
        ("<p>审<br>\nreview</p>", "审 review"),
        ("<p>完毕。<br>\n另</p>", "完毕。 另"),
        ("<p>预算审</p>\n<p>查监督</p>", "预算审 查监督"),
        ("<td>预算审</td>\n<td>查监督</td>", "预算审 查监督"),
        ("<li>预算审</li>\n<li>查监督</li>", "预算审 查监督"),
        ("<p>预算审 查监督</p>", "预算审 查监督"),
    ],
)
def test_only_a_break_between_han_vanishes(html: str, expected: str) -> None:
    assert plain(html) == expected


def following(counts: Counts) -> dict[str, int]:
    """The bits of what follows each pair of Han."""
    return {token_of(key): bits for key, bits in zip(counts.pairs.keys, counts.pairs.followers, strict=True) if bits}


def test_what_follows_across_such_a_break_follows() -> None:
    broken, whole, apart = (
        following(count_tokens(plain(html)))
        for html in ("<p>预算审<br>\n查监督</p>", "<p>预算审查监督</p>", "<p>预算审</p>\n<p>查监督</p>")
    )

    assert broken == whole
    assert broken["算审"] == follower_bit("查")
    assert "算审" not in apart


def test_both_searches_find_a_word_across_a_break(build: Build) -> None:
    body = "县人大常委会开展预算审\n查监督工作。"
    files = {
        "content/county/xian/news/a.md": article("公文", body),
        "content/county/xian/news/b.md": article("段落", "预算审\n\n查询"),
    }
    root, _ = build(files)

    found = search(root, "审查监督").results
    page = (root / "build/public/xian/article/a.html").read_text(encoding="utf-8")
    chunks = [count_tokens(chunk.text) for chunk in pack(sections(page))]
    assert [(each.id, each.snippet[slice(*each.bold)]) for each in found] == [("xian:article/a", "审查监督")]
    assert any(set(query_tokens("预算审查")) <= set(map(token_of, counts.pairs.keys)) for counts in chunks)


@given(
    st.lists(st.sampled_from(["会", "〇", " ", "\t", "\u3000", "\n", "\r", "<br>", "<p>", "A", "，"]), max_size=10).map("".join)
)
def test_breaks_between_han_are_those_of_the_plain_pattern(html: str) -> None:
    plainly = re.compile(rf"(?<=[{HAN}])(?:[ \t\u3000]*(?:<br>|\n))+\s*(?=[{HAN}])")

    assert _BREAK.sub("|", html) == plainly.sub("|", html)
