"""The kinds 建议 `suggestion` and 议案 `motion`: what the engine asks of them."""

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

from ...domain.deputy import PERSON_KEY
from ...domain.document import Document
from ...domain.federation import SiteView
from ...domain.item import Item
from ...domain.moment import SHANGHAI
from ...domain.period import Period
from ...domain.said import said, together, word
from ...pages.charts import Amount, bars
from ...pages.context import Block, EntriesBlock, Link, PersonPanel
from ...pages.kinds import Facet, HomeBlock, Sorting
from ...pages.kinds import Line as ListLine
from ...pages.overview import overview_addresses
from ...pages.site import Pages
from ...pages.sortings import url_of
from .. import plain
from ..kind import Kind
from . import checks, data, days, persons, statistics, steps, tables, timing
from .page import happened, page, sentence
from .provinces import NATIONAL, RULEBOOKS, Periods
from .record import Motion, Suggestion, of
from .words import FORMS, MOTIONS, OUTCOMES, SUGGESTIONS
from .words import STEPS as TITLES

HOME = said("代表建议办得怎样")
ON_HOME = 4
NEWEST = 5
"""Pieces that a deputy's page names; all others stand in his own list."""
FEW = 3
"""Of so many on a list of their own tells more than a heading among others."""
_ORDER = tuple(timing.STATES)


def references(document: Document) -> Iterator[tuple[str, str]]:
    """The pieces that belong to it: other records of the matter, and papers of its steps."""
    item = of(document)
    for field in ("converted_from", "merged_into", "referred_to", "referred_from"):
        if written := getattr(item, field):
            yield field, written
    yield from (("events", event.doc) for event in item.events if event.doc)


def files(document: Document) -> Iterator[tuple[str, str]]:
    """Files of the site that the header names."""
    yield from plain.files(document)
    yield from (("reply", path) for reply in of(document).reply for path in reply.files)


def shows(document: Document) -> bool:
    """Always: what it is about and how it stands."""
    return True


def line(document: Document) -> ListLine:
    """Its number, who handles it, and the day that matters."""
    item = of(document)
    events = happened(item)
    newest = next((event for event in reversed(events) if event.type not in steps.QUIET), None)
    when = together(" ", (f"{newest.date:%Y-%m-%d}", word(TITLES[newest.type]))) if newest else ""
    number = said("第 %(n)s 号", n=item.number) if item.number else ""
    return ListLine(facts=tuple(filter(None, (number, item.subject, "、".join(item.lead_units), when))), picture=item.image)


def words(document: Document) -> str:
    """What can be found beside the text: who handles it, what was replied and promised."""
    item = of(document)
    parts = (
        *(item.number, item.subject, item.term, item.session, item.by_delegation, FORMS[item.form]),
        *(*item.lead_units, *item.co_units, OUTCOMES.get(item.outcome or "", ""), item.outcome_label),
        *(text for reply in item.reply for text in (reply.no, reply.text)),
        *(promise.text for promise in item.commitments),
        *(event.note for event in item.events),
    )
    return "\n".join(filter(None, parts))


def state_key(document: Document) -> str:
    """Its state as part of an address."""
    return timing.key_of(document)


def form_key(document: Document) -> str:
    """What it is, as part of an address."""
    return of(document).form


def units(document: Document) -> tuple[str, ...]:
    """Who handles it."""
    return of(document).lead_units


def subjects(document: Document) -> tuple[str, ...]:
    """What it is about."""
    return tuple(filter(None, (of(document).subject,)))


def leads(document: Document) -> tuple[str, ...]:
    """The deputy who leads those who sign it, else the delegation."""
    item = of(document)
    return tuple(filter(None, (item.lead_deputy or item.by_delegation,)))


def order(document: Document) -> tuple[float, str, str]:
    """The newest session first, within it by number, else the newest first."""
    item = of(document)
    number = item.number or ""
    day = document.date.timestamp() if document.date else 0.0
    return (-day, number.zfill(12), str(document.id))


def json_ld(pages: Pages, document: Document, periods: Periods) -> dict[str, Any]:
    """A report with what was replied, for search engines (schema.org has nothing nearer)."""
    item, site = of(document), pages.view.member.site.record
    people = persons.known(pages)
    lead = persons.link(pages, people, item.lead_deputy) if item.lead_deputy else None
    found: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Report",
        "name": document.title,
        "abstract": sentence(document, periods),
        "genre": FORMS[item.form],
        "reportNumber": item.number or "",
        "creativeWorkStatus": document.phase,
        "author": {"@type": "Person", "name": lead.title} if lead else "",
        "publisher": {"@type": "GovernmentOrganization", "name": site.name, "url": pages.absolute("")},
        "contributor": [{"@type": "GovernmentOrganization", "name": unit} for unit in item.lead_units],
        "datePublished": document.date.astimezone(SHANGHAI).isoformat() if document.date else "",
        "url": pages.absolute(document.url),
        "inLanguage": "zh-CN",
    }
    return {key: value for key, value in found.items() if value not in ("", [])}


def of_person(pages: Pages, name: str) -> Mapping[str, PersonPanel]:
    """What each deputy has led, by state, the newest, and where all of them are."""
    people = persons.known(pages)
    found: dict[str, list[Any]] = {}
    here = [listed for listed in pages.listed if listed[0].id.kind == name]
    there = {document.id for document, _, _ in here}
    elsewhere = (guest for guest in pages.view.of_people.get(name, ()) if guest.document.id not in there)
    for listed in (*here, *((guest.document, "", guest) for guest in elsewhere)):
        known = people.of_others if listed[2] else people
        for written in persons.signers(of(listed[0])):
            if deputy := known.find(written):
                found.setdefault(deputy.key, []).append(listed)
    kind = pages.kinds[name]
    panels = {}
    for person, lines in found.items():
        lines.sort(key=lambda listed: kind.order(listed[0]))
        keys = [timing.key_of(document) for document, _, _ in lines]
        amounts = [Amount(timing.STATES[key], keys.count(key)) for key in _ORDER if key in keys]
        slug = person.removeprefix("person:")
        panels[person] = PersonPanel(
            said("提出的%(kind)s", kind=word(kind.title)),
            bars(f"wq-{name}-{slug}", said("各种状态"), amounts, (said("状态"), said("件数"))),
            tuple(map(pages.entry, lines[:NEWEST])),
            Link(said("全部"), url_of(pages, name, "deputy", person) or pages.url(f"{name}/")) if len(lines) > NEWEST else None,
        )
    return panels


def people(document: Document) -> Iterator[tuple[str, str]]:
    """Who signed it, as far as keys say."""
    item = of(document)
    signed = [("lead_deputy", item.lead_deputy or ""), *(("co_deputies", written) for written in item.co_deputies)]
    yield from ((field, written) for field, written in signed if PERSON_KEY.match(written))


def block(pages: Pages, name: str) -> Iterator[Block]:
    """Those in which something happened last, whatever it was."""
    lines = [listed for listed in pages.listed if listed[0].id.kind == name and listed[2] is None]
    lines.sort(key=lambda listed: (_newest(listed[0]), str(listed[0].id)), reverse=True)
    if lines:
        entries = tuple(map(pages.entry, lines[:ON_HOME]))
        yield EntriesBlock(name="suggestions", partial="entries", title=HOME, url=pages.url(f"{name}/"), entries=entries)


def _newest(document: Document) -> str:
    return max((event.date.isoformat() for event in happened(of(document))), default="")


def addresses(view: SiteView, name: str) -> Iterator[str]:
    """Where its overviews stand."""
    yield from overview_addresses(view, MOTION if name == MOTION.name else SUGGESTION)
    yield from tables.addresses(view, name)


SAMPLE = {
    "public": "公开（不公开的写 不公开，并写 public_reason）",
    "public_reason": "（不公开的写）代表要求不公开",
    "number": "17",
    "term": "第十七届",
    "session": "第五次会议",
    "during": "大会期间",
    "form": "建议",
    "subject": "交通运输",
    "lead_deputy": "person:w0p13cq5re",
    "co_deputies": "[person:mwctqwvp54]",
    "lead_units": "[县交通运输局]",
    "co_units": "[县财政局]",
    "mode": "主办会办",
    "events": "[{date: 2027-01-12, type: 提交}, {date: 2027-01-20, type: 交办, to: 县交通运输局}]",
    "reply": "{no: 青交函〔2027〕3号, by: 县交通运输局, text: 答复的正文}",
    "outcome": "已经解决或采纳",
    "outcome_label": "A类",
    "commitments": "[{text: 修好便桥, due: 2027-12-31}]",
    "satisfaction": "{attitude: 满意, result: 满意}",
}


def _kind(
    periods: Mapping[str, Period | None], name: str, title: str, folder: str, record: type[Item], forms: Mapping[str, str]
) -> Kind:
    """One of the two kinds as a province's periods have it."""
    sums = partial(tables.figures, periods=periods)
    return Kind(
        name,
        title,
        folder=folder,
        group="deputies",
        record=record,
        sample=SAMPLE | {"form": next(iter(forms.values()))},
        findings=partial(checks.findings, periods=periods),
        together=checks.together,
        state=partial(timing.state, periods=periods),
        turns=partial(timing.turns, periods=periods),
        as_of=timing.as_of,
        counted=partial(statistics.counted, periods=periods),
        periods=periods,
        rulebooks=RULEBOOKS,
        under=partial(_kind, name=name, title=title, folder=folder, record=record, forms=forms),
        lawful=checks.lawful,
        references=references,
        files=files,
        shows=shows,
        line=line,
        page=partial(page, periods=periods),
        apart=plain.always,
        template="suggestion",
        json_ld=partial(json_ld, periods=periods),
        words=words,
        facets=(
            Facet("state", said("状态"), {key: word for key, word in timing.STATES.items() if key != "unsubmitted"}, state_key),
            Facet("form", said("种类"), forms, form_key),
        ),
        sortings=(
            Sorting("unit", said("主办单位"), units, FEW, said("%(word)s办理的%(kind)s"), figures=sums),
            Sorting("subject", said("类别"), subjects, FEW, said("“%(word)s”类的%(kind)s"), figures=sums),
            Sorting("deputy", said("领衔代表"), leads, FEW, said("%(word)s提出的%(kind)s"), persons.same, sums),
        ),
        order=order,
        events=partial(days.events, periods=periods),
        dues=partial(days.dues, periods=periods),
        course=days.course,
        table=data.table(name, title, periods),
        data=partial(data.data, name=name, title=title, periods=periods),
        sheets=data.sheets(name, title),
        overview=partial(tables.overviews, name=name, periods=periods),
        addresses=partial(addresses, name=name),
        people=people,
        home={"suggestions": HomeBlock(HOME, partial(block, name=name))} if name == "suggestion" else {},
        of_person=partial(of_person, name=name),
    )


SUGGESTION = _kind(NATIONAL, "suggestion", said("建议"), "suggestions", Suggestion, SUGGESTIONS)
MOTION = _kind(NATIONAL, "motion", said("议案"), "motions", Motion, MOTIONS)
