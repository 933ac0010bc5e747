"""Charts as numbers: where each bar, column, share and moment stands. Templates draw them, with the table behind beside them.

Lengths are text for SVG attributes: percentages of the width (`37.5`) or lines of text (`2.25`, in em), so that writing keeps
its size on every screen. Bars and shares are lists with a bar below each line. Seats in a half circle: `hemicycle.py`.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from math import ceil
from typing import NamedTuple

from ..domain.frozen import frozen
from ..domain.said import said, together, word

HIGHEST = 5.0  # em of the highest column
ABOVE = 1.5  # em above it, for its number
WIDEST = 12.0  # per cent that a column is wide at most
LABELLED = 4  # columns that have their labels below them when there are more
CROWDED = 7.0  # per cent between two numbers on a timeline below which the second is left out
MARKS = 16.0  # per cent between two years on its axis


class Amount(NamedTuple):
    """What a bar, a column or a share stands for."""

    label: str
    value: int | Decimal
    url: str | None = None


class Event(NamedTuple):
    """What a point of a timeline stands for: its day (ISO), the day in words, and what happened."""

    day: str
    day_text: str
    text: str
    url: str | None = None


@frozen
class Bar:
    """A bar that begins at nought: its `length` in per cent of the greatest, that of a share in per cent of the whole."""

    label: str
    text: str
    url: str | None
    length: str


@frozen
class Bars:
    """Bars, or shares of a `whole`: `title` names the picture, `heads` are those of the table behind."""

    id: str
    title: str
    heads: tuple[str, str]
    bars: tuple[Bar, ...]
    whole: bool = False


@frozen
class Column:
    """A column: `left`, `width` and `middle` in per cent; `top`, `height` and the base line of its number, `over`, in em.

    `mark` is its label where there is room for it, the last always.
    """

    label: str
    mark: str
    text: str
    url: str | None
    left: str
    width: str
    middle: str
    top: str
    height: str
    over: str


@frozen
class Columns:
    """Upright bars, one a year or a session; `base` is where they stand, `under` where their labels do, `height` all (em)."""

    id: str
    title: str
    about: str
    heads: tuple[str, str]
    columns: tuple[Column, ...]
    base: str
    under: str
    height: str


@frozen
class Moment:
    """A point of a timeline at `place` per cent; its `number` is "" where it would run into the one before."""

    day_iso: str
    day_text: str
    text: str
    url: str | None
    place: str
    number: str


@frozen
class Mark:
    """A year on the axis of a timeline."""

    text: str
    place: str


@frozen
class Timeline:
    """Moments in order, on an axis with years."""

    id: str
    title: str
    about: str
    moments: tuple[Moment, ...]
    marks: tuple[Mark, ...]


def bars(name: str, title: str, amounts: Iterable[Amount], heads: tuple[str, str], unit: str = "") -> Bars:
    """Bars as long as their part of the greatest."""
    rows = tuple(amounts)
    most = float(max((row.value for row in rows), default=0)) or 1
    return Bars(name, title, heads, tuple(_bar(row, amount(row, unit), float(row.value) / most) for row in rows))


def shares(name: str, title: str, amounts: Iterable[Amount], heads: tuple[str, str], unit: str = "") -> Bars:
    """Parts of a whole, such as votes, each as long as its part of it."""
    rows = tuple(amounts)
    whole = sum(row.value for row in rows)
    made = (
        _bar(row, together("，", (amount(row, unit), part_text(row.value, whole))), float(row.value) / float(whole))
        if whole
        else _bar(row, amount(row, unit), 0)
        for row in rows
    )
    return Bars(name, title, heads, tuple(made), whole=True)


def columns(name: str, title: str, amounts: Iterable[Amount], heads: tuple[str, str], unit: str = "", most: int = 0) -> Columns:
    """Upright bars in equal steps; charts that are to be compared share `most`, the value of the highest."""
    rows = tuple(amounts)
    highest = max(most, 1, *(row.value for row in rows))
    step = 100 / max(len(rows), 1)
    width = min(step * 0.6, WIDEST)
    base = ABOVE + HIGHEST
    every = max(1, ceil(len(rows) / LABELLED))
    made = []
    for at, row in enumerate(rows):
        mark = "" if (len(rows) - 1 - at) % every else row.label
        middle, height = (at + 0.5) * step, HIGHEST * float(row.value) / float(highest)
        top = base - height
        places = map(number, (middle - width / 2, width, middle, top, height, top - 0.4))
        made.append(Column(row.label, mark, str(row.value), row.url, *places))
    return Columns(name, title, described(rows, unit), heads, tuple(made), number(base), number(base + 1.4), number(base + 1.9))


def timeline(name: str, title: str, events: Iterable[Event]) -> Timeline:
    """Moments in the order of their days, as far apart as these."""
    found = sorted(events, key=lambda event: event.day)
    days = [date.fromisoformat(event.day).toordinal() for event in found]
    first, last = (days[0], days[-1]) if days else (0, 0)

    def place(day: int) -> float:
        return 50.0 if first == last else 2 + 96 * (day - first) / (last - first)

    moments, taken = [], -CROWDED
    for count, (event, day) in enumerate(zip(found, days, strict=True), 1):
        at = place(day)
        free = at - taken >= CROWDED
        taken = at if free else taken
        moments.append(Moment(event.day, event.day_text, event.text, event.url, number(at), str(count) if free else ""))
    about = together("，", (together(" ", (event.day_text, event.text)) for event in found))
    return Timeline(name, title, about, tuple(moments), tuple(_years(found, place)))


def _years(found: Sequence[Event], place: Callable[[int], float]) -> Iterator[Mark]:
    """The years that begin between the first event and the last, as many as the axis has room for."""
    if not found:
        return
    taken = -MARKS
    for year in range(int(found[0].day[:4]) + 1, int(found[-1].day[:4]) + 1):
        at = place(date(year, 1, 1).toordinal())
        if at - taken >= MARKS and 4 <= at <= 96:
            taken = at
            yield Mark(str(year), number(at))


def described(rows: Iterable[Amount], unit: str = "") -> str:
    """What the picture shows, in words."""
    parts = [part for row in rows for part in ("，", word(row.label), " ", amount(row, unit))]
    return together("", parts[1:])


def amount(row: Amount, unit: str = "") -> str:
    """How much it is, in words; `unit` has its number as `%(n)s`."""
    return said(unit, n=row.value) if unit else str(row.value)


def part_text(part: int | Decimal, whole: int | Decimal) -> str:
    """A part of a whole in per cent; 100% and 0% only where it is all or nothing."""
    if part in {0, whole}:
        return "100%" if part and whole else "0%"
    return f"{min(99.9, max(0.1, round(100 * float(part) / float(whole), 1)))}%"


def number(value: float) -> str:
    """A length of at most two decimals, without noughts at its end."""
    return f"{value:.2f}".rstrip("0").rstrip(".") if round(value, 2) else "0"


def _bar(row: Amount, text: str, length: float) -> Bar:
    return Bar(row.label, text, row.url, number(100 * length))
