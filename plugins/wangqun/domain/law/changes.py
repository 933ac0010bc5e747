"""What changed inside a passage: the texts of both sides cut into what is equal, inserted and deleted."""

import re
from collections.abc import Sequence
from typing import Literal

from ..frozen import frozen
from .overlap import NUMERALS

_ATOM = re.compile(
    rf"《[^《》]*》|第[{NUMERALS}0-9]+[条款项章节编](?:之[{NUMERALS}]+)?|[0-9０-９]+(?:[.．][0-9０-９]+)?|[{NUMERALS}]{{2,}}|.",
    re.DOTALL,
)
ISLAND = 2
ALIKE = 0.4
HELD = 0.8


@frozen
class Segment:
    """A piece of text: what only the new text has (insert), only the old one (delete), or both. `old` and `new` tell from which
    paragraph of its passage each side has it; -1 where that side has it not.
    """

    kind: Literal["equal", "insert", "delete"]
    text: str
    old: int
    new: int


def atoms(text: str) -> list[str]:
    """A text cut into what is read as one: numbers, titles, references, else characters."""
    return _ATOM.findall(text)


def segments(old: Sequence[str], new: Sequence[str]) -> tuple[Segment, ...]:
    """How the paragraphs `new` came from the paragraphs `old`; each character of both stands in one segment, in order."""
    before, after = ([(atom, at) for at, text in enumerate(side) for atom in atoms(text)] for side in (old, new))
    found: list[Segment] = []
    i = j = 0
    for start, to, length in _same([atom for atom, _ in before], [atom for atom, _ in after]):
        found += _pieces("delete", [(atom, at, -1) for atom, at in before[i:start]])
        found += _pieces("insert", [(atom, -1, at) for atom, at in after[j:to]])
        i, j = start + length, to + length
        both = zip(before[start:i], after[to:j], strict=True)
        found += _pieces("equal", [(atom, at, there) for (atom, at), (_, there) in both])
    return tuple(found)


def _same(old: list[str], new: list[str]) -> list[tuple[int, int, int]]:
    """What both have in the same order, as starts and length; ends with an empty one at the ends of both. The two are always
    looked at in one order, so that the other way round it is the same.
    """
    if old > new:
        return [(i, j, length) for j, i, length in _islands(new, old)]
    return _islands(old, new)


def _islands(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int, int]]:
    from rapidfuzz.distance import LCSseq  # it takes as long to load as ten pages to render: only who compares needs it

    codes: dict[str, str] = {}
    before, after = ("".join([codes.setdefault(atom, chr(0x10000 + len(codes))) for atom in side]) for side in (old, new))
    ends = len(old), len(new)
    kept = []
    for block in LCSseq.editops(before, after).as_matching_blocks()[:-1]:
        i, j, length = block.a, block.b, block.size
        at_edge = i == j == 0 or (i + length, j + length) == ends
        if at_edge or len("".join(old[i : i + length])) >= ISLAND:
            kept.append((i, j, length))
    same, lengths = sum(len("".join(old[i : i + n])) for i, _, n in kept), [len("".join(side)) for side in (old, new)]
    if 2 * same < ALIKE * sum(lengths) and same < HELD * min(lengths):
        kept = []
    return [*kept, (*ends, 0)]


def _pieces(kind: Literal["equal", "insert", "delete"], run: Sequence[tuple[str, int, int]]) -> list[Segment]:
    """A run of atoms as segments, cut where a paragraph of either side ends."""
    pieces: list[tuple[list[str], int, int]] = []
    for atom, old, new in run:
        if pieces and pieces[-1][1:] == (old, new):
            pieces[-1][0].append(atom)
        else:
            pieces.append(([atom], old, new))
    return [Segment(kind, "".join(text), old, new) for text, old, new in pieces]
