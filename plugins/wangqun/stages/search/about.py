"""What an index can be narrowed to: sites, kinds with what tells their pieces apart, columns, years."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from ...domain.federation import Member
from ...domain.site import Site
from ...pages.kinds import Facet, Sorting
from ...records.kind import Kind, Kinds
from ...search.index import COMMON
from ...search.pieces import Doc

WORDS = 100  # of a sorting that readers may choose from


class Listed(NamedTuple):
    """A site, and the keys and titles of its columns."""

    member: Member
    columns: tuple[tuple[str, str], ...]


def about(below: Sequence[Listed], documents: Iterable[Doc], kinds: Kinds) -> dict[str, Any]:
    """What the index can be narrowed to, as far as there is anything."""
    by_kind: dict[str, Counter[str]] = {}
    for _, _, _, (kind, *rest) in documents:
        by_kind.setdefault(kind, Counter()).update(rest)
    lists = {name for found in by_kind.values() for name in found}
    columns = {key: title for listed in reversed(below) for key, title in listed.columns if title}
    sites = [named(listed.member.site) for listed in below]
    there = ((kind, by_kind[f"=kind:{kind.name}"]) for kind in kinds.values() if f"=kind:{kind.name}" in by_kind)
    return {
        "sites": sites if len(sites) > 1 else [],
        "kinds": [{"id": kind.name, "title": kind.title, **_facets(kind, found)} for kind, found in there],
        "columns": [{"id": key, "title": title} for key, title in sorted(columns.items()) if f"=column:{key}" in lists],
        "years": sorted((int(name[6:]) for name in lists if name.startswith("=year:")), reverse=True),
    }


def _facets(kind: Kind, found: Counter[str]) -> dict[str, list[dict[str, Any]]]:
    """By what pieces of a kind are told apart, with the values that leave a choice, of words of their own the most frequent;
    `found` says how many pieces are in each list.
    """
    values: list[tuple[Facet | Sorting, list[dict[str, str]]]] = []
    for facet in kind.facets:
        titles = facet.titles.items()
        values.append((facet, [{"id": value, "title": title} for value, title in titles if f"={facet.key}:{value}" in found]))
    for sorting in kind.sortings:
        head = f"={sorting.key}:"
        words = sorted((-number, name) for name, number in found.items() if sorting.key not in COMMON and name.startswith(head))
        values.append((sorting, [{"id": name[len(head) :]} for _, name in words[:WORDS]]))
    rows = [{"id": facet.key, "title": facet.title, "values": some} for facet, some in values if len(some) > 1]
    return {"facets": rows} if rows else {}


def named(site: Site) -> dict[str, Any]:
    """A site as the index of one above names it."""
    return {"id": site.id, "name": site.record.short_name, "level": site.level, "parent": site.record.parent}
