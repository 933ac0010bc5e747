"""What others name by a key stands once: of two records with one key the first written counts, and the second is told."""

from collections.abc import Iterable, Iterator

from ....domain.claims import Row
from ....domain.finding import Finding, Place, Rule, Severity

KEY_TWICE = Rule(
    "key-duplicate",
    Severity.BLOCK,
    "编号“{key}”已由 {other} 使用，这一条没有采用",
    "给其中一条换编号；写了两遍的删去一条。",
    "docs/design.md law 3",
    part=True,
)
NAMED_BY = {
    "terms": ("term_no",),
    "constituencies": ("key", "term"),
    "electing_units": ("key", "term"),
    "delegations": ("key", "term"),
    "stations": ("key",),
}


def distinct(rows: Iterable[Row], findings: list[Finding]) -> Iterator[Row]:
    """The rows without those whose key a row of the same site and kind has already."""
    taken: dict[tuple[object, ...], Row] = {}
    for row in rows:
        if row.kind in NAMED_BY:
            names = tuple(row.values[field] for field in NAMED_BY[row.kind])
            first = taken.setdefault((row.site, row.kind, *names), row)
            if first is not row:
                place = Place(row.site, row.path, row.line_of(NAMED_BY[row.kind][0]))
                findings.append(KEY_TWICE.at(place, key=names[0], other=f"{first.path}:{first.line}"))
                continue
        yield row
