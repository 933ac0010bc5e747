"""接待日 as dates: which days a rule falls on, without a clock."""

from calendar import monthrange
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from .deputy import Reception

AHEAD = 400  # days: what lies beyond is not looked for


def days(rule: Reception, since: date, until: date) -> Iterator[date]:
    """The days of a rule from `since` to `until`, both included, in order.

    A month without the wanted day (31 in June, a fifth Wednesday) has none, as in RFC 5545.
    """
    if rule.date:
        day = date.fromisoformat(rule.date)
        if since <= day <= until:
            yield day
    elif rule.weekday and not rule.week:
        day = since + timedelta((rule.weekday - since.isoweekday()) % 7)
        while day <= until:
            yield day
            day += timedelta(7)
    elif rule.day or rule.weekday:
        year, month = since.year, since.month
        while (year, month) <= (until.year, until.month):
            found = _of_month(rule, year, month)
            if found and since <= found <= until:
                yield found
            year, month = (year + 1, 1) if month == 12 else (year, month + 1)


def _of_month(rule: Reception, year: int, month: int) -> date | None:
    first, length = monthrange(year, month)  # Monday is 0
    if rule.day:
        number = rule.day
    else:
        number = (rule.weekday - 1 - first) % 7 + 1  # the first such weekday
        number += 7 * (rule.week - 1) if rule.week > 0 else 7 * ((length - number) // 7)
    return date(year, month, number) if number <= length else None


def turns(rules: Iterable[Reception], today: date) -> tuple[str, str]:
    """The latest day of this month up to `today`, and the next one after it, on which a reception day has just gone by (ISO).

    A day is over at 24:00, whatever its hours. "" when there is none.
    """
    last = following = ""
    month, yesterday = today.replace(day=1), today - timedelta(1)
    for rule in rules:
        for day in days(rule, month, yesterday):
            last = max(last, (day + timedelta(1)).isoformat())
        if soonest := next(days(rule, today, today + timedelta(AHEAD)), None):
            turn = (soonest + timedelta(1)).isoformat()
            following = min(following or turn, turn)
    return last, following


def ahead(rules: Iterable[Reception], as_of: str) -> Iterator[Reception]:
    """The rules that still have days to come: all but single days before `as_of` (ISO)."""
    return (rule for rule in rules if not rule.date or rule.date >= as_of[:10])


def coming(rules: tuple[Reception, ...], since: date, count: int) -> list[tuple[date, Reception]]:
    """The next `count` days of all rules from `since` on, earliest first."""
    until = since + timedelta(AHEAD)
    found = {(day, rule) for rule in rules for day in days(rule, since, until)}
    return sorted(found, key=lambda pair: (pair[0], pair[1].start, pair[1].end, pair[1].note, pair[1].key))[:count]
