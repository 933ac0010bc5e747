"""People as of now: merged, checked, and ready to be shown on each site (docs/people.md)."""

from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from hashlib import blake2b

from ....domain.claims import Row
from ....domain.cluster import Cluster
from ....domain.federation import Member
from ....domain.finding import Finding
from ....domain.people import Roster
from . import invariants, namesakes
from .gather import Gathered, gather
from .rosters import RosterMaker, elector_of

__all__ = ["People", "unite"]


@dataclass(slots=True)
class People:
    """Who is shown where. Rosters are made when they are asked for; `inputs` says from what, so that most never are.

    `links` gives for a site the URL of a document's id as seen from there; `photos` a site's published
    files; `rows` what each site keeps.
    """

    found: Gathered
    bad: frozenset[tuple[str, str, int]]
    links: Callable[[str, str], str]
    photos: Callable[[str], Mapping[str, str]]
    rows: Mapping[str, list[Row]]
    _digests: dict[str, str] = field(default_factory=dict)
    _appears: dict[str, dict[str, None]] = field(default_factory=dict)

    def roster(self, site: str) -> Roster:
        """What a site shows of deputies; an empty one when it has nothing."""
        if not self._has(site):
            return Roster()
        maker = RosterMaker(self.found, self.bad, site, lambda name: self.links(site, name), self.photos(site))
        return replace(maker.make(), written=tuple((r.kind, r.path, r.line, r.values) for r in self.rows.get(site, ())))

    def inputs(self, site: str) -> dict[str, str]:
        """Name -> digest of all that a site's roster is made from: each person on it, and the congresses it speaks of."""
        if not self._has(site):
            return {}
        found = self.found
        persons = self._persons(site)
        inputs = {person: self._digest(person) for person in persons}
        congresses = {seat.congress for person in persons for seat in found.held.get(person, ())} | {site, *self._around(site)}
        for congress in sorted(congresses & (found.members.keys() | found.outside.keys())):
            inputs[f"congress {congress}"] = self._congress(congress)
        notices = {s.values["end_notice"] for p in persons for s in found.held.get(p, ()) if "end_notice" in s.values}
        if notices:
            inputs["notices"] = _hash(*(f"{name} {self.links(site, name)}" for name in sorted(notices)))
        return inputs

    def sites_of(self, person: str) -> list[str]:
        """Every site on which a person appears, in tree order."""
        return [site for site in self.found.members if self._has(site) and person in self._persons(site)]

    def next_change(self, site: str) -> str:
        """The next day after today on which a site's roster changes by itself; "" when none is known."""
        if not self._has(site):
            return ""
        days = [self._next(row) for person in self._persons(site) for row in self.found.people.get(person, ())]
        days += [self._next(term.row) for term in self.found.terms.get(site, {}).values()]
        return min(filter(None, days), default="")

    def _next(self, row: Row) -> str:
        at = bisect_right(row.dates, self.found.today)
        return row.dates[at] if at < len(row.dates) else ""

    def _has(self, site: str) -> bool:
        return bool(self.found.seats.get(site) or self.found.listed.get(site)) or self._leads_down(site)

    def _leads_down(self, site: str) -> bool:
        return str(self.found.members[site].site.level) in {"province", "city"} and bool(self.found.seats)

    def _around(self, site: str) -> Iterator[str]:
        """Congresses that a site's 找代表 speaks of: those above, and the townships below a county."""
        member = self.found.members[site]
        yield from (ancestor.id for ancestor in member.ancestors)
        if str(member.site.level) == "county":
            yield from member.children
        if str(member.site.level) in {"province", "city"}:
            yield from (
                s for s, m in self.found.members.items() if str(m.site.level) == "county" and self.found.is_above(site, s)
            )

    def _persons(self, site: str) -> dict[str, None]:
        """Everyone who appears on a site: holders of its mandates, whom its stations name, whom its 找代表 leads to."""
        if site in self._appears:
            return self._appears[site]
        found = self.found
        persons = dict.fromkeys(seat.person for seat in found.seats.get(site, ()))
        for row in found.listed.get(site, {}).get("delegations", ()):
            persons |= dict.fromkeys(p for p in [found.decisions.key(row.values.get("leader", ""))] if p in found.people)
        member = found.members[site]
        if str(member.site.level) in {"county", "township"}:
            chain = {*(ancestor.id for ancestor in member.ancestors), site}
            for congress in (*chain, *(member.children if str(member.site.level) == "county" else ())):
                for seat in found.seats.get(congress, ()):
                    if elector_of(seat.values)[0] == "constituency" or elector_of(seat.values)[1] in chain:
                        persons.setdefault(seat.person)
        for site_key, there in found.at_station.items():
            if site_key[0] == site:
                persons |= there
        self._appears[site] = persons
        return persons

    def _digest(self, person: str) -> str:
        """Of everything that is said of a person, and of how much of it lies in the past."""
        if person not in self._digests:
            found = self.found
            rows = (*found.people.get(person, ()), *found.duties.get(person, ()))
            takes = found.decisions.takes.get(person, {})
            parts = [f"{row.site} {row.digest} {bisect_right(row.dates, found.today)}" for row in rows]
            parts += [f"{path} {decided.value} {sorted(decided.instead_of)}" for path, decided in sorted(takes.items())]
            parts += [f"{bad[1]} {bad[2]}" for bad in sorted(self.bad) if bad[0] == person] if self.bad else []
            self._digests[person] = _hash(*parts)
        return self._digests[person]

    def _congress(self, congress: str) -> str:
        """Of a congress's own records (not its deputies), its name and its address."""
        key = f"congress {congress}"
        if key not in self._digests:
            found = self.found
            kinds = ("terms", "constituencies", "electing_units", "delegations", "stations")
            rows = [row for kind in kinds for row in found.listed.get(congress, {}).get(kind, ())]
            member = found.members.get(congress)
            about = (member.site.record.short_name, member.address) if member else ()
            parts = [f"{row.kind} {row.digest} {bisect_right(row.dates, found.today)}" for row in rows]
            self._digests[key] = _hash(*map(str, about), *parts)
        return self._digests[key]


def unite(
    cluster: Cluster,
    members: Mapping[str, Member],
    today: str,
    links: Callable[[str, str], str],
    photos: Callable[[str], Mapping[str, str]],
    findings: list[Finding],
) -> People:
    """Everything that all levels have written about people, merged and checked as of `today` (ISO date)."""
    outside = {site: s for site, s in cluster.sites.items() if s.record.external}
    rows = [row for row in cluster.rows if row.site in members]
    found = gather(rows, members, outside, today, findings)
    bad, faults = invariants.refused(found)
    findings += faults
    findings += invariants.findings(found, bad)
    findings += namesakes.findings(found.people, found.decisions, found.near)
    by_site: dict[str, list[Row]] = {}
    for row in rows:
        by_site.setdefault(row.site, []).append(row)
    return People(found, bad, links, photos, by_site)


def _hash(*parts: str) -> str:
    return blake2b("\0".join(parts).encode(), digest_size=10).hexdigest()
