"""找代表: which deputies of every level represent a village or community (docs/domain.md §3.3)."""

from collections.abc import Iterator, Mapping

from ....domain.claims import ElectorRow
from ....domain.roster import Representative, Town, TownNames, Village
from ....domain.written import PlaceValues
from .gathered import Gathered
from .persons import contacts, stations_of
from .receptions import own_days
from .seats import Seat
from .sight import Sight


def lookup(sight: Sight) -> tuple[Town, ...]:
    """The townships of a county with their villages; at a township's own site that township alone; () elsewhere."""
    found = sight.found
    towns: dict[str, dict[str, list[Representative]]] = {}
    for row, places, seats in local(found, sight.site):
        people = [_representative(sight, seat, row.values["name"]) for seat in seats]
        for place in places:
            towns.setdefault(place["code"][:9], {}).setdefault(place["code"], []).extend(people)
    return tuple(
        Town(town, name, tuple(Village(c, n, _of_village(towns[town], town, c)) for c, n in villages))
        for town, name, villages in names(found, sight.site)
    )


def _of_village(villages: Mapping[str, list[Representative]], town: str, code: str) -> tuple[Representative, ...]:
    """Who represents a village: also those whose constituencies take in the whole township."""
    return tuple(dict.fromkeys([*villages[code], *(villages.get(town, ()) if code != town else ())]))


def names(found: Gathered, site: str) -> tuple[TownNames, ...]:
    """What a site's 找代表 calls its townships and villages, by code, in the order of their codes."""
    titles: dict[str, str] = {}
    towns: dict[str, dict[str, None]] = {}
    for _, places, _ in local(found, site):
        for place in places:
            code = place["code"]
            if "town" in place:
                titles.setdefault(code[:9], place["town"])
            titles.setdefault(code, place["name"])
            towns.setdefault(code[:9], {})[code] = None
    sites = {m.site.record.division_code: m for m in found.members.values() if str(m.site.level) == "township"}
    return tuple(
        TownNames(
            town,
            (sites[town].site.area if town in sites else "") or titles.get(town, town),
            tuple((code, titles[code]) for code in sorted(codes) if code != town or len(codes) == 1),
        )
        for town, codes in sorted(towns.items())
    )


def above(sight: Sight) -> tuple[Representative, ...]:
    """Deputies of higher congresses elected by this county, or by the city it belongs to."""
    found = sight.found
    shown = []
    for unit, seat in elected_above(found, sight.site):
        row = found.electors.get(seat.congress, {}).get(("electing_unit", unit, seat.term_no))
        shown.append(_representative(sight, seat, row.values["name"] if row else sight.name(unit)))
    return tuple(shown)


def has_places(found: Gathered, site: str) -> bool:
    """True when a site's running term has constituencies with places."""
    term = found.term_now(site)
    electors = found.electors.get(site, {}).items()
    return term is not None and any(n == term.term_no and row.values.get("places") for (_, _, n), row in electors)


def is_found(found: Gathered, site: str) -> bool:
    """True when deputies serve in a county or township, or were elected by it into congresses further up."""
    return bool(found.serving(site)) or any(True for _ in elected_above(found, site))


def local(found: Gathered, site: str) -> Iterator[tuple[ElectorRow, list[PlaceValues], list[Seat]]]:
    """Constituencies for the 找代表 of a county or township: the townships' first; the places in reach; who holds their seats."""
    member = found.members[site]
    level = str(member.site.level)
    if level not in {"county", "township"}:
        return
    if level == "county":
        below = (s for s in found.members[site].children if str(found.members[s].site.level) == "township")
        congresses, only = [*sorted(below, key=lambda s: (found.members[s].site.record.division_code or "", s)), site], ""
    else:
        county = (a.id for a in reversed(member.ancestors) if str(a.level) == "county")
        congresses, only = [site, *list(county)[:1]], member.site.record.division_code or "-"
    for congress in congresses:
        term, serving = found.term_now(congress), found.serving(congress)
        for (kind, key, number), row in found.electors.get(congress, {}).items():
            places = [p for p in row.values.get("places", ()) if p["code"].startswith(only)]
            if places and term and kind == "constituency" and number == term.term_no:
                yield row, places, serving.get(key, [])


def elected_above(found: Gathered, site: str) -> Iterator[tuple[str, Seat]]:
    """Down from the top: whom a county or township and the sites above it have elected into congresses further up."""
    member = found.members[site]
    if str(member.site.level) not in {"county", "township"}:
        return
    chain = [*(a.id for a in member.ancestors), site]
    for congress in chain[:-1]:
        if congress in found.members and str(found.members[congress].site.level) in {"province", "city"}:
            serving = found.serving(congress)
            for unit in sorted(serving.keys() & set(chain)):
                yield from ((unit, seat) for seat in serving[unit])


def _representative(sight: Sight, seat: Seat, elector: str) -> Representative:
    found, person = sight.found, seat.person
    told = found.merged(person).values.get(("name",))
    page = f"deputy/{person.removeprefix('person:')}.html"
    role, rows = f"{sight.name(seat.congress)}代表", found.people[person]
    active = [held for held in found.shown(found.held[person]) if held.is_held]
    return Representative(
        sight.level(seat.congress),
        role,
        told.value if told else "",
        sight.link_to(seat.congress, page),
        elector,
        person,
        next((contact.phone for contact in contacts(sight, rows, active) if contact.phone), ""),
        stations_of(sight, person),
        own_days(found, person),
    )
