"""Compares two versions of a law by article."""

import re
from collections.abc import Mapping, Sequence

from ..text import folded
from .aligned import Link, arranged
from .answers import Answers, Unit, answered, units
from .changes import atoms, segments
from .compared import Change, Comparison, Kind, Passage, Place
from .provision import Provision, cited

_REFERENCE = re.compile("第.+条(?:之.+)?")
_SPACE = re.compile(r"\s+")
_QUOTES = str.maketrans("“”‘’〈〉", "\"\"''<>")


def compare(old: Sequence[Provision], new: Sequence[Provision], given: Sequence[tuple[str, str]] = ()) -> Comparison:
    """What changed from `old` to `new`. `given` are numbers that answer each other as an amending decision states them, old and
    new; "" where an article has no answer. Pairs with a number in common are one link.
    """
    links, unknown = _given(old, new, given)
    answers = answered(old, new, links)
    inside = {answer.articles: answer.units for answer in answers.all}
    passages = _passages(old, new, answers)
    changes = []
    for link in arranged(inside):
        within = tuple(passages[one] for one in arranged(inside[link]))
        numbers = tuple(old[i].number for i in link.old), tuple(new[j].number for j in link.new)
        kind = _kind(*numbers, is_changed=any(one.is_changed for one in within), is_moved=link.moved)
        changes.append(Change(kind, *numbers, within, link.moved, not link.sure))
    return Comparison(tuple(changes), unknown)


def _given(
    old: Sequence[Provision], new: Sequence[Provision], given: Sequence[tuple[str, str]]
) -> tuple[list[Link], tuple[tuple[str, str], ...]]:
    """Pairs of numbers as links of places, and the pairs that name an article neither has."""
    before, after = ({article.number: at for at, article in reversed(list(enumerate(side)))} for side in (old, new))
    links: list[tuple[set[int], set[int]]] = []
    unknown = []
    for one, other in given:
        if (one and one not in before) or (other and other not in after) or not (one or other):
            unknown.append((one, other))
            continue
        joined = {before[one]} if one else set(), {after[other]} if other else set()
        for link in [link for link in links if link[0] & joined[0] or link[1] & joined[1]]:
            joined = joined[0] | link[0], joined[1] | link[1]
            links.remove(link)
        links.append(joined)
    return [Link(tuple(sorted(a)), tuple(sorted(b))) for a, b in links], tuple(unknown)


def _passages(old: Sequence[Provision], new: Sequence[Provision], answers: Answers) -> dict[Link, Passage]:
    """Every passage by the places of its paragraphs."""
    old_units, new_units = units(old), units(new)
    gone, come = dict(answers.elsewhere), {q: p for p, q in answers.elsewhere}
    numbers = _numbers(old, new, answers)

    def place(articles: Sequence[Provision], unit: Unit) -> Place:
        return Place(articles[unit.article].number, unit.number)

    def passage(link: Link) -> Passage:
        before, after = [old_units[at] for at in link.old], [new_units[at] for at in link.new]
        elsewhere = None
        if not after and link.old[0] in gone:
            elsewhere = place(new, new_units[gone[link.old[0]]])
        elif not before and link.new[0] in come:
            elsewhere = place(old, old_units[come[link.new[0]]])
        texts = [unit.text for unit in before], [unit.text for unit in after]
        return Passage(
            tuple(place(old, unit) for unit in before),
            tuple(place(new, unit) for unit in after),
            segments(*texts),
            _is_slight(*texts, numbers),
            not link.sure,
            link.moved,
            elsewhere,
        )

    return {link: passage(link) for answer in answers.all for link in answer.units}


def _numbers(old: Sequence[Provision], new: Sequence[Provision], answers: Answers) -> dict[str, str]:
    """How the new version cites each article of the old one that has one answer there."""
    links = (answer.articles for answer in answers.all)
    return {
        cited(old[link.old[0]].number): cited(new[link.new[0]].number) for link in links if len(link.old) == len(link.new) == 1
    }


def _is_slight(old: Sequence[str], new: Sequence[str], numbers: Mapping[str, str]) -> bool:
    """True when texts differ, and only in spaces, the width of signs and references to articles that have other numbers now."""
    if old == new or len(old) != len(new):
        return False
    for before, after in zip(old, new, strict=True):
        some, others = _plain(before), _plain(after)
        if len(some) != len(others):
            return False
        if not all(a == b or (_REFERENCE.fullmatch(a) and numbers.get(a) == b) for a, b in zip(some, others, strict=True)):
            return False
    return True


def _plain(text: str) -> list[str]:
    return atoms(_SPACE.sub("", folded(text).translate(_QUOTES)))


def _kind(old: Sequence[str], new: Sequence[str], *, is_changed: bool, is_moved: bool) -> Kind:
    if not old or not new:
        return "removed" if old else "added"
    if len(old) > 1 or len(new) > 1:
        return "merged" if len(new) == 1 else "split" if len(old) == 1 else "regrouped"
    if is_changed:
        return "changed"
    if is_moved:
        return "moved"
    return "unchanged" if old == new else "renumbered"
