"""The page of a motion or a suggestion."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from ...domain.document import Document
from ...domain.federation import Guest
from ...domain.ids import parse_id
from ...domain.links import Scope
from ...domain.moment import day_words, end_of
from ...domain.said import said, together, word
from ...pages.context import FooterItem, Link
from ...pages.document import document_page, inherited
from ...pages.site import Pages
from ...pages.sortings import url_of
from . import clock, persons, steps, timing
from .context import About, Moment, Opinion, Promise, Quotation, SuggestionPage
from .provinces import Periods
from .record import Commitment, Event, Written, of
from .words import AWAITED, CONTACTS, DURING, FORMS, MODES, OUTCOMES, RATINGS, REASONS
from .words import STEPS as TITLES

_LATE = said("未见公开")
MISSING = {
    "assign": said("交办"),
    "reassign": said("转办"),
    "contact": said("与代表沟通"),
    "co_reply": said("会办意见"),
    "reply": said("答复"),
    "feedback": said("代表评价"),
    "rehandle": said("再次答复"),
}
"""What is to be done, by the step of the clock that it is."""


def page(pages: Pages, document: Document, body: str, guest: Guest | None, periods: Periods) -> SuggestionPage:
    """The page of a document with what is its own."""
    item = of(document)
    scope = guest.scope if guest and guest.scope else pages.view.scope
    base = replace(document_page(pages, document, body, guest), mentions=())  # the chain says it
    people = persons.known(pages).of_others if guest else persons.known(pages)
    events = happened(item)
    return SuggestionPage(
        **inherited(base),
        state=document.phase,
        lead=sentence(document, periods),
        turns="",
        about=tuple(_about(pages, people, document, guest)),
        moments=tuple(line_of(document, periods, scope)),
        replies=tuple(_replies(pages, document, item, scope)),
        outcome=tuple(_outcome(item)),
        promises=tuple(_promise(document, each) for each in item.commitments),
        chain=tuple(_chain(pages, document, item, scope)),
        ratings=tuple(_ratings(item, events)),
    )


def happened(item: Written) -> tuple[Event, ...]:
    """The events of a document as it stands now."""
    return tuple(event for event in steps.ordered(item) if event.type != AWAITED)


def sentence(document: Document, periods: Periods) -> str:
    """How it stands, with the day that matters, in one sentence."""
    item, key = of(document), timing.key_of(document)
    events = happened(item)
    newest = {event.type: day_words(event.date) for event in events}
    units = "、".join(item.lead_units) or word(said("承办单位"))
    owed = min(
        (due.day for due in clock.dues(item, periods, events) if due.step == "reply" and not due.met and due.day), default=None
    )
    by = said("，应在 %(day)s前答复", day=day_words(owed)) if owed else ""
    match key:
        case "submitted":
            return said("%(day)s提交，等待审核。", day=newest["submitted"])
        case "accepted":
            return said("%(day)s受理，等待交办。", day=newest["accepted"])
        case "handling":
            late = word(said("，已延期")) if "extended" in newest else ""
            return said("%(day)s交%(units)s办理%(late)s%(by)s。", day=newest["assigned"], units=units, late=late, by=by)
        case "unanswered":
            return said("%(day)s交%(units)s办理%(by)s，现在未见公开答复。", day=newest["assigned"], units=units, by=by)
        case "overdue":
            days = {"day": newest["assigned"], "noted": newest["overdue"]}
            return said("%(day)s交%(units)s办理%(by)s；%(noted)s，有关机关记录逾期。", units=units, by=by, **days)
        case "replied":
            again = newest.get("re_replied") or newest["replied"]
            return said("%(units)s%(day)s答复，等待代表评价。", units=units, day=again)
        case "dissatisfied":
            return said("%(day)s，代表对答复不满意，等待重新办理。", day=newest["rated"])
        case "rehandling":
            by = _again(item, periods, events)
            return said("代表对答复不满意，%(day)s要求重新办理%(by)s。", day=newest["rehandle_ordered"], by=by)
        case "tracking":
            return said("已答复，%(outcome)s，承诺的事项正在落实。", outcome=word(OUTCOMES[item.outcome or "planned"]))
        case "closed":
            return said("已办结：%(outcome)s。", outcome=word(OUTCOMES[item.outcome])) if item.outcome else said("已办结。")
        case "referred-up":
            return said("属于上级机关职权，已转上级机关办理。")
        case "not-accepted" | "converted" | "merged" | "withdrawn":
            event = steps.first(events, *steps.ENDS)
            words = together("", (day_words(event.date), word(TITLES[event.type]))) if event else word(document.phase)
            return (
                said("%(what)s：%(note)s。", what=words, note=event.note)
                if event and event.note
                else said("%(what)s。", what=words)
            )
    return ""


def _again(item: Written, periods: Periods, events: tuple[Event, ...]) -> str:
    owed = [due for due in clock.dues(item, periods, events) if due.step == "rehandle" and not due.met and due.day]
    return said("，应在 %(day)s前再次答复", day=day_words(owed[-1].day)) if owed and owed[-1].day else ""


def _about(pages: Pages, people: persons.Known, document: Document, guest: Guest | None) -> Iterator[About]:
    item = of(document)

    def listed(sorting: str, *words: str) -> tuple[Link, ...]:
        """Words that lead to all that the site has of each; a piece of another site is in none of its lists."""
        kind = document.id.kind
        return tuple(Link(word, None if guest else url_of(pages, kind, sorting, word)) for word in words)

    if item.number:
        yield _plain(said("编号"), item.number)
    yield _plain(said("种类"), FORMS[item.form])
    if where := "".join(filter(None, (item.congress, item.term, item.session))):
        yield _plain(said("会议"), said("%(session)s，%(during)s", session=where, during=word(DURING[item.during])))
    if item.subject:
        yield About(said("类别"), listed("subject", item.subject))
    if item.lead_deputy and (lead := persons.link(pages, people, item.lead_deputy)):
        yield About(said("领衔代表"), (lead,))
    if item.by_delegation:
        yield _plain(said("代表团"), item.by_delegation)
    if signers := tuple(filter(None, (persons.link(pages, people, each) for each in item.co_deputies))):
        yield About(said("联名代表"), signers)
    if item.addressed_to:
        yield _plain(said("收件机关"), item.addressed_to)
    if item.lead_units:
        yield About(said("主办单位"), listed("unit", *item.lead_units))
    if item.co_units:
        yield _plain(said("会办单位"), "、".join(item.co_units))
    if item.mode == "separate":
        yield _plain(said("办理方式"), MODES[item.mode])
    if item.contact_mode:
        yield _plain(said("与代表沟通"), CONTACTS[item.contact_mode])
    if item.key or any(event.type == "key_supervised" for event in item.events):
        yield _plain(said("重点督办"), item.supervised_by or said("是"))
    if item.award:
        yield _plain(said("获奖"), item.award)


def _plain(label: str, value: str) -> About:
    return About(label, (Link(value, None),))


def line_of(document: Document, periods: Periods, scope: Scope) -> Iterator[Moment]:
    """The dated line: what was done, then what is still missing, by the day on which it is due."""
    item = of(document)
    events = happened(item)
    for event in events:
        named = parse_id(event.doc) if event.doc else None
        target = scope.targets.get(named) if named else None
        who = together("，", filter(None, (event.by, said("交%(unit)s", unit=event.to) if event.to else "")))
        note = event.note or (target.title if target else "") or ""
        done = Moment(TITLES[event.type], day_words(event.date), event.date.isoformat(), True, "", who, note)
        yield replace(done, url=target.url if target else None)
    missing = [due for due in clock.dues(item, periods, events) if due.met is None and due.day]
    missing += [due for due in timing.promised(item) if due.met is None] if steps.first(events, "replied", "re_replied") else []
    for due in sorted(missing, key=lambda due: (due.day or date.max, due.step, due.who)):
        late = bool(due.end and timing.is_past(document, due.end))
        if due.day and not (late and due.step == "feedback"):
            title = MISSING.get(due.step, said("落实承诺"))
            yield Moment(title, day_words(due.day), due.day.isoformat(), False, _LATE if late else "", due.who, "", due.law)


def _replies(pages: Pages, document: Document, item: Written, scope: Scope) -> Iterator[Quotation]:
    again = steps.first(happened(item), "re_replied")
    for day, reply in steps.replies(item):
        words = tuple(filter(None, (part.strip() for part in (reply.text or "").split("\n"))))
        files = tuple(pages.download(document, name.rpartition("/")[2], name, scope) for name in reply.files)
        title = said("再次答复") if again and day >= again.date else said("答复")
        by = reply.by or "、".join(item.lead_units)
        yield Quotation(title, by, reply.no or "", day_words(day), day.isoformat(), words, files)


def _outcome(item: Written) -> Iterator[FooterItem]:
    if item.outcome:
        label = f"（{item.outcome_label}）" if item.outcome_label else ""
        yield FooterItem(said("办理结果"), together("", (word(OUTCOMES[item.outcome]), label)))
    if item.outcome_reason:
        yield FooterItem(said("原因"), REASONS[item.outcome_reason])


def _promise(document: Document, each: Commitment) -> Promise:
    due, done = each.due, each.done_on
    late = bool(due and not done and timing.is_past(document, end_of(due)))
    return Promise(each.text, day_words(due) if due else "", day_words(done) if done else "", _LATE if late else "")


def _chain(pages: Pages, document: Document, item: Written, scope: Scope) -> Iterator[FooterItem]:
    """The other records of the same matter: those that this one names, and those that name this one."""
    named = set()
    for field, label in (
        ("referred_to", said("已转上级")),
        ("referred_from", said("由下级转来")),
        ("converted_from", said("由议案转来")),
        ("merged_into", said("并入")),
    ):
        other = parse_id(getattr(item, field) or "")
        target = scope.targets.get(other) if other else None
        if target and target.url:
            named.add(other)
            yield FooterItem(label, target.title, target.url)
    inverse = {
        "converted_from": said("转成"),
        "merged_into": said("并案办理的"),
        "referred_from": said("已转上级"),
        "referred_to": said("由下级转来"),
    }
    for mention in pages.view.mentions.get(document.id, ()):
        if mention.field in inverse and mention.document.id not in named:
            url = mention.guest.url if mention.guest else pages.url(mention.document.url)
            yield FooterItem(inverse[mention.field], mention.document.title, url)


def _ratings(item: Written, events: tuple[Event, ...]) -> Iterator[Opinion]:
    for event in events:
        if event.type == "rated":
            said_ = timing.opinion(item, events, event)
            if said_.attitude or said_.result:
                yield Opinion(
                    day_words(event.date),
                    event.date.isoformat(),
                    RATINGS.get(said_.attitude or "", ""),
                    RATINGS.get(said_.result or "", ""),
                )
