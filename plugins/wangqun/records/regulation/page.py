"""The page of a text of a law: the text between its contents and what one must know of it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from ...domain.document import Document
from ...domain.federation import RELATED, Guest
from ...domain.ids import parse_id
from ...domain.links import Scope
from ...domain.moment import day_words
from ...domain.said import said, together, word
from ...pages.context import FooterItem, Link
from ...pages.document import document_page, inherited
from ...pages.site import Pages, turns_text
from . import timing
from .comparisons import comparisons_of
from .context import EffectRow, LawPage
from .divided import divided
from .exports.files import downloads
from .outline import outline, parts_of
from .record import TYPES, Regulation, is_local, of
from .shelf import law_of, stands
from .versions import iso, name_of, validity, versions

_NEWER = "新的文本"  # in the words of banners that lead to the newest text
_SETS = (
    ("draft_note", said("草案的说明")),
    ("review_report", said("审议结果的报告")),
    ("consulted_in", said("草案征求意见")),
)


def page(pages: Pages, document: Document, body: str, guest: Guest | None = None) -> LawPage:
    """The page of a document with what is its own; where the text is too long for one, its parts have their own."""
    item = of(document)
    law = None if guest else law_of(pages, document)
    scope = guest.scope if guest and guest.scope else pages.view.scope
    front, parts = parts_of(body) if law else (body, ())
    base = document_page(pages, document, front, guest)
    current = law.current if law and law.current.id != document.id else None
    link = Link(current.title, pages.url(stands(pages, current))) if current else None
    crumbs = (*base.crumbs, Link(law.title, link.url)) if law and link else base.crumbs
    own = inherited(base) | {
        "crumbs": crumbs,
        "contents": (),
        "mentions": (),
        "earlier": None,
        "later": None,
        "banners": tuple(_led(banner, link) for banner in base.banners),
    }
    made = LawPage(
        **own,
        state=document.phase,
        turns=turns_text(timing.states(document)),
        validity=validity(document),
        current=link,
        versions=tuple(versions(pages, law, document)) if law else (),
        comparisons=comparisons_of(pages, law, document) if law and (len(law.texts) > 1 or item.consulted_in) else (),
        effects=tuple(_effects(document, item)),
        remarks=tuple(filter(None, (part.strip() for part in (item.remarks or "").split("\n")))),
        about=tuple(_about(item)),
        adoption=item.adoption,
        standard=_standard(item),
        linked=tuple(_linked(pages, document, item, scope)),
        downloads=tuple(downloads(pages, law, document)) if law else (),
        outline=outline(body),
        cite=name_of(law, document) if law else f"《{document.title}》",
        cite_url=pages.absolute(document.url) if guest is None else guest.canonical,
        parts=(),
        part="",
        before=None,
        after=None,
    )
    return divided(pages, made, law, document, parts) if law and parts else made


def _led(banner: Link, current: Link | None) -> Link:
    """What must be known before an old text, as a link to the new one."""
    return replace(banner, url=current.url) if current and not banner.url and _NEWER in banner.title else banner


def _effects(document: Document, item: Regulation) -> Iterator[EffectRow]:
    for effect in item.effects:
        day = effect.effective_on
        yield EffectRow(effect.articles, _day(day), iso(day), timing.is_begun(document, day))


def _about(item: Regulation) -> Iterator[FooterItem]:
    """Who made it and when, step by step."""
    rows = (
        (said("种类"), (word(TYPES.get(item.doc_type or "", "")),)),
        (said("制定机关"), (item.enacted_by,)),
        (said("通过"), (_day(item.passed_on), item.meeting)),
        (said("批准"), (_day(item.approved_on), item.approved_by)),
        (said("公布"), (_day(item.promulgated_on), item.promulgated_by)),
        (said("公告号"), (item.announcement_no,)),
        (said("施行"), (_day(item.effective_on),)),
        (said("最初施行"), (_day(item.first_effective_on),)),
        (said("废止"), (_day(item.repealed_on), item.repealed_by if not parse_id(item.repealed_by or "") else "")),
        (said("领域"), (item.subject,)),
        (said("报送备案"), (_day(item.filed_on),)),
    )
    for label, parts in rows:
        if value := together("，", filter(None, parts)):
            yield FooterItem(label, value)


def _day(day: date | None) -> str:
    return day_words(day) if day else ""


def _standard(item: Regulation) -> str:
    """Which text is the standard one (立法法 art. 62, 88)."""
    if item.gazette_issue:
        return said("%(issue)s公报刊登的文本是标准文本，与本页不一致的以公报为准。", issue=item.gazette_issue)
    return said("常务委员会公报刊登的文本是标准文本，与本页不一致的以公报为准。") if is_local(item) else ""


def _linked(pages: Pages, document: Document, item: Regulation, scope: Scope) -> Iterator[FooterItem]:
    """What belongs to it: what its header names, then what names it, each once."""
    named: list[tuple[str, str, str]] = [(label, written, "") for field, label in _SETS if (written := getattr(item, field))]
    named += [(said("解读"), written, "") for written in item.interpretations]
    for each in item.evaluations:
        if each.report:
            named.append((said("立法后评估"), each.report, "，".join(filter(None, (str(each.date), each.method)))))
    named += [(said("修改的决定"), each.decision, "") for each in item.amendments if each.decision]
    named += [(said("废止的决定"), item.repealed_by, "")] if item.repealed_by else []
    told = set()
    for label, written, more in named:
        target_id = parse_id(written)
        target = scope.targets.get(target_id) if target_id else None
        if target and target.url and target_id not in told:
            told.add(target_id)
            yield FooterItem(label, f"{target.title}（{more}）" if more else target.title, target.url)
    for mention in pages.view.mentions.get(document.id, ()):
        other, guest = mention.document, mention.guest
        if mention.field != RELATED and other.id not in told:
            told.add(other.id)
            url = guest.url if guest else pages.url(stands_of(pages, other))
            yield FooterItem(pages.kinds[other.id.kind].title, other.title, url)


def stands_of(pages: Pages, document: Document) -> str:
    """The address of any document of the site."""
    return pages.kinds[document.id.kind].stands(pages, document)
