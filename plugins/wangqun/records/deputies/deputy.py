"""A Deputy's own page."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby

from ...domain.deputy import AtStation, Deputy, DutyRecord, DutyReport, Mandate, Reception
from ...domain.said import said, together, word
from ...pages.charts import Amount, Bars, Event, Timeline, described, shares, timeline
from ...pages.context import Link, PersonPanel
from ...records.deputies.words import office_of
from .choices import ORIGINS
from .context import (
    ContactLine,
    DeputyPage,
    Fact,
    MandateLine,
    NextReception,
    PostLine,
    RecordLine,
    ReportLine,
    SourceLine,
    StationLine,
    Year,
)
from .duty import figures
from .next_day import soonest
from .view import RosterView, provided
from .words import (
    CONFLICTS,
    FACTS,
    day_text,
    initial,
    mandate_title,
    name_of,
    phone_url,
    reason_text,
    rules_text,
    span_text,
    status_text,
    term_title,
)

_FORMS = {"oral": said("口头述职"), "written": said("书面述职"), "online": said("网上述职")}
_RATED, _VOTES = (said("满意"), said("基本满意"), said("不满意")), said("%(n)s 票")
HISTORY = 3  # days that make a history
_AUDIENCES = {"constituency": said("向选区选民"), "electing_unit": said("向选举单位")}


def qr_file(page: str) -> str:
    """The file of the QR code of a page."""
    return page.removesuffix(".html") + ".qr.svg"


def deputy_page(people: RosterView, deputy: Deputy, panels: tuple[PersonPanel, ...] = ()) -> DeputyPage:
    """A deputy's page; contact, stations and reception days only while the mandate here lasts (个人信息保护法 art. 47)."""
    ended = deputy.here.status == "ended"
    name = name_of(deputy)
    title = together("", (mandate_title(deputy.here), word(name)))
    head = people.head(title, deputy.page, deputy.canonical)
    head = replace(head, meta=(*head.meta, *people.content_meta(title, deputy.updated, head.canonical or "")))
    between = (Link(said("已终止资格的代表"), people.url("deputy/former.html")),) if ended else ()
    contacts = () if ended else tuple(_contacts(deputy))
    stations = () if ended else tuple(map(_station, deputy.stations))
    return DeputyPage(
        head=head,
        crumbs=people.crumbs(name, *between),
        name=name,
        other_names="、".join(deputy.other_names),
        initial=initial(deputy.name),
        photo=deputy.photo or None,
        mandate=_mandate(people, deputy.here),
        ended=ended,
        others=tuple(_mandate(people, mandate) for mandate in deputy.mandates[1:]),
        facts=tuple(_facts(deputy)),
        conflicts=tuple(CONFLICTS.get(key, key) for key in deputy.conflicts),
        posts=tuple(_posts(deputy)),
        contacts=contacts,
        call=_call(contacts, stations),
        stations=stations,
        reception=() if ended else rules_text(deputy.reception_days, people.roster.as_of),
        next=None if ended else next_reception(deputy.reception_days, deputy.stations, people.roster.as_of),
        office=people.view.member.site.record.footer.contact or "",
        figures=tuple(figures(deputy.records, people.roster.as_of)),
        panels=panels,
        years=tuple(_years(deputy.records)),
        reports=tuple(_reports(deputy.reports)),
        history=_history(deputy),
        providers="、".join(deputy.providers),
        sources=tuple(_sources(people, deputy)),
        updated=day_text(deputy.updated),
        qr=None if ended else people.url(qr_file(deputy.page)),
    )


def _station(at: AtStation) -> StationLine:
    return StationLine(at.name, at.url or None, at.address, at.phone, phone_url(at.phone) if at.phone else None)


def _call(contacts: tuple[ContactLine, ...], stations: tuple[StationLine, ...]) -> ContactLine | None:
    """The number to call first: a deputy's own, else that of a station."""
    own = next((line for line in contacts if line.label == "电话"), None)
    at = next((station for station in stations if station.phone), None)
    return own or (ContactLine(said("联络站电话"), at.phone, at.phone_url, at.title) if at else None)


def next_reception(own: tuple[Reception, ...], stations: tuple[AtStation, ...], as_of: str) -> NextReception | None:
    """The next of a deputy's own reception days; of one who has none, that of the first station that has."""
    chosen = [(own, stations[:1])] if own else [(at.reception_days, (at,)) for at in stations]
    for rules, places in chosen:
        if found := soonest(rules, as_of):
            place = next((Link(at.name, at.url or None) for at in places), None)
            return NextReception(found.date_text, found.date_iso, found.weekday, found.hours, found.note, place)
    return None


def _mandate(people: RosterView, mandate: Mandate) -> MandateLine:
    here, term = mandate.congress == people.view.member.site.id, people.roster.term
    current = here and (term is None or mandate.term_no == term.term_no)
    elector = people.electors.get(mandate.elector) if current else None
    label = {"constituency": said("选区"), "electing_unit": said("选举单位")}.get(mandate.elector_kind, "")
    return MandateLine(
        title=mandate_title(mandate),
        url=None if here else mandate.person_url or mandate.congress_url or None,
        elector_label=label,
        elector=mandate.elector_name,
        elector_url=people.url(elector.page) if elector and elector.page else None,
        delegation=people.delegation(mandate.delegation),
        group=people.delegation(mandate.group),
        origin=ORIGINS.get(mandate.origin, mandate.origin),
        span=span_text(mandate.start, mandate.end),
        status=mandate.status,
        status_text=status_text(mandate),
        end_reason=reason_text(mandate.end_reason),
        notice=Link(mandate.end_notice or said("终止公告"), mandate.end_notice_url) if mandate.end_notice_url else None,
    )


def _facts(deputy: Deputy) -> Iterator[Fact]:
    for key, label in FACTS.items():
        if told := deputy.facts.get(key):
            yield Fact(label, day_text(told.value) if key == "birth" else told.value)


def _sources(people: RosterView, deputy: Deputy) -> Iterator[SourceLine]:
    """Who provided what: facts that come from the same, then records and reports, each named by its day."""
    about: dict[str, list[str]] = {}
    for key, label in FACTS.items():
        if told := deputy.facts.get(key):
            about.setdefault(people.provider(told.sources, deputy), []).append(label)
    for record in deputy.records:
        items = about.setdefault(provided(record.provider), [])
        items.append(said("%(day)s的履职记录", day=day_text(record.date)))
    for report in deputy.reports:
        about.setdefault(provided(report.provider), []).append(said("%(day)s的述职", day=day_text(report.date)))
    for source, items in about.items():
        if source:
            yield SourceLine(together("、", map(word, dict.fromkeys(items))), source)


def _history(deputy: Deputy) -> Timeline | None:
    """Elections, offices and ends in their order, when there are enough to draw."""
    events = [
        Event(m.start, day_text(m.start), said("当选%(office)s", office=mandate_title(m)))
        for m in deputy.mandates
        if _is_day(m.start)
    ]
    events += [
        Event(m.end, day_text(m.end), said("不再担任%(office)s", office=mandate_title(m)))
        for m in deputy.mandates
        if _is_day(m.end)
    ]
    events += [
        Event(post.start, day_text(post.start), said("任%(office)s", office=office_of(post)))
        for post in deputy.posts
        if _is_day(post.start)
    ]
    return (
        timeline("wq-history", said("任职经历"), dict.fromkeys(events))
        if len({event.day for event in events}) >= HISTORY
        else None
    )


def _is_day(text: str) -> bool:
    return len(text) == len("2026-01-01")


def _posts(deputy: Deputy) -> Iterator[PostLine]:
    for post in sorted(deputy.posts, key=lambda post: (bool(post.end), post.start)):
        office, title = office_of(post), term_title(post.congress_name, post.term_no)
        own = office.startswith(post.congress_name) or office.startswith(title)
        yield PostLine(office if own else together("", (title, office)), span_text(post.start, post.end), not post.end)


def _contacts(deputy: Deputy) -> Iterator[ContactLine]:
    several = len(deputy.contacts) > 1
    for contact in deputy.contacts:
        by = contact.congress_name if several else ""
        if contact.phone:
            yield ContactLine(said("电话"), contact.phone, phone_url(contact.phone), by)
        if contact.email:
            yield ContactLine(said("邮箱"), contact.email, f"mailto:{contact.email}", by)
        if contact.address:
            yield ContactLine(said("地址"), contact.address, None, by)


def _years(records: tuple[DutyRecord, ...]) -> Iterator[Year]:
    newest_first = sorted(records, key=lambda record: record.date, reverse=True)
    for year, of_year in groupby(newest_first, key=lambda record: record.date[:4]):
        lines = tuple(RecordLine(day_text(r.date), r.date, r.kind_title, r.text, r.place, r.organizer) for r in of_year)
        yield Year(said("%(year)s年", year=year), len(lines), lines)


def _reports(reports: tuple[DutyReport, ...]) -> Iterator[ReportLine]:
    for number, report in enumerate(sorted(reports, key=lambda report: report.date, reverse=True), 1):
        here = report.voters_present >= 0 and report.audience == "constituency"
        to, form = word(_AUDIENCES.get(report.audience, report.audience)), word(_FORMS.get(report.form, report.form))
        about = together("", (to, form))
        votes = [
            Amount(title, count)
            for title, count in zip(_RATED, (report.satisfied, report.basically, report.dissatisfied), strict=True)
            if count >= 0
        ]
        yield ReportLine(
            date_text=day_text(report.date),
            date_iso=report.date,
            about=said("%(about)s，%(n)s 名选民到会", about=about, n=report.voters_present) if here else about,
            text=_paragraphs(report.text),
            comments=_paragraphs(report.comments),
            rating=described(votes, _VOTES),
            votes=_votes(number, votes),
        )


def _votes(number: int, votes: list[Amount]) -> Bars | None:
    if not any(vote.value for vote in votes):
        return None
    return shares(f"wq-votes-{number}", said("测评结果"), votes, (said("测评"), said("票数")), _VOTES)


def _paragraphs(text: str) -> tuple[str, ...]:
    return tuple(filter(None, (part.strip() for part in text.split("\n"))))
