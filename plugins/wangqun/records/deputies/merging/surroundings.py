"""Of which other congresses a site's 找代表 speaks, and who may elect whom it leads to."""

from collections.abc import Iterator

from .gathered import Gathered


def around(found: Gathered, site: str) -> Iterator[str]:
    """Congresses that a site's 找代表 speaks of: those above, the townships below a county, the counties below a higher site."""
    member = found.members[site]
    yield from (ancestor.id for ancestor in member.ancestors)
    if str(member.site.level) == "county":
        yield from member.children
    yield from counties(found, site)


def counties(found: Gathered, site: str) -> Iterator[str]:
    """The counties below a province or city."""
    if str(found.members[site].site.level) in {"province", "city"}:
        yield from (s for s, m in found.members.items() if str(m.site.level) == "county" and found.is_above(site, s))


def electors_in_reach(found: Gathered, site: str) -> set[str]:
    """Keys of all that may elect somebody whom a site's 找代表 leads to."""
    member = found.members[site]
    keys = {site, *(ancestor.id for ancestor in member.ancestors)}
    for congress in (*member.children, *(a.id for a in member.ancestors)):
        keys |= {key for kind, key, _ in found.electors.get(congress, {}) if kind == "constituency"}
    return keys
