"""What happened to the documents of a kind, as a feed: an entry for each thing, on its day, with an id that stays."""

from collections.abc import Iterator
from datetime import date, datetime, time
from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import quote
from xml.sax.saxutils import escape

from ..domain.document import Document
from ..domain.feed import FeedEntry
from ..domain.moment import SHANGHAI
from .feed import DEFAULT_AUTHORITY, atom
from .kinds import Event
from .output import Output

if TYPE_CHECKING:
    from ..records.kind import Kind
    from .site import Pages

MOST = 200  # entries: those who subscribe ask again within days
_Happened = tuple[Document, Event]


def changes_of(name: str) -> str:
    """Where the feed of a kind stands below the site."""
    return f"{name}/changes.atom.xml"


def has_changes(pages: "Pages", kind: "Kind") -> bool:
    """True when something has happened to the site's own documents of a kind."""
    return not kind.is_silent("changes") and any(True for _ in _happened(pages, kind))


def outputs(pages: "Pages", kind: "Kind") -> Iterator[Output]:
    """The feed, when there is anything in it."""
    if has_changes(pages, kind):
        yield Output(changes_of(kind.name), text=partial(_feed, pages, kind))


def _happened(pages: "Pages", kind: "Kind") -> Iterator[_Happened]:
    yield from ((document, event) for document in pages.own_of(kind.name) for event in kind.changes(document))


def _feed(pages: "Pages", kind: "Kind") -> str:
    site = pages.view.member.site
    newest = sorted(_happened(pages, kind), key=lambda one: (-_moment(one[1]).timestamp(), str(one[0].id), one[1].key))
    entries = [_entry(pages, kind, *one) for one in newest[:MOST]]
    link, own = pages.absolute(f"{kind.name}/"), pages.absolute(changes_of(kind.name))
    title = f"{site.record.short_name}{kind.title}的变化"
    return atom(title, link, own, entries, pages.view.feed_authority, f"{site.id}:{kind.name}:changes")


def _entry(pages: "Pages", kind: "Kind", document: Document, event: Event) -> FeedEntry:
    moment = _moment(event).isoformat()
    authority = pages.view.feed_authority or DEFAULT_AUTHORITY
    return FeedEntry(
        event.title,
        pages.absolute(document.url),
        escape("，".join(kind.line(document).facts)),
        f"tag:{authority}:{quote(str(document.id), safe=':/')}/{event.key}",
        moment,
        moment,
        document.item.source or pages.view.member.site.record.short_name,
        document.foreign,
        (kind.title,),
    )


def _moment(event: Event) -> datetime:
    start: date | datetime = event.start
    return start if isinstance(start, datetime) else datetime.combine(start, time(), SHANGHAI)
