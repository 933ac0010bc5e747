"""What the home page of each level is made of, in order, where neither site nor level says otherwise (docs/decisions/0043).

Names are those of blocks that the engine or a kind brings along, or keys of columns. What nothing brings is passed over: kinds to
come have their place.
"""

from collections.abc import Iterable

from .level import Level

_UPPER = (
    "search",
    "tasks",
    "open",
    "lead",
    "legislation",
    "seats",
    "suggestions",
    "sites",
    "more",
)
HOMES: dict[Level, tuple[str, ...]] = {
    Level.PROVINCE: _UPPER,
    Level.CITY: _UPPER,
    Level.COUNTY: (
        "lookup",
        "reception",
        "tasks",
        "open",
        "lead",
        "people",
        "suggestions",
        "notices",
        "columns",
        "more",
        "sites",
    ),
    Level.TOWNSHIP: (
        "lookup",
        "presidium",
        "reception",
        "tasks",
        "notices",
        "open",
        "lead",
        "people",
        "suggestions",
        "columns",
        "more",
    ),
}
HUBS: dict[str, tuple[str, ...]] = {
    "interact": ("open", "reception", "lookup", "suggestions", "stations", "contacts"),
    "proposals": ("lookup", "suggestions", "people", "contacts"),
}
"""Columns that are more than their pieces, with the blocks that stand before these."""


REST = ("columns", "more")
_KNOWN = frozenset(name for table in (*HOMES.values(), *HUBS.values()) for name in table)


def composition(level: Level, of_site: tuple[str, ...], of_level: tuple[str, ...], offered: Iterable[str]) -> tuple[str, ...]:
    """The names of a home page in order: as the site has them, else its level, else the standard.

    What is `offered` and stands in no table here, as with a kind that is new, comes before the rest of the columns.
    """
    if own := of_site or of_level:
        return own
    names = HOMES.get(level, _UPPER)
    at = next(names.index(rest) for rest in REST if rest in names)
    return (*names[:at], *(name for name in offered if name not in _KNOWN), *names[at:])
