"""Merging people (docs/design.md law 5): what each level says of a person are claims, and claims are joined by union.

A claim is a field's path, a value, and where it is written. Joining is the union of sets, hence associative, idempotent and
commutative; choosing what is shown is a function of the joined claims, the decisions and the tree alone.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from hashlib import blake2b
from typing import Any, Generic, Literal, NamedTuple, TypeVar, cast

from .frozen import frozen
from .sourced import Source, SourcedValue
from .written import DecisionValues, DeputyValues, ElectorValues, MandateValues, SpanValues, StationValues, TermValues

_DATE = re.compile(r"'(\d{4}-\d{2}-\d{2})'", re.ASCII)  # in what Python writes of plain values
Path = tuple[str, ...]
Claims = dict[Path, dict[str, frozenset[Source]]]
Rule = Literal["protected", "highest", "owner"]

POLICY: tuple[tuple[str, Rule, str], ...] = (
    ("name", "protected", "各级一致才显示；不一致时不显示，等待裁定"),
    ("gender", "protected", "同上"),
    ("birth", "protected", "同上"),
    ("mandates.*.from", "protected", "同上"),
    ("mandates.*.to", "protected", "同上"),
    ("mandates.*", "owner", "代表资格所属机关的写法优先"),
    ("posts.*", "owner", "职务所属机关的写法优先"),
    ("ethnicity", "highest", "写明它的最高一级优先；不一致时警告"),
    ("education", "highest", "同上"),
    ("party", "highest", "同上"),
    ("employer_post", "highest", "同上"),
    ("photo", "highest", "同上"),
    ("other_names.*", "highest", "合并"),
)
"""Field, rule, what it means. One table; docs/reference/people.md prints it."""

Identity = Literal["name", "gender", "birth", "ethnicity", "education", "party", "employer_post", "photo"]
POST_TIMES: tuple[Literal["term", "to"], ...] = ("term", "to")
IDENTITY: tuple[Identity, ...] = ("name", "gender", "birth", "ethnicity", "education", "party", "employer_post", "photo")


V = TypeVar("V", bound=Mapping[str, Any])


class RowOf(NamedTuple, Generic[V]):
    """One record of one file: plain values as they were validated, `lines` of its leaves in order, `digest` of all of it."""

    kind: str
    site: str
    path: str
    line: int
    values: V
    lines: tuple[int, ...]
    digest: str
    dates: tuple[str, ...]

    @property
    def key(self) -> str:
        """The person of a deputy's record."""
        return str(self.values["person"])

    def line_of(self, *path: str | int) -> int:
        """The line on which a leaf (or the first leaf below a path) is written; that of the record when there is none."""
        wanted = tuple(map(str, path))
        for (leaf, _), line in zip(leaves(self.values), self.lines, strict=True):
            if leaf[: len(wanted)] == wanted:
                return line
        return self.line

    def without(self, items: Iterable[Path]) -> "RowOf[V]":
        """The row without some items of its lists, each named by field and number."""
        gone = set(items)
        lines = [line for (leaf, _), line in zip(leaves(self.values), self.lines, strict=True) if leaf[:2] not in gone]
        values = dict(self.values)
        for key in {field for field, _ in gone}:
            values[key] = [item for number, item in enumerate(values[key]) if (key, str(number)) not in gone]
        return self._replace(values=cast(V, values), lines=tuple(lines))

    def source(self, *path: str | int) -> Source:
        """Where a leaf is written."""
        return Source(self.site, self.path, self.line_of(*path))


Row = RowOf[Any]  # of any kind
DeputyRow = RowOf[DeputyValues]
TermRow = RowOf[TermValues]
ElectorRow = RowOf[ElectorValues]
StationRow = RowOf[StationValues]
DecisionRow = RowOf[DecisionValues]


def new_row(kind: str, site: str, path: str, line: int, values: Mapping[str, Any], lines: tuple[int, ...] | None = None) -> Row:
    """A row of plain values; without `lines` every leaf is said to stand on the record's own line."""
    said = repr(values)
    places = lines if lines is not None else (line,) * sum(1 for _ in leaves(values))
    digest = blake2b(f"{path} {line} {places} {said}".encode(), digest_size=10).hexdigest()
    return RowOf(kind, site, path, line, values, places, digest, tuple(sorted(set(_DATE.findall(said)))))


def leaves(values: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """Every scalar of plain values with its path, in the order written."""
    if isinstance(values, dict):
        for key, value in values.items():
            yield from leaves(value, (*path, str(key)))
    elif isinstance(values, list | tuple):
        for number, value in enumerate(values):
            yield from leaves(value, (*path, str(number)))
    else:
        yield path, values


def claims_of(row: DeputyRow) -> Claims:
    """What a deputy's record claims. List fields are filed under the keys of their items, not under their place in the list."""
    found: Claims = {}
    lines = dict(zip((leaf for leaf, _ in leaves(row.values)), row.lines, strict=True))

    def claim(path: Path, value: Any, at: Path) -> None:
        source = Source(row.site, row.path, lines.get(at, row.line))
        found.setdefault(path, {})[str(value)] = frozenset({source})

    values = row.values
    for field in IDENTITY:
        if field in values:
            claim((field,), values[field], (field,))
    for number, name in enumerate(values.get("other_names", ())):
        claim(("other_names", name["name"]), name.get("until", ""), ("other_names", str(number), "name"))
    for number, mandate in enumerate(values.get("mandates", ())):
        office: Path = ("mandates", mandate.get("congress") or row.site, str(mandate["term"]))
        at: Path = ("mandates", str(number))
        for part, value in mandate.items():
            if part == "suspensions":
                claim((*office, part), _spans_text(mandate["suspensions"]), (*at, part, "0", "from"))
            elif part not in {"congress", "term"}:
                claim((*office, part), value, (*at, part))
        claim(office, "", (*at, "term"))
    for number, post in enumerate(values.get("posts", ())):
        where = post.get("congress") or row.site
        key: Path = ("posts", where, post["organ"], post.get("organ_name", ""), post["title"], post["from"])
        for part in POST_TIMES:
            if part in post:
                claim((*key, part), post[part], ("posts", str(number), part))
        claim(key, "", ("posts", str(number), "title"))
    return found


def _spans_text(spans: Iterable[SpanValues]) -> str:
    """Spans of time as one value that people can read and decide about: 2026-01-05 至 2026-02-01，2026-03-01 至."""
    return "，".join(sorted(f"{span['from']} 至 {span.get('to', '')}".strip() for span in spans))


def _spans(text: str) -> list[dict[str, str]]:
    """The spans in such a text."""
    parts = [part.split(" 至 " if " 至 " in part else " 至") for part in text.split("，") if part]
    return [{"from": start, "to": end} if end else {"from": start} for start, end in parts]


def join(one: Claims, other: Claims) -> Claims:
    """The union of two sets of claims; neither is changed."""
    joined = {path: dict(values) for path, values in one.items()}
    for path, values in other.items():
        there = joined.setdefault(path, {})
        for value, sources in values.items():
            there[value] = there.get(value, frozenset()) | sources
    return joined


def rule_of(path: Path) -> Rule:
    """The policy for a field: the first row of `POLICY` that fits it."""
    for pattern, rule, _ in POLICY:
        head, _, tail = pattern.partition(".*")
        if path[0] == head and (not tail or path[-1] == tail[1:]):
            return rule
    return "owner"


class Decided(NamedTuple):
    """A `take` for one field of one person: the value, the others it was preferred to, and where the decision is written."""

    value: str
    instead_of: frozenset[str]
    source: Source


@frozen
class Merged:
    """What is to be shown of joined claims: a value for each field, unless it is a protected one in conflict.

    `conflicts` are protected fields without a winner, `differences` other fields on which sources disagree, both with all that
    was said; `stale` are decisions that were taken of other values than there are now.
    """

    values: dict[Path, SourcedValue]
    conflicts: dict[Path, tuple[SourcedValue, ...]]
    differences: dict[Path, tuple[SourcedValue, ...]]
    stale: dict[Path, Decided]


def choose(claims: Claims, rank: Callable[[str], tuple[int, str]], decided: Mapping[Path, Decided]) -> Merged:
    """What is shown of a person. `rank` orders sites, the highest level first; equal ranks cannot be.

    Raises nothing: a disagreement about a protected field that no decision settles shows no winner.
    """
    values: dict[Path, SourcedValue] = {}
    conflicts: dict[Path, tuple[SourcedValue, ...]] = {}
    differences: dict[Path, tuple[SourcedValue, ...]] = {}
    stale: dict[Path, Decided] = {}
    for path, said in sorted(claims.items()):
        told = _ranked(said, rank, path)
        decision = decided.get(path)
        if len(told) == 1:
            values[path] = told[0]
            continue
        if decision and decision.value in said and said.keys() <= {decision.value, *decision.instead_of}:
            values[path] = next(t for t in told if t.value == decision.value)
            continue
        if decision:
            stale[path] = decision
        if rule_of(path) == "protected":
            conflicts[path] = told
        else:
            differences[path] = told
            values[path] = told[0]
    return Merged(values, conflicts, differences, stale)


def mandate_of(merged: Merged, congress: str, term_no: int) -> MandateValues:
    """A mandate's fields as they are to be shown, in the form in which a record has them."""
    office = ("mandates", congress, str(term_no))
    found: dict[str, Any] = {path[3]: told.value for path, told in merged.values.items() if path[:3] == office and path[3:]}
    if "suspensions" in found:
        found["suspensions"] = _spans(found["suspensions"])
    return cast(MandateValues, found)


def _ranked(said: Mapping[str, Iterable[Source]], rank: Callable[[str], tuple[int, str]], path: Path) -> tuple[SourcedValue, ...]:
    """Each value with its sources, the value of the deciding level first: of a mandate's own congress, else the highest."""
    owner = path[1] if path[0] in {"mandates", "posts"} else ""

    def order(source: Source) -> tuple[bool, tuple[int, str], str, int]:
        return (source.site != owner, rank(source.site), source.path, source.line)

    told = [SourcedValue(value, tuple(sorted(sources, key=order))) for value, sources in said.items()]
    return tuple(sorted(told, key=lambda t: (order(t.sources[0])[:2], t.value)))
