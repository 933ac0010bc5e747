"""What a site shows of deputies and what they stand on: terms, constituencies, stations, 找代表. Dates are ISO text, or ""."""

from typing import Literal, NamedTuple

from .deputy import AtStation, Deputy, Reception
from .frozen import frozen
from .sourced import Source


class Locality(NamedTuple):
    """A village or community: 12-digit code (9 for a whole township), name, and the township's name when it is said."""

    code: str
    name: str
    town: str = ""


@frozen
class Elector:
    """A constituency or electing unit with who holds its seats now; `deputies` are person keys of the roster.

    `page` is its file below the site, "" for electing units. `external` units are no site (解放军). `unread` seats are those
    whose mandates could not be read: neither held nor vacant.
    """

    kind: Literal["constituency", "electing_unit"]
    key: str
    no: str
    name: str
    scope: str
    places: tuple[Locality, ...]
    quota: int
    voters: int
    external: bool
    deputies: tuple[str, ...]
    page: str
    source: Source
    unread: int = 0

    @property
    def vacant(self) -> int:
        """Seats that nobody holds."""
        return max(0, self.quota - len(self.deputies) - self.unread)


@frozen
class Delegation:
    """代表团 or 代表小组."""

    key: str
    name: str
    kind: Literal["delegation", "group"]
    leader: str
    deputies: tuple[str, ...]


class StationDeputy(NamedTuple):
    """A deputy at a station, of any level: name, URL, and whose deputy (县人大代表)."""

    name: str
    url: str
    role: str


@frozen
class Station:
    """代表联络站. `updated` is the day of its record's last change, "" when it is not said."""

    key: str
    name: str
    kind: str
    kind_title: str
    address: str
    phone: str
    head: str
    geo: str
    hours: str
    deputies: tuple[StationDeputy, ...]
    reception_days: tuple[Reception, ...]
    activities: tuple[tuple[str, str], ...]
    page: str
    source: Source
    updated: str = ""


class Vacancy(NamedTuple):
    """A seat that is empty: whose it is to fill, since when ("" unknown), and who left it ("" when never filled)."""

    elector_name: str
    since: str
    left_by: str
    reason: str


@frozen
class Term:
    """届 as of now: `present` 现实有代表 (suspended ones count), `seats` 名额 (0 unknown), `end` "" while it runs.

    `unread` seats are those whose mandates could not be read: neither held nor vacant.
    """

    term_no: int
    start: str
    end: str
    seats: int
    present: int
    suspended: int
    unread: int = 0

    @property
    def vacant(self) -> int:
        """Seats that nobody holds."""
        return max(0, self.seats - self.present - self.unread)


class Representative(NamedTuple):
    """Who represents a place, at which level, by what, and how to reach them; `person` is the key that tells them apart."""

    level: str
    role: str
    name: str
    url: str
    elector_name: str
    person: str = ""
    phone: str = ""
    stations: tuple[AtStation, ...] = ()
    reception_days: tuple[Reception, ...] = ()


@frozen
class Village:
    """A village or community with the deputies of its constituencies, township first."""

    code: str
    name: str
    representatives: tuple[Representative, ...]


@frozen
class Town:
    """A township of a county for 找代表; `slug` is its 9-digit code."""

    code: str
    name: str
    villages: tuple[Village, ...]


class TownNames(NamedTuple):
    """A township below a county and its villages, by code and name: what the field of a site above finds."""

    code: str
    name: str
    villages: tuple[tuple[str, str], ...]


class County(NamedTuple):
    """A county with a 找代表 of its own, as a site above leads to it; without `towns` where deputies are found by name alone."""

    name: str
    url: str
    towns: tuple[TownNames, ...] = ()


@frozen
class Roster:
    """Everything about deputies on one site, as of `as_of`.

    `deputies` hold a mandate there now, `former` held one; both by name. `lookup` are the townships of a county (one at a
    township's own site); `above` deputies of higher levels who represent the whole area; `counties` the sites below that
    have a lookup; `tombstones` are keys that were given up for another by a decision. An empty roster shows no page.
    """

    as_of: str = ""
    congress_name: str = ""
    term: Term | None = None
    deputies: tuple[Deputy, ...] = ()
    former: tuple[Deputy, ...] = ()
    constituencies: tuple[Elector, ...] = ()
    electing_units: tuple[Elector, ...] = ()
    delegations: tuple[Delegation, ...] = ()
    stations: tuple[Station, ...] = ()
    vacancies: tuple[Vacancy, ...] = ()
    lookup: tuple[Town, ...] = ()
    above: tuple[Representative, ...] = ()
    counties: tuple[County, ...] = ()
    tombstones: tuple[str, ...] = ()

    @property
    def has_places(self) -> bool:
        """True when the name of a place leads to its deputies."""
        return bool(self.lookup or self.counties)

    @property
    def is_found(self) -> bool:
        """True when there are deputies for 找代表 to find, by place or by name."""
        return bool(self.has_places or self.deputies or self.above)

    @property
    def is_empty(self) -> bool:
        """True when the site has nothing to say of deputies."""
        return not (self.deputies or self.former or self.constituencies or self.electing_units or self.stations or self.counties)
