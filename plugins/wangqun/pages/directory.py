"""Lists of everything on a site, by the first letter of its pinyin and by year: found without script (docs/editors.md)."""

import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from ..domain.document import Document, newest_first
from ..domain.moment import year_words
from ..domain.pinyin import syllables
from ..domain.said import said, word
from .context import DirectoryEntry, DirectoryGroup, DirectoryPage, Head, Link
from .official import SITE_TAGS, site_meta
from .output import Output, made

if TYPE_CHECKING:
    from .site import Pages

MOST = 250  # lines on one page, which stay below 100 KB
SOUNDED = 4  # characters of a title by which its letter is known and its lines are ordered
LETTERS, YEARS = "search/a-z", "search/years"
_TITLES = {LETTERS: said("按拼音查找"), YEARS: said("按年份查找")}
_ANCHOR = "wq-g-"
_UNSOUNDED = re.compile(r"^[\W_]+")
_OTHER, _UNDATED = said("其他"), said("未注明日期")


class _Group(NamedTuple):
    """What stands under one letter or year: a name for addresses, a title, its lines in order."""

    name: str
    title: str
    entries: tuple[DirectoryEntry, ...]


def ways(pages: "Pages", current: str = "") -> tuple[Link, ...]:
    """Links to the lists; none on a site with nothing to find, by year only where there are documents."""
    documents = bool(pages.own or pages.standing)
    there = {LETTERS: documents or bool(_others(pages)), YEARS: documents}
    return tuple(Link(_TITLES[way], f"{pages.site.home}{way}.html", way == current) for way, found in there.items() if found)


def directory_pages(pages: "Pages") -> Iterator[tuple[str, DirectoryPage]]:
    """File and value of every page of the lists: one while it is short, else one for each letter or year, again cut when long."""
    documents = [(_sound(d.title), _document(pages, d)) for d in sorted((*pages.own, *pages.standing), key=newest_first)]
    others = [(sound or _sound(entry.title), entry) for sound, entry in _others(pages)]
    yield from _pages(pages, LETTERS, list(_by_letter([*documents, *others])))
    yield from _pages(pages, YEARS, list(_by_year(entry for _, entry in documents)))


def _others(pages: "Pages") -> list[tuple[str, DirectoryEntry]]:
    """What is no document, with its pinyin where it is known."""
    return [line for kind in pages.kinds.values() for line in kind.directory(pages)]


def outputs(pages: "Pages") -> Iterator[Output]:
    """Every page of the lists, as the sitemap names it."""
    for name, page in directory_pages(pages):
        yield Output(name, "directory", made(page), address=page.head.canonical or "", tags=SITE_TAGS)


def _document(pages: "Pages", document: Document) -> DirectoryEntry:
    column = pages.column_of.get(document.column)
    note = column.title if column and not document.standing else ""
    return DirectoryEntry(
        document.title, pages.site.home + document.url, note, document.day_text, document.state, document.foreign
    )


def _sound(title: str) -> str:
    """The pinyin of a title's first characters, small letters; what is no letter before them is passed over."""
    return "".join(syllables(_UNSOUNDED.sub("", title)[:SOUNDED])).lower()


def _by_letter(sounded: Iterable[tuple[str, DirectoryEntry]]) -> Iterator[_Group]:
    def letter(pair: tuple[str, DirectoryEntry]) -> str:
        return pair[0][:1].upper() if "a" <= pair[0][:1].lower() <= "z" else "~"

    ordered = sorted(sounded, key=lambda pair: (letter(pair), pair[0].lower(), pair[1].title))
    for key, pairs in groupby(ordered, key=letter):
        name, title = ("other", _OTHER) if key == "~" else (key.lower(), key)
        yield _Group(name, title, tuple(entry for _, entry in pairs))


def _by_year(entries: Iterable[DirectoryEntry]) -> Iterator[_Group]:
    """Years of entries that come newest first, undated last."""
    for year, found in groupby(entries, key=lambda entry: entry.date_text[:4]):
        yield _Group(year or "undated", year_words(year) if year else _UNDATED, tuple(found))


def _pages(pages: "Pages", way: str, groups: list[_Group]) -> Iterator[tuple[str, DirectoryPage]]:
    total = sum(len(group.entries) for group in groups)
    if not total:
        return
    alone = total <= MOST
    front = [DirectoryGroup(f"{_ANCHOR}{group.name}", group.title, group.entries) for group in groups] if alone else []
    lead = said("全站公开内容共 %(n)s 条。", n=total)
    if not alone and way == LETTERS:
        lead = said("全站公开内容共 %(n)s 条，请选字母。", n=total)
    elif not alone:
        lead = said("全站公开内容共 %(n)s 条，请选年份。", n=total)
    tabs = ways(pages, way)

    def jumps(current: str) -> tuple[Link, ...]:
        if alone:
            return tuple(Link(group.title, f"#{_ANCHOR}{group.name}") for group in groups)
        return tuple(Link(group.title, _url(pages, way, group.name), group.name == current) for group in groups)

    yield f"{way}.html", _page(pages, tabs, way, _TITLES[way], lead, jumps(""), front, ())
    for group in () if alone else groups:
        parts = [group.entries[start : start + MOST] for start in range(0, len(group.entries), MOST)]
        names = [group.name, *(f"{group.name}-p{number}" for number in range(2, len(parts) + 1))]
        for number, (name, part) in enumerate(zip(names, parts, strict=True), 1):
            links = [Link(said("第 %(n)s 页", n=n), _url(pages, way, other), other == name) for n, other in enumerate(names, 1)]
            title = said("%(way)s：%(group)s", way=word(_TITLES[way]), group=word(group.title))
            title = said("%(title)s（第 %(n)s 页）", title=title, n=number) if number > 1 else title
            lead = said("“%(group)s”共 %(n)s 条。", group=word(group.title), n=len(group.entries))
            shown = [DirectoryGroup(f"{_ANCHOR}{group.name}", group.title, part)]
            yield (
                f"{way}-{name}.html",
                _page(
                    pages, tabs, f"{way}-{name}", title, lead, jumps(group.name), shown, tuple(links) if len(links) > 1 else ()
                ),
            )


def _page(
    pages: "Pages",
    tabs: tuple[Link, ...],
    path: str,
    title: str,
    lead: str,
    jumps: tuple[Link, ...],
    groups: Iterable[DirectoryGroup],
    parts: tuple[Link, ...],
) -> DirectoryPage:
    crumbs = (Link(said("首页"), pages.site.home), Link(said("搜索"), pages.site.search), Link(title, None, True))
    head = Head(title, pages.absolute(f"{path}.html"), site_meta(pages.view))
    return DirectoryPage(head, crumbs, title, lead, tabs, jumps, tuple(groups), parts)


def _url(pages: "Pages", way: str, name: str) -> str:
    return f"{pages.site.home}{way}-{name}.html"
