"""How much of a comparison one page holds, and how what changed is listed: runs of articles as one, many by chapter."""

from collections.abc import Sequence
from dataclasses import replace
from typing import cast
from urllib.parse import quote

import pytest

from wangqun.domain.document import Document
from wangqun.domain.law.reading import read_body
from wangqun.domain.law.versions import Version, compared, version_of
from wangqun.domain.numerals import in_chinese
from wangqun.records.regulation import comparison_list, comparison_parts
from wangqun.records.regulation.comparison_context import Sum
from wangqun.records.regulation.comparison_page import comparison_page, part_page

from .test_comparisons import ASKED, OPINIONS, RULES

WORDS = list(RULES.values())


def text(*articles: str, headings: dict[int, str] | None = None) -> str:
    """A body of these articles, with headings before some of them."""
    lines = []
    for at, words in enumerate(articles):
        lines += [headings[at]] if headings and at in headings else []
        lines.append(f"第{in_chinese(at + 1)}条　{words}")
    return "\n\n".join(lines)


def version(body: str) -> Version:
    """A text of which this is the body."""
    return version_of("灯会条例", "", read_body(body))


def numbered(count: int, mark: str = "") -> list[str]:
    """Rules that have nothing in common but their form."""
    return [f"{WORDS[at % 6]}第{in_chinese(at + 2000)}号灯{chr(0x4E00 + at * 37) * 12}{mark}。" for at in range(count)]


def titles(found: Sequence[Sum]) -> dict[str, list[str]]:
    """What a list says."""
    return {one.text: [link.title for link in one.links] for one in found}


def test_articles_that_follow_each_other_are_one_way() -> None:
    old = numbered(12)
    new = [f"{words}新写的。" if at in {0, 1, 2, 4, 5, 8} else words for at, words in enumerate(old)]
    page = comparison_page(ASKED, compared(version(text(*old)), version(text(*new))))

    assert titles(page.sums) == {"修改 6 条": ["第一条至第三条", "第五条", "第六条", "第九条"]}
    assert [link.url for link in page.sums[0].links][:2] == [f"#{quote('第一条')}", f"#{quote('第五条')}"]
    assert all(link.ids == () for link in page.sums[0].links)


def test_articles_that_are_gone_are_one_way_only_where_they_followed_each_other() -> None:
    old = numbered(10)
    page = comparison_page(ASKED, compared(version(text(*old)), version(text(*old[:2], *old[5:7], *old[8:]))))

    assert titles(page.sums) == {"删去 4 条": ["原第三条至第五条", "原第八条"]}


HEADS = {0: "## 第一章　总则", 20: "## 第二章　备案", 40: "## 第三章　附则"}


def test_many_changes_stand_below_the_headings_of_their_chapters() -> None:
    old = numbered(60)
    new = [f"{words}新写的。" if at % 2 and at < 55 else words for at, words in enumerate(old)]
    page = comparison_page(ASKED, compared(version(text(*old)), version(text(*new, headings=HEADS))))

    assert page.sums == ()
    assert [(one.title, one.url, one.text) for one in page.chapters] == [
        ("第一章　总则", "", "修改 10 条"),
        ("第二章　备案", "", "修改 10 条"),
        ("第三章　附则", "", "修改 7 条"),
    ]
    assert titles(page.chapters[2].sums)["修改 7 条"][0] == "第四十二条"


def test_many_changes_without_chapters_stay_one_list() -> None:
    old = numbered(60)
    new = [f"{words}新写的。" if at % 2 else words for at, words in enumerate(old)]
    page = comparison_page(ASKED, compared(version(text(*old)), version(text(*new))))

    assert page.chapters == () and len(page.sums[0].links) == 30 > comparison_list.FEW


PARTS = {0: "## 第一编　总则", 3: "## 第二编　分则", 6: "### 第一章　备案", 9: "### 第二章　灯油", 12: "## 第三编　附则"}


@pytest.fixture
def short(monkeypatch: pytest.MonkeyPatch) -> None:
    """One page holds what is two or three articles."""
    monkeypatch.setattr(comparison_parts, "LONGEST", 400)


@pytest.mark.usefixtures("short")
def test_a_long_one_is_cut_at_its_widest_divisions_and_those_at_theirs() -> None:
    old, new = version(text(*numbered(15))), version(text(*numbered(15, "改"), headings=PARTS))
    parts = comparison_parts.parts_of(old, new)

    assert [(part.title, part.name, len(part.numbers)) for part in parts] == [
        ("第一编　总则", "第一编", 3),
        ("第二编　分则　第一章　备案", "第二编第一章", 6),  # what stands before its first chapter is with it
        ("第二编　分则　第二章　灯油", "第二编第二章", 3),
        ("第三编　附则", "第三编", 3),
    ]
    assert comparison_parts.parts_of(old, version(text(*numbered(15, "改")))) == ()  # nothing to cut at


@pytest.mark.usefixtures("short")
def test_its_page_leads_to_the_parts_and_every_change_is_on_one_of_them() -> None:
    rules = numbered(15)
    changed = [f"{words}改" for words in rules]
    changed[13] = rules[13]  # one did not change
    del changed[1]  # one is gone
    found = compared(version(text(*rules)), version(text(*changed, headings=PARTS)))
    parts = comparison_parts.parts_of(found.old, found.new)
    page = comparison_page(replace(ASKED, opinions=OPINIONS), found, parts)
    pages = [part_page(replace(ASKED, opinions=OPINIONS), found, parts, at) for at in range(len(parts))]

    assert page.stretches == () and page.sums == () and page.is_same is False
    assert [one.url for one in page.chapters] == [f"/a/{quote(part.name)}.html" for part in parts]
    assert page.after and page.after.url == page.chapters[0].url and page.before is None
    links = [link for one in page.chapters for row in one.sums for link in row.links]
    listed = {(link.url.partition("#")[0], place) for link in links for place in link.ids}
    there = {
        (own, change.id)
        for own, each in zip([one.url for one in page.chapters], pages, strict=True)
        for stretch in each.stretches
        if not stretch.summary
        for change in stretch.changes
        if change.kind in comparison_list.UNITS
    }
    assert listed == there and {place for _, place in listed} >= {"第一条", "原第二条"}
    whole = comparison_page(replace(ASKED, opinions=OPINIONS), found)
    shown = [change for each in pages for stretch in each.stretches for change in stretch.changes]
    assert sorted(shown, key=lambda one: one.id) == sorted(
        (change for stretch in whole.stretches for change in stretch.changes), key=lambda one: one.id
    )
    assert page.opinions == whole.opinions
    assert [each.before.url if each.before else "" for each in pages] == ["/a.html", *(one.url for one in page.chapters[:-1])]
    assert pages[0].head.canonical == f"https://rd.example/a/{quote('第一编')}.html"
    assert [link.title for link in pages[0].crumbs][-2:] == ["首页", "第一编　总则"]


def document(body: str) -> Document:
    """A text of which nobody asks more than its body."""

    class Body:
        def __init__(self, body: str) -> None:
            self.body = body

    return cast(Document, Body(body))


@pytest.mark.usefixtures("short")
@pytest.mark.parametrize(
    ("old", "new", "long"),
    [
        (numbered(3), numbered(3, "改"), False),
        (numbered(15), numbered(15, "改"), True),
        (numbered(15), numbered(15), True),  # which would be shown folded
        (numbered(15), ["一条新的在前。", *numbered(15)], True),
    ],
)
def test_how_long_a_page_would_be_is_told_from_the_lines(old: list[str], new: list[str], long: bool) -> None:
    assert comparison_parts.is_long(document(text(*old)), document(text(*new))) is long


@pytest.mark.usefixtures("short")
def test_what_a_long_text_leaves_to_its_own_page_makes_no_page_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(comparison_parts, "MOST", 100)
    old = text(*numbered(15))
    new = text("一条新的在前。", *numbered(15))  # all numbers differ, no words do

    assert not comparison_parts.is_long(document(old), document(new))
    assert comparison_parts.is_long(document(old), document(text(*numbered(15, "改"))))
