"""代表 `deputy`: what a site shows of people (docs/domain.md §3.2); their records are read and merged elsewhere."""

from collections.abc import Iterator

from ...domain.deputy import Deputy
from ...domain.said import said
from ...pages.context import DirectoryEntry, Link, PersonPanel
from ...pages.output import Output
from ...pages.site import Pages
from ..kind import Kind
from . import home, lookup
from .data import data
from .pages import PeoplePages
from .search import entries


def outputs(pages: Pages) -> Iterator[Output]:
    """The roster, each deputy, constituencies, stations, their calendars and codes."""
    panels: dict[str, tuple[PersonPanel, ...]] = {}
    for kind in pages.kinds.values():
        for person, panel in kind.of_person(pages).items():
            panels[person] = (*panels.get(person, ()), panel)
    return PeoplePages(pages.view, panels).outputs()


def front(pages: Pages) -> Link | None:
    """The roster; None for a site without one."""
    url = PeoplePages(pages.view).front
    return Link(said("代表名录"), url) if url else None


def directory(pages: Pages) -> Iterator[tuple[str, DirectoryEntry]]:
    """Each deputy with a name and a page."""
    people = PeoplePages(pages.view).people
    for deputy in people.known.values():
        if deputy.name and deputy.page:
            yield deputy.pinyin, DirectoryEntry(deputy.name, people.url(deputy.page), _standing(deputy))


def _standing(deputy: Deputy) -> str:
    return said("曾任代表") if deputy.here.status == "ended" else said("代表")


DEPUTY = Kind(
    "deputy",
    said("代表"),
    group="deputies",
    is_document=False,
    overview=lookup.outputs,
    data=data,
    folders=frozenset({"constituency", "station", "my"}),
    outputs=outputs,
    home=home.BLOCKS,
    tasks=home.tasks,
    front=front,
    directory=directory,
    entries=entries,
)
