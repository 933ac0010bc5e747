"""A deputy's duty as figures: how often meetings, inspections and receptions were attended, year by year."""

from collections import Counter
from collections.abc import Iterable, Iterator

from ...domain.deputy import DutyRecord
from ...domain.said import said, word
from ...pages.charts import Amount, columns
from .context import DutyFigure

YEARS = 8  # that a chart shows at most, the latest
SORTS: tuple[tuple[str, str, frozenset[str]], ...] = (
    ("meetings", said("参加会议"), frozenset({"session", "speech", "attend"})),
    ("inspections", said("视察、调研、检查"), frozenset({"inspection", "research", "enforcement_check"})),
    ("receptions", said("接待、走访"), frozenset({"reception", "visit"})),
)
REST = ("rest", said("学习、述职等"))


def figures(records: Iterable[DutyRecord], as_of: str) -> Iterator[DutyFigure]:
    """The three sorts that everybody asks for, also when there was none, then the rest when there is any; nothing of nobody."""
    found = tuple(records)
    if not found:
        return
    of_sort = {key: sort for sort, _, keys in SORTS for key in keys}
    counts: dict[str, Counter[int]] = {sort: Counter() for sort in (*(sort for sort, _, _ in SORTS), REST[0])}
    for record in found:
        counts[of_sort.get(record.kind, REST[0])][int(record.date[:4])] += 1
    known = [int(record.date[:4]) for record in found]
    last = max([*known, *([int(as_of[:4])] if as_of else [])])
    years = range(max(min(known), last - YEARS + 1), last + 1)
    most = max(count for counter in counts.values() for count in counter.values())
    for sort, title in (*((sort, title) for sort, title, _ in SORTS), REST):
        counter = counts[sort]
        if sort == REST[0] and not counter:
            continue
        amounts = [Amount(str(year), counter[year]) for year in years]
        yield DutyFigure(
            title,
            counter.total(),
            columns(
                f"wq-{sort}",
                said("%(title)s，按年", title=word(title)),
                amounts,
                (said("年份"), said("次数")),
                unit=said("%(n)s 次"),
                most=most,
            ),
        )
