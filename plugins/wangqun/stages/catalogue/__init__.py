"""catalogue: Built -> Catalogue. What is made from all sites together: manifests, the cluster's feed, people and tables."""

from collections.abc import Collection, Mapping
from dataclasses import field, replace
from hashlib import sha256
from pathlib import Path

from ...domain.document import Changed, Document
from ...domain.federation import Federation, Member, SiteView
from ...domain.finding import Finding, Place
from ...domain.frozen import frozen
from ...domain.ids import DocumentId, parse_id
from ...domain.near import Near, Wider
from ...pages.pooled import TABLES, pooled
from ...records.deputies.data.lines import CLUSTER, PEOPLE_LINES
from ...store.ledger import Ledger, Published
from ...store.manifest import MANIFEST, as_text, site_manifest
from ...store.search import SiteSearch
from ...store.whole import release_folder
from ..build import KEPT, SOURCE_CHANGED, Built, BuiltSite
from ..plan import document_digest
from .cluster_data import cluster_people
from .cluster_feed import feed_files, feed_of, near_feed
from .cluster_pool import SiteData, cluster_tables, is_pooled_anew


@frozen
class SiteFiles:
    """A site as it is to be published: rendered files (path -> SHA-256) and those added here (path -> text).

    `folder` is where a fresh rendering lies, None when the last release is still right. `kept` are files added here that the
    last release has already (path -> SHA-256), `written` those that lie in the site's folder of this run's staging;
    `listed` is a digest of what the manifest is made from.
    """

    site: str
    folder: Path | None
    rendered: dict[str, str]
    extras: dict[str, str]
    inputs: dict[str, str]
    findings: tuple[Finding, ...]
    kept: dict[str, str] = field(default_factory=dict)
    listed: str = ""
    written: dict[str, str] = field(default_factory=dict)

    @property
    def files(self) -> dict[str, str]:
        """Every path -> SHA-256."""
        texts = {path: sha256(text.encode()).hexdigest() for path, text in self.extras.items()}
        return self.rendered | self.kept | self.written | texts

    @property
    def added(self) -> tuple[str, ...]:
        """The paths of those that no rendering made."""
        return (*self.extras, *self.written, *self.kept)


@frozen
class Catalogue:
    """All sites of this run, built or current, with everything that is to be published in them.

    `searches` are the readers' searches that are new, `searched` says how the data of those that are right were found, `stale`
    which could not be made.
    """

    built: Built
    sites: tuple[SiteFiles, ...]
    searches: Mapping[str, SiteSearch] = field(default_factory=dict)
    stale: tuple[Finding, ...] = ()
    searched: Mapping[str, str] = field(default_factory=dict)

    @property
    def count(self) -> int:
        """How many files there are in all."""
        return sum(len(site.rendered) + len(site.added) for site in self.sites)


def catalogue(built: Built, ledger: Ledger, root: Path) -> Catalogue:
    """Each site's files with its manifest and, for a top site, the cluster's feed, people and tables.

    Raises:
        Wider: what a run about a few sites came to cannot be told without others.
    """
    federation = built.federation
    if federation.near and built.failed:
        raise Wider
    fresh = {site.site: site for site in built.sites}
    paged = _paged(federation)
    sites = []
    for site_id in federation.views:
        before = ledger.sites.get(site_id)
        if site := fresh.get(site_id):
            found = SiteFiles(site_id, site.folder, site.files, {}, site.inputs, site.findings)
        elif before and site_id in built.current:
            rendered = {path: digest for path, digest in before.files.items() if path not in before.extras}
            found = SiteFiles(site_id, None, rendered, {}, before.inputs, before.findings)
        else:
            continue
        try:
            found = _with_manifest(federation, found, paged.get(site_id, ()), before)
        except Changed as error:  # a body that pages elsewhere show
            lost = SOURCE_CHANGED.at(Place(site_id, error.path), cost=KEPT)
            built = replace(built, failed=built.failed | {site_id}, findings=(*built.findings, lost))
            continue
        sites.append(found)
    if federation.near:
        sites += [_as_before(site, ledger.sites[site]) for site in federation.above]
        sites = [_with_same(federation, federation.near, site, ledger.sites[site.site]) for site in sites]
        if not any(is_pooled_anew(federation, site.rendered, ledger.sites[site.site].files) for site in sites):
            return Catalogue(built, tuple(sites))
        shown = {name: data for name in federation.members if (data := _data_of(root, name, fresh, built, ledger))}
        others = shown.keys() - federation.views.keys()
        return Catalogue(built, tuple(_with_tables(built, site, shown, ledger, root, others) for site in sites))
    sites = [replace(site, extras=site.extras | _cluster_feed(federation, federation.views[site.site])) for site in sites]
    shown = {name: data for name in federation.views if (data := _data_of(root, name, fresh, built, ledger))}
    sites = [_with_people(federation, site, shown, ledger) for site in sites]
    return Catalogue(built, tuple(_with_tables(built, site, shown, ledger, root) for site in sites))


def _paged(federation: Federation) -> dict[str, set[DocumentId]]:
    """The pieces of each site that have a page elsewhere."""
    paged: dict[str, set[DocumentId]] = {}
    for appearance in federation.appearances:
        if appearance.mode == "page":
            paged.setdefault(appearance.home, set()).add(appearance.id)
    for written, away in federation.near.away.items() if federation.near else ():
        if any(is_page for site, is_page in away.sites.items() if site not in federation.views) and (
            document_id := parse_id(written)
        ):
            paged.setdefault(away.home, set()).add(document_id)
    return paged


def _with_manifest(federation: Federation, site: SiteFiles, paged: Collection[DocumentId], before: Published | None) -> SiteFiles:
    """The site with its manifest: that of the last release while nothing of the site, and nothing of it, has changed."""
    view, departed = federation.views[site.site], federation.departed.get(site.site, ())
    listed = _listed(federation, view, departed, paged, site)
    if before and before.listed == listed and site.folder is None and MANIFEST in before.files:
        return replace(site, kept={MANIFEST: before.files[MANIFEST]}, listed=listed)
    manifest = site_manifest(federation, view, departed, paged, site.rendered)
    return replace(site, extras={MANIFEST: as_text(manifest)}, listed=listed)


def _listed(
    federation: Federation, view: SiteView, departed: tuple[Document, ...], paged: Collection[DocumentId], site: SiteFiles
) -> str:
    """A digest of all that a site's manifest is made from: what the site is, and what only the manifest tells."""
    parts = (
        *(federation.next_due.get(site.site), sorted(map(str, paged))),
        *(document_digest(document) for document in departed),
        *((str(guest.document.id), guest.rules) for guest in view.guests),
        *(sorted(site.inputs.items()), sorted(site.rendered.items())),
    )
    return sha256("\0".join(map(str, parts)).encode()).hexdigest()


def _data_of(root: Path, site: str, fresh: Mapping[str, BuiltSite], built: Built, ledger: Ledger) -> SiteData | None:
    """What a site shows: as built now, or as it was released when this run need not or may not build it.

    A site that could not be built is not there, as in a clean build.
    """
    if staged := fresh.get(site):
        return SiteData(staged.folder, staged.files)
    before = ledger.sites.get(site)
    if before is None or not before.files or site in built.failed:
        return None
    released = release_folder(root, site, before.release)
    return SiteData(released, before.files) if released.is_dir() else None


def _with_people(federation: Federation, site: SiteFiles, found: Mapping[str, SiteData], ledger: Ledger) -> SiteFiles:
    """The site, a top one with the cluster's people."""
    view = federation.views[site.site]
    if view.top:
        return site
    before = ledger.sites[site.site].files if site.folder is None else {}  # another engine may merge otherwise
    added, kept = cluster_people(federation, view, found, before)
    return replace(site, extras=site.extras | added, kept=site.kept | kept)


def _with_tables(
    built: Built, site: SiteFiles, found: Mapping[str, SiteData], ledger: Ledger, root: Path, others: Collection[str] = ()
) -> SiteFiles:
    """The site, a top one with the cluster's tables.

    Raises:
        Wider: of `others`, of which this run is not, more is new than it can tell.
    """
    federation, before = built.federation, ledger.sites.get(site.site)
    member = federation.members[site.site]
    if not _is_top(federation, member):
        return site
    is_same = before and before.inputs.get("engine") == site.inputs.get("engine")  # another may write them otherwise
    last = SiteData(release_folder(root, site.site, before.release), before.files) if before and is_same else None
    pool = cluster_tables(federation, member, found, last, built.staging / site.site, others)
    kept = {path: digest for path, digest in site.kept.items() if path not in _tables(federation)}
    return replace(site, extras=site.extras | pool.texts, written=pool.written, kept=kept | pool.kept)


def _as_before(site: str, before: Published) -> SiteFiles:
    """A site of which nothing is new but what is made from others too."""
    rendered = {path: digest for path, digest in before.files.items() if path not in before.extras}
    kept = {MANIFEST: before.files[MANIFEST]}
    return SiteFiles(site, None, rendered, {}, before.inputs, before.findings, kept, before.listed)


def _with_same(federation: Federation, near: Near, site: SiteFiles, before: Published) -> SiteFiles:
    """The site, a top one with the cluster's people as they were, and with its feed.

    Raises:
        Wider: the people are not as they were, or it cannot be told what comes into the feed.
    """
    if site.rendered.get(PEOPLE_LINES) != before.files.get(PEOPLE_LINES):
        raise Wider
    from ...pages.site import CLUSTER_FEED

    member = federation.members[site.site]
    if not _is_top(federation, member):
        return site
    kept = {path: before.files[path] for path in (CLUSTER_FEED, *CLUSTER, *_tables(federation)) if path in before.files}
    feed = near_feed(federation, near, site.site)
    if feed == near.feeds[site.site]:
        return replace(site, kept=site.kept | kept)
    fresh = feed_files(federation, member, feed)
    kept = {path: digest for path, digest in kept.items() if path not in fresh}
    return replace(site, kept=site.kept | kept, extras=site.extras | fresh)


def _is_top(federation: Federation, member: Member) -> bool:
    return not any(above.id in federation.members for above in member.ancestors)


def _tables(federation: Federation) -> frozenset[str]:
    """Where the cluster's tables and their index may stand."""
    return frozenset((TABLES, *(table.of_cluster for table in pooled(federation.kinds))))


def _cluster_feed(federation: Federation, top: SiteView) -> dict[str, str]:
    """The newest pieces of a top site and all sites below it; nothing for any other site."""
    return {} if top.top else feed_files(federation, top.member, feed_of(federation, top))
