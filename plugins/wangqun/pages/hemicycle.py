"""Seats of a congress in a half circle: groups side by side, told apart by a gap and a number, empty seats hollow."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from math import atan2, ceil, cos, hypot, pi, sin
from typing import NamedTuple

from ..domain.frozen import frozen
from ..domain.said import said, together, word
from .charts import number

WIDE, TALL = 2000, 1040  # the view box: dots are drawn in it, numbers beside it, so that they keep their size
MIDDLE, BASE = 1000, 970  # the centre of the circle
EDGE = 865  # radius within which all seats are
CLOSE, CLEAR = 68, 60  # from a seat to the number of its group, and to any other
SIDE = 45  # between a number and the edge of the picture
INNER = 0.42  # radius of the innermost row, of the outermost
GAP = 1.1  # between two groups, of the distance of two seats in the outermost row; the same angle in every row
ROOM = 0.8  # of the distance between two seats that a seat takes
LARGEST = 130  # diameter of a seat where there are few
APART = 150  # between two numbers: at 350 px two figures do not touch


class SeatGroup(NamedTuple):
    """Whose seats these are: a delegation, a level; `held` are taken, `vacant` are not."""

    label: str
    held: int
    vacant: int = 0
    url: str | None = None


class Seat(NamedTuple):
    """A seat in the view box, of the group with that index."""

    x: float
    y: float
    group: int
    held: bool


@frozen
class Wedge:
    """A group's seats: paths of dots drawn with round caps; its number, "" where all are empty; where that stands in per cent, ""
    where there is no room.
    """

    number: str
    label: str
    url: str | None
    held: int
    vacant: int
    dots: str
    hollow: str
    x: str
    y: str


@frozen
class Hemicycle:
    """All seats: `seat` is a dot's diameter in the view box, `hole` that of what makes it hollow."""

    id: str
    title: str
    about: str
    heads: tuple[str, str, str]
    view_box: str
    seat: str
    hole: str
    wedges: tuple[Wedge, ...]
    held: int
    vacant: int


def hemicycle(name: str, title: str, groups: Iterable[SeatGroup], heads: tuple[str, str, str]) -> Hemicycle | None:
    """The picture; None where there is no seat. Groups without seats are left out. `heads` are those of the table behind."""
    shown = [group for group in groups if group.held + group.vacant]
    if not shown:
        return None
    seats, size = _placed(shown)
    of_group: list[list[Seat]] = [[] for _ in shown]
    for seat in seats:
        of_group[seat.group].append(seat)
    numbered = [at for at, group in enumerate(shown) if group.held]
    ordinals = {at: str(ordinal) for ordinal, at in enumerate(numbered, 1)}
    places = dict(zip(numbered, _numbers(of_group, numbered, size), strict=True)) if len(shown) > 1 else {}
    wedges = (
        Wedge(
            ordinals.get(at, ""),
            group.label,
            group.url,
            group.held,
            group.vacant,
            _path(seat for seat in of_group[at] if seat.held),
            _path(seat for seat in of_group[at] if not seat.held),
            *places.get(at, ("", "")),
        )
        for at, group in enumerate(shown)
    )
    about = together("，", map(_in_words, shown))
    held, vacant = sum(g.held for g in shown), sum(g.vacant for g in shown)
    hole = number(size - max(3.0, size * 0.22))
    return Hemicycle(name, title, about, heads, f"0 0 {WIDE} {TALL}", number(size), hole, tuple(wedges), held, vacant)


def _in_words(group: SeatGroup) -> str:
    if group.vacant:
        return said("%(group)s %(held)s 席（空缺 %(n)s 席）", group=word(group.label), held=group.held, n=group.vacant)
    return said("%(group)s %(held)s 席", group=word(group.label), held=group.held)


def seats(groups: Sequence[SeatGroup]) -> list[Seat]:
    """Where each seat stands, from left to right, the empty ones of a group last."""
    return _placed(groups)[0]


def _placed(groups: Sequence[SeatGroup]) -> tuple[list[Seat], float]:
    """The seats, and the diameter at which none touches another.

    Every row is filled evenly; from left to right each group takes its seats of all rows, turned by a gap for each before it.
    """
    count, gaps = sum(group.held + group.vacant for group in groups), len(groups) - 1
    rows = min(_rows(count, gaps), ceil(count / len(groups)))  # a group of one or two is no scatter over many rows
    step = _step(count, gaps, rows)
    unit = [1 - step * row for row in range(rows)]
    wide, gap = pi - gaps * GAP * step, GAP * step
    taken = ROOM * _nearest(count, unit, wide)  # a seat's diameter where the outermost have radius 1
    size = min(LARGEST, EDGE * taken / (1 + taken / 2))
    free = sorted(_grid(count, [radius * (EDGE - size / 2) for radius in unit]))
    found, at = [], 0
    for index, group in enumerate(groups):
        for turn in range(group.held + group.vacant):
            share, inward = free[at + turn]
            angle = share * wide + index * gap
            found.append(Seat(MIDDLE + inward * cos(angle), BASE + inward * sin(angle), index, turn < group.held))
        at += group.held + group.vacant
    return found, size


def _rows(count: int, gaps: int) -> int:
    """As many rows as the half circle has room for: few seats fill it as many do."""
    rows = 1
    while 1 - rows * _step(count, gaps, rows + 1) >= INNER:
        rows += 1
    return rows


def _step(count: int, gaps: int, rows: int) -> float:
    """The distance of seats and of rows, where the outermost have radius 1: so many seats fill so many rows beside the gaps."""
    few, many = 0.0, pi / max(gaps * GAP, 1)
    for _ in range(40):
        step = (few + many) / 2
        if step * count < (pi - gaps * GAP * step) * (rows - step * rows * (rows - 1) / 2):
            few = step
        else:
            many = step
    return few


def _grid(count: int, radii: Sequence[float]) -> Iterator[tuple[float, float]]:
    """Seats by the share of their row that is left of them, then from the outermost row; with their radius, inward."""
    for radius, many in zip(radii, _counts(count, radii), strict=True):
        for turn in range(many):
            yield round(turn / (many - 1), 9) if many > 1 else 0.5, -radius


def _counts(count: int, radii: Sequence[float]) -> list[int]:
    """How many seats each row has: as its length, the greatest remainders first."""
    whole = sum(radii)
    exact = [count * radius / whole for radius in radii]
    counts = [int(value) for value in exact]
    for row in sorted(range(len(radii)), key=lambda row: (counts[row] - exact[row], row))[: count - sum(counts)]:
        counts[row] += 1
    return counts


def _nearest(count: int, radii: Sequence[float], wide: float) -> float:
    """The least distance between two seats: of neighbours in a row, of two rows; `wide` is the angle of a row without gaps."""
    beside = [
        2 * radius * sin(min(wide / (many - 1), pi) / 2)
        for radius, many in zip(radii, _counts(count, radii), strict=True)
        if many > 1
    ]
    return min([*beside, *(one - other for one, other in pairwise(radii))], default=1.0)


def _numbers(of_group: Sequence[Sequence[Seat]], numbered: Iterable[int], size: float) -> Iterator[tuple[str, str]]:
    """Where the number of each of these groups stands: at its own seats, on no other; none where there is no room."""
    shown: list[tuple[float, float]] = []
    seats = [seat for group in of_group for seat in group]
    for at in numbered:
        for x, y in _beside(of_group[at], size / 2 + CLOSE):
            inside = SIDE <= x <= WIDE - SIDE and SIDE <= y <= TALL - SIDE
            free = inside and all(hypot(x - other.x, y - other.y) >= size / 2 + CLEAR for other in seats)
            if free and all(hypot(x - a, y - b) >= APART for a, b in shown):
                shown.append((x, y))
                yield number(100 * x / WIDE), number(100 * y / TALL)
                break
        else:
            yield "", ""


def _beside(group: Sequence[Seat], away: float) -> Iterator[tuple[float, float]]:
    """Places for a group's number, the best first: outside its seats as near their middle as may be, then inside."""
    middle = atan2(BASE - sum(seat.y for seat in group) / len(group), sum(seat.x for seat in group) / len(group) - MIDDLE)
    polar = [(hypot(seat.x - MIDDLE, seat.y - BASE), atan2(BASE - seat.y, seat.x - MIDDLE)) for seat in group]
    for step in (away, -away):
        for radius, angle in sorted(polar, key=lambda at: (round(at[0] * (-1 if step > 0 else 1)), abs(at[1] - middle))):
            yield MIDDLE + (radius + step) * cos(angle), BASE - (radius + step) * sin(angle)


def _path(seats: Iterable[Seat]) -> str:
    """Dots as lines of no length, each from the one before: with round caps they are circles, in some ten bytes."""
    written, x, y = [], 0, 0
    for seat in sorted(seats, key=lambda seat: (round(hypot(seat.x - MIDDLE, seat.y - BASE)), seat.x)):
        to_x, to_y = round(seat.x), round(seat.y)
        written.append(f"m{to_x - x} {to_y - y}h0".replace(" -", "-"))
        x, y = to_x, to_y
    return "".join(written)
