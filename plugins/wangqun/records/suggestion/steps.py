"""The events of a motion or suggestion in the order of their days, and what each of them needs before it."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import NamedTuple

from ...domain.moment import SHANGHAI
from .record import Event, Reply, Written
from .words import AWAITED, STEPS

_RANK = {step: rank for rank, step in enumerate((*STEPS, AWAITED))}
_HANDED = frozenset({"assigned"})
NEEDS: dict[str, frozenset[str]] = {
    "accepted": frozenset({"submitted"}),
    "not_accepted": frozenset({"submitted"}),
    "converted": frozenset({"submitted"}),
    "merged": frozenset({"submitted"}),
    "assigned": frozenset({"submitted"}),
    "returned": _HANDED,
    "transferred": _HANDED,
    "co_replied": _HANDED,
    "contacted": _HANDED,
    "extended": _HANDED,
    "overdue": _HANDED,
    "replied": _HANDED,
    "rated": frozenset({"replied", "re_replied"}),
    "rehandle_ordered": frozenset({"rated"}),
    "re_replied": frozenset({"rehandle_ordered"}),
    "commitment_done": frozenset({"replied", "re_replied"}),
    "withdrawn": frozenset({"submitted"}),
    "key_supervised": frozenset({"submitted"}),
    "published": frozenset({"submitted"}),
}
"""What must have come before a step, on the same day at the latest; one of several will do."""
AFTER: dict[str, frozenset[str]] = {
    "withdrawn": frozenset({"replied"}),
    "extended": frozenset({"replied"}),
    "returned": frozenset({"replied"}),
    "solicited": frozenset({"submitted"}),
    "drafted": frozenset({"submitted"}),
    "accepted": frozenset({"assigned"}),
    "submitted": frozenset({"accepted", "assigned", "replied"}),
}
"""What must not have come before a step."""
ENDS = frozenset({"not_accepted", "converted", "merged", "withdrawn"})
"""Steps after which nothing more is handled here."""
QUIET = frozenset({"published", "key_supervised", AWAITED})
"""Steps that change nothing of how it is handled."""
ONCE = frozenset({"submitted", "accepted", "assigned", "withdrawn", "not_accepted", "converted", "merged"})


class Fault(NamedTuple):
    """An event that stands where it cannot: why, in words."""

    event: Event
    why: str


def start_of(day: date) -> datetime:
    """The first moment of a day in Beijing."""
    return datetime(day.year, day.month, day.day, tzinfo=SHANGHAI)


def ordered(item: Written) -> tuple[Event, ...]:
    """The events by day; those of one day in the order in which steps are taken, whatever the order in the file."""
    return tuple(sorted(item.events, key=_order))


def _order(event: Event) -> tuple[date, int, str, str, str]:
    return (event.date, _RANK[event.type], event.by or "", event.to or "", event.note or "")


def until(item: Written, now: datetime) -> tuple[Event, ...]:
    """The events whose day has come."""
    return tuple(event for event in ordered(item) if start_of(event.date) <= now and event.type != AWAITED)


def first(events: Sequence[Event], *types: str) -> Event | None:
    """The first event of some types."""
    return next((event for event in events if event.type in types), None)


def last(events: Sequence[Event], *types: str) -> Event | None:
    """The last event of some types."""
    return first(events[::-1], *types)


def replies(item: Written) -> tuple[tuple[date, Reply], ...]:
    """What was replied with the day on which it was: the one it says, else that of the reply in its place; none without a day."""
    days = [event.date for event in ordered(item) if event.type in {"replied", "re_replied"}]
    dated = [(reply.date or (days[at] if at < len(days) else None), reply) for at, reply in enumerate(item.reply)]
    return tuple(sorted(((day, reply) for day, reply in dated if day), key=lambda each: (each[0], each[1].by or "")))


def faults(item: Written) -> Iterator[Fault]:
    """Events that cannot stand where their days put them."""
    before: set[str] = set()
    ended = ""
    for event in ordered(item):
        step, word = event.type, STEPS.get(event.type, "")
        needs, needed = NEEDS.get(step, frozenset()), "或".join(STEPS[each] for each in STEPS if each in NEEDS.get(step, ()))
        if step == AWAITED:
            yield Fault(event, "没有这个环节")
        elif ended and step not in QUIET:
            yield Fault(event, f"“{word}”在“{STEPS[ended]}”之后，那以后不再办理")
        elif needs and needs.isdisjoint(before):
            yield Fault(event, f"“{word}”以前没有“{needed}”")
        elif found := next((each for each in STEPS if each in AFTER.get(step, ()) and each in before), ""):
            yield Fault(event, f"“{word}”应在“{STEPS[found]}”以前")
        elif step in ONCE and step in before:
            yield Fault(event, f"“{word}”写了两次")
        before.add(step)
        ended = step if step in ENDS else ended
