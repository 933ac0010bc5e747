"""When the reception days that a site shows go by: its pages change on the day after each."""

from collections.abc import Iterator
from datetime import date

from ....domain.deputy import Reception
from ....domain.reception import turns
from ....domain.written import ReceptionValues
from .gathered import Gathered


def of_stations(found: Gathered, site: str) -> Iterator[tuple[str, str]]:
    """Of each station of a site the last turn of this month up to today, and the next (`domain.reception.turns`)."""
    for row in found.listed.get(site, {}).get("stations", ()):
        if rules := row.values.get("reception_days"):
            yield turns(map(reception, rules), date.fromisoformat(found.today))


def at_station(found: Gathered, station: tuple[str, str]) -> tuple[str, str]:
    """The same of a station on whichever site: pages of its deputies say when it is open next."""
    rules = found.stations[station].values.get("reception_days", ())
    return turns(map(reception, rules), date.fromisoformat(found.today)) if rules else ("", "")


def of_people(found: Gathered) -> dict[str, tuple[str, str]]:
    """The same by person, for all who have days of their own."""
    today = date.fromisoformat(found.today)
    kept = (person for person, rows in found.people.items() if any("reception_days" in row.values for row in rows))
    return {person: turns(rules, today) for person in kept if (rules := own_days(found, person))}


def own_days(found: Gathered, person: str) -> tuple[Reception, ...]:
    """The reception days that are said of a person by sites whose affair a mandate still is (PIPL art. 47).

    A site none of whose affair any mandate ever was, as the employer's, may speak as long as one is held.
    """
    rows = [row for row in found.people[person] if "reception_days" in row.values]
    seats = found.shown(found.held[person]) if rows else []
    days: list[Reception] = []
    for row in rows:
        own = [seat for seat in seats if found.is_above(row.site, seat.congress)] or seats
        days += (reception(day) for day in row.values["reception_days"] if any(seat.is_held for seat in own))
    return tuple(days)


def reception(day: ReceptionValues) -> Reception:
    """An authored reception day as a value."""
    return Reception(
        day.get("date", ""),
        day.get("day", 0),
        day.get("weekday", 0),
        day.get("week", 0),
        day.get("start", ""),
        day.get("end", ""),
        day.get("note", ""),
        day.get("key", ""),
    )
