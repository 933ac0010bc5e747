"""What is wrong with a motion or a suggestion (docs/domain.md §3.6, §4)."""

from collections.abc import Iterator, Sequence

from ...domain.document import Document, Timed
from ...domain.finding import Finding, Own, Rule, Severity
from ...domain.level import Level
from ...domain.site import Site
from . import late, steps, timing
from .provinces import Periods
from .record import Written, of
from .words import AWAITED, FORMS, MOTIONS

ORDER = Rule(
    "suggestion-event-order",
    Severity.BLOCK,
    "流程顺序不对：{day} 的{what}",
    "改正 events 里这一项的 date（日期）或 type（环节），或补上缺的环节。",
    "docs/domain.md §3.6",
)
TYPED = Rule(
    "suggestion-state-typed",
    Severity.BLOCK,
    "“{key}”不能手填，状态和期限由 events 和今天的日期得出",
    "删去这一行；要改状态的，在 events 里写新的环节。",
    "docs/domain.md §3.6",
)
NOT_PUBLIC = Rule(
    "suggestion-not-public",
    Severity.BLOCK,
    "不宜公开的被写成公开：{what}",
    "不公开的写 public: 不公开；可以公开的删去{field}。",
    "docs/domain.md §3.6",
)
REASON = Rule(
    "suggestion-reason-missing",
    Severity.WARN,
    "写了不公开，没有写理由；只计入总数",
    "在文件头写 public_reason，如 涉及个人隐私。",
    "docs/domain.md §3.6",
)
UNSUBMITTED = Rule(
    "suggestion-unsubmitted",
    Severity.BLOCK,
    "{what}，提交以前不公开",
    "在 events 里写 submitted（提交）的日期，文件头的 date 不早于它；还在酝酿草拟的写 status: draft。",
    "docs/domain.md §3.6",
)
MISSING = Rule(
    "suggestion-missing",
    Severity.WARN,
    "没有写{what}",
    "在文件头补上 {field}。",
    "docs/domain.md §3.6",
)
ASTRAY = Rule(
    "suggestion-without-event",
    Severity.WARN,
    "写了{what}，events 里没有相应的环节，没有公布",
    "在 events 里补上 {event} 和它的日期。",
    "docs/domain.md §3.6",
)
SIGNERS = Rule(
    "motion-signers-short",
    Severity.WARN,
    "{form}有 {have} 名代表，依法应有 {need} 名以上",
    "核对 lead_deputy（领衔代表）和 co_deputies（联名代表）。",
    "地方组织法 art. 22, 24; 监督法 art. 51",
)
RECESS = Rule(
    "motion-in-recess",
    Severity.WARN,
    "{form}只在会议期间提出，这一件写的是闭会期间",
    "把 during 改成 in_session（大会期间）；闭会期间提的是建议，移到 suggestions/ 文件夹。",
    "地方组织法 art. 22",
)
NUMBER_TWICE = Rule(
    "suggestion-number-twice",
    Severity.WARN,
    "编号“{number}”与 {other} 相同",
    "核对 number；同一次会议的编号各不相同。",
    "docs/domain.md §3.6",
)
_TYPED = frozenset(
    "state due due_on due_date due_day deadline overdue is_overdue 办理状态 当前状态 答复期限 办理期限 到期日 到期日期"
    " 截止日期 逾期 是否逾期 已逾期 当前环节".split()
)
_NEEDED = (("number", "编号"), ("term", "届"), ("session", "会议"))


def findings(document: Document, periods: Periods) -> Iterator[Finding | Timed]:
    """All that its header alone tells, some of it from a moment on."""
    item = of(document)
    for key in (item.model_extra or {}).keys() & _TYPED:
        yield TYPED.at(document.place(key), key=key)
    faults = list(steps.faults(item))
    for fault in faults:
        yield ORDER.at(document.place("events"), day=f"{fault.event.date:%Y-%m-%d}", what=Own(fault.why))
    yield from _openness(document, item)
    if not faults:
        yield from late.findings(document, item, periods)
    if not item.imported:
        yield from _missing(document, item)
    yield from _astray(document, item)


def lawful(document: Document, site: Site) -> Iterator[Finding]:
    """That a motion has enough who sign it, and is of a session."""
    item = of(document)
    if item.form not in MOTIONS:
        return
    if item.during == "recess" and "常务委员会" not in (item.addressed_to or "") and "常委会" not in (item.addressed_to or ""):
        yield RECESS.at(document.place("during"), form=FORMS[item.form])
    need = _signers(item, site.level)
    have = len({item.lead_deputy, *item.co_deputies} - {None})
    if have and have < need and not item.imported:
        yield SIGNERS.at(
            document.place("co_deputies" if item.co_deputies else "lead_deputy"), form=FORMS[item.form], have=have, need=need
        )


def together(public: Sequence[Document], others: Sequence[Document]) -> Iterator[Finding]:
    """What several of one site say together: a number that two of one session have."""
    seen: dict[tuple[str | None, ...], str] = {}
    for document in sorted((*public, *others), key=lambda d: d.path):
        item = of(document)
        if item.number:
            name = (item.form == "suggestion", item.congress, item.term, item.session, item.number)
            other = seen.setdefault(tuple(map(str, name)), document.path)
            if other != document.path:
                yield NUMBER_TWICE.at(document.place("number"), number=item.number, other=other)


def _signers(item: Written, level: Level) -> int:
    standing = "常务委员会" in (item.addressed_to or "") or "常委会" in (item.addressed_to or "")
    if item.form == "recall":
        return 0  # a part of all deputies, of whom the header does not say how many there are
    if item.form == "interpellation" and standing:
        return 5 if level in {Level.PROVINCE, Level.CITY} else 3
    if level is Level.NATIONAL:
        return 0 if item.by_delegation else 30
    return 5 if level is Level.TOWNSHIP and item.form == "motion" else 10


def _openness(document: Document, item: Written) -> Iterator[Finding]:
    if not item.public:
        if not item.public_reason:
            yield REASON.at(document.place("public"))
        return
    if item.public_reason:
        what = f"public 写的是公开，又有不公开的理由“{item.public_reason}”"
        yield NOT_PUBLIC.at(document.place("public_reason"), what=Own(what), field=" public_reason")
    if not document.is_offered:
        return
    submitted = steps.first([event for event in steps.ordered(item) if event.type != AWAITED], "submitted")
    if not submitted:
        yield UNSUBMITTED.at(document.place("events"), what="没有提交的日期")
    elif item.date and item.date < steps.start_of(submitted.date):
        what = f"发布时间 {item.date:%Y-%m-%d} 早于提交的 {submitted.date:%Y-%m-%d}"
        yield UNSUBMITTED.at(document.place("date"), what=what)


def _missing(document: Document, item: Written) -> Iterator[Finding | Timed]:
    place = document.place("title")
    for field, what in _NEEDED:
        if getattr(item, field) is None:
            yield MISSING.at(place, what=what, field=field)
    if not item.lead_deputy and not item.by_delegation and item.form != "recall":
        yield MISSING.at(place, what="谁提出的", field="lead_deputy（领衔代表）或 by_delegation（代表团）")
    types = {event.type for event in item.events}
    for step, field, what in (
        ("assigned", "lead_units", "主办单位"),
        ("replied", "outcome", "办理结果"),
        ("replied", "reply", "答复"),
    ):
        if step in types and not getattr(item, field):
            yield MISSING.at(document.place("events"), what=what, field=field)
    if item.outcome in timing.PROMISED and not item.commitments:
        yield MISSING.at(document.place("outcome"), what="承诺做什么", field="commitments（text 和 due）")


def _astray(document: Document, item: Written) -> Iterator[Finding]:
    types = [event.type for event in item.events]
    if item.satisfaction and "rated" not in types:
        yield ASTRAY.at(document.place("satisfaction"), what="代表的评价", event="rated（代表评价）")
    if "replied" not in types:
        for field, what in (("reply", "答复"), ("outcome", "办理结果"), ("commitments", "承诺事项")):
            if getattr(item, field):
                yield ASTRAY.at(document.place(field), what=what, event="replied（答复）")
    elif len(steps.replies(item)) < len(item.reply):
        yield ASTRAY.at(document.place("reply"), what="几次答复", event="re_replied（再次答复）")
    if item.referred_to and item.outcome != "referred_up":
        yield ASTRAY.at(document.place("referred_to"), what="转到上级的哪一件", event="replied（答复），并写 outcome: 转上级机关")
