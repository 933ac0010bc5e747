"""No line of a header reaches a page, however it is written; no honest body is blocked or shortened."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from strategies import DRAFT, damaged_headers, office_bodies
from wangqun.domain.finding import Place
from wangqun.domain.item import DIALECTS, Dialect
from wangqun.records.article import Article
from wangqun.stages.load.header import read_header
from wangqun.stages.load.keys import names_of
from wangqun.stages.load.validate import validate

PLACE = Place("xian", "a.md")
NAMES = names_of(Article)
SOUND = {
    "YAML": "---\ntitle: 题目\ndate: 2026-03-01\n---\n",
    "YAML behind a blank line": "\n---\ntitle: 题目\ndate: 2026-03-01\n---\n",
    "Chinese": "---\n标题：题目\n发布时间：2026-03-01\n---\n",
    "plain": "Title: 题目\nDate: 2026-03-01\n\n",
    "TOML": '+++\ntitle = "题目"\ndate = 2026-03-01\n+++\n',
    "JSON": '{"title": "题目", "date": "2026-03-01"}\n',
}


@settings(max_examples=1500, deadline=None)
@given(text=damaged_headers(), rst=st.booleans())
def test_a_damaged_header_is_read_or_blocks_and_is_never_body(text: str, rst: bool) -> None:
    header = read_header(text.removeprefix("\ufeff"), PLACE, NAMES, rst)

    item, findings = validate(Article, header.values, header.marked, PLACE, Article.BLOCKING)
    if header.fatal or item is None:
        assert [finding for finding in (*header.findings, *findings) if finding.line]
        return
    assert item.status == DRAFT["status"]
    assert DRAFT["note"] in (item.note or "")
    assert DRAFT["note"] not in header.body
    assert "draft" not in header.body


@settings(max_examples=600, deadline=None)
@pytest.mark.parametrize("dialect", DIALECTS)
@given(data=st.data())
def test_an_honest_body_is_neither_blocked_nor_shortened(dialect: Dialect, data: st.DataObject) -> None:
    body = data.draw(office_bodies(dialect))  # which takes longer than to read it
    for name, head in SOUND.items():
        header = read_header(head + body, PLACE, NAMES, dialect=dialect)

        assert header.findings == [], name
        assert header.values == {"title": "题目", "date": "2026-03-01"}, name
        assert header.body == body, name
