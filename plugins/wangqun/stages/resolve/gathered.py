"""What the overviews of sites name of other sites, without a flow and without anybody's acceptance (Kind.gathers)."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from ...domain.document import Document, newest_first
from ...domain.federation import Guest, Member
from ...records.kind import Kinds
from .lines import line_of

Gathered = dict[str, dict[str, tuple[Guest, ...]]]


class Told(NamedTuple):
    """A piece that is named away from its home, and whether it is open now."""

    document: Document
    is_open: bool


Heard = dict[str, dict[str, list[Told]]]
"""By site and kind; a kind is there once a piece of it was ever public."""


def gather(kinds: Kinds, members: Mapping[str, Member], public: Iterable[tuple[str, tuple[Document, ...]]]) -> Gathered:
    """By site and kind, what stands below, and where nothing is open there and at the site itself, what the sites above have.

    `public` are the pieces of each site.
    """
    own = _own(kinds, public)
    found = _below(members, own)
    for site, kind, told in _above(members, own, found):
        found.setdefault(site, {}).setdefault(kind, []).extend(told)
    return {
        site: {
            kind: _ordered(line_of(members, each.document, members[site]) for each in told)
            for kind, told in sorted(heard.items())
        }
        for site, heard in found.items()
    }


def _own(kinds: Kinds, public: Iterable[tuple[str, tuple[Document, ...]]]) -> Heard:
    """What each site has to tell."""
    asked = {name: kind for name, kind in kinds.items() if not kind.is_silent("gathers")}
    found: Heard = {}
    for site, documents in public if asked else ():
        for document in documents:
            if (kind := asked.get(document.id.kind)) and document.is_listed:
                told = found.setdefault(site, {}).setdefault(kind.name, [])
                if kind.gathers(document):
                    told.append(Told(document, kind.is_open(document)))
    return found


def _below(members: Mapping[str, Member], own: Heard) -> Heard:
    """What each site hears from below."""
    found: Heard = {}
    for site, heard in own.items():
        for above in members[site].ancestors:
            for kind, told in heard.items() if above.id in members else ():
                found.setdefault(above.id, {}).setdefault(kind, []).extend(told)
    return found


def _above(members: Mapping[str, Member], own: Heard, below: Heard) -> list[tuple[str, str, list[Told]]]:
    """What is told to each site, by kind, that has nothing open of its own and below: the pieces of the sites above, from the
    nearest up to the first that has something open. So all that can change this is among the pieces of the site.
    """
    found = []
    for site, member in members.items() if own else ():
        heard: dict[str, list[Told]] = {}
        for above in reversed(member.ancestors):
            for kind, told in own.get(above.id, {}).items():
                nearer = (own.get(site, {}).get(kind, ()), below.get(site, {}).get(kind, ()), heard.setdefault(kind, []))
                if not any(each.is_open for each in (*nearer[0], *nearer[1], *nearer[2])):
                    heard[kind].extend(told)
        found += [(site, kind, told) for kind, told in heard.items()]
    return found


def _ordered(guests: Iterable[Guest]) -> tuple[Guest, ...]:
    return tuple(sorted(guests, key=lambda guest: newest_first(guest.document)))
