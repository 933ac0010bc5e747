"""The pages that name documents, and those that stand where there is none: home, columns, tags, redirects, tombstones, 404."""

from collections.abc import Iterator, Sequence
from urllib.parse import quote

from ..domain.federation import Tombstone
from .context import Box, DeputiesBox, Head, HomePage, Link, ListPage, Meta, NotFoundPage, RedirectPage, WithdrawnPage
from .official import COLUMN_TAGS, SITE_TAGS, column_meta, moment_text, site_meta
from .output import Output, made
from .site import Listed, Pages


def home(pages: Pages) -> HomePage:
    """The front page: newest pieces, what kinds put there, then every other column with content."""
    blocks = {kind.folder or kind.name: block for kind in pages.kinds.values() if (block := kind.home(pages))}
    boxes = [block for block in blocks.values() if isinstance(block, Box)]  # first: what kinds put here turns with time
    for column in pages.view.columns:
        if (documents := pages.by_column.get(column.key)) and column.key not in blocks:
            boxes.append(Box(column.title, pages.column_url(column), tuple(map(pages.entry, documents[:6]))))
    head = Head(pages.site.short_name, pages.absolute(""), site_meta(pages.view), section=pages.url(""))
    newest = [pages.entry(document) for document in pages.listed[:30]]
    first = next((entry for entry in newest if entry.image), None)
    lead = [first, *(entry for entry in newest if entry is not first)] if first else newest
    deputies = next((block for block in blocks.values() if isinstance(block, DeputiesBox)), None)
    return HomePage(head, tuple(lead[:6]), tuple(boxes), deputies)


def not_found(pages: Pages) -> NotFoundPage:
    """The page for addresses that lead nowhere."""
    return NotFoundPage(Head("没有找到这个页面", None, site_meta(pages.view), index=False))


def redirect(pages: Pages, url: str) -> RedirectPage:
    """The page at an old address; `url` is the new one as seen from here."""
    canonical = url if "://" in url else pages.view.member.address.origin + url
    return RedirectPage(Head("页面已移动", canonical, site_meta(pages.view), index=False), url)


def withdrawn(pages: Pages, stone: Tombstone) -> WithdrawnPage:
    """What stands in the place of a withdrawn piece."""
    return WithdrawnPage(Head("内容已撤回", None, site_meta(pages.view), index=False), stone.reason, moment_text(stone.time))


def outputs(pages: Pages) -> Iterator[Output]:
    """The list pages of every column, by their newest in the sitemap, and those of every tag."""
    for path, page in columns(pages):
        address = page.head.canonical if path.endswith("/index.html") else None
        yield Output(path, "list", made(page), address=address, tags=(*SITE_TAGS, *COLUMN_TAGS))
    for path, page in tags(pages):
        yield Output(path, "list", made(page))


def columns(pages: Pages) -> Iterator[tuple[str, ListPage]]:
    """File and value of every list page of every column."""
    for key, documents in pages.by_column.items():
        column = pages.column_of[key]
        meta = (*site_meta(pages.view), *column_meta(pages.view, column))
        yield from _lists(pages, f"{key}/", column.title, column.description or "", documents, meta)


def tags(pages: Pages) -> Iterator[tuple[str, ListPage]]:
    """File and value of the page of every tag, all its pieces on one."""
    for slug, (tag, documents) in sorted(pages.by_tag.items()):
        head = Head(f"标签：{tag}", pages.absolute(f"tag/{quote(slug)}.html"), site_meta(pages.view), index=False)
        crumbs = (Link("首页", pages.url("")), Link(f"标签：{tag}", None, True))
        yield (
            f"tag/{slug}.html",
            ListPage(head, crumbs, f"标签：{tag}", "", 0, tuple(map(pages.entry, documents)), None, None, None),
        )


def _lists(
    pages: Pages, folder: str, title: str, description: str, documents: Sequence[Listed], meta: tuple[Meta, ...]
) -> Iterator[tuple[str, ListPage]]:
    """List pages numbered from the oldest, so that a new piece changes the newest page only, and one more when it is full.

    Full pages of `per_page` are p1.html (oldest), p2.html, …; index.html holds the newest `per_page` to
    `2 * per_page - 1` pieces (all of them when there are fewer).
    """
    crumbs = (Link("首页", pages.url("")), Link(title, pages.url(quote(folder)), True))
    full = max(0, len(documents) // pages.per_page - 1)
    oldest_first = documents[::-1]

    def link(number: int) -> Link | None:
        if number < 1:
            return None
        return (
            Link(f"第 {number} 页", pages.url(f"{quote(folder)}p{number}.html"))
            if number <= full
            else Link("最新", pages.url(quote(folder)))
        )

    for number in range(full + 1):
        start = pages.per_page * (number - 1)
        chosen = oldest_first[start : start + pages.per_page] if number else oldest_first[full * pages.per_page :]
        path = f"p{number}.html" if number else ""
        head = Head(
            f"{title}（第 {number} 页）" if number else title,
            pages.absolute(quote(folder) + path),
            meta,
            section=crumbs[-1].url or "",
        )
        yield (
            f"{folder}{path or 'index.html'}",
            ListPage(
                head,
                crumbs,
                title,
                description,
                number,
                tuple(map(pages.entry, chosen[::-1])),
                newest=link(full + 1) if number else None,
                newer=link(number + 1) if number else None,
                older=link(number - 1) if number else link(full),
            ),
        )
