"""A law as the sum of its texts: what is one law, and while when each of its texts is in force."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import pairwise

from ...domain.document import Document
from ...domain.frozen import frozen
from ...domain.ids import DocumentId, slugify
from ...domain.law.lines import squeezed
from . import timing
from .record import Regulation, of

NAME = "regulation"
_YEAR = re.compile(r"[（(](?:19|20)\d\d年?(?:修正|修订|修改|公布|版|文本)*[)）]$")
_AMENDING = re.compile(r"修正案$|关于(?:修改|修正|废止).*决定$")  # passed again and again under one title
_ORGAN = re.compile(r"人民代表大会(?:常务委员会)?$")
_BRACKETS = str.maketrans("", "", "《》〈〉<>「」")


@frozen
class Law:
    """A law of a site with its public texts, oldest first. `slug` is the folder of its own address, `regulation/<slug>/`."""

    slug: str
    title: str
    texts: tuple[Document, ...]

    @property
    def current(self) -> Document:
        """The text that is in force, or was last; before the first is, that one."""
        begun = [text for text in self.texts if timing.key_of(text) != "not-yet"]
        return begun[-1] if begun else self.texts[0]

    @property
    def newest_first(self) -> tuple[Document, ...]:
        """Its texts, the newest first."""
        return self.texts[::-1]

    @property
    def folder(self) -> str:
        """Where it stands below the site."""
        return f"{NAME}/{self.slug}/"


def laws(documents: Iterable[Document]) -> tuple[Law, ...]:
    """The laws of which these are texts, by title; pieces of other kinds and those that no list may name are left out."""
    by_key: dict[tuple[str, str, str], list[Document]] = {}
    for document in documents:
        if document.id.kind == NAME and document.is_listed:
            by_key.setdefault(_key(document), []).append(document)
    taken: set[str] = set()
    found = []
    for (title, organ, day), texts in sorted(by_key.items()):
        slug = _free(slugify(f"{title}-{day}" if day else title), slugify(f"{title}-{day}-{organ}"), taken)
        found.append(Law(slug, texts[0].title if len(texts) == 1 else title, tuple(sorted(texts, key=_age))))
    return tuple(found)


def apart(document: Document, other: Document) -> bool:
    """True when the pages of a text show nothing of what another piece says: which of a law's texts are compared hangs on what
    these say, and on its draft.
    """
    if of(document).consulted_in:
        return False
    return other.id.kind != NAME or _key(document) != _key(other)


def derives(documents: Sequence[Document]) -> Mapping[DocumentId, Mapping[str, object]]:
    """When each text gives way to the next of its law, which is when that takes effect; of one that does not say when, and only
    since when there is such a law, the day on which it was made.
    """
    found: dict[DocumentId, Mapping[str, object]] = {}
    for law in laws(documents):
        for older, newer in pairwise(law.texts):
            field = "replaced_on" if of(newer).effective_on else "amended_on"
            day = timing.begins(of(newer))
            if day and of(older).replaced_on is None and not _is_same_day(of(older), day):
                found[older.id] = {field: day}
    return found


def day_of(item: Regulation) -> date | None:
    """The day that tells a text from the others of its law."""
    return item.version_on or item.passed_on or item.effective_on


def version_name(law: Law, text: Document) -> str:
    """What a text is called in addresses below its law: its day; its own name where it has none, or another has the same."""
    day = day_of(of(text))
    if day is None or sum(day_of(of(other)) == day for other in law.texts) > 1:
        return text.id.slug
    return day.isoformat()


def _is_same_day(item: Regulation, day: date) -> bool:
    """True for a text that would end before it begins: then which of the two holds is for people to say."""
    since = timing.begins(item)
    return since is not None and since >= day


def _key(document: Document) -> tuple[str, str, str]:
    """What the texts of one law have in common: its title, and whose congress made it; that may be its standing committee. What
    amends or repeals others is no text of another of its title: its day is its own.
    """
    title = _YEAR.sub("", squeezed(document.title).translate(_BRACKETS))
    day = day_of(of(document)) if _AMENDING.search(title) else None
    return title, _ORGAN.sub("", squeezed(of(document).enacted_by or "")), day.isoformat() if day else ""


def _age(document: Document) -> tuple[date, date, str]:
    item = of(document)
    return (day_of(item) or date.min, item.effective_on or date.min, str(document.id))


def _free(slug: str, longer: str, taken: set[str]) -> str:
    """An address that no other law of the site has, nor one of the pages beside them (`state`, `type`)."""
    wanted = slug if slug and slug not in taken and not slug.isascii() else longer or "law"
    while wanted in taken:
        wanted += "-"
    taken.add(wanted)
    return wanted
