"""A document as an editor wrote it, and the public facts derived from its header."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import NamedTuple, Protocol

from .finding import Finding, Hit, Place
from .frozen import frozen
from .ids import DocumentId, quoted
from .item import Dialect, Item, Validity
from .markup import Markup
from .moment import written_as
from .said import said
from .shape import UNSHAPED, Shape
from .table import Rows


@frozen
class Reference:
    """A link, picture or file named in a source text; `line` and `column` count from 1 in the text given."""

    raw: str
    line: int
    column: int


class Directive(NamedTuple):
    """Words of a template language in a body; `line` counts from 0 in it, `column` from 1."""

    text: str
    line: int
    column: int


class Noted(NamedTuple):
    """What is asked of a body without converting it: what it refers to, what looks like a template's directives, whether it is
    empty.
    """

    references: tuple[Reference, ...] = ()
    directives: tuple[Directive, ...] = ()
    empty: bool = False


_NOTHING = Noted()


class Unread(Protocol):
    """A body that is read when it is asked for."""

    def read(self) -> str:
        """The body as it was when its file was checked.

        Raises:
            Changed: the file is another one now, or gone.
        """
        ...


class Changed(Exception):
    """A file has changed since it was checked: nobody may publish what it says now."""

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self.path = path


class Timed(NamedTuple):
    """A finding that is told from one moment until another, always where there is none."""

    finding: Finding
    since: datetime | None = None
    until: datetime | None = None

    def stands(self, now: datetime) -> bool:
        """True while it is told."""
        return (self.since is None or self.since <= now) and (self.until is None or now < self.until)


def standing(told: Iterable[Finding | Timed], now: datetime) -> Iterator[Finding]:
    """The findings that are told at this moment."""
    for each in told:
        if not isinstance(each, Timed):
            yield each
        elif each.stands(now):
            yield each.finding


@frozen
class Document:
    """One file of content/<level>/<site>/, read and typed.

    `site` is where it lives now: the site of its id unless it has moved.
    `path` is relative to the cluster's root, `source` to the site's content folder; `text` is its body or how that is read,
    `body_line` the line of the file on which it begins, `noted` what nobody need read it for; `digest` is the SHA-256 of the
    file; `lines` maps header keys to lines; `hits` are what scanning the file found, in lines of the file; `standing` says that
    it is a page by itself, in no list; `phase` is the word for the state of its kind at this moment, 已过期; `timed` are findings
    that depend on the moment at which it is looked at; `turned` is the last turn of its kind that has passed by now; `dialect`
    says how Markdown is read; `head` is a digest of what its header says, "" where that is not known; `derived` are the fields of
    its header that follow from other pieces of its site.
    """

    id: DocumentId
    site: str
    title: str
    item: Item
    column: str
    path: str
    source: str
    markup: Markup
    text: str | Unread
    body_line: int
    excerpt: str
    digest: str
    lines: dict[str, int]
    hits: tuple[Hit, ...] = ()
    standing: bool = False
    phase: str = ""
    timed: tuple[Timed, ...] = ()
    dialect: Dialect = "office"
    noted: Noted = _NOTHING
    turned: datetime | None = None
    derived: tuple[tuple[str, object], ...] = ()
    head: str = ""

    @property
    def body(self) -> str:
        """The source text below the header, less what nobody sees.

        Raises:
            Changed: its file is another one now than when it was checked.
        """
        return self.text if isinstance(self.text, str) else self.text.read()

    @property
    def date(self) -> datetime | None:
        """When it was published; None when the header does not say."""
        return self.item.date

    @property
    def day_text(self) -> str:
        """The day of `date` as ISO text, as far as it is known: `2013-05-01`, `2013-05`, `2013`; "" when there is none."""
        return written_as(self.item.date, self.item.date_part) if self.item.date else ""

    @property
    def has_day(self) -> bool:
        """True when the day is known; feeds name no other piece."""
        return bool(self.item.date) and not self.item.date_part

    @property
    def file(self) -> str:
        """Where it is written below its site, e.g. `article/dam-inspection.html`."""
        return file_of(self.id)

    @property
    def url(self) -> str:
        """`file`, percent-encoded."""
        return quoted(self.file)

    @property
    def foreign(self) -> str:
        """The language of a piece that is not in Chinese; "" of one that is."""
        lang = self.item.lang or ""
        return "" if lang[:2].lower() == "zh" else lang

    @property
    def is_listed(self) -> bool:
        """True when lists, feeds and the sitemap may name it."""
        return self.item.status == "published"

    @property
    def is_offered(self) -> bool:
        """True for what its writer means to be public, now or from its date on; false for a draft."""
        return self.item.status in {"published", "hidden"} and self.item.openness == "public"

    @property
    def state(self) -> str:
        """What readers must be told wherever it appears: 更正, 已被取代, 已废止, 已过期…; "" when there is nothing."""
        item = self.item
        if item.superseded_by:
            return said("已被取代")
        if item.validity not in {None, Validity.IN_FORCE} and item.validity:
            return item.validity.label
        return self.phase or (said("更正") if item.corrected else "")

    def place(self, key: str = "") -> Place:
        """Where the header says `key` (the file itself when it does not)."""
        return Place(self.site, self.path, self.lines.get(key, 0))


@frozen
class StaticFile:
    """A picture, attachment or other file beside the documents.

    `source` is relative to the site's content folder, `path` to the cluster's root; `size` and `digest` (SHA-256) are those of
    its bytes as published, without a picture's metadata; `hits` are what scanning it found. `shape` is a picture's, `rows`
    are a table's.
    """

    source: str
    path: str
    size: int
    digest: str
    hits: tuple[Hit, ...] = ()
    shape: Shape = UNSHAPED
    rows: Rows = ()


def file_of(document: DocumentId) -> str:
    """Where the page of a document is written below its site."""
    return f"{document.kind}/{document.slug}.html"


def newest_first(document: Document) -> tuple[float, str]:
    """Sort key: newest first, undated last, then by id."""
    return (-document.date.timestamp() if document.date else float("inf"), str(document.id))
