"""A consultation in time: its state is a function of what is written and the moment."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, time

from ...domain.document import Document
from ...domain.moment import SHANGHAI, end_of, last_day
from ...domain.period import Period
from ...domain.said import said
from .record import Consultation, of

STATES = {"open": said("进行中"), "not_started": said("未开始"), "closed": said("已截止"), "reported": said("结果已公布")}
_KEYS = {word: key for key, word in STATES.items()}


def key_at(item: Consultation, now: datetime) -> str:
    """The state at a moment, as its key."""
    if now < item.open_on:
        return "not_started"
    if now < item.close_on:
        return "open"
    reported = reported_at(item)
    return "reported" if reported and reported <= now else "closed"


def state(document: Document, now: datetime) -> str:
    """未开始, 进行中, 已截止 or 结果已公布."""
    return STATES[key_at(of(document), now)]


def key_of(document: Document) -> str:
    """The state in which a document was put, as its key; "" before that."""
    return _KEYS.get(document.phase, "")


def reported_at(item: Consultation) -> datetime | None:
    """When the result is public: on its day, but not before the end; None while there is nothing to read."""
    note = item.adoption_note
    return max(datetime.combine(note.date, time(), SHANGHAI), item.close_on) if note and note.says else None


def result_due(item: Consultation, period: Period) -> datetime | None:
    """The end of the last day on which the result is to be public; None beyond the calendar."""
    last = period.last(last_day(item.close_on))
    return end_of(last) if last else None


def turns(document: Document, period: Period) -> Iterator[tuple[str, datetime]]:
    """Opening, closing, the result; or else the day by which there should have been one."""
    item = of(document)
    yield "open_on", item.open_on
    yield "close_on", item.close_on
    reported = reported_at(item)
    due = result_due(item, period)
    if reported:
        yield "adoption_note", reported
    elif item.adoption_note and (day := datetime.combine(item.adoption_note.date, time(), SHANGHAI)) > item.close_on:
        yield "adoption_note", day  # its words are kept back until then
    if due and not item.imported and not (reported and reported <= due):
        yield "close_on", due


def is_overdue(document: Document, period: Period) -> bool:
    """True for a document that was looked at after its result was due, and had none."""
    due = result_due(of(document), period)
    late = bool(due and document.turned and document.turned >= due)
    return late and key_of(document) == "closed" and not document.item.imported


def as_of(document: Document, now: datetime) -> Document:
    """The document without the words of a result whose day has not come."""
    item = of(document)
    note = item.adoption_note
    if note is None or not note.says or key_at(item, now) == "reported":
        return document
    kept = note.model_copy(update={"text": None, "accepted": None, "partly": None, "rejected": None, "groups": ()})
    return replace(document, item=item.model_copy(update={"adoption_note": kept}))


def states(document: Document) -> tuple[tuple[datetime, str], ...]:
    """The states with the moments at which they begin, for the page's script."""
    item = of(document)
    found = [(item.open_on, STATES["open"]), (item.close_on, STATES["closed"])]
    if reported := reported_at(item):
        found.append((reported, STATES["reported"]))
    return tuple(found)
