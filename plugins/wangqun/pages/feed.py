"""The Atom feeds and the sitemap of a site; the sitemap escapes for itself."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from urllib.parse import quote
from xml.sax.saxutils import escape

from ..domain.document import Document
from ..domain.feed import FeedEntry
from ..domain.frozen import frozen
from ..domain.site import Column
from .atom import atom as written
from .output import Output
from .site import FEED, UNDATED, Listed, Pages, feed_of

DEFAULT_AUTHORITY = "wangqun,2026"
MAX_URLS = 40_000  # a sitemap may list 50,000


def feed(pages: Pages, limit: int) -> str:
    """Atom 1.0 with the newest `limit` dated pieces: title, summary, absolute link, an id that survives moves."""
    site = pages.view.member.site
    items = _items(pages, pages.feed_documents[:limit])
    return atom(site.record.short_name, pages.absolute(""), pages.absolute(FEED), items, pages.view.feed_authority, site.id)


def column_feed(pages: Pages, column: Column, limit: int) -> str:
    """The same of one column."""
    site = pages.view.member.site
    items = _items(pages, [line for line in pages.by_column[column.key] if pages.is_fed(line)][:limit])
    link, own = pages.absolute(f"{quote(column.key)}/"), pages.absolute(quote(feed_of(column.key)))
    title = f"{site.record.short_name} {column.title}"
    return atom(title, link, own, items, pages.view.feed_authority, f"{site.id}:{column.key}")


def _items(pages: Pages, lines: Sequence[Listed]) -> list[FeedEntry]:
    site = pages.view.member.site
    origin = pages.view.member.address.origin
    authority, entries = pages.view.feed_authority, []
    for document, column, guest in lines:
        title = next((c.title for c in pages.view.columns if c.key == column), "")
        url = guest.url if guest else pages.site.home + document.url
        source = guest.home.short_name if guest else site.record.short_name
        entries.append(entry_of(FeedItem(document, url if "://" in url else origin + url, source, title), authority))
    return entries


@frozen
class FeedItem:
    """A document in a feed: its absolute address there, who publishes it, its column's title; `facts` come before its summary."""

    document: Document
    url: str
    source: str
    column: str
    facts: str = ""


def entry_of(item: FeedItem, authority: str) -> FeedEntry:
    """What a feed says of an item. Its id is its document's, so it survives moves."""
    document, written = item.document, item.document.item
    moment = written.date or UNDATED
    changes = [each for each in (written.modified, written.corrected.time if written.corrected else None) if each]
    return FeedEntry(
        f"【{document.state}】{document.title}" if document.state else document.title,
        item.url,
        escape(f"{item.facts}。{document.excerpt}" if item.facts else document.excerpt),
        f"tag:{authority or DEFAULT_AUTHORITY}:{quote(str(document.id), safe=':/')}",
        moment.isoformat(),
        max(moment, *changes).isoformat() if changes else moment.isoformat(),
        written.source or item.source,
        document.foreign,
        (*filter(None, [item.column]), *written.tags),
    )


def atom(title: str, link: str, feed_url: str, entries: Iterable[FeedEntry], authority: str, name: str) -> str:
    """An Atom feed. With an `authority` (RFC 4151) no id depends on an address, that of the feed being made of its `name`. One
    that has no entries says of itself what does not depend on the clock.
    """
    return written(title, link, feed_url, entries, f"tag:{authority}:{name}" if authority else link, UNDATED)


def sitemaps(pages: Pages, shown: Iterable[Output]) -> Iterator[tuple[str, str]]:
    """File and text of the sitemap of what is `shown`; beyond 40,000 addresses an index and its parts."""
    rows = [(output.address, output.changed) for output in shown if output.address is not None]
    parts = [rows[start : start + MAX_URLS] for start in range(0, len(rows), MAX_URLS)]
    if len(parts) == 1:
        yield "sitemap.xml", _urlset(rows)
        return
    names = [f"sitemap-{number}.xml" for number in range(1, len(parts) + 1)]
    for name, part in zip(names, parts, strict=True):
        yield name, _urlset(part)
    body = "".join(f"<sitemap><loc>{escape(pages.absolute(name))}</loc></sitemap>\n" for name in names)
    yield "sitemap.xml", _XML + f'<sitemapindex xmlns="{_NAMESPACE}">\n{body}</sitemapindex>\n'


def _urlset(rows: list[tuple[str, datetime | None]]) -> str:
    body = "".join(
        f"<url><loc>{escape(url)}</loc>{f'<lastmod>{moment.isoformat()}</lastmod>' if moment else ''}</url>\n"
        for url, moment in rows
    )
    return _XML + f'<urlset xmlns="{_NAMESPACE}">\n{body}</urlset>\n'


_XML = '<?xml version="1.0" encoding="utf-8"?>\n'
_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
