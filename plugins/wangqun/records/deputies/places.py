"""The pages of constituencies and stations."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from ...domain.deputy import roles
from ...domain.roster import Elector, Station
from ...domain.said import said
from ...pages.context import Count, Head, Link
from .context import (
    Area,
    ConstituenciesPage,
    ConstituencyEntry,
    ConstituencyPage,
    ContactLine,
    Happening,
    StationEntry,
    StationPage,
    StationPerson,
    StationsPage,
)
from .deputy import qr_file
from .next_day import next_days, soonest
from .view import CONSTITUENCIES, STATIONS, RosterView
from .words import day_text, name_of, phone_url, rules_text

DATES = 12


def constituencies_page(people: RosterView) -> ConstituenciesPage:
    """All constituencies, in the order of the roster."""
    roster = people.roster
    return ConstituenciesPage(
        head=people.head(said("选区"), f"{CONSTITUENCIES}index.html"),
        crumbs=people.crumbs(said("选区")),
        title=said("选区"),
        as_of_text=day_text(roster.as_of),
        constituencies=tuple(_constituency(people, elector) for elector in roster.constituencies),
        lookup=people.url("my/index.html") if roster.is_found else None,
    )


def title_of(elector: Elector) -> str:
    """第三选区 青山片, or the name alone."""
    return elector.name if not elector.no or elector.no in elector.name else f"{elector.no} {elector.name}"


def _constituency(people: RosterView, elector: Elector) -> ConstituencyEntry:
    known = [people.known[key] for key in elector.deputies if key in people.known]
    links = tuple(Link(name_of(deputy), deputy.url) for deputy in known)
    scope = elector.scope or "、".join(place.name for place in elector.places)
    return ConstituencyEntry(title_of(elector), people.url(elector.page), scope, links, elector.quota, elector.vacant)


def constituency_page(people: RosterView, elector: Elector) -> ConstituencyPage:
    """One constituency."""
    title = title_of(elector)
    towns: dict[str, list[str]] = {}
    for place in elector.places:
        towns.setdefault(place.town, []).append(place.name)
    counts = [Count(said("应选名额"), str(elector.quota)), Count(said("现有代表"), str(len(elector.deputies)))]
    counts += [Count(said("缺额"), str(elector.vacant))] if elector.vacant else []
    counts += [Count(said("选民"), str(elector.voters))] if elector.voters > 0 else []
    return ConstituencyPage(
        head=_content(people, title, elector.page),
        crumbs=people.crumbs(title, Link(said("选区"), people.url(f"{CONSTITUENCIES}index.html"))),
        title=title,
        as_of_text=day_text(people.roster.as_of),
        counts=tuple(counts),
        scope=elector.scope,
        areas=tuple(Area(town, tuple(names)) for town, names in towns.items()),
        people=people.entries(elector.deputies),
        vacant=elector.vacant,
    )


def _content(people: RosterView, title: str, path: str) -> Head:
    head = people.head(title, path)
    return replace(head, meta=(*head.meta, *people.content_meta(title, "", head.canonical or "")))


def today(people: RosterView) -> date | None:
    """The day the roster is of; None when it does not say."""
    return date.fromisoformat(people.roster.as_of[:10]) if people.roster.as_of else None


def stations_page(people: RosterView) -> StationsPage:
    """All stations: first where one can go next, last those that name no day."""
    stations = sorted((_station(people, station) for station in people.roster.stations), key=_when)
    return StationsPage(
        people.head(said("代表联络站"), f"{STATIONS}index.html"),
        people.crumbs(said("联络站")),
        said("代表联络站"),
        tuple(stations),
    )


def _when(station: StationEntry) -> tuple[bool, str]:
    """Orders stations by their next day; those of a day keep the order of the roster."""
    return station.next is None, station.next.date_iso if station.next else ""


def _station(people: RosterView, station: Station) -> StationEntry:
    return StationEntry(
        station.name,
        people.url(station.page),
        station.kind_title,
        station.address,
        _online(station),
        station.phone,
        phone_url(station.phone) if station.phone else None,
        soonest(station.reception_days, people.roster.as_of),
        len(station.deputies),
    )


def _online(station: Station) -> str | None:
    return station.address if station.address.startswith("https://") else None


def station_page(people: RosterView, station: Station) -> StationPage:
    """One station."""
    return StationPage(
        head=_content(people, station.name, station.page),
        crumbs=people.crumbs(station.name, Link(said("联络站"), people.url(f"{STATIONS}index.html"))),
        title=station.name,
        kind=station.kind_title,
        facts=tuple(_facts(station)),
        rules=rules_text(station.reception_days, people.roster.as_of),
        dates=tuple(next_days(station.reception_days, people.roster.as_of, DATES)),
        as_of_text=day_text(people.roster.as_of),
        calendar=people.url(calendar_file(station.page)) if station.reception_days else None,
        people=tuple(StationPerson(person.name, person.url, roles(person.role)) for person in station.deputies),
        activities=tuple(
            Happening(day_text(day), day, text) for day, text in sorted(station.activities, key=lambda a: a[0], reverse=True)
        ),
        qr=people.url(qr_file(station.page)),
    )


def calendar_file(page: str) -> str:
    """The calendar file beside a station's page."""
    return page.removesuffix(".html") + ".ics"


def _facts(station: Station) -> Iterator[ContactLine]:
    yield ContactLine(said("地址"), station.address, _online(station), "")
    if station.phone:
        yield ContactLine(said("电话"), station.phone, phone_url(station.phone), "")
    if station.head:
        yield ContactLine(said("负责人"), station.head, None, "")
    if station.hours:
        yield ContactLine(said("开放时间"), station.hours, None, "")
