"""What changed as a list of ways to it: by kind, runs of articles as one, under the headings of chapters where there are many."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

from ...domain.law.compared import Change
from ...domain.law.compared import Kind as Sort
from ...domain.law.versions import Compared, Version
from ...domain.said import said, together
from .comparison_context import Chapter, Mark, Sum

FEW = 24  # places that stand in one list
RUN = 3  # articles after each other that are named as one
UNITS: dict[Sort, str] = {
    "changed": said("修改 %(n)s 条"),
    "added": said("新增 %(n)s 条"),
    "removed": said("删去 %(n)s 条"),
    "split": said("分条 %(n)s 处"),
    "merged": said("并条 %(n)s 处"),
    "regrouped": said("重组 %(n)s 处"),
    "moved": said("移动 %(n)s 条"),
}
_ONE_BY_ONE = frozenset[Sort]({"split", "merged", "regrouped"})
_NARROW = frozenset({"section", "heading"})


class Row(NamedTuple):
    """A change as the list has it: where it stands among all of them, what it is called, its address and its place there; an
    article that is gone has the older text's `name`, and its title says so.
    """

    at: int
    change: Change
    name: str
    title: str
    url: str
    id: str


def sums(rows: Sequence[Row], compared: Compared, ids: bool = False) -> tuple[Sum, ...]:
    """The changes by kind; with `ids` the list itself has the places of articles, which lead on to where they are."""
    order = {side: _order(version) for side, version in (("old", compared.old), ("new", compared.new))}
    found = []
    for kind, form in UNITS.items():
        if some := [row for row in rows if row.change.kind == kind]:
            found.append(Sum(kind, said(form, n=len(some)), tuple(_marks(some, order, ids))))
    return tuple(found)


def chapters(rows: Sequence[Row], compared: Compared, ids: bool = False) -> tuple[Chapter, ...]:
    """The same under the headings of the newer text, those without a change left out; nothing where the list is short, or all
    changes have one heading.
    """
    if sum(len(one.links) for one in sums(rows, compared)) <= FEW:
        return ()
    found, last = [], ""
    headed = []
    for row in rows:
        last = next((heading for number in row.change.new if (heading := _heading(compared.new, number))), last)
        headed.append((last, row))
    for heading, run in groupby(headed, lambda one: one[0]):
        some = [row for _, row in run]
        found.append(chapter(heading or together("　", dict.fromkeys((some[0].title, some[-1].title))), "", some, compared, ids))
    return tuple(found) if len(found) > 1 else ()


def chapter(title: str, url: str, rows: Sequence[Row], compared: Compared, ids: bool = False) -> Chapter:
    """The changes below one heading."""
    found = sums(rows, compared, ids)
    return Chapter(title, url, together("，", (one.text for one in found)) if found else said("文字未改"), found)


def _heading(version: Version, number: str) -> str:
    """The chapter in which an article stands, with what is above it."""
    return "　".join(one.name for one in version.above.get(number, ()) if one.sort not in _NARROW)


def _order(version: Version) -> Mapping[str, int]:
    return {article.number: at for at, article in enumerate(version.articles)}


def _marks(rows: Iterable[Row], order: Mapping[str, Mapping[str, int]], ids: bool) -> Iterator[Mark]:
    """A way to each article, to `RUN` or more that follow each other only one."""
    for run in _runs(rows, _follows(order)):
        some = [run] if len(run) >= RUN else [[row] for row in run]
        for each in some:
            first, last = each[0], each[-1]
            title = first.title if first is last else said("%(first)s至%(last)s", first=first.title, last=last.name)
            yield Mark(title, first.url, tuple(row.id for row in each) if ids else ())


def _runs(rows: Iterable[Row], follows: Callable[[Row, Row], bool]) -> Iterator[list[Row]]:
    run: list[Row] = []
    for row in rows:
        if run and not follows(run[-1], row):
            yield run
            run = []
        run.append(row)
    if run:
        yield run


def _follows(order: Mapping[str, Mapping[str, int]]) -> Callable[[Row, Row], bool]:
    def follows(before: Row, now: Row) -> bool:
        if now.at != before.at + 1 or now.change.kind in _ONE_BY_ONE:
            return False
        side = "new" if now.change.new else "old"
        places = order[side]
        first, then = ((row.change.new or row.change.old)[0] for row in (before, now))
        return places.get(then, -1) == places.get(first, -2) + 1

    return follows
