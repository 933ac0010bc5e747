"""`wangqun people`: what is open about people, one person with every source, and writing down a decision."""

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from ..domain.claims import Merged, Row
from ..domain.deputy import PERSON_KEY, STATUS_TITLES
from ..domain.federation import Federation
from ..domain.frozen import frozen
from ..domain.refused import Refused
from ..domain.sourced import SourcedValue
from ..pipeline import federate
from ..records.deputies.merging import MergedRosters
from ..records.deputies.merging.namesakes import namesakes
from ..records.deputies.merging.rules import FIELD_TITLES


class Undecided(Refused):
    """The person is unknown, or the decision cannot stand; the message says why."""


@frozen
class Questions:
    """What waits for a decision: protected fields in conflict by person, and pairs of namesakes (name, key, key)."""

    conflicts: tuple[tuple[str, str, str, tuple[SourcedValue, ...]], ...]
    namesakes: tuple[tuple[str, str, str], ...]

    def as_json(self) -> dict[str, Any]:
        """The machine-readable form."""
        conflicts = [
            {"person": person, "name": name, "field": field, "said": [_told(told) for told in said]}
            for person, name, field, said in self.conflicts
        ]
        return {"conflicts": conflicts, "namesakes": [{"name": n, "persons": [a, b]} for n, a, b in self.namesakes]}

    def lines(self) -> Iterator[str]:
        """The form for a terminal."""
        for person, name, field, said in self.conflicts:
            yield f"{person}　{name or '（姓名待裁定）'}　{_title(field)}不一致"
            yield from (f"    {told.value or '（空）'}　{_where(told)}" for told in said)
        for name, one, other in self.namesakes:
            yield f"{name}　{one} 与 {other} 同名，待判定是否同一人"
        if not self.conflicts and not self.namesakes:
            yield "没有待裁定的冲突和同名。"


@frozen
class Description:
    """One person: every merged field with its sources, what is in conflict, mandates, and where the person is shown."""

    person: str
    merged: Merged
    mandates: tuple[tuple[str, int, str, Row], ...]
    sites: tuple[tuple[str, str], ...]

    def as_json(self) -> dict[str, Any]:
        """The machine-readable form."""
        merged = self.merged
        return {
            "person": self.person,
            "fields": {".".join(path): _told(told) for path, told in merged.values.items()},
            "conflicts": {".".join(path): [_told(t) for t in said] for path, said in merged.conflicts.items()},
            "differences": {".".join(path): [_told(t) for t in said] for path, said in merged.differences.items()},
            "mandates": [{"congress": c, "term": n, "status": s} for c, n, s, _ in self.mandates],
            "sites": [{"site": site, "url": url} for site, url in self.sites],
        }

    def lines(self) -> Iterator[str]:
        """The form for a terminal."""
        yield self.person
        for path, told in self.merged.values.items():
            if told.value or len(path) == 1:
                yield f"  {_title('.'.join(path)):<14}　{told.value}　{_where(told)}"
        for path, said in self.merged.conflicts.items():
            yield f"  {_title('.'.join(path)):<14}　不一致，没有公开：" + "、".join(f"{t.value}（{_where(t)}）" for t in said)
        for congress, number, status, row in self.mandates:
            yield f"  {congress} 第 {number} 届代表　{STATUS_TITLES.get(status, '尚未开始')}　{row.path}:{row.line}"
        for site, url in self.sites:
            yield f"  → {site}　{url}"


@frozen
class Decision:
    """A decision to be written down."""

    action: str
    persons: tuple[str, ...]
    field: str
    value: str
    by: str
    reason: str


def open_questions(root: Path, now: datetime) -> Questions:
    """Everything about people that waits for a decision."""
    found = _people(federate(root, now)).found
    conflicts = []
    for person in sorted(found.disputed):
        merged = found.merged(person)
        name = merged.values[("name",)].value if ("name",) in merged.values else ""
        conflicts += [(person, name, ".".join(path), said) for path, said in merged.conflicts.items()]
    return Questions(tuple(conflicts), tuple(namesakes(found.people, found.decisions, found.near)))


def describe(root: Path, now: datetime, person: str) -> Description:
    """One person as merged now.

    Raises:
        Undecided: there is no such person.
    """
    federation = federate(root, now)
    people = _people(federation)
    key = people.found.decisions.key(person)
    if key not in people.found.people:
        raise Undecided(f"没有人员 {person}。编号形如 person:7k3m9q2x4t，写在 deputies/ 的文件里。")
    mandates = tuple((s.congress, s.term_no, s.standing.status, s.row) for s in people.found.held.get(key, ()))
    page = f"deputy/{key.removeprefix('person:')}.html"
    views = federation.views
    sites = tuple((site, views[site].member.address.absolute(page)) for site in people.sites_of(key))
    return Description(key, people.found.merged(key), mandates, sites)


def decide(root: Path, now: datetime, site: str, decision: Decision) -> Path:
    """Write a decision into the site's decisions/; the new file.

    Raises:
        Undecided: the site, a person, or the field in conflict is not there, or the site may not decide this.
    """
    federation = federate(root, now)
    found = _people(federation).found
    if site not in federation.views:
        raise Undecided(f"没有站点“{site}”。")
    for person in decision.persons:
        if not PERSON_KEY.match(person) or found.decisions.key(person) not in found.people:
            raise Undecided(f"没有人员 {person}。")
        for row in found.people[found.decisions.key(person)]:
            if not found.is_above(site, row.site):
                raise Undecided(f"{person} 的材料有 {row.site} 的，不在 {site} 及其下级，由共同的上级裁定。")
    lines = [f"action: {decision.action}", f"persons: [{', '.join(decision.persons)}]"]
    if decision.action == "take":
        lines += _take(found.merged(found.decisions.key(decision.persons[0])), decision)
    elif len(set(decision.persons)) < 2:
        raise Undecided("same、not_same 要写两个以上的人员编号。")
    lines += [f"by: {_quoted(decision.by)}", f"on: {now:%Y-%m-%d}", f"reason: {_quoted(decision.reason)}"]
    level = federation.views[site].member.site.level
    slug = "-".join([decision.action, *(p.removeprefix("person:") for p in decision.persons), *decision.field.split(".")]).strip(
        "-"
    )
    path = root / "content" / level / site / "decisions" / f"{slug}.yaml"
    if path.exists():
        raise Undecided(f"{path} 已存在；请改那个文件。")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def _take(merged: Merged, decision: Decision) -> list[str]:
    path = tuple(decision.field.split("."))
    said = merged.conflicts.get(path) or merged.differences.get(path)
    if not said:
        raise Undecided(f"字段“{decision.field}”没有不一致。")
    values = [told.value for told in said]
    if decision.value not in values:
        raise Undecided(f"没有哪一级写的是“{decision.value}”；有：{'、'.join(values)}。")
    others = ", ".join(_quoted(value) for value in values if value != decision.value)
    return [f"field: {decision.field}", f"value: {_quoted(decision.value)}", f"instead_of: [{others}]"]


def _people(federation: Federation) -> MergedRosters:
    people = federation.people
    assert isinstance(people, MergedRosters)  # noqa: S101 - resolve makes no other
    return people


def _told(told: SourcedValue) -> dict[str, Any]:
    return {"value": told.value, "sources": [source._asdict() for source in told.sources]}


def _where(told: SourcedValue) -> str:
    return "、".join(f"{source.path}:{source.line}" for source in told.sources)


def _title(field: str) -> str:
    last = field.rpartition(".")[2]
    return field.removesuffix(last) + FIELD_TITLES.get(last, last)


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
