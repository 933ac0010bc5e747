"""Which texts of a law are compared, where that is shown, and of what it is made."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache, partial
from itertools import pairwise
from typing import Literal
from urllib.parse import quote

from ...domain.document import Document
from ...domain.federation import SiteView
from ...domain.frozen import frozen
from ...domain.ids import DocumentId, parse_id
from ...domain.law.provision import begun
from ...domain.law.text import LawText
from ...domain.law.versions import Compared, Version, compared, version_of
from ...domain.moment import SHANGHAI, day_words
from ...domain.said import said, word
from ...pages.context import Head, Link
from ...pages.official import SITE_TAGS, site_meta
from ...pages.output import Output
from ...pages.site import Pages
from ..consultation.data import note_of
from ..consultation.page import ledger
from ..consultation.record import STAGES
from ..consultation.record import of as consultation_of
from .comparison_articles import Asked
from .comparison_context import Side
from .comparison_page import comparison_page, comparison_text, part_page
from .comparison_parts import Part, is_long, parts_of
from .exports.reading import words_of
from .law import NAME, Law, day_of, laws, version_name
from .record import of
from .renumbering import given

Sort = Literal["next", "whole", "draft"]
TEXTS = 3  # of a law that stay read while its comparisons are made
WHAT: dict[Sort, str] = {
    "next": said("修改前后对照"),
    "whole": said("最初和最新的文本对照"),
    "draft": said("草案和通过的文本对照"),
}


@frozen
class Pairing:
    """Two texts that are compared: a text and the next, the first and the last, or a draft and what was adopted. `path` is where
    that is shown below the site, without its ending; `consultation` where the draft was put to the public.
    """

    sort: Sort
    old: Document
    new: Document
    path: str
    consultation: Document | None = None


def pairings(law: Law, documents: Mapping[DocumentId, Document]) -> tuple[Pairing, ...]:
    """What of a law is compared; `documents` are the public ones of its site."""
    texts = [text for text in law.texts if not text.noted.empty]
    found: list[tuple[Sort, Document, Document]] = [("next", old, new) for old, new in pairwise(texts)]
    if len(texts) > 2:
        found.append(("whole", texts[0], texts[-1]))
    names = {text.id: version_name(law, text) for text in texts}
    pairs = [Pairing(sort, old, new, f"{law.folder}{names[old.id]}..{names[new.id]}") for sort, old, new in found]
    for text in texts:
        if draft := _draft(text, documents):
            pairs.append(Pairing("draft", draft[1], text, f"{law.folder}draft..{names[text.id]}", draft[0]))
    return tuple(pairs)


def _draft(text: Document, documents: Mapping[DocumentId, Document]) -> tuple[Document, Document] | None:
    """The consultation on a text's draft, and the draft itself: the first of its texts that is a piece with articles."""
    asked = parse_id(of(text).consulted_in or "")
    consultation = documents.get(asked) if asked else None
    if consultation is None or consultation.id.kind != "consultation" or not consultation.is_listed:
        return None
    for material in consultation_of(consultation).files:
        named = parse_id(material.document) if material.document and material.role == "text" else None
        draft = documents.get(named) if named else None
        if draft and draft.is_listed and draft.id != text.id and begun(draft.body):
            return consultation, draft
    return None


def comparisons_of(pages: Pages, law: Law, text: Document) -> tuple[Link, ...]:
    """The comparisons of a text of a law with its others and with its draft, called by what it is compared with."""
    found = (pairing for pairing in pairings(law, pages.once(_documents)) if text.id in {pairing.old.id, pairing.new.id})
    return tuple(_link(pages, pairing, text) for pairing in found)


def _documents(pages: Pages) -> Mapping[DocumentId, Document]:
    return _by_id(pages.view)


def comparison_pages(pages: Pages) -> Iterator[Output]:
    """A page for each comparison of the site, and the same for programs; texts are read where one of the two has changed."""
    documents = _by_id(pages.view)
    read = lru_cache(maxsize=TEXTS)(lambda key: version(documents[key]))  # a law's comparisons are written one after another
    for law in laws(pages.view.documents):
        found = pairings(law, documents)
        for pairing in found:
            asked = _asked(pages, law, pairing, found)
            once = _Once(asked, pairing, read)
            address = pages.absolute(quote(f"{pairing.path}.html"))
            yield Output(f"{pairing.path}.html", "comparison", once.page, made_of=(asked,), address=address, tags=SITE_TAGS)
            for number, part in enumerate(once.parts):
                path = f"{pairing.path}/{part.name}.html"
                made, address = (asked, part.name), pages.absolute(quote(path))
                yield Output(path, "comparison", partial(once.part, number), made_of=made, address=address, tags=SITE_TAGS)
            yield Output(f"{pairing.path}.json", text=once.text, made_of=("comparison", asked))


def comparison_addresses(view: SiteView) -> Iterator[str]:
    """Where they stand."""
    for _, pairing in compared_texts(view):
        yield from (f"{pairing.path}.html", f"{pairing.path}.json")


def compared_texts(view: SiteView) -> Iterator[tuple[Law, Pairing]]:
    """Every comparison of the site with its law."""
    documents = _by_id(view)
    for law in laws(view.documents):
        yield from ((law, pairing) for pairing in pairings(law, documents))


def _by_id(view: SiteView) -> dict[DocumentId, Document]:
    return {document.id: document for document in view.documents}


class _Once:
    """Compares two texts when their pages or their data are made, once for all: these are written one after the other."""

    def __init__(self, asked: Asked, pairing: Pairing, read: Callable[[DocumentId], Version]) -> None:
        self.asked, self.pairing, self.read = asked, pairing, read
        self.found: Compared | None = None

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        """The parts of a comparison that is too long for one page; none of any other."""
        old, new = self.pairing.old, self.pairing.new
        return parts_of(self.read(old.id), self.read(new.id)) if is_long(old, new) else ()

    def compared(self) -> Compared:
        """What was found, which is kept."""
        self.found = self.found or _compared(self.asked, self.pairing, self.read)
        return self.found

    def page(self) -> object:
        """The value of the page."""
        return comparison_page(self.asked, self.compared(), self.parts)

    def part(self, number: int) -> object:
        """The value of the page of a part."""
        return part_page(self.asked, self.compared(), self.parts, number)

    def text(self) -> str:
        """The data; nothing is kept any longer."""
        found, self.found = self.compared(), None
        return comparison_text(self.asked, found)


def _compared(asked: Asked, pairing: Pairing, read: Callable[[DocumentId], Version]) -> Compared:
    return compared(read(pairing.old.id), read(pairing.new.id), asked.given)


def version(document: Document) -> Version:
    """A text as it is compared."""
    return version_of(document.title, version_day(document), LawText(words_of(document).parts))


def version_day(document: Document) -> str:
    """The day that tells a text from the others of its law, as ISO text; "" for a draft, and where it is not known."""
    day = day_of(of(document)) if document.id.kind == NAME else None
    return f"{day:%Y-%m-%d}" if day else ""


def _asked(pages: Pages, law: Law, pairing: Pairing, others: Sequence[Pairing]) -> Asked:
    """What the page is made of besides the words of the two texts."""
    consultation = pairing.consultation
    note = note_of(consultation) if consultation else None
    path = quote(pairing.path)
    roles = _roles(pairing)
    old, new = (_side(pages, text, role, consultation) for text, role in zip((pairing.old, pairing.new), roles, strict=True))
    title = said("%(law)s：%(old)s与%(new)s对照", law=law.title, old=_name(old), new=_name(new))
    overview = Link(pages.kinds[NAME].title, pages.url(f"{NAME}/"))
    crumbs = (Link(said("首页"), pages.url("")), overview, Link(law.title, pages.url(quote(law.folder))))
    return Asked(
        head=Head(title, pages.absolute(f"{path}.html"), site_meta(pages.view), section=overview.url or ""),
        crumbs=(*crumbs, Link(WHAT[pairing.sort], None, current=True)),
        law=law.title,
        what=WHAT[pairing.sort],
        old=old,
        new=new,
        ids=(str(pairing.old.id), str(pairing.new.id)),
        addresses=(pages.absolute(pairing.old.url), pages.absolute(pairing.new.url)),
        digests=(pairing.old.digest, pairing.new.digest),
        dialects=(pairing.old.dialect, pairing.new.dialect),
        given=given(pairing.new) if pairing.sort == "next" else (),
        consultation=Link(consultation.title, pages.url(consultation.url)) if consultation else None,
        opinions=ledger(note) if note else (),
        data=pages.url(f"{path}.json"),
        others=tuple(_link(pages, other) for other in others if other is not pairing),
        path=pages.url(f"{path}.html"),
        folder=pages.absolute(f"{path}/"),
    )


def _side(pages: Pages, document: Document, role: str, consultation: Document | None) -> Side:
    if consultation and document.id.kind != NAME:
        opened = consultation_of(consultation).open_on.astimezone(SHANGHAI)
        return Side(role, document.title, "", "", "", said("%(day)s起征求意见", day=day_words(opened)), pages.url(document.url))
    item = of(document)
    day = day_of(item)
    since = said("%(day)s起施行", day=day_words(item.effective_on)) if item.effective_on else ""
    told = day_words(day) if day else ""
    return Side(role, document.title, told, version_day(document), document.state, since, pages.url(document.url))


def _roles(pairing: Pairing) -> tuple[str, str]:
    """What the two texts are called in a word."""
    if pairing.sort != "draft":
        return said("旧文本"), said("新文本")
    stage = consultation_of(pairing.consultation).draft_stage if pairing.consultation else None
    return STAGES[stage] if stage else said("草案"), said("通过的文本")


def _name(side: Side) -> str:
    """A text as a title names it."""
    return said("%(day)s文本", day=side.day_text) if side.day_text else word(side.role)


def _link(pages: Pages, pairing: Pairing, text: Document | None = None) -> Link:
    """A way to a comparison; from the page of one of its texts it is called by the other one."""
    url = pages.url(quote(f"{pairing.path}.html"))
    old, new = (_day(each) for each in (pairing.old, pairing.new))
    if pairing.sort == "draft":
        draft = word(_roles(pairing)[0])
        if text is None:
            return Link(said("%(draft)s和%(day)s通过的文本对照", draft=draft, day=new), url)
        return Link(said("与%(draft)s对照", draft=draft), url)
    if text is None:
        return Link(said("%(old)s与%(new)s的文本对照", old=old, new=new), url)
    return Link(said("与%(day)s的文本对照", day=new if text.id == pairing.old.id else old), url)


def _day(document: Document) -> str:
    """How a text is told from the others of its law."""
    day = day_of(of(document)) if document.id.kind == NAME else None
    return day_words(day) if day else document.title
