"""Calendars of the days that documents have; what one is made of is known before what it is made with, which takes a moment."""

from functools import partial

from .kinds import Days
from .output import Output
from .site import Pages


def made_of(days: Days) -> tuple[object, ...]:
    """All that a calendar says of them."""
    return tuple((document.id, document.item.modified or document.date, day, url) for document, day, url in days)


def days_file(pages: Pages, path: str, title: str, days: Days) -> Output:
    """The calendar at `path`, called by the site and `title`."""
    named = (f"{pages.view.member.site.record.short_name}{title}", pages.view.feed_authority, pages.absolute(""))
    return Output(path, text=partial(_text, *named, days), made_of=(path, *named, made_of(days)))


def _text(name: str, authority: str, home: str, days: Days) -> str:
    from .calendar import calendar_of_days

    return calendar_of_days(name, authority, home, days)
