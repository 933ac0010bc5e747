"""What the overviews of sites name of those below them, without a flow and without anybody's acceptance (Kind.gathers)."""

from collections.abc import Callable, Iterable, Mapping

from ...domain.document import Document, newest_first
from ...domain.federation import Guest, Member, Neighbour
from ...domain.site import Site
from ...records.kind import Kinds

Gathered = dict[str, dict[str, tuple[Guest, ...]]]
See = Callable[[Site, Member], Neighbour]


def gather(kinds: Kinds, members: Mapping[str, Member], public: Iterable[tuple[str, tuple[Document, ...]]], see: See) -> Gathered:
    """By site and kind, what stands below: a kind is there once a site below has a piece of it, with those it names now.

    `public` are the pieces of each site, `see` is a site as another sees it.
    """
    asked = {name: kind.gathers for name, kind in kinds.items() if not kind.is_silent("gathers")}
    found: dict[str, dict[str, list[Guest]]] = {}
    for site_id, documents in public if asked else ():
        for document in documents:
            if document.id.kind in asked and document.is_listed:
                for above in members[site_id].ancestors:
                    if above.id in members:
                        held = found.setdefault(above.id, {}).setdefault(document.id.kind, [])
                        if asked[document.id.kind](document):
                            held.append(_guest(document, members[site_id], members[above.id], see))
    return {site: {kind: _ordered(guests) for kind, guests in sorted(own.items())} for site, own in found.items()}


def _ordered(guests: Iterable[Guest]) -> tuple[Guest, ...]:
    return tuple(sorted(guests, key=lambda guest: newest_first(guest.document)))


def _guest(document: Document, home: Member, above: Member, see: See) -> Guest:
    """A piece as a line on a site above, which leads to its page at home."""
    url, canonical = home.address.link(document.url, above.address), home.address.absolute(document.url)
    return Guest(document, see(home.site, above), (), "", url, canonical)
