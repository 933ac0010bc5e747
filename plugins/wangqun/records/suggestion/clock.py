"""The statutory clock: which steps are due by when, under which rule, and when each was taken."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import NamedTuple

from ...domain.moment import end_of
from ...domain.period import Period
from ...domain.workdays import UnknownYear
from . import steps
from .provinces import Periods
from .record import Event, Written
from .words import MOTIONS


class Due(NamedTuple):
    """A step that is to be taken by the end of a day: by whom, since when, by which rule, and the day on which it was taken.

    `day` is None when calendars or the arrangement of working days do not go so far; `unknown` is then the year that lacks.
    """

    step: str
    who: str
    since: date
    day: date | None
    law: str
    met: date | None = None
    unknown: int = 0

    @property
    def end(self) -> datetime | None:
        """The moment at which it is late."""
        return end_of(self.day) if self.day else None


def dues(item: Written, periods: Periods, events: Sequence[Event]) -> tuple[Due, ...]:
    """Every step that was to be taken because of some events, which are in order."""
    ended = steps.first(events, *steps.ENDS)
    return tuple(due for due in _dues(item, periods, events) if not (ended and due.met is None))


def _dues(item: Written, periods: Periods, events: Sequence[Event]) -> Iterator[Due]:
    submitted, assigned = steps.first(events, "submitted"), steps.first(events, "assigned")
    if submitted and item.during == "recess":
        yield from _due("assign", "", submitted.date, periods["assign"], assigned)
    for event in events:
        if event.type == "returned":
            later = (each for each in events if each.type == "transferred" and each.date >= event.date)
            yield from _due("reassign", "", event.date, periods["reassign"], next(later, None))
    if assigned:
        yield from _handling(item, periods, events, assigned)
    for ordered in (event for event in events if event.type == "rehandle_ordered"):
        again = next((each for each in events if each.type == "re_replied" and each.date >= ordered.date), None)
        yield from _due("rehandle", ordered.to or "", ordered.date, periods["rehandle"], again)
    answered = [event for event in events if event.type in {"replied", "re_replied"}]
    if answered and is_replied(item, events):
        rated = next((each for each in events if each.type == "rated" and each.date >= answered[-1].date), None)
        yield from _due("feedback", "", answered[-1].date, periods["feedback"], rated)


def _handling(item: Written, periods: Periods, events: Sequence[Event], assigned: Event) -> Iterator[Due]:
    reply = periods["extended"] if steps.first(events, "extended") else periods["reply"]
    if item.form not in MOTIONS:
        for unit in repliers(item):
            yield from _due("reply", unit, assigned.date, reply, _by(events, "replied", unit, repliers(item)))
    yield from _due("contact", "", assigned.date, periods["contact"], steps.first(events, "contacted"))
    for unit in item.co_units:
        yield from _due("co_reply", unit, assigned.date, periods["co_reply"], _by(events, "co_replied", unit, item.co_units))


def repliers(item: Written) -> tuple[str, ...]:
    """The units of which each replies for itself; "" for all together."""
    return item.lead_units if item.mode == "separate" and len(item.lead_units) > 1 else ("",)


def _by(events: Sequence[Event], step: str, unit: str, units: Sequence[str]) -> Event | None:
    """The first such event of a unit: one that names no unit is that of the only one."""
    found = (event for event in events if event.type == step)
    return next((event for event in found if not unit or event.by == unit or (not event.by and len(units) == 1)), None)


def is_replied(item: Written, events: Sequence[Event]) -> bool:
    """True when all have replied who are to."""
    return all(_by(events, "replied", unit, repliers(item)) for unit in repliers(item))


def _due(step: str, who: str, since: date, period: Period | None, met: Event | None) -> Iterator[Due]:
    if period is None:
        return
    try:
        yield Due(step, who, since, period.last(since), period.source, met.date if met else None)
    except UnknownYear as error:
        yield Due(step, who, since, None, period.source, met.date if met else None, error.year)
