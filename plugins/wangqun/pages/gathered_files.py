"""What is under way across sites, as files for machines: data, a table, a calendar, a feed."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from .days import days_file
from .feed import FeedItem, atom, entry_of
from .opendata import as_json, cell, csv_text
from .output import Output
from .site import Listed, Pages

if TYPE_CHECKING:
    from .gathered import Gathering

CALENDAR, JSON, CSV, FEED = "days.ics", "open.json", "open.csv", "atom.xml"


def place_of(pages: Pages, line: Listed) -> str:
    """Whose a line is."""
    return line[2].home.title if line[2] else pages.view.member.site.area


def _days(pages: Pages, line: Listed) -> list[Any]:
    return list(pages.kinds[line[0].id.kind].events(line[0]))


def _canonical(pages: Pages, line: Listed) -> str:
    return line[2].canonical if line[2] else pages.absolute(line[0].url)


def _rows(pages: Pages, gathering: "Gathering", lines: list[Listed]) -> Iterator[dict[str, Any]]:
    """What the tables say of each line: the columns of the kind's open data, with its place."""
    kind = pages.kinds[gathering.kind]
    for line in lines:
        document, _, guest = line
        site = pages.view.member.site
        yield {
            "id": str(document.id),
            "title": document.title,
            "place": place_of(pages, line),
            "publisher": guest.home.short_name if guest else site.record.short_name,
            "date": document.day_text,
            **({each.key: cell(pages, each, document) for each in kind.table.fields} if kind.table else {}),
            "url": _canonical(pages, line),
        }


def data_file(pages: Pages, gathering: "Gathering", lines: list[Listed]) -> str:
    """The lines as JSON."""
    site = pages.view.member.site
    return as_json(
        {
            "title": f"{site.record.short_name}{gathering.title}",
            "publisher": site.record.name,
            "url": pages.absolute(f"{gathering.folder}/"),
            "licence": pages.view.data_licence,
            "items": list(_rows(pages, gathering, lines)),
        }
    )


def table_file(pages: Pages, gathering: "Gathering", lines: list[Listed]) -> str:
    """The lines as CSV."""
    kind = pages.kinds[gathering.kind]
    own = [each.key for each in kind.table.fields] if kind.table else []
    keys = ["id", "title", "place", "publisher", "date", *own, "url"]
    return csv_text(keys, (row.values() for row in _rows(pages, gathering, lines)))[0]


def calendar_file(pages: Pages, gathering: "Gathering", lines: list[Listed], path: str) -> Output:
    """The days of the lines."""
    found = [(line[0], day, _canonical(pages, line)) for line in lines for day in _days(pages, line)]
    return days_file(pages, path, gathering.title, found)


def feed_file(pages: Pages, gathering: "Gathering", lines: list[Listed]) -> str:
    """The lines as a feed."""
    site = pages.view.member.site
    authority = pages.view.feed_authority
    entries = [entry_of(_item(pages, gathering, line), authority) for line in lines if line[0].has_day]
    link, own = pages.absolute(f"{gathering.folder}/"), pages.absolute(f"{gathering.folder}/{FEED}")
    name = f"{site.id}:{gathering.folder}"
    return atom(f"{site.record.short_name}{gathering.title}", link, own, entries, authority, name)


def _item(pages: Pages, gathering: "Gathering", line: Listed) -> FeedItem:
    """An entry of the feed; its summary begins with what a line of the list says."""
    document, _, guest = line
    source = guest.home.short_name if guest else pages.view.member.site.record.short_name
    facts = "，".join(pages.kinds[document.id.kind].line(document).facts)
    return FeedItem(document, _canonical(pages, line), source, gathering.title, facts)
