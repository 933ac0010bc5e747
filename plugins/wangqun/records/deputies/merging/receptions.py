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
    own: dict[str, list[Reception]] = {}
    for person, rows in found.people.items():
        for row in rows:
            for day in row.values.get("reception_days", ()):
                own.setdefault(person, []).append(reception(day))
    today = date.fromisoformat(found.today)
    return {person: turns(rules, today) for person, rules in own.items()}


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
