"""An Atom feed as text (RFC 4287), the same as feedgenerator writes it, an eighth of the time."""

import re
from collections.abc import Iterable
from datetime import datetime
from urllib.parse import quote
from xml.sax.saxutils import escape, quoteattr

from ..domain.feed import FeedEntry

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")  # what no XML may hold
_PLAIN = "/#%[]=:;$&()+,!?*@'~"  # marks that an address keeps (RFC 3987)


def atom(title: str, link: str, feed_url: str, entries: Iterable[FeedEntry], name: str, undated: datetime) -> str:
    """A feed whose id is its `name`; one without entries changed when it was `undated`.

    Raises:
        ValueError: a text holds what no XML may hold.
    """
    entries = list(entries)
    updated = max((entry.updated for entry in entries), key=datetime.fromisoformat) if entries else undated.isoformat()
    text = (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        f'<feed xml:lang="zh-CN" xmlns="http://www.w3.org/2005/Atom">{_element("title", title)}'
        f'<link href={_address(link)} rel="alternate"/><link href={_address(feed_url)} rel="self"/>'
        f"{_element('id', name)}<updated>{updated}</updated>{_element('subtitle', title) if title else ''}"
        f"{''.join(map(_entry, entries))}</feed>"
    )
    if _CONTROL.search(text):
        raise ValueError("control characters are not supported in XML 1.0")
    return text


def _entry(entry: FeedEntry) -> str:
    summary = f'<summary type="html">{escape(entry.summary)}</summary>' if entry.summary else '<summary type="html"/>'
    tongue = f" xml:lang={quoteattr(entry.lang)}" if entry.lang else ""
    return (
        f'<entry{tongue}>{_element("title", entry.title)}<link href={_address(entry.url)} rel="alternate"/>'
        f"<published>{entry.published}</published><updated>{entry.updated}</updated>"
        f"<author>{_element('name', entry.author)}</author>{_element('id', entry.id)}{summary}"
        f"{''.join([f'<category term={quoteattr(term)}/>' for term in entry.categories])}</entry>"
    )


def _element(name: str, text: str) -> str:
    return f"<{name}>{escape(text)}</{name}>" if text else f"<{name}/>"


def _address(url: str) -> str:
    return quoteattr(quote(url, safe=_PLAIN))
