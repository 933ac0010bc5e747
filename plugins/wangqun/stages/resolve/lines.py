"""Sites and pieces as another site names them: a link, and a line that leads to the piece's page at home."""

from collections.abc import Mapping

from ...domain.document import Document
from ...domain.federation import Guest, Member, Neighbour
from ...domain.site import Site


def neighbour(members: Mapping[str, Member], site: Site, seen_from: Member) -> Neighbour:
    """A site as another sees it."""
    member = members.get(site.id)
    url = member.address.link("", seen_from.address) if member else None
    return Neighbour(site.id, site.area, site.record.short_name, url, site.level)


def line_of(members: Mapping[str, Member], document: Document, here: Member) -> Guest:
    """A piece as a line on another site."""
    home = members[document.site]
    url, canonical = home.address.link(document.url, here.address), home.address.absolute(document.url)
    return Guest(document, neighbour(members, home.site, here), (), "", url, canonical)
