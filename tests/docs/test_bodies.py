"""Forty bodies beside Pelican and Hugo: what the page says is measured, and what it is measured with sees what browsers show."""

import pytest

from . import converters
from .bodies import FAIR, HUGO, OURS, PELICAN, bodies, likenesses
from .likeness import FIGURES, LETTERS, LINES, SHAPES, compare
from .seen import seen

FOUND = likenesses()
NAMED = {body.name: number for number, body in enumerate(bodies())}


def test_there_are_forty_bodies_and_none_twice() -> None:
    assert len(bodies()) == len(NAMED) == len({body.source for body in bodies()}) == 40


def test_ours_shows_what_was_written() -> None:
    wrong = {body.name for body, one in zip(bodies(), FOUND[OURS], strict=True) if one.differs}

    assert wrong == set()


def test_ours_is_wrong_where_the_page_says_so() -> None:
    long, short = "热烈庆祝青岚县第十七届人民代表大会第六次会议隆重开幕", "依法履行代表职责"

    assert f"{long}\n{short}" in FAIR
    assert converters.by_office([f"{long}\n{short}"]) == [f"<p>{long}{short}</p>"]


@pytest.mark.parametrize("engine", [PELICAN, HUGO])
def test_the_others_are_right_where_they_are(engine: str) -> None:
    same = {body.name for body, one in zip(bodies(), FOUND[engine], strict=True) if not one.differs}

    assert {"用空行隔开的段落", "Markdown 表格", "写满就断行的英文", "不等号比较"} <= same


@pytest.mark.skipif(not converters.has_hugo(), reason="Hugo is not installed: make bench installs it")
def test_hugo_still_makes_what_was_recorded() -> None:
    now = converters.hugo_now([body.source for body in bodies()])

    assert now == converters.hugo_recorded() | {"version": now["version"]}, "run: python -m tests.docs.bodies && make schema"


def test_there_is_a_record_of_every_body() -> None:
    recorded = converters.hugo_recorded()

    assert len(recorded["default"]) == len(recorded["open"]) == len(bodies())


@pytest.mark.parametrize(
    ("html", "lines"),
    [
        ("<p>甲\n乙</p>", ["甲 乙"]),
        ("<p>甲<br>\n乙</p>\n<p>丙</p>", ["甲", "乙", "丙"]),
        ("当n<m时，k>1", ["当n1"]),
        ("1 &lt; 2<!-- 批注 -->", ["1 < 2"]),
        ('<ol start="3"><li>甲</li><li value="7"><p>乙</p></li><li>丙</li></ol>', ["3. 甲", "7. 乙", "8. 丙"]),
        ("<ul><li>甲<ul><li>乙</li></ul></li><li>丙</li></ul>", ["• 甲", "  ◦ 乙", "• 丙"]),
        ("<pre><code>甲\n  乙\n</code></pre>", ["▌甲", "▌  乙"]),
        ("<blockquote><p>甲<br>乙</p></blockquote>丙", ["┃甲", "┃乙", "丙"]),
        ("<table><tr><th>甲</th>\n<th>乙</th></tr><tr><td>1</td><td>2</td></tr></table>", ["甲 │ 乙", "1 │ 2"]),
        ("<h2>甲</h2><hr><p>乙</p>", ["■ 甲", "┄", "乙"]),
        ('<li><input checked="" disabled="" type="checkbox"> 甲</li>', ["• ☑ 甲"]),
        ('<p><img src="a.jpg" alt="会场"><img data-src="b.jpg"></p>', ["〔图：会场〕"]),
        ("<style>p{}</style><script>1</script><p>甲</p>", ["甲"]),
        ("<p>甲　　乙</p>", ["甲　　乙"]),
    ],
)
def test_a_reader_sees_what_a_browser_shows(html: str, lines: list[str]) -> None:
    assert seen(html) == lines


@pytest.mark.parametrize(
    ("meant", "shown", "differs"),
    [
        (["甲", "乙"], ["甲", "乙"], set()),
        (["　　甲　乙"], ["甲 乙"], set()),
        (["甲：乙"], ["甲： 乙"], set()),
        (["甲", "乙"], ["甲 乙"], {LINES}),
        (["甲乙"], ["甲 乙"], {LETTERS}),
        (["甲"], ["甲", "乙"], {LETTERS, LINES}),
        (["3. 甲"], ["1. 甲"], {FIGURES}),
        (["<p3>"], [], {LETTERS, FIGURES}),
        (["甲"], ["▌甲"], {SHAPES}),
        (["• 甲"], ["◦ 甲"], {SHAPES}),
    ],
)
def test_what_differs_is_named_by_its_kind(meant: list[str], shown: list[str], differs: set[str]) -> None:
    assert compare(meant, shown).differs == differs


def test_what_differs_is_marked_and_nothing_becomes_markup() -> None:
    assert compare(["n<m，1", "乙"], ["n1 乙&"]).html == "n<del>&lt;m，</del>1<del>⏎</del> 乙<ins>&amp;</ins>"
