"""Deputies as a site shows them: merged from every level, as of one moment. Values only; dates are ISO text, "" when unknown."""

import re
import secrets
from typing import Literal, NamedTuple

from .frozen import frozen
from .moment import WEEKDAYS
from .said import said, together, word
from .sourced import Source, SourcedValue

PERSON_KEY = re.compile(r"^person:[0-9a-hjkmnp-tv-z]{10}$")  # Crockford's base 32, without i l o u
_LETTERS = "0123456789abcdefghjkmnpqrstvwxyz"
Status = Literal["active", "suspended", "ended"]
STATUS_TITLES: dict[str, str] = {"active": said("在任"), "suspended": said("暂时停止执行代表职务"), "ended": said("已终止")}
_EVERY = (said("每周一"), said("每周二"), said("每周三"), said("每周四"), said("每周五"), said("每周六"), said("每周日"))
_WHICH = {
    1: said("第一个"),
    2: said("第二个"),
    3: said("第三个"),
    4: said("第四个"),
    5: said("第五个"),
    -1: said("最后一个"),
}


def mint() -> str:
    """A new person key: opaque, 50 random bits, never a name, never an identity number (docs/domain.md §3.3)."""
    return "person:" + "".join(secrets.choice(_LETTERS) for _ in range(10))


@frozen
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


@frozen
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


@frozen
class Contact:
    """公开联系方式 of one mandate, by whom it is kept; only what the whitelist has."""

    congress_name: str
    phone: str
    email: str
    address: str
    source: Source


@frozen
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


@frozen
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


class AtStation(NamedTuple):
    """联络站 of a deputy, on whichever site it is: `url` "" when it leads nowhere."""

    name: str
    url: str
    address: str = ""
    phone: str = ""
    reception_days: tuple["Reception", ...] = ()


@frozen
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
    facts: dict[str, SourcedValue]
    conflicts: tuple[str, ...]
    photo: str
    mandates: tuple[Mandate, ...]
    posts: tuple[Post, ...]
    contacts: tuple[Contact, ...]
    stations: tuple[AtStation, ...]
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


@frozen
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
        if self.date:
            when = self.date
        elif self.day:
            when = said("每月 %(day)s 日", day=self.day)
        elif self.weekday and not self.week:
            when = word(_EVERY[self.weekday - 1])
        elif self.weekday:
            which = word(_WHICH[self.week])
            when = said("每月%(which)s%(weekday)s", which=which, weekday=word(WEEKDAYS[self.weekday - 1]))
        else:
            when = ""
        hours = "–".join(filter(None, (self.start, self.end)))
        return together(" ", filter(None, (when, hours, self.note)))


def roles(text: str) -> str:
    """What somebody is, as rosters have it (省人大代表、县人大代表), for pages."""
    each = text.split("、")
    return together("、", map(_role, each)) if len(each) > 1 else _role(text)


def _role(text: str) -> str:
    congress = text.removesuffix("代表")
    return said("%(congress)s代表", congress=congress) if congress != text else text
