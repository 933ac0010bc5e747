"""Complaints are data: one shape for terminal, report and JSON (docs/design.md law 8)."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, replace
from enum import StrEnum
from operator import attrgetter
from typing import Any, NamedTuple

from .frozen import frozen
from .private import veil
from .text import clean

PART = "有一项没有采用，其余照常"
LONGEST_OWN = 2000  # characters
MOST = 50  # findings of one code told of one file; the others show when these are mended


class Severity(StrEnum):
    """How much a finding weighs: `block` leaves the thing out, `warn` and `info` publish and list it."""

    BLOCK = "block"
    WARN = "warn"
    INFO = "info"

    @property
    def label(self) -> str:
        """The Chinese word shown to editors."""
        return {"block": "阻断", "warn": "警告", "info": "提示"}[self.value]

    @property
    def effect(self) -> str:
        """What becomes of the piece, unless the finding itself says otherwise."""
        return {"block": "没有发布", "warn": "照常发布", "info": "照常发布"}[self.value]

    @property
    def rank(self) -> int:
        """0 is the heaviest."""
        return list(Severity).index(self)


_PARTS = re.compile("[;；] *")
_ARTICLES = re.compile(r" art\. ([0-9]+(?:[,、] ?[0-9]+)*)")


def _cited(source: str) -> str:
    law = source.replace("PIPL", "个人信息保护法")
    return _ARTICLES.sub(lambda found: f"第{found[1].replace(', ', '、')}条", law)


@frozen
class Place:
    """Where something stands: a site ("" for the cluster), a path relative to the root, line and column from 1 (0 unknown)."""

    site: str = ""
    path: str = ""
    line: int = 0
    column: int = 0

    def at(self, line: int, column: int = 0) -> "Place":
        """The same file, another position."""
        return replace(self, line=line, column=column)

    @property
    def shown(self) -> str:
        """Its path as findings have it."""
        return veil(clean(self.path, "�"))


@frozen
class Finding:
    """One complaint, with the words an editor needs to mend it.

    `source` is where the rule has it from; `due` the day on which something will happen by itself, for those that foretell it.
    `because` is the place of another finding from which this one follows, "" for one that stands for itself; `follows` are
    those that were folded under it, as text. `effect` is what becomes of what it stands in.
    """

    code: str
    severity: Severity
    site: str
    path: str
    line: int
    column: int
    message: str
    hint: str = ""
    source: str = ""
    due: str = ""
    because: str = ""
    follows: tuple[str, ...] = ()
    effect: str = ""

    @property
    def where(self) -> str:
        """File, line and column, as far as they are known; else the site, else the cluster."""
        line = f":{self.line}" + (f":{self.column}" if self.column else "") if self.line else ""
        return (self.path or self.site or "cluster") + line

    @property
    def basis(self) -> str:
        """What the rule rests on, as offices cite it; "" for what nobody but this project says."""
        return "；".join(_cited(part) for part in _PARTS.split(self.source) if part and not part.startswith("docs/"))

    @property
    def order(self) -> tuple[str, str, int, int, str, str]:
        """A stable sort key: by site, file and position."""
        return (self.site, self.path, self.line, self.column, self.code, self.message)

    def due_to(self, place: str) -> "Finding":
        """The same as what follows from the finding at `place` (path:line, or a path); itself when there is none."""
        return replace(self, because=place) if place else self

    @property
    def consequences(self) -> str:
        """In words, how many others follow from it; "" for none."""
        return f"因此另有 {len(self.follows)} 条，改正后一并消失" if self.follows else ""

    def as_json(self) -> dict[str, Any]:
        """The machine-readable form, keys as in the class."""
        return {name: getattr(self, name) for name in _FIELDS}

    def __str__(self) -> str:
        return f"{self.where}: {self.severity.label} [{self.code}] {self.message}"


_FIELDS = tuple(each.name for each in fields(Finding))
values_of = attrgetter(*_FIELDS)
"""All that a finding says, in the order of its fields."""


class Hit(NamedTuple):
    """What a scan of some text found: a rule's code, line and column in that text (0 unknown), the values of its message.

    It names no file, so that it can be kept by the digest of what was scanned.
    """

    code: str
    line: int = 0
    column: int = 0
    values: Mapping[str, str] = {}


@frozen
class Rule:
    """One row of the table of checks: a stable code, what it says, how to mend it, and where the rule has it from.

    `message` and `hint` are `str.format` templates filled by `at`; a value named `due` is kept in the finding too. A
    `waivable` one may be waived for one piece by the upper level (sites/waivers.yaml). One that blocks a `part` costs one
    item of what it stands in; a value named `cost` says so by itself. docs/reference/findings.md is made from all rules.
    """

    code: str
    severity: Severity
    message: str
    hint: str = ""
    source: str = ""
    waivable: bool = False
    part: bool = False

    def hit(self, line: int = 0, column: int = 0, **values: object) -> Hit:
        """A hit of this rule in a text."""
        return Hit(self.code, line, column, {key: str(value) for key, value in values.items()})

    def at(self, place: Place, **values: object) -> Finding:
        """A finding of this rule at a place."""
        shown = {key: show(value, LONGEST_OWN) if isinstance(value, Own) else show(str(value)) for key, value in values.items()}
        return Finding(
            self.code,
            self.severity,
            place.site,
            place.shown,
            place.line,
            place.column,
            self.message.format(**shown),
            self.hint.format(**shown),
            self.source,
            shown.get("due", ""),
            effect=shown.get("cost") or (PART if self.part else self.severity.effect),
        )


class Own(str):
    """Words of ours in a message, shown whole however long they are."""

    __slots__ = ()


def show(text: str, limit: int = 120) -> str:
    """Text from outside made fit for one line of a terminal: no control characters, no one's number, bounded length."""
    fit = veil(clean(text, "�"))
    return fit if len(fit) <= limit else fit[: limit - 1] + "…"


def blocked(findings: Iterable[Finding]) -> bool:
    """True when any finding has severity block."""
    return any(f.severity is Severity.BLOCK for f in findings)


def few(findings: Iterable[Finding]) -> Iterator[Finding]:
    """At most `MOST` of one code in one file: a file with ten thousand broken links must not make the reports unreadable."""
    counts: Counter[tuple[str, str]] = Counter()
    for finding in findings:
        counts[finding.path, finding.code] += 1
        if not finding.path or counts[finding.path, finding.code] <= MOST:
            yield finding


def fold(findings: Iterable[Finding]) -> list[Finding]:
    """The findings, each that follows from another of its site told with that one; what follows from nothing told stands.

    Of several findings at one place the heaviest that stands for itself is the cause.
    """
    found = list(findings)
    at: dict[tuple[str, str], Finding] = {}
    for finding in sorted(found, key=lambda f: (bool(f.because), f.severity.rank)) if any(f.because for f in found) else ():
        at.setdefault((finding.site, f"{finding.path}:{finding.line}"), finding)
        if finding.severity is Severity.BLOCK and not finding.because:
            at.setdefault((finding.site, finding.path), finding)
    follows: dict[Finding, list[str]] = {}
    kept = []
    for finding in found:
        cause, steps = finding, 0
        while cause.because and (above := at.get((finding.site, cause.because))) and above != cause and steps < len(found):
            cause, steps = above, steps + 1
        if cause is finding or cause.because:
            kept.append(finding)
        else:
            follows.setdefault(cause, []).append(str(finding))
    return [replace(finding, follows=tuple(follows[finding])) if finding in follows else finding for finding in kept]


class Piece(NamedTuple):
    """What was found in one file, or about one site or the cluster as a whole: the heaviest first."""

    site: str
    path: str
    findings: tuple[Finding, ...]

    @property
    def severity(self) -> Severity:
        """That of the heaviest."""
        return self.findings[0].severity

    @property
    def effect(self) -> str:
        """What becomes of it."""
        return self.findings[0].effect or self.severity.effect

    @property
    def counts(self) -> str:
        """How many there are of each severity, in words."""
        return tally(self.findings)

    @property
    def title(self) -> str:
        """The file, else the site, else the cluster."""
        return self.path or self.site or "网站群"


def tally(findings: Iterable[Finding]) -> str:
    """How many there are of each severity, in words; "" for none."""
    found = [finding.severity for finding in findings]
    return "，".join(f"{severity.label} {found.count(severity)} 条" for severity in Severity if severity in found)


def by_piece(findings: Iterable[Finding]) -> list[Piece]:
    """Findings by the file they stand in, those with the heaviest first, else in order of site and path."""
    groups: dict[tuple[str, str], list[Finding]] = {}
    for finding in findings:
        groups.setdefault((finding.site, finding.path), []).append(finding)
    pieces = [Piece(*key, tuple(sorted(group, key=lambda f: (f.severity.rank, f.order)))) for key, group in groups.items()]
    return sorted(pieces, key=lambda piece: (piece.severity.rank, piece.site, piece.path))
