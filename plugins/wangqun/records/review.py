"""What the base item requires before publication: date, source, editor, 三审三校, 保密审查 (docs/domain.md §3.1, §4)."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from ..domain.document import Document
from ..domain.finding import Finding, Rule, Severity
from ..domain.item import STAGES, Review

ITEM_UNDATED = Rule("item-undated", Severity.WARN, "未注明发布时间", "在文件头写 date: 2026-03-01 09:30。", "指标")
SOURCE_MISSING = Rule("source-missing", Severity.WARN, "缺来源", "在文件头写 source: 本机关名称。", "指引 网页标签")
EDITOR_MISSING = Rule("editor-missing", Severity.WARN, "缺责任编辑", "在文件头写 editor: 姓名。", "安全规定")
REVIEW_MISSING = Rule(
    "review-missing",
    Severity.WARN,
    "无审核记录",
    "在文件头写 reviews: [{{stage: first, role: 职务, person: 姓名, time: 2026-03-01 09:30, result: pass}}]，每审一项。",
    "安全规定",
)
REVIEW_SHORT = Rule(
    "review-stages-short",
    Severity.WARN,
    "审级不足：应有 {need} 审，只有 {have} 审通过",
    "审过以后在 reviews 里加写缺的一项，如 {{stage: final, role: 职务, person: 姓名, time: 2026-03-01 09:30, result: pass}}。",
    "安全规定",
)
REVIEW_SELF = Rule(
    "review-self",
    Severity.WARN,
    "自审自发：终审人 {person} 就是作者或责任编辑",
    "由别人终审，在 reviews 的终审一项写他的姓名：person: 姓名。",
    "安全规定",
)
REVIEW_ORDER = Rule(
    "review-order", Severity.WARN, "审核时间顺序错误", "改正 reviews 里各审的 time：依次递增，且不晚于 date。", "安全规定"
)
SECRECY_MISSING = Rule(
    "secrecy-review-missing",
    Severity.WARN,
    "无保密审查",
    "在文件头写 secrecy_review: {{person: 姓名, time: 2026-03-01 09:30, result: public}}。",
    "保密法 art. 35",
)
SECRECY_REFUSED = Rule(
    "secrecy-review-refused",
    Severity.BLOCK,
    "保密审查结论是不公开",
    "不得发布；如结论有变，先更新 secrecy_review。",
    "保密法 art. 35",
)
REVIEW_RETURNED = Rule(
    "review-returned",
    Severity.BLOCK,
    "{stage}的结论是退回，没有发布",
    "改好后再审，在 reviews 里加写那一审的人、时间和 result: pass；时间写到分，晚于退回的时间。",
    "安全规定",
)
MODIFIED_EARLY = Rule(
    "modified-before-date",
    Severity.WARN,
    "更新时间早于发布时间",
    "改正 modified 或 date，使 modified 不早于 date。",
    "docs/domain.md §3.1",
)


def findings(document: Document, stages: int) -> Iterator[Finding]:
    """What the header of one document lacks; `stages` is the least number of reviews its site asks for."""
    item = document.item
    if item.date is None and not document.standing:
        yield ITEM_UNDATED.at(document.place())
    if item.date and item.modified and item.modified < item.date:
        yield MODIFIED_EARLY.at(document.place("modified"))
    if item.secrecy_review and item.secrecy_review.result == "not_public":
        yield SECRECY_REFUSED.at(document.place("secrecy_review"))
    latest = _latest(item.reviews)
    if returned := _returned(latest):
        yield REVIEW_RETURNED.at(document.place("reviews"), stage=STAGES[returned.stage])
    if item.imported or document.standing:
        return
    if not item.source:
        yield SOURCE_MISSING.at(document.place())
    if not item.editor:
        yield EDITOR_MISSING.at(document.place())
    if not item.secrecy_review:
        yield SECRECY_MISSING.at(document.place())
    if not item.reviews:
        yield REVIEW_MISSING.at(document.place())
        return
    passed = {stage for stage, review in latest.items() if review.result == "pass"}
    if not returned and (len(passed) < stages or "final" not in passed):
        yield REVIEW_SHORT.at(document.place("reviews"), need=stages, have=len(passed))
    final = latest.get("final")
    if final and final.person in {*item.authors, item.editor}:
        yield REVIEW_SELF.at(document.place("reviews"), person=final.person)
    times = [review.time for review in item.reviews]
    if times != sorted(times) or (item.date and times[-1] > item.date):
        yield REVIEW_ORDER.at(document.place("reviews"))


def _latest(reviews: Iterable[Review]) -> dict[str, Review]:
    """The review that counts of each stage: the latest by its time, however they are listed; of one moment, a return."""
    return {review.stage: review for review in sorted(reviews, key=_standing)}


def _returned(latest: Mapping[str, Review]) -> Review | None:
    """The review that sends the piece back: the final one, or the last of all when nothing came after it."""
    last = max(latest.values(), key=_standing, default=None)
    return next((review for review in (latest.get("final"), last) if review and review.result == "return"), None)


def _standing(review: Review) -> tuple[datetime, int, bool]:
    return review.time, list(STAGES).index(review.stage), review.result == "return"
