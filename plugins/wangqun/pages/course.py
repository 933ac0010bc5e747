"""What was done, by the day: the course of records (Kind.course), and for each week a page of what has moved on a site.

A week's page is named by its ISO week, so one that is over changes no more.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import field
from datetime import date, datetime, time, timedelta
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from ..domain.document import Document
from ..domain.frozen import frozen
from ..domain.moment import SHANGHAI, day_words, month_day_words, year_words
from ..domain.said import said
from .context import Head, Link
from .kinds import Event
from .official import SITE_TAGS, site_meta
from .output import Output
from .places import CHANGES

if TYPE_CHECKING:
    from .site import Pages

TITLE = said("每周进展")


class Done(NamedTuple):
    """Something that was done, and the record that says so: its address from here and everywhere, its office."""

    event: Event
    document: Document
    url: str
    canonical: str
    site: str

    @property
    def moment(self) -> datetime:
        """When it was done: of a day its beginning."""
        start = self.event.start
        return start if isinstance(start, datetime) else datetime.combine(start, time(), SHANGHAI)

    @property
    def day(self) -> date:
        """Its day in Beijing."""
        return self.moment.astimezone(SHANGHAI).date()


@frozen
class Step:
    """Something that was done: its day, what it was, the record that says so, with that record's office and kind."""

    date_text: str
    date_iso: str
    what: str
    title: str
    url: str
    site: str
    kind: str


@frozen
class Day:
    """A day with what was done on it."""

    date_text: str
    date_iso: str
    steps: tuple[Step, ...]


@frozen
class WeekPage:
    """week.html: what has moved in one week."""

    head: Head = field(metadata={"help": "页头信息"})
    crumbs: tuple[Link, ...] = field(metadata={"help": "本站内的位置"})
    title: str = field(metadata={"help": "哪一周，如 2026年第48周"})
    span: str = field(metadata={"help": "从哪天到哪天"})
    days: tuple[Day, ...] = field(metadata={"help": "各天办的事，先后为序"})
    earlier: Link | None = field(metadata={"help": "前一个有进展的周；没有时为空"})
    later: Link | None = field(metadata={"help": "后一个有进展的周；没有时为空"})


@frozen
class WeeksPage:
    """weeks.html: all weeks in which something has moved."""

    head: Head = field(metadata={"help": "页头信息"})
    crumbs: tuple[Link, ...] = field(metadata={"help": "本站内的位置"})
    title: str = field(metadata={"help": "标题"})
    years: tuple[tuple[str, tuple[Link, ...]], ...] = field(metadata={"help": "各年的各周，新的在前；链接的文字带日期和件数"})


TEMPLATES: dict[str, type] = {"week": WeekPage, "weeks": WeeksPage}


Told = tuple[Document, str, str, str]
"""A record, its address from here and everywhere, and its office."""


def done(pages: "Pages", documents: Iterable[Told]) -> list[Done]:
    """What was done in these records, earliest first."""
    found = (
        Done(event, document, *rest) for document, *rest in documents for event in pages.kinds[document.id.kind].course(document)
    )
    return sorted(found, key=lambda each: (each.moment, str(each.document.id), each.event.key))


def told(pages: "Pages", documents: Iterable[Document]) -> Iterator[Told]:
    """The site's own documents, each with its addresses and office."""
    office = pages.view.member.site.record.short_name
    yield from ((document, pages.url(document.url), pages.absolute(document.url), office) for document in documents)


def step(pages: "Pages", each: Done) -> Step:
    """What was done as a line of a page."""
    kind = pages.kinds[each.document.id.kind].title
    return Step(day_words(each.day), each.day.isoformat(), each.event.title, each.document.title, each.url, each.site, kind)


def outputs(pages: "Pages") -> Iterator[Output]:
    """A page for each week in which something has moved in the site's own records that have a course, and one of all weeks."""
    weeks = pages.once(_weeks)
    ordered = sorted(weeks)
    for at, week in enumerate(ordered):
        around = (ordered[at - 1] if at else None, ordered[at + 1] if at + 1 < len(ordered) else None)
        make = partial(_week_page, pages, week, weeks[week], around)
        yield Output(f"{CHANGES}{week}.html", "week", make, address=pages.absolute(f"{CHANGES}{week}.html"), tags=SITE_TAGS)
    if weeks:
        make_all = partial(_weeks_page, pages, {week: len(weeks[week]) for week in reversed(ordered)})
        yield Output(f"{CHANGES}index.html", "weeks", make_all, address=pages.absolute(CHANGES), tags=SITE_TAGS)


def has_weeks(pages: "Pages") -> bool:
    """True for a site that has such pages."""
    return bool(pages.once(_weeks))


def _weeks(pages: "Pages") -> dict[str, list[Done]]:
    """ISO week, as 2026-W48, -> what was done in it, earliest first; what was brought from an older site is not of this one's."""
    kinds = {name for name, kind in pages.kinds.items() if not kind.is_silent("course") and kind.is_document}
    own = (d for d in pages.own if d.id.kind in kinds and not d.item.imported)
    weeks: dict[str, list[Done]] = defaultdict(list)
    for each in done(pages, told(pages, own)):
        year, week, _ = each.day.isocalendar()
        weeks[f"{year}-W{week:02}"].append(each)
    return weeks


def _week_page(pages: "Pages", week: str, found: list[Done], around: tuple[str | None, str | None]) -> WeekPage:
    title, monday = _title(week), date.fromisocalendar(int(week[:4]), int(week[6:]), 1)
    days = (
        Day(day_words(day), day.isoformat(), tuple(step(pages, each) for each in group))
        for day, group in groupby(found, key=lambda each: each.day)
    )
    head = Head(
        said("%(week)s的进展", week=title),
        pages.absolute(f"{CHANGES}{week}.html"),
        site_meta(pages.view),
        section=pages.url(CHANGES),
    )
    earlier, later = (Link(_title(each), pages.url(f"{CHANGES}{each}.html")) if each else None for each in around)
    return WeekPage(head, _crumbs(pages, title), title, _span(monday), tuple(days), earlier, later)


def _weeks_page(pages: "Pages", counts: dict[str, int]) -> WeeksPage:
    head = Head(TITLE, pages.absolute(CHANGES), site_meta(pages.view), section=pages.url(CHANGES))
    links = ((week, Link(_line(week, count), pages.url(f"{CHANGES}{week}.html"))) for week, count in counts.items())
    years = groupby(links, key=lambda pair: pair[0][:4])
    return WeeksPage(
        head, _crumbs(pages), TITLE, tuple((year_words(year), tuple(link for _, link in group)) for year, group in years)
    )


def _crumbs(pages: "Pages", title: str = "") -> tuple[Link, ...]:
    home = Link(said("首页"), pages.url(""))
    return (home, Link(TITLE, pages.url(CHANGES)), Link(title, None, True)) if title else (home, Link(TITLE, None, True))


def _title(week: str) -> str:
    return said("%(year)s年第%(n)s周", year=week[:4], n=int(week[6:]))


def _line(week: str, count: int) -> str:
    monday = date.fromisocalendar(int(week[:4]), int(week[6:]), 1)
    return said("第%(n)s周（%(days)s）%(count)s 件", n=int(week[6:]), days=_span(monday), count=count)


def _span(monday: date) -> str:
    sunday = monday + timedelta(days=6)
    return said("%(first)s至%(last)s", first=month_day_words(monday), last=month_day_words(sunday))
