"""Kinds of record, one module each. Adding a kind: one module, one line in KINDS, two templates, one demo record."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from ..domain.document import Document
from ..domain.finding import Finding
from ..domain.item import Item
from . import article, page


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of document: its name in ids, the folder it is read from, its header, its own findings."""

    name: str
    title: str
    folder: str
    record: type[Item]
    findings: Callable[[Document], Iterator[Finding]]


KINDS: dict[str, Kind] = {
    kind.name: kind
    for kind in (
        Kind(article.KIND, article.TITLE, "", article.Article, article.findings),
        Kind(page.KIND, page.TITLE, "pages", page.Page, page.findings),
    )
}
BY_FOLDER: dict[str, Kind] = {kind.folder: kind for kind in KINDS.values() if kind.folder}


def kind_of(folder: str) -> Kind:
    """The kind read from a top folder of a site's content; any other folder holds articles."""
    return BY_FOLDER.get(folder, KINDS[article.KIND])
