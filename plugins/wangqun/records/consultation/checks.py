"""What is wrong with a consultation (docs/domain.md §4)."""

from collections.abc import Iterator, Mapping

from ...domain.document import Document, Timed
from ...domain.finding import Finding, Own, Rule, Severity
from ...domain.level import Level
from ...domain.moment import SHANGHAI, deadline_words, last_day, moment_words
from ...domain.period import Period
from ...domain.site import Site
from .record import PURPOSES, VERDICTS, Consultation, of
from .timing import reported_at, result_due

LAWS = frozenset({"draft_law", "legislative_plan", "post_evaluation"})
DATES = Rule(
    "consult-dates",
    Severity.BLOCK,
    "征求意见的时间不对：{what}",
    "改正 {field}；写作 2026-03-31（到当天 24:00 止）或 2026-03-31 18:00。",
    "docs/domain.md §3.4",
)
CHANNEL_MISSING = Rule(
    "consult-channel-missing",
    Severity.BLOCK,
    "没有{what}提意见的渠道，上网不便或不能到场的人无法提意见",
    "在文件头 channels 里补上 {field}。",
    "docs/domain.md §3.4",
)
WINDOW_SHORT = Rule(
    "consult-window-short",
    Severity.WARN,
    "征求意见期 {have} 天，少于 {need} 天（{law}）",
    "把 close_on 推后到 {until}；依规定缩短的，在正文里说明理由。",
    "立法法 art. 40",
)
RESULT_DUE = Rule(
    "consult-result-due",
    Severity.INFO,
    "征求意见已截止，采纳情况应在 {due} 前公布",
    "在文件头写 adoption_note：date（公布日期）、text 和 groups（各组意见的处理）。",
    "docs/domain.md §3.4",
)
RESULT_OVERDUE = Rule(
    "consult-result-overdue",
    Severity.WARN,
    "征求意见结束 {days} 天未公布采纳情况（{law}），页面上已向读者说明",
    "在文件头写 adoption_note：date（公布日期）、text 和 groups（各组意见的处理）。",
    "docs/domain.md §3.4",
)
RESULT_EMPTY = Rule(
    "consult-result-empty",
    Severity.WARN,
    "采纳情况没有内容，不算已公布",
    "在 adoption_note 里写 text（总的说明）或 groups（各组意见的处理）。",
    "docs/domain.md §3.4",
)
RESULT_COUNTS = Rule(
    "consult-result-counts",
    Severity.WARN,
    "{field} 写的是 {have} 条，各组加起来是 {sum} 条",
    "核对 adoption_note 的 {field} 和 groups 里“{verdict}”各组的 count，改正不对的一个。",
    "docs/domain.md §3.4",
)
DRAFT_MISSING = Rule(
    "consult-draft-missing",
    Severity.WARN,
    "征求法规草案的意见，没有{what}",
    "在文件头补上 {field}。",
    "docs/domain.md §3.4",
)
MATERIAL = Rule(
    "consult-material",
    Severity.WARN,
    "材料“{name}”{what}",
    "在 files 的这一项里写 file（文件）或 document（稿件编号），写一个。",
    "docs/domain.md §3.4",
)
NO_POWER = Rule(
    "consult-power",
    Severity.WARN,
    "{name}没有地方立法权，却以“{purpose}”征求意见，照常发布",
    "改正 purpose，如 other；为上级的法规草案收集意见的，用 share 或链接到上级的那一篇。",
    "立法法 art. 80, 81, 85",
)
_COUNTED = {"accepted": "adopted", "partly": "partly", "rejected": "not_adopted"}


def findings(document: Document, periods: Mapping[str, Period]) -> Iterator[Finding | Timed]:
    """All that its header alone tells, some of it from a moment on."""
    item = of(document)
    yield from _dates(document, item)
    if not item.imported:
        yield from _channels(document, item)
        yield from _draft(document, item)
        if item.open_on < item.close_on:
            yield from _window(document, item, periods["window"])
            yield from _result(document, item, periods["result"])
    for material in item.files:
        if bool(material.file) == bool(material.document):
            what = "既有文件又有稿件编号，只用文件" if material.file else "没有写文件，读者打不开"
            yield MATERIAL.at(document.place("files"), name=material.name, what=what)
    if item.adoption_note:
        yield from _note(document, item)


def lawful(document: Document, site: Site) -> Iterator[Finding]:
    """That a county or a township that is not autonomous makes no laws (立法法 art. 80, 81, 85)."""
    item = of(document)
    lawmaker = site.level in {Level.PROVINCE, Level.CITY} or "自治县" in site.record.name or "自治旗" in site.record.name
    if item.purpose in LAWS and not lawmaker:
        yield NO_POWER.at(document.place("purpose"), name=site.record.name, purpose=PURPOSES[item.purpose])


def _dates(document: Document, item: Consultation) -> Iterator[Finding]:
    opened, closed = moment_words(item.open_on), deadline_words(item.close_on)
    for field, moment in (("open_on", item.open_on), ("close_on", item.close_on)):
        if moment.second or moment.microsecond:
            yield DATES.at(document.place(field), what=Own(f"{field} 写了秒，只能写到分"), field=field)
    if item.close_on <= item.open_on:
        what = f"截止（{closed}）不晚于开始（{opened}）"
        yield DATES.at(document.place("close_on"), what=Own(what), field="open_on 或 close_on")
    elif item.adoption_note and item.adoption_note.date < last_day(item.close_on):
        day = f"{item.adoption_note.date:%Y-%m-%d}"
        what = f"采纳情况的日期 {day} 早于截止（{closed}）"
        yield DATES.at(document.place("adoption_note"), what=Own(what), field="adoption_note 的 date 或 close_on")


def _channels(document: Document, item: Consultation) -> Iterator[Finding]:
    ways, offline = item.channels, item.offline
    place = document.place("channels" if ways else "close_on")
    if not (ways and (ways.address or ways.phone)) and not (offline and (offline.address or offline.phone)):
        yield CHANNEL_MISSING.at(place, what="线下", field="address（通信地址）或 phone（电话）")
    if not (ways and (ways.email or ways.form_url)) and not item.questionnaires:
        yield CHANNEL_MISSING.at(place, what="线上", field="email（电子邮箱）或 form_url（网上填写的网址）")


def _draft(document: Document, item: Consultation) -> Iterator[Finding]:
    if item.purpose != "draft_law":
        return
    roles = {material.role for material in item.files}
    for missing, what, field in (
        (not item.draft_title, "草案名称", "draft_title"),
        (not item.draft_stage, "稿次", "draft_stage，如 draft（草案）"),
        ("text" not in roles, "草案文本", "files 里 role: text 的一项"),
        ("note" not in roles, "草案说明", "files 里 role: note 的一项"),
    ):
        if missing:
            yield DRAFT_MISSING.at(document.place("purpose"), what=what, field=field)


def _window(document: Document, item: Consultation, period: Period) -> Iterator[Finding]:
    """Days are counted as people do: the first and the last are two."""
    first, last = item.open_on.astimezone(SHANGHAI).date(), last_day(item.close_on)
    have, need = (last - first).days + 1, period.days or 0
    if item.purpose == "draft_law" and have < need:
        until = first.fromordinal(min(first.toordinal() + need - 1, first.max.toordinal()))
        yield WINDOW_SHORT.at(document.place("close_on"), have=have, need=need, law=period.source, until=f"{until:%Y-%m-%d}")


def _result(document: Document, item: Consultation, period: Period) -> Iterator[Timed]:
    due, reported = result_due(item, period), reported_at(item)
    place = document.place("close_on")
    if due is None or (reported and reported <= item.close_on):
        return
    by = f"{last_day(due):%Y-%m-%d} 24:00"
    yield Timed(RESULT_DUE.at(place, due=by), item.close_on, min(due, reported or due))
    if not reported or reported > due:
        yield Timed(RESULT_OVERDUE.at(place, days=period.days, law=period.source), due, reported)


def _note(document: Document, item: Consultation) -> Iterator[Finding]:
    note = item.adoption_note
    if note is None:
        return
    place = document.place("adoption_note")
    if not note.says:
        yield RESULT_EMPTY.at(place)
    for field, verdict in _COUNTED.items():
        have, groups = getattr(note, field), [group.count for group in note.groups if group.verdict == verdict]
        counted = [count for count in groups if count is not None]
        if have is not None and groups and len(groups) == len(counted) and have != sum(counted):
            yield RESULT_COUNTS.at(place, field=field, have=have, sum=sum(counted), verdict=VERDICTS[verdict])
