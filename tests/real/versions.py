"""Pairs of versions of one law in the data, and the judged lists of which article answers which (tests/real/alignments)."""

import csv
import json
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from itertools import pairwise
from pathlib import Path

from wangqun.domain.law.compared import Comparison
from wangqun.domain.law.head import read_head
from wangqun.domain.law.provision import Provision, provisions
from wangqun.domain.law.reading import read_body

from .data import unpack

SETS = ("laws_national", "laws_local")
LISTS = Path(__file__).parent / "alignments"
_DATED = re.compile(r"\(\d{4}-\d\d-\d\d\)$")
Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Versions:
    """Two versions of a law, one after the other, and how many articles the data's own index counts in each."""

    title: str
    old: tuple[Provision, ...]
    new: tuple[Provision, ...]
    counted: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Judged:
    """What a reader of both texts found: `pairs` of articles where the new one carries on the old one's words or, though told in
    other words, its rule; `open` pairs about which readers may differ, which count neither way. Texts are known by their SHA-256.
    No threshold was chosen by a list that is `held_out`.
    """

    title: str
    data: str
    held_out: bool
    old: str
    new: str
    pairs: frozenset[Pair]
    open: frozenset[Pair]


@dataclass(frozen=True, slots=True)
class Score:
    """How many pairs were found, of those how many a reader found too, and how many the reader found in all."""

    found: int
    right: int
    judged: int

    @property
    def precision(self) -> float:
        return self.right / self.found

    @property
    def recall(self) -> float:
        return self.right / self.judged


def read_judged() -> list[Judged]:
    """Every judged list."""
    lists = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(LISTS.glob("*.json"))]
    return [Judged(**row | {name: frozenset(map(tuple, row[name])) for name in ("pairs", "open")}) for row in lists]


def read(path: Path) -> tuple[Provision, ...]:
    """The articles of a text of the data."""
    return provisions(read_body(read_head(path.read_text(encoding="utf-8"), markdown=True).body))


def read_texts_of(judged: Judged, into: Path) -> tuple[tuple[Provision, ...], tuple[Provision, ...]]:
    """The two versions that a list is about.

    Raises:
        DataMissing: the data set is not there.
        KeyError: it has no text with that hash.
    """
    paths = [path for path in (unpack(judged.data, into) / "md").rglob("*.md") if judged.title in path.stem]
    texts = {sha256(path.read_bytes()).hexdigest(): path for path in paths}
    old, new = (read(texts[digest]) for digest in (judged.old, judged.new))
    return old, new


def answers(comparison: Comparison) -> set[Pair]:
    """Which article a comparison says answers which, or took over a paragraph of it."""
    found = {(old, new) for change in comparison.changes for old in change.old for new in change.new}
    for change in comparison.changes:
        found |= {(one.old[0].article, one.elsewhere.article) for one in change.passages if one.old and one.elsewhere}
    return found


def score(comparison: Comparison, judged: Judged) -> Score:
    """A comparison held against a judged list."""
    found = answers(comparison) - judged.open
    return Score(len(found), len(found & judged.pairs), len(judged.pairs))


def read_versions(into: Path) -> Iterator[Versions]:
    """Every two versions that follow each other: same title, other dates, three articles or more.

    Raises:
        DataMissing: the data sets are not there.
    """
    for name in SETS:
        data = unpack(name, into)
        found = defaultdict[tuple[str, str], list[tuple[str, Path, int]]](list)
        with (data / "index.csv").open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                path = data / "md" / row["file"]
                if int(row["articles"] or 0) >= 3:
                    title = row["category"] + str(Path(row["file"]).parent), _DATED.sub("", path.stem)
                    found[title].append((max(row["last_date"], row["file_date"]), path, int(row["articles"])))
        for (_, title), dated in sorted(found.items()):
            dated.sort()
            for (before, old, some), (after, new, others) in pairwise(dated):
                if before != after:
                    yield Versions(title, read(old), read(new), (some, others))
