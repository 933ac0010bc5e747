"""How much two passages have in common: pairs of characters, the rare ones weighing more; numbers and references left out."""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

NUMERALS = "〇零一二三四五六七八九十百千万亿两"
_NUMBER = re.compile(rf"第?[{NUMERALS}0-9０-９.．]+(?:[条款项章节编](?:之[{NUMERALS}]+)?)?")
_IDLE = re.compile(r"[\W_]+")
_MASK = "0"
_WHOLE = "="
_SCALE = 1000
_FEW = 12
_COMMON = 4


class Bag(NamedTuple):
    """What a passage says: its terms and what they weigh together."""

    terms: frozenset[str]
    weight: int


class Weights(NamedTuple):
    """What each term weighs in a comparison; terms that a quarter of all passages have are not in it."""

    of: Mapping[str, int]

    def total(self, terms: Iterable[str]) -> int:
        """What several terms weigh together; whole numbers, so that their order does not matter."""
        return sum(map(self.of.__getitem__, terms))


def terms(text: str) -> frozenset[str]:
    """The pairs of characters of a passage, numbers and references to articles masked; its whole text is a term too, so that
    equal passages have more in common than any others.
    """
    plain = _IDLE.sub("", _NUMBER.sub(_MASK, text))
    return frozenset([_WHOLE + plain, *map("".join, pairwise(plain))])


def weighed(passages: Sequence[frozenset[str]]) -> Weights:
    """The weight of each term among `passages`: what few of them have says more."""
    held = Counter(term for passage in passages for term in passage)
    most = max(_FEW, len(passages) // _COMMON)
    kept = {term: n for term, n in held.items() if n <= most or term.startswith(_WHOLE)}
    return Weights({term: round(_SCALE * math.log(1 + len(passages) / n)) for term, n in kept.items()})


def bag(passage: frozenset[str], weights: Weights) -> Bag:
    """A passage's terms as far as they weigh anything."""
    kept = frozenset(term for term in passage if term in weights.of)
    return Bag(kept, weights.total(kept))


def joined(bags: Iterable[Bag], weights: Weights) -> Bag:
    """Several passages as one."""
    kept = frozenset[str]().union(*(one.terms for one in bags))
    return Bag(kept, weights.total(kept))


def shared(old: Sequence[Bag], new: Sequence[Bag], weights: Weights, least: float) -> dict[tuple[int, int], int]:
    """What pairs of passages have in common, by their places: those that share `least` of either."""
    places = defaultdict[str, list[int]](list)
    for j, one in enumerate(new):
        for term in one.terms:
            places[term].append(j)
    needed = [least * one.weight for one in new]
    found: dict[tuple[int, int], int] = {}
    for i, one in enumerate(old):
        common = defaultdict[int, int](int)
        for term in one.terms:
            if term in places:
                weight = weights.of[term]
                for j in places[term]:
                    common[j] += weight
        own = least * one.weight
        found.update({(i, j): weight for j, weight in common.items() if weight >= own or weight >= needed[j]})
    return found
