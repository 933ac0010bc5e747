"""What templates see, and nothing else: `site` (a SiteContext) and `page`, one of the page classes here or a kind's own.

This is the contract for theme authors; docs/reference/templates.md is generated from it. All values are text that Jinja
escapes, except `Markup` bodies, which have passed the allow-list. URLs are ready for `href`: root-relative on the same host,
absolute elsewhere. `*_text` values are for readers, `*_iso` for machines.
"""

from .data import DataField, DataFile, DataPage, DataTable
from .document import ArticlePage, Download, Figure, NotFoundPage, RedirectPage, Video, WithdrawnPage
from .lists import Box, DeputiesBox, HomePage, ListPage
from .parts import Count, Entry, FooterItem, Group, Head, Link, Meta, SiteContext
from .person import PersonPanel
from .search import DirectoryEntry, DirectoryGroup, DirectoryPage, SearchPage, SearchServer

TEMPLATES: dict[str, type] = {
    "article": ArticlePage,
    "page": ArticlePage,
    "list": ListPage,
    "home": HomePage,
    "404": NotFoundPage,
    "redirect": RedirectPage,
    "withdrawn": WithdrawnPage,
    "data": DataPage,
    "search": SearchPage,
    "directory": DirectoryPage,
}

__all__ = [
    "TEMPLATES",
    "ArticlePage",
    "Box",
    "Count",
    "DataField",
    "DataFile",
    "DataPage",
    "DataTable",
    "DeputiesBox",
    "DirectoryEntry",
    "DirectoryGroup",
    "DirectoryPage",
    "Download",
    "Entry",
    "Figure",
    "FooterItem",
    "Group",
    "Head",
    "HomePage",
    "Link",
    "ListPage",
    "Meta",
    "NotFoundPage",
    "PersonPanel",
    "RedirectPage",
    "SearchPage",
    "SearchServer",
    "SiteContext",
    "Video",
    "WithdrawnPage",
]
