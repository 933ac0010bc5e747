"""Villages and communities of constituencies: each stands once in a congress's term, under one code (docs/domain.md §3.3)."""

from collections.abc import Iterator

from ....domain.finding import Finding, Place, Rule, Severity
from .gathered import Gathered

PLACE_TWICE = Rule(
    "place-duplicate",
    Severity.WARN,
    "“{name}”（{code}）已在{other}写过",
    "一个村、社区只属于一个选区：从写错的那一处删去。",
    "选举法 art. 25",
)
PLACE_CODES = Rule(
    "place-codes",
    Severity.WARN,
    "“{name}”有两个代码：{code} 和 {other}（{where}）",
    "核对区划代码；确是同名的两个村的，在名称里写明分别。",
    "docs/domain.md §3.3",
)


def findings(found: Gathered) -> Iterator[Finding]:
    """Codes that stand twice in the constituencies of one term, and villages of one township that have two codes."""
    for congress, electors in found.electors.items():
        if congress not in found.members:
            continue
        by_code: dict[tuple[int, str], str] = {}
        by_name: dict[tuple[int, str, str], tuple[str, str]] = {}
        for (kind, _, term), row in electors.items():
            for number, place in enumerate(row.values.get("places", ()) if kind == "constituency" else ()):
                code, name = place["code"], place["name"]
                line = row.line_of("places", number, "code")
                source = Place(row.site, row.path, line)
                where = f"{row.values['name']}（{row.path}:{line}）"
                if (first := by_code.setdefault((term, code), where)) != where:
                    yield PLACE_TWICE.at(source, name=name, code=code, other=first)
                    continue
                other, there = by_name.setdefault((term, code[:9], name), (code, where))
                if other != code:
                    yield PLACE_CODES.at(source, name=name, code=code, other=other, where=there)
