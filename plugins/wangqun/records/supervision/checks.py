"""What is wrong with a supervision item (docs/domain.md §3.5, 监督法)."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from ...domain.document import Document, Timed
from ...domain.finding import Finding, Own, Rule, Severity
from ...domain.level import Level
from ...domain.period import Period
from ...domain.site import Site
from .chain import Point, points, start_of, statutory
from .law import OF_COMMITTEES, PLAN
from .record import STEPS, TYPES, Step, SupervisionItem, of

GAP = Rule(
    "supervision-gap",
    Severity.WARN,
    "监督公开不完整：缺{step}，应在 {by} 前公布（{law}），页面上已向读者说明",
    "在文件头 chain 里写 {key}（{step}）：date（日期）和 doc（稿件编号）、file（文件）或 quote（要点）；"
    "依法不公开的写 not_public_reason（理由）。",
    "监督法 art. 17, 29, 37",
)
RECTIFICATION = Rule(
    "audit-rectification-overdue",
    Severity.WARN,
    "审计整改情况报告逾期：应在 {by} 前听取和审议（{law}）",
    "在文件头 chain 里写 {key}（{step}）：date（日期）和 doc（稿件编号）；另有一件审计整改的，doc 写它的编号。",
    "监督法 art. 27",
)
RESOLUTION_REPORT = Rule(
    "resolution-report-overdue",
    Severity.WARN,
    "执行决议情况报告逾期：应在 {by} 前报告（{law}）",
    "在文件头 chain 里写 {key}（{step}）：date（日期）和 doc（稿件编号）、file（文件）或 quote（要点）。",
    "监督法 art. 17, 29, 37",
)
PLAN_LATE = Rule(
    "supervision-plan-late",
    Severity.WARN,
    "计划在 {by} 前听取，还没有写{step}的日期（{law}）",
    "已经听取的，在 chain 里写 report 的 date（日期）；计划有变的，写 plan_changed（日期和理由）。",
    "监督法 art. 63",
)
DUE = Rule(
    "supervision-due",
    Severity.INFO,
    "{step}应在 {due} 前{what}（{law}）",
    "办好以后在文件头 chain 里写 {key}（{step}）的 date（日期）和文件。",
    "监督法 art. 17, 27, 29, 37",
)
DATES = Rule(
    "supervision-dates",
    Severity.BLOCK,
    "监督事项的日期先后不对：{what}",
    "对照文件，改正 chain 里 {key} 的 {field}。",
    "docs/domain.md §3.5",
)
MISSING = Rule(
    "supervision-missing",
    Severity.WARN,
    "监督事项没有写{what}",
    "在文件头补上 {field}。",
    "docs/domain.md §3.5",
)
STEP = Rule(
    "supervision-step",
    Severity.WARN,
    "chain 的{step}{what}",
    "{mend}",
    "docs/domain.md §3.5",
)
STATE = Rule(
    "supervision-state",
    Severity.WARN,
    "监督事项的状态由各步的日期和文件得出，写的“{state}”不起作用",
    "删去 state；状态不对的，改正 chain 里各步的 date、doc 或 due。",
    "docs/domain.md §3.5",
)
NO_POWER = Rule(
    "supervision-power",
    Severity.WARN,
    "乡镇人大主席团不开展{title}，照常发布",
    "改正 type，如 special_report（专项工作报告）、enforcement_inspection（执法检查）；转发上级的，用下发。",
    "地方组织法 art. 19",
)
NOTICE = timedelta(days=30)
"""How long before the end of what is due its office is told."""
_AFTER_REPORT = ("opinions", "assigned", "handling_report", "resolution_report", "rating", "follow_up")
_NEEDED = (("topic", "议题"), ("plan_year", "列入哪一年的计划"), ("reporting_body", "报告机关"))
_NO_BODY = frozenset({"research", "special_investigation", "enforcement_inspection"})
"""Types of which the committee reports itself."""


def findings(document: Document, periods: Mapping[str, Period]) -> Iterator[Finding | Timed]:
    """All that its header alone tells, some of it from a moment on."""
    item = of(document)
    yield from _dates(document, item)
    yield from _steps(document, item)
    if state := (item.model_extra or {}).get("state"):
        yield STATE.at(document.place("state"), state=state)
    if not item.imported:
        yield from _missing(document, item)
        for point in points(document, periods):
            yield from _owed(document, item, point)


def lawful(document: Document, site: Site) -> Iterator[Finding]:
    """That the presidium of a township does not what standing committees do."""
    item = of(document)
    if site.level is Level.TOWNSHIP and item.type in OF_COMMITTEES:
        yield NO_POWER.at(document.place("type"), title=TYPES[item.type])


def _owed(document: Document, item: SupervisionItem, point: Point) -> Iterator[Timed]:
    """That something is due soon, and from the end of its last day on that it is missing, until it is there."""
    over, met = point.over_at, point.met_at
    if point.due is None or point.reason or (item.plan_changed and not point.written):
        return
    place = document.place("chain" if item.chain else "plan_month" if item.plan_month else "plan_year")
    day = f"{point.due:%Y-%m-%d}"
    values = {"step": point.title, "key": point.step, "law": point.law or PLAN}
    soon = start_of(point.due) - NOTICE if point.due > date.min + NOTICE else None
    if not (met and soon and met <= soon):
        until = min((at for at in (over, met) if at), default=None)
        yield Timed(DUE.at(place, **values, due=day, what="公布" if point.is_owed and point.done_at else "办理"), soon, until)
    if over:
        yield Timed(_rule(item, point).at(place, **values, by=day), over, met)


def _rule(item: SupervisionItem, point: Point) -> Rule:
    if statutory(item, point.step) == point.due:
        return RECTIFICATION
    if point.step == "resolution_report":
        return RESOLUTION_REPORT
    return PLAN_LATE if point.step == "report" and point.done_at is None else GAP


def _dates(document: Document, item: SupervisionItem) -> Iterator[Finding]:
    """That nothing comes before what it comes of."""
    first = {name: min((s.date for s in item.chain if s.step == name and s.date), default=None) for name in STEPS}
    place = document.place("chain")
    for step in item.chain:
        if step.date is None:
            continue
        bases = ["report"] if step.step in _AFTER_REPORT else []
        bases += ["resolution"] if step.step == "resolution_report" else []
        for base in bases:
            if (earlier := first[base]) and step.date < earlier:
                what = f"{STEPS[step.step]}（{step.date:%Y-%m-%d}）早于{STEPS[base]}（{earlier:%Y-%m-%d}）"
                yield DATES.at(place, what=Own(what), key=step.step, field=f"date，或 {base} 的 date")
    heard = first["report"]
    if item.type == "audit_rectification" and item.audited_on and heard and heard < item.audited_on:
        what = f"审计整改情况报告（{heard:%Y-%m-%d}）早于审计工作报告（{item.audited_on:%Y-%m-%d}）"
        yield DATES.at(place, what=Own(what), key="report", field="date，或 audited_on")


def _steps(document: Document, item: SupervisionItem) -> Iterator[Finding]:
    place = document.place("chain")
    seen: set[tuple[str, int]] = set()
    for step in item.chain:
        title = STEPS[step.step]
        for what, how in _faults(item, step, (step.step, step.no) in seen):
            yield STEP.at(place, step=title, what=Own(what), mend=how)
        seen.add((step.step, step.no))


def _faults(item: SupervisionItem, step: Step, again: bool) -> Iterator[tuple[str, str]]:
    """What a step says wrong, and what to write."""
    legal = statutory(item, step.step)
    if again:
        yield f"写了两次（no 都是 {step.no}）", f"是第二次的，写 no: {step.no + 1}；重复的删去一个。"
    if not step.date and not step.due and not step.not_public_reason:
        yield "没有写日期，也没有写期限，不起作用", "写 date（已经做了的日期）或 due（期限）；还不知道的删去这一步。"
    if step.doc and step.file:
        yield "既有稿件编号又有文件", "doc（稿件编号）和 file（文件）写一个。"
    if step.date and step.published_on and step.published_on < step.date:
        yield (
            f"公布的日期（{step.published_on:%Y-%m-%d}）早于这一步的日期（{step.date:%Y-%m-%d}），按这一步的日期公布",
            "改正 published_on 或 date。",
        )
    if step.not_public_reason and (step.has_paper or step.rating):
        yield (
            "写了不公开的理由，又写了文件、要点或票数，都没有公布",
            "不公开的删去 doc、file、quote、rating；可以公开的删去 not_public_reason。",
        )
    if step.rating and step.step != "rating":
        yield "写了测评的票数", "把 rating 移到 step: rating（满意度测评）那一步。"
    if step.step == "rating" and step.date and not step.rating and not step.not_public_reason:
        yield "没有写票数", "写 rating: {satisfied: 满意票数, basically: 基本满意票数, dissatisfied: 不满意票数}。"
    if step.due and legal and step.due > legal:
        yield (
            f"期限（{step.due:%Y-%m-%d}）晚于法定的六个月（{legal:%Y-%m-%d}），按法定的算",
            "删去 due，或改成不晚于法定的日期。",
        )


def _missing(document: Document, item: SupervisionItem) -> Iterator[Finding]:
    place = document.place("type")
    for field, what in _NEEDED:
        if getattr(item, field) is None and not (field == "reporting_body" and item.type in _NO_BODY):
            yield MISSING.at(place, what=what, field=field)
    if item.meeting is None and any(step.step == "report" and step.date for step in item.chain) and item.type != "research":
        yield MISSING.at(place, what="听取、审议的会议", field="meeting")
    if item.type == "enforcement_inspection" and not item.laws:
        yield MISSING.at(place, what="检查哪些法律、法规", field="laws（法规的稿件编号，或法律的名称）")
    if item.type == "audit_rectification" and item.audited_on is None:
        yield MISSING.at(place, what="听取审计工作报告的日期，算不出整改报告的期限", field="audited_on")
