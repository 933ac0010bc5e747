"""The page of a matter and its feed: the course of all that it joins, in the order in which it was done."""

from collections.abc import Iterator
from functools import partial
from urllib.parse import quote

from ...domain.document import Document
from ...domain.federation import Guest
from ...domain.ids import parse_id
from ...pages.changes import entries
from ...pages.course import Done, done, step
from ...pages.document import document_page, inherited
from ...pages.feed import atom
from ...pages.output import Output
from ...pages.site import Pages
from .context import Joined, TopicPage
from .record import of

NAME = "topic"


def page(pages: Pages, document: Document, body: str, guest: Guest | None) -> TopicPage:
    """The page of a document with the course of what it joins. A guest of another site tells none: it is told at home."""
    base = document_page(pages, document, body, guest)
    joined = () if guest else tuple(members(pages, document))
    steps = tuple(step(pages, each) for each in course(pages, joined))
    return TopicPage(
        **inherited(base),
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
    return done(pages, ((each.document, each.url, each.canonical, each.home.short_name) for each in joined))


def _joined(pages: Pages, guest: Guest) -> Joined:
    document = guest.document
    return Joined(document.title, guest.url, guest.home.short_name, pages.kinds[document.id.kind].title, document.state)


def feed_of(document: Document) -> str:
    """Where the feed of a matter stands below its site."""
    return f"{NAME}/{document.id.slug}.atom.xml"


def outputs(pages: Pages) -> Iterator[Output]:
    """A feed for each matter: what was done, newest first."""
    for document in pages.own_of(NAME):
        yield Output(feed_of(document), text=partial(_feed, pages, document))


def _feed(pages: Pages, document: Document) -> str:
    found = course(pages, tuple(members(pages, document)))
    link, own = pages.absolute(document.url), pages.absolute(quote(feed_of(document)))
    return atom(document.title, link, own, entries(pages, found), pages.view.feed_authority, str(document.id))
