"""Two keys, one name: whether they are one person is for somebody to decide, once (docs/domain.md §3.3)."""

from collections.abc import Callable, Iterable, Iterator, Mapping

from ....domain.claims import DeputyRow
from ....domain.finding import Finding, Rule, Severity
from .decisions import Decisions

NAMESAKE = Rule(
    "person-namesake",
    Severity.WARN,
    "{name}（{one}）与 {other} 同名，出生年月不冲突，待判定是否同一人",
    "在共同上级的 decisions/ 里写 same 或 not_same；wangqun people decide 可以代写。",
    "docs/domain.md §3.3",
)


def namesakes(
    people: Mapping[str, list[DeputyRow]], decisions: Decisions, near: Callable[[str, str], bool]
) -> Iterator[tuple[str, str, str]]:
    """Name and keys of each undecided pair: same name, compatible birth and gender, sites `near` each other."""
    named: dict[str, list[str]] = {}
    for key, rows in people.items():
        for row in rows:
            keys = named.setdefault(row.values.get("name", ""), [])
            if not keys or keys[-1] != key:
                keys.append(key)
    named.pop("", None)
    for name, keys in sorted(named.items()):
        if len(keys) < 2:
            continue
        keys.sort()
        for number, one in enumerate(keys):
            for other in keys[number + 1 :]:
                if (one, other) not in decisions.apart and _compatible(people[one], people[other], near):
                    yield name, one, other


def _compatible(one: Iterable[DeputyRow], other: Iterable[DeputyRow], near: Callable[[str, str], bool]) -> bool:
    """Births that are both known and agree make two people of the same name one wherever they are; unknown ones only nearby."""
    for field in ("gender", "birth"):
        mine = {row.values[field] for row in one if field in row.values}
        theirs = {row.values[field] for row in other if field in row.values}
        if mine and theirs and not mine & theirs:
            return False
        if field == "birth" and mine and theirs:
            return True
    return any(near(a.site, b.site) for a in one for b in other)


def findings(people: Mapping[str, list[DeputyRow]], decisions: Decisions, near: Callable[[str, str], bool]) -> Iterator[Finding]:
    """One finding for each pair, where the second of them is written."""
    from ....domain.finding import Place

    for name, one, other in namesakes(people, decisions, near):
        row = people[other][0]
        yield NAMESAKE.at(Place(row.site, row.path, row.line_of("name")), name=name, one=other, other=one)
