"""A supervision item in time: its chain with what is missing, and its state, functions of what is written and the moment."""

from calendar import monthrange
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time

from ...domain.document import Document
from ...domain.frozen import frozen
from ...domain.moment import SHANGHAI, end_of
from ...domain.period import Period
from ...domain.said import listed, said
from .law import AUDIT, DUTIES, PLAN, PROMISED, RECTIFIED_WITHIN, RESOLUTION, SET, Duty
from .record import STEPS, Step, SupervisionItem, of

STATES = {
    "gap": said("有缺项"),
    "under-way": said("进行中"),
    "following": said("跟踪监督中"),
    "planned": said("计划中"),
    "done": said("已办结"),
    "dropped": said("计划已调整"),
}
_KEYS = {word: key for key, word in STATES.items()}
_ORDER = tuple(STEPS)
_TITLES = {
    ("enforcement_inspection", "report"): said("执法检查报告"),
    ("audit", "report"): said("审计工作报告"),
    ("audit", "handling_report"): said("审计整改情况报告"),
    ("audit_rectification", "report"): said("审计整改情况报告"),
    ("special_inquiry", "report"): said("专题询问"),
    ("interpellation", "report"): said("质询"),
    ("special_investigation", "report"): said("调查报告"),
    ("research", "report"): said("调研报告"),
}
_START = datetime(1, 1, 2, tzinfo=SHANGHAI)


@frozen
class Point:
    """A step of the chain, written or only owed: `due` is its last day and `law` what that rests on, "" where there is none.

    `is_owed` says that its paper must be public, `written` is what the header says of it.
    """

    step: str
    no: int
    title: str
    due: date | None
    law: str
    is_owed: bool
    written: Step | None = None

    @property
    def done_at(self) -> datetime | None:
        """When it was done; None for what has no day yet."""
        return start_of(self.written.date) if self.written and self.written.date else None

    @property
    def public_at(self) -> datetime | None:
        """When its paper is public: not before its day; None while there is nothing to read."""
        step = self.written
        return _public_from(step) if step and step.has_paper else None

    @property
    def met_at(self) -> datetime | None:
        """When nothing more is owed: its paper is public, or it is done where no paper is owed."""
        return self.public_at if self.is_owed else self.done_at

    @property
    def reason(self) -> str:
        """Why it is not public; "" where it is to be."""
        return (self.written.not_public_reason or "") if self.written else ""

    @property
    def over_at(self) -> datetime | None:
        """When it begins to be missing; None when it never does."""
        over = end_of(self.due) if self.due and not self.reason else None
        return None if over is None or (self.met_at and self.met_at <= over) else over

    def is_done(self, now: datetime) -> bool:
        """True from its day on."""
        return self.done_at is not None and self.done_at <= now

    def is_met(self, now: datetime) -> bool:
        """True when nothing more is owed, or the law does not want it."""
        return bool(self.reason) or (self.met_at is not None and self.met_at <= now)

    def is_missing(self, now: datetime) -> bool:
        """True while it should be there and is not."""
        return self.over_at is not None and self.over_at <= now and not self.is_met(now)


def start_of(day: date) -> datetime:
    """The first moment of a day in Beijing."""
    return datetime.combine(day, time(), SHANGHAI)


def is_township(document: Document) -> bool:
    """True for one of a township, whose presidium has no statutory set."""
    return document.path.startswith("content/township/")


def heard_on(item: SupervisionItem) -> date | None:
    """The day on which the report was heard, or will be."""
    return min((step.date for step in item.chain if step.step == "report" and step.date), default=None)


def planned_until(item: SupervisionItem) -> date | None:
    """The last day by which the year's plan has it heard."""
    if item.plan_year is None or item.plan_changed:
        return None
    month = item.plan_month or 12
    return date(item.plan_year, month, monthrange(item.plan_year, month)[1])


def points(document: Document, periods: Mapping[str, Period]) -> tuple[Point, ...]:
    """Every step that is written or owed, in the order of a chain; in what order they are written does not matter.

    Nothing is owed of one that was brought over from an older site, and by the presidium of a township.
    """
    item = of(document)
    steps = in_order(item.chain)
    owed = {} if item.imported or is_township(document) else {duty.step: duty for duty in DUTIES.get(item.type, ())}
    if any(step.step == "resolution_report" for step in steps):  # 监督法 art. 17: one or the other
        owed = {name: duty for name, duty in owed.items() if name != "handling_report"}
    found = [_point(item, step, _first(steps, step) and owed.get(step.step), periods) for step in steps]
    there = {step.step for step in steps}
    found += [_point(item, None, duty, periods) for duty in owed.values() if duty.step not in there]
    if not item.imported and "report" not in {point.step for point in found}:
        found.append(_point(item, None, Duty("report", ""), periods, owes=False))
    return tuple(sorted(found, key=lambda point: (_ORDER.index(point.step), point.no)))


def key_at(document: Document, periods: Mapping[str, Period], now: datetime) -> str:
    """The state at a moment, as its key."""
    item, chain = of(document), points(document, periods)
    heard = any(point.step == "report" and point.is_done(now) for point in chain)
    if item.plan_changed and start_of(item.plan_changed.date) <= now and not heard:
        return "dropped"
    if any(point.is_missing(now) for point in chain):
        return "gap"
    if not any(point.is_done(now) for point in chain):
        return "planned"
    left = {point.step for point in chain if not point.is_met(now)}
    if not heard or left - {"follow_up"}:
        return "under-way"
    return "following" if left else "done"


def state(document: Document, now: datetime, periods: Mapping[str, Period]) -> str:
    """The state at a moment, in a word."""
    return STATES[key_at(document, periods, now)]


def key_of(document: Document) -> str:
    """The state in which a document was put, as its key; "" before that."""
    return _KEYS.get(document.phase, "")


def seen_at(document: Document) -> datetime:
    """A moment at which a document was as it is shown: its last turn."""
    return document.turned or _START


def turns(document: Document, periods: Mapping[str, Period]) -> Iterator[tuple[str, datetime]]:
    """The days of its steps and of their papers, the ends of what is due and not met by then, a change of plan."""
    item = of(document)
    for point in points(document, periods):
        if point.written and point.written.date:
            yield "chain", start_of(point.written.date)
            if point.written.published_on:
                yield "chain", _public_from(point.written)
        if over := point.over_at:
            yield "", over  # nobody need be told that it goes by itself: it wants doing, which checks.py says
    if item.plan_changed:
        yield "plan_changed", start_of(item.plan_changed.date)


def as_of(document: Document, now: datetime) -> Document:
    """The document without what steps say whose papers are not public, or not yet."""
    item = of(document)
    chain = tuple(_kept_back(step) if _is_kept_back(step, now) else step for step in item.chain)
    return document if chain == item.chain else replace(document, item=item.model_copy(update={"chain": chain}))


def _is_kept_back(step: Step, now: datetime) -> bool:
    return bool(step.not_public_reason) or (step.date is not None and _public_from(step) > now)


def _kept_back(step: Step) -> Step:
    return step.model_copy(update={"name": None, "doc": None, "file": None, "quote": None, "rating": None})


def _public_from(step: Step) -> datetime:
    """When what a step says may be read, whose day is known."""
    day = step.date or date.max
    return start_of(max(day, step.published_on or day))


def in_order(steps: Sequence[Step]) -> list[Step]:
    """The steps in the order of a chain, wherever they are written; those of one place by what they say."""
    if len({_place(step) for step in steps}) == len(steps):
        return sorted(steps, key=_place)
    return sorted(steps, key=lambda step: (_place(step), step.model_dump_json()))


def _place(step: Step) -> tuple[int, int, date]:
    return (_ORDER.index(step.step), step.no, step.date or date.max)


def _first(steps: Sequence[Step], step: Step) -> bool:
    """True for the first of its name: a duty is owed once."""
    return next(each for each in steps if each.step == step.step) is step


def _point(
    item: SupervisionItem, step: Step | None, duty: Duty | bool | None, periods: Mapping[str, Period], owes: bool = True
) -> Point:
    found = duty if isinstance(duty, Duty) else None
    name = step.step if step else found.step if found else ""
    due, law = _due(item, step, name, found if owes else None, periods)
    title = _TITLES.get((item.type, name), STEPS[name])
    return Point(name, step.no if step else 1, title, due, law, bool(found and owes), step)


def _due(
    item: SupervisionItem, step: Step | None, name: str, duty: Duty | None, periods: Mapping[str, Period]
) -> tuple[date | None, str]:
    """The last day of a step and what it rests on: what a law says goes before what is written, that before a period."""
    written = step.due if step else None
    if name == "report" and heard_on(item) is None and not statutory(item, name):
        return (written or planned_until(item), PLAN) if written or not item.imported else (None, "")
    legal = statutory(item, name)
    if legal and (step is None or step.date is None or step.date > legal):
        return min(written or legal, legal), AUDIT
    if written:
        return written, RESOLUTION if name == "resolution_report" else listed((duty.law, SET), "，") if duty else PROMISED
    if duty is None:
        return None, ""
    since = (step.date if step and legal else None) or heard_on(item)
    period = periods["opinions" if legal else duty.period]
    return (period.last(since) if since else None), listed((duty.law, period.source), "，")


def statutory(item: SupervisionItem, name: str) -> date | None:
    """The day that 监督法 art. 27 sets for what becomes of an audit; None for any other step."""
    base = {("audit", "handling_report"): heard_on(item), ("audit_rectification", "report"): item.audited_on}
    day = base.get((item.type, name))
    return Period(months=RECTIFIED_WITHIN).last(day) if day and not item.imported else None
