"""What is wrong with a regulation (docs/domain.md §3.4, 立法法)."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from ...domain.document import Document, Timed
from ...domain.finding import Finding, Own, Rule, Severity
from ...domain.law.reading import read_body
from ...domain.law.text import articles
from ...domain.level import Level
from ...domain.moment import end_of
from ...domain.numerals import COUNT
from ...domain.site import Site
from .record import TYPES, Regulation, is_local, of

DATES = Rule(
    "regulation-dates",
    Severity.BLOCK,
    "法规的日期先后不对：{what}",
    "对照公报，改正 {field}。",
    "docs/domain.md §3.4",
)
MISSING = Rule(
    "regulation-missing",
    Severity.WARN,
    "法规没有写{what}",
    "在文件头补上 {field}。",
    "docs/domain.md §3.4",
)
VALIDITY = Rule(
    "regulation-validity",
    Severity.WARN,
    "法规的时效由施行、废止的日期得出，不写 validity",
    "删去 validity；已经废止的写 repealed_on（废止的日期）。",
    "docs/domain.md §3.4",
)
SET = Rule(
    "regulation-set",
    Severity.WARN,
    "法规没有{what}，公布法规时应当一并公布",
    "在文件头补上 {field}，写那一篇的编号。",
    "立法法 art. 89",
)
FILING = Rule(
    "filing-overdue",
    Severity.WARN,
    "法规公布 30 日内应当报送备案，{what}",
    "已经报送的，在文件头写 filed_on（报送备案的日期）。",
    "立法法 art. 109",
)
APPROVAL = Rule(
    "regulation-approval",
    Severity.BLOCK,
    "{title}应当经上一级人大常委会批准，没有写{what}",
    "在文件头补上 {field}。",
    "立法法 art. 81, 85",
)
POWER = Rule(
    "regulation-power",
    Severity.WARN,
    "{name}没有制定{title}的权力，照常发布",
    "改正 doc_type（如 decision、normative）；是别的机关制定的，改正 enacted_by。",
    "立法法 art. 80, 81, 85",
)
EFFECT = Rule(
    "regulation-effect",
    Severity.WARN,
    "另定施行日期的条款“{articles}”{what}，照写的显示",
    "照正文的条号改 effects 里的 articles，如 第十条、第二十一条第二款。",
    "docs/domain.md §3.4",
)
SINCE = Rule(
    "regulation-since",
    Severity.WARN,
    "施行日期 {day} 早于这个文本最后一次修改（{amended}），是这部法规最初施行的日期，不是这个文本的",
    "改成修改决定规定的施行日期（一般在修改决定的最后一条）；查不到的，把 effective_on 改成 first_effective_on。",
    "docs/domain.md §3.4",
)
FILED_WITHIN = timedelta(days=30)
_NUMBER = re.compile(rf"第[{COUNT}]{{1,9}}条(?:之[{COUNT}]{{1,3}})?")
_NEEDED = (
    ("doc_type", "种类"),
    ("enacted_by", "制定机关"),
    ("passed_on", "通过的日期"),
    ("promulgated_on", "公布的日期"),
    ("effective_on", "施行的日期"),
)
_ACCOMPANIED = (("draft_note", "草案的说明"), ("review_report", "审议结果的报告"))
_ORDER = (
    ("passed_on", "approved_on", "批准（{after}）早于通过（{before}）"),
    ("passed_on", "promulgated_on", "公布（{after}）早于通过（{before}）"),
    ("passed_on", "effective_on", "施行（{after}）早于通过（{before}）"),
    ("passed_on", "first_effective_on", "最初施行（{after}）早于通过（{before}）"),
    ("first_effective_on", "effective_on", "施行（{after}）早于最初施行（{before}）"),
    ("effective_on", "repealed_on", "废止（{after}）早于施行（{before}）"),
    ("effective_on", "replaced_on", "被新文本代替（{after}）早于施行（{before}）"),
    ("promulgated_on", "filed_on", "备案（{after}）早于公布（{before}）"),
)


def findings(document: Document) -> Iterator[Finding | Timed]:
    """All that its header alone tells. What is imported is exempt from what old texts cannot know."""
    item = of(document)
    yield from _dates(document, item)
    amended = max((each.date for each in item.amendments), default=None)
    if amended and item.effective_on and item.effective_on < amended:
        yield SINCE.at(document.place("effective_on"), day=f"{item.effective_on:%Y-%m-%d}", amended=f"{amended:%Y-%m-%d}")
    if item.effects:
        yield from _effects(document, item)
    if item.validity:
        yield VALIDITY.at(document.place("validity"))
    if item.imported:
        return
    for field, what in _NEEDED:
        if getattr(item, field) is None and not (field == "passed_on" and item.doc_type in {"rule", "normative"}):
            yield MISSING.at(document.place("title"), what=what, field=field)
    if is_local(item):
        for field, what in _ACCOMPANIED:
            if getattr(item, field) is None:
                yield SET.at(document.place("title"), what=what, field=field)
        yield from _filing(document, item)


def lawful(document: Document, site: Site) -> Iterator[Finding]:
    """That the organ may make it, and that those above approved what needs it; of what the site's own organs made."""
    item = of(document)
    if not is_local(item) or item.imported or not (item.enacted_by or "").startswith((site.area, site.record.name)):
        return
    title = TYPES[item.doc_type or ""]
    autonomous = "自治" in site.record.name and "自治区" not in site.record.name
    if site.level not in {Level.PROVINCE, Level.CITY} and not autonomous:
        yield POWER.at(document.place("doc_type"), name=site.record.name, title=title)
    elif site.level is not Level.PROVINCE:
        for field, what in (("approved_by", "批准机关"), ("approved_on", "批准的日期")):
            if getattr(item, field) is None:
                yield APPROVAL.at(document.place("doc_type"), title=f"{site.area}的{title}", what=what, field=field)


def _dates(document: Document, item: Regulation) -> Iterator[Finding]:
    for earlier, later, words in _ORDER:
        before, after = getattr(item, earlier), getattr(item, later)
        if before and after and after < before:
            what = words.format(before=f"{before:%Y-%m-%d}", after=f"{after:%Y-%m-%d}")
            yield DATES.at(document.place(later), what=Own(what), field=f"{later} 或 {earlier}")


def _effects(document: Document, item: Regulation) -> Iterator[Finding]:
    """What is wrong with the articles that take effect on another day: their day, or that the text has none such."""
    place = document.place("effects")
    known = {article.number for article, _ in articles(read_body(document.body, document.markup == "markdown"))}
    for effect in item.effects:
        day, named = effect.effective_on, _NUMBER.findall(effect.articles)
        if item.passed_on and day < item.passed_on:
            what = f"{effect.articles}施行（{day:%Y-%m-%d}）早于通过（{item.passed_on:%Y-%m-%d}）"
            yield DATES.at(place, what=Own(what), field="effects 或 passed_on")
        lost = [each for each in named if each not in known]
        if lost or not named:
            what = f"，正文里没有{'、'.join(lost)}" if lost else "，没有写是第几条"
            yield EFFECT.at(place, articles=effect.articles, what=Own(what))


def filing_due(item: Regulation) -> date | None:
    """The last day on which it is filed in time; None where no day is known, or beyond the calendar."""
    day = item.promulgated_on
    return None if day is None or day.year > 9000 else day + FILED_WITHIN


def _filing(document: Document, item: Regulation) -> Iterator[Finding | Timed]:
    if (last := filing_due(item)) is None:
        return
    place = document.place("promulgated_on")
    if item.filed_on is None:
        yield Timed(FILING.at(place, what=Own(f"{last:%Y-%m-%d} 已过，没有写 filed_on")), since=end_of(last))
    elif item.filed_on > last:
        yield FILING.at(document.place("filed_on"), what=Own(f"写的是 {item.filed_on:%Y-%m-%d}，晚于 {last:%Y-%m-%d}"))
