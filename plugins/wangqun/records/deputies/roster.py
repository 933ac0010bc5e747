"""The roster under each of its groupings, those who were deputies, and empty seats."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from ...domain.deputy import STATUS_TITLES, Deputy
from ...domain.frozen import frozen
from ...domain.roster import Elector
from ...domain.said import said, together, word
from ...pages.context import Count, Link
from ...pages.hemicycle import Hemicycle, SeatGroup, hemicycle
from .context import FormerEntry, FormerPage, Group, PersonEntry, RosterPage, VacanciesPage, VacancyLine
from .places import title_of
from .view import CONSTITUENCIES, ROSTER, STATIONS, RosterView
from .words import day_text, mandate_title, name_of, reason_text, term_title

_OTHER, _PRESENT = said("其他"), said("现实有代表")
PER_PAGE = 420  # entries of some 330 bytes: a page stays well below 200 KB


@frozen
class Grouping:
    """One way to group the roster: `key` names its pages, `groups` have every deputy in office once."""

    key: str
    title: str
    groups: tuple[Group, ...]


def groupings(people: RosterView) -> tuple[Grouping, ...]:
    """Those that the roster allows, the one its front page shows first; always by name."""
    roster = people.roster
    electors = [*roster.constituencies, *roster.electing_units]
    found = []
    for kind, key, title in (("delegation", "by-delegation", said("代表团")), ("group", "by-group", said("代表小组"))):
        chosen = [delegation for delegation in roster.delegations if delegation.kind == kind]
        groups = []
        for number, delegation in enumerate(chosen, 1):
            leader = people.known.get(delegation.leader)
            name = name_of(leader) if leader else delegation.leader if not delegation.leader.startswith("person:") else ""
            note = said("组长：%(name)s", name=name) if name else ""
            note = said("团长：%(name)s", name=name) if name and kind == "delegation" else note
            groups.append(Group(f"g{number}", delegation.name, note, None, people.entries(delegation.deputies)))
        if groups:
            found.append(
                Grouping(key, title, _with_rest(people, groups, said("没有编入%(grouping)s的代表", grouping=word(title))))
            )
    for kind, key, title in (("constituency", "by-constituency", said("选区")), ("electing_unit", "by-unit", said("选举单位"))):
        groups = [_elector(people, e, number) for number, e in enumerate((e for e in electors if e.kind == kind), 1)]
        if groups:
            found.append(
                Grouping(key, title, _with_rest(people, groups, said("没有注明%(grouping)s的代表", grouping=word(title))))
            )
    found.append(Grouping("by-name", said("姓名"), tuple(_by_name(people))))
    return tuple(found)


def _elector(people: RosterView, elector: Elector, number: int) -> Group:
    parts = [said("名额 %(n)s", n=elector.quota)]
    parts += [said("缺额 %(n)s", n=elector.vacant)] if elector.vacant else []
    parts += [word(said("不设站点的选举单位"))] if elector.external else []
    url = people.url(elector.page) if elector.page else None
    return Group(f"g{number}", title_of(elector), together("，", parts), url, people.entries(elector.deputies))


def _with_rest(people: RosterView, groups: list[Group], title: str) -> tuple[Group, ...]:
    named = {entry.url for group in groups for entry in group.people}
    rest = tuple(people.entry(deputy) for deputy in people.roster.deputies if deputy.url not in named)
    return (*groups, Group("g0", title, "", None, rest)) if rest else tuple(groups)


def _by_name(people: RosterView) -> Iterator[Group]:
    def letter(deputy: Deputy) -> str:
        first = deputy.pinyin[:1].upper()
        return first if "A" <= first <= "Z" else _OTHER

    ordered = sorted(people.roster.deputies, key=lambda deputy: (letter(deputy) == _OTHER, letter(deputy), deputy.pinyin))
    for title, deputies in groupby(ordered, key=letter):
        yield Group(f"g{title if title != _OTHER else 0}", title, "", None, tuple(map(people.entry, deputies)))


def split(groups: Sequence[Group], size: int) -> list[list[Group]]:
    """Pages of at most `size` entries: a group is cut only when it alone is longer; its parts keep its id."""
    pages: list[list[Group]] = [[]]
    room = size
    for group in groups:
        if len(group.people) > room and pages[-1]:
            pages.append([])
            room = size
        rest = group.people
        while len(rest) > size:
            pages[-1].append(_part(group, rest[:size]))
            rest = rest[size:]
            pages.append([])
        pages[-1].append(_part(group, rest))
        room = size - len(rest) if len(group.people) > size else room - len(rest)
    return [page for page in pages if page] or [[]]


def _part(group: Group, people: tuple[PersonEntry, ...]) -> Group:
    return group if people == group.people else Group(group.id, group.title, group.note, group.url, people)


def counts(people: RosterView) -> tuple[Count, ...]:
    """名额, 现实有代表, 缺额, 暂停; what is not known or nought is left out, but for those present."""
    roster, term = people.roster, people.roster.term
    present = term.present if term else len(roster.deputies)
    suspended = term.suspended if term else sum(deputy.here.status == "suspended" for deputy in roster.deputies)
    rows = [
        (said("代表名额"), term.seats if term else 0),
        (_PRESENT, present),
        (said("缺额"), term.vacant if term else 0),
    ]
    rows.append((said("暂停执行职务"), suspended))
    return tuple(Count(label, str(value)) for label, value in rows if value or label == _PRESENT)


def links(people: RosterView) -> tuple[Link, ...]:
    """What else there is: 找代表, 选区, 联络站, former deputies, empty seats; only what is not empty."""
    roster = people.roster
    rows = (
        (said("找代表"), "my/index.html", roster.is_found),
        (said("选区"), f"{CONSTITUENCIES}index.html", roster.constituencies),
        (said("代表联络站"), f"{STATIONS}index.html", roster.stations),
        (said("缺额和补选"), "deputy/vacancies.html", roster.vacancies),
        (said("已终止资格的代表"), "deputy/former.html", roster.former),
    )
    return tuple(Link(title, people.url(path)) for title, path, there in rows if there)


def roster_pages(people: RosterView) -> Iterator[tuple[str, RosterPage]]:
    """File and value of every page of the roster; the first grouping's first page is deputy/index.html."""
    roster = people.roster
    found = groupings(people)

    def file(grouping: Grouping, number: int) -> str:
        name = "index" if grouping is found[0] and not number else grouping.key + (f"-{number + 1}" if number else "")
        return f"{ROSTER}{name}.html"

    term = said("%(congress)s代表", congress=term_title(roster.congress_name, roster.term.term_no)) if roster.term else ""
    delegations = tuple(d.name for d in roster.delegations if d.kind == "delegation")
    used = {deputy.here.status for deputy in roster.deputies}
    statuses = tuple(Link(title, key) for key, title in STATUS_TITLES.items() if key in used)
    shared_counts, shared_links = counts(people), links(people)
    for grouping in found:
        pages = split(grouping.groups, PER_PAGE)
        contents: dict[str, Link] = {}
        for number, groups in enumerate(pages):
            for group in groups:
                contents.setdefault(group.id, Link(group.title, f"{people.url(file(grouping, number))}#{group.id}"))
        for number, groups in enumerate(pages):
            path = file(grouping, number)
            parts = (Link(said("第 %(n)s 页", n=n + 1), people.url(file(grouping, n)), n == number) for n in range(len(pages)))
            title = (
                said("代表名录")
                if grouping is found[0] and not number
                else said("代表名录（按%(grouping)s）", grouping=word(grouping.title))
            )
            yield (
                path,
                RosterPage(
                    head=people.head(
                        together("", (word(title), said("第 %(n)s 页", n=number + 1))) if number else title,
                        path,
                    ),
                    crumbs=(Link(said("首页"), people.url("")), Link(said("代表名录"), None, True)),
                    title=said("代表名录"),
                    term_text=term,
                    as_of_text=day_text(roster.as_of),
                    counts=shared_counts,
                    chart=_chart(people, grouping) if grouping is found[0] and not number else None,
                    groupings=tuple(
                        Link(said("按%(grouping)s", grouping=word(g.title)), people.url(file(g, 0)), g is grouping) for g in found
                    ),
                    groups=tuple(groups),
                    contents=tuple(contents.values()),
                    parts=tuple(parts) if len(pages) > 1 else (),
                    delegations=delegations,
                    statuses=statuses if len(statuses) > 1 else (),
                    total=len(roster.deputies),
                    links=shared_links,
                ),
            )


def _chart(people: RosterView, grouping: Grouping) -> Hemicycle | None:
    """The seats of the groups; empty ones by constituency or electing unit, else as a group of their own."""
    electors = {title_of(e): e.vacant for e in (*people.roster.constituencies, *people.roster.electing_units)}
    by_elector = grouping.key in {"by-constituency", "by-unit"}
    groups = [
        SeatGroup(
            group.title,
            len(group.people),
            electors.get(group.title, 0) if by_elector else 0,
            f"#{group.id}",
        )
        for group in grouping.groups
    ]
    if grouping.key == "by-name":
        groups = [SeatGroup(said("代表"), len(people.roster.deputies))]
    if not by_elector and people.roster.term:
        groups.append(SeatGroup(said("缺额"), 0, people.roster.term.vacant))
    return hemicycle(
        "wq-seats", said("席位图"), groups, (grouping.title if grouping.key != "by-name" else "", said("代表"), said("缺额"))
    )


def former_page(people: RosterView) -> FormerPage:
    """Deputies whose mandate here has ended, latest first."""
    ordered = sorted(people.roster.former, key=lambda deputy: deputy.here.end, reverse=True)
    return FormerPage(
        people.head(said("已终止资格的代表"), "deputy/former.html"),
        people.crumbs(said("已终止资格的代表")),
        said("已终止资格的代表"),
        tuple(_former(deputy) for deputy in ordered),
    )


def _former(deputy: Deputy) -> FormerEntry:
    here = deputy.here
    return FormerEntry(
        name=name_of(deputy),
        url=deputy.url,
        term=mandate_title(here),
        elector=here.elector_name,
        end_text=day_text(here.end),
        reason=reason_text(here.end_reason),
        notice=Link(said("公告"), here.end_notice_url) if here.end_notice_url else None,
    )


def vacancies_page(people: RosterView) -> VacanciesPage:
    """Seats nobody holds, and whether they wait for a by-election."""
    lines = []
    for vacancy in people.roster.vacancies:
        reason, state = people.vacancy_state(vacancy.left_by, vacancy.reason)
        lines.append(VacancyLine(vacancy.elector_name, day_text(vacancy.since), vacancy.left_by, reason, state))
    head = people.head(said("缺额和补选"), "deputy/vacancies.html")
    return VacanciesPage(head, people.crumbs(said("缺额和补选")), said("缺额和补选"), day_text(people.roster.as_of), tuple(lines))
