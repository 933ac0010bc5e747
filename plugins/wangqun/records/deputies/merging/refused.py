"""Mandates that may not be shown as of a day (docs/domain.md §2, §4), each with the finding that says why."""

from collections.abc import Iterator
from typing import Literal

from ....domain.finding import Finding
from .gathered import Gathered
from .rules import CHAIN, ELECTOR, TERM
from .seats import Seat
from .terms import TERM_EXPIRED

Elects = Literal["constituency", "electing_unit"]
DIRECT = frozenset({"county", "township"})
ELECTORS: tuple[Elects, Elects] = ("constituency", "electing_unit")
FILES = {"constituency": "constituencies", "electing_unit": "electing_units"}


def refused(found: Gathered) -> tuple[dict[str, dict[tuple[str, int], str]], list[Finding]]:
    """Mandates that may not be shown, as (congress, term) by person with where it is told why, and the findings.

    A mandate that one level has written and that could not be read is shown by none: it may say that it is over.
    """
    bad: dict[str, dict[tuple[str, int], str]] = {}
    findings: list[Finding] = []

    def refuse(person: str, congress: str, term_no: int, path: str, line: int) -> None:
        bad.setdefault(person, {}).setdefault((congress, term_no), f"{path}:{line}")

    for (kind, person), lost in found.lost.items():
        for each in lost if kind == "deputies.mandates" and person in found.people else ():
            if len(each.names) == 4 and each.names[2]:
                refuse(person, each.names[1], int(each.names[2]), each.path, each.line)
    for seat, fault in _seat_faults(found):
        if (seat.congress, seat.term_no) not in bad.get(seat.person, ()):
            findings.append(fault)
            refuse(seat.person, seat.congress, seat.term_no, fault.path, fault.line)
    for person, seats in found.held.items():
        if len(seats) > 1:
            gone = bad.get(person, {})
            for seat, fault in _chain_faults(found, [s for s in seats if (s.congress, s.term_no) not in gone]):
                findings.append(fault)
                refuse(person, seat.congress, seat.term_no, fault.path, fault.line)
    return bad, findings


def _seat_faults(found: Gathered) -> Iterator[tuple[Seat, Finding]]:
    for congress, seats in found.seats.items():
        member = found.members.get(congress)
        if member is None:
            continue
        direct, electors, terms = member.site.level in DIRECT, found.electors.get(congress, {}), found.terms.get(congress, {})
        kind, other = ELECTORS if direct else ELECTORS[::-1]
        for seat in seats:
            values = seat.values
            term = terms.get(seat.term_no)
            if term is None:
                fault = TERM.at(seat.at("term"), problem=f"没有第 {seat.term_no} 届")
                yield seat, fault.due_to(found.lost.cause("terms", congress, str(seat.term_no)))
            elif values.get("from", term.start) < term.start:
                yield seat, TERM.at(seat.at("from"), problem=f"资格早于第 {seat.term_no} 届开始（{term.start}）")
            elif seat.is_held and (said := end_without_day(seat)):
                yield seat, TERM.at(seat.at(said), problem=f"写了 {said}，没有写终止日期 to")
            elif values.get("to", "9999") < values.get("from", ""):
                yield seat, TERM.at(seat.at("to"), problem="终止早于开始")
            elif other in values:
                yield seat, ELECTOR.at(seat.at(other), problem=f"本级代表不由{'选举单位' if direct else '选区'}选出")
            elif kind not in values:
                yield seat, ELECTOR.at(seat.at("term"), problem=f"没有写{'选区' if direct else '选举单位'}")
            elif (kind, values[kind], seat.term_no) not in electors:
                fault = ELECTOR.at(seat.at(kind), problem=f"第 {seat.term_no} 届没有“{values[kind]}”")
                yield seat, fault.due_to(found.lost.cause(FILES[kind], congress, values[kind]))


def may_turn(found: Gathered, seat: Seat) -> bool:
    """True when a mandate that has not been refused may be on a later day, or the other way round: it depends on what is held."""
    refused_now = (seat.congress, seat.term_no) in found.bad.get(seat.person, ())
    return refused_now or bool(end_without_day(seat)) or any(_clash(found, seat, other) for other in found.held[seat.person])


def end_without_day(seat: Seat) -> str:
    """The field that says a mandate is over which would be shown as held, for want of the day."""
    values = seat.values
    if "to" in {*values, *seat.hidden} or values.get("end_reason") == TERM_EXPIRED:
        return ""
    return next((key for key in ("end_reason", "end_notice") if key in values), "")


def _chain_faults(found: Gathered, seats: list[Seat]) -> Iterator[tuple[Seat, Finding]]:
    """Of two current mandates in unrelated areas, the later one is not shown."""
    now = [seat for seat in seats if seat.is_held and seat.congress in found.members]
    kept: list[Seat] = []
    for seat in sorted(now, key=lambda s: (s.standing.start, found.rank(s.congress))):
        clash = next((other for other in kept if _clash(found, other, seat)), None)
        if clash:
            yield seat, CHAIN.at(seat.at("term"), one=clash.congress, other=seat.congress)
        else:
            kept.append(seat)


def _clash(found: Gathered, one: Seat, other: Seat) -> bool:
    """True for mandates in areas of which neither lies in the other."""
    return not (found.is_above(one.congress, other.congress) or found.is_above(other.congress, one.congress))
