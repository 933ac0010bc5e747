"""One person as a site shows them: merged, with mandates, posts, contact and what is recorded of their work."""

from collections.abc import Iterable, Iterator
from functools import partial

from ....domain.claims import DeputyRow
from ....domain.deputy import AtStation, Contact, Deputy, DutyRecord, DutyReport, Mandate, Post
from ....domain.pinyin import syllables
from ....domain.written import PostValues, SpanValues
from ..choices import DUTIES, END_REASONS, ORGANS, ORIGINS
from .gathered import Gathered
from .posts import hangs
from .receptions import own_days, reception
from .seats import Seat, elector_of
from .sight import LEVEL_ORDER, Sight


def deputy(sight: Sight, person: str) -> Deputy:
    """One person as this site shows them."""
    found = sight.found
    merged, rows = found.merged(person), found.people[person]
    values = merged.values
    seats = found.shown(found.held[person])
    seats.sort(key=lambda s: (s.congress != sight.site, LEVEL_ORDER.get(sight.level(s.congress), 9), s.congress, -s.term_no))
    active = [s for s in seats if s.is_held]
    name = values[("name",)].value if ("name",) in values else ""
    slug = person.removeprefix("person:")
    page = f"deputy/{slug}.html"
    records, reports = _duties(sight, person)
    conflicts = {path[0] if len(path) == 1 else ".".join(path) for path in merged.conflicts}
    photo = next(
        (sight.photos[r.values["photo"]] for r in rows if r.site == sight.site and r.values.get("photo") in sight.photos), ""
    )
    return Deputy(
        key=person,
        name=name,
        pinyin=pinyin(name),
        other_names=tuple(path[1] for path in values if path[0] == "other_names"),
        facts={path[0]: told for path, told in values.items() if len(path) == 1 and path[0] not in {"name", "photo"}},
        conflicts=tuple(sorted(conflicts)),
        photo=photo,
        mandates=tuple(map(partial(_mandate, sight), seats)),
        posts=tuple(_posts(sight, person, rows)),
        contacts=tuple(contacts(sight, rows, active)),
        stations=stations_of(sight, person) if active else (),
        reception_days=own_days(found, person) if active else (),
        records=records,
        reports=reports,
        page=page,
        url=sight.url(page),
        canonical=found.members[canonical_site(found, seats)].address.absolute(page),
        updated=max((row.values.get("updated", "") for row in rows), default=""),
        providers=tuple(dict.fromkeys(sight.name(row.site) for row in rows)),
    )


def _mandate(sight: Sight, seat: Seat) -> Mandate:
    values, standing = seat.values, seat.standing
    kind, key = elector_of(values)
    row = sight.found.electors.get(seat.congress, {}).get((kind, key, seat.term_no))
    notice = values.get("end_notice", "")
    page = f"deputy/{seat.person.removeprefix('person:')}.html"
    return Mandate(
        congress=seat.congress,
        congress_name=sight.name(seat.congress),
        level=sight.level(seat.congress),
        term_no=seat.term_no,
        elector_kind=kind,
        elector=key,
        elector_name=row.values["name"] if row else "",
        delegation=_delegation_name(sight, seat, values.get("delegation")),
        group=_delegation_name(sight, seat, values.get("group")),
        origin=ORIGINS[values.get("origin", "general")],
        start=seat.start,
        end=seat.end,
        status=standing.status,  # type: ignore[arg-type] # only mandates that have begun are shown
        end_reason=END_REASONS.get(standing.end_reason, ""),
        end_notice=notice,
        end_notice_url=sight.link(notice) if notice else "",
        suspensions=tuple(_begun(values.get("suspensions", ()), sight.found.today)),
        congress_url=sight.link_to(seat.congress, "deputy/"),
        person_url=sight.link_to(seat.congress, page),
        sources=tuple(row.source("mandates", number) for row, number in seat.said),
    )


def _begun(spans: Iterable[SpanValues], today: str) -> Iterator[tuple[str, str]]:
    """Those of some spans that have begun, with the ends that have come."""
    for span in spans:
        if span["from"] <= today:
            end = span.get("to", "")
            yield span["from"], end if end <= today else ""


def _delegation_name(sight: Sight, seat: Seat, key: str | None) -> str:
    rows = sight.found.listed.get(seat.congress, {}).get("delegations", ())
    return next((r.values["name"] for r in rows if r.values["key"] == key and r.values["term"] == seat.term_no), "")


def _posts(sight: Sight, person: str, rows: Iterable[DeputyRow]) -> Iterator[Post]:
    said: dict[tuple[str, ...], list[tuple[DeputyRow, int]]] = {}
    for row in rows:
        for number, held in enumerate(row.values.get("posts", ())):
            key = (held.get("congress") or row.site, held["organ"], held.get("organ_name", ""), held["title"], held["from"])
            said.setdefault(key, []).append((row, number))
    values = sight.found.merged(person).values
    posts = []
    for (congress, organ, name, title, start), places in said.items():
        places.sort(key=lambda place: place[0].site != congress)
        office = ("posts", congress, organ, name, title, start)
        told = {part: values[(*office, part)].value for part in ("term", "to") if (*office, part) in values}
        term_no = int(told.get("term", 0))
        post: PostValues = {"organ": organ, "organ_name": name, "title": title, "from": start}
        if term_no:
            post["term"] = term_no
        if "to" in told:
            post["to"] = told["to"]
        if start <= sight.found.today and hangs(sight.found, person, post, congress):
            end = told.get("to", "")
            end = end if end <= sight.found.today else ""
            sources = tuple(row.source("posts", number) for row, number in places)
            posts.append(Post(organ, name or ORGANS[organ], title, congress, sight.name(congress), term_no, start, end, sources))
    yield from sorted(posts, key=lambda p: (bool(p.end), p.congress != sight.site, p.start))


def contacts(sight: Sight, rows: Iterable[DeputyRow], active: list[Seat]) -> Iterator[Contact]:
    """Contact as the level that owns a mandate keeps it, while the mandate is held."""
    for row in rows:
        contact = row.values.get("contact_public")
        owned = next((s for s in active if s.congress == row.site), None)
        owned = owned or next((s for s in active if sight.found.is_above(row.site, s.congress)), None)
        if contact and owned:
            phone, email, address = contact.get("phone", ""), contact.get("email", ""), contact.get("address", "")
            yield Contact(sight.name(owned.congress), phone, email, address, row.source("contact_public"))


def stations_of(sight: Sight, person: str) -> tuple[AtStation, ...]:
    """The stations where a person is, this site's first."""
    if person not in sight.found.stations_of:
        return ()
    keys = sorted(sight.found.stations_of[person], key=lambda place: (place[0] != sight.site, place))
    return tuple(_at(sight, site, key) for site, key in keys)


def _at(sight: Sight, site: str, key: str) -> AtStation:
    values = sight.found.stations[site, key].values
    return AtStation(
        values["name"],
        sight.link_to(site, f"station/{key}.html"),
        values["address"],
        values.get("phone", ""),
        tuple(map(reception, values.get("reception_days", ()))),
    )


def _duties(sight: Sight, person: str) -> tuple[tuple[DutyRecord, ...], tuple[DutyReport, ...]]:
    records, reports = [], []
    for row in sight.found.duties.get(person, ()):
        values = row.values
        congress = values.get("congress") or row.site
        if not _may_record(sight, row.site, person) or values["date"] > sight.found.today:
            continue
        if row.kind == "duty_records":
            records.append(
                DutyRecord(
                    values["date"],
                    values["type"],
                    DUTIES[values["type"]],
                    values.get("organizer") or sight.name(row.site),
                    values.get("place", ""),
                    values["text"],
                    sight.name(congress),
                    sight.name(row.site),
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
                    sight.name(congress),
                    values.get("voters_present", -1),
                    satisfied,
                    basically,
                    against,
                    values["text"],
                    values.get("comments", ""),
                    sight.name(row.site),
                    row.source("text"),
                )
            )
    newest = {"key": lambda d: (d.date, d.source), "reverse": True}
    return tuple(sorted(records, **newest)), tuple(sorted(reports, **newest))  # type: ignore[call-overload]


def _may_record(sight: Sight, site: str, person: str) -> bool:
    """A site records what it organized for deputies of its own congress or of one below it."""
    return any(sight.found.is_above(site, seat.congress) for seat in sight.found.held[person])


def canonical_site(found: Gathered, seats: Iterable[Seat]) -> str:
    """The one site whose page of a person search engines should keep: the highest where a mandate is held, else was held."""
    own = [s for s in seats if s.congress in found.members]
    held = [s for s in own if s.is_held] or own
    return min((s.congress for s in held), key=found.rank)


def pinyin(name: str) -> str:
    """A key to sort Chinese names by, e.g. `zhang san`."""
    return " ".join(syllables(name))
