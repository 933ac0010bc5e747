"""Everything written about people, as one value that can be asked."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from ....domain.claims import Claims, DeputyRow, ElectorRow, Merged, Row, StationRow, choose, claims_of, join
from ....domain.federation import Member
from ....domain.site import Site
from .decisions import Decisions
from .lost import Losses
from .seats import Seat, elector_of
from .terms import TermOf, current


@dataclass(slots=True)
class Gathered:
    """Everything written about people, sorted out as of `today` (ISO).

    `people` maps each person to the rows that count; `seats` each congress to its mandates, `held` each person to theirs;
    `terms`, `electors` and `listed` map a site to its terms, its constituencies and electing units, and its other rows;
    `duties` a person to what is recorded of them; `at_station` a station (site, key) to the persons there, `stations_of` back.
    `bad` maps a person to those mandates (congress, term) that may not be shown, each with the place of what says why; of
    those `disputed` sources disagree. `lost` is what was left out when it was read.
    """

    today: str
    members: Mapping[str, Member]
    outside: Mapping[str, Site]
    decisions: Decisions = field(default_factory=Decisions)
    people: dict[str, list[DeputyRow]] = field(default_factory=dict)
    seats: dict[str, list[Seat]] = field(default_factory=dict)
    held: dict[str, list[Seat]] = field(default_factory=dict)
    terms: dict[str, dict[int, TermOf]] = field(default_factory=dict)
    electors: dict[str, dict[tuple[str, str, int], ElectorRow]] = field(default_factory=dict)
    listed: dict[str, dict[str, list[Row]]] = field(default_factory=dict)
    duties: dict[str, list[Row]] = field(default_factory=dict)
    stations: dict[tuple[str, str], StationRow] = field(default_factory=dict)
    at_station: dict[tuple[str, str], dict[str, None]] = field(default_factory=dict)
    stations_of: dict[str, dict[tuple[str, str], None]] = field(default_factory=dict)
    disputed: set[str] = field(default_factory=set)
    bad: Mapping[str, Mapping[tuple[str, int], str]] = field(default_factory=dict)
    lost: Losses = field(default_factory=Losses)
    _merged: dict[str, Merged] = field(default_factory=dict)
    _serving: dict[str, dict[str, list[Seat]]] = field(default_factory=dict)

    def shown(self, seats: Iterable[Seat]) -> list[Seat]:
        """Those of some mandates that have begun and may be shown."""
        bad = self.bad
        if not bad:
            return [s for s in seats if s.standing.status]
        return [s for s in seats if s.standing.status and (s.person not in bad or (s.congress, s.term_no) not in bad[s.person])]

    def given_up(self, site: str) -> dict[str, str]:
        """Keys that were given up by a decision for those of people whom a site shows: the key given up -> the key kept."""
        same = self.decisions.same
        shown = {seat.person for seat in self.shown(self.seats.get(site, ()))} if same else set()
        return {key: kept for key in sorted(same) if (kept := self.decisions.key(key)) in shown}

    def term_now(self, congress: str) -> TermOf | None:
        """A congress's running term."""
        return current(self.terms.get(congress, {}), self.today)

    def serving(self, congress: str) -> Mapping[str, list[Seat]]:
        """The mandates of a congress's running term that are held now, by the key of who elected them."""
        if congress not in self._serving:
            term = self.term_now(congress)
            found: dict[str, list[Seat]] = {}
            for seat in self.shown(self.seats.get(congress, ())) if term else ():
                if seat.is_held and term and seat.term_no == term.term_no:
                    found.setdefault(elector_of(seat.values)[1], []).append(seat)
            self._serving[congress] = found
        return self._serving[congress]

    def is_above(self, site: str, other: str) -> bool:
        """True when `site` is `other` or one of its ancestors."""
        if site == other:
            return True
        member = self.members.get(other)
        return member is not None and any(ancestor.id == site for ancestor in member.ancestors)

    def near(self, one: str, other: str) -> bool:
        """True when two sites lie on one chain, or under one parent."""
        if self.is_above(one, other) or self.is_above(other, one):
            return True
        mine, theirs = self.members.get(one), self.members.get(other)
        return bool(mine and theirs and mine.ancestors[-1:] == theirs.ancestors[-1:])

    def rank(self, site: str) -> tuple[int, str]:
        """Order of sites, the highest level first."""
        member = self.members.get(site)
        return (len(member.ancestors) if member else -1, site)

    def merged(self, person: str) -> Merged:
        """What is shown of a person."""
        if person not in self._merged:
            claims: Claims = {}
            for row in self.people[person]:
                claims = join(claims, claims_of(row))
            self._merged[person] = choose(claims, self.rank, self.decisions.takes.get(person, {}))
        return self._merged[person]
