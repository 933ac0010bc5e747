"""A motion or suggestion in time: its state follows from its events and the moment, and is never written."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from ...domain.document import Document
from ...domain.said import said
from . import clock, steps
from .provinces import Periods
from .record import Commitment, Event, Satisfaction, Written, of
from .words import AWAITED, RATINGS

STATES = {
    "submitted": said("已提交"),
    "accepted": said("已受理"),
    "handling": said("办理中"),
    "unanswered": said("未见公开答复"),
    "overdue": said("逾期未答复"),
    "replied": said("已答复"),
    "dissatisfied": said("代表不满意"),
    "rehandling": said("重新办理"),
    "tracking": said("落实承诺中"),
    "closed": said("已办结"),
    "referred-up": said("已转上级"),
    "not-accepted": said("不予受理"),
    "converted": said("转作建议"),
    "merged": said("并案办理"),
    "withdrawn": said("已撤回"),
    "unsubmitted": said("未提交"),
}
_KEYS = {word: key for key, word in STATES.items()}
_ENDED = {"not_accepted": "not-accepted", "converted": "converted", "merged": "merged", "withdrawn": "withdrawn"}
PROMISED = frozenset({"in_progress", "planned"})
"""Outcomes after which something is still to be done."""


def state(document: Document, now: datetime, periods: Periods) -> str:
    """The state at a moment, in a word."""
    return STATES[key_at(of(document), now, periods)]


def key_of(document: Document) -> str:
    """The state in which a document was put, as its key; "" before that."""
    return _KEYS.get(document.phase, "")


def key_at(item: Written, now: datetime, periods: Periods) -> str:
    """The state at a moment, as its key."""
    events = steps.until(item, now)
    if not steps.first(events, "submitted"):
        return "unsubmitted"
    if ended := steps.first(events, *steps.ENDS):
        return _ENDED[ended.type]
    if not steps.first(events, "assigned"):
        return "accepted" if steps.first(events, "accepted") else "submitted"
    if not clock.is_replied(item, events):
        late = any(_is_late(due, now) for due in clock.dues(item, periods, events) if due.step == "reply" and not due.met)
        return "overdue" if late and steps.first(events, "overdue") else "unanswered" if late else "handling"
    return _answered(item, now, periods, events)


def _answered(item: Written, now: datetime, periods: Periods, events: Sequence[Event]) -> str:
    """The state of one that was replied to."""
    newest = steps.last(events, "replied", "rated", "rehandle_ordered", "re_replied")
    step = newest.type if newest else ""
    if step == "rehandle_ordered":
        return "rehandling"
    if step == "rated" and rating(item, events) == "dissatisfied":
        return "dissatisfied"
    waiting = any(not _is_late(due, now) for due in clock.dues(item, periods, events) if due.step == "feedback" and not due.met)
    if step != "rated" and waiting:
        return "replied"
    if item.outcome == "referred_up":
        return "referred-up"
    return "tracking" if item.outcome in PROMISED and not is_done(item, now, events) else "closed"


def _is_late(due: clock.Due, now: datetime) -> bool:
    return due.end is not None and due.end <= now


def rating(item: Written, events: Sequence[Event]) -> str:
    """How the lead deputy rates what came of it, by the last of the ratings; "" while there is none."""
    rated = steps.last(events, "rated")
    found = opinion(item, events, rated) if rated else Satisfaction()
    return found.result or found.attitude or ""


def opinion(item: Written, events: Sequence[Event], rated: Event) -> Satisfaction:
    """What a rating says: its own words, else those of the header when it is the last."""
    if rated.attitude or rated.result:
        return Satisfaction(attitude=rated.attitude, result=rated.result)
    return (item.satisfaction or Satisfaction()) if rated is steps.last(events, "rated") else Satisfaction()


def final_rating(document: Document, periods: Periods) -> str:
    """The rating as statistics have it: 未反馈 once the days to give one are over; "" while there is none to have."""
    item = of(document)
    events = [event for event in steps.ordered(item) if event.type != AWAITED]
    newest = steps.last(events, "replied", "rated", "re_replied")
    if found := rating(item, events) if newest and newest.type == "rated" else "":
        return found
    owed = [due for due in clock.dues(item, periods, events) if due.step == "feedback" and not due.met]
    if any(due.end and is_past(document, due.end) for due in owed):
        return "no_feedback"
    return rating(item, events)


def is_done(item: Written, now: datetime, events: Sequence[Event]) -> bool:
    """True when all that was promised is done, by the days of the promises or by as many events that say so."""
    told = sum(event.type == "commitment_done" for event in events)
    done = sum(_is_kept(each, now) for each in item.commitments)
    return told >= max(1, len(item.commitments)) or 0 < len(item.commitments) == done


def _is_kept(promise: Commitment, now: datetime) -> bool:
    return promise.done_on is not None and steps.start_of(promise.done_on) <= now


def turns(document: Document, periods: Periods) -> Iterator[tuple[str, datetime]]:
    """The day of each event and of each promise kept, and the end of each period that runs out without its step."""
    item = of(document)
    events = steps.ordered(item)
    yield from (("events", steps.start_of(event.date)) for event in events)
    yield from (("commitments", steps.start_of(each.done_on)) for each in item.commitments if each.done_on)
    if steps.first(events, "replied", "re_replied"):
        yield from (("commitments", due.end) for due in promised(item) if due.end and not due.met)
    yield from (("reply", steps.start_of(day)) for day, _ in steps.replies(item))
    days = sorted({event.date for event in events})
    for at, following in zip(days, [*days[1:], None], strict=False):  # without any there is nothing
        so_far = tuple(event for event in events if event.date <= at and event.type != AWAITED)
        until = steps.start_of(following) if following else None
        for due in clock.dues(item, periods, so_far):
            if due.end and due.met is None and (until is None or due.end <= until):  # else the next event says what holds
                yield "events", due.end


def promised(item: Written) -> Iterator[clock.Due]:
    """The promises that have a day."""
    for each in item.commitments:
        if each.due:
            yield clock.Due("commitment", each.text, each.due, each.due, said("答复里的承诺"), each.done_on)


def as_of(document: Document, now: datetime) -> Document:
    """The document without what has not happened yet: of later events only the days are left, of replies and ratings nothing."""
    item = of(document)
    events = tuple(event if steps.start_of(event.date) <= now else _awaited(event) for event in item.events)
    replies = tuple(reply for day, reply in steps.replies(item) if steps.start_of(day) <= now)
    done = steps.until(item, now)
    answered, all_rated = steps.first(done, "replied", "re_replied"), steps.last(steps.ordered(item), "rated")
    update: dict[str, object] = {}
    if events != item.events:
        update["events"] = events
    if len(replies) < len(item.reply):
        update["reply"] = replies
    if not answered:
        update |= {name: type(item).model_fields[name].get_default() for name in _OF_REPLY if getattr(item, name)}
    if item.satisfaction and not (all_rated and steps.start_of(all_rated.date) <= now):
        update["satisfaction"] = None
    if any(each.done_on and not _is_kept(each, now) for each in item.commitments) and answered:
        update["commitments"] = tuple(
            each if not each.done_on or _is_kept(each, now) else each.model_copy(update={"done_on": None})
            for each in item.commitments
        )
    return replace(document, item=item.model_copy(update=update)) if update else document


_OF_REPLY = ("outcome", "outcome_label", "outcome_reason", "commitments", "referred_to", "award")


def _awaited(event: Event) -> Event:
    return Event(type=AWAITED, date=event.date)


def is_past(document: Document, moment: datetime) -> bool:
    """True when a moment had passed when the document was looked at; all moments that matter are among its turns."""
    return document.turned is not None and document.turned >= moment


def satisfied(key: str) -> bool:
    """True for a rating that counts as satisfied."""
    return key in {"very_satisfied", "satisfied"}


def rated(key: str) -> bool:
    """True for a rating that counts at all."""
    return key in RATINGS and key != "no_feedback"
