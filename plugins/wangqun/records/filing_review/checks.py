"""What is wrong with a filed document (docs/domain.md §3.4, 监督法, 立法法), and words that would name who asked for a review."""

from collections.abc import Iterator

from ...domain.document import Changed, Document, Timed
from ...domain.finding import Finding, Own, Rule, Severity
from ...domain.moment import end_of
from ...domain.patterns import pattern
from ...scan.surnames import NAME
from .record import FilingReview, of
from .timing import answer_due, filing_due

DATES = Rule(
    "filing-review-dates",
    Severity.BLOCK,
    "备案审查的日期先后不对：{what}",
    "对照登记表，改正 {field}。",
    "docs/domain.md §3.4",
)
REQUESTER = Rule(
    "filing-review-requester",
    Severity.BLOCK,
    "{where}里像是写了提出审查建议的人是谁：“{words}”，提出人的身份不公开",
    "改写成“申请人”“某公民”“某公司”，不写姓名、名称、住址。",
    "docs/domain.md §3.4",
)
MISSING = Rule(
    "filing-review-missing",
    Severity.WARN,
    "备案审查没有写{what}",
    "在文件头补上 {field}。",
    "docs/domain.md §3.4",
)
LATE = Rule(
    "filing-review-late",
    Severity.WARN,
    "规范性文件公布 30 日内应当报送备案，{what}",
    "已经报送的，在文件头写 filed_on（报送备案的日期）；没有报送的，督促制定机关报送。",
    "立法法 art. 109",
)
ANSWER = Rule(
    "filing-review-answer",
    Severity.WARN,
    "制定机关应当在收到审查意见两个月内反馈，{what}",
    "已经反馈的，在文件头写 answered_on（反馈的日期）；没有反馈的，督促制定机关。",
    "立法法 art. 112",
)
_NEEDED = (("issuer", "制定机关"), ("doc_number", "文号"), ("published_on", "公布的日期"), ("file_type", "文件的种类"))
_ORDER = (
    ("published_on", "filed_on", "报送备案（{after}）早于公布（{before}）"),
    ("filed_on", "opinion_on", "提出审查意见（{after}）早于报送备案（{before}）"),
    ("review_on", "opinion_on", "提出审查意见（{after}）早于开始审查（{before}）"),
    ("review_on", "concluded_on", "审查终结（{after}）早于开始审查（{before}）"),
    ("opinion_on", "answered_on", "制定机关反馈（{after}）早于提出审查意见（{before}）"),
    ("opinion_on", "concluded_on", "审查终结（{after}）早于提出审查意见（{before}）"),
    ("answered_on", "concluded_on", "审查终结（{after}）早于制定机关反馈（{before}）"),
)
_ASKED = pattern("(申请人|建议人|提出人|来信人)(?:[：:是为]|系)?\\s*")
_SAID = pattern("提出|认为|来信|来函|反映|申请|建议|要求|表示|[的对于向在就（(，。；、：:“”]")
_OPENED = pattern("(?m)^[\\s\u3000]*([一-龥·]{2,8}?)(?:同志|先生|女士)?[：:]")
_COMPANY = pattern(
    "(?:申请人|建议人|提出人)(?:[：:是为]|系)?\\s*([一-龥]{2,20}?(?:有限公司|股份公司|集团|律师事务所|商会|协会|研究院))"
)
_VEILED = pattern("[某×*＊xX○]")


def findings(document: Document) -> Iterator[Finding | Timed]:
    """All that it tells by itself. What is imported is exempt from what old lists cannot know."""
    item = of(document)
    yield from _dates(document, item)
    yield from _named(document, item)
    if item.imported:
        return
    for field, what in _NEEDED:
        if getattr(item, field) is None:
            yield MISSING.at(document.place("title"), what=what, field=field)
    if item.review_mode and not (item.review_on or item.request):
        yield MISSING.at(document.place("review_mode"), what="从哪天开始审查", field="review_on；依申请的写 request")
    if item.concluded_on and not item.result:
        yield MISSING.at(document.place("concluded_on"), what="审查结果", field="result")
    if item.result and not item.concluded_on:
        yield MISSING.at(document.place("result"), what="审查终结的日期，结果已经公开", field="concluded_on")
    yield from _late(document, item)
    yield from _unanswered(document, item)


def who_asked(text: str) -> str:
    """Words that say who asked for a review, the first character alone of a name; "" when there are none."""
    for found in _ASKED.finditer(text):
        rest = _SAID.split(text[found.end() : found.end() + 12], maxsplit=1)[0]
        if (named := NAME.match(rest)) and not _VEILED.search(named["name"]):
            return f"{found[1]}{named['name'][0]}…"
    for found in _OPENED.finditer(text):
        if NAME.fullmatch(found[1]) and not _VEILED.search(found[1]):
            return f"{found[1][0]}…："
    company = _COMPANY.search(text)
    return f"{company[1][:2]}…" if company and not _VEILED.search(company[1]) else ""


def _named(document: Document, item: FilingReview) -> Iterator[Finding]:
    texts = [("title", "标题", document.title), ("summary", "摘要", item.summary), ("result", "审查结果", item.result)]
    texts += [("handling", "处理情况", item.handling), ("request", "答复", item.request.reply if item.request else None)]
    for field, where, text in texts:
        if text and (words := who_asked(text)):
            yield REQUESTER.at(document.place(field), where=where, words=words)
    if words := who_asked(_body(document)):
        yield REQUESTER.at(document.place().at(document.body_line), where="正文", words=words)


def _body(document: Document) -> str:
    try:
        return document.body
    except Changed:  # whoever converts it says so
        return ""


def _dates(document: Document, item: FilingReview) -> Iterator[Finding]:
    for earlier, later, words in _ORDER:
        before, after = getattr(item, earlier), getattr(item, later)
        if before and after and after < before:
            what = words.format(before=f"{before:%Y-%m-%d}", after=f"{after:%Y-%m-%d}")
            yield DATES.at(document.place(later), what=Own(what), field=f"{later} 或 {earlier}")
    asked = item.request
    if asked and asked.reply_on and asked.reply_on < asked.date:
        what = f"答复（{asked.reply_on:%Y-%m-%d}）早于收到（{asked.date:%Y-%m-%d}）"
        yield DATES.at(document.place("request"), what=Own(what), field="request 的 reply_on 或 date")


def _late(document: Document, item: FilingReview) -> Iterator[Finding | Timed]:
    last = filing_due(item)
    if last is None:
        return
    if item.filed_on is None:
        place = document.place("published_on")
        yield Timed(LATE.at(place, what=Own(f"{last:%Y-%m-%d} 已过，没有写 filed_on")), since=end_of(last))
    elif item.filed_on > last:
        yield LATE.at(document.place("filed_on"), what=Own(f"写的是 {item.filed_on:%Y-%m-%d}，晚于 {last:%Y-%m-%d}"))


def _unanswered(document: Document, item: FilingReview) -> Iterator[Finding | Timed]:
    last = answer_due(item)
    if last is None:
        return
    answered = item.answered_on or item.concluded_on
    if answered is None:
        place = document.place("opinion_on")
        yield Timed(ANSWER.at(place, what=Own(f"{last:%Y-%m-%d} 已过，没有写 answered_on")), since=end_of(last))
    elif item.answered_on and item.answered_on > last:
        yield ANSWER.at(document.place("answered_on"), what=Own(f"写的是 {item.answered_on:%Y-%m-%d}，晚于 {last:%Y-%m-%d}"))
