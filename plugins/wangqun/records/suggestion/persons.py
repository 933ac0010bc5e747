"""Who signs a motion or a suggestion, as one site knows them: by their key, or by a name that nobody else there has."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from ...domain.deputy import PERSON_KEY, Deputy
from ...domain.said import said
from ...pages.context import Link
from ...pages.site import Pages
from .record import Written


@dataclass(frozen=True, slots=True)
class Known:
    """The people of a site: by key, and by those names that only one of them has."""

    by_key: Mapping[str, Deputy]
    by_name: Mapping[str, Deputy]

    def find(self, written: str) -> Deputy | None:
        """Who is meant; None for somebody of whom the site knows nothing."""
        return self.by_key.get(written) or self.by_name.get(written)

    @property
    def of_others(self) -> "Known":
        """The same for what another site writes, where a name is that of its own people."""
        return replace(self, by_name={})


def known(pages: Pages) -> Known:
    """The people of a site, those who were deputies too."""
    roster = pages.view.roster
    people = (*roster.deputies, *roster.former)
    names = [deputy.name for deputy in people]
    return Known(
        {deputy.key: deputy for deputy in people},
        {deputy.name: deputy for deputy in people if deputy.name and names.count(deputy.name) == 1} if len(people) < 2000 else {},
    )


def link(pages: Pages, people: Known, written: str) -> Link | None:
    """A signer with the page there is of him; a name alone as it is written; None for a key of which nothing is known here."""
    if deputy := people.find(written):
        return Link(deputy.name or said("代表"), pages.url(deputy.page) if deputy.page else None)
    return None if PERSON_KEY.match(written) else Link(written, None)


def signers(item: Written) -> tuple[str, ...]:
    """All who sign it, the lead deputy first, each once."""
    return tuple(dict.fromkeys(filter(None, (item.lead_deputy, *item.co_deputies))))
