"""A Deputy's own page."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby

from ...domain.deputy import Deputy, DutyRecord, DutyReport, Mandate
from ...pages.context import Link
from .choices import ORGANS, ORIGINS
from .context import ContactLine, DeputyPage, Fact, MandateLine, PostLine, RecordLine, ReportLine, Year
from .view import RosterView
from .words import (
    CONFLICTS,
    FACTS,
    day_text,
    initial,
    mandate_title,
    name_of,
    reason_text,
    rules_text,
    span_text,
    status_text,
    term_title,
    tint,
)

_FORMS = {"oral": "口头述职", "written": "书面述职", "online": "网上述职"}
_AUDIENCES = {"constituency": "向选区选民", "electing_unit": "向选举单位"}


def qr_file(page: str) -> str:
    """The file of the QR code of a page."""
    return page.removesuffix(".html") + ".qr.svg"


def deputy_page(people: RosterView, deputy: Deputy) -> DeputyPage:
    """A deputy's page; contact, stations and reception days only while the mandate here lasts (个人信息保护法 art. 47)."""
    ended = deputy.here.status == "ended"
    name = name_of(deputy)
    title = f"{mandate_title(deputy.here)}{name}"
    head = people.head(title, deputy.page, deputy.canonical)
    head = replace(head, meta=(*head.meta, *people.content_meta(title, deputy.updated, head.canonical or "")))
    between = (Link("已终止资格的代表", people.url("deputy/former.html")),) if ended else ()
    return DeputyPage(
        head=head,
        crumbs=people.crumbs(name, *between),
        name=name,
        other_names="、".join(deputy.other_names),
        initial=initial(deputy.name),
        tint=tint(deputy.key),
        photo=deputy.photo or None,
        mandate=_mandate(people, deputy.here),
        ended=ended,
        others=tuple(_mandate(people, mandate) for mandate in deputy.mandates[1:]),
        facts=tuple(_facts(people, deputy)),
        conflicts=tuple(CONFLICTS.get(key, key) for key in deputy.conflicts),
        posts=tuple(_posts(deputy)),
        contacts=() if ended else tuple(_contacts(deputy)),
        stations=() if ended else tuple(Link(name, url or None) for name, url in deputy.stations),
        reception=() if ended else rules_text(deputy.reception_days, people.roster.as_of),
        office=people.view.member.site.record.footer.contact or "",
        years=tuple(_years(deputy.records)),
        reports=tuple(_report(report) for report in sorted(deputy.reports, key=lambda report: report.date, reverse=True)),
        providers="、".join(deputy.providers),
        updated=day_text(deputy.updated),
        qr=None if ended else people.url(qr_file(deputy.page)),
    )


def _mandate(people: RosterView, mandate: Mandate) -> MandateLine:
    here, term = mandate.congress == people.view.member.site.id, people.roster.term
    current = here and (term is None or mandate.term_no == term.term_no)
    elector = people.electors.get(mandate.elector) if current else None
    label = {"constituency": "选区", "electing_unit": "选举单位"}.get(mandate.elector_kind, "")
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
        notice=Link(mandate.end_notice or "终止公告", mandate.end_notice_url) if mandate.end_notice_url else None,
    )


def _facts(people: RosterView, deputy: Deputy) -> Iterator[Fact]:
    for key, label in FACTS.items():
        if told := deputy.facts.get(key):
            value = day_text(told.value) if key == "birth" else told.value
            yield Fact(label, value, people.source(told.sources, deputy))


def _posts(deputy: Deputy) -> Iterator[PostLine]:
    for post in sorted(deputy.posts, key=lambda post: (bool(post.end), post.start)):
        organ = post.organ_name or ORGANS.get(post.organ, "")
        title = term_title(post.congress_name, post.term_no)
        own = organ.startswith(post.congress_name) or organ.startswith(title)
        yield PostLine(f"{'' if own else title}{organ}{post.title}", span_text(post.start, post.end), not post.end)


def _contacts(deputy: Deputy) -> Iterator[ContactLine]:
    several = len(deputy.contacts) > 1
    for contact in deputy.contacts:
        by = contact.congress_name if several else ""
        if contact.phone:
            yield ContactLine("电话", contact.phone, f"tel:{contact.phone.replace(' ', '')}", by)
        if contact.email:
            yield ContactLine("邮箱", contact.email, f"mailto:{contact.email}", by)
        if contact.address:
            yield ContactLine("地址", contact.address, None, by)


def _years(records: tuple[DutyRecord, ...]) -> Iterator[Year]:
    newest_first = sorted(records, key=lambda record: record.date, reverse=True)
    for year, of_year in groupby(newest_first, key=lambda record: record.date[:4]):
        lines = tuple(
            RecordLine(day_text(r.date), r.date, r.kind_title, r.text, r.place, r.organizer, r.provider) for r in of_year
        )
        yield Year(f"{year}年", len(lines), lines)


def _report(report: DutyReport) -> ReportLine:
    present = f"{report.voters_present} 名选民到会" if report.voters_present >= 0 and report.audience == "constituency" else ""
    about = _AUDIENCES.get(report.audience, report.audience) + _FORMS.get(report.form, report.form)
    votes = (("满意", report.satisfied), ("基本满意", report.basically), ("不满意", report.dissatisfied))
    return ReportLine(
        date_text=day_text(report.date),
        date_iso=report.date,
        about="，".join(filter(None, (about, present))),
        text=_paragraphs(report.text),
        comments=_paragraphs(report.comments),
        rating="，".join(f"{word} {count} 票" for word, count in votes if count >= 0),
        provider=report.provider,
    )


def _paragraphs(text: str) -> tuple[str, ...]:
    return tuple(filter(None, (part.strip() for part in text.split("\n"))))
