"""What of a site can be found: its listed documents and its deputies, as plain text."""

import re
from collections.abc import Iterator
from html import unescape

from ..domain.federation import SiteView
from ..domain.people import Deputy
from ..search.index import Entry
from .bodies import HOME, Bodies

_HEADING = re.compile(r"<h([1-6])\b[^>]*>(.*?)</h\1>", re.DOTALL)
_INLINE = re.compile(r"</?(?:a|abbr|b|bdi|cite|code|del|em|i|ins|kbd|mark|q|s|small|span|strong|sub|sup|u|wbr)\b[^>]*>")
_TAG = re.compile(r"<!--.*?-->|<[^>]*>", re.DOTALL)
_SPACE = re.compile(r"\s+")


def entries(view: SiteView, bodies: Bodies) -> Iterator[Entry]:
    """Every document that lists may name, then every deputy with a page."""
    address = view.member.address
    for document in view.documents:
        if document.is_listed:
            body = bodies[HOME, document.source]
            headings = "\n".join(plain(match[2]) for match in _HEADING.finditer(body))
            yield Entry(
                site=view.member.site.id,
                id=str(document.id),
                kind=document.id.kind,
                column=document.column,
                title=document.title,
                headings=headings,
                body=plain(body),
                names=" ".join(document.item.authors),
                date=document.date.strftime("%Y-%m-%d") if document.date else "",
                url=address.absolute(document.url),
                file=document.file,
                digest=document.digest,
            )
    for deputy in (*view.roster.deputies, *view.roster.former):
        if deputy.name and deputy.page:
            yield _deputy(view.member.site.id, deputy, address.absolute(deputy.page))


def plain(html: str) -> str:
    """The text of safe HTML in one line; words that only inline markup divides stay whole."""
    return _SPACE.sub(" ", unescape(_TAG.sub(" ", _INLINE.sub("", html)))).strip()


def _deputy(site: str, deputy: Deputy, url: str) -> Entry:
    """A deputy by name, with the mandates and posts that the page shows."""
    mandates = [f"{m.congress_name} {m.elector_name} {m.delegation} {m.group}" for m in deputy.mandates]
    posts = [f"{post.organ_name} {post.title}" for post in deputy.posts]
    return Entry(
        site=site,
        id=deputy.key,
        kind="deputy",
        column="",
        title=deputy.name,
        headings="",
        body=_SPACE.sub(" ", "；".join((*mandates, *posts))).strip(),
        names=" ".join((deputy.name, *deputy.other_names)),
        date="",
        url=url,
        file=deputy.page,
        digest="",
    )
