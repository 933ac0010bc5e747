"""What must hold of deputies as of a day (docs/domain.md §2, §4): each break a finding at its line."""

import re
from collections.abc import Callable, Collection, Iterator, Mapping

from ....domain.claims import DeputyRow, Row
from ....domain.finding import Finding, Place
from ....domain.written import DeputyValues, PostValues
from .gathered import Gathered
from .posts import hangs, holds
from .refused import DIRECT, FILES
from .rules import (
    CONFLICT,
    CONTACT_AFTER,
    DIFFERS,
    ELECTOR_OVER,
    END_NOTICE,
    FIELD_TITLES,
    INCOMPATIBLE,
    NO_CONTACT,
    NO_INFO,
    NO_MANDATE,
    QUOTA,
    QUOTA_SUM,
    SC_SIZE,
    SEATS_CAP,
    SEATS_OVER,
    STALE,
    SUSPENDED_ACTIVE,
    VACANT,
)
from .seats import Seat
from .terms import TERM_EXPIRED, TermOf
from .unread import in_doubt, unread

CAPS = {"province": 1000, "city": 650, "county": 450, "township": 160}
SC_SIZES = {"province": (45, 95), "city": (29, 61), "county": (15, 45)}
NO_OFFICE = frozenset({"standing_committee", "presidium"})  # organs whose members hold no other office
CHANNELS = frozenset({"contact_public", "station", "reception_days"})
INFORMATION = frozenset({"gender", "birth", "ethnicity", "employer_post"})
_OFFICE = re.compile("人民政府|监察委|人民法院|人民检察院|公安局|财政局|审计局|[^人]局局长|[县市省区乡镇]长(?!助理)")


def findings(found: Gathered) -> Iterator[Finding]:
    """All that does not keep a mandate from being shown."""
    for congress in sorted(found.seats.keys() | found.terms.keys()):
        if congress in found.members:
            yield from _congress(found, congress)
    direct = frozenset(site for site, member in found.members.items() if member.site.level in DIRECT)
    for person, rows in found.people.items():
        yield from _person(found, person, rows, direct)


def _congress(found: Gathered, congress: str) -> Iterator[Finding]:
    level = str(found.members[congress].site.level)
    for term in found.terms.get(congress, {}).values():
        place = _at(term.row)
        if (size := term.row.values["seats"]) > CAPS.get(level, size):
            yield SEATS_CAP.at(place("seats"), seats=size, cap=CAPS[level])
        yield from _quotas(found, congress, term, level)
    running = found.term_now(congress)
    if running is None:
        return
    held = found.serving(congress)
    present = sum(map(len, held.values()))
    size = running.row.values["seats"]
    if present > size:
        yield SEATS_OVER.at(_at(running.row)("seats"), term=running.term_no, present=present, seats=size)
    yield from _electors(found, congress, running, held)
    yield from _committee(found, congress, running, level)


def _at(row: Row) -> Callable[..., Place]:
    return lambda *path: Place(row.site, row.path, row.line_of(*path))


def _quotas(found: Gathered, congress: str, term: TermOf, level: str) -> Iterator[Finding]:
    kind = "constituency" if level in DIRECT else "electing_unit"
    rows = [row for (k, _, number), row in found.electors.get(congress, {}).items() if k == kind and number == term.term_no]
    for row in rows if kind == "constituency" else ():
        if not 1 <= row.values["quota"] <= 3:
            yield QUOTA.at(_at(row)("quota"), quota=row.values["quota"])
    total = sum(row.values["quota"] for row in rows) + term.row.values.get("reserved_quota", 0)
    if rows and total != term.row.values["seats"]:
        what = "选区" if kind == "constituency" else "选举单位"
        fault = QUOTA_SUM.at(_at(term.row)("seats"), term=term.term_no, what=what, total=total, seats=term.row.values["seats"])
        yield fault.due_to(found.lost.cause(FILES[kind], congress) or found.lost.cause("terms.reserved_quota", congress))


def _electors(found: Gathered, congress: str, term: TermOf, held: Mapping[str, list[Seat]]) -> Iterator[Finding]:
    vacant: dict[str, int] = {}
    doubtful = unread(found, congress)
    for (_, key, number), row in found.electors.get(congress, {}).items():
        if number != term.term_no:
            continue
        present, quota = len(held.get(key, ())), row.values["quota"]
        if present > quota:
            yield ELECTOR_OVER.at(_at(row)("quota"), name=row.values["name"], present=present, quota=quota)
        elif count := quota - present - in_doubt(doubtful, key, quota - present):
            vacant[row.values["name"]] = count
    if vacant and held:
        empty = term.row.values["seats"] - sum(map(len, held.values())) - doubtful.total()
        where = "、".join(f"{name} {count}" for name, count in vacant.items())
        yield VACANT.at(_at(term.row)("seats"), term=term.term_no, count=max(empty, sum(vacant.values())), where=where)


def _committee(found: Gathered, congress: str, term: TermOf, level: str) -> Iterator[Finding]:
    wanted = term.row.values.get("sc_seats")
    members = {
        seat.person
        for seat in found.seats.get(congress, ())
        for row in found.people[seat.person]
        for post in row.values.get("posts", ())
        if post["organ"] == "standing_committee" and (post.get("congress") or row.site) == congress and holds(post, found.today)
    }
    least, most = SC_SIZES.get(level, (0, 0))
    if wanted and not least <= wanted <= most:
        yield SC_SIZE.at(_at(term.row)("sc_seats"), present=wanted, wanted=f"{least} 至 {most} 人")
    elif wanted and len(members) > wanted:
        yield SC_SIZE.at(_at(term.row)("sc_seats"), present=len(members), wanted=f"{wanted} 人")


def _person(found: Gathered, person: str, rows: list[DeputyRow], direct: Collection[str]) -> Iterator[Finding]:
    seats = found.shown(found.held.get(person, ()))
    now = [seat for seat in seats if seat.is_held]
    for seat in seats:
        if seat.standing.status == "ended" and seat.standing.end_reason != TERM_EXPIRED:
            lacks = [word for key, word in (("end_reason", "原因"), ("end_notice", "公告")) if key not in seat.values]
            if lacks:
                yield END_NOTICE.at(seat.at("to"), what="和".join(lacks))
    for row in rows:
        if "posts" in row.values:
            yield from _posts(found, person, row)
        if "contact_public" in row.values and not any(found.is_above(row.site, s.congress) for s in now):
            yield CONTACT_AFTER.at(_at(row)("contact_public")).due_to(_not_shown(found, person))
    if now:
        written = rows[0].values.keys() if len(rows) == 1 else set().union(*(row.values for row in rows))
        if "name" not in written:
            yield NO_INFO.at(_at(rows[0])(), what="姓名", fix="写上 name: 姓名。")
        elif INFORMATION.isdisjoint(written):
            fault = NO_INFO.at(
                _at(rows[0])(),
                what="基本信息（性别、民族、出生年月、单位职务）",
                fix="写上 gender、ethnicity、birth、employer_post，如 birth: 1970-03。",
            )
            yield fault.due_to(found.lost.field(person, INFORMATION))
        if CHANNELS.isdisjoint(written) and any(seat.congress in direct for seat in now):
            yield NO_CONTACT.at(_at(rows[0])()).due_to(found.lost.field(person, CHANNELS))
    if person in found.duties:
        yield from _duties(found, person, seats)
    if person in found.disputed:
        yield from _conflicts(found, person)


def _posts(found: Gathered, person: str, row: DeputyRow) -> Iterator[Finding]:
    values, place = row.values, _at(row)
    for number, post in enumerate(values["posts"]):
        congress = post.get("congress") or row.site
        if found.lost.post(person, congress, post):
            continue  # told where it was written
        if not hangs(found, person, post, congress):
            fault = NO_MANDATE.at(place("posts", number), title=post["title"])
            yield fault.due_to(_not_shown(found, person, congress))
        elif office := _office(values, post, found.today):
            yield INCOMPATIBLE.at(place("employer_post"), title=post["title"], post=office[0])


def _not_shown(found: Gathered, person: str, congress: str = "") -> str:
    """Where it is told why a mandate of somebody, in that congress if one is named, is not shown; "" when all are."""
    refused = (why for (at, _), why in found.bad.get(person, {}).items() if congress in {"", at})
    return found.lost.cause("deputies.mandates", person, person, *filter(None, [congress])) or next(refused, "")


def _office(values: DeputyValues, post: PostValues, today: str) -> re.Match[str] | None:
    """The office that may not be held beside a post of the standing committee or the presidium."""
    bound = post["organ"] in NO_OFFICE and holds(post, today)
    return _OFFICE.search(values.get("employer_post", "")) if bound else None


def _duties(found: Gathered, person: str, seats: list[Seat]) -> Iterator[Finding]:
    spans = [(s.congress, span) for s in seats for span in s.values.get("suspensions", ())]
    for row in found.duties[person] if spans else ():
        day, congress = row.values["date"], row.values.get("congress") or row.site
        if any(c == congress and s["from"] <= day and not (s.get("to") and s["to"] <= day) for c, s in spans):
            yield SUSPENDED_ACTIVE.at(_at(row)("date"))


def _conflicts(found: Gathered, person: str) -> Iterator[Finding]:
    merged = found.merged(person)
    for rule, group in ((CONFLICT, merged.conflicts), (DIFFERS, merged.differences)):
        for path, told in group.items():
            said = "、".join(f"{t.value or '（空）'}（{t.sources[0].path}:{t.sources[0].line}）" for t in told)
            first = told[-1].sources[0]
            field = FIELD_TITLES.get(path[-1], path[-1])
            yield rule.at(Place(first.site, first.path, first.line), field=field, said=said)
    for path, decided in merged.stale.items():
        told = merged.conflicts.get(path) or merged.differences.get(path) or ()
        source = decided.source
        said = "、".join(t.value for t in told)
        yield STALE.at(Place(source.site, source.path, source.line), field=FIELD_TITLES.get(path[-1], path[-1]), said=said)
