"""A site's roster from what was gathered: the values that its pages of deputies are made of (domain/people.py)."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from typing import Any

from pypinyin import lazy_pinyin

from ....domain.claims import Row
from ....domain.people import (
    Contact,
    Delegation,
    Deputy,
    DutyRecord,
    DutyReport,
    Elector,
    Mandate,
    NamedLink,
    Place,
    Post,
    Reception,
    Roster,
    Station,
    StationDeputy,
    Term,
    Told,
    Vacancy,
)
from ....records.deputies.record import DUTIES, END_REASONS, ORGANS, ORIGINS, STATION_KINDS
from .gathered import Gathered
from .invariants import hangs
from .lookup import above, lookup
from .seats import Seat, elector_of
from .terms import TermOf
from .unread import in_doubt, unread

LEVEL_ORDER = {"township": 0, "county": 1, "city": 2, "province": 3, "national": 4}
Links = Callable[[str], str]


class RosterMaker:
    """Makes the roster of one site. `link` gives the URL of a document's id as seen from the site, "" when it is not public."""

    def __init__(self, found: Gathered, site: str, link: Links, photos: Mapping[str, str]) -> None:
        self.found, self.site, self.link, self.photos = found, site, link, photos
        self.member = found.members[site]
        self.unread = unread(found, site)

    def make(self) -> Roster:
        """Everything about deputies that the site shows."""
        found, site = self.found, self.site
        term = found.term_now(site)
        seats = found.shown(found.seats.get(site, ()))
        people: dict[str, list[Seat]] = {}
        for seat in seats:
            people.setdefault(seat.person, []).append(seat)
        deputies = [self.deputy(person) for person in people]
        now = {seat.person for group in found.serving(site).values() for seat in group}
        ordered = sorted(deputies, key=lambda d: (d.pinyin, d.key))
        serving = tuple(d for d in ordered if d.key in now)
        suspended = sum(d.here.status == "suspended" for d in serving)
        return Roster(
            as_of=found.today,
            congress_name=self.member.site.record.name,
            term=self._term(term, len(serving), suspended) if term else None,
            deputies=serving,
            former=tuple(d for d in ordered if d.key not in now),
            constituencies=tuple(self._electors("constituency")),
            electing_units=tuple(self._electors("electing_unit")),
            delegations=tuple(self._delegations(serving)),
            stations=tuple(map(self._station, self._rows("stations"))),
            vacancies=tuple(self._vacancies(seats)),
            lookup=lookup(self),
            above=above(self),
            counties=tuple(self._counties()),
            tombstones=tuple(sorted(key for key in found.decisions.same if found.decisions.key(key) in people)),
        )

    def _term(self, term: TermOf, present: int, suspended: int) -> Term:
        seats = term.row.values["seats"]
        doubtful = min(max(0, seats - present), self.unread.total())
        return Term(term.term_no, term.start, term.end, seats, present, suspended, doubtful)

    # -- whom ----------------------------------------------------------------------------------------------------------

    def deputy(self, person: str) -> Deputy:
        """One person as this site shows them."""
        found = self.found
        merged, rows = found.merged(person), found.people[person]
        values = merged.values
        seats = found.shown(found.held[person])
        seats.sort(key=lambda s: (s.congress != self.site, LEVEL_ORDER.get(self.level(s.congress), 9), s.congress, -s.term_no))
        active = [s for s in seats if s.is_held]
        name = values[("name",)].value if ("name",) in values else ""
        slug = person.removeprefix("person:")
        page = f"deputy/{slug}.html"
        records, reports = self._duties(person)
        conflicts = {path[0] if len(path) == 1 else ".".join(path) for path in merged.conflicts}
        photo = next(
            (self.photos[r.values["photo"]] for r in rows if r.site == self.site and r.values.get("photo") in self.photos), ""
        )
        return Deputy(
            key=person,
            name=name,
            pinyin=pinyin(name),
            other_names=tuple(path[1] for path in values if path[0] == "other_names"),
            facts={path[0]: told for path, told in values.items() if len(path) == 1 and path[0] not in {"name", "photo"}},
            conflicts=tuple(sorted(conflicts)),
            photo=photo,
            mandates=tuple(map(self._mandate, seats)),
            posts=tuple(self._posts(person, rows)),
            contacts=tuple(self._contacts(rows, active)),
            stations=tuple(self._own_stations(person)) if active else (),
            reception_days=tuple(reception(day) for row in rows if active for day in row.values.get("reception_days", ())),
            records=records,
            reports=reports,
            page=page,
            url=self.url(page),
            canonical=found.members[canonical_site(found, seats)].address.absolute(page),
            updated=max((row.values.get("updated", "") for row in rows), default=""),
            providers=tuple(dict.fromkeys(self.name(row.site) for row in rows)),
        )

    # -- parts ---------------------------------------------------------------------------------------------------------

    def _mandate(self, seat: Seat) -> Mandate:
        values, standing = seat.values, seat.standing
        kind, key = elector_of(values)
        row = self.found.electors.get(seat.congress, {}).get((kind, key, seat.term_no))
        notice = values.get("end_notice", "")
        page = f"deputy/{seat.person.removeprefix('person:')}.html"
        return Mandate(
            congress=seat.congress,
            congress_name=self.name(seat.congress),
            level=self.level(seat.congress),
            term_no=seat.term_no,
            elector_kind=kind,  # type: ignore[arg-type] # one of the two, or ""
            elector=key,
            elector_name=row.values["name"] if row else "",
            delegation=self._delegation_name(seat, values.get("delegation")),
            group=self._delegation_name(seat, values.get("group")),
            origin=ORIGINS[values.get("origin", "general")],
            start=seat.start,
            end=seat.end,
            status=standing.status,  # type: ignore[arg-type] # only mandates that have begun are shown
            end_reason=END_REASONS.get(standing.end_reason, ""),
            end_notice=notice,
            end_notice_url=self.link(notice) if notice else "",
            suspensions=tuple((s["from"], s.get("to", "")) for s in values.get("suspensions", ())),
            congress_url=self.link_to(seat.congress, "deputy/"),
            person_url=self.link_to(seat.congress, page),
            sources=tuple(row.source("mandates", number) for row, number in seat.said),
        )

    def _delegation_name(self, seat: Seat, key: str | None) -> str:
        rows = self.found.listed.get(seat.congress, {}).get("delegations", ())
        return next((r.values["name"] for r in rows if r.values["key"] == key and r.values["term"] == seat.term_no), "")

    def _posts(self, person: str, rows: Iterable[Row]) -> Iterator[Post]:
        said: dict[tuple[str, ...], list[tuple[Row, int]]] = {}
        for row in rows:
            for number, post in enumerate(row.values.get("posts", ())):
                key = (post.get("congress") or row.site, post["organ"], post.get("organ_name", ""), post["title"], post["from"])
                said.setdefault(key, []).append((row, number))
        values = self.found.merged(person).values
        posts = []
        for (congress, organ, name, title, start), places in said.items():
            places.sort(key=lambda place: place[0].site != congress)
            office = ("posts", congress, organ, name, title, start)
            told = {part: values[(*office, part)].value for part in ("term", "to") if (*office, part) in values}
            term_no = int(told.get("term", 0))
            post = {"organ": organ, "organ_name": name, "title": title, "from": start, **told} | (
                {"term": term_no} if term_no else {}
            )
            if start <= self.found.today and hangs(self.found, person, post, congress):
                end = told.get("to", "")
                end = end if end <= self.found.today else ""
                sources = tuple(row.source("posts", number) for row, number in places)
                posts.append(
                    Post(organ, name or ORGANS[organ], title, congress, self.name(congress), term_no, start, end, sources)
                )
        yield from sorted(posts, key=lambda p: (bool(p.end), p.congress != self.site, p.start))

    def _contacts(self, rows: Iterable[Row], active: list[Seat]) -> Iterator[Contact]:
        """Contact as the level that owns a mandate keeps it, while the mandate is held."""
        for row in rows:
            contact = row.values.get("contact_public")
            owned = next((s for s in active if s.congress == row.site), None)
            owned = owned or next((s for s in active if self.found.is_above(row.site, s.congress)), None)
            if contact and owned:
                phone, email, address = (contact.get(part, "") for part in ("phone", "email", "address"))
                yield Contact(self.name(owned.congress), phone, email, address, row.source("contact_public"))

    def _own_stations(self, person: str) -> Iterator[NamedLink]:
        """The stations where a person is."""
        for site, key in sorted(self.found.stations_of.get(person, ()), key=lambda place: (place[0] != self.site, place)):
            name = self.found.stations[site, key].values["name"]
            yield NamedLink(name, self.link_to(site, f"station/{key}.html"))

    def _duties(self, person: str) -> tuple[tuple[DutyRecord, ...], tuple[DutyReport, ...]]:
        records, reports = [], []
        for row in self.found.duties.get(person, ()):
            values = row.values
            congress = values.get("congress") or row.site
            if not self._may_record(row.site, person) or values["date"] > self.found.today:
                continue
            if row.kind == "duty_records":
                records.append(
                    DutyRecord(
                        values["date"],
                        values["type"],
                        DUTIES[values["type"]],
                        values.get("organizer") or self.name(row.site),
                        values.get("place", ""),
                        values["text"],
                        self.name(congress),
                        self.name(row.site),
                        row.source("text"),
                    )
                )
            else:
                rating = values.get("rating", {})
                satisfied, basically, against = (rating.get(key, -1) for key in ("satisfied", "basically", "dissatisfied"))
                reports.append(
                    DutyReport(
                        values["date"],
                        values.get("form", "oral"),
                        values.get("audience", "constituency"),
                        self.name(congress),
                        values.get("voters_present", -1),
                        satisfied,
                        basically,
                        against,
                        values["text"],
                        values.get("comments", ""),
                        self.name(row.site),
                        row.source("text"),
                    )
                )
        newest = {"key": lambda d: (d.date, d.source), "reverse": True}
        return tuple(sorted(records, **newest)), tuple(sorted(reports, **newest))  # type: ignore[call-overload]

    def _may_record(self, site: str, person: str) -> bool:
        """A site records what it organized for deputies of its own congress or of one below it."""
        return any(self.found.is_above(site, seat.congress) for seat in self.found.held[person])

    def _electors(self, kind: str) -> Iterator[Elector]:
        term, held = self.found.term_now(self.site), self.found.serving(self.site)
        for (k, key, number), row in self.found.electors.get(self.site, {}).items():
            if k == kind and term and number == term.term_no:
                deputies = tuple(seat.person for seat in held.get(key, ()))
                yield elector(row, kind, deputies, in_doubt(self.unread, key, row.values["quota"] - len(deputies)))

    def _delegations(self, serving: Iterable[Deputy]) -> Iterator[Delegation]:
        term = self.found.term_now(self.site)
        deputies = tuple(serving)
        for row in self._rows("delegations"):
            values = row.values
            if term and values["term"] == term.term_no:
                kind = values.get("kind", "delegation")
                name = values["name"]
                members = tuple(d.key for d in deputies if (d.here.delegation if kind == "delegation" else d.here.group) == name)
                leader = self.found.decisions.key(values["leader"]) if "leader" in values else ""
                yield Delegation(values["key"], name, kind, self._known_name(leader), members)

    def _known_name(self, person: str) -> str:
        told: Told | None = self.found.merged(person).values.get(("name",)) if person in self.found.people else None
        return told.value if told else ""

    def _station(self, row: Row) -> Station:
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
            deputies=tuple(self._at_station(row)),
            reception_days=tuple(map(reception, values.get("reception_days", ()))),
            activities=tuple((a["date"], a["text"]) for a in values.get("activities", ())),
            page=f"station/{key}.html",
            source=row.source("name"),
            updated=values.get("updated", ""),
        )

    def _at_station(self, row: Row) -> Iterator[StationDeputy]:
        """Who receives people at a station, in whichever congress they sit."""
        for person in self.found.at_station.get((row.site, row.values["key"]), ()):
            seats = self.found.shown(self.found.held[person])
            active = [s for s in seats if s.standing.status == "active" and s.congress in self.found.members]
            if active:
                first = min(active, key=lambda s: (s.congress != self.site, LEVEL_ORDER.get(self.level(s.congress), 9)))
                roles = "、".join(dict.fromkeys(f"{self.name(s.congress)}代表" for s in active))
                page = f"deputy/{person.removeprefix('person:')}.html"
                yield StationDeputy(self._known_name(person), self.link_to(first.congress, page), roles)

    def _vacancies(self, seats: Iterable[Seat]) -> Iterator[Vacancy]:
        """Empty seats of the running term, with who left them where that is written."""
        term = self.found.term_now(self.site)
        if term is None:
            return
        own = [s for s in seats if s.term_no == term.term_no]
        if not own:
            return
        for (_, key, number), row in self.found.electors.get(self.site, {}).items():
            if number != term.term_no:
                continue
            mine = [s for s in own if elector_of(s.values)[1] == key]
            empty = row.values["quota"] - sum(s.is_held for s in mine)
            left = sorted((s for s in mine if s.standing.status == "ended"), key=lambda s: (s.end, s.person), reverse=True)
            for number_left in range(max(0, empty) - in_doubt(self.unread, key, empty)):
                gone = left[number_left] if number_left < len(left) else None
                name = self._known_name(gone.person) if gone else ""
                reason = END_REASONS.get(gone.standing.end_reason, "") if gone else ""
                yield Vacancy(row.values["name"], gone.end if gone else "", name, reason)

    def _counties(self) -> Iterator[NamedLink]:
        if str(self.member.site.level) not in {"province", "city"}:
            return
        for site, member in self.found.members.items():
            if str(member.site.level) == "county" and self.found.is_above(self.site, site) and self.has_lookup(site):
                yield NamedLink(member.site.area, self.link_to(site, "my/"))

    # -- names and addresses -------------------------------------------------------------------------------------------

    def has_lookup(self, site: str) -> bool:
        """True when a site's running term has constituencies with places."""
        term = self.found.term_now(site)
        electors = self.found.electors.get(site, {}).items()
        return term is not None and any(n == term.term_no and row.values.get("places") for (_, _, n), row in electors)

    def _rows(self, kind: str) -> list[Row]:
        return self.found.listed.get(self.site, {}).get(kind, [])

    def name(self, site: str) -> str:
        """The short name of a site, or of a congress without one."""
        if site in self.found.members:
            return self.found.members[site].site.record.short_name
        return self.found.outside[site].record.short_name if site in self.found.outside else site

    def level(self, site: str) -> str:
        """The level of a congress."""
        known = self.found.members[site].site if site in self.found.members else self.found.outside.get(site)
        return str(known.level) if known else ""

    def url(self, path: str) -> str:
        """A place on this site as seen from it."""
        return f"{self.member.address.prefix}/{path}"

    def link_to(self, site: str, path: str) -> str:
        """A place on any site as seen from this one; "" for a congress without a site."""
        member = self.found.members.get(site)
        return member.address.link(path, self.member.address) if member else ""


def canonical_site(found: Gathered, seats: Iterable[Seat]) -> str:
    """The one site whose page of a person search engines should keep: the highest where a mandate is held, else was held."""
    own = [s for s in seats if s.congress in found.members]
    held = [s for s in own if s.is_held] or own
    return min((s.congress for s in held), key=found.rank)


def elector(row: Row, kind: str, deputies: tuple[str, ...], unread: int = 0) -> Elector:
    """A constituency or electing unit with who sits for it, and how many of its seats are in doubt."""
    values = row.values
    return Elector(
        kind=kind,  # type: ignore[arg-type] # one of the two
        key=values["key"],
        no=values.get("no", ""),
        name=values["name"],
        scope=values.get("scope", ""),
        places=tuple(Place(p["code"], p["name"], p.get("town", "")) for p in values.get("places", ())),
        quota=values["quota"],
        voters=values.get("voters", 0),
        external=values.get("external", False),
        deputies=deputies,
        page=f"constituency/{values['key']}.html" if kind == "constituency" else "",
        source=row.source("name"),
        unread=unread,
    )


def reception(day: Mapping[str, Any]) -> Reception:
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


@cache
def pinyin(name: str) -> str:
    """A key to sort Chinese names by, e.g. `zhang san`."""
    return " ".join(lazy_pinyin(name))
