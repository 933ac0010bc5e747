"""The page of a filed document."""

from collections.abc import Iterator
from datetime import date

from ...domain.document import Document
from ...domain.federation import Guest
from ...domain.ids import parse_id
from ...domain.links import Scope
from ...domain.moment import day_words
from ...domain.said import said
from ...pages.context import FooterItem, Link
from ...pages.document import document_page, inherited
from ...pages.site import Pages
from .context import FilingReviewPage, Step
from .record import ASKING, FILE_TYPES, MODES, FilingReview, of
from .timing import answer_due, filing_due, key_of, review_began, start_of


def page(pages: Pages, document: Document, body: str, guest: Guest | None = None) -> FilingReviewPage:
    """The page of a document with what is its own."""
    item = of(document)
    scope = guest.scope if guest and guest.scope else pages.view.scope
    base = document_page(pages, document, body, guest)
    return FilingReviewPage(
        **inherited(base),
        state=document.phase,
        about=tuple(FooterItem(label, value) for label, value in _about(item) if value),
        steps=tuple(steps(document)),
        due=due_words(document),
        result=item.result or "",
        handling=_paragraphs(item.handling),
        asked=ASKING[item.request.by_type] if item.request else "",
        reply=_paragraphs(item.request.reply if item.request else None),
        regulations=tuple(_links(item, scope)),
    )


def steps(document: Document) -> Iterator[Step]:
    """The steps that have been taken by now."""
    item = of(document)
    asked = item.request
    found = [
        (item.published_on, said("公布")),
        (item.filed_on, said("报送备案")),
        (asked.date if asked else None, said("收到建议")),
        (item.review_on, said("开始审查")),
        (item.opinion_on, said("审查意见")),
        (item.answered_on, said("机关反馈")),
        (asked.reply_on if asked else None, said("答复提出人")),
        (item.concluded_on, said("审查终结")),
    ]
    taken = [(day, title) for day, title in found if day and has_come(document, day)]
    yield from (Step(day_words(day), day.isoformat(), title) for day, title in sorted(taken, key=lambda one: one[0]))


def has_come(document: Document, day: date) -> bool:
    """True for a day that had begun when the document was put in its state."""
    item = of(document)
    return day == item.published_on or bool(document.turned and start_of(day) <= document.turned)


def due_words(document: Document) -> str:
    """By when the next step must be taken, in a sentence; "" where the law says nothing of it."""
    item, key = of(document), key_of(document)
    if key in {"unfiled", "late"} and (last := filing_due(item)):
        return said("制定机关应在 %(day)s前报送备案。", day=day_words(last))
    if key in {"opinion", "overdue"} and (last := answer_due(item)):
        return said("制定机关应在 %(day)s前书面反馈。", day=day_words(last))
    return ""


def _about(item: FilingReview) -> Iterator[tuple[str, str | None]]:
    yield said("制定机关"), item.issuer
    yield said("文号"), item.doc_number
    yield said("种类"), FILE_TYPES.get(item.file_type or "")
    yield said("备案编号"), item.filing_no
    yield said("审查方式"), MODES.get(item.review_mode or "") if review_began(item) else None


def _links(item: FilingReview, scope: Scope) -> Iterator[Link]:
    for written in item.regulations:
        named = parse_id(written)
        if named and (target := scope.targets.get(named)):
            yield Link(target.title, target.url)


def _paragraphs(text: str | None) -> tuple[str, ...]:
    return tuple(filter(None, (part.strip() for part in (text or "").split("\n"))))
