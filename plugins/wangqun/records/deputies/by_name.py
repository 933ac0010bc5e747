"""找代表 where no villages are known: every deputy of the place on one list, found by name, constituency or station."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from ...domain.deputy import Deputy
from ...domain.pinyin import syllables
from ...domain.roster import Representative
from ...domain.said import said
from .context import LookupDeputy, LookupVillage
from .places import title_of
from .reached import deputies
from .view import RosterView
from .words import mandate_title, name_of, sounds

PER_PAGE = 200  # entries of some 700 bytes
ABOVE = "above"


def groups(people: RosterView, above_title: str) -> Iterator[LookupVillage]:
    """The deputies of the site by who elects them, then those of higher levels who are none here; each person once."""
    roster = people.roster
    electors = (*roster.constituencies, *roster.electing_units)
    known = [(title_of(each), [people.known[key] for key in each.deputies if key in people.known]) for each in electors]
    named = {deputy.key for _, held in known for deputy in held}
    rest = [deputy for deputy in roster.deputies if deputy.key not in named]
    for number, (title, held) in enumerate([*known, (said("其他代表") if named else said("代表"), rest)], 1):
        if held:
            yield _group(f"g{number}", title, deputies(map(_own, held), roster.as_of, roster.above))
    own = {deputy.key for deputy in roster.deputies}
    if higher := [each for each in roster.above if each.person not in own]:
        yield _group(ABOVE, above_title, deputies(higher, roster.as_of))


def pages(found: Iterable[LookupVillage], size: int = PER_PAGE) -> list[tuple[LookupVillage, ...]]:
    """The groups in pages of at most so many entries; a group goes on where the next page begins."""
    made: list[list[LookupVillage]] = [[]]
    room = size
    for group in found:
        rest = group.deputies
        while rest:
            if not room:
                made.append([])
                room = size
            made[-1].append(replace(group, deputies=rest[:room]))
            rest, room = rest[room:], max(0, room - len(rest))
    return [tuple(page) for page in made]


def _group(code: str, title: str, held: Iterable[LookupDeputy]) -> LookupVillage:
    return LookupVillage(code, title, tuple(map(_sounding, held)))


def _sounding(one: LookupDeputy) -> LookupDeputy:
    return replace(one, sounds=sounds(" ".join(syllables(one.name))))


def _own(deputy: Deputy) -> Representative:
    """A deputy of the site as one who represents a place."""
    here = deputy.here
    return Representative(
        here.level,
        mandate_title(here),
        name_of(deputy),
        deputy.url,
        here.elector_name,
        deputy.key,
        next((contact.phone for contact in deputy.contacts if contact.phone), ""),
        deputy.stations,
        deputy.reception_days,
    )
