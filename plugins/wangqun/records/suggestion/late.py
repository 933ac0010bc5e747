"""What of a motion or a suggestion is due or late (docs/domain.md §4): findings from a day on, until the step is taken."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from ...domain.document import Document, Timed
from ...domain.finding import Finding, Rule, Severity
from ...domain.workdays import UnknownYear
from . import clock, steps, timing
from .provinces import STEPS, Periods
from .record import Written
from .words import AWAITED

DUE = Rule(
    "suggestion-due",
    Severity.INFO,
    "{who}答复将到期，应在 {due} 前答复（{law}）",
    "答复了的，在 events 里写 replied（答复）；依规定延期的写 extended（延期）。",
    "代表法 art. 51",
)
OVERDUE = Rule(
    "suggestion-overdue",
    Severity.WARN,
    "{who}答复逾期，应在 {day} 前答复（{law}）",
    "答复了的，在 events 里写 replied（答复）和它的日期；公开的页面写“未见公开答复”，确实逾期的写 overdue（记录逾期）。",
    "代表法 art. 51",
)
STEP_OVERDUE = Rule(
    "suggestion-step-overdue",
    Severity.WARN,
    "{who}{step}逾期，应在 {day} 前（{law}）",
    "已经办了的，在 events 里写 {event}，并写日期。",
    "docs/domain.md §3.6",
)
LATE_STEP = Rule(
    "suggestion-return-late",
    Severity.WARN,
    "退办晚于期限：{day} 退办，应在 {last} 前提出（{law}）",
    "核对 returned（退办）的日期。",
    "docs/domain.md §3.6",
)
YEAR = Rule(
    "workdays-unknown",
    Severity.WARN,
    "{year} 年的放假安排系统里还没有，{step}的期限算不出，没有提示",
    "国务院办公厅公布该年的安排以后，写进 sites/cluster.yaml 的 workdays，或者更新系统；也可以在 periods 里把这项期限写成天数。",
    "docs/domain.md §3.6",
)
DAYS_BEFORE = timedelta(days=15)
_EVENT_OF = {
    "assign": "assigned（交办）",
    "reassign": "transferred（转办）",
    "contact": "contacted（与代表沟通）",
    "co_reply": "co_replied（会办意见）",
    "rehandle": "re_replied（再次答复）",
    "feedback": "rated（代表评价）",
}
_STEP_NAMES = STEPS | {"co_reply": "会办意见", "rehandle": "重新办理的答复", "assign": "交办", "feedback": "代表评价"}


def findings(document: Document, item: Written, periods: Periods) -> Iterator[Finding | Timed]:
    """Every step that is soon due or late."""
    place = document.place("events")
    for due, since, until in _standing(item, periods):
        who = due.who and f"{due.who}："
        if due.unknown:
            yield Timed(YEAR.at(place, year=due.unknown, step=_STEP_NAMES[due.step]), since, until)
        elif due.day and due.end and due.step == "reply":
            day = f"{due.day:%Y-%m-%d}"
            warned = _before(due.end)
            if warned < (until or due.end):
                yield Timed(DUE.at(place, who=who, due=day, law=due.law), max(warned, since), min(due.end, until or due.end))
            if until is None or until > due.end:
                yield Timed(OVERDUE.at(place, who=who, day=day, law=due.law), max(due.end, since), until)
        elif due.day and due.end and due.step != "feedback" and (until is None or until > due.end):
            event, step = _EVENT_OF[due.step], _STEP_NAMES[due.step]
            late = STEP_OVERDUE.at(place, who=who, step=step, day=f"{due.day:%Y-%m-%d}", law=due.law, event=event)
            yield Timed(late, max(due.end, since), until)
    for due in timing.promised(item):
        met = steps.start_of(due.met) if due.met else None
        if due.end and (met is None or met > due.end) and steps.first(steps.ordered(item), "replied"):
            late = STEP_OVERDUE.at(
                document.place("commitments"),
                who="",
                step=f"承诺“{due.who}”",
                day=f"{due.day:%Y-%m-%d}",
                law=due.law,
                event="commitment_done（承诺落实），或在 commitments 里写 done_on",
            )
            yield Timed(late, due.end, met)
    yield from _returned(document, item, periods)


def _standing(item: Written, periods: Periods) -> Iterator[tuple[clock.Due, datetime, datetime | None]]:
    """Each thing that was ever due, from the day that made it so until the day that met, moved or ended it."""
    events = [event for event in steps.ordered(item) if event.type != AWAITED]
    days = sorted({event.date for event in events})
    running: dict[clock.Due, datetime] = {}
    for day in days:
        at = steps.start_of(day)
        now = [due for due in clock.dues(item, periods, [e for e in events if e.date <= day]) if due.met is None]
        for due in [due for due in running if due not in now]:
            yield due, running.pop(due), at
        for due in now:
            running.setdefault(due, at)
    yield from ((due, since, None) for due, since in running.items())


def _before(end: datetime) -> datetime:
    return end - DAYS_BEFORE if end.year > 1 else end


def _returned(document: Document, item: Written, periods: Periods) -> Iterator[Finding]:
    events = steps.ordered(item)
    handed = None
    for event in events:
        if event.type in {"assigned", "transferred"}:
            handed = event
        period = periods["return"]
        if event.type != "returned" or not handed or not period:
            continue
        try:
            last = period.last(handed.date)
        except UnknownYear as error:
            yield YEAR.at(document.place("events"), year=error.year, step="退办")
            continue
        if last and event.date > last:
            day, until = f"{event.date:%Y-%m-%d}", f"{last:%Y-%m-%d}"
            yield LATE_STEP.at(document.place("events"), day=day, last=until, law=period.source)
