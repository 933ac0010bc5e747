"""The articles of a comparison as its pages show them: what became of each in words, its paragraphs, the opinions beside it."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby, repeat
from urllib.parse import quote

from ...domain.frozen import frozen
from ...domain.law.changes import Segment
from ...domain.law.compared import Change, Passage, Place
from ...domain.law.compared import Kind as Sort
from ...domain.law.provision import numbers_of
from ...domain.law.telling import LABELS, Fold, names, remark, rows, span
from ...domain.law.versions import Compared, Version
from ...domain.said import said, word
from ...pages.context import Head, Link
from ..consultation.context import LedgerRow
from .comparison_context import Changed, Line, Pair, Piece, Side, Stretch
from .comparison_list import UNITS, Row
from .comparison_parts import MOST, Part, places

_SAID: dict[Sort, str] = {
    "split": said("%(old)s分作%(new)s"),
    "merged": said("%(old)s并作%(new)s"),
    "regrouped": said("%(old)s重组为%(new)s"),
    "moved": said("%(old)s移作%(new)s"),
    "renumbered": said("%(old)s改为%(new)s"),
}
_MARKS = {"insert": "ins", "delete": "del", "equal": ""}


@frozen
class Asked:
    """All that a page of a comparison is made of: what it says by itself, and by digests what it compares.

    `ids` and `addresses` (absolute) are those of the two texts, `digests` those of their files, `dialects` how these are read;
    `given` are numbers that answer each other as the newer text's header states them; `path` is its own address, `folder` the
    absolute one of its parts.
    """

    head: Head
    crumbs: tuple[Link, ...]
    law: str
    what: str
    old: Side
    new: Side
    ids: tuple[str, str]
    addresses: tuple[str, str]
    digests: tuple[str, str]
    dialects: tuple[str, str]
    given: tuple[tuple[str, str], ...]
    consultation: Link | None
    opinions: tuple[LedgerRow, ...]
    data: str
    others: tuple[Link, ...]
    path: str
    folder: str

    def pages(self, parts: Sequence[Part]) -> list[str]:
        """The addresses of its parts."""
        return [f"{self.path.removesuffix('.html')}/{quote(part.name)}.html" for part in parts]


def is_slight(change: Change) -> bool:
    """True when signs, spaces or cited numbers differ in it."""
    return any(passage.slight for passage in change.passages)


class Shown:
    """Builds the rows of one page: knows the place of each change, and which opinions stand beside an article."""

    def __init__(self, asked: Asked, compared: Compared, parts: Sequence[Part] = ()) -> None:
        self.asked, self.compared = asked, compared
        self.known = {article.number for article in compared.old.articles}
        self.is_long = sum(len(line) for article in compared.new.articles for line in article.paragraphs) > MOST
        changes = compared.comparison.changes
        self.ids = _ids(compared, (*changes, *compared.beside.changes))
        self.part = dict(zip(map(id, changes), places(changes, parts), strict=True))
        self.urls = asked.pages(parts)
        beside = [each for each in compared.beside.changes if each.kind != "unchanged" or is_slight(each)]
        about = ((at, row) for at, row in enumerate(asked.opinions))
        self.told = {at for at, row in about if any(self._is_about(row, change) for change in (*changes, *beside))}

    def rows(self, part: int | None = None) -> list[Row]:
        """The changes as the list has them, of one part or of all."""
        found = []
        for at, change in enumerate(self.compared.comparison.changes):
            own, place = self.part[id(change)], self.ids[id(change)]
            if part in {None, own} and change.kind in UNITS:
                page = self.urls[own] if self.urls else ""
                cited = names(self.compared.new, change.new) or names(self.compared.old, change.old)
                found.append(Row(at, change, cited, self.title(change), f"{page}#{quote(place)}", place))
        return found

    def stretches(self, part: int = 0) -> Iterator[Stretch]:
        """The articles of a part in their order."""
        for row in rows(self.compared):
            changes = row.changes if isinstance(row, Fold) else (row,)
            inside = [change for change in changes if self.part.get(id(change)) == part]
            if not isinstance(row, Fold):
                yield from map(self.shown, inside)
                continue
            for has_opinions, run in groupby(inside, self._has_opinions):
                some = tuple(run)
                yield from map(self.shown, some) if has_opinions else [self.folded(Fold(row.kind, some))]

    def shown(self, change: Change) -> Stretch:
        """An article that is not folded."""
        return Stretch("", (self.changed(change),))

    def folded(self, fold: Fold) -> Stretch:
        """Articles that say what they said."""
        old, new = span(self.compared.old, fold, "old"), span(self.compared.new, fold, "new")
        where = old if old == new else said("%(old)s，现为%(new)s", old=old, new=new)
        summary = said("%(where)s　%(n)s 条文字未改", where=where, n=len(fold.changes))
        if fold.slight:
            summary = said("%(summary)s，其中 %(n)s 条标点、空格或者所引条号不同", summary=summary, n=fold.slight)
        if self.is_long:
            (first, *_) = _links(self.asked.new, self.compared.new, fold.changes[0].new)
            return Stretch(
                summary, left_out=Link(said("看%(text)s%(articles)s", text=word(self.asked.new.role), articles=new), first.url)
            )
        return Stretch(summary, tuple(map(self.changed, fold.changes)))

    def changed(self, change: Change) -> Changed:
        """An article with what became of it."""
        old, new = self.compared.old, self.compared.new
        form = _SAID.get(change.kind, "")
        if change.kind == "changed" and change.is_renumbered:
            form = _SAID["moved" if change.moved else "renumbered"]
        return Changed(
            id=self.ids[id(change)],
            title=self.title(change),
            kind=change.kind,
            label=LABELS[change.kind],
            said=said(form, old=names(old, change.old), new=names(new, change.new)) if form else "",
            old=tuple(_links(self.asked.old, old, change.old)),
            new=tuple(_links(self.asked.new, new, change.new)),
            doubtful=change.doubtful,
            pairs=tuple(self._pairs(change)),
            opinions=tuple(self._opinions(change)),
        )

    def title(self, change: Change) -> str:
        """How the newer text cites an article; of one that is gone the older one."""
        return _title(self.compared, change)

    def _pairs(self, change: Change) -> Iterator[Pair]:
        before = ""
        for passage in change.passages:
            label = self._label(change, passage)
            yield Pair(
                label if label != before else "",
                remark(self.compared, change, passage),
                tuple(_side(passage, passage.old, lambda one: one.old)),
                tuple(_side(passage, passage.new, lambda one: one.new)),
                tuple(_both(passage)),
            )
            before = label or before

    def _label(self, change: Change, passage: Passage) -> str:
        """In which article a paragraph stands, where its change is about several."""
        new = names(self.compared.new, _articles(passage.new)) if len(change.new) > 1 else ""
        old = names(self.compared.old, _articles(passage.old)) if len(change.old) > 1 else ""
        if new and old:
            return said("%(new)s（原%(old)s）", new=new, old=old)
        return new or (said("原%(articles)s", articles=old) if old else "")

    def _has_opinions(self, change: Change) -> bool:
        return any(map(self._is_about, self.asked.opinions, repeat(change)))

    def _opinions(self, change: Change) -> Iterator[LedgerRow]:
        yield from (row for row in self.asked.opinions if self._is_about(row, change))

    def _is_about(self, row: LedgerRow, change: Change) -> bool:
        """True when a row names the draft's article, or one that only the adopted text has."""
        numbers = numbers_of(row.article)
        return any(number in (change.old if number in self.known else change.new) for number in numbers)


def _title(compared: Compared, change: Change) -> str:
    return names(compared.new, change.new) if change.new else said("原%(articles)s", articles=names(compared.old, change.old))


def _ids(compared: Compared, changes: Iterable[Change]) -> dict[int, str]:
    """The place of each change, the same on whichever page it stands."""
    found: dict[int, str] = {}
    taken: set[str] = set()
    for change in changes:
        wanted = compared.new.name(change.new[0]) if change.new else _title(compared, change)
        name, number = wanted, 1
        while name in taken:
            number += 1
            name = f"{wanted}_{number}"
        taken.add(name)
        found[id(change)] = name
    return found


def _articles(places: Iterable[Place]) -> list[str]:
    return list(dict.fromkeys(place.article for place in places))


def _links(side: Side, version: Version, numbers: Iterable[str]) -> Iterator[Link]:
    for number in numbers:
        anchor = version.anchor(number)
        yield Link(version.name(number), f"{side.url}#{quote(anchor)}" if anchor else side.url)


def _side(passage: Passage, places: Sequence[Place], place: Callable[[Segment], int]) -> Iterator[Line]:
    """The paragraphs of one side of a passage."""
    for at in range(len(places)):
        yield tuple(Piece(_MARKS[one.kind], one.text) for one in passage.segments if place(one) == at and one.text)


def _both(passage: Passage) -> Iterator[Line]:
    """A passage as one text: a line for each paragraph of the side that has more of them."""
    line: list[Piece] = []
    old = new = 0
    for one in passage.segments:
        if 0 <= old < one.old or 0 <= new < one.new:
            yield tuple(line)
            line = []
        old, new = max(old, one.old), max(new, one.new)
        if one.text:
            line.append(Piece(_MARKS[one.kind], one.text))
    yield tuple(line)
