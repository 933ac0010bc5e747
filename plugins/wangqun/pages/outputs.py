"""Every file of a site, once: the writer, the sitemap and whoever asks what a site shows read this list."""

import os
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from ..domain import colour
from ..domain.document import Document
from ..domain.federation import Guest
from . import accessibility, changes, cluster, course, directory, elder, home, inverse, lists, map, opendata, petitions, search
from .days import days_file
from .feed import column_feed, feed, sitemaps
from .official import SITE_TAGS, document_tags
from .output import Output, made
from .overview import calendar_of
from .site import COLOUR, FEED, Pages, feed_of
from .structured import described

if TYPE_CHECKING:
    from ..records.kind import Kind

Bodies = Mapping[tuple[str, str], str]


def outputs(pages: Pages, bodies: Bodies, root: str, most: int) -> Iterator[Output]:
    """All files of the site, made when they are written; `root` is the cluster's folder, `most` the length of the feed.

    Pages come first, in the order of the sitemap, which comes last.
    """
    shown = [described(pages, page) for page in _pages(pages, bodies)]
    yield from shown
    yield from _files(pages, root)
    if pages.view.member.colour:
        yield Output(COLOUR, text=partial(colour_css, pages.view.member.colour))
    if pages.feed_documents:
        yield Output(FEED, text=partial(feed, pages, most))
    for column in pages.fed:
        yield Output(feed_of(column.key), text=partial(column_feed, pages, column, most))
    for name, text in sitemaps(pages, shown):
        yield Output(name, text=made(text))


def output_at(pages: Pages, bodies: Bodies, root: str, most: int, path: str) -> Output | None:
    """The file of the site at a path, as `outputs` has it, without reading any body but its own; None when there is none."""
    for document in pages.view.documents:
        if document.file == path:
            return described(pages, page_of(pages, bodies, document))
    for guest in pages.view.guests:
        if guest.scope and guest.path == path:
            return described(pages, page_of(pages, bodies, guest.document, guest))
    unread: Bodies = defaultdict(str)
    found = next((output for output in outputs(pages, unread, root, most) if output.path == path), None)
    if found and not found.document:
        return found
    kind = path.partition("/")[0]
    shown = (found.document,) if found and found.document else (d for d in pages.view.documents if d.id.kind == kind)
    more = (each for document in shown for each in _more(pages, bodies, document) if each.path == path)
    return next((described(pages, each) for each in more), found)


def _pages(pages: Pages, bodies: Bodies) -> Iterator[Output]:
    yield Output("index.html", "home", partial(home.home, pages), address=pages.absolute(""), tags=SITE_TAGS)
    yield Output("404.html", "404", partial(lists.not_found, pages))
    yield from lists.outputs(pages)
    for kind in pages.kinds.values():
        yield from kind.overview(pages)
    yield from opendata.outputs(pages)
    for document in (*pages.standing, *pages.own, *(d for d in pages.view.documents if not d.is_listed)):
        yield page_of(pages, bodies, document)
        yield from _more(pages, bodies, document)
    for kind in pages.kinds.values():
        yield from kind.outputs(pages)
        yield from _calendar(pages, kind)
        yield from changes.outputs(pages, kind)
    yield from directory.outputs(pages)
    yield from search.outputs(pages)
    for leading in (elder, map, petitions, accessibility, cluster, course, inverse):
        yield from leading.outputs(pages)
    for guest in pages.view.guests:
        if guest.scope:
            yield page_of(pages, bodies, guest.document, guest)
    for stone in pages.view.tombstones:
        yield Output(stone.path, "withdrawn", partial(lists.withdrawn, pages, stone))
    for old, new in sorted(pages.view.redirects.items()):
        yield Output(old, "redirect", partial(lists.redirect, pages, new))


def page_of(pages: Pages, bodies: Bodies, document: Document, guest: Guest | None = None) -> Output:
    """The page of a document; one of another site has its address in the sitemap there."""
    kind = pages.kinds[document.id.kind]
    changed = document.item.modified or (document.date if document.has_day else None)
    own = document.is_listed and guest is None and kind.stands(pages, document) == document.url
    address = pages.absolute(document.url) if own else None
    path = guest.path if guest else document.file
    make = partial(_page, pages, kind, bodies, document, guest)
    tags = document_tags(document)
    return Output(path, kind.template, make, address=address, changed=changed, tags=tags, document=document)


def _more(pages: Pages, bodies: Bodies, document: Document) -> Iterator[Output]:
    """What else is made of the body of one of the site's own documents."""
    yield from pages.kinds[document.id.kind].more(pages, document, lambda: bodies["", document.source])


def _page(pages: Pages, kind: "Kind", bodies: Bodies, document: Document, guest: Guest | None) -> Any:
    """The value of a page, whose body is read now."""
    return kind.page(pages, document, bodies[document.site if guest else "", document.source], guest)


def colour_css(main: str) -> str:
    """The style sheet that gives a site's pages its main colour, by day and by night."""
    by_night = colour.readable(main, colour.NIGHT)
    day = f":root {{ --accent: {main}; --on-accent: {colour.on(main)}; }}"
    night = f":root {{ --accent: {by_night}; --on-accent: {colour.on(by_night)}; }}"
    return f"{day}\n@media (prefers-color-scheme: dark) {{ {night} }}\n"


def _calendar(pages: Pages, kind: "Kind") -> Iterator[Output]:
    """The days of a kind on the site where they are kept, when there are any."""
    if found := [(d, day, pages.absolute(d.url)) for d in pages.own_of(kind.name) for day in kind.events(d)]:
        yield days_file(pages, calendar_of(kind.name), kind.title, found)


def _files(pages: Pages, root: str) -> Iterator[Output]:
    """Pictures, attachments and other files: the site's own, and those of pieces that it shows as pages."""
    site = pages.view.member.site
    content = os.path.join(root, "content", site.level, site.id)
    for source, place in pages.view.files.items():
        yield Output(place, source=os.path.join(content, source), digest=pages.view.digests[place])
    for file in sorted({file for guest in pages.view.guests for file in guest.files}):
        yield Output(file.place, source=os.path.join(root, file.path), digest=file.digest)
