"""What stands between tags, walked text by text or asked about place by place."""

import re

from hypothesis import given
from hypothesis import strategies as st

from wangqun.render.texts import outside, texts

PIECES = ("<p>", "</p>", '<a href="甲">', "</a>", '<h2 id="甲">', "</h2>", "<br>", "<code>", "</code>", "<abbr>", "甲", "乙")


@given(st.lists(st.sampled_from(PIECES), max_size=20).map("".join))
def test_both_ways_agree_on_which_texts_are_left(html: str) -> None:
    walked = [
        (start + found.start(), start + found.end())
        for start, end, is_left in texts(html)
        if not is_left
        for found in re.finditer("甲+", html[start:end])
    ]

    assert list(outside(html, (found.span() for found in re.finditer("甲+", html)))) == walked
