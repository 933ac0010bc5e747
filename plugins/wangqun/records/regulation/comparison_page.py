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
from ...pages.context import Head, Link
from ...pages.opendata import as_json as json_text
from ..consultation.context import LedgerRow
from .comparison_context import Changed, ComparisonPage, Line, Pair, Piece, Side, Stretch, Sum

MOST = 40_000  # characters of a text of which the page shows what did not change, too; of longer ones it leads there
_UNITS: dict[Sort, str] = {
    "changed": "修改 {} 条",
    "added": "新增 {} 条",
    "removed": "删去 {} 条",
    "split": "分条 {} 处",
    "merged": "并条 {} 处",
    "regrouped": "重组 {} 处",
    "moved": "移动 {} 条",
}
_SAID: dict[Sort, str] = {
    "split": "{old}分作{new}",
    "merged": "{old}并作{new}",
    "regrouped": "{old}重组为{new}",
    "moved": "{old}移作{new}",
    "renumbered": "{old}改为{new}",
}
_MARKS = {"insert": "ins", "delete": "del", "equal": ""}


@dataclass(frozen=True, slots=True)
class Asked:
    """All that a page of a comparison is made of: what it says by itself, and by digests what it compares.

    `ids` and `addresses` (absolute) are those of the two texts, `digests` those of their files; `given` are
    numbers that answer each other as the newer text's header states them.
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
        return f"两个文本都是 {new} 条，文字没有不同。" if new else "两个文本的文字没有不同。"
    if not (old and new):
        without = "两个文本" if not (old or new) else asked.new.role if old else asked.old.role
        return f"{without}没有分条，逐段对照。"
    counts = compared.comparison.counts
    told = [form.format(counts[kind]) for kind, form in _UNITS.items() if kind in counts]
    quiet, moved = counts.get("unchanged", 0) + counts.get("renumbered", 0), counts.get("renumbered", 0)
    rest = f"{quiet} 条文字未改" + (f"，其中 {moved} 条只有条号变动" if moved else "") if quiet else ""
    both = f"{asked.old.role} {old} 条，{asked.new.role} {new} 条"
    return f"{both}：{'，'.join(told)}{'；其余 ' if told and rest else ''}{rest}。"


def _sums(stretches: Iterable[Stretch]) -> Iterator[Sum]:
    changes = [change for stretch in stretches if not stretch.summary for change in stretch.changes]
    for kind, form in _UNITS.items():
        if found := [change for change in changes if change.kind == kind]:
            links = [Link(change.title, f"#{quote(change.id)}") for change in found]
            yield Sum(kind, form.format(len(found)), tuple(links))


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
        where = old if old == new else f"{old}，现为{new}"
        slight = f"，其中 {fold.slight} 条标点、空格或者所引条号不同" if fold.slight else ""
        summary = f"{where}　{len(fold.changes)} 条文字未改{slight}"
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
        title = names(new, change.new) if change.new else f"原{names(old, change.old)}"
        return Changed(
            id=self._id(new.name(change.new[0]) if change.new else title),
            title=title,
            kind=change.kind,
            label=LABELS[change.kind],
            said=form.format(old=names(old, change.old), new=names(new, change.new)),
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
        return f"{new}（原{old}）" if new and old else new or (f"原{old}" if old else "")

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
