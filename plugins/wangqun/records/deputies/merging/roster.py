"""A site's roster from what was gathered: the values that its pages of deputies are made of (domain/roster.py)."""

from collections.abc import Iterable, Iterator
from functools import partial

from ....domain.claims import ElectorRow, StationRow
from ....domain.deputy import Deputy
from ....domain.roster import County, Delegation, Elector, Locality, Roster, Station, StationDeputy, Term, Vacancy
from ..choices import END_REASONS, STATION_KINDS
from .lookup import above, has_places, is_found, lookup, names
from .persons import deputy
from .receptions import reception
from .refused import Elects
from .seats import Seat, elector_of
from .sight import LEVEL_ORDER, Sight
from .surroundings import counties
from .terms import TermOf
from .unread import in_doubt


def roster(sight: Sight) -> Roster:
    """Everything about deputies that the site shows."""
    found, site = sight.found, sight.site
    term = found.term_now(site)
    seats = found.shown(found.seats.get(site, ()))
    people: dict[str, list[Seat]] = {}
    for seat in seats:
        people.setdefault(seat.person, []).append(seat)
    deputies = [deputy(sight, person) for person in people]
    now = {seat.person for group in found.serving(site).values() for seat in group}
    ordered = sorted(deputies, key=lambda d: (d.pinyin, d.key))
    serving = tuple(d for d in ordered if d.key in now)
    suspended = sum(d.here.status == "suspended" for d in serving)
    return Roster(
        as_of=found.today,
        congress_name=sight.member.site.record.name,
        term=_term(sight, term, len(serving), suspended) if term else None,
        deputies=serving,
        former=tuple(d for d in ordered if d.key not in now),
        constituencies=tuple(_electors(sight, "constituency")),
        electing_units=tuple(_electors(sight, "electing_unit")),
        delegations=tuple(_delegations(sight, serving)),
        stations=tuple(map(partial(_station, sight), sight.rows("stations"))),
        vacancies=tuple(_vacancies(sight, seats)),
        lookup=lookup(sight),
        above=above(sight),
        counties=tuple(_counties(sight)),
        tombstones=tuple(found.given_up(site)),
    )


def _term(sight: Sight, term: TermOf, present: int, suspended: int) -> Term:
    seats = term.row.values["seats"]
    doubtful = min(max(0, seats - present), sight.doubtful.total())
    return Term(term.term_no, term.start, term.end, seats, present, suspended, doubtful)


def _electors(sight: Sight, kind: Elects) -> Iterator[Elector]:
    term, held = sight.found.term_now(sight.site), sight.found.serving(sight.site)
    for (k, key, number), row in sight.found.electors.get(sight.site, {}).items():
        if k == kind and term and number == term.term_no:
            deputies = tuple(seat.person for seat in held.get(key, ()))
            yield elector(row, kind, deputies, in_doubt(sight.doubtful, key, row.values["quota"] - len(deputies)))


def _delegations(sight: Sight, serving: Iterable[Deputy]) -> Iterator[Delegation]:
    term = sight.found.term_now(sight.site)
    deputies = tuple(serving)
    for row in sight.rows("delegations"):
        values = row.values
        if term and values["term"] == term.term_no:
            kind = values.get("kind", "delegation")
            name = values["name"]
            members = tuple(d.key for d in deputies if (d.here.delegation if kind == "delegation" else d.here.group) == name)
            leader = sight.found.decisions.key(values["leader"]) if "leader" in values else ""
            yield Delegation(values["key"], name, kind, sight.known_name(leader), members)


def _station(sight: Sight, row: StationRow) -> Station:
    values = row.values
    key = values["key"]
    return Station(
        key=key,
        name=values["name"],
        kind=values.get("type", "station"),
        kind_title=STATION_KINDS[values.get("type", "station")],
        address=values["address"],
        phone=values.get("phone", ""),
        head=values.get("head", ""),
        geo=values.get("geo", ""),
        hours=values.get("hours", ""),
        deputies=tuple(_at_station(sight, row)),
        reception_days=tuple(map(reception, values.get("reception_days", ()))),
        activities=tuple((a["date"], a["text"]) for a in values.get("activities", ())),
        page=f"station/{key}.html",
        source=row.source("name"),
        updated=values.get("updated", ""),
    )


def _at_station(sight: Sight, row: StationRow) -> Iterator[StationDeputy]:
    """Who receives people at a station, in whichever congress they sit."""
    for person in sight.found.at_station.get((row.site, row.values["key"]), ()):
        seats = sight.found.shown(sight.found.held[person])
        active = [s for s in seats if s.standing.status == "active" and s.congress in sight.found.members]
        if active:
            first = min(active, key=lambda s: (s.congress != sight.site, LEVEL_ORDER.get(sight.level(s.congress), 9)))
            roles = "、".join(dict.fromkeys(f"{sight.name(s.congress)}代表" for s in active))
            page = f"deputy/{person.removeprefix('person:')}.html"
            yield StationDeputy(sight.known_name(person), sight.link_to(first.congress, page), roles)


def _vacancies(sight: Sight, seats: Iterable[Seat]) -> Iterator[Vacancy]:
    """Empty seats of the running term, with who left them where that is written."""
    term = sight.found.term_now(sight.site)
    if term is None:
        return
    own = [s for s in seats if s.term_no == term.term_no]
    if not own:
        return
    for (_, key, number), row in sight.found.electors.get(sight.site, {}).items():
        if number != term.term_no:
            continue
        mine = [s for s in own if elector_of(s.values)[1] == key]
        empty = row.values["quota"] - sum(s.is_held for s in mine)
        left = sorted((s for s in mine if s.standing.status == "ended"), key=lambda s: (s.end, s.person), reverse=True)
        for number_left in range(max(0, empty) - in_doubt(sight.doubtful, key, empty)):
            gone = left[number_left] if number_left < len(left) else None
            name = sight.known_name(gone.person) if gone else ""
            reason = END_REASONS.get(gone.standing.end_reason, "") if gone else ""
            yield Vacancy(row.values["name"], gone.end if gone else "", name, reason)


def _counties(sight: Sight) -> Iterator[County]:
    """Every county below with deputies to find; none where no name of a place leads to any."""
    found, below = sight.found, list(counties(sight.found, sight.site))
    by_place = {site for site in below if has_places(found, site)}
    for site in below if by_place else ():
        if site in by_place or is_found(found, site):
            yield County(found.members[site].site.area, sight.link_to(site, "my/"), names(found, site))


def elector(row: ElectorRow, kind: Elects, deputies: tuple[str, ...], unread: int = 0) -> Elector:
    """A constituency or electing unit with who sits for it, and how many of its seats are in doubt."""
    values = row.values
    return Elector(
        kind=kind,
        key=values["key"],
        no=values.get("no", ""),
        name=values["name"],
        scope=values.get("scope", ""),
        places=tuple(Locality(p["code"], p["name"], p.get("town", "")) for p in values.get("places", ())),
        quota=values["quota"],
        voters=values.get("voters", 0),
        external=values.get("external", False),
        deputies=deputies,
        page=f"constituency/{values['key']}.html" if kind == "constituency" else "",
        source=row.source("name"),
        unread=unread,
    )
