"""What is under way on a site and on all below it, else above it, on one page with files for machines: a list across sites.

A page and its files hold moments and the state of the last build; what has turned since, and how many days remain, the page's
script alone says (themes/renda/static/js/turns.js).
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import field
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from ..domain.document import Document
from ..domain.frozen import frozen
from ..domain.moment import SHANGHAI, deadline_words, last_day, moment_words, month_day_words, weekday_words
from ..domain.said import said, together, word
from .context import Block, Call, CallsBlock, Head, Link, Meta, Task
from .gathered_files import CALENDAR, CSV, FEED, JSON, calendar_file, data_file, feed_file, place_of, table_file
from .kinds import Facet
from .official import COLUMN_TAGS, SITE_TAGS, site_meta
from .output import Output
from .site import Listed, Pages

if TYPE_CHECKING:
    from ..records.kind import Kind

INDEX = "index.html"
ON_HOME = 5


@frozen
class Gathering:
    """How a kind's list across sites is called: its folder below the site, title, what it says, what where all stands above, and
    where nothing is there.

    `ways` are those by which a document can be answered, in short.
    """

    kind: str
    folder: str
    title: str
    lead: str
    above: str
    nothing: str
    ways: Callable[[Document], tuple[str, ...]]


@frozen
class Mark:
    """A value by which lines are narrowed: `data-<key>` of the line."""

    key: str
    value: str
    title: str


@frozen
class GatheredEntry:
    """A line with the marks by which the script narrows the list."""

    call: Call
    marks: tuple[Mark, ...]


@frozen
class GatheredGroup:
    """The lines in one state; a group without any is there for the script, which moves lines when they turn."""

    state: str
    entries: tuple[GatheredEntry, ...]


@frozen
class Narrow:
    """A choice for the script: its marks, each once, as they come."""

    key: str
    title: str
    marks: tuple[Mark, ...]


@frozen
class GatheredPage:
    """open.html: what is under way on the site and on all below it, else above it."""

    SCHEMA: ClassVar[str] = "CollectionPage"

    head: Head = field(metadata={"help": "页头信息"})
    crumbs: tuple[Link, ...] = field(metadata={"help": "本站内的位置"})
    title: str = field(metadata={"help": "标题"})
    lead: str = field(metadata={"help": "说明"})
    nothing: str = field(metadata={"help": "一件也没有时说的话"})
    groups: tuple[GatheredGroup, ...] = field(metadata={"help": "各种状态的，最先截止的在前；空的留给脚本"})
    narrows: tuple[Narrow, ...] = field(metadata={"help": "可选的条件，由脚本做成选择框；只有一个值的不列"})
    files: tuple[Link, ...] = field(metadata={"help": "日历、订阅和数据文件"})
    more: Link | None = field(metadata={"help": "本站全部的总览；本站没有时为空"})


def outputs(pages: Pages, gathering: Gathering) -> Iterator[Output]:
    """The page and its files; nothing where neither the site nor any below it has ever had a piece of the kind.

    Files are there while nothing is: whoever subscribed, or asks every day, finds them.
    """
    if not is_there(pages, gathering):
        return
    lines = gathered(pages, gathering.kind)
    at = gathering.folder
    make = partial(_page, pages, gathering, lines)
    tags = (*SITE_TAGS, *COLUMN_TAGS)
    yield Output(f"{at}/{INDEX}", "open", make, address=pages.absolute(f"{at}/"), tags=tags)
    yield Output(f"{at}/{JSON}", text=partial(data_file, pages, gathering, lines))
    yield Output(f"{at}/{CSV}", text=partial(table_file, pages, gathering, lines))
    yield calendar_file(pages, gathering, lines, f"{at}/{CALENDAR}")
    yield Output(f"{at}/{FEED}", text=partial(feed_file, pages, gathering, lines))


def is_there(pages: Pages, gathering: Gathering) -> bool:
    """True when the site has the page."""
    return gathering.kind in pages.view.gathered or any(line[0].id.kind == gathering.kind for line in pages.listed)


def calls(pages: Pages, gathering: Gathering) -> Iterator[Block]:
    """The first group as a timetable for the home page, soonest first."""
    lines = _first(pages, gathering)
    if lines:
        url, found = pages.url(f"{gathering.folder}/"), tuple(_call(pages, gathering, line) for line in lines[:ON_HOME])
        more = Link(said("全部 %(n)s 件", n=len(lines)), url) if len(lines) > ON_HOME else None
        yield CallsBlock(
            name=gathering.folder,
            partial="calls",
            title=gathering.title,
            url=url,
            scripts=("turns",),
            calls=found,
            more=more,
        )


def task(pages: Pages, gathering: Gathering) -> Iterator[Task]:
    """The way to it, with how many there are in the first group, and whose where all stand above; nothing where the site has no
    such page.
    """
    if is_there(pages, gathering):
        lines = _first(pages, gathering)
        note = said("%(n)s 件，看材料、提意见", n=len(lines)) if lines else gathering.nothing
        if lines and _is_above(pages, lines):
            note = said("%(place)s %(n)s 件，看材料、提意见", place=place_of(pages, lines[0]), n=len(lines))
        yield Task(gathering.folder, gathering.title, pages.url(f"{gathering.folder}/"), note, "speech")


def _first(pages: Pages, gathering: Gathering) -> list[Listed]:
    """The lines in the first state."""
    return [line for line in gathered(pages, gathering.kind) if pages.kinds[gathering.kind].is_open(line[0])]


def _is_above(pages: Pages, lines: Iterable[Listed]) -> bool:
    """True when each of the lines is a site's above."""
    above = {neighbour.id for neighbour in pages.view.breadcrumb[:-1]}
    return all(guest is not None and guest.home.id in above for _, _, guest in lines)


def _call(pages: Pages, gathering: Gathering, line: Listed) -> Call:
    document = line[0]
    kind = pages.kinds[document.id.kind]
    said_of = kind.line(document)
    year = document.item.date.year if document.item.date else 0
    day_text = time_text = opens_text = opens_time = opens_iso = ""
    if until := said_of.until:
        time = deadline_words(until).partition(" ")[2]
        day_text, time_text = _day(last_day(until), time, word(said("截止")), year)
    if said_of.turns and not kind.is_open(document):
        begins = said_of.turns[0][0].astimezone(SHANGHAI)
        time, opens_iso = moment_words(begins).partition(" ")[2], begins.isoformat()
        opens_text, opens_time = _day(begins.date(), time, word(said("开始")), year)
    return Call(
        entry=pages.entry(line),
        day_text=day_text,
        time_text=time_text,
        place=place_of(pages, line),
        ways=gathering.ways(document),
        opens_text=opens_text,
        opens_time=opens_time,
        opens_iso=opens_iso,
    )


def _day(day: date, time: str, what: str, year: int) -> tuple[str, str]:
    """A day in large and the rest of the moment; its year where that is not the year of the piece."""
    of_year = said("%(year)s年", year=day.year) if day.year != year else ""
    rest = together(" ", filter(None, (of_year, word(weekday_words(day)), time, what)))
    return month_day_words(day), rest


def front(pages: Pages, gathering: Gathering) -> Link | None:
    """What the navigation leads to."""
    return Link(gathering.title, pages.url(f"{gathering.folder}/")) if is_there(pages, gathering) else None


def gathered(pages: Pages, name: str) -> list[Listed]:
    """What is under way: the site's own, what other sites show here, and what stands below, else above; each once, in the kind's
    order.
    """
    kind = pages.kinds[name]
    here: list[Listed] = [line for line in pages.listed if line[0].id.kind == name and kind.gathers(line[0])]
    known = {line[0].id for line in here}
    others: list[Listed] = [(g.document, "", g) for g in pages.view.gathered.get(name, ()) if g.document.id not in known]
    return sorted((*here, *others), key=lambda line: kind.order(line[0]))


def _states(kind: "Kind") -> Facet:
    """The facet that tells states apart: the first."""
    return kind.facets[0]


def _page(pages: Pages, gathering: Gathering, lines: list[Listed]) -> GatheredPage:
    kind = pages.kinds[gathering.kind]
    states, first = _states(kind), _first(pages, gathering)
    entries = [(states.value(line[0]), _entry(pages, gathering, line)) for line in lines]
    area, url = pages.view.member.site.area, pages.url(f"{gathering.folder}/")
    meta = (
        *site_meta(pages.view),
        Meta("ColumnName", gathering.title),
        Meta("ColumnDescription", f"{area}及所属各级人大{gathering.title}的事项"),
        Meta("ColumnKeywords", f"{area},人大,{kind.title}"),
        Meta("ColumnType", "公开信息"),
    )
    has_own = any(line[0].id.kind == kind.name for line in pages.listed)
    everything = said("%(site)s的全部%(kind)s", site=pages.site.short_name, kind=word(kind.title))
    return GatheredPage(
        head=Head(gathering.title, pages.absolute(f"{gathering.folder}/"), meta, section=url),
        crumbs=(Link(said("首页"), pages.url("")), Link(gathering.title, None, True)),
        title=gathering.title,
        lead=gathering.above if first and _is_above(pages, first) else gathering.lead,
        nothing=gathering.nothing,
        groups=tuple(
            GatheredGroup(title, tuple(entry for key, entry in entries if key == value)) for value, title in states.titles.items()
        ),
        narrows=tuple(_narrows(kind, [entry for _, entry in entries])),
        files=tuple(_files(pages, gathering)),
        more=Link(everything, pages.url(f"{kind.name}/")) if has_own else None,
    )


def _entry(pages: Pages, gathering: Gathering, line: Listed) -> GatheredEntry:
    kind, (document, _, guest) = pages.kinds[gathering.kind], line
    marks = (
        Mark("place", guest.home.id if guest else pages.view.member.site.id, place_of(pages, line)),
        *(Mark(f.key, value, f.titles[value]) for f in kind.facets[1:] if (value := f.value(document)) in f.titles),
    )
    return GatheredEntry(_call(pages, gathering, line), marks)


def _narrows(kind: "Kind", entries: list[GatheredEntry]) -> Iterator[Narrow]:
    """The choices that some lines differ in."""
    titles = {"place": said("地区")} | {facet.key: facet.title for facet in kind.facets}
    found: dict[str, dict[str, Mark]] = {}
    for entry in entries:
        for mark in entry.marks:
            found.setdefault(mark.key, {}).setdefault(mark.value, mark)
    yield from (Narrow(key, titles[key], tuple(marks.values())) for key, marks in found.items() if len(marks) > 1)


def _files(pages: Pages, gathering: Gathering) -> Iterator[Link]:
    for name, title in (
        (CALENDAR, said("日历（.ics）")),
        (FEED, said("订阅（Atom）")),
        (CSV, said("表格（CSV）")),
        (JSON, said("数据（JSON）")),
    ):
        yield Link(title, pages.url(f"{gathering.folder}/{name}"))
