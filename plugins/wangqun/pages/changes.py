"""What was done in the documents of a kind, as a feed: an entry for each thing, on its day, with an id that stays."""

from collections.abc import Iterable, Iterator
from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import quote
from xml.sax.saxutils import escape

from ..domain.feed import FeedEntry
from .course import Done, done, told
from .feed import DEFAULT_AUTHORITY, atom
from .output import Output

if TYPE_CHECKING:
    from ..records.kind import Kind
    from .site import Pages

MOST = 200  # entries: those who subscribe ask again within days


def changes_of(name: str) -> str:
    """Where the feed of a kind stands below the site."""
    return f"{name}/changes.atom.xml"


def has_changes(pages: "Pages", kind: "Kind") -> bool:
    """True when something was done in the site's own documents of a kind that has a course."""
    return not kind.is_silent("course") and any(True for d in pages.own_of(kind.name) for _ in kind.course(d))


def outputs(pages: "Pages", kind: "Kind") -> Iterator[Output]:
    """The feed, when there is anything in it."""
    if has_changes(pages, kind):
        yield Output(changes_of(kind.name), text=partial(_feed, pages, kind))


def entries(pages: "Pages", found: Iterable[Done]) -> Iterator[FeedEntry]:
    """The newest things that were done, newest first; the id of each is that of its record and stays while the record does."""
    authority = pages.view.feed_authority or DEFAULT_AUTHORITY
    newest = sorted(found, key=lambda each: (-each.moment.timestamp(), str(each.document.id), each.event.key))
    for each in newest[:MOST]:
        document, moment, kind = each.document, each.moment.isoformat(), pages.kinds[each.document.id.kind]
        about = "，".join(kind.line(document).facts) or document.item.summary or ""  # of its text nothing: others edit it at home
        yield FeedEntry(
            f"{each.event.title}：{document.title}",
            each.canonical,
            escape(about),
            f"tag:{authority}:{quote(str(document.id), safe=':/')}/{quote(each.event.key)}",
            moment,
            moment,
            document.item.source or each.site,
            document.foreign,
            (kind.title,),
        )


def _done(pages: "Pages", kind: "Kind") -> list[Done]:
    return done(pages, told(pages, pages.own_of(kind.name)))


def _feed(pages: "Pages", kind: "Kind") -> str:
    site = pages.view.member.site
    link, own = pages.absolute(f"{kind.name}/"), pages.absolute(changes_of(kind.name))
    title, name = (
        f"{site.record.short_name}{kind.title}的变化",
        f"{site.id}:{kind.name}:changes",
    )
    return atom(title, link, own, entries(pages, _done(pages, kind)), pages.view.feed_authority, name)
