"""iCalendar files (RFC 5545): a station's reception days as rules, not days, so that they stay the same; the days of a kind."""

import hashlib
from datetime import UTC, date, datetime, time, timedelta

from icalendar import Calendar, Event, Timezone, TimezoneStandard, vText

from ..domain.deputy import Reception
from ..domain.moment import SHANGHAI
from ..domain.reception import days
from ..domain.roster import Station
from .kinds import Days

MADE_OF = "x-wangqun-made-of"
FIRST = date(2020, 1, 1)  # from which on changes are numbered by their days
_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def calendar(station: Station, url: str, since: date, authority: str = "") -> str:
    """The file of a station whose page is at `url` (absolute). Rules begin at their first day from `since` on.

    Ids are made of site, station and the rule's key, or else the rule itself, at the domain of `authority` (RFC 4151), or
    else the host: so a changed list is an update. When it changed is told by the station's `updated`; the time stamp is that,
    or `since`.
    """
    domain = domain_of(url, authority)
    updated = date.fromisoformat(station.updated) if station.updated else None
    stamp = datetime.combine(updated or since, time(), SHANGHAI).astimezone(UTC)
    made = _calendar("Reception days", station.name)
    used: set[str] = set()
    for rule in dict.fromkeys(station.reception_days):
        if event := _event(rule, since):
            name = rule.key
            if not name or name in used:  # one key for two rules would make one event of them
                name = hashlib.sha256(repr(rule).encode()).hexdigest()[:12]
            used.add(name)
            event.add("uid", f"{station.source.site}.{station.key}.{name}@{domain}")
            event.add("dtstamp", stamp)
            if updated:
                event.add("last-modified", stamp)
                event.add("sequence", max(0, (updated - FIRST).days))
            event.add("summary", f"代表接待日：{station.name}")
            event.add("location", station.address)
            event.add("description", "；".join(filter(None, (rule.note, f"电话：{station.phone}" if station.phone else ""))))
            event.add("url", url)
            made.add_component(event)
    return str(made.to_ical(), "utf-8")


def calendar_of_days(name: str, authority: str, home: str, days: Days, of: str = "") -> str:
    """The file of days that documents have, on a site at `home` (absolute); `of` names what it is made of, where that is wanted.

    An event's id is its document's and its key's, so a changed day is an update; the time stamp is that of the document.
    """
    made = _calendar("Days", name)
    if of:
        made.add(MADE_OF, of)
    for document, day, url in days:
        domain = domain_of(url or home, authority)
        changed = document.item.modified or document.date or datetime.combine(FIRST, time(), SHANGHAI)
        event = Event()
        event.add("uid", f"{document.id.site}.{document.id.kind}.{document.id.slug}.{day.key}@{domain}")
        event.add("dtstamp", changed.astimezone(UTC))
        event.add("last-modified", changed.astimezone(UTC))
        event.add("sequence", max(0, (changed.date() - FIRST).days))
        event.add("dtstart", day.start)
        if day.end:
            event.add("dtend", day.end if isinstance(day.end, datetime) else day.end + timedelta(1))  # the first day after
        event.add("summary", day.title)
        if day.place:
            event.add("location", day.place)
        if day.about:
            event.add("description", day.about)
        if url:
            event.add("url", url)
        made.add_component(event)
    return str(made.to_ical(), "utf-8")


def _calendar(what: str, name: str) -> Calendar:
    """A calendar without events."""
    made = Calendar()
    made.add("prodid", f"-//Wangqun//{what}//ZH")
    made.add("version", "2.0")
    made.add("x-wr-calname", vText(name))
    made.add_component(_zone())
    return made


def domain_of(url: str, authority: str) -> str:
    """By what ids are told apart from those of others."""
    return authority.partition(",")[0] or url.split("://", 1)[1].split("/", 1)[0]


def _event(rule: Reception, since: date) -> Event | None:
    """The event of a rule with its time and recurrence; None when it never happens."""
    start = since if not rule.date else date.fromisoformat(rule.date)
    first = next(days(rule, start, start + timedelta(800)), None)
    if first is None:
        return None
    event = Event()
    if rule.start:
        event.add("dtstart", datetime.combine(first, time.fromisoformat(rule.start), SHANGHAI))
        if rule.end:
            event.add("dtend", datetime.combine(first, time.fromisoformat(rule.end), SHANGHAI))
    else:
        event.add("dtstart", first)
    if rule.day:
        event.add("rrule", {"freq": "monthly", "bymonthday": rule.day})
    elif rule.weekday:
        day = _DAYS[rule.weekday - 1]
        event.add("rrule", {"freq": "monthly", "byday": f"{rule.week}{day}"} if rule.week else {"freq": "weekly", "byday": day})
    return event


def _zone() -> Timezone:
    """Beijing time, without the summer times of 1986 to 1991."""
    zone, standard = Timezone(), TimezoneStandard()
    zone.add("tzid", "Asia/Shanghai")
    standard.add("tzname", "CST")
    standard.add("dtstart", datetime(1992, 1, 1))
    standard.add("tzoffsetfrom", timedelta(hours=8))
    standard.add("tzoffsetto", timedelta(hours=8))
    zone.add_component(standard)
    return zone
