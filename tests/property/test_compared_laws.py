"""Whatever two texts are compared: nothing is lost, nothing is said twice, and the other way round says the same."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.strategies import laws

from wangqun.domain.law.compared import Change, Comparison
from wangqun.domain.law.comparing import compare
from wangqun.domain.law.provision import Provision, cited

UNHURRIED = settings(deadline=None, max_examples=200)  # a busy machine is no failure
MIRRORED = {"added": "removed", "removed": "added", "split": "merged", "merged": "split", "insert": "delete", "delete": "insert"}


def texts(law: Sequence[Provision]) -> dict[tuple[str, int], str]:
    """Every paragraph of a law that has any text, by article and number."""
    found = {(article.number, number): text for article in law for number, text in enumerate(article.paragraphs, 1)}
    found |= {(article.number, 0): article.heading for article in law if article.heading}
    return {place: text for place, text in found.items() if text}


def told(comparison: Comparison, side: str) -> dict[tuple[str, int], str]:
    """Every paragraph of one side as its segments have it."""
    found: dict[tuple[str, int], str] = {}
    for change in comparison.changes:
        for passage in change.passages:
            places = getattr(passage, side)
            for segment in passage.segments:
                at = getattr(segment, side)
                if at >= 0:
                    found[places[at]] = found.get(places[at], "") + segment.text
    return found


def facts(change: Change, mirrored: bool = False) -> object:
    """What a change says, in an order of its own; as the other way round would say it when `mirrored`."""

    def turned(word: str) -> str:
        return MIRRORED.get(word, word) if mirrored else word

    passages = []
    for passage in change.passages:
        sides = [(passage.old, "old"), (passage.new, "new")]
        segments = Counter(
            (turned(one.kind), one.text, *((one.new, one.old) if mirrored else (one.old, one.new))) for one in passage.segments
        )
        places = [places for places, _ in (reversed(sides) if mirrored else sides)]
        passages.append((places, sorted(segments.items()), passage.slight, passage.doubtful, passage.moved, passage.elsewhere))
    numbers = (change.new, change.old) if mirrored else (change.old, change.new)
    return turned(change.kind), numbers, change.moved, change.doubtful, sorted(passages, key=repr)


@UNHURRIED
@given(laws())
def test_a_law_compared_with_itself_shows_nothing(law: tuple[Provision, ...]) -> None:
    comparison = compare(law, law)

    assert comparison.is_same
    assert all(one.kind == "equal" for change in comparison.changes for passage in change.passages for one in passage.segments)


@UNHURRIED
@given(laws(), laws())
def test_the_other_way_round_mirrors(old: tuple[Provision, ...], new: tuple[Provision, ...]) -> None:
    forth, back = compare(old, new), compare(new, old)

    assert sorted(map(repr, map(facts, forth.changes))) == sorted(repr(facts(change, mirrored=True)) for change in back.changes)


@UNHURRIED
@given(laws(), laws())
def test_every_character_stands_once(old: tuple[Provision, ...], new: tuple[Provision, ...]) -> None:
    comparison = compare(old, new)

    assert told(comparison, "old") == texts(old)
    assert told(comparison, "new") == texts(new)
    for side, law in (("old", old), ("new", new)):
        numbers = [number for change in comparison.changes for number in getattr(change, side)]
        assert sorted(numbers) == sorted(article.number for article in law)


@UNHURRIED
@given(laws(), laws())
def test_a_comparison_is_always_the_same(old: tuple[Provision, ...], new: tuple[Provision, ...]) -> None:
    assert compare(old, new) == compare(tuple(old), tuple(new))


@UNHURRIED
@given(laws(), st.integers(1, 300))
def test_new_numbers_alone_are_new_numbers(law: tuple[Provision, ...], shift: int) -> None:
    renumbered = tuple(replace(article, number=str(int(article.number) + shift)) for article in law)

    assert {change.kind for change in compare(law, renumbered).changes} <= {"renumbered"}


@UNHURRIED
@given(st.integers(1, 9999))
def test_every_number_is_cited_in_its_own_way(number: int) -> None:
    assert cited(str(number)) != cited(str(number + 1))
    assert cited(f"{number}-1").startswith(cited(str(number)))


@UNHURRIED
@given(laws(), laws(), st.data())
def test_stated_pairs_are_kept(old: tuple[Provision, ...], new: tuple[Provision, ...], data: st.DataObject) -> None:
    pairs = st.tuples(st.sampled_from([one.number for one in old] or [""]), st.sampled_from([one.number for one in new] or [""]))
    stated = data.draw(st.lists(pairs, max_size=3))
    comparison = compare(old, new, stated)

    for one, other in stated:
        if one and other:
            assert any(one in change.old and other in change.new for change in comparison.changes)
    assert told(comparison, "old") == texts(old)
