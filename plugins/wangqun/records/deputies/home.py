"""What home pages show of deputies: the village field, the next reception, names by place, the presidium, the house by seats."""

from collections.abc import Iterator

from ...domain.deputy import Deputy
from ...domain.moment import day_words, month_day_words, weekday_words
from ...domain.reception import coming
from ...domain.said import said
from ...pages.context import (
    Block,
    ContactsBlock,
    FooterItem,
    Link,
    Names,
    NamesBlock,
    ReceptionBlock,
    ReceptionDay,
    SearchBlock,
    SeatsBlock,
    Task,
)
from ...pages.hemicycle import SeatGroup, hemicycle
from ...pages.kinds import HomeBlock
from ...pages.site import Pages
from . import roster
from .lookup import FOLDER
from .places import title_of, today
from .view import ROSTER, STATIONS, RosterView
from .words import day_text, name_of, phone_url

DAYS = 3  # reception days
MOST_NAMES, MOST_GROUPS = 120, 60
_CHIEFS = ("主席", "副主席")
_ASKED = {
    True: (said("村、社区或乡镇"), said("也可以输入拼音首字母，如“柳溪”输入 lx")),
    False: (said("姓名、选区或联络站"), said("姓名也可以输入拼音首字母，如“晏竹君”输入 yzj")),
}
"""What the field asks for and its hint, where places are known and where not."""


def lookup(pages: Pages) -> Iterator[Block]:
    """A field for the name of one's village, or of a deputy where no villages are known."""
    if pages.view.roster.is_found:
        label, hint = _ASKED[pages.view.roster.has_places]
        yield SearchBlock(
            name="lookup",
            partial="lookup",
            title=said("找我的代表"),
            url=pages.url(FOLDER),
            label=label,
            hint=hint,
        )


def reception(pages: Pages) -> Iterator[Block]:
    """The next days on which deputies receive people at any station, as of the day of the roster."""
    people = RosterView(pages.view)
    stations = people.roster.stations
    since = today(people)
    if since is None:
        return
    found = [
        (day, rule.start, number, rule)
        for number, station in enumerate(stations)
        for day, rule in coming(station.reception_days, since, DAYS)
    ]
    days: list[ReceptionDay] = []
    for day, _, number, rule in sorted(found, key=lambda each: each[:3])[:DAYS]:
        station = stations[number]
        days.append(
            ReceptionDay(
                date_text=month_day_words(day) if day.year == since.year else day_words(day),
                date_iso=day.isoformat(),
                weekday=weekday_words(day),
                hours="–".join(filter(None, (rule.start, rule.end))),
                note=rule.note,
                station=station.name,
                url=people.url(station.page),
                address=station.address,
                phone=station.phone,
                phone_url=phone_url(station.phone) if station.phone else None,
            )
        )
    if days:
        url = people.url(f"{STATIONS}index.html")
        shown, scripts = tuple(days), ("today",)
        yield ReceptionBlock(
            name="reception", partial="reception", title=said("代表接待日"), url=url, days=shown, scripts=scripts
        )


def stations(pages: Pages) -> Iterator[Block]:
    """Every station with where it is and whom to call."""
    people = RosterView(pages.view)
    items = tuple(
        FooterItem(station.name, "，".join(filter(None, (station.address, station.phone))), people.url(station.page))
        for station in people.roster.stations
    )
    if items:
        url = people.url(f"{STATIONS}index.html")
        yield ContactsBlock(name="stations", partial="contacts", title=said("代表联络站"), url=url, items=items)


def names(pages: Pages) -> Iterator[Block]:
    """Deputies by place: by delegation, else by constituency; a long roster says how many there are in each."""
    people = RosterView(pages.view)
    groups = tuple(_groups(people))
    if not groups:
        return
    if sum(len(group.links) for group in groups) > MOST_NAMES:
        groups = tuple(Names(g.title, g.url, g.note, ()) for g in groups)
    front = people.url(f"{ROSTER}index.html")
    more = Link(said("全部 %(n)s 位代表", n=len(people.roster.deputies)), front)
    yield NamesBlock(name="people", partial="names", title=said("本届代表"), url=front, groups=groups[:MOST_GROUPS], more=more)


def _groups(people: RosterView) -> Iterator[Names]:
    found = people.roster
    delegations = [each for each in found.delegations if each.kind == "delegation"]
    anchors = people.url(f"{ROSTER}index.html")  # its first grouping, of delegations where there are any
    for number, each in enumerate(delegations, 1):
        known = _known(people, each.deputies)
        yield Names(each.name, f"{anchors}#g{number}", said("%(n)s 位", n=len(known)), _links(known))
    if not delegations:
        for elector in (*found.constituencies, *found.electing_units):
            known = _known(people, elector.deputies)
            url = people.url(elector.page) if elector.page else None
            yield Names(title_of(elector), url, said("缺额 %(n)s", n=elector.vacant) if elector.vacant else "", _links(known))


def _known(people: RosterView, keys: tuple[str, ...]) -> list[Deputy]:
    return [people.known[key] for key in keys if key in people.known]


def _links(deputies: list[Deputy]) -> tuple[Link, ...]:
    return tuple(Link(name_of(deputy), deputy.url) for deputy in deputies)


def presidium(pages: Pages) -> Iterator[Block]:
    """Who sits on the presidium now: its chair first, then by office."""
    people = RosterView(pages.view)
    found: dict[str, list[Deputy]] = {title: [] for title in _CHIEFS}
    for deputy in people.roster.deputies:
        for post in deputy.posts:
            if post.organ == "presidium" and not post.end and post.congress == deputy.here.congress:
                found.setdefault(post.title, []).append(deputy)
    groups = tuple(Names(title, None, "", _links(deputies), _call(deputies)) for title, deputies in found.items() if deputies)
    if groups:
        yield NamesBlock(
            name="presidium", partial="names", title=said("主席团"), url=people.url(f"{ROSTER}index.html"), groups=groups
        )


def _call(deputies: list[Deputy]) -> Link | None:
    """The public telephone of one who holds an office alone."""
    if len(deputies) > 1:
        return None
    return next((Link(contact.phone, phone_url(contact.phone)) for contact in deputies[0].contacts if contact.phone), None)


def seats(pages: Pages) -> Iterator[Block]:
    """The house: how many seats are held and empty, by who elects them or by delegation."""
    people = RosterView(pages.view)
    found = people.roster
    if found.is_empty:
        return
    title, groups = _house(people)
    yield SeatsBlock(
        name="seats",
        partial="seats",
        title=said("人大代表"),
        url=people.url(f"{ROSTER}index.html"),
        styles=("charts",),
        counts=roster.counts(people),
        as_of_text=day_text(found.as_of),
        chart=hemicycle("wq-house", said("席位图"), groups, (title, said("代表"), said("缺额"))),
        links=roster.links(people),
    )


def _house(people: RosterView) -> tuple[str, list[SeatGroup]]:
    """How the seats are told apart, and the groups; empty seats that are nobody's in particular are a group of their own."""
    found = people.roster
    delegations = [each for each in found.delegations if each.kind == "delegation"]
    if found.electing_units:
        title = said("选举单位")
        groups = [SeatGroup(title_of(each), len(each.deputies), each.vacant) for each in found.electing_units]
    elif delegations:
        title = said("代表团")
        groups = [SeatGroup(each.name, len(_known(people, each.deputies))) for each in delegations]
    else:
        return "", []
    held, vacant = sum(group.held for group in groups), sum(group.vacant for group in groups)
    if rest := len(found.deputies) - held:
        groups.append(SeatGroup(said("其他"), max(rest, 0)))
    if found.term and found.term.vacant > vacant:
        groups.append(SeatGroup(said("其他缺额"), 0, found.term.vacant - vacant))
    return title, groups


def tasks(pages: Pages) -> Iterator[Task]:
    """Finding one's deputies, and the stations."""
    if pages.view.roster.is_found:
        label, _ = _ASKED[pages.view.roster.has_places]
        yield Task("lookup", said("找代表"), pages.url(FOLDER), label, "person", is_lookup=True)
    if pages.view.roster.stations:
        yield Task("stations", said("代表联络站"), pages.url(STATIONS), said("地址、电话和接待日"), "pin")


BLOCKS = {
    "lookup": HomeBlock(said("找我的代表"), lookup),
    "reception": HomeBlock(said("代表接待日"), reception),
    "stations": HomeBlock(said("代表联络站"), stations),
    "presidium": HomeBlock(said("主席团"), presidium),
    "people": HomeBlock(said("本届代表"), names),
    "seats": HomeBlock(said("人大代表"), seats),
}
