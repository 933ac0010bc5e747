"""What every export says of a text besides its words: a value of plain parts, so that what a file is made of can be named."""

from collections.abc import Mapping
from datetime import date
from urllib.parse import quote

from ....domain.document import Document
from ....domain.frozen import frozen
from ....pages.site import Pages
from ..law import Law, day_of, version_name
from ..record import TYPES, of

DAYS = (
    "passed_on",
    "approved_on",
    "promulgated_on",
    "effective_on",
    "first_effective_on",
    "replaced_on",
    "repealed_on",
    "filed_on",
)
WORDS = (
    "enacted_by",
    "meeting",
    "approved_by",
    "promulgated_by",
    "announcement_no",
    "repealed_by",
    "subject",
    "gazette_issue",
    "remarks",
)


@frozen
class Amended:
    """A change of the law: its day, by whom, and the words that say so."""

    date: date
    organ: str
    text: str


@frozen
class Facts:
    """A text of a law: `version` is its name within the law, `day` the one that tells it from others, `state` 有效 and the like.

    `law_url` and `url` are the law's address and the text's own, `stem` that of its files without the ending; all absolute.
    `days` and `words` are what its header says, by the names of its fields. `first` is the first day of the whole law,
    `published` that on which this text was published here.
    """

    id: str
    title: str
    version: str
    day: date | None
    state: str
    doc_type: str
    law: str
    law_slug: str
    law_url: str
    url: str
    stem: str
    first: date | None
    published: str
    site: str
    publisher: str
    licence: str
    days: Mapping[str, date]
    words: Mapping[str, str]
    adoption: tuple[str, ...]
    amendments: tuple[Amended, ...]

    @property
    def type_title(self) -> str:
        """Its kind of law in words."""
        return TYPES.get(self.doc_type, "")

    @property
    def until(self) -> date | None:
        """The first day on which it is no more in force; None while none is known."""
        ends = [day for name in ("replaced_on", "repealed_on") if (day := self.days.get(name))]
        return min(ends, default=None)


def stem_of(law: Law, text: Document) -> str:
    """Where the files of a text stand below the site, without the ending."""
    return f"{law.folder}{version_name(law, text)}"


def facts_of(pages: Pages, law: Law, text: Document) -> Facts:
    """What is said of a text of a law."""
    item, oldest = of(text), of(law.texts[0])
    site = pages.view.member.site
    return Facts(
        id=str(text.id),
        title=text.title,
        version=version_name(law, text),
        day=day_of(item),
        state=text.phase,
        doc_type=item.doc_type or "",
        law=law.title,
        law_slug=law.slug,
        law_url=pages.absolute(quote(law.folder)),
        url=pages.absolute(text.url),
        stem=pages.absolute(quote(stem_of(law, text))),
        first=oldest.passed_on or day_of(oldest),
        published=text.day_text,
        site=site.id,
        publisher=site.record.name,
        licence=pages.view.data_licence,
        days={name: day for name in DAYS if (day := getattr(item, name))},
        words={name: said for name in WORDS if (said := getattr(item, name))},
        adoption=item.adoption,
        amendments=tuple(Amended(each.date, each.organ or "", each.text or "") for each in item.amendments),
    )
