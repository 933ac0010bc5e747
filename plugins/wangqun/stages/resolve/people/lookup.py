"""找代表: which deputies of every level represent a village or community (docs/domain.md S6)."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ....domain.claims import Row
from ....domain.people import Representative, Town, Village
from .terms import current

if TYPE_CHECKING:  # the two make one roster together
    from .gather import Seat
    from .rosters import RosterMaker


def lookup(maker: "RosterMaker") -> tuple[Town, ...]:
    """The townships of a county with their villages; at a township's own site that township alone; () elsewhere."""
    level = str(maker.member.site.level)
    if level == "county":
        return tuple(_towns(maker, maker.site, ""))
    if level == "township":
        county = next((a.id for a in reversed(maker.member.ancestors) if str(a.level) == "county"), "")
        code = maker.member.site.record.division_code or ""
        return tuple(_towns(maker, county, code))
    return ()


def above(maker: "RosterMaker") -> tuple[Representative, ...]:
    """Deputies of higher congresses elected by this county, or by the city it belongs to."""
    return tuple(_elected_above(maker, maker.site)) if str(maker.member.site.level) in {"county", "township"} else ()


def _towns(maker: "RosterMaker", county: str, only: str) -> Iterator[Town]:
    """Townships in order of their codes, from the places of the county's and the townships' constituencies."""
    found = maker.found
    township_sites = {
        m.site.record.division_code: site
        for site, m in found.members.items()
        if str(m.site.level) == "township" and found.is_above(county, site)
    }
    names: dict[str, str] = {}
    towns: dict[str, dict[str, list[Representative]]] = {}
    congresses = [*((s) for code, s in township_sites.items() if not only or code == only), *([county] if county else [])]
    for congress in congresses:
        holders = _holders(maker, congress)
        for row in _constituencies(maker, congress):
            people = [_representative(maker, seat, row.values["name"]) for seat in holders.get(row.values["key"], ())]
            for place in row.values.get("places", ()):
                town = place["code"][:9]
                if only and town != only:
                    continue
                if "town" in place:
                    names.setdefault(town, place["town"])
                village = towns.setdefault(town, {}).setdefault(place["code"], [])
                names.setdefault(place["code"], place["name"])
                village += people
    for town, villages in sorted(towns.items()):
        site = township_sites.get(town)
        name = found.members[site].site.area if site else names.get(town, town)
        whole = villages.get(town, [])  # constituencies that take in the whole township
        yield Town(
            town,
            name,
            tuple(
                Village(code, names[code], tuple(dict.fromkeys([*people, *(whole if code != town else ())])))
                for code, people in sorted(villages.items())
                if code != town or len(villages) == 1
            ),
        )


def _constituencies(maker: "RosterMaker", congress: str) -> list[Row]:
    term = current(maker.found.terms.get(congress, {}), maker.found.today)
    electors = maker.found.electors.get(congress, {}).items()
    return [row for (kind, _, number), row in electors if term and kind == "constituency" and number == term.term_no]


def _holders(maker: "RosterMaker", congress: str) -> dict[str, list["Seat"]]:
    held: dict[str, list[Seat]] = {}
    for seat in maker.serving(congress):
        held.setdefault(seat.values.get("constituency") or seat.values.get("electing_unit") or "", []).append(seat)
    return held


def _elected_above(maker: "RosterMaker", site: str) -> Iterator[Representative]:
    """Down from the top: whom the sites on the chain have elected into the congresses above them."""
    member = maker.found.members[site]
    chain = [*(a.id for a in member.ancestors), site]
    for congress in [a.id for a in member.ancestors]:
        level = maker.level(congress)
        if level in {"county", "national"} or congress not in maker.found.members:
            continue
        for unit, seats in sorted(_holders(maker, congress).items()):
            if unit in chain:
                for seat in seats:
                    yield _representative(maker, seat, maker.name(unit))


def _representative(maker: "RosterMaker", seat: "Seat", elector: str) -> Representative:
    told = maker.found.merged(seat.person).values.get(("name",))
    page = f"deputy/{seat.person.removeprefix('person:')}.html"
    role = f"{maker.name(seat.congress)}代表"
    return Representative(
        maker.level(seat.congress), role, told.value if told else "", maker.link_to(seat.congress, page), elector
    )
