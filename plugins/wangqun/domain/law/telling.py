"""What changed between two versions, put in order for those who show it: labels, folded runs, the text of each side."""

from collections.abc import Iterator, Sequence
from typing import Any, Literal, NamedTuple

from ..said import said
from .compared import Change, Kind, Passage, Place
from .versions import Compared, Version

LABELS: dict[Kind, str] = {
    "changed": said("修改"),
    "added": said("新增"),
    "removed": said("删去"),
    "split": said("分条"),
    "merged": said("并条"),
    "regrouped": said("重组"),
    "moved": said("移动"),
    "renumbered": said("条号变动"),
    "unchanged": said("未改"),
}
_QUIET = frozenset[Kind]({"unchanged", "renumbered"})
Side = Literal["old", "new"]


class Fold(NamedTuple):
    """Articles that follow each other and say what they said."""

    kind: Kind
    changes: tuple[Change, ...]

    @property
    def slight(self) -> int:
        """How many of them differ in signs, spaces or the numbers that they cite."""
        return sum(any(passage.slight for passage in change.passages) for change in self.changes)


class Line(NamedTuple):
    """A paragraph of one side, in pieces: whether the other side lacks each, and its text."""

    pieces: tuple[tuple[bool, str], ...]


def rows(compared: Compared, whole: bool = False) -> Iterator[Change | Fold]:
    """The changes in order; what did not change is folded, but for `whole`."""
    order = _order(compared.old), _order(compared.new)
    run: list[Change] = []
    for change in compared.comparison.changes:
        quiet = change.kind in _QUIET and not change.doubtful and not whole
        if run and not (quiet and _goes_on(run[-1], change, order)):
            yield Fold(run[-1].kind, tuple(run))
            run = []
        if quiet:
            run.append(change)
        else:
            yield change
    if run:
        yield Fold(run[-1].kind, tuple(run))
    yield from (change for change in compared.beside.changes if whole or change.kind != "unchanged" or change.doubtful)


def _order(version: Version) -> dict[str, int]:
    return {article.number: at for at, article in enumerate(version.articles)}


def _goes_on(before: Change, now: Change, order: tuple[dict[str, int], dict[str, int]]) -> bool:
    """True when two changes are of one kind and their articles follow each other in both versions."""
    if before.kind != now.kind:
        return False
    old, new = order
    return old[now.old[0]] == old[before.old[0]] + 1 and new[now.new[0]] == new[before.new[0]] + 1


def names(version: Version, numbers: Sequence[str]) -> str:
    """How articles are cited: 第三条、第四条."""
    return "、".join(map(version.name, numbers))


def span(version: Version, fold: Fold, side: Side) -> str:
    """How folded articles are cited: 第一条至第六条."""
    numbers = [number for change in fold.changes for number in getattr(change, side)]
    first, last = version.name(numbers[0]), version.name(numbers[-1])
    return first if len(numbers) == 1 else said("%(first)s至%(last)s", first=first, last=last)


def words(change: Change) -> str:
    """What became of an article, in words."""
    found = [LABELS[change.kind]]
    if change.kind == "changed" and change.moved:
        found.append("移动")
    return "，".join(found) + ("（可能对应）" if change.doubtful else "")


def remark(compared: Compared, change: Change, passage: Passage) -> str:
    """What is to be said of a paragraph beside its text, "" for nothing."""
    if passage.elsewhere:
        there = (compared.new if passage.old else compared.old).name(passage.elsewhere.article)
        return said("现在%(there)s", there=there) if passage.old else said("原在%(there)s", there=there)
    if passage.doubtful and not change.doubtful:
        return said("可能对应")
    if passage.moved:
        return said("移动")
    return said("只有标点、空格或者所引条号不同") if passage.slight else ""


def sides(change: Change, side: Side) -> dict[str, list[Line]]:
    """The paragraphs of each article of one side, in order."""
    found: dict[Place, list[tuple[bool, str]]] = {}
    for passage in change.passages:
        places: Sequence[Place] = getattr(passage, side)
        for place in places:
            found[place] = []
        for segment in passage.segments:
            if (at := getattr(segment, side)) >= 0:
                found[places[at]].append((segment.kind != "equal", segment.text))
    articles: dict[str, list[Line]] = {number: [] for number in getattr(change, side)}
    for place in sorted(found, key=lambda place: place.paragraph):
        articles[place.article].append(Line(tuple(found[place])))
    return articles


def is_identical(compared: Compared) -> bool:
    """True when not even a sign differs."""
    both = compared.comparison, compared.beside
    slight = any(passage.slight for one in both for change in one.changes for passage in change.passages)
    return all(one.is_same for one in both) and not slight


def sums(compared: Compared) -> str:
    """How many changes there are of each kind."""
    counts = compared.comparison.counts
    return "，".join(f"{label} {counts[kind]}" for kind, label in LABELS.items() if kind in counts)


def as_json(compared: Compared) -> dict[str, Any]:
    """What changed, for programs; of whom the two versions are is for the caller to say."""
    return {
        "same": is_identical(compared),
        "counts": compared.comparison.counts,
        "notes": list(compared.notes),
        "changes": [_change(compared, change) for change in compared.comparison.changes],
        "beside": [_change(compared, change) for change in compared.beside.changes],
    }


def _change(compared: Compared, change: Change) -> dict[str, Any]:
    return {
        "kind": change.kind,
        "label": words(change),
        "old": [_article(compared.old, number) for number in change.old],
        "new": [_article(compared.new, number) for number in change.new],
        "moved": change.moved,
        "renumbered": change.is_renumbered,
        "doubtful": change.doubtful,
        "passages": [_passage(compared, passage) for passage in change.passages],
    }


def _article(version: Version, number: str) -> dict[str, Any]:
    return {"article": version.name(number), "anchor": version.anchor(number)}


def _passage(compared: Compared, passage: Passage) -> dict[str, Any]:
    there = compared.new if passage.old else compared.old
    return {
        "old": [_place(compared.old, place) for place in passage.old],
        "new": [_place(compared.new, place) for place in passage.new],
        "slight": passage.slight,
        "doubtful": passage.doubtful,
        "moved": passage.moved,
        "elsewhere": _place(there, passage.elsewhere) if passage.elsewhere else None,
        "segments": [{"kind": one.kind, "text": one.text, "old": one.old, "new": one.new} for one in passage.segments],
    }


def _place(version: Version, place: Place) -> dict[str, Any]:
    return {**_article(version, place.article), "paragraph": place.paragraph}
