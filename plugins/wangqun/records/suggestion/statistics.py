"""Figures of sessions: how many, how many replied to, how satisfied, how fast; what is not public counts in the totals alone."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field
from datetime import date
from statistics import median
from typing import NamedTuple

from ...domain.document import Document
from ...domain.frozen import frozen
from ...domain.said import said
from . import clock, steps, timing
from .page import happened
from .provinces import Periods
from .record import Event, of
from .words import FORMS, OUTCOMES, RATINGS

FEW = 5
"""A unit with fewer has counts and no rates: of so few a rate tells of persons, not of the unit."""
SATISFIED = frozenset({"very_satisfied", "satisfied"})
_YES = "1"


class Fact(NamedTuple):
    """What one counts as. Only the first three are known of one that is not public."""

    session: str
    assigned: bool
    replied: bool
    form: str = ""
    rating: str = ""
    outcome: str = ""
    subject: str = ""
    units: tuple[str, ...] = ()
    days: int | None = None
    late: bool = False
    is_public: bool = True


@frozen
class Figures:
    """The sums over some of them. Rates are made of them where they are shown."""

    total: int = 0
    hidden: int = 0
    assigned: int = 0
    replied: int = 0
    ratings: Mapping[str, int] = field(default_factory=dict)
    days: tuple[int, ...] = ()

    @property
    def rated(self) -> int:
        """Those that were rated; 未反馈 is none."""
        return sum(number for key, number in self.ratings.items() if key != "no_feedback")

    @property
    def satisfied(self) -> int:
        """非常满意 and 满意."""
        return sum(number for key, number in self.ratings.items() if key in SATISFIED)

    @property
    def basically(self) -> int:
        """基本满意."""
        return self.ratings.get("basically_satisfied", 0)

    @property
    def median_days(self) -> int | None:
        """In how many days half of them were replied to."""
        return round(median(self.days)) if self.days else None


def session_of(document: Document) -> str:
    """The session it was handed in at, in words; the year when it does not say."""
    item = of(document)
    named = "".join(filter(None, (item.congress, item.term, item.session)))
    submitted = steps.first(steps.ordered(item), "submitted")
    return named or said("%(year)s年", year=f"{submitted.date:%Y}" if submitted else document.day_text[:4])


def fact(document: Document, periods: Periods) -> Fact:
    """What a public one counts as."""
    item = of(document)
    events = happened(item)
    assigned, replied = steps.first(events, "assigned"), steps.first(events, "replied")
    whole = bool(replied) and clock.is_replied(item, events)
    days = None
    if assigned and whole:
        days = (last_reply(item.lead_units, events) - assigned.date).days
    return Fact(
        session_of(document),
        bool(assigned),
        whole,
        item.form,
        timing.final_rating(document, periods),
        item.outcome or "",
        item.subject or "",
        item.lead_units,
        days,
        timing.key_of(document) in {"unanswered", "overdue"},
    )


def last_reply(units: Sequence[str], events: Iterable[Event]) -> date:
    """The day on which the first reply was whole."""
    days: dict[str, date] = {}
    for event in events:
        if event.type == "replied":
            days.setdefault(event.by or "", event.date)
    named = [days[unit] for unit in units if unit in days]
    return max(named or days.values())


def counted(document: Document, periods: Periods) -> tuple[str, ...]:
    """Of one that is not public what the totals need: no form, no rating, which would be told by what the public ones leave."""
    found = fact(document, periods)
    if timing.key_of(document) == "unsubmitted":
        return ()
    return (found.session, _YES * found.assigned, _YES * found.replied)


def hidden(rows: Iterable[tuple[str, ...]]) -> Iterator[Fact]:
    """The facts that `counted` told."""
    for session, assigned, replied in rows:
        yield Fact(session, bool(assigned), bool(replied), is_public=False)


def figures(facts: Iterable[Fact]) -> Figures:
    """The sums over facts."""
    found = tuple(facts)
    ratings = Counter(each.rating for each in found if each.rating)
    return Figures(
        len(found),
        sum(not each.is_public for each in found),
        sum(each.assigned for each in found),
        sum(each.assigned and each.replied for each in found),
        {key: ratings[key] for key in RATINGS if ratings[key]},
        tuple(sorted(each.days for each in found if each.days is not None)),
    )


def by_session(facts: Iterable[Fact]) -> dict[str, tuple[Fact, ...]]:
    """The facts of each session."""
    found: dict[str, list[Fact]] = {}
    for each in facts:
        found.setdefault(each.session, []).append(each)
    return {session: tuple(group) for session, group in found.items()}


def by_unit(facts: Iterable[Fact]) -> dict[str, tuple[Fact, ...]]:
    """The facts of each unit that handles; one with several units counts for each. Most first."""
    found: dict[str, list[Fact]] = {}
    for each in facts:
        for unit in each.units if each.assigned else ():
            found.setdefault(unit, []).append(each)
    return {unit: tuple(found[unit]) for unit in sorted(found, key=lambda unit: (-len(found[unit]), unit))}


def rate(part: int, whole: int) -> str:
    """A part of a whole in per cent with what it is made of; "" of nothing."""
    return f"{100 * part / whole:.1f}%（{part}/{whole}）" if whole else ""


def amounts(facts: Sequence[Fact], name: str) -> Iterator[tuple[str, int]]:
    """How many have each value of a field, in the order of its words, else most first."""
    titles: Mapping[str, str] = {"form": FORMS, "outcome": OUTCOMES, "rating": RATINGS}.get(name, {})
    found = Counter(value for each in facts if (value := getattr(each, name)))
    keys = [key for key in titles if found[key]] or [
        key for key, _ in sorted(found.items(), key=lambda each: (-each[1], each[0]))
    ]
    yield from ((titles.get(key, key), found[key]) for key in keys)
