"""Calendars for offices, build/reports/<site>.ics: each step that is still to be taken by a day. None of it is public."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from ..stored import make_folder, read_text, remove, replace_text

if TYPE_CHECKING:  # a run in which nothing changed asks only which calendars there are
    from ..domain.document import Document
    from ..domain.federation import Federation
    from ..pages.kinds import Days, Event

ENDING = ".ics"
END = "END:VCALENDAR\r\n"  # of a file that is whole


def calendar_file(site: str) -> str:
    """Where the calendar of a site stands below build/reports."""
    return f"{site}{ENDING}"


def with_calendar(folder: Path) -> frozenset[str]:
    """The sites that have one."""
    return frozenset(path.stem for path in folder.glob(f"*{ENDING}"))


def write_calendars(folder: Path, federation: "Federation") -> None:
    """Make them as of now for the sites of a run, and remove those of sites that are gone.

    A site has one from the first day on that something was to be done there: whoever subscribed finds it empty, not missing.
    """
    make_folder(folder)
    there = with_calendar(folder)
    for site in federation.views:
        days = (
            [] if site in federation.foreign else sorted(_days(federation, site), key=lambda each: (each[1].start, each[1].key))
        )
        if days or site in there:
            _written(folder / calendar_file(site), federation, site, days)
    for site in there - federation.members.keys() - federation.blocked:
        remove(folder / calendar_file(site))


def _days(federation: "Federation", site: str) -> "Iterator[tuple[Document, Event, str]]":
    """What is to be done in each piece that is written, public or not, and where its page is."""
    view = federation.views[site]
    asked = {name: kind for name, kind in federation.kinds.items() if not kind.is_silent("dues")}
    for documents, is_public in ((view.documents, True), (federation.waiting[site], False)):
        for document in documents:
            kind = asked.get(document.id.kind)  # of most pieces nothing is to be done, and every run asks all
            if kind and document.item.status == "published":
                url = view.member.address.absolute(document.url) if is_public else ""
                named = document.title if is_public else f"（不公开）{document.id.slug}"
                for day in kind.dues(document):
                    yield document, _told(day, named, document, federation.now), url


def _told(day: "Event", named: str, document: "Document", now: datetime) -> "Event":
    late = "逾期：" if f"{day.start:%Y-%m-%d}" < f"{now:%Y-%m-%d}" else ""
    about = "；".join(filter(None, (day.about, f"文件 {document.path}")))
    return replace(day, key=f"office.{day.key}", title=f"{late}{day.title}：{named}", about=about)


def _written(path: Path, federation: "Federation", site: str, days: "Days") -> None:
    """Make the file, unless it is there and made of the same: what it is made with takes a moment to load."""
    from ..pages.days import made_of
    from ..pages.keys import key_of
    from ..render.dependencies import engine

    view = federation.views[site]
    name = f"{view.member.site.record.short_name}应办的日子（内部）"
    named = (name, view.feed_authority, view.member.address.absolute(""))
    of = key_of(engine(), *named, made_of(days)).hex()
    there = read_text(path) or ""
    if of in there and there.endswith(END):
        return
    from ..pages.calendar import calendar_of_days

    replace_text(path, calendar_of_days(*named, days, of))
