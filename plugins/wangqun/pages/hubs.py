"""Columns that are more than their pieces: 互动 and 议案建议 lead to whom and what there is to turn to."""

from ..domain.compositions import HUBS
from ..domain.federation import SiteView
from .official import contacts


def hubs(view: SiteView, has_roster: bool) -> frozenset[str]:
    """The keys of a site's columns that are hubs: those it has set up or fills, where there is something to turn to.

    A standing page of the same name takes the place of one without pieces.
    """
    if not has_roster and not any(True for _ in contacts(view)):
        return frozenset()
    filled = {document.column for document in view.documents if document.is_listed} | {guest.column for guest in view.guests}
    standing = {document.id.slug for document in view.documents if document.is_listed and document.standing}
    known = HUBS.keys() - (standing - filled)
    return frozenset(column.key for column in view.columns if column.key in known)
