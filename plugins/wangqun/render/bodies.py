"""The bodies of a cluster: each converted once, whoever shows it, and read when a page asks for it."""

import sys
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path
from typing import Any

from ..domain.document import Document
from ..domain.federation import SiteView
from ..domain.finding import Finding
from ..domain.frozen import frozen
from ..domain.links import Scope
from ..search.entries import HOME
from ..store.bodies import Entry, Kept, path_of, read_kept
from .bounds import BodyUnfit
from .brought import brought, extensions_of_others
from .converted import Converted, resolved, unpacked
from .dependencies import engine
from .engines import Engines
from .html import RULES, convert


@dataclass(slots=True)
class Bodies:
    """All of them, as Python-Markdown's `options` have it. `kept` is what is known of each site's, read when it is first asked
    for; `foreign` are the sites whose digests are only claimed; `made` says how many this run has converted. `version` is what
    all of them depend on beside themselves.
    """

    root: Path
    options: dict[str, Any]
    foreign: Collection[str] = ()
    kept: dict[str, Kept] = field(default_factory=dict)
    made: int = 0
    version: str = ""
    _engines: Engines | None = None

    def __post_init__(self) -> None:
        self.version = self.version or _version_of(self.options)

    def of_sites(self, sites: Collection[str]) -> "Bodies":
        """The same, with what is known of some sites only."""
        return replace(self, kept={site: kept for site, kept in self.kept.items() if site in sites}, _engines=None)

    def carrying(self, documents: Iterable[Document]) -> "Bodies":
        """The same with the bodies of these documents at hand, nothing else, and no options, which where it is read has."""
        kept: dict[str, Kept] = {}
        for document in documents:
            site, key = self.site(document.site), self.key(document)
            if key in site.entries:
                own = kept.setdefault(document.site, Kept(site.path, entries={}, fresh={}))
                own.entries[key] = site.entries[key]  # type: ignore[index]
                if (data := site.packed(key)) is not None:
                    own.fresh[key] = data  # type: ignore[index]
        return replace(self, options={}, kept=kept, _engines=None)

    def key(self, document: Document) -> str:
        """What a body is known by: all that it depends on beside the engine."""
        digest = document.digest
        if document.site in self.foreign:
            digest = sha256(document.body.encode("utf-8", "surrogatepass")).hexdigest()
        reading = document.markup if document.markup == "rst" else document.dialect
        return f"{digest} {reading} {document.id.kind} {document.body_line}"  # where the header ends may be the kind's affair

    def entry(self, document: Document) -> Entry | None:
        """What is known of a body; None when it was never tried."""
        return self.site(document.site).entries.get(self.key(document))

    def digest(self, document: Document) -> str:
        """What names the converted body of a document, without reading it; "" when that is not known."""
        entry = self.entry(document)
        return entry.digest if entry else ""

    def of(self, document: Document) -> Converted:
        """The converted body of a document, read or else made.

        Raises:
            BodyUnfit: it cannot be converted.
        """
        packed = self.site(document.site).packed(self.key(document))
        if packed is not None:
            return unpacked(packed)
        entry = self.entry(document)
        if entry and entry.problem:
            raise BodyUnfit(entry.problem)
        self._engines = self._engines or Engines(self.options)
        return convert(document.body, document.markup, document.dialect, self._engines, document.item.LAW)

    def site(self, site: str) -> Kept:
        """What is known of a site's bodies."""
        if site not in self.kept:
            self.kept[site] = read_kept(path_of(self.root, site), self.version)
        return self.kept[site]


def _version_of(options: Mapping[str, Any]) -> str:
    return sha256(f"{engine()} {sys.version} {brought(options, extensions_of_others(options))}".encode()).hexdigest()


@frozen
class SiteBodies(Mapping[tuple[str, str], str]):
    """HTML of what a site shows, by the site on which a document lives, `HOME` for this one, and its source. Each is made once,
    when it is first asked for; `findings` gathers what had to be taken out of those.
    """

    bodies: Bodies
    findings: list[Finding]
    shown: Mapping[tuple[str, str], tuple[Document, Scope]]
    made: dict[tuple[str, str], str] = field(default_factory=dict)

    def __getitem__(self, key: tuple[str, str]) -> str:
        if key not in self.made:
            document, scope = self.shown[key]
            self.made[key] = resolved(self.bodies.of(document), document, scope, RULES, self.findings)
        return self.made[key]

    def digest(self, key: tuple[str, str]) -> str:
        """What names the body before its links are filled in, without reading it; "" when that is not known."""
        return self.bodies.digest(self.shown[key][0])

    def __iter__(self) -> Iterator[tuple[str, str]]:
        return iter(self.shown)

    def __len__(self) -> int:
        return len(self.shown)


def bodies_of(view: SiteView, bodies: Bodies, findings: list[Finding]) -> SiteBodies:
    """The bodies of a site's own documents and of guests that have a page there."""
    shown = {(HOME, document.source): (document, view.scope) for document in view.documents}
    guests = ((guest.document, guest.scope) for guest in view.guests)
    shown |= {(document.site, document.source): (document, scope) for document, scope in guests if scope}
    return SiteBodies(bodies, findings, shown)
