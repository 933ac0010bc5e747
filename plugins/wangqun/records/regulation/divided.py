"""A text of a law that is too long for one page: its page leads to each article, its parts have pages of their own."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from html import unescape
from urllib.parse import quote

from markupsafe import Markup

from ...domain.document import Document
from ...pages.context import Link
from ...pages.site import Pages
from .context import ArticleLink, Heading, LawPage, LongPart
from .law import Law, version_name
from .outline import Part, outline
from .shelf import stands

_ID = re.compile(r' id="([^"]+)"')
_ARTICLE = re.compile(r'(?=<p id="[^"]+"[^>]*><a class="clause")')
_NUMBER = re.compile(r'<p id="([^"]+)"[^>]*><a class="clause"[^>]*>(.*?)</a>', re.DOTALL)
_TAG = re.compile(r"<[^>]*>")


def path_of(law: Law, document: Document, part: Part) -> str:
    """Where a part of a text is written below the site."""
    return f"{law.folder}{version_name(law, document)}/{part.anchor.replace('/', '-')}.html"


def divided(pages: Pages, page: LawPage, law: Law, document: Document, parts: Sequence[Part]) -> LawPage:
    """The page of a long text, which holds what stands before its first part, and leads to every article."""
    urls = [pages.url(quote(path_of(law, document, part))) for part in parts]
    long = tuple(
        LongPart(part.title, url, part.anchor, tuple(_articles(part, url))) for part, url in zip(parts, urls, strict=True)
    )
    return replace(page, parts=long, outline=tuple(_outline(parts, urls, -1)), after=Link(parts[0].title, urls[0]))


def part_page(pages: Pages, page: LawPage, law: Law, document: Document, parts: Sequence[Part], number: int) -> LawPage:
    """The page of one of its parts; `page` is that of the text."""
    part, urls = parts[number], [each.url for each in page.parts]
    whole = Link(document.title, pages.url(stands(pages, document)))
    canonical = pages.absolute(quote(path_of(law, document, part)))
    return replace(
        page,
        head=replace(page.head, title=f"{document.title} {part.title}", canonical=canonical, json_ld=None),
        crumbs=(*page.crumbs, whole),
        body=Markup(part.html),  # noqa: S704 - a part of a body that has passed the allow-list
        parts=(),
        part=part.title,
        outline=tuple(_outline(parts, urls, number)),
        before=Link(parts[number - 1].title, urls[number - 1]) if number else whole,
        after=Link(parts[number + 1].title, urls[number + 1]) if number + 1 < len(parts) else None,
        attachments=(),
        related=(),
    )


def _outline(parts: Sequence[Part], urls: Sequence[str], current: int) -> Iterator[Heading]:
    """The parts; that of this page is marked, with what is in it."""
    for number, (part, url) in enumerate(zip(parts, urls, strict=True)):
        here = number == current
        (heading, *_) = outline(part.html) if here else (Heading(part.title, url, False),)
        yield replace(heading, current=here)


def _articles(part: Part, url: str) -> Iterator[ArticleLink]:
    """The articles of a part, each with all places in it and around it."""
    around: tuple[str, ...] = ()
    for piece in _ARTICLE.split(part.html):
        if found := _NUMBER.match(piece):
            anchor = unescape(found[1])
            inner = tuple(unescape(each) for each in _ID.findall(piece, found.end()))
            yield ArticleLink(_TAG.sub("", found[2]).strip(), f"{url}#{anchor}", anchor, (*around, *inner))
            around = ()
        else:
            around = tuple(own for each in _ID.findall(piece) if (own := unescape(each)) != part.anchor)
