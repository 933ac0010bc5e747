"""The pages that name documents, and those that stand where there is none: columns, tags, redirects, tombstones, 404."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields
from itertools import groupby
from urllib.parse import quote

from ..domain.compositions import HUBS
from ..domain.document import Document
from ..domain.federation import Tombstone
from ..domain.ids import slugify
from ..domain.moment import year_words
from ..domain.said import said, word
from ..domain.site import Column
from .context import Head, HubPage, Link, ListPage, NotFoundPage, RedirectPage, WithdrawnPage, Year, YearLink
from .home import compose, files_of
from .official import COLUMN_TAGS, SITE_TAGS, column_meta, moment_text, site_meta
from .output import Output, made
from .site import Listed, Pages, feed_of

MOST_TAGS = 12


def not_found(pages: Pages) -> NotFoundPage:
    """The page for addresses that lead nowhere."""
    return NotFoundPage(Head(said("没有找到这个页面"), None, site_meta(pages.view), index=False))


def redirect(pages: Pages, url: str) -> RedirectPage:
    """The page at an old address; `url` is the new one as seen from here."""
    canonical = url if "://" in url else pages.view.member.address.origin + url
    return RedirectPage(Head(said("页面已移动"), canonical, site_meta(pages.view), index=False), url)


def withdrawn(pages: Pages, stone: Tombstone) -> WithdrawnPage:
    """What stands in the place of a withdrawn piece."""
    return WithdrawnPage(
        Head(said("内容已撤回"), None, site_meta(pages.view), index=False), stone.reason, moment_text(stone.time)
    )


def outputs(pages: Pages) -> Iterator[Output]:
    """The list pages of every column, by their newest in the sitemap, and those of every tag."""
    for path, page in columns(pages):
        address = page.head.canonical if path.endswith("/index.html") else None
        template = "hub" if isinstance(page, HubPage) else "list"
        yield Output(path, template, made(page), address=address, tags=(*SITE_TAGS, *COLUMN_TAGS))
    for path, page in tags(pages):
        yield Output(path, "list", made(page))


def columns(pages: Pages) -> Iterator[tuple[str, ListPage]]:
    """File and value of every list page of every column; a hub's newest page shows more than its pieces."""
    for column in pages.view.columns:
        if column.key not in pages.used:
            continue
        for path, page in _lists(pages, column, pages.by_column.get(column.key, ())):
            yield path, _hub(pages, HUBS[column.key], page) if column.key in pages.hubs and not page.number else page


def _hub(pages: Pages, names: Iterable[str], page: ListPage) -> HubPage:
    blocks = compose(pages, names)
    shared = {each.name: getattr(page, each.name) for each in fields(ListPage)}
    scripts, styles = files_of(blocks)
    return HubPage(**shared, blocks=blocks, scripts=scripts, styles=styles)


def tags(pages: Pages) -> Iterator[tuple[str, ListPage]]:
    """File and value of the page of every tag, all its pieces on one."""
    for slug, (tag, documents) in sorted(pages.by_tag.items()):
        title = said("标签：%(tag)s", tag=tag)
        head = Head(title, pages.absolute(f"tag/{quote(slug)}.html"), site_meta(pages.view), index=False)
        crumbs = (Link(said("首页"), pages.url("")), Link(title, None, True))
        groups = tuple(_years(pages, documents))
        years = _jumps([(document, "") for document, _, _ in documents])
        yield (
            f"tag/{slug}.html",
            ListPage(head, crumbs, title, "", 0, len(documents), groups, years, (), None, None, None, None),
        )


def _lists(pages: Pages, column: Column, documents: Sequence[Listed]) -> Iterator[tuple[str, ListPage]]:
    """List pages numbered from the oldest, so that a new piece changes the newest page only, and one more when it is full.

    Full pages of `per_page` are p1.html (oldest), p2.html, …; index.html holds the newest `per_page` to
    `2 * per_page - 1` pieces (all of them when there are fewer), and alone says what all of them come to.
    """
    folder = f"{column.key}/"
    here = pages.url(quote(folder))
    meta = (*site_meta(pages.view), *column_meta(pages.view, column))
    crumbs = (Link(said("首页"), pages.url("")), Link(column.title, here, True))
    full = max(0, len(documents) // pages.per_page - 1)
    oldest_first = documents[::-1]

    def link(number: int) -> Link | None:
        if number < 1:
            return None
        return Link(said("第 %(n)s 页", n=number), f"{here}p{number}.html") if number <= full else Link(said("最新"), here)

    def page_of(position: int) -> str:
        number = (len(documents) - 1 - position) // pages.per_page + 1
        return f"{here}p{number}.html" if number <= full else ""

    for number in range(full + 1):
        start = pages.per_page * (number - 1)
        chosen = oldest_first[start : start + pages.per_page] if number else oldest_first[full * pages.per_page :]
        path = f"p{number}.html" if number else ""
        title = said("%(title)s（第 %(n)s 页）", title=word(column.title), n=number) if number else column.title
        yield (
            f"{folder}{path or 'index.html'}",
            ListPage(
                head=Head(title, pages.absolute(quote(folder) + path), meta, section=here),
                crumbs=crumbs,
                title=column.title,
                description=column.description or "",
                number=number,
                count=0 if number else len(documents),
                groups=tuple(_years(pages, chosen[::-1])),
                years=() if number else _jumps([(line[0], page_of(at)) for at, line in enumerate(documents)]),
                tags=() if number else tuple(_tags(pages, documents)),
                feed=pages.url(quote(feed_of(column.key))) if column in pages.fed else None,
                newest=link(full + 1) if number else None,
                newer=link(number + 1) if number else None,
                older=link(number - 1) if number else link(full),
            ),
        )


def _years(pages: Pages, lines: Iterable[Listed]) -> Iterator[Year]:
    """Lines, newest first, by the year of each."""
    for year, some in groupby(lines, key=lambda line: _year(line[0])):
        yield Year(_anchor(year), _heading(year), tuple(map(pages.entry, some)))


def _jumps(places: Sequence[tuple[Document, str]]) -> tuple[YearLink, ...]:
    """Each year with where its newest piece stands, of pieces newest first, each with its page; nothing for a single year."""
    found: dict[str, list[str]] = {}
    for document, page in places:
        found.setdefault(_year(document), []).append(page)
    links = (YearLink(_heading(year), f"{at[0]}#{_anchor(year)}", len(at)) for year, at in found.items())
    return tuple(links) if len(found) > 1 else ()


def _year(document: Document) -> str:
    return document.day_text[:4]


def _anchor(year: str) -> str:
    return f"y{year}" if year else "undated"


def _heading(year: str) -> str:
    return year_words(year) if year else said("未注明日期")


def _tags(pages: Pages, documents: Iterable[Listed]) -> Iterator[Link]:
    """The tags that a column's own pieces have most, with the pages that list all of each."""
    found = Counter(tag for document, _, guest in documents if guest is None for tag in dict.fromkeys(document.item.tags))
    ordered = sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))
    yield from (Link(tag, pages.url(f"tag/{quote(slug)}.html")) for tag, _ in ordered[:MOST_TAGS] if (slug := slugify(tag)))
