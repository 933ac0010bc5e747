"""The review of a filed document in time: how far it is follows from its days and the moment."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from dateutil.relativedelta import relativedelta

from ...domain.document import Document
from ...domain.moment import SHANGHAI, end_of
from ...domain.said import said
from .record import FilingReview, of

STATES = {
    "unfiled": said("尚未报送"),
    "late": said("逾期未报送"),
    "filed": said("已备案"),
    "reviewing": said("审查中"),
    "opinion": said("已提出审查意见"),
    "overdue": said("逾期未反馈"),
    "answered": said("制定机关已反馈"),
    "closed": said("已审结"),
}
_KEYS = {word: key for key, word in STATES.items()}
FILED_WITHIN = timedelta(days=30)
ANSWERED_WITHIN = relativedelta(months=2)


def key_at(item: FilingReview, now: datetime) -> str:
    """The state at a moment, as its key: the furthest step that has come."""
    if _has_come(item.concluded_on, now):
        return "closed"
    if _has_come(item.answered_on, now):
        return "answered"
    if _has_come(item.opinion_on, now):
        return "overdue" if _is_over(answer_due(item), now) else "opinion"
    if _has_come(review_began(item), now):
        return "reviewing"
    if _has_come(item.filed_on, now):
        return "filed"
    return "late" if _is_over(filing_due(item), now) else "unfiled"


def state(document: Document, now: datetime) -> str:
    """The word for its state."""
    return STATES[key_at(of(document), now)]


def key_of(document: Document) -> str:
    """The state in which a document was put, as its key; "" before that."""
    return _KEYS.get(document.phase, "")


def review_began(item: FilingReview) -> date | None:
    """The day on which it was taken up: as written, else that of the request."""
    return item.review_on or (item.request.date if item.request else None)


def filing_due(item: FilingReview) -> date | None:
    """The last day on which it is filed in time; None where no day is known, or beyond the calendar."""
    try:
        return item.published_on + FILED_WITHIN if item.published_on else None
    except OverflowError:
        return None


def answer_due(item: FilingReview) -> date | None:
    """The last day on which its maker answers in time; None where there is no opinion, or beyond the calendar."""
    try:
        return item.opinion_on + ANSWERED_WITHIN if item.opinion_on else None
    except (ValueError, OverflowError):
        return None


def turns(document: Document) -> Iterator[tuple[str, datetime]]:
    """Each step, the reply to a request, and the ends of the days by which there must have been a step."""
    item = of(document)
    for field in ("filed_on", "review_on", "opinion_on", "answered_on", "concluded_on"):
        if day := getattr(item, field):
            yield field, start_of(day)
    if item.request:
        yield "request", start_of(item.request.date)
        if item.request.reply_on:
            yield "request", start_of(item.request.reply_on)
    for field, due in (("published_on", filing_due(item)), ("opinion_on", answer_due(item))):
        if due and (moment := end_of(due)):
            yield field, moment


def as_of(document: Document, now: datetime) -> Document:
    """The document without the words of a result, or of a reply, whose day has not come."""
    item = of(document)
    hidden: dict[str, object] = {}
    if (item.result or item.handling) and item.concluded_on and not _has_come(item.concluded_on, now):
        hidden |= {"result": None, "handling": None}
    if item.request and item.request.reply and item.request.reply_on and not _has_come(item.request.reply_on, now):
        hidden["request"] = item.request.model_copy(update={"reply": None})
    return replace(document, item=item.model_copy(update=hidden)) if hidden else document


def start_of(day: date) -> datetime:
    """The first moment of a day in Beijing."""
    return datetime.combine(day, time(), SHANGHAI)


def _has_come(day: date | None, now: datetime) -> bool:
    return day is not None and start_of(day) <= now


def _is_over(day: date | None, now: datetime) -> bool:
    moment = end_of(day) if day else None
    return moment is not None and moment <= now
