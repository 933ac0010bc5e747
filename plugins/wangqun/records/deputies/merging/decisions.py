"""Committed decisions about people: which value is taken, who is one person and who is not (docs/domain.md §3.3)."""

from collections.abc import Iterable, Mapping
from dataclasses import field
from types import MappingProxyType

from ....domain.claims import Decided, DecisionRow, Path
from ....domain.federation import Member
from ....domain.finding import Finding, Place, Rule, Severity
from ....domain.frozen import frozen
from ....domain.names import person_name

DECISION_BAD = Rule(
    "decision-invalid",
    Severity.WARN,
    "这条裁定不起作用：{problem}",
    "改正或删去这一条；写法见 docs/editors.md 的“裁定”。",
    "docs/domain.md §3.3",
)


@frozen
class Decisions:
    """What has been decided. `same` leads from a key to the key that is kept; `apart` are pairs of keys, in order."""

    takes: dict[str, dict[Path, Decided]] = field(default_factory=dict)
    same: dict[str, str] = field(default_factory=dict)
    apart: frozenset[tuple[str, str]] = frozenset()

    def key(self, person: str) -> str:
        """The key a person goes by."""
        while person in self.same:
            person = self.same[person]
        return person


def read_decisions(
    rows: Iterable[DecisionRow],
    homes: Mapping[str, set[str]],
    members: Mapping[str, Member],
    findings: list[Finding],
    lost: Mapping[str, str] = MappingProxyType({}),
) -> Decisions:
    """The decisions that stand. `homes` are the sites that keep something of each person.

    `lost` maps persons whose records could not be read to where that is told.

    A site decides about people whose sources are all its own or below it: nobody settles what a higher level says.
    """
    takes: dict[str, dict[Path, Decided]] = {}
    same: dict[str, str] = {}
    apart: set[tuple[str, str]] = set()
    decisions = Decisions({}, same)
    for row in sorted(rows, key=lambda row: (row.path, row.line)):
        values = row.values
        persons: list[str] = list(values["persons"])
        problem = _problem(row, persons, homes, members)
        if problem:
            fault = DECISION_BAD.at(Place(row.site, row.path, row.line), problem=problem)
            findings.append(fault.due_to(next((lost[p] for p in persons if p in lost and p not in homes), "")))
        elif values["action"] == "take":
            path = tuple(values["field"].split("."))
            same_form = person_name if path == ("name",) else str
            others = frozenset(map(same_form, values.get("instead_of", ())))
            takes.setdefault(persons[0], {})[path] = Decided(same_form(values["value"]), others, row.source("value"))
        elif values["action"] == "same":
            keys = [decisions.key(person) for person in persons]
            same |= {key: keys[0] for key in keys if key != keys[0]}
        else:
            apart |= {(a, b) for a in persons for b in persons if a < b}
    merged: dict[str, dict[Path, Decided]] = {}
    for person, chosen in takes.items():
        merged.setdefault(decisions.key(person), {}).update(chosen)
    pairs = (sorted(map(decisions.key, pair)) for pair in apart)
    return Decisions(merged, same, frozenset((one, other) for one, other in pairs))


def _problem(row: DecisionRow, persons: list[str], homes: Mapping[str, set[str]], members: Mapping[str, Member]) -> str:
    values = row.values
    if values["action"] == "take" and (len(persons) != 1 or "field" not in values or "value" not in values):
        return "take 要写一个人员编号、field 和 value"
    if values["action"] != "take" and len(set(persons)) < 2:
        return "same、not_same 要写两个以上的人员编号"
    for person in persons:
        if person not in homes:
            return f"没有人员 {person}"
        for site in sorted(homes[person]):
            if site != row.site and (site not in members or row.site not in {a.id for a in members[site].ancestors}):
                return f"{person} 的材料有 {site} 的，不在本站及下级，由共同的上级裁定"
    return ""
