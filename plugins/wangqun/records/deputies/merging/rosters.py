"""Who is shown on which site, from what that is made, and when it next changes."""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cached_property
from hashlib import blake2b
from typing import Any

from ....domain.claims import Row
from ....domain.roster import Roster
from ..addresses import page_of
from . import receptions
from .gathered import Gathered
from .lookup import elected_above, has_places, is_found, local, names
from .refused import may_turn
from .roster import roster
from .seats import Seat, elector_of
from .sight import Sight
from .surroundings import around, counties, electors_in_reach
from .unread import unread


@dataclass
class MergedRosters:
    """Who is shown where. Rosters are made when they are asked for; `inputs` says from what, so that most never are.

    `links` gives for a site the URL of a document's id as seen from there; `photos` a site's published
    files; `rows` what each site keeps.
    """

    found: Gathered
    links: Callable[[str, str], str]
    photos: Callable[[str], Mapping[str, str]]
    rows: Mapping[str, list[Row]]
    _digests: dict[str, str] = field(default_factory=dict)
    _inputs: dict[str, dict[str, str]] = field(default_factory=dict)
    _appears: dict[str, dict[str, None]] = field(default_factory=dict)
    _stations: dict[tuple[str, str], tuple[str, str]] = field(default_factory=dict)

    def roster(self, site: str) -> Roster:
        """What a site shows of deputies; an empty one when it has nothing."""
        if not self._has(site):
            return Roster()
        sight = Sight(self.found, site, lambda name: self.links(site, name), self.photos(site))
        return replace(roster(sight), as_of=self.as_of(site))

    def written(self, site: str) -> list[tuple[str, str, int, Mapping[str, Any]]]:
        """What a site keeps of people (kind, path, line, plain values): other checkouts need it, readers never get it."""
        told = (row for row in self.rows.get(site, ()) if not self._is_to_come(row))
        return [(row.kind, row.path, row.line, self._lasting(row)) for row in told]

    def inputs(self, site: str) -> dict[str, str]:
        """Name -> digest of all that a site's roster is made from: who is on it, and the sites and congresses it speaks of."""
        if site not in self._inputs:
            self._inputs[site] = self._find_inputs(site)
        return self._inputs[site]

    def kept(self, site: str) -> frozenset[str]:
        """Paths of the pages that a site's own records have, shown now or not."""
        return frozenset(page_of(row.kind, row.values) for row in self.rows.get(site, ()))

    def as_of(self, site: str) -> str:
        """The day as of which a roster is right: the first of this month, or the latest change since.

        What is shown is the same on every later day until `next_change`, so that it need not be made anew each day.
        """
        today = self.found.today
        latest = self._latest
        days = {latest[person] for person in self._persons(site) if person in latest}
        days |= {term.start for term in self.found.terms.get(site, {}).values() if term.start <= today}
        days |= {last for last, _ in self._receptions(site)}
        return max(days, default="") if max(days, default="") > today[:8] else today[:8] + "01"

    def sites_of(self, person: str) -> list[str]:
        """Every site on which a person appears, in tree order."""
        return [site for site in self.found.members if person in self.inputs(site)]

    def next_change(self, site: str) -> str:
        """The next day after today on which a site's roster changes by itself; "" when none is known."""
        if not self._has(site):
            return ""
        turns = self._days
        persons = self._persons(site) | self._reachable(site)
        days = {turns[person] for person in persons.keys() & turns.keys()}
        days |= {turns[seat.person] for seat in self._turning.get(site, ())}
        electors = electors_in_reach(self.found, site)
        for congress in around(self.found, site):
            days |= {turns[s.person] for s in self._turning.get(congress, ()) if elector_of(s.values)[1] in electors}
        for county in counties(self.found, site):
            if not has_places(self.found, county):  # it is led to from the first deputy on
                chain = (county, *(ancestor.id for ancestor in self.found.members[county].ancestors))
                days |= {turns[seat.person] for congress in chain for seat in self._turning.get(congress, ())}
                days.add(self._openings.get(county, ""))
        days |= {following for _, following in self._receptions(site)}
        congresses = self._congresses(site, persons) if self._refusing or any(self._openings.values()) else ()
        days |= {each.get(congress, "") for congress in congresses for each in (self._openings, self._refusing)}
        month = (date.fromisoformat(self.found.today[:8] + "01") + timedelta(days=31)).replace(day=1)
        return min(filter(None, days | {month.isoformat()}))

    def _reachable(self, site: str) -> dict[str, None]:
        """Of whom a site keeps a record: it enters the site's file with the first mandate, its contact leaves with the last."""
        keys = (self.found.decisions.key(row.key) for row in self.rows.get(site, ()) if row.kind == "deputies")
        return dict.fromkeys(key for key in keys if key in self.found.people)

    def _receptions(self, site: str) -> Iterator[tuple[str, str]]:
        """The last and the next day on which something of the reception days that a site shows has gone by."""
        yield from receptions.of_stations(self.found, site)
        persons, stations_of = self._persons(site).keys(), self.found.stations_of
        yield from (self._own_days[person] for person in self._own_days.keys() & persons)
        yield from map(self._at_station, {station for person in stations_of.keys() & persons for station in stations_of[person]})

    def _at_station(self, station: tuple[str, str]) -> tuple[str, str]:
        if station not in self._stations:
            self._stations[station] = receptions.at_station(self.found, station)
        return self._stations[station]

    @cached_property
    def _own_days(self) -> dict[str, tuple[str, str]]:
        return receptions.of_people(self.found)

    @cached_property
    def _latest(self) -> dict[str, str]:
        """The latest day of this month, today or before, of which somebody's records speak, for all of whom they do."""
        return self._days_near[0]

    @cached_property
    def _days(self) -> dict[str, str]:
        """The next day of which somebody's records speak, for all of whom they do."""
        return self._days_near[1]

    @cached_property
    def _days_near(self) -> tuple[dict[str, str], dict[str, str]]:
        today, month = self.found.today, self.found.today[:8]
        latest: dict[str, str] = {}
        following: dict[str, str] = {}
        for group in (self.found.people, self.found.duties):
            for person, rows in group.items():
                for row in rows:
                    if not row.dates or row.dates[-1] < month:
                        continue
                    if past := [day for day in row.dates if month <= day <= today]:
                        latest[person] = max(latest.get(person, ""), past[-1])
                    if row.dates[-1] > today:
                        following[person] = min(following.get(person, "9"), _next(row, today))
        return latest, following

    @cached_property
    def _openings(self) -> dict[str, str]:
        """By congress, the next day on which a term begins; "" when none is known."""
        days = {c: [_next(term.row, self.found.today) for term in terms.values()] for c, terms in self.found.terms.items()}
        return {congress: min(filter(None, found), default="") for congress, found in days.items()}

    @cached_property
    def _turning(self) -> dict[str, list[Seat]]:
        """By congress, the mandates of those people."""
        found: dict[str, list[Seat]] = {}
        for person in self._days:
            for seat in self.found.held.get(person, ()):
                found.setdefault(seat.congress, []).append(seat)
        return found

    @cached_property
    def _refusing(self) -> dict[str, str]:
        """By congress, the next day on which one of its mandates may come to be refused, or cease to be: then its seat counts."""
        turning = ((c, [s for s in seats if may_turn(self.found, s)]) for c, seats in self._turning.items())
        return {congress: min(self._days[seat.person] for seat in seats) for congress, seats in turning if seats}

    def _find_inputs(self, site: str) -> dict[str, str]:
        found = self.found
        inputs = {}
        if site in self.rows:
            inputs["written"] = _hash(*[f"{row.digest}{self._told(row)}" for row in self.rows[site]])
        if not self._has(site):
            return inputs
        persons = self._persons(site)
        inputs |= {person: self._digest(person) for person in persons}
        for congress in sorted(self._congresses(site, persons)):
            inputs[f"congress {congress}"] = self._congress(congress)
        if notices := {s.values["end_notice"] for p in persons for s in found.held[p] if "end_notice" in s.values}:
            inputs["notices"] = _hash(*(f"{name} {self.links(site, name)}" for name in sorted(notices)))
        inputs["as of"] = self.as_of(site)
        if places := [(names(found, county), is_found(found, county)) for county in counties(found, site)]:
            inputs["places"] = _hash(repr(places))
        return inputs

    def _lasting(self, row: Row) -> Mapping[str, Any]:
        """A record's values without the contact of somebody whose mandates are over (PIPL art. 47)."""
        return row.values if self._is_reached(row) else {key: v for key, v in row.values.items() if key != "contact_public"}

    def _told(self, row: Row) -> str:
        """How much of a record other checkouts are told, as a word of its digest."""
        return " to come" if self._is_to_come(row) else "" if self._is_reached(row) else " over"

    def _is_to_come(self, row: Row) -> bool:
        """True for the record of somebody none of whose mandates has begun: who will be elected is not public before."""
        seats = self.found.held.get(self.found.decisions.key(row.key), ()) if row.kind == "deputies" else ()
        return bool(seats) and not any(seat.standing.status for seat in seats)

    def _is_reached(self, row: Row) -> bool:
        """False for a record with the contact of somebody who holds no mandate that is shown, or none that is this site's affair.

        `contact-after-end` is told of the same records.
        """
        if "contact_public" not in row.values:
            return True
        seats = self.found.shown(self.found.held.get(self.found.decisions.key(row.key), ()))
        return any(seat.is_held and self.found.is_above(row.site, seat.congress) for seat in seats)

    def _has(self, site: str) -> bool:
        return bool(self.found.seats.get(site) or self.found.listed.get(site)) or self._leads_down(site)

    def _leads_down(self, site: str) -> bool:
        return str(self.found.members[site].site.level) in {"province", "city"} and bool(self.found.seats)

    def _persons(self, site: str) -> dict[str, None]:
        """Everyone who appears on a site: holders of its mandates, whom its stations name, whom its 找代表 leads to."""
        if site in self._appears:
            return self._appears[site]
        found = self.found
        listed = found.listed.get(site, {})
        persons = dict.fromkeys(seat.person for seat in found.shown(found.seats.get(site, ())))
        leaders = (found.decisions.key(row.values.get("leader", "")) for row in listed.get("delegations", ()))
        persons |= dict.fromkeys(leader for leader in leaders if leader in found.people)
        for row in listed.get("stations", ()):
            persons |= found.at_station.get((site, row.values["key"]), {})
        persons |= dict.fromkeys(seat.person for _, _, seats in local(found, site) for seat in seats)
        persons |= dict.fromkeys(seat.person for _, seat in elected_above(found, site))
        self._appears[site] = persons
        return persons

    def _congresses(self, site: str, persons: Iterable[str]) -> set[str]:
        """Every site of which a site's roster speaks."""
        found = self.found
        held, people, duties, stations_of = found.held, found.people, found.duties, found.stations_of
        named = {site, *around(self.found, site)}
        for person in persons:
            named.update(seat.congress for seat in held[person])
            for row in people[person]:
                named.add(row.site)
                if "posts" in row.values:
                    named.update(post.get("congress", row.site) for post in row.values["posts"])
            if person in stations_of:
                named.update(station for station, _ in stations_of[person])
            if person in duties:
                for row in duties[person]:
                    named |= {row.site, row.values.get("congress", row.site)}
        return named & (found.members.keys() | found.outside.keys())

    def _digest(self, person: str) -> str:
        """Of everything that is said of a person, and of how much of it lies in the past."""
        if person not in self._digests:
            found = self.found
            rows = found.people[person]
            if person in found.duties:
                rows = [*rows, *found.duties[person]]
            parts = [_said(row, found.today) for row in rows]
            if person in found.decisions.takes:
                takes = sorted(found.decisions.takes[person].items())
                parts += [f"{path} {decided.value} {sorted(decided.instead_of)}" for path, decided in takes]
            if person in found.bad:
                parts += [f"{congress} {term_no}" for congress, term_no in sorted(found.bad[person])]
            if ("deputies.posts", person) in found.lost:
                parts += [" ".join(each.names) for each in found.lost["deputies.posts", person]]
            self._digests[person] = _hash(*parts) if len(parts) > 1 else parts[0]
        return self._digests[person]

    def _congress(self, congress: str) -> str:
        """Of a congress's own records (not its deputies), its name, place and address."""
        key = f"congress {congress}"
        if key not in self._digests:
            found = self.found
            kinds = ("terms", "constituencies", "electing_units", "delegations", "stations")
            rows = [row for kind in kinds for row in found.listed.get(congress, {}).get(kind, ())]
            member = found.members.get(congress)
            site = member.site if member else found.outside[congress]
            about = (site.level, site.record.name, site.record.short_name, site.area, site.record.division_code)
            place = (member.address, [ancestor.id for ancestor in member.ancestors]) if member else ()
            parts = [f"{row.kind} {_said(row, found.today)}" for row in rows]
            parts += [f"{elector} {count}" for elector, count in sorted(unread(found, congress).items())]
            self._digests[key] = _hash(*map(str, (*about, *place)), *parts)
        return self._digests[key]


def _said(row: Row, today: str) -> str:
    """What tells a record from others, and how much of it lies in the past when some does not."""
    dates = row.dates
    return f"{row.digest} {bisect_right(dates, today)}" if dates and dates[-1] > today else row.digest


def _next(row: Row, today: str) -> str:
    """The next day after today of which a record speaks."""
    at = bisect_right(row.dates, today)
    return row.dates[at] if at < len(row.dates) else ""


def _hash(*parts: str) -> str:
    return blake2b("\0".join(parts).encode(), digest_size=10).hexdigest()
