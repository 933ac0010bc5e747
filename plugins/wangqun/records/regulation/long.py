"""What more is made of a text of a law: the page at the law's own address, and those of a text that is too long for one."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from urllib.parse import quote

from ...domain.document import Document
from ...pages.official import document_tags
from ...pages.output import Output
from ...pages.site import Pages
from .context import LawPage
from .divided import part_page, path_of
from .law import Law
from .outline import Part, parts_of
from .page import page
from .shelf import law_of


def more(pages: Pages, document: Document, body: Callable[[], str]) -> Iterator[Output]:
    """The pages of a text besides its own."""
    law = law_of(pages, document)
    if law is None:
        return
    output = partial(
        Output,
        template="regulation",
        changed=document.item.modified or (document.date if document.has_day else None),
        tags=document_tags(document),
        document=document,
    )
    if law.current.id == document.id:
        value = partial(_whole, pages, document, body)
        yield output(f"{law.folder}index.html", value=value, address=pages.absolute(quote(law.folder)))
    _, parts = parts_of(body())
    for number, part in enumerate(parts):
        path = path_of(law, document, part)
        value = partial(_part, pages, document, body, law, parts, number)
        yield output(path, value=value, address=pages.absolute(quote(path)))


def _whole(pages: Pages, document: Document, body: Callable[[], str]) -> LawPage:
    return page(pages, document, body())


def _part(pages: Pages, document: Document, body: Callable[[], str], law: Law, parts: Sequence[Part], number: int) -> LawPage:
    return part_page(pages, page(pages, document, body()), law, document, parts, number)
