"""Who signs a motion or a suggestion, as one site knows them: by their key, or by a name that nobody else there has."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial

from ...domain.deputy import PERSON_KEY, Deputy
from ...domain.frozen import frozen
from ...domain.ids import slugify
from ...domain.said import said
from ...pages.context import Link
from ...pages.kinds import Word
from ...pages.site import Pages
from .record import Written


@frozen
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
    return pages.once(_known)


def _known(pages: Pages) -> Known:
    roster = pages.view.roster
    people = (*roster.deputies, *roster.former)
    namesakes = Counter(deputy.name for deputy in people)
    by_name = {deputy.name: deputy for deputy in people if deputy.name and namesakes[deputy.name] == 1}
    return Known({deputy.key: deputy for deputy in people}, by_name)


def same(pages: Pages) -> Callable[[str], Word]:
    """Whom a name or key means on a site: one person has one list, however he is written; of an unknown key nothing is named."""
    return partial(_meant, pages, known(pages))


def _meant(pages: Pages, people: Known, written: str) -> Word:
    deputy, signer = people.find(written), link(pages, people, written)
    return Word(deputy.key if deputy else slugify(written), signer.title if signer else "")


def link(pages: Pages, people: Known, written: str) -> Link | None:
    """A signer with the page there is of him; a name alone as it is written; None for a key of which nothing is known here."""
    if deputy := people.find(written):
        return Link(deputy.name or said("代表"), pages.url(deputy.page) if deputy.page else None)
    return None if PERSON_KEY.match(written) else Link(written, None)


def signers(item: Written) -> tuple[str, ...]:
    """All who sign it, the lead deputy first, each once."""
    return tuple(dict.fromkeys(filter(None, (item.lead_deputy, *item.co_deputies))))
