"""A person's mandate as of a day, and whether sources disagree about a person at all."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from ....domain.claims import IDENTITY, POST_TIMES, DeputyRow
from ....domain.finding import Place
from ....domain.written import ElectorKind, MandateValues
from .terms import Standing

NONE_HIDDEN: frozenset[str] = frozenset()


class Seat(NamedTuple):
    """One person's mandate in one congress and term as of the day: merged values, and where it is said, the owner first.

    `said` are rows and the mandate's place in each; `hidden` names the dates about which they disagree.
    """

    person: str
    congress: str
    term_no: int
    values: MandateValues
    said: tuple[tuple[DeputyRow, int], ...]
    standing: Standing
    hidden: frozenset[str] = NONE_HIDDEN

    @property
    def row(self) -> DeputyRow:
        """The record that decides."""
        return self.said[0][0]

    @property
    def is_held(self) -> bool:
        """True while it is held, suspended or not."""
        return self.standing.status in {"active", "suspended"}

    @property
    def start(self) -> str:
        """When it began; "" when that is in dispute."""
        return "" if "from" in self.hidden else self.standing.start

    @property
    def end(self) -> str:
        """When it ended; "" while it is held, or when that is in dispute."""
        return "" if self.is_held or "to" in self.hidden else self.standing.end

    def at(self, *field: str) -> Place:
        """Where the mandate, or one of its fields, is written."""
        row, number = next(((row, n) for row, n in self.said if field and field[0] in row.values["mandates"][n]), self.said[0])
        return Place(row.site, row.path, row.line_of("mandates", number, *field))


def elector_of(values: MandateValues) -> tuple[ElectorKind, str]:
    """Kind and key of who elected a mandate."""
    if "constituency" in values:
        return "constituency", values["constituency"]
    if "electing_unit" in values:
        return "electing_unit", values["electing_unit"]
    return "", ""


def disagree(rows: Sequence[DeputyRow]) -> bool:
    """True when two things are said of one field, so that somebody has to choose."""
    if len(rows) == 1:
        values = rows[0].values
        if len(values.get("mandates", ())) < 2 and len(values.get("posts", ())) < 2 and "other_names" not in values:
            return False
    said: dict[Any, Any] = {}
    for row in rows:
        values = row.values
        for name in IDENTITY:
            if name in values and said.setdefault(name, values[name]) != values[name]:
                return True
        for mandate in values.get("mandates", ()):
            congress, term_no = mandate.get("congress") or row.site, mandate["term"]
            for part, value in mandate.items():
                if part != "congress" and said.setdefault((congress, term_no, part), value) != value:
                    return True
        for post in values.get("posts", ()):
            office = (post.get("congress") or row.site, post["organ"], post.get("organ_name"), post["title"], post["from"])
            for part in POST_TIMES:
                if part in post and said.setdefault((*office, part), post[part]) != post[part]:
                    return True
        for old in values.get("other_names", ()):
            until = old.get("until", "")
            if said.setdefault(("other_names", old["name"]), until) != until:
                return True
    return False
