"""Dates and times as editors write them, always in Beijing time (docs/design.md law 2)."""

import re
import warnings
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Literal, NamedTuple
from zoneinfo import ZoneInfo

from .said import said

SHANGHAI = ZoneInfo("Asia/Shanghai")
_CHINESE = re.compile(r"^(\d{4})\s*[年/.]\s*(\d{1,2})\s*[月/.]\s*(\d{1,2})\s*日?\s*(.*)$")
_PARTIAL = re.compile(r"^\d{4}\s*(?:[-/.年]\s*\d{1,2}\s*月?)?\s*年?$|^\d{1,2}[-/.月]\d{1,2}日?$")
_ISO_LIKE = re.compile(r"^(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T_]+(\d{1,2}:\d{2}(?::\d{2})?))?$")


_SHORT = re.compile(r"^(\d{1,4})[-/. ](\d{1,2})[-/. ](\d{1,4})(?!\d)")
_YEAR = re.compile(r"\d{4}")
_YEAR_MONTH = re.compile(r"^(\d{4})\s*(?:年|[-/.年]\s*(\d{1,2})\s*月?)?$")
_CLOCK = re.compile(r"\d\s*[:：时時点點]")  # that a time of day is said
_MIDNIGHT = re.compile(r"^(?P<day>.+?)[ T_]*24\s*(?:[:：]\s*00(?:[:：]00)?|[时時])$", re.DOTALL)
_CENTURY = 2000
YEARS = range(1900, 2201)  # that a date may lie in: one before or after is mistyped
WEEKDAYS = (said("星期一"), said("星期二"), said("星期三"), said("星期四"), said("星期五"), said("星期六"), said("星期日"))
_KNOWN: Mapping[str | None, int] = {"year": 4, "month": 7, None: 10}  # characters of ISO text
_USUAL = frozenset({10, 16})  # characters of `2026-03-01` and `2026-03-01 09:30`


class Known(NamedTuple):
    """As much of a date as is known: `first`, its first day as ISO text, of which only year, or year and month, are said."""

    first: str
    part: Literal["year", "month"]


class PartialDate(ValueError):
    """A date without year, month or day; the missing part is never guessed."""


class FarDate(ValueError):
    """A date of no year in which anything is published: `0206-03-01`, `9999-12-31`."""


class AmbiguousDate(ValueError):
    """A date that could mean several days, or whose year has no century; `readings` are days it could mean, as ISO text."""

    def __init__(self, text: str, readings: tuple[str, ...]) -> None:
        super().__init__(text)
        self.readings = readings


def parse_moment(text: str) -> datetime:
    """The moment an editor meant, aware, in Asia/Shanghai; a date alone means 00:00.

    Raises:
        PartialDate: year, month or day is missing.
        AmbiguousDate: it could mean several days.
        FarDate: its year is none of `YEARS`.
        ValueError: the text is no date.
    """
    moment = _parse(text.strip())
    if moment.year not in YEARS:
        raise FarDate(text)
    return moment


def _parse(text: str) -> datetime:
    if len(text) in _USUAL and text[4] == text[7] == "-" and text[10:14:3] in {"", " :"} and text.isascii():
        try:
            return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)
        except ValueError:
            pass  # it is told below what is wrong
    if match := _CHINESE.match(text):
        year, month, day, rest = match.groups()
        text = f"{year}-{int(month):02}-{int(day):02} {rest}".strip()
    if match := _ISO_LIKE.match(text):
        year, month, day, clock = match.groups()
        hour, minute, second = [int(part) for part in [*(clock or "0:0").split(":"), "0"]][:3]
        return datetime(int(year), int(month), int(day), hour, minute, second, tzinfo=SHANGHAI)
    if _PARTIAL.match(text):
        raise PartialDate(text)
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        _refuse_ambiguous(text)
        moment = _foreign(text)
    try:
        return moment.replace(tzinfo=SHANGHAI) if moment.tzinfo is None else moment.astimezone(SHANGHAI)
    except OverflowError as error:
        raise ValueError(text) from error


def _refuse_ambiguous(text: str) -> None:
    """Raise AmbiguousDate for figures that could mean several days: `26-3-1`, `01/03/2026`, `Dec 3 10`."""
    match = _SHORT.match(text)
    first, second, third = map(int, match.groups()) if match else (0, 0, 0)
    orders = ((first, second, third), (third, first, second), (third, second, first))
    readings = dict.fromkeys(filter(None, (_day_of(*order) for order in orders)))
    if len(readings) > 1 or (readings and not _YEAR.search(match[0] if match else "")):
        raise AmbiguousDate(text, tuple(readings))
    if re.search("[A-Za-z]", text) and not _YEAR.search(text):
        raise PartialDate(text)


def _day_of(year: int, month: int, day: int) -> str:
    """A day as ISO text, a year of two figures in this century; "" for none."""
    try:
        return date(year + _CENTURY if year < 100 else year, month, day).isoformat()
    except ValueError:
        return ""


def _foreign(text: str) -> datetime:
    """Other spellings Pelican accepts ("Dec 3 2010"), refused when a part had to be guessed."""
    from dateutil import parser as dateutil_parser  # rarely needed, and long to load

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", dateutil_parser.UnknownTimezoneWarning)
            one = dateutil_parser.parse(text, default=datetime(2001, 1, 1))
            other = dateutil_parser.parse(text, default=datetime(2004, 2, 2))
    except (ValueError, OverflowError, dateutil_parser.UnknownTimezoneWarning) as error:
        raise ValueError(text) from error
    if one.date() != other.date():
        raise PartialDate(text)
    return one


def parse_date(text: str) -> date:
    """A full date.

    Raises:
        PartialDate: year, month or day is missing.
        AmbiguousDate: it could mean several days.
        FarDate: its year is none of `YEARS`.
        ValueError: the text is no date.
    """
    return parse_moment(text).date()


def known_part(text: str) -> Known | None:
    """What a date says that is a year (`2013`) or a month (`2013-05`, `2013年5月`) alone; None for any other text."""
    match = _YEAR_MONTH.match(text.strip())
    if not match or int(match[1]) not in YEARS or not 0 < int(match[2] or 1) < 13:
        return None
    return Known(f"{match[1]}-{int(match[2] or 1):02}-01", "month" if match[2] else "year")


def written_as(moment: date, part: Literal["year", "month"] | None) -> str:
    """A day as ISO text, as far as it is known."""
    return date.isoformat(moment)[: _KNOWN[part]]


def parse_deadline(text: str) -> datetime:
    """The moment until which something goes on: a day alone means through its 24:00, which may be written, too.

    Raises:
        PartialDate: year, month or day is missing.
        AmbiguousDate: it could mean several days.
        FarDate: its year is none of `YEARS`.
        ValueError: the text is no date.
    """
    text = text.strip()
    midnight = _MIDNIGHT.match(text)
    day = midnight["day"] if midnight else text
    moment = parse_moment(day)
    if not midnight and _CLOCK.search(text):
        return moment
    if _CLOCK.search(day):
        raise ValueError(text)
    return end_of(moment.date())


def last_day(deadline: datetime) -> date:
    """The last day of what goes on until then: the day before, when it ends at 00:00, which is 24:00 of that day."""
    return (deadline.astimezone(SHANGHAI) - timedelta(microseconds=1)).date()


def day_words(day: date) -> str:
    """A day for readers: `2026年11月30日`."""
    return said("%(year)s年%(month)s月%(day)s日", year=day.year, month=day.month, day=day.day)


def month_day_words(day: date) -> str:
    """A day of a year that is known: `11月30日`."""
    return said("%(month)s月%(day)s日", month=day.month, day=day.day)


def weekday_words(day: date) -> str:
    """The day of the week: `星期三`."""
    return WEEKDAYS[day.weekday()]


def year_words(year: str | int) -> str:
    """A year as a heading: `2026 年`."""
    return said("%(year)s 年", year=year)


def moment_words(moment: datetime) -> str:
    """A moment in Beijing time for readers: `2026年11月30日 18:00`; the beginning of a day is the day: `2026年11月30日`."""
    moment = moment.astimezone(SHANGHAI)
    return day_words(moment) if moment.time() == time() else _at(moment, f"{moment:%H:%M}")


def deadline_words(deadline: datetime) -> str:
    """A deadline in Beijing time for readers; the end of a day is its 24:00: `2026年11月30日 24:00`."""
    if deadline.astimezone(SHANGHAI).time() != time():
        return moment_words(deadline)
    return _at(last_day(deadline), "24:00")


def span_words(start: datetime, deadline: datetime) -> str:
    """From when until when, in Beijing time, whole days without times: `2026年12月8日至12月31日`,
    `2026年12月8日 09:00 至 2027年1月7日 18:00`.
    """
    last, at = last_day(deadline), deadline.astimezone(SHANGHAI)
    first = start.astimezone(SHANGHAI)
    end = month_day_words(last) if last.year == first.year else day_words(last)
    if first.time() == at.time() == time():
        return said("%(start)s至%(end)s", start=day_words(first), end=end)
    clock = "24:00" if at.time() == time() else f"{at:%H:%M}"
    return said("%(start)s 至 %(end)s %(time)s", start=moment_words(first), end=end, time=clock)


def _at(day: date, time: str) -> str:
    return said("%(year)s年%(month)s月%(day)s日 %(time)s", year=day.year, month=day.month, day=day.day, time=time)


def end_of(day: date) -> datetime:
    """The moment at which a day is over, in Beijing time."""
    return datetime.combine(day + timedelta(days=1), time(), SHANGHAI)
