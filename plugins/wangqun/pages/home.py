"""The front page: a composition of blocks, those of the engine and those that kinds bring along (docs/decisions/0043)."""

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from ..domain.frozen import frozen
from ..domain.level import Level
from ..domain.said import said
from ..domain.site import Column
from .context import (
    Block,
    CallsBlock,
    ContactsBlock,
    EntriesBlock,
    Entry,
    Head,
    HomePage,
    Link,
    Names,
    NamesBlock,
    SearchBlock,
    Shelf,
    ShelvesBlock,
    Task,
    TasksBlock,
)
from .official import contacts, link_of, site_meta
from .site import Listed, Pages

if TYPE_CHECKING:
    from ..records.kind import Kinds

LEAD, LINES, STRIP = 5, 3, 3
FEW = 2  # pieces of a column that is a line in the table of small ones
MOST_COLUMNS = 2  # sections; what would be more are lines in the table, too
MANY_SITES = 160  # links: what would be more is named by the page of all sites
MOST_TASKS = 4
STRIPS = frozenset({"legislation"})  # columns that are drawn side by side where a composition names them


Shown = tuple[Column, list[Listed]]


class Around(NamedTuple):
    """What a block of the engine knows of its page.

    `names` in order, of these the blocks of kinds that are `shown`, the columns `taken` that have a place of their own, the
    addresses of the pieces `told` above it.
    """

    names: tuple[str, ...]
    shown: frozenset[str]
    taken: frozenset[str]
    told: frozenset[str]


@frozen
class OwnBlock:
    """A block of the engine."""

    title: str
    make: Callable[[Pages, Around], Iterable[Block]]


def home(pages: Pages) -> HomePage:
    """The front page of a site, block by block in the order of its composition."""
    blocks = compose(pages, pages.view.member.home)
    head = Head(pages.site.short_name, pages.absolute(""), site_meta(pages.view), section=pages.url(""))
    return HomePage(head, blocks, *files_of(blocks), is_bare=not pages.listed and pages.view.roster.is_empty)


def compose(pages: Pages, names: Iterable[str]) -> tuple[Block, ...]:
    """The blocks of these names, in their order; none where there is nothing to say."""
    names = tuple(names)
    of_kinds = {name: offered for kind in pages.kinds.values() for name, offered in kind.home.items()}
    made = {name: tuple(of_kinds[name].make(pages)) for name in names if name in of_kinds}
    shown = (kind.folder for kind in pages.kinds.values() if any(made.get(name) for name in kind.home))
    page = Around(names, frozenset(name for name in made if made[name]), frozenset((*names, *shown)), frozenset())
    for name in names:
        if name in OWN and name not in made:
            made[name] = tuple(OWN[name].make(pages, page))
        elif name not in made and (documents := pages.by_column.get(name)):
            made[name] = tuple(_column(pages, page, pages.column_of[name], documents))
        page = page._replace(told=page.told.union(*map(_told, made.get(name, ()))))
    return tuple(block for name in names for block in made.get(name, ()))


def _told(block: Block) -> Iterator[str]:
    """The addresses of the pieces that a block shows: no other below it says them again."""
    if isinstance(block, EntriesBlock):
        yield from (entry.url for entry in block.entries)
    elif isinstance(block, CallsBlock):
        yield from (call.entry.url for call in block.calls)


def _fresh(pages: Pages, page: Around, documents: Iterable[Listed], most: int) -> list[Entry]:
    """The newest pieces that the page has not told yet."""
    return list(islice((entry for entry in map(pages.entry, documents) if entry.url not in page.told), most))


def files_of(blocks: Iterable[Block]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The scripts and the styles that blocks need, each once."""
    scripts: dict[str, None] = {}
    styles: dict[str, None] = {}
    for block in blocks:
        scripts |= dict.fromkeys(block.scripts)
        styles |= dict.fromkeys(block.styles)
    return tuple(scripts), tuple(styles)


def titles(kinds: "Kinds") -> dict[str, str]:
    """What compositions may name besides columns, with titles."""
    of_kinds = {name: offered.title for kind in kinds.values() for name, offered in kind.home.items()}
    return {name: own.title for name, own in OWN.items()} | of_kinds


def scripts_for(entries: Iterable[Entry]) -> tuple[str, ...]:
    """The scripts that lines need: one that goes on where the last build stopped, when any of them turns."""
    return ("turns",) if any(entry.turns for entry in entries) else ()


def _search(pages: Pages, page: Around) -> Iterator[Block]:
    hint = said("稿件、代表、法规条文")
    yield SearchBlock(
        name="search", partial="search", title=said("搜索"), url=pages.site.search, label=said("要找什么"), hint=hint
    )


def _tasks(pages: Pages, page: Around) -> Iterator[Block]:
    if tasks := _chosen(pages, page):
        yield TasksBlock(name="tasks", partial="tasks", title=said("办事"), tasks=tasks)


def _chosen(pages: Pages, page: Around) -> tuple[Task, ...]:
    """The things that people come for which the page offers."""
    if "tasks" not in page.names:
        return ()
    of_kinds = [task for kind in pages.kinds.values() for task in kind.tasks(pages)]
    there = {task.name for task in of_kinds}
    offered = [*of_kinds, *(task for task in _own_tasks(pages) if task.name not in there)]
    at = page.names.index("tasks")
    above = page.names[:at]  # what stands there already is not said again, nor what follows at once
    beneath = page.shown.intersection(page.names[at + 1 : at + 2])
    order = {name: number for number, name in enumerate(TASKS)}
    chosen = sorted((task for task in offered if task.name not in above), key=lambda task: order.get(task.name, len(order)))
    last = [task for task in chosen if task.name == "petition"]
    most = [task for task in chosen if task not in last][: MOST_TASKS - len(last)]
    return (*(task for task in most if task.name not in beneath), *last)


TASKS = ("lookup", "open", "laws", "stations", "decisions")
"""Which things that people come for are shown first; 信访 is always the last."""


def _own_tasks(pages: Pages) -> Iterator[Task]:
    """What is no kind's own: laws, decisions, petitions."""
    for name, key, title, note in (
        ("laws", "legislation", said("查法规"), said("法规草案、说明和通过的法规")),
        ("decisions", "decisions", said("查决议决定"), said("大会和常委会作出的决议决定")),
    ):
        if key in pages.by_column:
            yield Task(name, title, pages.column_url(pages.column_of[key]), note, "book")
    if url := link_of(pages.view, "petition_url"):
        yield Task("petition", said("信访渠道"), url, said("反映问题的地址、电话和网址"), "mail")


def _lead(pages: Pages, page: Around) -> Iterator[Block]:
    """The newest pieces, of kinds that have no block of their own below; the newest of them with a picture stands first. An older
    one does not, picture or not.
    """
    below = frozenset(page.names[page.names.index("lead") :])
    apart = {kind.name for kind in pages.kinds.values() if not below.isdisjoint(kind.home)}
    newest = _fresh(pages, page, (listed for listed in pages.listed if listed[0].id.kind not in apart), LEAD)
    first = next((entry for entry in newest if entry.image), None)
    entries = ([first] if first else []) + [entry for entry in newest if entry is not first]
    if entries:
        yield EntriesBlock(name="lead", partial="lead", title=said("最新"), entries=tuple(entries), scripts=scripts_for(entries))


def _column(pages: Pages, page: Around, column: Column, documents: list[Listed]) -> Iterator[Block]:
    look, most = ("strip", STRIP) if column.key in STRIPS else ("entries", LINES)
    if entries := tuple(_fresh(pages, page, documents, most)):
        url, scripts = pages.column_url(column), scripts_for(entries)
        yield EntriesBlock(name=column.key, partial=look, title=column.title, url=url, entries=entries, scripts=scripts)


def _rest(pages: Pages, page: Around) -> tuple[list[Shown], list[Shown]]:
    """The columns with content that have no other place on the page, nor a task that leads to their overview: those that are
    sections, and those in the table.
    """
    free = (c for c in pages.view.columns if c.key not in page.taken and c.key in pages.by_column)
    offered = {task.url for task in _chosen(pages, page)}
    shown = [(c, pages.by_column[c.key]) for c in free if pages.overviews.get(c.key) not in offered]
    if "more" not in page.names or "columns" not in page.names:
        return shown, shown
    sections = [each for each in shown if len(each[1]) > FEW][:MOST_COLUMNS]
    return sections, [each for each in shown if each not in sections]


def _columns(pages: Pages, page: Around) -> Iterator[Block]:
    for column, documents in _rest(pages, page)[0]:
        yield from _column(pages, page, column, documents)


def _more(pages: Pages, page: Around) -> Iterator[Block]:
    shelves = tuple(
        Shelf(column.title, pages.column_url(column), entry)
        for column, documents in _rest(pages, page)[1]
        for entry in _fresh(pages, page, documents, 1)
    )
    if shelves:
        scripts = scripts_for(shelf.latest for shelf in shelves)
        yield ShelvesBlock(name="more", partial="more", title=said("更多栏目"), shelves=shelves, scripts=scripts)


def _sites(pages: Pages, page: Around) -> Iterator[Block]:
    """The sites below by level, as many levels as are seen at a glance; where there are none, those beside it."""
    view = pages.view
    groups: list[Names] = []
    shown = 0
    for level in Level:
        below = [site for site in view.below if site.level is level]
        if below and (not groups or shown + len(below) <= MANY_SITES):
            groups.append(Names(level.label, None, "", tuple(Link(site.title, site.url) for site in below)))
        shown += len(below)
    beside = [site for site in view.kin if site.id != view.member.site.id]
    if not view.below and beside:
        groups.append(Names(said("同级"), None, "", tuple(Link(site.title, site.url) for site in beside)))
    if groups:
        title = pages.site.kin_title
        yield NamesBlock(name="sites", partial="sites", title=title, groups=tuple(groups))


def _contacts(pages: Pages, page: Around) -> Iterator[Block]:
    items = tuple(contacts(pages.view))
    if items:
        yield ContactsBlock(name="contacts", partial="contacts", title=said("联系我们"), items=items)


OWN: dict[str, OwnBlock] = {
    "search": OwnBlock(said("搜索"), _search),
    "tasks": OwnBlock(said("办事"), _tasks),
    "lead": OwnBlock(said("最新"), _lead),
    "columns": OwnBlock(said("其余栏目"), _columns),
    "more": OwnBlock(said("更多栏目"), _more),
    "sites": OwnBlock(said("下级人大"), _sites),
    "contacts": OwnBlock(said("联系我们"), _contacts),
}
"""The blocks that every site has, by name; `columns` and `more` are of those that have no other place."""
