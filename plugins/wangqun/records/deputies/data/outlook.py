"""What of a roster may leave the site in files: who, with which contacts, and who says so. Only what its pages show."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from ....domain.deputy import Contact, Deputy
from ....domain.federation import SiteView
from ....domain.roster import Roster
from ....domain.sourced import Source

MOST_CONTACTS = 200  # in one file; with more it would be a harvest (docs/domain.md §4 aggregate-contact)


@dataclass(frozen=True)
class Outlook:
    """A site's people as its files show them."""

    view: SiteView

    @property
    def roster(self) -> Roster:
        """The site's roster."""
        return self.view.roster

    @cached_property
    def people(self) -> tuple[Deputy, ...]:
        """Deputies and former ones, each once, by key; nobody who must no longer be shown."""
        gone = set(self.roster.tombstones)
        found = {deputy.key: deputy for deputy in (*self.roster.former, *self.roster.deputies)}
        return tuple(found[key] for key in sorted(found) if key not in gone)

    @cached_property
    def as_of(self) -> str:
        """The latest day, up to today, that anything shown speaks of; "" when nothing does.

        Not the day of the build: a file stays as it is until what it says changes (docs/design.md law 6).
        """
        return max((day for day in self._days() if day <= self.roster.as_of), default="")

    def _days(self) -> Iterator[str]:
        if self.roster.term:
            yield self.roster.term.start
        for deputy in self.people:
            yield deputy.updated
            for mandate in deputy.mandates:
                yield from (mandate.start, mandate.end, *(day for span in mandate.suspensions for day in span))
            for post in deputy.posts:
                yield from (post.start, post.end)

    @cached_property
    def contacts_shown(self) -> bool:
        """False when telephones and e-mails are so many that files leave them out."""
        contacts = [contact for deputy in self.people for contact in _running(deputy)]
        return sum(bool(contact.phone) + bool(contact.email) for contact in contacts) <= MOST_CONTACTS

    @cached_property
    def station_phones_shown(self) -> bool:
        """The same of the stations' file."""
        return sum(bool(station.phone) for station in self.roster.stations) <= MOST_CONTACTS

    def contacts(self, deputy: Deputy) -> tuple[Contact, ...]:
        """The contacts of a person's mandates that have not ended (个人信息保护法 art. 47); none when they are too many."""
        return _running(deputy) if self.contacts_shown else ()

    def absolute(self, url: str) -> str:
        """A URL as seen from this site's pages, or a path below it, in full; "" stays ""."""
        if not url or "://" in url:
            return url
        address = self.view.member.address
        return address.origin + url if url.startswith("/") else address.absolute(url)

    def sources(self, deputy: Deputy, sources: tuple[Source, ...] = ()) -> list[dict[str, str]]:
        """Each site that says something, once, with a public page of it: the person's, the congress's, or the site's own.

        Without `sources` those of the whole person.
        """
        named = sources or tuple(s for told in deputy.facts.values() for s in told.sources)
        sites = list(dict.fromkeys(source.site for source in named)) or [self.view.member.site.id]
        return [{"url": url, "note": note} for url, note in dict.fromkeys(self._source(deputy, site) for site in sites)]

    def _source(self, deputy: Deputy, site: str) -> tuple[str, str]:
        """A page and the name of a site that keeps something of a person."""
        own = self.view.member.site
        if site == own.id:
            return self.absolute(deputy.url), own.record.short_name
        for mandate in deputy.mandates:
            if mandate.congress == site and (mandate.person_url or mandate.congress_url):
                return self.absolute(mandate.person_url or mandate.congress_url), mandate.congress_name
        for neighbour in (*self.view.breadcrumb, *self.view.kin):
            if neighbour.id == site and neighbour.url:
                return self.absolute(neighbour.url), neighbour.short_name
        return deputy.canonical or self.absolute(deputy.url), site

    def is_home(self, deputy: Deputy) -> bool:
        """True when the one page of this person that search engines keep is this site's."""
        return deputy.canonical in {"", self.absolute(deputy.url)}


def _running(deputy: Deputy) -> tuple[Contact, ...]:
    congresses = {mandate.congress_name for mandate in deputy.mandates if mandate.status != "ended"}
    return tuple(contact for contact in deputy.contacts if contact.congress_name in congresses)
