"""Deputies as a site shows them: merged from every level, as of one moment. Values only; dates are ISO text, "" when unknown."""

import re
import secrets
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

PERSON_KEY = re.compile(r"^person:[0-9a-hjkmnp-tv-z]{10}$")  # Crockford's base 32, without i l o u
_LETTERS = "0123456789abcdefghjkmnpqrstvwxyz"

Status = Literal["active", "suspended", "ended"]
STATUS_TITLES: dict[str, str] = {"active": "在任", "suspended": "暂时停止执行代表职务", "ended": "已终止"}


def mint() -> str:
    """A new person key: opaque, 50 random bits, never a name, never an identity number (docs/domain.md I11)."""
    return "person:" + "".join(secrets.choice(_LETTERS) for _ in range(10))


class Source(NamedTuple):
    """Where a value is written: the site that keeps the file, the path from the root, the line."""

    site: str
    path: str
    line: int


class Told(NamedTuple):
    """A merged value and every place that says it, the deciding one first."""

    value: str
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class Mandate:
    """代表资格 in one congress and term. `elector` is the key of its constituency or electing unit, `elector_name` what is shown.

    `congress_url` leads to the roster of that congress as seen from the page, "" when it has no site.
    """

    congress: str
    congress_name: str
    level: str
    term_no: int
    elector_kind: Literal["constituency", "electing_unit", ""]
    elector: str
    elector_name: str
    delegation: str
    group: str
    origin: str
    start: str
    end: str
    status: Status
    end_reason: str
    end_notice: str
    end_notice_url: str
    suspensions: tuple[tuple[str, str], ...]
    congress_url: str
    person_url: str
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class Post:
    """人大职务: an office in a congress's organ, with the mandate it hangs on (`congress`, `term_no`; 0 for none)."""

    organ: str
    organ_name: str
    title: str
    congress: str
    congress_name: str
    term_no: int
    start: str
    end: str
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class Contact:
    """公开联系方式 of one mandate, by whom it is kept; only what the whitelist has."""

    congress_name: str
    phone: str
    email: str
    address: str
    source: Source


@dataclass(frozen=True, slots=True)
class DutyRecord:
    """履职记录, entered once by its organizer: `kind` key, `kind_title` Chinese word, `provider` the site's short name."""

    date: str
    kind: str
    kind_title: str
    organizer: str
    place: str
    text: str
    congress_name: str
    provider: str
    source: Source


@dataclass(frozen=True, slots=True)
class DutyReport:
    """述职: counts are -1 when not stated."""

    date: str
    form: str
    audience: str
    congress_name: str
    voters_present: int
    satisfied: int
    basically: int
    dissatisfied: int
    text: str
    comments: str
    provider: str
    source: Source


class NamedLink(NamedTuple):
    """A name with the URL it leads to, "" when it leads nowhere."""

    name: str
    url: str


@dataclass(frozen=True, slots=True)
class Deputy:
    """One person as shown on one site.

    `facts` maps field keys (gender, ethnicity, birth, education, party, employer_post) to merged values; a protected field in an
    undecided conflict is absent from it and named in `conflicts`; `name` is then "" if it is the name. `mandates` has this
    site's first, then the others by level; `here` is this site's latest. `page` is the file below the site, `url` its URL
    there, `canonical` the absolute URL of the one page that search engines should keep. `providers` are the short names of the
    sites that state something; `updated` is the latest `updated` any of them wrote. `pinyin` is for sorting.
    """

    key: str
    name: str
    pinyin: str
    other_names: tuple[str, ...]
    facts: dict[str, Told]
    conflicts: tuple[str, ...]
    photo: str
    mandates: tuple[Mandate, ...]
    posts: tuple[Post, ...]
    contacts: tuple[Contact, ...]
    stations: tuple[NamedLink, ...]
    reception_days: tuple["Reception", ...]
    records: tuple[DutyRecord, ...]
    reports: tuple[DutyReport, ...]
    page: str
    url: str
    canonical: str
    updated: str
    providers: tuple[str, ...]

    @property
    def here(self) -> Mandate:
        """The mandate that brings this person to this site."""
        return self.mandates[0]

    @property
    def slug(self) -> str:
        """The person key without its prefix."""
        return self.key.removeprefix("person:")


@dataclass(frozen=True, slots=True)
class Reception:
    """接待日: one `date`, or every month on `day`, or on the `week`th `weekday` (1 Monday … 7; week -1 is the last, 0 every)."""

    date: str = ""
    day: int = 0
    weekday: int = 0
    week: int = 0
    start: str = ""
    end: str = ""
    note: str = ""
    key: str = ""

    @property
    def text(self) -> str:
        """In words, e.g. 每月第二个星期三 09:00–11:00."""
        days = "一二三四五六日"
        if self.date:
            when = self.date
        elif self.day:
            when = f"每月 {self.day} 日"
        elif self.weekday:
            which = {0: "每周", -1: "每月最后一个星期"}.get(self.week) or f"每月第{days[self.week - 1]}个星期"
            when = which + days[self.weekday - 1]
        else:
            when = ""
        hours = "–".join(filter(None, (self.start, self.end)))
        return " ".join(filter(None, (when, hours, self.note)))


class Place(NamedTuple):
    """A village or community: 12-digit code (9 for a whole township), name, and the township's name when it is said."""

    code: str
    name: str
    town: str = ""


@dataclass(frozen=True, slots=True)
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
    places: tuple[Place, ...]
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


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
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
    """Who represents a place, at which level, and by what."""

    level: str
    role: str
    name: str
    url: str
    elector_name: str


@dataclass(frozen=True, slots=True)
class Village:
    """A village or community with the deputies of its constituencies, township first."""

    code: str
    name: str
    representatives: tuple[Representative, ...]


@dataclass(frozen=True, slots=True)
class Town:
    """A township of a county for 找代表; `slug` is its 9-digit code."""

    code: str
    name: str
    villages: tuple[Village, ...]


@dataclass(frozen=True, slots=True)
class Roster:
    """Everything about deputies on one site, as of `as_of`.

    `deputies` hold a mandate there now, `former` held one; both by name. `lookup` are the townships of a county (one at a
    township's own site); `above` deputies of higher levels who represent the whole area; `counties` the sites below that
    have a lookup; `written` is what the site itself keeps of people (kind, path, line, plain values), for other checkouts;
    `tombstones` are keys that were given up for another by a decision. An empty roster shows no page.
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
    counties: tuple[NamedLink, ...] = ()
    tombstones: tuple[str, ...] = ()
    written: tuple[tuple[str, str, int, Any], ...] = ()

    @property
    def by_key(self) -> dict[str, Deputy]:
        """Everyone on the roster by person key."""
        return {deputy.key: deputy for deputy in (*self.deputies, *self.former)}

    @property
    def is_empty(self) -> bool:
        """True when the site has nothing to say of deputies."""
        return not (self.deputies or self.former or self.constituencies or self.electing_units or self.stations or self.counties)
