"""Which articles of one version answer which of another, and which paragraphs in them: paragraphs score, articles decide."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from .aligned import MARGIN, PIECE, Link, Pair, linked, out_of_order
from .overlap import Bag, Weights, bag, joined, shared, terms, weighed
from .provision import Provision

LEAST = 0.15
SAME_CHAPTER = 0.03
ELSEWHERE = 0.65
_CHAPTER = re.compile(r"^第[^章]*章|\s")


class Unit(NamedTuple):
    """A paragraph of a version: the place of its article, its own number in it (0: what heads the article) and its text."""

    article: int
    number: int
    text: str


class Answer(NamedTuple):
    """Articles that answer each other, and their paragraphs, by their places among all articles and all units of each side."""

    articles: Link
    units: tuple[Link, ...]


class Answers(NamedTuple):
    """What became of every article, and the pairs of units that went from one article into another that does not answer it."""

    all: tuple[Answer, ...]
    elsewhere: frozenset[Pair]


class _Side(NamedTuple):
    units: Sequence[Unit]
    bags: Sequence[Bag]
    places: Sequence[Sequence[int]]
    articles: Sequence[Bag]
    chapters: Sequence[str]


def units(articles: Sequence[Provision]) -> list[Unit]:
    """The paragraphs of a version, in order; an article without any has an empty one."""
    found = []
    for at, article in enumerate(articles):
        found += [Unit(at, 0, article.heading)] if article.heading else []
        found += [Unit(at, number, text) for number, text in enumerate(article.paragraphs, 1)]
        if not article.heading and not article.paragraphs:
            found.append(Unit(at, 1, ""))
    return found


def answered(old: Sequence[Provision], new: Sequence[Provision], given: Iterable[Link] = ()) -> Answers:
    """What became of each article of `old` and where each of `new` is from; `given` links of articles stand as they are.

    Compared the other way round it says the same: the two are always looked at in one order.
    """
    if _order(old) > _order(new):
        turned = _answered(new, old, [link.turned for link in given])
        answers = (Answer(one.articles.turned, tuple(link.turned for link in one.units)) for one in turned.all)
        return Answers(tuple(answers), frozenset((i, j) for j, i in turned.elsewhere))
    return _answered(old, new, list(given))


def _order(articles: Sequence[Provision]) -> list[tuple[str, str, str, tuple[str, ...]]]:
    return [(one.number, one.heading or "", one.chapter, one.paragraphs) for one in articles]


def _answered(old: Sequence[Provision], new: Sequence[Provision], given: Sequence[Link]) -> Answers:
    old_units, new_units = units(old), units(new)
    said = [[terms(unit.text) for unit in side] for side in (old_units, new_units)]
    weights = weighed([*said[0], *said[1]])
    before, after = _side(old, old_units, said[0], weights), _side(new, new_units, said[1], weights)
    common = shared(before.bags, after.bags, weights, LEAST)
    scores, pieces = _article_scores(before, after, common), _pieces(before, after, common)
    links = linked(before.articles, after.articles, scores, weights, given, pieces)
    answers = [Answer(link, tuple(_inside(link, before, after, common, weights))) for link in links]
    alone = [link for link in given if not link.old or not link.new]
    free = [answer for answer in answers if answer.articles not in alone]
    return Answers(tuple(answers), _elsewhere(free, before, after, common))


def _side(articles: Sequence[Provision], parts: Sequence[Unit], said: Sequence[frozenset[str]], weights: Weights) -> _Side:
    bags = [bag(one, weights) for one in said]
    places: list[list[int]] = [[] for _ in articles]
    for at, unit in enumerate(parts):
        places[unit.article].append(at)
    whole = [joined((bags[at] for at in within), weights) for within in places]
    return _Side(parts, bags, places, whole, [_CHAPTER.sub("", one.chapter) for one in articles])


def _article_scores(old: _Side, new: _Side, common: Mapping[Pair, int]) -> dict[Pair, float]:
    """How well articles answer each other, 0 to 1 and a little more: how much of their paragraphs the best ones there hold."""
    held_old, held_new = defaultdict[Pair, dict[int, int]](dict), defaultdict[Pair, dict[int, int]](dict)
    for (p, q), weight in common.items():
        pair = old.units[p].article, new.units[q].article
        held_old[pair][p] = max(weight, held_old[pair].get(p, 0))
        held_new[pair][q] = max(weight, held_new[pair].get(q, 0))
    scores = {}
    for pair in held_old:
        whole_old, whole_new = (
            sum(side.bags[at].weight for at in side.places[i]) for side, i in zip((old, new), pair, strict=True)
        )
        score = _score(sum(held_old[pair].values()), sum(held_new[pair].values()), whole_old, whole_new)
        scores[pair] = score + SAME_CHAPTER * (old.chapters[pair[0]] == new.chapters[pair[1]])
    return scores


def _pieces(old: _Side, new: _Side, common: Mapping[Pair, int]) -> dict[Pair, dict[Pair, float]]:
    """By pairs of articles, which of their paragraphs answer each other well."""
    found = defaultdict[Pair, dict[Pair, float]](dict)
    for (p, q), weight in common.items():
        score = _score(weight, weight, old.bags[p].weight, new.bags[q].weight)
        if score >= PIECE - MARGIN:
            found[old.units[p].article, new.units[q].article][p, q] = score
    return found


def _score(held_old: int, held_new: int, whole_old: int, whole_new: int) -> float:
    """The share that both have in common, and half as much the share of the one that lies more in the other."""
    within = max(held_old / max(whole_old, 1), held_new / max(whole_new, 1))
    return ((held_old + held_new) / max(whole_old + whole_new, 1) + within) / 2


def _inside(link: Link, old: _Side, new: _Side, common: Mapping[Pair, int], weights: Weights) -> list[Link]:
    """What became of each paragraph of articles that answer each other."""
    before = [at for article in link.old for at in old.places[article]]
    after = [at for article in link.new for at in new.places[article]]
    if len(before) == len(after) == 1:
        return [Link((before[0],), (after[0],))]
    scores = {}
    for a, p in enumerate(before):
        for b, q in enumerate(after):
            weight = common.get((p, q))
            if weight and bool(old.units[p].number) == bool(new.units[q].number):
                scores[a, b] = _score(weight, weight, old.bags[p].weight, new.bags[q].weight)
    heads = (
        [a for a, p in enumerate(before) if not old.units[p].number],
        [b for b, q in enumerate(after) if not new.units[q].number],
    )
    given = [Link((heads[0][0],), (heads[1][0],))] if len(heads[0]) == len(heads[1]) == 1 else []
    found = linked([old.bags[p] for p in before], [new.bags[q] for q in after], scores, weights, given)
    return [one._replace(old=tuple(before[a] for a in one.old), new=tuple(after[b] for b in one.new)) for one in found]


def _elsewhere(answers: Sequence[Answer], old: _Side, new: _Side, common: Mapping[Pair, int]) -> frozenset[Pair]:
    """Units left over in one article that stand almost as they are in another, where they are left over too."""
    gone = {link.old[0] for answer in answers for link in answer.units if not link.new}
    come = {link.new[0] for answer in answers for link in answer.units if not link.old}
    scores = {
        (p, q): 2 * weight / (old.bags[p].weight + new.bags[q].weight)
        for (p, q), weight in common.items()
        if p in gone and q in come
    }
    return frozenset(out_of_order(scores, ELSEWHERE))
