"""Every page and file about deputies of one site: name, template and value."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, partial

from ...domain.federation import SiteView
from ...domain.roster import Station
from ...pages.context import PersonPanel
from ...pages.official import ARTICLE_TAGS, COLUMN_TAGS, SITE_TAGS
from ...pages.output import Output, made
from ...pages.qr import svg
from . import places, roster
from .context import PeoplePage
from .deputy import deputy_page, qr_file
from .linked import told
from .view import CONSTITUENCIES, ROSTER, STATIONS, RosterView

_TAGS = dict.fromkeys(("deputy", "constituency", "station"), (*SITE_TAGS, *COLUMN_TAGS, *ARTICLE_TAGS))


@dataclass(frozen=True)
class PeoplePages:
    """Builds the pages of one site's roster; an empty roster has none. `panels` are what other kinds say, by person key."""

    view: SiteView
    panels: Mapping[str, tuple[PersonPanel, ...]] = field(default_factory=dict)

    @cached_property
    def people(self) -> RosterView:
        """What all of them share."""
        return RosterView(self.view)

    @property
    def front(self) -> str | None:
        """The URL of the roster's front page, None without one."""
        return None if self.view.roster.is_empty else self.people.url(f"{ROSTER}index.html")

    @cached_property
    def all(self) -> tuple[tuple[str, str, PeoplePage], ...]:
        """File, template and value of every page."""
        return tuple(self._all())

    def _all(self) -> Iterator[tuple[str, str, PeoplePage]]:
        if self.view.roster.is_empty:
            return
        people, found = self.people, self.view.roster
        for path, page in roster.roster_pages(people):
            yield path, "deputies", page
        for deputy in people.known.values():
            yield deputy.page, "deputy", deputy_page(people, deputy, self.panels.get(deputy.key, ()))
        if found.former:
            yield f"{ROSTER}former.html", "former", roster.former_page(people)
        if found.vacancies:
            yield f"{ROSTER}vacancies.html", "vacancies", roster.vacancies_page(people)
        if found.constituencies:
            yield f"{CONSTITUENCIES}index.html", "constituencies", places.constituencies_page(people)
        for elector in found.constituencies:
            yield elector.page, "constituency", places.constituency_page(people, elector)
        if found.stations:
            yield f"{STATIONS}index.html", "stations", places.stations_page(people)
        for station in found.stations:
            yield station.page, "station", places.station_page(people, station)

    def files(self) -> Iterator[Output]:
        """What pages show or offer: QR codes of canonical addresses, calendars."""
        people, found = self.people, self.view.roster
        for deputy in people.known.values():
            if deputy.here.status != "ended":
                yield _code(deputy.page, deputy.canonical or people.absolute(deputy.page))
        for station in found.stations:
            url = people.absolute(station.page)
            yield _code(station.page, url)
            if station.reception_days:
                made_of = (station, url, self._since(), self.view.feed_authority)
                yield Output(places.calendar_file(station.page), text=partial(_calendar, *made_of), made_of=made_of)

    def _since(self) -> date:
        """From when calendars count: the term's start, else New Year, so that their bytes do not change from day to day."""
        found = self.view.roster
        if found.term and found.term.start:
            return date.fromisoformat(found.term.start)
        return date(int(found.as_of[:4]), 1, 1) if found.as_of else date(2000, 1, 1)

    def outputs(self) -> Iterator[Output]:
        """Pages, named by the sitemap where their canonical address is their own, then files."""
        about = told(self.people)
        for name, template, page in self.all:
            address = page.head.canonical if page.head.index and page.head.canonical else None
            yield Output(name, template, made(page), address=address, tags=_TAGS.get(template, ()), about=about.get(name))
        yield from self.files()


def _code(page: str, url: str) -> Output:
    return Output(qr_file(page), text=partial(svg, url), made_of=("qr", url))


def _calendar(station: Station, url: str, since: date, authority: str) -> str:
    from ...pages.calendar import calendar  # what it is made with takes a moment to load

    return calendar(station, url, since, authority)
