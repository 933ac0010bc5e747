"""A document as an editor wrote it, and the public facts derived from its header."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from urllib.parse import quote

from .finding import Place
from .ids import DocumentId
from .item import Item

Markup = Literal["markdown", "rst"]


@dataclass(frozen=True, slots=True)
class Document:
    """One file of content/<level>/<site>/, read and typed.

    `path` is relative to the cluster's root, `source` to the site's content folder; `body_line` is the line of the file on
    which `body` begins; `digest` is the SHA-256 of the file; `lines` maps header keys to lines.
    """

    id: DocumentId
    title: str
    item: Item
    column: str
    path: str
    source: str
    markup: Markup
    body: str
    body_line: int
    excerpt: str
    digest: str
    lines: dict[str, int]

    @property
    def date(self) -> datetime | None:
        """When it was published; None when the header does not say."""
        return self.item.date

    @property
    def file(self) -> str:
        """Where it is written below its site, e.g. `article/dam-inspection.html`."""
        return f"{self.id.kind}/{self.id.slug}.html"

    @property
    def url(self) -> str:
        """`file`, percent-encoded."""
        return quote(self.file)

    @property
    def is_listed(self) -> bool:
        """True when lists, feeds and the sitemap may name it."""
        return self.item.status == "published"

    def place(self, key: str = "") -> Place:
        """Where the header says `key` (the file itself when it does not)."""
        return Place(self.id.site, self.path, self.lines.get(key, 0))


@dataclass(frozen=True, slots=True)
class StaticFile:
    """A picture, attachment or other file beside the documents; `source` is relative to the site's content folder."""

    source: str
    size: int

    @property
    def url(self) -> str:
        """Where it is published below its site, percent-encoded."""
        return quote(self.source)
