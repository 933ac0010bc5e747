"""The page of a consultation."""

import re
from collections.abc import Iterator
from dataclasses import replace

from ...domain.document import Document
from ...domain.federation import Guest
from ...domain.hosts import is_outside
from ...domain.ids import parse_id
from ...domain.links import Scope
from ...domain.moment import SHANGHAI, day_words, deadline_words, last_day, moment_words
from ...domain.period import Period
from ...domain.said import said, together
from ...pages.context import Count, FooterItem, Link
from ...pages.document import document_page, inherited
from ...pages.site import Pages, turns_text
from .context import ConsultationPage, LedgerRow, Material, Result
from .record import PURPOSES, ROLES, STAGES, VERDICTS, AdoptionNote, Consultation, of
from .timing import is_overdue, key_of, result_due, states

_NUMBER = re.compile(r"^\+?[\d\- ]{7,20}$")


def page(pages: Pages, document: Document, body: str, guest: Guest | None, period: Period) -> ConsultationPage:
    """The page of a document with what is its own."""
    item = of(document)
    scope = guest.scope if guest and guest.scope else pages.view.scope
    base = replace(document_page(pages, document, body, guest), offline=())  # its ways are told with the others
    note = item.adoption_note
    host = item.host or (guest.home.short_name if guest else pages.view.member.site.record.short_name)
    return ConsultationPage(
        **inherited(base),
        state=document.phase,
        turns=turns_text(states(document)),
        purpose=PURPOSES[item.purpose],
        opens_text=moment_words(item.open_on),
        opens_iso=item.open_on.isoformat(),
        closes_text=deadline_words(item.close_on),
        closes_iso=item.close_on.isoformat(),
        closes_words=closing_words(item, key_of(document)),
        result_words=_result_words(document, item, period),
        about=tuple(_about(item, host)),
        materials=tuple(_materials(pages, document, item, scope)),
        online=tuple(_online(item, scope)),
        offline_ways=tuple(_offline(item)),
        questionnaires=tuple(
            Link(each.title, each.url, outside=is_outside(each.url, scope.hosts)) for each in item.questionnaires
        ),
        said=tuple(_said(item)),
        result=_result(note) if note and key_of(document) == "reported" else None,
    )


def closing_words(item: Consultation, key: str) -> str:
    """When it closes, or has closed, in a sentence; `key` is its state."""
    if key in {"closed", "reported"}:
        return said("已于 %(when)s 截止（北京时间），过后提的意见不再计入。", when=deadline_words(item.close_on))
    if deadline_words(item.close_on).endswith("24:00"):
        last = last_day(item.close_on)
        return said("到 %(month)s 月 %(day)s 日 24:00 截止，这一天全天都可以提意见（北京时间）。", month=last.month, day=last.day)
    at = item.close_on.astimezone(SHANGHAI)
    return said(
        "到 %(month)s 月 %(day)s 日 %(time)s 截止，过后提的意见不再计入（北京时间）。",
        month=at.month,
        day=at.day,
        time=f"{at:%H:%M}",
    )


def banners(document: Document, period: Period) -> Iterator[str]:
    """That there is no result though it was due."""
    if is_overdue(document, period) and (due := result_due(of(document), period)):
        yield said(
            "征求意见已于 %(closed)s 截止，采纳情况应在%(due)s前公布，现在还没有公布，可以用下面的电话询问",
            closed=deadline_words(of(document).close_on),
            due=day_words(last_day(due)),
        )


def _result_words(document: Document, item: Consultation, period: Period) -> str:
    due = result_due(item, period)
    if due is None or item.imported or key_of(document) == "reported" or is_overdue(document, period):
        return ""
    return said("采纳情况应在%(due)s前公布在本页。", due=day_words(last_day(due)))


def _about(item: Consultation, host: str) -> Iterator[FooterItem]:
    yield FooterItem(said("主办单位"), host)
    if item.draft_title:
        yield FooterItem(said("草案"), item.draft_title)
    if item.draft_stage:
        yield FooterItem(said("稿次"), STAGES[item.draft_stage])
    if held := item.deliberation:
        day = day_words(held.date) if held.date else ""
        yield FooterItem(said("审议"), together("，", filter(None, (held.meeting, day, held.reading))))


def _materials(pages: Pages, document: Document, item: Consultation, scope: Scope) -> Iterator[Material]:
    for material in item.files:
        role = ROLES[material.role]
        if material.file:
            file = pages.download(document, material.name, material.file, scope)
            yield Material(role, material.name, file.url, "，".join(filter(None, (file.type, file.size_text))))
        elif material.document:
            named = parse_id(material.document)
            target = scope.targets.get(named) if named else None
            yield Material(role, material.name, target.url if target else None, "")


def _online(item: Consultation, scope: Scope) -> Iterator[FooterItem]:
    ways = item.channels
    if ways and ways.form_url:
        yield FooterItem(said("网上填写"), ways.form_url, ways.form_url, is_outside(ways.form_url, scope.hosts))
    if ways and ways.email:
        yield FooterItem(said("电子邮箱"), ways.email, f"mailto:{ways.email}")


def _offline(item: Consultation) -> Iterator[FooterItem]:
    ways, offline = item.channels, item.offline
    for label, value in (
        (said("电话"), (ways.phone if ways else None) or (offline.phone if offline else None)),
        (said("传真"), ways.fax if ways else None),
        (said("通信地址"), (ways.address if ways else None) or (offline.address if offline else None)),
        (said("邮编"), (ways.postcode if ways else None) or (offline.postcode if offline else None)),
        (said("接待时间"), offline.hours if offline else None),
    ):
        if value:
            yield FooterItem(label, value, telephone(value) if label == "电话" else None)


def telephone(number: str) -> str | None:
    """The address by which a plain number is called."""
    return f"tel:{number.replace(' ', '')}" if _NUMBER.match(number) else None


def _said(item: Consultation) -> Iterator[Count]:
    if item.participants is not None:
        yield Count(said("参与"), said("%(n)s 人", n=item.participants))
    if item.comments is not None:
        yield Count(said("意见"), said("%(n)s 条", n=item.comments))


def numbers(note: AdoptionNote) -> dict[str, int | None]:
    """Opinions by verdict: as the note says, else as its groups add up; None where neither tells."""
    told = {"adopted": note.accepted, "partly": note.partly, "not_adopted": note.rejected, "noted": None}
    for verdict, number in told.items():
        counts = [group.count for group in note.groups if group.verdict == verdict]
        known = [count for count in counts if count is not None]
        if number is None and counts and len(known) == len(counts):
            told[verdict] = sum(known)
    return told


def _result(note: AdoptionNote) -> Result:
    return Result(
        date_text=day_words(note.date),
        paragraphs=tuple(filter(None, (part.strip() for part in (note.text or "").split("\n")))),
        counts=tuple(
            Count(VERDICTS[key], said("%(n)s 条", n=number)) for key, number in numbers(note).items() if number is not None
        ),
        rows=ledger(note),
    )


def ledger(note: AdoptionNote) -> tuple[LedgerRow, ...]:
    """The groups of opinions with what became of each."""
    return tuple(
        LedgerRow(
            group.summary,
            "" if group.count is None else str(group.count),
            VERDICTS[group.verdict],
            group.reason or "",
            group.article or "",
        )
        for group in note.groups
    )
