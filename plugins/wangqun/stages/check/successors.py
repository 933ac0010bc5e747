"""Which public piece a lost one seems to have become: a guess for a hint, nothing more."""

from collections.abc import Hashable, Iterable, Mapping
from difflib import SequenceMatcher
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from ...domain.document import Document
from ...domain.federation import Federation
from ...store.ledger import Gone

ALIKE = 0.75  # of two slugs
K = TypeVar("K", bound=Hashable)


class Successors:
    """All public pieces, looked up by file, title and day; `seen` says when each was first met (dates.first_seen)."""

    def __init__(self, federation: Federation, seen: Mapping[str, str]) -> None:
        self.seen = seen
        self.views = [view for site, view in federation.views.items() if site not in federation.foreign]

    def of(self, site: str, entry: Gone) -> Document | None:
        """The likeliest successor of a site's lost piece, one of its own before another's; None when none looks like it."""
        kind = entry.path.partition("/")[0]
        near = self._by_day.get((site, entry.date), ())
        likely = (*self._by_digest.get(entry.digest, ()), *self._by_title.get(entry.title, ()), *near)
        ranked = [(rank, d.site == site, d) for d in likely if d.id.kind == kind and (rank := self._likeness(site, entry, d))]
        return max(ranked, key=lambda found: found[:2])[2] if ranked else None

    def _likeness(self, site: str, entry: Gone, other: Document) -> int:
        """3 for the same file, 2 for the same title in a new piece or on the same day, 1 for a new one by much the same name."""
        if other.digest == entry.digest:
            return 3
        new = self.seen.get(str(other.id), "") >= entry.since
        if entry.title and other.title == entry.title and (new or (entry.date and _day(other) == entry.date)):
            return 2
        alike = new and other.site == site and SequenceMatcher(None, Path(entry.path).stem, other.id.slug).ratio() >= ALIKE
        return 1 if alike and _day(other) == entry.date else 0

    @cached_property
    def _by_digest(self) -> dict[str, list[Document]]:
        return _grouped((d.digest, d) for view in self.views for d in view.documents)

    @cached_property
    def _by_title(self) -> dict[str, list[Document]]:
        return _grouped((d.title, d) for view in self.views for d in view.documents)

    @cached_property
    def _by_day(self) -> dict[tuple[str, str], list[Document]]:
        return _grouped(((d.site, _day(d)), d) for view in self.views for d in view.documents if d.date)


def _day(document: Document) -> str:
    return f"{document.date:%Y-%m-%d}" if document.date else ""


def _grouped(pairs: Iterable[tuple[K, Document]]) -> dict[K, list[Document]]:
    found: dict[K, list[Document]] = {}
    for key, document in pairs:
        found.setdefault(key, []).append(document)
    return found
