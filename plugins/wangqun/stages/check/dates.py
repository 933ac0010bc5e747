"""Dates that lie: not yet come, or earlier than the piece itself; and how long a piece has been known."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from itertools import chain

from ...domain.document import Document, Timed
from ...domain.federation import Federation
from ...domain.finding import Finding, Rule, Severity
from ...domain.moment import end_of
from ...records.kind import Kind

ITEM_SCHEDULED = Rule(
    "item-scheduled",
    Severity.INFO,
    "将于 {due} 公开",
    "不用再做什么：到时的一次生成会公开它。要改时间，改文件头的 date。",
    "docs/domain.md §3.1",
)
ITEM_ENDING = Rule(
    "item-ending",
    Severity.INFO,
    "将于 {due} {what}",
    "不用再做什么：到时的一次生成会照办。要改时间，改文件头的 {field}。",
    "docs/domain.md §3.1",
)
DATE_BACKDATED = Rule(
    "date-backdated",
    Severity.WARN,
    "发布时间早于首次入库 {days} 天",
    "把 date 改成实际发布的时间；从旧网站迁来的稿件写明 imported。",
    "指标（伪造发稿日期）",
)
LEEWAY = timedelta(days=1)
NOTICE = timedelta(days=7)


def findings(federation: Federation, seen: Mapping[str, str]) -> Iterator[Finding]:
    """What is yet to come, and what claims to be older than it is by `seen` (see `first_seen`)."""
    faulty = {finding.path for finding in federation.findings if finding.severity is Severity.BLOCK}
    for site, view in federation.views.items():
        if site in federation.foreign:
            continue
        for document in federation.waiting[site]:
            if document.path not in faulty and is_scheduled(document, federation.now):
                yield ITEM_SCHEDULED.at(document.place("date"), due=f"{document.date:%Y-%m-%d %H:%M}")
        for document in view.documents:
            yield from _endings(document, federation.kinds[document.id.kind], federation.now)
            known = seen.get(str(document.id))
            if known and document.date and not document.standing and not document.item.imported:
                late = datetime.fromisoformat(known) - document.date
                if late > LEEWAY:
                    yield DATE_BACKDATED.at(document.place("date"), days=late.days)


def first_seen(federation: Federation, before: Mapping[str, str] | None) -> dict[str, str]:
    """Document id -> ISO time of the run that first met it, "" when it was there before anyone took notes.

    `before` is what the last run wrote down, None when there was none. What has gone is not forgotten, for it may come back.
    """
    groups = (
        *(view.documents for view in federation.views.values()),
        *federation.waiting.values(),
        *federation.departed.values(),
    )
    here = {str(document.id) for group in groups for document in group}
    if before is None:
        return dict.fromkeys(sorted(here), "")
    return dict(before) | dict.fromkeys(sorted(here - before.keys()), federation.now.isoformat())


def _endings(document: Document, kind: Kind, now: datetime) -> Iterator[Finding]:
    """What happens by itself to a public piece within the next days; a turn without a field is told by its kind."""
    for field, what, moment in _ends(document, kind):
        if field and now < moment <= now + NOTICE and (what or _turns_state(document, kind, moment)):
            said = what or f"标明{kind.state(document, moment)}"
            yield ITEM_ENDING.at(document.place(field), due=f"{moment:%Y-%m-%d %H:%M}", what=said, field=field)


def _turns_state(document: Document, kind: Kind, moment: datetime) -> bool:
    """True when the state of a kind is another word from that moment on; at other turns only its page says more."""
    return kind.state(document, moment) != kind.state(document, moment - timedelta(microseconds=1))


def _ends(document: Document, kind: Kind) -> Iterator[tuple[str, str, datetime]]:
    """What happens to a piece by itself, in words ("" for a turn of its kind), and when."""
    yield from ((field, "", moment) for field, moment in kind.turns(document))
    item = document.item
    if item.withdrawn:
        yield "withdrawn", "撤回", item.withdrawn.time
    if item.share and item.share.until and (moment := end_of(item.share.until)):
        yield "share", "不再流转到别的站点", moment


def moments(federation: Federation) -> Iterator[datetime]:
    """Every moment at which a piece, or what is told of it, may turn by itself."""
    views = (view.documents for view in federation.views.values())
    for document in chain.from_iterable((*views, *federation.waiting.values(), *federation.departed.values())):
        kind = federation.kinds[document.id.kind]
        told = () if kind.is_silent("findings") else kind.findings(document)
        for timed in (each for each in (*document.timed, *told) if isinstance(each, Timed)):
            yield from filter(None, (timed.since, timed.until))
        if document.item.date:
            yield document.item.date
        for _, _, moment in _ends(document, kind):
            yield moment - NOTICE
            yield moment


def is_scheduled(document: Document, now: datetime) -> bool:
    """True for a piece that only waits for its day."""
    item = document.item
    return item.status in {"published", "hidden"} and item.openness == "public" and item.date is not None and item.date > now
