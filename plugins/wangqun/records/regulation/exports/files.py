"""The files of every text of a site's laws: where they stand, and how they are made, the words of a text once for all of them."""

from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache, partial
from urllib.parse import quote

from ....domain.document import Document
from ....domain.federation import SiteView
from ....domain.said import said
from ....pages.context import Link
from ....pages.output import Output
from ....pages.site import Pages
from ..law import NAME, Law, laws
from .akn import akn_text
from .facts import Facts, facts_of, stem_of
from .json_text import json_text
from .plain_text import plain_text
from .reading import Words, words_of
from .rows import table_text

FORMATS: dict[str, tuple[str, Callable[[Facts, Words], str]]] = {
    "txt": (said("文本"), plain_text),
    "json": ("JSON", json_text),
    "csv": (said("条文表格"), table_text),
    "xml": ("Akoma Ntoso", akn_text),
}
"""The ending of a file -> what it is called, and what writes it."""


def exports(pages: Pages) -> Iterator[Output]:
    """The files of all texts that lists may name; none of a text without a body, which has nothing to give."""
    texts = list(_texts(pages.own_of(NAME)))
    documents = {text.source: text for _, text in texts}
    read = lru_cache(maxsize=1)(lambda source: words_of(documents[source]))  # a text's files are written one after another
    for law, text in texts:
        facts = facts_of(pages, law, text)
        for ending, (_, write) in FORMATS.items():
            yield Output(
                f"{stem_of(law, text)}.{ending}",
                text=partial(_written, write, facts, partial(read, text.source)),
                made_of=(ending, facts, text.digest, text.markup),
            )


def downloads(pages: Pages, law: Law, text: Document) -> Iterator[Link]:
    """Links to the files of a text."""
    if not text.noted.empty:
        for ending, (title, _) in FORMATS.items():
            yield Link(title, pages.url(quote(f"{stem_of(law, text)}.{ending}")))


def exported(pages: Pages) -> Iterator[Facts]:
    """What is said of each text that has files."""
    yield from (facts_of(pages, law, text) for law, text in _texts(pages.own_of(NAME)))


def _texts(documents: Iterable[Document]) -> Iterator[tuple[Law, Document]]:
    """Every text with a body, and the law of which it is one."""
    yield from ((law, text) for law in laws(documents) for text in law.texts if not text.noted.empty)


def _written(write: Callable[[Facts, Words], str], facts: Facts, read: Callable[[], Words]) -> str:
    return write(facts, read())


def addresses(view: SiteView) -> Iterator[str]:
    """Where these files stand."""
    for law, text in _texts(document for document in view.documents if document.is_listed):
        yield from (f"{stem_of(law, text)}.{ending}" for ending in FORMATS)
