"""Whatever two texts a page compares: every character of both is shown in both ways, and of a text and itself nothing."""

from collections import Counter
from collections.abc import Callable, Iterator

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.strategies import laws
from tests.unit.records.test_comparisons import ASKED

from wangqun.domain.law.provision import Provision, cited
from wangqun.domain.law.versions import Heading, Version, compared
from wangqun.records.regulation.comparison_context import Changed, ComparisonPage, Line, Pair
from wangqun.records.regulation.comparison_page import comparison_page, part_page
from wangqun.records.regulation.comparison_parts import parts_of

UNHURRIED = settings(deadline=None, max_examples=100)  # a busy machine is no failure
MIRRORED = {"added": "removed", "removed": "added", "split": "merged", "merged": "split"}


def page(old: tuple[Provision, ...], new: tuple[Provision, ...]) -> ComparisonPage:
    """The page that compares two texts."""
    return comparison_page(ASKED, compared(version(old), version(new)))


def version(articles: tuple[Provision, ...], cuts: frozenset[int] = frozenset()) -> Version:
    """Articles as a text that was read, with a chapter beginning at each of `cuts`."""
    names = {article.number: cited(article.number) for article in articles}
    above, chapter = {}, 0
    for at, article in enumerate(articles):
        chapter += at in cuts
        above[article.number] = (Heading("chapter", f"第{chapter}章", f"第{chapter}章"),) if chapter else ()
    return Version("灯会条例", "", articles, names, names, (), (), above=above)


def changes(found: ComparisonPage) -> Iterator[Changed]:
    """All articles that a page shows, folded or not."""
    for stretch in found.stretches:
        yield from stretch.changes


def characters(found: ComparisonPage, lines: Callable[[Pair], tuple[Line, ...]], but: str) -> Counter[str]:
    """What a page shows of one side: in its own column, or in the text of both without what only the other side has."""
    pairs = (pair for change in changes(found) for pair in change.pairs)
    return Counter("".join(piece.text for pair in pairs for line in lines(pair) for piece in line if piece.mark != but))


def written(law: tuple[Provision, ...]) -> Counter[str]:
    """Every character of a text."""
    return Counter("".join("".join((article.heading or "", *article.paragraphs)) for article in law))


@UNHURRIED
@given(laws())
def test_a_text_and_itself_show_nothing(law: tuple[Provision, ...]) -> None:
    found = page(law, law)

    assert found.is_same and found.sums == () and found.notes == ()
    assert all(stretch.summary for stretch in found.stretches)
    assert not any(piece.mark for change in changes(found) for pair in change.pairs for line in pair.both for piece in line)


@UNHURRIED
@given(laws(), laws())
def test_every_character_of_both_texts_is_shown_both_ways(old: tuple[Provision, ...], new: tuple[Provision, ...]) -> None:
    found = page(old, new)

    assert characters(found, lambda pair: pair.old, "ins") == characters(found, lambda pair: pair.both, "ins") == written(old)
    assert characters(found, lambda pair: pair.new, "del") == characters(found, lambda pair: pair.both, "del") == written(new)
    assert not any(
        piece.mark == "ins" for change in changes(found) for pair in change.pairs for line in pair.old for piece in line
    )
    ids = [change.id for change in changes(found)]
    assert len(ids) == len(set(ids))


@UNHURRIED
@given(laws(), laws())
def test_the_other_way_round_is_the_mirror(old: tuple[Provision, ...], new: tuple[Provision, ...]) -> None:
    there, back = page(old, new), page(new, old)

    assert Counter(MIRRORED.get(change.kind, change.kind) for change in changes(there)) == Counter(
        change.kind for change in changes(back)
    )
    assert {one.kind: one.text.split()[1] for one in there.sums} == {
        MIRRORED.get(one.kind, one.kind): one.text.split()[1] for one in back.sums
    }
    assert there.is_same == back.is_same


@UNHURRIED
@given(laws(), laws(), st.frozensets(st.integers(0, 12)))
def test_the_pages_of_parts_together_show_what_one_page_would(
    old: tuple[Provision, ...], new: tuple[Provision, ...], cuts: frozenset[int]
) -> None:
    found = compared(version(old), version(new, cuts))
    parts = parts_of(found.old, found.new)
    whole, lead = comparison_page(ASKED, found), comparison_page(ASKED, found, parts)
    pages = [part_page(ASKED, found, parts, at) for at in range(len(parts))]

    assert sum(len(part.numbers) for part in parts) in {0, len({article.number for article in new})}
    if parts:
        shown = [change for page in pages for change in changes(page)]
        assert Counter(shown) == Counter(changes(whole))
        leading = Counter((link.url, *link.ids) for chapter in lead.chapters for row in chapter.sums for link in row.links)
        assert Counter(place for _, *places in leading.elements() for place in places) == Counter(
            change.id
            for page in pages
            for stretch in page.stretches
            if not stretch.summary
            for change in stretch.changes
            if change.kind not in {"unchanged", "renumbered"}
        )
