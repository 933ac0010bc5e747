"""搜索: the page with the field, its OpenSearch description, and the lists of everything for readers without script."""

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from ..domain.columns import STANDARD
from ..domain.said import said
from ..domain.search_server import SITE, ServerTemplate
from .context import Head, Link, Meta, SearchPage, SearchServer
from .directory import ways
from .official import SITE_TAGS, site_meta
from .output import Output

if TYPE_CHECKING:
    from .site import Pages

_SHORT = 16  # characters that a browser shows of a search engine's name


def outputs(pages: "Pages") -> Iterator[Output]:
    """The page with the field, which says so when a site has nothing to find, and the description."""
    yield Output("search/index.html", "search", partial(search_page, pages), tags=SITE_TAGS)
    yield Output("search/opensearch.xml", text=partial(opensearch, pages))


def search_page(pages: "Pages") -> SearchPage:
    """The page with the field. Search engines need not list it: what it finds they find themselves."""
    view, site = pages.view, pages.site
    found = ways(pages)
    top = view.top
    return SearchPage(
        head=Head(said("搜索"), pages.absolute("search/"), site_meta(view), index=False, section=site.search),
        crumbs=(Link(said("首页"), site.home), Link(said("搜索"), None, True)),
        title=said("搜索"),
        id=view.member.site.id,
        index=site.search,
        searched=bool(found or (top is None and view.member.children)),
        ways=found,
        everywhere=Link(view.cluster, f"{top.url}search/") if top else None,
        server=server(view.search_server, view.member.site.id),
        words=tuple(dict.fromkeys(_words(pages))),
    )


def _words(pages: "Pages") -> Iterator[str]:
    """What the script writes of kinds, of the columns that a standard site has, and of that by which pieces are told apart."""
    for kind in pages.kinds.values():
        yield kind.title
        for facet in kind.facets:
            yield from (facet.title, *facet.titles.values())
    yield from (column.title for column in (*STANDARD.values(), *pages.view.columns))


def server(template: str, site: str) -> SearchServer | None:
    """The form that asks a search server about one site; `template` is the cluster's `search_server`."""
    asked = ServerTemplate.of(template) if template else None
    if asked is None:
        return None
    hidden = tuple(Meta(name, value.replace(SITE, site)) for name, value in asked.others)
    return SearchServer(asked.origin, asked.origin + asked.path.replace(SITE, site), asked.field, hidden)


def opensearch(pages: "Pages") -> str:
    """What a browser needs to search the site from its address bar (OpenSearch 1.1)."""
    site = pages.site
    origin = pages.view.member.address.origin
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        '<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">\n'
        f"<ShortName>{escape(site.short_name[:_SHORT])}</ShortName>\n"
        f"<Description>{escape(f'在{site.short_name}网站中搜索')}</Description>\n"
        "<Language>zh-CN</Language>\n"
        "<InputEncoding>UTF-8</InputEncoding>\n"
        f'<Image width="16" height="16" type="image/svg+xml">{escape(f"{origin}{site.theme}/icon.svg")}</Image>\n'
        f'<Url type="text/html" template="{escape(pages.absolute("search/"))}?q={{searchTerms}}"/>\n'
        "</OpenSearchDescription>\n"
    )
