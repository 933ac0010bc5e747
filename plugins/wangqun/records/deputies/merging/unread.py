"""Mandates that could not be read: their seats are neither filled nor vacant, and nothing is said of them in public."""

from collections import Counter

from .gathered import Gathered
from .seats import elector_of


def unread(found: Gathered, congress: str) -> Counter[str]:
    """How many mandates of a congress's running term could not be read, by the key of who elected them; "": it may be anyone.

    A file that could not be read at all may have held any number of them.
    """
    count: Counter[str] = Counter()
    if (term := found.term_now(congress)) is None:
        return count
    electors: dict[str, str] = {}  # by person, or the place of what says why
    for seat in found.seats.get(congress, ()) if found.bad else ():
        if seat.term_no == term.term_no and seat.is_held and (congress, seat.term_no) in found.bad.get(seat.person, ()):
            electors[seat.person] = elector_of(seat.values)[1]
    for (kind, owner), lost in found.lost.items():
        if owner not in found.members or not found.is_above(owner, congress):
            continue
        for each in lost if kind == "deputies.mandates" else ():
            *named, where, number, elector = each.names
            if where == congress and number in {str(term.term_no), ""}:
                person = found.decisions.key(named[0]) if named else f"{each.path}:{each.line}"
                if all((seat.congress, seat.term_no) != (congress, term.term_no) for seat in found.held.get(person, ())):
                    electors.setdefault(person, elector)
        whole = [each for each in lost if kind == "deputies" and not each.names]
        parts = {(each.path, each.line) for each in found.lost.get(("deputies.mandates", owner), ())} if whole else set()
        if any((each.path, each.line) not in parts for each in whole):
            count[""] = term.row.values["seats"]
    known = {key for _, key, number in found.electors.get(congress, {}) if number == term.term_no}
    count.update(elector if elector in known else "" for elector in electors.values())
    return count


def in_doubt(unread: Counter[str], elector: str, empty: int) -> int:
    """How many of an elector's empty seats may be held after all."""
    return min(max(0, empty), unread[elector] + unread[""])
