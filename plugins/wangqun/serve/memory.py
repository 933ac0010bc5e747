"""What the preview keeps in memory: the cluster as it was read, what was decided of it, sites with their templates at hand."""

import os
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from ..crew import Crew
from ..domain.cluster import Cluster
from ..domain.document import Document
from ..domain.federation import Federation, SiteView
from ..records import KINDS
from ..render.bodies import Bodies
from ..render.studio import Drawing, Studio, open_studio
from ..stages.check.turns import stands_until
from ..stages.convert import convert
from ..stages.load import load
from ..stages.load.again import read_again, reader_of
from ..stages.load.reading import Reader
from ..stages.resolve import resolve
from ..store.ledger import read_ledger
from ..workers import run_each
from .saying import Page
from .watch import is_theme


@dataclass(slots=True)
class Resident:
    """All of it, of the cluster in the preview's own `tree`. `federation` is None while it has to be decided anew; it is right
    `until` then. `edited` are documents of which it knows an older body, by path.
    """

    tree: Path
    jobs: int
    cluster: Cluster | None = None
    federation: Federation | None = None
    bodies: Bodies | None = None
    until: datetime | None = None
    edited: dict[str, Document] = field(default_factory=dict)
    _reader: Reader | None = None
    _there: frozenset[str] = frozenset()
    _written: dict[str, Document] = field(default_factory=dict)
    _public: dict[str, dict[str, Document]] = field(default_factory=dict)
    _sizes: dict[str, int] = field(default_factory=dict)
    _studios: dict[str, Studio | None] = field(default_factory=dict)

    def take(self, paths: Sequence[str], now: datetime) -> bool:
        """Take note of what was saved. True when nothing but bodies of public documents has changed since all was decided.

        Raises:
            Exception: the cluster cannot be loaded.
        """
        if any(map(is_theme, paths)):
            self._studios.clear()
        paths = [path for path in paths if not (is_theme(path) or self._was_for_a_moment(path))]
        if self.cluster is None or not all(map(self._read, paths)):
            memory = self.cluster.memory if self.cluster else read_ledger(self.tree).memory
            self.forget()
            self.cluster = None
            self._have(load(self.tree, memory, kinds=KINDS, jobs=self.jobs))
        if self.until and self.federation and not self.federation.now <= now < self.until:
            self.forget()
        return self.federation is not None

    def decide(self, now: datetime) -> None:
        """Decide anew what has to be."""
        if self.cluster is not None and self.federation is None:
            ready = convert(self.cluster, self.tree, Crew(self.jobs), keeping=False)
            self.federation, self.bodies = resolve(ready.cluster, now), ready.bodies
            self.until = stands_until(self.federation)

    def forget(self) -> None:
        """Have everything decided anew, some time."""
        self.federation = self.bodies = self.until = None
        self.edited, self._public, self._studios = {}, {}, {}

    def draw(self, pages: Sequence[Page], paths: Sequence[str]) -> Iterator[tuple[Page, str]]:
        """Pages as they are now, one by one: those that bodies of some `paths` are on, or all of them when there are no such
        paths. What cannot be drawn is left out: who builds everything says why.
        """
        for site, path in pages:
            studio = self.studio(site)
            if studio is None:
                continue
            edited = next((document for each in paths if (document := self._shown(studio, path, each))), None)
            if paths and edited is None:
                continue
            for _, drawn in run_each({path: path}, Drawing(studio, edited), 1):
                if isinstance(drawn, bytes):
                    yield (site, path), drawn.decode("utf-8")

    def studio(self, site: str) -> Studio | None:
        """A site's, opened when it is first asked for; None where its pages cannot be drawn one by one."""
        federation, bodies = self.federation, self.bodies
        if federation is None or bodies is None or site not in federation.views:
            return None
        if site not in self._studios:
            self._studios[site] = None
            with suppress(Exception):  # whatever pelicanconf.py or a theme raises, who builds everything says
                self._studios[site] = open_studio(self._view(federation, site), federation.kinds, self.tree, bodies)
                self._room(site)
        return self._studios[site]

    def _view(self, federation: Federation, site: str) -> SiteView:
        """A site's view with the bodies that have changed since."""
        view, edited = federation.views[site], self.edited
        documents = tuple(edited.get(document.path, document) for document in view.documents)
        guests = tuple(replace(guest, document=edited.get(guest.document.path, guest.document)) for guest in view.guests)
        return replace(view, documents=documents, guests=guests, roster=federation.people.roster(site))

    def _shown(self, studio: Studio, path: str, written: str) -> Document | None:
        """The document of a file, when the page at a path is one of it."""
        document = self.edited.get(written)
        return document if document and studio.shows(path, document) else None

    def _have(self, cluster: Cluster) -> None:
        self.cluster, self._reader, self._sizes = cluster, reader_of(cluster), {}
        start = len(str(self.tree)) + 1
        walked = os.walk(self.tree / "content")
        self._there = frozenset(f"{base[start:]}/{name}" for base, folders, names in walked for name in (*folders, *names))
        self._written = {document.path: document for documents in cluster.documents.values() for document in documents}

    def _was_for_a_moment(self, path: str) -> bool:
        """True for what was not there when the cluster was loaded, and is not there now: editors save in many steps."""
        if self.cluster is None or not path.startswith("content/") or os.path.lexists(self.tree / path):
            return False
        known = {*self._there, *self._written, *(finding.path for finding in self.cluster.findings)}
        known |= {file.path for files in self.cluster.files.values() for file in files.values()}
        return path not in known and not any(each.startswith(f"{path}/") for each in known)

    def _read(self, path: str) -> bool:
        """Read a document's file again; False when that is not enough."""
        before, cluster, reader = self._written.get(path), self.cluster, self._reader
        again = before and cluster and reader and read_again(cluster, reader, before, self._room(before.site))
        if not again:
            return False
        self.cluster, self._written[path] = again.cluster, again.now
        self._sizes[again.now.site] += (self.tree / path).stat().st_size
        public = self._public_of(again.now.site).get(path) if self.federation else None
        if public and is_body_only(again.before, again.now):
            self.edited[path] = _with_body(public, again.now)
        elif again.before.digest != again.now.digest:
            self.forget()
        return True

    def _public_of(self, site: str) -> dict[str, Document]:
        """A site's public documents by path."""
        if site not in self._public:
            view = self.federation and self.federation.views.get(site)
            self._public[site] = {document.path: document for document in view.documents} if view else {}
        return self._public[site]

    def _room(self, site: str) -> int:
        """Bytes that a site may still have."""
        if self.cluster is None:
            return 0
        if site not in self._sizes:
            found = self.cluster.sites[site]
            folder = self.tree / "content" / found.level / found.id
            self._sizes[site] = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
        return self.cluster.record.limits.bytes - self._sizes[site]


def is_body_only(before: Document, now: Document) -> bool:
    """True when two readings of a file differ in nothing but text that is shown on the document's own page, and in what lists
    quote of it: nothing that anyone decides on is another.
    """
    old, new = before.noted, now.noted
    if before.hits or now.hits or old.empty is not new.empty or (old.directives, new.directives) != ((), ()):
        return False
    raws = [reference.raw for reference in new.references]
    if raws != [reference.raw for reference in old.references] or any("#" in raw for raw in raws):
        return False
    return _with_body(before, now) == now


def _with_body(document: Document, other: Document) -> Document:
    """A document with the body of another."""
    return replace(document, text=other.text, digest=other.digest, excerpt=other.excerpt, noted=other.noted)
