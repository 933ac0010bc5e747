"""Pieces that are of people who have a page on another site, too: their pages there name them (Kind.people)."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace

from ...domain.document import Document, newest_first
from ...domain.federation import Member, SiteView
from ...domain.finding import Finding, Rule, Severity
from ...domain.ids import DocumentId
from ...records.kind import Kinds
from .lines import line_of

UNKNOWN = Rule(
    "deputy-unknown",
    Severity.WARN,
    "{field} 写的“{person}”，哪个站点的代表资料里都没有，页面上没有姓名",
    "核对 {field} 里的编号；还没有代表资料的，改写姓名。",
    "docs/domain.md §3.6",
)


def of_people(
    kinds: Kinds,
    members: Mapping[str, Member],
    public: Iterable[tuple[str, tuple[Document, ...]]],
    views: Mapping[str, SiteView],
    persons: Callable[[str], Mapping[str, object]],
) -> dict[str, SiteView]:
    """The views to which such pieces belong, with these; `public` are each site's pieces, `persons` those shown on a site."""
    asked = {name: kind for name, kind in kinds.items() if not kind.is_silent("people")}
    by_person: dict[str, list[Document]] = {}
    for _, documents in public:
        for document in documents:
            if document.id.kind in asked and document.is_listed:
                for person in dict.fromkeys(person for _, person in asked[document.id.kind].people(document)):
                    by_person.setdefault(person, []).append(document)
    found = {}
    for site, view in views.items() if by_person else ():
        told: dict[DocumentId, Document] = {}
        for person in persons(site).keys() & by_person.keys():
            told |= {document.id: document for document in by_person[person] if document.site != site}
        if told:
            guests = [line_of(members, document, view.member) for document in sorted(told.values(), key=newest_first)]
            by_kind = {name: tuple(guest for guest in guests if guest.document.id.kind == name) for name in asked}
            found[site] = replace(view, of_people={name: some for name, some in by_kind.items() if some})
    return found


def strangers(kinds: Kinds, documents: Iterable[Document], is_known: Callable[[str], bool]) -> Iterator[Finding]:
    """People of pieces whom nobody knows."""
    asked = {name: kind for name, kind in kinds.items() if not kind.is_silent("people")}
    for document in documents:
        for field, person in asked[document.id.kind].people(document) if document.id.kind in asked else ():
            if not is_known(person):
                yield UNKNOWN.at(document.place(field), field=field, person=person)
