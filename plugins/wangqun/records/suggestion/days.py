"""The days of a motion or a suggestion: in the public calendar, in that of the office, and those on which something was done."""

from collections import Counter
from collections.abc import Iterator

from ...domain.document import Document
from ...domain.ids import slugify
from ...pages.kinds import Event
from . import clock, steps, timing
from .page import MISSING, happened
from .provinces import Periods
from .record import of
from .words import STEPS as TITLES

_DUE_TITLES = {"reply": "答复的期限", "rehandle": "再次答复的期限", "co_reply": "会办意见的期限"}


def events(document: Document, periods: Periods) -> Iterator[Event]:
    """The days by which steps are due that were not taken yet."""
    item = of(document)
    for at, due in enumerate(clock.dues(item, periods, happened(item))):
        if due.day and due.met is None and due.step in _DUE_TITLES:
            who = f"（{due.who}）" if due.who else ""
            yield Event(f"{due.step}-{at}", f"{_DUE_TITLES[due.step]}{who}：{document.title}", due.day)
    if steps.first(happened(item), "replied"):
        for at, due in enumerate(timing.promised(item)):
            if due.met is None and due.day:
                yield Event(f"commitment-{at}", f"承诺的期限（{due.who}）：{document.title}", due.day)


def dues(document: Document, periods: Periods) -> Iterator[Event]:
    """Each step that was not taken yet, with who is to take it and the rule; then the promises."""
    item = of(document)
    for due in clock.dues(item, periods, happened(item)):
        if due.day and due.met is None:
            who = f"（{due.who}）" if due.who else ""
            key = "-".join(filter(None, (due.step, f"{due.since:%Y%m%d}", slugify(due.who))))  # an extension moves the same one
            yield Event(key, f"{MISSING[due.step]}{who}", due.day, about=due.law)
    if steps.first(happened(item), "replied", "re_replied"):
        for at, due in enumerate(timing.promised(item)):
            if due.day and due.met is None:
                yield Event(f"commitment-{at}", f"落实承诺：{due.who}", due.day)


def course(document: Document) -> Iterator[Event]:
    """The steps that were taken since it was handed in."""
    taken: Counter[str] = Counter()
    for event in happened(of(document)):
        if event.type not in {"solicited", "drafted"}:
            taken[event.type] += 1
            yield Event(f"{event.type}-{taken[event.type]}".replace("_", "-"), TITLES[event.type], event.date)
