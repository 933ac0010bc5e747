"""The page of a comparison, and the same for programs: pure functions of what is asked and of what was found to have changed."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, repeat
from urllib.parse import quote

from ...domain.law.changes import Segment
from ...domain.law.compared import Change, Passage, Place
from ...domain.law.compared import Kind as Sort
from ...domain.law.provision import numbers_of
from ...domain.law.telling import LABELS, Fold, as_json, is_identical, names, remark, rows, span
from ...domain.law.versions import Compared, Version
from ...domain.said import said, together, word
from ...pages.context import Head, Link
from ...pages.opendata import as_json as json_text
from ..consultation.context import LedgerRow
from .comparison_context import Changed, ComparisonPage, Line, Pair, Piece, Side, Stretch, Sum

MOST = 40_000  # characters of a text of which the page shows what did not change, too; of longer ones it leads there
_UNITS: dict[Sort, str] = {
    "changed": said("修改 %(n)s 条"),
    "added": said("新增 %(n)s 条"),
    "removed": said("删去 %(n)s 条"),
    "split": said("分条 %(n)s 处"),
    "merged": said("并条 %(n)s 处"),
    "regrouped": said("重组 %(n)s 处"),
    "moved": said("移动 %(n)s 条"),
}
_SAID: dict[Sort, str] = {
    "split": said("%(old)s分作%(new)s"),
    "merged": said("%(old)s并作%(new)s"),
    "regrouped": said("%(old)s重组为%(new)s"),
    "moved": said("%(old)s移作%(new)s"),
    "renumbered": said("%(old)s改为%(new)s"),
}
_MARKS = {"insert": "ins", "delete": "del", "equal": ""}


@dataclass(frozen=True, slots=True)
class Asked:
    """All that a page of a comparison is made of: what it says by itself, and by digests what it compares.

    `ids` and `addresses` (absolute) are those of the two texts, `digests` those of their files, `dialects` how these are read;
    `given` are numbers that answer each other as the newer text's header states them.
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


def comparison_page(asked: Asked, compared: Compared) -> ComparisonPage:
    """The page: every changed article with both texts, the others folded, opinions beside the articles that they are about."""
    shown = _Shown(asked, compared)
    stretches = tuple(shown.stretches())
    beside = tuple(shown.changed(each) for each in compared.beside.changes if each.kind != "unchanged" or _is_slight(each))
    return ComparisonPage(
        head=asked.head,
        crumbs=asked.crumbs,
        title=asked.law,
        what=asked.what,
        old=asked.old,
        new=asked.new,
        sentence=sentence(asked, compared),
        is_same=is_identical(compared),
        is_long=shown.is_long,
        sums=tuple(_sums(stretches)),
        notes=compared.notes,
        stretches=stretches,
        beside=beside,
        consultation=asked.consultation,
        opinions=tuple(row for at, row in enumerate(asked.opinions) if at not in shown.told),
        data=asked.data,
        others=asked.others,
    )


def comparison_text(asked: Asked, compared: Compared) -> str:
    """The same for programs."""
    sides = zip(("old", "new"), (asked.old, asked.new), (compared.old, compared.new), asked.ids, asked.addresses, strict=True)
    found = {
        key: {"role": side.role, "id": own, "title": side.title, "date": side.day_iso, "url": url}
        | {"articles": len(text.articles)}
        for key, side, text, own, url in sides
    }
    return json_text({"law": asked.law, "compares": asked.what, **found, **as_json(compared)})


def sentence(asked: Asked, compared: Compared) -> str:
    """What changed, in a sentence."""
    old, new = len(compared.old.articles), len(compared.new.articles)
    if is_identical(compared):
        return said("两个文本都是 %(n)s 条，文字没有不同。", n=new) if new else said("两个文本的文字没有不同。")
    if not (old and new):
        without = said("两个文本") if not (old or new) else asked.new.role if old else asked.old.role
        return said("%(text)s没有分条，逐段对照。", text=word(without))
    counts = compared.comparison.counts
    told = [said(form, n=counts[kind]) for kind, form in _UNITS.items() if kind in counts]
    quiet, moved = counts.get("unchanged", 0) + counts.get("renumbered", 0), counts.get("renumbered", 0)
    rest = ""
    if quiet and moved:
        rest = said("%(n)s 条文字未改，其中 %(moved)s 条只有条号变动", n=quiet, moved=moved)
    elif quiet:
        rest = said("%(n)s 条文字未改", n=quiet)
    values = {
        "old": word(asked.old.role),
        "n": old,
        "new": word(asked.new.role),
        "m": new,
        "told": together("，", told),
        "rest": rest,
    }
    if told and rest:
        return said("%(old)s %(n)s 条，%(new)s %(m)s 条：%(told)s；其余 %(rest)s。", **values)
    return said("%(old)s %(n)s 条，%(new)s %(m)s 条：%(told)s%(rest)s。", **values)


def _sums(stretches: Iterable[Stretch]) -> Iterator[Sum]:
    changes = [change for stretch in stretches if not stretch.summary for change in stretch.changes]
    for kind, form in _UNITS.items():
        if found := [change for change in changes if change.kind == kind]:
            links = [Link(change.title, f"#{quote(change.id)}") for change in found]
            yield Sum(kind, said(form, n=len(found)), tuple(links))


def _is_slight(change: Change) -> bool:
    return any(passage.slight for passage in change.passages)


class _Shown:
    """Builds the rows of one page: keeps which ids are taken and which opinions stand beside an article."""

    def __init__(self, asked: Asked, compared: Compared) -> None:
        self.asked, self.compared = asked, compared
        self.ids: set[str] = set()
        self.told: set[int] = set()
        self.known = {article.number for article in compared.old.articles}
        self.is_long = sum(len(line) for article in compared.new.articles for line in article.paragraphs) > MOST

    def stretches(self) -> Iterator[Stretch]:
        """The articles in their order."""
        beside = set(map(id, self.compared.beside.changes))
        for row in rows(self.compared):
            if isinstance(row, Fold):
                for has_opinions, run in groupby(row.changes, self._has_opinions):
                    changes = tuple(run)
                    yield from map(self.shown, changes) if has_opinions else [self.folded(Fold(row.kind, changes))]
            elif id(row) not in beside:
                yield self.shown(row)

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
            numbers = [number for change in fold.changes for number in change.new]
            return Stretch(summary, left_out=tuple(_links(self.asked.new, self.compared.new, numbers)))
        return Stretch(summary, tuple(map(self.changed, fold.changes)))

    def changed(self, change: Change) -> Changed:
        """An article with what became of it."""
        old, new = self.compared.old, self.compared.new
        form = _SAID.get(change.kind, "")
        if change.kind == "changed" and change.is_renumbered:
            form = _SAID["moved" if change.moved else "renumbered"]
        title = names(new, change.new) if change.new else said("原%(articles)s", articles=names(old, change.old))
        return Changed(
            id=self._id(new.name(change.new[0]) if change.new else title),
            title=title,
            kind=change.kind,
            label=LABELS[change.kind],
            said=said(form, old=names(old, change.old), new=names(new, change.new)) if form else "",
            old=tuple(_links(self.asked.old, old, change.old)),
            new=tuple(_links(self.asked.new, new, change.new)),
            doubtful=change.doubtful,
            pairs=tuple(self._pairs(change)),
            opinions=tuple(self._opinions(change)),
        )

    def _id(self, wanted: str) -> str:
        found, number = wanted, 1
        while found in self.ids:
            number += 1
            found = f"{wanted}_{number}"
        self.ids.add(found)
        return found

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
        for at, row in enumerate(self.asked.opinions):
            if self._is_about(row, change):
                self.told.add(at)
                yield row

    def _is_about(self, row: LedgerRow, change: Change) -> bool:
        """True when a row names the draft's article, or one that only the adopted text has."""
        numbers = numbers_of(row.article)
        return any(number in (change.old if number in self.known else change.new) for number in numbers)


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
