"""How one site sees the others: names, levels and addresses, and what of all that was gathered is its own."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property

from ....domain.claims import Row
from ....domain.federation import Member
from .gathered import Gathered
from .unread import unread

LEVEL_ORDER = {"township": 0, "county": 1, "city": 2, "province": 3, "national": 4}
Links = Callable[[str], str]


@dataclass(frozen=True)
class Sight:
    """What one site sees. `link` gives the URL of a document's id as seen from it, "" when it is not public."""

    found: Gathered
    site: str
    link: Links
    photos: Mapping[str, str]

    @cached_property
    def member(self) -> Member:
        """The site itself."""
        return self.found.members[self.site]

    @cached_property
    def doubtful(self) -> Counter[str]:
        """Seats whose mandates could not be read, by elector."""
        return unread(self.found, self.site)

    def rows(self, kind: str) -> list[Row]:
        """What the site itself keeps of a kind."""
        return self.found.listed.get(self.site, {}).get(kind, [])

    def known_name(self, person: str) -> str:
        """What a person is called, "" when that is not known or in dispute."""
        told = self.found.merged(person).values.get(("name",)) if person in self.found.people else None
        return told.value if told else ""

    def name(self, site: str) -> str:
        """The short name of a site, or of a congress without one."""
        if site in self.found.members:
            return self.found.members[site].site.record.short_name
        return self.found.outside[site].record.short_name if site in self.found.outside else site

    def level(self, site: str) -> str:
        """The level of a congress."""
        known = self.found.members[site].site if site in self.found.members else self.found.outside.get(site)
        return str(known.level) if known else ""

    def url(self, path: str) -> str:
        """A place on this site as seen from it."""
        return f"{self.member.address.prefix}/{path}"

    def link_to(self, site: str, path: str) -> str:
        """A place on any site as seen from this one; "" for a congress without a site."""
        member = self.found.members.get(site)
        return member.address.link(path, self.member.address) if member else ""
