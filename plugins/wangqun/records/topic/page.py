"""The page of a matter and its feed: the course of all that it joins, in the order in which it was done."""

from collections.abc import Iterator
from dataclasses import fields
from datetime import date, datetime, time
from typing import NamedTuple
from urllib.parse import quote
from xml.sax.saxutils import escape

from ...domain.document import Document
from ...domain.federation import Guest
from ...domain.feed import FeedEntry
from ...domain.ids import parse_id
from ...domain.moment import SHANGHAI
from ...pages.context import ArticlePage
from ...pages.document import document_page
from ...pages.feed import DEFAULT_AUTHORITY, atom
from ...pages.kinds import Event
from ...pages.output import Output
from ...pages.site import Pages
from .context import Joined, Step, TopicPage
from .record import of

NAME = "topic"
_BASE = tuple(each.name for each in fields(ArticlePage))
_MOST = 50  # entries of a feed


class Done(NamedTuple):
    """Something that was done, and the record that says so as it is seen from this site."""

    event: Event
    guest: Guest


def page(pages: Pages, document: Document, body: str, guest: Guest | None) -> TopicPage:
    """The page of a document with the course of what it joins. On other sites it tells no course: what is joined is joined here."""
    base = document_page(pages, document, body, guest)
    joined = () if guest else tuple(members(pages, document))
    steps = tuple(step(pages, each) for each in course(pages, joined))
    return TopicPage(
        **{name: getattr(base, name) for name in _BASE},
        joined=tuple(_joined(pages, each) for each in joined),
        steps=steps,
        latest=steps[-1] if steps else None,
        course_feed="" if guest else pages.url(quote(feed_of(document))),
    )


def members(pages: Pages, document: Document) -> Iterator[Guest]:
    """The public records that a matter joins, in the order in which they are written; none twice."""
    for written in dict.fromkeys(of(document).members):
        named = parse_id(written)
        if named and (found := pages.view.joined.get(named)):
            yield found


def course(pages: Pages, joined: tuple[Guest, ...]) -> list[Done]:
    """What was done in all of them, earliest first."""
    found = [Done(event, each) for each in joined for event in pages.kinds[each.document.id.kind].course(each.document)]
    return sorted(found, key=lambda done: (moment_of(done.event), str(done.guest.document.id), done.event.key))


def moment_of(event: Event) -> datetime:
    """When it was done: of a day its beginning."""
    start = event.start
    return start if isinstance(start, datetime) else datetime.combine(start, time(), SHANGHAI)


def step(pages: Pages, done: Done) -> Step:
    """What was done as a line of a page."""
    document, day = done.guest.document, _day(done.event)
    kind = pages.kinds[document.id.kind].title
    return Step(
        f"{day.year}年{day.month}月{day.day}日",
        day.isoformat(),
        done.event.title,
        document.title,
        done.guest.url,
        done.guest.home.short_name,
        kind,
    )


def _day(event: Event) -> date:
    return moment_of(event).astimezone(SHANGHAI).date()


def _joined(pages: Pages, guest: Guest) -> Joined:
    document = guest.document
    return Joined(document.title, guest.url, guest.home.short_name, pages.kinds[document.id.kind].title, document.state)


def feed_of(document: Document) -> str:
    """Where the feed of a matter stands below its site."""
    return f"{NAME}/{document.id.slug}.atom.xml"


def outputs(pages: Pages) -> Iterator[Output]:
    """A feed for each matter: what was done, newest first."""
    for document in pages.own_of(NAME):
        yield Output(feed_of(document), text=lambda document=document: _feed(pages, document))


def _feed(pages: Pages, document: Document) -> str:
    newest = course(pages, tuple(members(pages, document)))[: -_MOST - 1 : -1]
    authority = pages.view.feed_authority
    entries = [_entry(pages, done, authority) for done in newest]
    link, own = pages.absolute(document.url), pages.absolute(quote(feed_of(document)))
    return atom(document.title, link, own, entries, authority, str(document.id))


def _entry(pages: Pages, done: Done, authority: str) -> FeedEntry:
    """One thing that was done; its id is that of the record with its key, so it stays while the record does."""
    document, moment = done.guest.document, moment_of(done.event).isoformat()
    name = f"{quote(str(document.id), safe=':/')}/{quote(done.event.key)}"
    return FeedEntry(
        f"{done.event.title}：{document.title}",
        done.guest.canonical,
        escape(document.excerpt),
        f"tag:{authority or DEFAULT_AUTHORITY}:{name}",
        moment,
        moment,
        done.guest.home.short_name,
        document.foreign,
        (pages.kinds[document.id.kind].title,),
    )
