"""Who there is: records of every level put together by person, and every mandate put under its congress."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Literal, cast

from ....domain.claims import DecisionRow, DeputyRow, Row, mandate_of
from ....domain.cluster import Lost
from ....domain.federation import Member
from ....domain.finding import Finding, Place, Rule, Severity
from ....domain.site import Site
from ....domain.written import MandateValues
from .decisions import read_decisions
from .distinct import distinct
from .gathered import Gathered
from .lost import Losses
from .seats import NONE_HIDDEN, Seat, disagree
from .terms import stands, terms_of

MANDATE_FOREIGN = Rule(
    "mandate-foreign",
    Severity.WARN,
    "{congress} 的{what}不由本站填报，这一项已忽略",
    "由 {congress} 或它的上级填报；本站只写本级和下级的。",
    "docs/design.md law 5, 7",
)
PERSON_UNRELATED = Rule(
    "person-unrelated",
    Severity.WARN,
    "{person} 在本站及下级都没有代表资格，这份材料已忽略",
    "写上本站的 mandates，或删去这份材料。",
    "docs/design.md law 7",
)
STATION_UNKNOWN = Rule(
    "station-unknown",
    Severity.WARN,
    "“{name}”不是本站或下级的联络站，这一项已忽略",
    "改成 stations 里的编号，下级的写 站点:编号；到别的站点接待的，由那里的联络站写进 deputies。",
    "docs/design.md law 7",
)
PERSON_MISMATCH = Rule(
    "person-mismatch",
    Severity.BLOCK,
    "编号 {person} 已用于另一个人（姓名、出生年月都与 {other} 不同），这份材料没有采用",
    "用 wangqun new deputy 生成新编号。",
    "docs/domain.md §3.3",
    part=True,
)


OFFICES: tuple[tuple[Literal["mandates", "posts"], str], ...] = (("mandates", "代表资格"), ("posts", "职务"))


def gather(
    rows: Iterable[Row],
    members: Mapping[str, Member],
    outside: Mapping[str, Site],
    today: str,
    findings: list[Finding],
    lost: Iterable[Lost] = (),
) -> Gathered:
    """Rows sorted out: decisions read, people brought together, mandates placed; what does not count is told."""
    found = Gathered(today, members, outside)
    deputies: list[DeputyRow] = []
    decisions: list[DecisionRow] = []
    for row in distinct(rows, findings):
        if row.kind == "deputies":
            deputies.append(row)
        elif row.kind == "decisions":
            decisions.append(row)
        else:
            found.listed.setdefault(row.site, {}).setdefault(row.kind, []).append(row)
    homes: dict[str, set[str]] = {}
    for row in deputies if decisions else ():
        homes.setdefault(row.values["person"], set()).add(row.site)
    lost = tuple(lost)
    gone = {each.names[0]: f"{each.path}:{each.line}" for each in lost if each.kind == "deputies" and each.names}
    found.decisions = read_decisions(decisions, homes, members, findings, gone)
    found.lost = Losses.of(lost, found.decisions)
    for site, kinds in found.listed.items():
        found.terms[site] = terms_of(kinds.get("terms", ()))
        found.electors[site] = {
            (kind, row.values["key"], row.values["term"]): row
            for name, kind in (("constituencies", "constituency"), ("electing_units", "electing_unit"))
            for row in kinds.get(name, ())
        }
        for row in kinds.get("duty_records", ()):
            for person in row.values["persons"]:
                found.duties.setdefault(found.decisions.key(person), []).append(row)
        for row in kinds.get("duty_reports", ()):
            found.duties.setdefault(found.decisions.key(row.values["person"]), []).append(row)
        for row in kinds.get("stations", ()):
            found.stations[site, row.values["key"]] = row
    by_person: dict[str, list[DeputyRow]] = {}
    key = found.decisions.key if found.decisions.same else None
    for row in deputies:
        person = row.values["person"]
        by_person.setdefault(key(person) if key else person, []).append(_own_affairs(found, row, findings))
    for person in sorted(by_person):
        written = by_person[person]
        if len(written) == 1:
            _seat(found, person, written, findings)
        else:
            ordered = sorted(written, key=lambda row: (found.rank(row.site), row.path, row.line))
            _seat(found, person, _of_one_person(person, ordered, findings), findings)
    _man_stations(found, findings)
    return found


def _own_affairs(found: Gathered, row: DeputyRow, findings: list[Finding]) -> DeputyRow:
    """The row without mandates and posts in congresses of which its site may not speak: its own and those below it."""
    foreign = []
    for kind, what in OFFICES:
        for number, office in enumerate(row.values.get(kind, ())):
            congress = office.get("congress", row.site)
            if congress != row.site and not _may_state(found, row.site, congress):
                place = Place(row.site, row.path, row.line_of(kind, number, "congress"))
                findings.append(MANDATE_FOREIGN.at(place, congress=congress, what=what))
                foreign.append((kind, str(number)))
    return row.without(foreign) if foreign else row


def _man_stations(found: Gathered, findings: list[Finding]) -> None:
    """Who is at which station: whom it names, and whose own records name it, kept by its site or one above."""
    stations, at_station, stations_of = found.stations, found.at_station, found.stations_of
    for place, station in stations.items():
        for person in map(found.decisions.key, station.values.get("deputies", ())):
            if person in found.people:
                at_station.setdefault(place, {})[person] = None
                stations_of.setdefault(person, {})[place] = None
    for person, rows in found.people.items():
        for row in rows:
            for name in row.values.get("station", ()):
                site, _, key = name.rpartition(":")
                place = (site or row.site, key)
                if place in stations and (not site or found.is_above(row.site, site)):
                    at_station.setdefault(place, {})[person] = None
                    stations_of.setdefault(person, {})[place] = None
                else:
                    fault = STATION_UNKNOWN.at(Place(row.site, row.path, row.line_of("station")), name=name)
                    findings.append(fault.due_to(found.lost.cause("stations", place[0], key)))


def _of_one_person(person: str, rows: list[DeputyRow], findings: list[Finding]) -> list[DeputyRow]:
    """The rows without those that speak of somebody else: another name and another birth than the highest level's."""
    base = next((row for row in rows if "name" in row.values), rows[0]).site
    own = [row.values for row in rows if row.site == base]
    names = {name for values in own for name in (values.get("name"), *(old["name"] for old in values.get("other_names", ())))}
    births = {values["birth"] for values in own if "birth" in values}
    kept = []
    for row in rows:
        values = row.values
        renamed = "name" in values and values["name"] not in names
        if renamed and births and values.get("birth", min(births)) not in births and row.site != base:
            place = Place(row.site, row.path, row.line_of("person"))
            findings.append(PERSON_MISMATCH.at(place, person=person, other=base))
        else:
            kept.append(row)
    return kept


def _seat(found: Gathered, person: str, rows: list[DeputyRow], findings: list[Finding]) -> None:
    """Place a person's mandates; rows of sites that have nothing to do with the person do not count."""
    first = rows[0].values
    if len(rows) == 1 and len(first.get("mandates", ())) == 1 and "posts" not in first and "other_names" not in first:
        mandate = first["mandates"][0]
        found.people[person], found.held[person] = rows, []
        _hold(found, person, mandate.get("congress") or rows[0].site, mandate["term"], mandate, ((rows[0], 0),))
        return
    offices: dict[tuple[str, int], list[tuple[DeputyRow, int]]] = {}
    for row in rows:
        for number, mandate in enumerate(row.values.get("mandates", ())):
            offices.setdefault((mandate.get("congress") or row.site, mandate["term"]), []).append((row, number))
    if len(rows) > 1 or not offices:
        rows = _related(found, person, rows, offices, findings)
    if not rows:
        return
    found.people[person], found.held[person] = rows, []
    merged = None
    if disagree(rows):
        found.disputed.add(person)
        merged = found.merged(person)
    for (congress, term_no), said in offices.items():
        if len(said) == 1 and not merged:
            row, number = said[0]
            _hold(found, person, congress, term_no, row.values["mandates"][number], tuple(said))
            continue
        said.sort(key=lambda place: place[0].site != congress)
        dates: dict[str, str] = {}
        if merged:
            values = mandate_of(merged, congress, term_no)
            disputed = {part: merged.conflicts.get(("mandates", congress, str(term_no), part), ()) for part in ("from", "to")}
            dates = {part: max(told.value for told in tolds) for part, tolds in disputed.items() if tolds}
        else:
            values = cast(
                MandateValues,
                {key: value for row, number in reversed(said) for key, value in row.values["mandates"][number].items()},
            )
        _hold(found, person, congress, term_no, values, tuple(said), dates)


def _hold(
    found: Gathered,
    person: str,
    congress: str,
    term_no: int,
    values: MandateValues,
    said: tuple[tuple[DeputyRow, int], ...],
    dates: Mapping[str, str] = MappingProxyType({}),
) -> None:
    """Put a mandate under its congress and its holder; `dates` are the latest said of those in dispute."""
    terms = found.terms.get(congress)
    term = terms.get(term_no) if terms else None
    standing = stands(cast(MandateValues, {**values, **dates}) if dates else values, term, found.today)
    seat = Seat(person, congress, term_no, values, said, standing, frozenset(dates) if dates else NONE_HIDDEN)
    found.seats.setdefault(congress, []).append(seat)
    found.held[person].append(seat)


def _related(
    found: Gathered, person: str, rows: list[DeputyRow], offices: Iterable[tuple[str, int]], findings: list[Finding]
) -> list[DeputyRow]:
    """The rows of those sites that have to do with the person: by a mandate there or below, as elector, as employer."""
    electors = {mandate.get("electing_unit") for row in rows for mandate in row.values.get("mandates", ())}
    related = []
    for row in rows:
        staff = any(post.get("congress", row.site) == row.site for post in row.values.get("posts", ()))
        if staff or row.site in electors or any(found.is_above(row.site, congress) for congress, _ in offices):
            related.append(row)
        else:
            fault = PERSON_UNRELATED.at(Place(row.site, row.path, row.line_of("person")), person=person)
            findings.append(fault.due_to(found.lost.cause("deputies.mandates", person, person)))
    return related


def _may_state(found: Gathered, site: str, congress: str) -> bool:
    """A mandate is stated by its own congress's site or one above; one of a congress without a site by the top of the tree."""
    if congress in found.members:
        return found.is_above(site, congress)
    return congress in found.outside and not [a for a in found.members[site].ancestors if a.id in found.members]
