"""Values in which a kind of record answers what pages, search, calendars and open data ask of it (records/kind.py)."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Literal, NamedTuple

from ..domain.document import Document
from ..domain.frozen import frozen
from ..domain.ids import slugify
from ..domain.item import Picture
from ..domain.said import said
from .charts import Bars
from .context import Block, Count, DataField

if TYPE_CHECKING:
    from .site import Pages


@frozen
class Line:
    """What a list says of a document besides its title and date: a badge (视频), facts, a picture.

    `late` is what of it is late, in a word, where its state does not say so. `turns` are the states of its kind with the moments
    at which they begin, `until` a moment to which readers count the days: with them the page's script goes on where the last
    build stopped.
    """

    badge: str = ""
    facts: tuple[str, ...] = ()
    picture: Picture | None = None
    turns: tuple[tuple[datetime, str], ...] = ()
    until: datetime | None = None
    late: str = ""


class Beside(NamedTuple):
    """What stands beside a title in lists that are in the order of its kind: what day that is, or what number (第 3 项)."""

    what: str
    day: date | None = None


@frozen
class Facet:
    """By what documents of a kind are told apart, in overviews and in the search: `titles` of its values in order, by key.

    `value` gives the key for a document, "" when there is none. Keys stand in addresses: small ASCII letters, digits, hyphens.
    """

    key: str
    title: str
    titles: Mapping[str, str]
    value: Callable[[Document], str]


class Figures(NamedTuple):
    """What some documents come to, in numbers and in charts with their tables."""

    counts: tuple[Count, ...]
    charts: tuple[Bars, ...]


class Word(NamedTuple):
    """What a word stands for: equal words have one `key`; how readers are told of it, "" for what is not to be named."""

    key: str
    title: str


def _as_written(pages: "Pages") -> Callable[[str], Word]:
    return _word


def _word(written: str) -> Word:
    return Word(slugify(written), written)


@frozen
class Sorting:
    """By which words of their own documents of a kind are told apart: who made them, who handles them, what they are about.

    `words` are those of a document. Without `least` every word is a choice of the overview's filters; with it the site's own
    documents stand under their words on `<kind>/by/<key>.html`, and those of a word that `least` or more have on a page of their
    own, `<kind>/<key>/<word>.html`, called by `heading` (`%(word)s办理的%(kind)s`), with `figures` of them where there are any.
    `same` tells what a site takes for one word.
    """

    key: str
    title: str
    words: Callable[[Document], tuple[str, ...]]
    least: int = 0
    heading: str = said("%(kind)s：%(word)s")
    same: "Callable[[Pages], Callable[[str], Word]]" = _as_written
    figures: Callable[[Sequence[Document]], Figures] | None = None


@frozen
class Event:
    """A day in a calendar: `key` tells it from the others of its record, `end` is the last day or the moment it ends, `about`
    what else is said of it.
    """

    key: str
    title: str
    start: date | datetime
    end: date | datetime | None = None
    place: str = ""
    about: str = ""


Days = Sequence[tuple[Document, Event, str]]
"""Days with the documents that have them, and the address of each (absolute, "" for none)."""


@frozen
class Field:
    """A column of a table of open data: its key, title and explanation, its value for a document, and of what type that is.

    One that `names` has other pieces by their ids; those that are not public are left out. A `contact` is a telephone, an e-mail.
    """

    key: str
    title: str
    help: str
    value: Callable[[Document], str | int | None]
    type: Literal["string", "integer"] = "string"
    names: bool = False
    contact: bool = False


@frozen
class Table:
    """A table of open data, one row for each public document of a kind on its own site."""

    name: str
    title: str
    fields: tuple[Field, ...]

    @property
    def columns(self) -> tuple[DataField, ...]:
        """All of a row: what every kind's has, and its own."""
        return (*_FIRST, *(DataField(each.key, each.title, each.help) for each in self.fields), _LAST)


_FIRST = (
    DataField("id", said("编号"), said("全网站群统一、不变")),
    DataField("title", said("标题"), ""),
    DataField("date", said("发布日期"), said("YYYY-MM-DD，只知年月的写到年月")),
)
_LAST = DataField("url", said("网址"), "")


class Sheet(NamedTuple):
    """Another table of open data of a kind, of other rows: steps, sums, groups."""

    name: str
    title: str
    fields: tuple[DataField, ...]


@frozen
class HomeBlock:
    """A place on home pages that a kind fills: what it is called in words, and its blocks, none where nothing is to say."""

    title: str
    make: "Callable[[Pages], Iterable[Block]]"
