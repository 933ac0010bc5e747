"""Pieces that are of people who have a page on another site, too: their pages there name them (Kind.people)."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from ...domain.document import Document, newest_first
from ...domain.federation import Guest, Member, Neighbour, SiteView
from ...domain.ids import DocumentId
from ...domain.site import Site
from ...records.kind import Kinds

See = Callable[[Site, Member], Neighbour]


def of_people(
    kinds: Kinds,
    members: Mapping[str, Member],
    public: Iterable[tuple[str, tuple[Document, ...]]],
    views: Mapping[str, SiteView],
    persons: Callable[[str], Mapping[str, object]],
    see: See,
) -> dict[str, SiteView]:
    """The views to which such pieces belong, with these; `public` are each site's pieces, `persons` those shown on a site."""
    asked = {name: kind for name, kind in kinds.items() if not kind.is_silent("people")}
    by_person: dict[str, list[Document]] = {}
    for _, documents in public:
        for document in documents:
            if document.id.kind in asked and document.is_listed:
                for person in asked[document.id.kind].people(document):
                    by_person.setdefault(person, []).append(document)
    found = {}
    for site, view in views.items() if by_person else ():
        told: dict[DocumentId, Document] = {}
        for person in persons(site).keys() & by_person.keys():
            told |= {document.id: document for document in by_person[person] if document.site != site}
        if told:
            guests = [_guest(document, members, view.member, see) for document in sorted(told.values(), key=newest_first)]
            by_kind = {name: tuple(guest for guest in guests if guest.document.id.kind == name) for name in asked}
            found[site] = replace(view, of_people={name: some for name, some in by_kind.items() if some})
    return found


def _guest(document: Document, members: Mapping[str, Member], here: Member, see: See) -> Guest:
    """A piece as a line on another site, which leads to its page at home."""
    home = members[document.site]
    url = home.address.link(document.url, here.address)
    return Guest(document, see(home.site, here), (), "", url, home.address.absolute(document.url))
