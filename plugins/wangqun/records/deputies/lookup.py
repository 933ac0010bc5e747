"""找代表: from a roster to pages of townships and villages, and the file that the lookup field reads (docs/domain.md §3.3)."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from hashlib import sha256
from typing import Any

from ...domain.columns import STANDARD
from ...domain.level import Level
from ...domain.pinyin import first_letters
from ...domain.roster import County, Representative, Roster, Town, Village
from ...domain.said import said, word
from ...pages.context import Head, Link
from ...pages.official import COLUMN_TAGS, SITE_TAGS, column_meta, site_meta
from ...pages.output import Output
from ...pages.site import Pages
from . import by_name
from .context import LookupDeputy, LookupLetter, LookupPage, LookupPlace, LookupVillage, SameVillage
from .reached import deputies
from .view import RosterView

FOLDER = "my/"
PLACES = "my/places.json"
FEW_TILES, FEW_VILLAGES = 36, 12  # so many are seen at a glance: they need no index of letters
VERSION = 2
_RANKS = {level.value: -level.rank for level in Level}  # townships first
_TITLE = said("找代表")


def outputs(pages: Pages) -> Iterator[Output]:
    """The pages, and the file."""
    for name, page in lookup_pages(pages):
        address = pages.absolute(name.removesuffix("index.html"))
        yield Output(name, "lookup", page, address=address, tags=(*SITE_TAGS, *COLUMN_TAGS))
    if pages.view.roster.has_places:
        yield Output(PLACES, text=partial(places_file, pages))


def lookup_pages(pages: Pages) -> Iterator[tuple[str, Callable[[], LookupPage]]]:
    """File and maker of every page below my/: the index, and one for each township when there are several.

    Where no place leads to anybody, the index lists all deputies; nothing where there are none.
    """
    roster = pages.view.roster
    if not roster.has_places:
        yield from _names_pages(pages)
        return
    places = _places_url(pages)
    if len(roster.lookup) == 1 and not roster.counties:
        yield f"{FOLDER}index.html", partial(_town_page, pages, roster.lookup[0], places, alone=True)
        return
    area = pages.view.member.site.area
    tiles = [LookupPlace(county.name, county.url, "" if county.towns else said("按姓名找")) for county in roster.counties]
    tiles += [
        LookupPlace(t.name, _url(pages, town_path(roster, t)), said("%(n)s 个村、社区", n=len(t.villages))) for t in roster.lookup
    ]
    lead = (
        said("按地方找：选您住的县（市、区），%(area)s有 %(n)s 个。", area=area, n=len(tiles))
        if roster.counties
        else said("按地方找：选您住的乡镇、街道，再找到您的村或社区。")
    )
    letters = tuple(LookupLetter(letter, places=found) for letter, found in _by_letter(tiles, FEW_TILES))
    yield f"{FOLDER}index.html", partial(_page, pages, _TITLE, "", lead, letters, roster.above, places)
    for town in roster.lookup:
        yield town_path(roster, town), partial(_town_page, pages, town, None, alone=False)


def _names_pages(pages: Pages) -> Iterator[tuple[str, Callable[[], LookupPage]]]:
    """Every deputy, for a site of which no villages are known."""
    roster = pages.view.roster
    if not roster.is_found:
        return
    found = list(by_name.groups(RosterView(pages.view), _above_title(pages)))
    parts = by_name.pages(found)
    total = sum(len(group.deputies) for group in found)
    names = ["", *(f"names-{number}.html" for number in range(2, len(parts) + 1))]
    for number, (name, groups) in enumerate(zip(names, parts, strict=True)):
        links = tuple(Link(said("第 %(n)s 页", n=n), _url(pages, FOLDER + each), each == name) for n, each in enumerate(names, 1))
        title = _TITLE if not number else said("%(title)s（第 %(n)s 页）", title=word(_TITLE), n=number + 1)
        lead = said("点代表的姓名看联系方式和履职情况。")
        make = partial(_page, pages, title, name, lead, (LookupLetter("", villages=groups),), (), None)
        yield f"{FOLDER}{name or 'index.html'}", partial(_named, make, total, links if len(links) > 1 else ())


def _named(make: Callable[[], LookupPage], total: int, parts: tuple[Link, ...]) -> LookupPage:
    return replace(make(), total=total, parts=parts)


def town_path(roster: Roster, town: Town) -> str:
    """Where a township's villages stand below the site, as a URL path; a village is at `#<its code>` there."""
    return FOLDER if len(roster.lookup) == 1 and not roster.counties else f"{FOLDER}{town.code}.html"


def places_file(pages: Pages) -> str:
    """What the lookup field reads: every village, with the page at which its deputies stand.

    `{"v", "counties": [[name, initials, URL, [[code, name, initials, URL, [[code, name, initials]…]]…]]…]}`: a village's code
    lacks its township's; a county's own file has one county without name and address. Names of people are on the pages alone.
    """
    roster = pages.view.roster
    towns = [
        _town_row(t.code, t.name, _url(pages, town_path(roster, t)), ((v.code, v.name) for v in t.villages))
        for t in roster.lookup
    ]
    counties = [["", "", "", towns]] if towns else []
    counties += [_county_row(county) for county in roster.counties]
    return json.dumps({"v": VERSION, "counties": counties}, ensure_ascii=False, separators=(",", ":")) + "\n"


def _county_row(county: County) -> list[Any]:
    alone = len(county.towns) == 1  # its villages stand on the first page (`town_path`)
    rows = [_town_row(t.code, t.name, county.url if alone else f"{county.url}{t.code}.html", t.villages) for t in county.towns]
    return [county.name, initials(county.name), county.url, rows]


def _town_row(code: str, name: str, url: str, villages: Iterable[tuple[str, str]]) -> list[Any]:
    places = [[village.removeprefix(code), title, initials(title)] for village, title in villages]
    return [code, name, initials(name), url, places]


def initials(name: str) -> str:
    """The first letters of a name in pinyin, small, letters and figures only: 柳溪乡 -> lxx."""
    letters = "".join(first_letters(name)).lower()
    return "".join(letter for letter in letters if letter.isascii() and letter.isalnum())


def _places_url(pages: Pages) -> str:
    """The file's address with a digest of what it holds, so that no copy kept elsewhere outlives its page."""
    return f"{_url(pages, PLACES)}?{sha256(places_file(pages).encode()).hexdigest()[:12]}"


def _town_page(pages: Pages, town: Town, places: str | None, alone: bool) -> LookupPage:
    roster = pages.view.roster
    day = roster.as_of
    villages = [LookupVillage(v.code, v.name, tuple(deputies(_ordered(v), day, roster.above))) for v in town.villages]
    letters = tuple(LookupLetter(letter, villages=_joined(found)) for letter, found in _by_letter(villages, FEW_VILLAGES))
    lead = said("找到您的村或社区，点代表的姓名看联系方式和履职情况。") if villages else said("还没有公开的村、社区。")
    title = _TITLE if alone else said("%(place)s：%(title)s", place=town.name, title=word(_TITLE))
    path = "" if alone else f"{town.code}.html"
    return _page(pages, title, path, lead, letters, roster.above, places, None if alone else town.name)


def _joined(villages: Iterable[LookupVillage]) -> tuple[LookupVillage, ...]:
    """Villages of the same deputies as one, at the place of the first."""
    found: dict[tuple[LookupDeputy, ...], list[LookupVillage]] = {}
    for village in villages:
        found.setdefault(village.deputies, []).append(village)
    return tuple(
        replace(first, also=tuple(SameVillage(each.code, each.name) for each in also)) for first, *also in found.values()
    )


def _page(
    pages: Pages,
    title: str,
    path: str,
    lead: str,
    letters: tuple[LookupLetter, ...],
    above: Iterable[Representative],
    places: str | None,
    town: str | None = None,
) -> LookupPage:
    view = pages.view
    column = next((column for column in view.columns if column.key == "deputies"), STANDARD["deputies"])
    index = Link(_TITLE, _url(pages, FOLDER) if town else None, not town)
    return LookupPage(
        head=Head(
            title, pages.absolute(FOLDER + path), (*site_meta(view), *column_meta(view, column)), section=pages.site.lookup or ""
        ),
        crumbs=(Link(said("首页"), _url(pages, "")), index, *((Link(town, None, True),) if town else ())),
        title=title,
        lead=lead,
        letters=letters,
        above=tuple(deputies(_by_level(above), view.roster.as_of)),
        above_title=_above_title(pages),
        places=places,
    )


def _above_title(pages: Pages) -> str:
    return said("代表整个%(area)s的上级代表", area=pages.view.member.site.area)


def _ordered(village: Village) -> list[Representative]:
    return _by_level(village.representatives)


def _by_level(representatives: Iterable[Representative]) -> list[Representative]:
    """Each once, townships first, otherwise as they come."""
    return sorted(dict.fromkeys(representatives), key=lambda one: _RANKS.get(one.level, 1))


def _by_letter(places: Sequence[Any], few: int) -> Iterator[tuple[str, tuple[Any, ...]]]:
    """Places in the order given by their letter, letters in order, what has none last; without letters up to `few`."""
    if len(places) <= few:
        yield "", tuple(places)
        return
    found: dict[str, list[Any]] = {}
    for place in places:
        first = initials(place.name)[:1].upper()
        found.setdefault(first if first.isalpha() else said("其他"), []).append(place)
    for letter in sorted(found):
        yield letter, tuple(found[letter])


def _url(pages: Pages, path: str) -> str:
    return f"{pages.view.member.address.prefix}/{path}"
