"""The page of a supervision item."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime

from ...domain.document import Document
from ...domain.federation import Guest
from ...domain.ids import parse_id
from ...domain.links import Scope
from ...domain.moment import day_words, year_words
from ...domain.period import Period
from ...domain.said import listed, said, together, word
from ...pages.charts import Amount, Bars, shares
from ...pages.context import Count, FooterItem, Link
from ...pages.document import document_page, inherited
from ...pages.site import Pages
from .chain import Point, heard_on, key_of, points, seen_at
from .context import LeadsLine, Node, SupervisionPage
from .figures import sheet_table
from .law import DUTIES, RUNNING
from .record import TYPES, Leads, Rating, SupervisionItem, of

_DONE = {
    "report": said("听取和审议报告"),
    "opinions": said("形成审议意见"),
    "assigned": said("交办"),
    "handling_report": said("报告研究处理情况"),
    "resolution": said("作出决议"),
    "resolution_report": said("报告执行决议情况"),
    "rating": said("进行满意度测评"),
    "follow_up": said("跟踪监督"),
}
_HEARD = {
    "enforcement_inspection": said("听取和审议执法检查报告"),
    "special_inquiry": said("开展专题询问"),
    "interpellation": said("处理质询案"),
    "special_investigation": said("提出调查报告"),
    "research": said("开展视察调研"),
    "appraisal": said("开展工作评议"),
}


def page(pages: Pages, document: Document, body: str, guest: Guest | None, periods: Mapping[str, Period]) -> SupervisionPage:
    """The page of a document with what is its own."""
    item, now = of(document), seen_at(document)
    scope = guest.scope if guest and guest.scope else pages.view.scope
    base = document_page(pages, document, body, guest)
    chain = sorted(points(document, periods), key=_when)
    return SupervisionPage(
        **inherited(base),
        state=document.phase,
        type=TYPES[item.type],
        sentence=sentence(document, chain, now),
        about=tuple(_about(item)),
        laws=tuple(law_link(scope, written) for written in item.laws),
        nodes=tuple(_node(pages, document, scope, point, number, now) for number, point in enumerate(chain, 1)),
        sheets=tuple(
            table
            for n, sheet in enumerate(item.sheets, 1)
            if (table := sheet_table(pages, document, sheet, scope, n)) is not None
        ),
        leads=tuple(_leads(scope, each) for each in item.leads),
    )


def _when(point: Point) -> date:
    """Where a step stands on the line: at its day, else at its last day, else at the end."""
    return (point.written.date if point.written else None) or point.due or date.max


def sentence(document: Document, chain: Sequence[Point], now: datetime) -> str:
    """How far it is and what comes next or is missing."""
    item, key = of(document), key_of(document)
    done = sorted((point for point in chain if point.is_done(now)), key=_when)
    if key == "dropped" and item.plan_changed:
        changed = item.plan_changed
        return said("%(day)s调整出监督工作计划：%(reason)s。", day=day_words(changed.date), reason=changed.reason)
    first = _planned(item) if not done else said("%(what)s。", what=_done(item, done[-1]))
    missing = [point for point in chain if point.is_missing(now)]
    if missing and (due := missing[0].due):
        names = listed(point.title for point in missing)
        if len(missing) > 1:
            lacking = said("未见公开的%(papers)s，最早的应在%(day)s前公布。", papers=names, day=day_words(due))
        else:
            lacking = said("未见公开的%(papers)s，应在%(day)s前公布。", papers=names, day=day_words(due))
        return together("", (first, lacking))
    if key == "done":
        is_whole = item.type in DUTIES and not item.imported
        return together("", (first, word(said("依法公布的材料已经齐全。")))) if is_whole else first
    ahead = sorted((point.due, point.title) for point in chain if point.due and point.over_at and not point.is_met(now))
    if ahead and done:
        due, title = ahead[0]
        following = said("下一步是%(step)s，应在%(day)s前。", step=word(title), day=day_words(due))
        return together("", (first, following))
    if item.type in RUNNING and not any(point.step == "report" for point in done):
        return together("", (first, said("调查期间可以不公布情况和材料（%(law)s）。", law=word(RUNNING[item.type]))))
    return first


def law_link(scope: Scope, written: str) -> Link:
    """A law as it is named: the title and address of a piece of some site, else the words themselves."""
    named = parse_id(written)
    target = scope.targets.get(named) if named else None
    return Link(target.title, target.url) if target and target.title else Link(written, None)


def _done(item: SupervisionItem, point: Point) -> str:
    what = word(_HEARD.get(item.type, _DONE["report"]) if point.step == "report" else _DONE[point.step])
    day = point.written.date if point.written else None
    return together("", (day_words(day), what)) if day else what


def _planned(item: SupervisionItem) -> str:
    if day := heard_on(item):
        return said("定于%(day)s%(what)s。", day=day_words(day), what=word(_HEARD.get(item.type, _DONE["report"])))
    if item.plan_year is None:
        return word(said("还没有听取报告。"))
    if item.plan_month:
        return said("列入 %(year)s 年监督工作计划，计划 %(month)s 月。", year=item.plan_year, month=item.plan_month)
    return said("列入 %(year)s 年监督工作计划。", year=item.plan_year)


def _about(item: SupervisionItem) -> Iterator[FooterItem]:
    plan = [year_words(item.plan_year)] if item.plan_year else []
    plan += [said("第 %(n)s 项", n=item.plan_no)] if plan and item.plan_no else []
    plan += [said("，%(month)s 月", month=item.plan_month)] if plan and item.plan_month else []
    for label, value in (
        (said("类型"), TYPES[item.type]),
        (said("议题"), item.topic),
        (said("计划"), together("", plan)),
        (said("报告机关"), item.reporting_body),
        (said("牵头"), item.lead_committee),
        (said("检查组"), "、".join(item.team)),
        (said("时间"), item.inspected),
        (said("会议"), item.meeting),
    ):
        if value:
            yield FooterItem(label, value)


def _node(pages: Pages, document: Document, scope: Scope, point: Point, number: int, now: datetime) -> Node:
    step = point.written
    status = status_of(point, now)
    day = step.date if step else None
    paper, note = _paper(pages, document, scope, point)
    shows_due = bool(point.due) and (status in {"missing", "due"} or (status == "open" and point.over_at is not None))
    return Node(
        title=point.title,
        status=status,
        words=_WORDS[status] if status != "open" or point.done_at is None else said("预定"),
        day_text=day_words(day) if day else "",
        day_iso=day.isoformat() if day else "",
        due_text=day_words(point.due) if shows_due and point.due else "",
        due_iso=point.due.isoformat() if shows_due and point.due else "",
        law=point.law if shows_due else "",
        paper=paper,
        note=note,
        quote=tuple(filter(None, (part.strip() for part in ((step.quote if step else None) or "").split("\n")))),
        reason=point.reason,
        rating=_rating(step.rating, number) if step and step.rating else None,
    )


_WORDS = {
    "done": said("已完成"),
    "missing": said("未见公开"),
    "due": said("尚待公布"),
    "open": said("尚未进行"),
    "withheld": said("不公开"),
}


def status_of(point: Point, now: datetime) -> str:
    """How a step stands at a moment, as a key."""
    if point.reason:
        return "withheld"
    if point.is_missing(now):
        return "missing"
    if point.is_met(now):
        return "done"
    return "due" if point.is_done(now) else "open"


def _paper(pages: Pages, document: Document, scope: Scope, point: Point) -> tuple[Link | None, str]:
    """Where the paper of a step can be read, and what it is when it is a file."""
    step = point.written
    if step is None:
        return None, ""
    if step.doc:
        named = parse_id(step.doc)
        target = scope.targets.get(named) if named else None
        return (Link(step.name or target.title, target.url), "") if target and target.url else (None, "")
    if step.file:
        file = pages.download(document, step.name or point.title, step.file, scope)
        return Link(file.name, file.url), "，".join(filter(None, (file.type, file.size_text)))
    return None, ""


def _rating(rating: Rating, number: int) -> Bars:
    votes = [(said("满意"), rating.satisfied), (said("基本满意"), rating.basically), (said("不满意"), rating.dissatisfied)]
    votes += [(said("弃权"), rating.abstained)] if rating.abstained is not None else []
    heads = (said("评价"), said("票数"))
    return shares(f"wq-rating-{number}", said("满意度测评"), (Amount(*vote) for vote in votes), heads, said("%(n)s 票"))


def _leads(scope: Scope, leads: Leads) -> LeadsLine:
    named = parse_id(leads.consultation) if leads.consultation else None
    target = scope.targets.get(named) if named else None
    counts = [Count(said("收到"), said("%(n)s 件", n=leads.received))]
    counts += [Count(said("采用"), said("%(n)s 件", n=leads.used))] if leads.used is not None else []
    return LeadsLine(Link(leads.channel, target.url if target else None), tuple(counts), leads.outcome or "")
