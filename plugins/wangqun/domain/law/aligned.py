"""Which passages of one text answer which of another: in order first, then out of order, then one in several."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, NamedTuple

from .overlap import Bag, Weights

Pair = tuple[int, int]
NONE: Mapping[Pair, Any] = MappingProxyType({})

# Scores are 0 to 1 and a little more. The values were tried on the six judged laws (tests/real/alignments): a tenth more or less
# of each changes precision and recall there by less than one in a hundred.
IN_ORDER = 0.25  # of a pair that keeps the order
BETWEEN = 0.18  # of a pair between the same two neighbours, when nothing else is left there
OUT_OF_ORDER = 0.38  # of a pair that stands elsewhere
MARGIN = 0.05  # by which it is better than any other
RIVAL = 0.6  # of the best partner that either side has
PART = 0.5  # of a part that its whole says too
PART_ALONE = 0.3  # of a part that its whole says, and what answers the whole does not
PIECE = 0.5  # of a piece that makes its passage a part
SURE = 0.45  # below it the reader is told that the answer is a guess


class Link(NamedTuple):
    """Places of the old text that became places of the new one; both may be several, never both none. `sure` is False where
    they have little in common; `moved` where they stand out of the order of the rest.
    """

    old: tuple[int, ...]
    new: tuple[int, ...]
    sure: bool = True
    moved: bool = False

    @property
    def turned(self) -> "Link":
        """The same seen from the new text."""
        return Link(self.new, self.old, self.sure, self.moved)


def linked(
    old: Sequence[Bag],
    new: Sequence[Bag],
    scores: Mapping[Pair, float],
    weights: Weights,
    given: Sequence[Link] = (),
    pieces: Mapping[Pair, Mapping[Pair, float]] = NONE,
) -> list[Link]:
    """What became of each passage; every place of both texts is in one link. `given` links stay as they are. `pieces` are what
    pairs of passages consist of themselves: pairs of pieces, how well they answer each other.
    """
    held_old, held_new = {i for link in given for i in link.old}, {j for link in given for j in link.new}
    scores = _without(scores, held_old, held_new)
    pairs = in_order(_unrivalled(scores, scores, IN_ORDER))
    pairs |= out_of_order(_rest(scores, pairs), OUT_OF_ORDER)
    loose_old = set(range(len(old))) - held_old - {i for i, _ in pairs}
    loose_new = set(range(len(new))) - held_new - {j for _, j in pairs}
    added = _parts(old, new, loose_old, [pair[::-1] for pair in pairs], weights, _turned(scores), _turned_pieces(pieces))
    parted = _parts(new, old, loose_new, pairs, weights, scores, pieces)
    loose_old, loose_new = loose_old - added.keys(), loose_new - parted.keys()
    weak = {(i, j): score for (i, j), score in scores.items() if i in loose_old and j in loose_new}
    pairs |= in_order(_unrivalled(_between(weak, in_order(dict.fromkeys(pairs, 1.0))), scores, BETWEEN))
    links = {pair: ([pair[0]], [pair[1]]) for pair in sorted(pairs)}
    for i, pair in added.items():
        links[pair[::-1]][0].append(i)
    for j, pair in parted.items():
        links[pair][1].append(j)
    found = [Link(tuple(sorted(a)), tuple(sorted(b)), scores[pair] >= SURE) for pair, (a, b) in links.items()]
    alone = [Link((i,), ()) for i in sorted(loose_old - {i for i, _ in pairs})]
    alone += [Link((), (j,)) for j in sorted(loose_new - {j for _, j in pairs})]
    return [*_marked([*given, *found], old, new), *alone]


def _turned(scores: Mapping[Pair, float]) -> dict[Pair, float]:
    return {(j, i): score for (i, j), score in scores.items()}


def _turned_pieces(pieces: Mapping[Pair, Mapping[Pair, float]]) -> dict[Pair, dict[Pair, float]]:
    return {(j, i): _turned(within) for (i, j), within in pieces.items()}


def _without(scores: Mapping[Pair, float], old: Collection[int], new: Collection[int]) -> dict[Pair, float]:
    return {pair: score for pair, score in scores.items() if pair[0] not in old and pair[1] not in new}


def _rest(scores: Mapping[Pair, float], pairs: Collection[Pair]) -> dict[Pair, float]:
    """Pairs of passages that no pair has taken."""
    return _without(scores, {i for i, _ in pairs}, {j for _, j in pairs})


def _between(scores: Mapping[Pair, float], run: Collection[Pair]) -> dict[Pair, float]:
    """Pairs that stand in the order of a run, between the same two of its pairs on both sides."""
    olds, news = sorted(i for i, _ in run), sorted(j for _, j in run)
    return {(i, j): score for (i, j), score in scores.items() if bisect_left(olds, i) == bisect_left(news, j)}


def _marked(links: Sequence[Link], old: Sequence[Bag], new: Sequence[Bag]) -> list[Link]:
    """Links, those marked as moved that break the longest run of what kept its order; long passages count more."""
    ends = {(link.old[0], link.new[0]): link for link in links if link.old and link.new}
    run = in_order({(i, j): 1.0 + min(old[i].weight, new[j].weight) for i, j in ends})
    return [link._replace(moved=bool(link.old and link.new) and (link.old[0], link.new[0]) not in run) for link in links]


def arranged(links: Iterable[Link]) -> list[Link]:
    """Links in the order of the new text; what is gone stands behind what it stood behind."""
    kept = sorted((link for link in links if link.new), key=lambda link: link.new)
    places = sorted((link.old[-1], link.new[-1]) for link in kept if link.old and not link.moved)

    def place(link: Link) -> tuple[float, tuple[int, ...]]:
        if link.new:
            return link.new[0], ()
        at = bisect_left(places, (link.old[0], -1))
        return (max(new for _, new in places[:at]) if at else -1) + 0.5, link.old

    return sorted(links, key=place)


def _unrivalled(some: Mapping[Pair, float], scores: Mapping[Pair, float], least: float) -> dict[Pair, float]:
    """Pairs worth a place in the order: not those of a passage that has a far better partner elsewhere, by all scores."""
    best_old, best_new = _best(scores)
    return {(i, j): score for (i, j), score in some.items() if score >= max(least, RIVAL * max(best_old[i], best_new[j]))}


def _best(scores: Mapping[Pair, float]) -> tuple[dict[int, float], dict[int, float]]:
    old, new = defaultdict[int, float](float), defaultdict[int, float](float)
    for (i, j), score in scores.items():
        old[i], new[j] = max(old[i], score), max(new[j], score)
    return old, new


class _Chain(NamedTuple):
    pair: Pair
    before: "_Chain | None"


def in_order(scores: Mapping[Pair, float]) -> set[Pair]:
    """The pairs that rise on both sides and have the highest scores together."""
    ends: list[int] = []  # new places at which a chain ends, rising with their totals
    totals: list[float] = []
    chains: list[_Chain] = []
    rows = defaultdict[int, list[tuple[int, float]]](list)
    for (i, j), score in scores.items():
        rows[i].append((j, score))
    for i in sorted(rows):
        grown = []
        for j, score in rows[i]:
            at = bisect_left(ends, j)
            grown.append((j, score + (totals[at - 1] if at else 0.0), _Chain((i, j), chains[at - 1] if at else None)))
        for j, total, chain in sorted(grown, key=lambda one: (one[0], one[1])):
            at = bisect_left(ends, j)
            if (at and totals[at - 1] >= total) or (ends[at : at + 1] == [j] and totals[at] >= total):
                continue
            last = at
            while last < len(ends) and totals[last] <= total:
                last += 1
            ends[at:last], totals[at:last], chains[at:last] = [j], [total], [chain]
    found = set()
    link = chains[-1] if chains else None
    while link:
        found.add(link.pair)
        link = link.before
    return found


def out_of_order(scores: Mapping[Pair, float], least: float) -> set[Pair]:
    """Pairs that stand elsewhere: alike enough (`least`), and no other passage nearly as much."""
    found = set[Pair]()
    taken_old, taken_new = set[int](), set[int]()
    strong = sorted((pair for pair in scores if scores[pair] >= least), key=lambda pair: (-scores[pair], pair))
    for i, j in strong:
        if i in taken_old or j in taken_new:
            continue
        rivals = [scores[a, b] for a, b in strong if (a == i) != (b == j) and a not in taken_old and b not in taken_new]
        if scores[i, j] - max(rivals, default=0.0) >= MARGIN:
            found.add((i, j))
        taken_old.add(i)
        taken_new.add(j)
    return found


def _parts(
    some: Sequence[Bag],
    others: Sequence[Bag],
    loose: Iterable[int],
    pairs: Collection[Pair],
    weights: Weights,
    scores: Mapping[Pair, float],
    pieces: Mapping[Pair, Mapping[Pair, float]],
) -> dict[int, Pair]:
    """Loose passages that are parts of a passage of the other side, each with the pair that holds it: what both say is not in
    what that one answers already. Pairs have the other side first.
    """
    found = {}
    for place in sorted(loose):
        part = some[place]
        best: tuple[int, Pair] | None = None
        for whole, partner in sorted(pairs):
            if (whole, place) not in scores:
                continue
            common = part.terms & others[whole].terms
            weight = weights.total(common)
            is_part = weight >= PART * part.weight and weights.total(common - some[partner].terms) >= PART_ALONE * part.weight
            if not is_part and not _has_piece(pieces.get((whole, place), NONE), pieces.get((whole, partner), NONE)):
                continue
            if best is None or weight > best[0]:
                best = weight, (whole, partner)
        if best:
            found[place] = best[1]
    return found


def _has_piece(here: Mapping[Pair, float], there: Mapping[Pair, float]) -> bool:
    """True when a piece of the whole is here, and more so than in what the whole answers already."""
    elsewhere = defaultdict[int, float](float)
    for (piece, _), score in there.items():
        elsewhere[piece] = max(elsewhere[piece], score)
    return any(score >= max(PIECE, elsewhere[piece] + MARGIN) for (piece, _), score in here.items())
