"""The next reception day of some rules, as of the day of a roster."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from ...domain.deputy import Reception
from ...domain.moment import day_words, weekday_words
from ...domain.reception import AHEAD, coming, days
from .context import ReceptionDate


def soonest(rules: Iterable[Reception], as_of: str) -> ReceptionDate | None:
    """The first day of any rule from `as_of` (ISO) on; None when there is none, or the day is not known."""
    if not as_of:
        return None
    since = date.fromisoformat(as_of[:10])
    until = since + timedelta(AHEAD)
    found = ((day, rule) for rule in rules if (day := next(days(rule, since, until), None)))
    first = min(found, key=lambda pair: (pair[0], pair[1].start, pair[1].end, pair[1].note, pair[1].key), default=None)
    return shown(*first) if first else None


def next_days(rules: tuple[Reception, ...], as_of: str, count: int) -> Iterator[ReceptionDate]:
    """So many days of all rules from `as_of` on, earliest first."""
    for day, rule in coming(rules, date.fromisoformat(as_of[:10]), count) if as_of else ():
        yield shown(day, rule)


def shown(day: date, rule: Reception) -> ReceptionDate:
    """A day on which a rule falls, in words."""
    hours = "–".join(filter(None, (rule.start, rule.end)))
    return ReceptionDate(day_words(day), day.isoformat(), weekday_words(day), hours, rule.note)
