"""A regulation in time: while when its text is in force follows from its days and the moment."""

from collections.abc import Iterator
from datetime import date, datetime, time

from ...domain.document import Document
from ...domain.moment import SHANGHAI
from ...domain.said import said
from .record import Regulation, of

STATES = {
    "in-force": said("有效"),
    "not-yet": said("尚未施行"),
    "amended": said("已修改"),
    "repealed": said("已废止"),
    "unknown": said("施行日期不详"),
}
_KEYS = {word: key for key, word in STATES.items()}


def start_of(day: date) -> datetime:
    """The first moment of a day in Beijing."""
    return datetime.combine(day, time(), SHANGHAI)


def begins(item: Regulation) -> date | None:
    """The day from which a text is taken to be in force: where only that of the whole law is known, the text's own day."""
    return item.effective_on or (item.version_on or item.passed_on if item.first_effective_on else None)


def ends(item: Regulation) -> date | None:
    """The day from which a text has given way to a newer one; where nobody knows that, the day on which the law was amended."""
    return item.replaced_on or item.amended_on


def key_at(item: Regulation, now: datetime) -> str:
    """The state at a moment, as its key."""
    if item.repealed_on and start_of(item.repealed_on) <= now:
        return "repealed"
    if (until := ends(item)) and start_of(until) <= now:
        return "amended"
    if not (since := begins(item)):
        return "unknown"
    return "in-force" if start_of(since) <= now else "not-yet"


def state(document: Document, now: datetime) -> str:
    """有效, 尚未施行, 已修改, 已废止, or 施行日期不详."""
    return STATES[key_at(of(document), now)]


def key_of(document: Document) -> str:
    """The state in which a document was put, as its key; "" before that."""
    return _KEYS.get(document.phase, "")


def states(document: Document) -> tuple[tuple[datetime, str], ...]:
    """The states that are still to come, with the moments at which they begin."""
    item, key = of(document), key_of(document)
    last = [("amended", ends(item)), ("repealed", item.repealed_on)]
    coming = [("in-force", begins(item)), *last] if key == "not-yet" else last if key == "in-force" else last[1:]
    known = [(start_of(day), STATES[each]) for each, day in coming if day]
    return tuple(sorted(known)) if key not in {"repealed", ""} else ()


def turns(document: Document) -> Iterator[tuple[str, datetime]]:
    """Taking effect, giving way to a newer text, and repeal; taking effect of single articles."""
    item = of(document)
    for field in ("effective_on", "replaced_on", "amended_on", "repealed_on"):
        if day := getattr(item, field):
            yield field, start_of(day)
    if not item.effective_on and (day := begins(item)):
        yield "version_on", start_of(day)
    for effect in item.effects:
        yield "effects", start_of(effect.effective_on)


def is_begun(document: Document, day: date) -> bool:
    """True when a day that is a turn of a document has come."""
    return document.turned is not None and start_of(day) <= document.turned
