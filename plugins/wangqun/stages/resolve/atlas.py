"""Where everything public is: any document's references followed from any site, and the files a site publishes."""

import posixpath
from collections.abc import Iterable, Mapping
from urllib.parse import quote

from ...domain.cluster import DOCUMENT, Cluster, Lost
from ...domain.document import Document, StaticFile
from ...domain.federation import Member, SiteView
from ...domain.ids import DocumentId, parse_id, slugify
from ...domain.links import Scope, Target, plain_path, source_of
from ...domain.shape import Shape
from ...domain.table import clean_rows
from ...pages.addresses import reserved
from ...records import kind_of
from ...records.deputies.addresses import page_of
from ...records.kind import Kinds
from .documents import OwnDocuments
from .mentions import named_id
from .named import Found, bare
from .names import NONE, Misnamed, misnamed, twins_of


class Atlas:
    """All public documents by id, and the scope in which each site's references are read."""

    def __init__(
        self,
        cluster: Cluster,
        members: dict[str, Member],
        own_documents: dict[str, OwnDocuments],
        found: Found,
    ) -> None:
        self.cluster, self.members, self.own_documents, self.found = cluster, members, own_documents, found
        self.withdrawn = {document.id for held in own_documents.values() for document in held.withdrawn}
        self.known: dict[DocumentId, tuple[Document, bool]] = {}
        for held in own_documents.values():
            for document in (*held.withdrawn, *held.waiting):
                self.known[document.id] = (document, False)
        for held in own_documents.values():
            for document in held.public:
                self.known[document.id] = (document, True)
        self.lost = {document_id: lost.path for lost in cluster.lost if (document_id := _would_be(lost, cluster.kinds))}
        self.hosts = frozenset(member.address.host.partition(":")[0].lower() for member in members.values())
        self._files: dict[str, dict[str, str]] = {}
        self._sources: dict[str, dict[str, str | None]] = {}
        self._record_pages: dict[str, frozenset[str]] = {}
        self._names: dict[str, tuple[dict[str, str], frozenset[str]]] = {}
        self._misnamed: dict[str, Misnamed] = {}
        self._photos: dict[str, set[str]] = {}
        for row in cluster.rows:
            if row.kind == "deputies" and "photo" in row.values:
                self._photos.setdefault(row.site, set()).add(row.values["photo"])

    def files(self, site: str) -> dict[str, str]:
        """Published files of a site: source -> path below it."""
        if site not in self._files:
            names = self.misnamed(site).real
            self._files[site] = _files(self.cluster, self.members[site], self.own_documents[site], self.found, names)
        return self._files[site]

    def misnamed(self, site: str) -> Misnamed:
        """Names in a site's documents, and of its photos, that differ from those of its files only as a reader does not see."""
        if site not in self._misnamed:
            held = self.own_documents[site]
            documents = (*held.public, *held.withdrawn, *held.waiting)
            named = {source for document in documents for source in self.found[document.id].all_sources}
            named |= self._photos.get(site, set())
            files, refused = self.cluster.files.get(site, {}), self.cluster.refused.get(site, frozenset())
            there = {*files, *refused, *self.sources(site)}
            self._misnamed[site] = misnamed(named, there, twins_of(self.cluster, site)) if named else NONE
        return self._misnamed[site]

    def photos(self, view: SiteView) -> Mapping[str, str]:
        """URLs of a site's published files by every name under which a photo may be asked for."""
        files = view.scope.files
        more = {name: files[real] for name, real in self.misnamed(view.member.site.id).real.items() if real in files}
        return {**files, **more} if more else files

    def sources(self, site: str) -> dict[str, str | None]:
        """Sources of a site's documents -> path below it, None when not public."""
        if site not in self._sources:
            held = self.own_documents[site]
            hidden = (*held.withdrawn, *held.moved, *held.waiting)
            self._sources[site] = {d.source: None for d in hidden} | {d.source: d.file for d in held.public}
            self._sources[site] |= {
                lost.names[0]: None for lost in self.cluster.lost if lost.kind == DOCUMENT and lost.site == site
            }
        return self._sources[site]

    def record_pages(self, site: str) -> frozenset[str]:
        """Paths below a site that belong to a record of people: its own, and every person's, wherever they are written of."""
        if site not in self._record_pages:
            rows = (row for row in self.cluster.rows if row.kind == "deputies" or row.site == site)
            self._record_pages[site] = frozenset(page for row in rows if (page := page_of(row.kind, row.values)))
        return self._record_pages[site]

    def scope(
        self, site: str, seen_from: Member, documents: Iterable[Document], files: Mapping[str, str], slim: bool = False
    ) -> Scope:
        """The scope of some documents of a site as seen from another; `files` maps their sources to paths below `seen_from`.

        Of what is not public it holds no more than these documents name; a slim one holds no more of anything.
        """
        home, here = self.members[site].address, seen_from.address
        sources = self.sources(site)
        real = self.misnamed(site).real
        named = {real.get(source, source) for d in documents for source in self.found[d.id].sources}
        sources = {source: path for source, path in sources.items() if source in named or (path and not slim)}
        if site not in self._names:
            held = self.own_documents[site]
            columns = {name: column.key for column in held.columns for name in (column.key, column.title)}
            self._names[site] = (columns, frozenset(slugify(t) for d in held.public if d.is_listed for t in d.item.tags))
        columns, tags = self._names[site]
        there = self.cluster.files.get(site, {})
        return Scope(
            site=site,
            home=home.link("", here).rstrip("/"),
            sources=sources,
            files={source: here.link(quote(path), here) for source, path in files.items()},
            targets=self._targets(documents, seen_from),
            columns=columns if any("category" in r.raw for d in documents for r in self.found[d.id].links) else {},
            tags=tags if any("tag" in r.raw for d in documents for r in self.found[d.id].links) else frozenset(),
            misnamed=real,
            hosts=self.hosts,
            shapes={here.link(quote(path), here): shape for source, path in files.items() if (shape := _shape(there, source))},
            tables={
                here.link(quote(path), here): clean_rows(there[source].rows)
                for source, path in files.items()
                if source.lower().endswith(".csv") and source in there and there[source].rows
            },
        )

    def named(self, site: str) -> set[str]:
        """Sources that some document of a site names, public or not."""
        held, real = self.own_documents[site], self.misnamed(site).real
        documents = (*held.public, *held.withdrawn, *held.waiting)
        return {real.get(source, source) for document in documents for source in self.found[document.id].all_sources}

    def link(self, site: str, written: str) -> str:
        """The URL of a document named by its id as seen from a site; "" when it is not public."""
        document_id = parse_id(written)
        self.need(document_id, site)
        other, public = self.known.get(document_id, (None, False)) if document_id else (None, False)
        return self.members[other.site].address.link(other.url, self.members[site].address) if other and public else ""

    def need(self, document_id: DocumentId | None, seen_from: str) -> None:
        """Nothing when it can be told, of an id that a site names, whether there is such a document.

        Raises:
            Wider: the run is about a few sites, this one among them, and has not read the one that the id names.
        """
        if self.cluster.near:
            self.cluster.near.need(document_id, seen_from)

    def _targets(self, documents: Iterable[Document], seen_from: Member) -> dict[DocumentId, Target]:
        """Every document the given ones name by id."""
        targets = {}
        for document in documents:
            found = self.found[document.id]
            raws = [reference.raw[3:] for reference in found.links if reference.raw.startswith("id:")]
            for raw in (*raws, *(written for _, written in found.pieces)):
                document_id = named_id(raw)
                if document_id not in self.known:
                    self.need(document_id, seen_from.site.id)
                if document_id is not None and document_id in self.known:
                    other, public = self.known[document_id]
                    url = self.members[other.site].address.link(other.url, seen_from.address) if public else None
                    targets[document_id] = Target(other.title, url, other.path, other.foreign)
                elif document_id in self.lost:
                    targets[document_id] = Target("", None, self.lost[document_id])
        return targets


def _would_be(lost: Lost, kinds: Kinds) -> DocumentId | None:
    """The id of a document that could not be read, as far as the name of its file tells."""
    if lost.kind != DOCUMENT:
        return None
    folder, _, name = lost.names[0].rpartition("/")
    slug = slugify(name.rpartition(".")[0])
    return DocumentId(lost.site, kind_of(kinds, folder.partition("/")[0]).name, slug) if slug else None


def _files(
    cluster: Cluster,
    member: Member,
    held: OwnDocuments,
    found: Found,
    real: Mapping[str, str],
) -> dict[str, str]:
    """Published files: images/ and whatever a public document names; one that a single document attaches lies beside it.

    A picture that only withdrawn or waiting documents name is not public either.
    """
    there = cluster.files.get(member.site.id, {})
    taken_names = {prefix.partition("/")[0] for prefix in member.lent} | reserved(cluster.kinds) - {"images"}

    def own_place(source: str) -> str:
        """Its own path, unless that begins like another site's address or like a file of the engine's."""
        first = source.partition("/")[0]
        return f"asset/{source}" if first in taken_names or "." in first else source

    away = (*held.withdrawn, *held.waiting)
    hidden = {real.get(source, source) for document in away for source in found[document.id].all_sources}
    hidden |= cluster.unscanned.get(member.site.id, {}).keys()  # only who names one vouches for it
    published = {source: source for source in there if source.startswith("images/") and source not in hidden}
    attached: dict[str, set[str]] = {}
    for document in held.public:
        for file in found[document.id].files:
            source = real.get(file.source, file.source)
            if source in there:
                published[source] = own_place(source)
        for reference in found[document.id].links:
            path = bare(reference.raw)
            source = source_of(document, plain_path(path))
            source = real.get(source, source)
            if source not in there:
                continue
            if path[1:7] == "attach" and not source.startswith("images/"):
                attached.setdefault(source, set()).add(posixpath.dirname(document.file))
            else:
                published[source] = own_place(source)
    taken = set(published.values())
    for source, folders in sorted(attached.items()):
        place = posixpath.join(min(folders), posixpath.basename(source))
        alone = source not in published and len(folders) == 1 and place not in taken
        published[source] = place if alone else own_place(source)
        taken.add(published[source])
    return published


def _shape(there: Mapping[str, StaticFile], source: str) -> Shape | None:
    """How wide and high a file is; None for one of which nobody knows."""
    file = there.get(source)
    return file.shape if file and all(file.shape) else None
