"""catalogue: Built -> Catalogue. What is made from all sites together: manifests, the cluster's feed and its people."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path

from ...domain.document import Changed, newest_first
from ...domain.federation import Federation, SiteView
from ...domain.finding import Finding, Place
from ...records.deputies.data.lines import PEOPLE_LINES
from ...store.ledger import Ledger
from ...store.manifest import MANIFEST, as_text, site_manifest
from ...store.search import SiteSearch
from ..build import KEPT, SOURCE_CHANGED, Built, BuiltSite
from .cluster_data import PeopleFile, cluster_people

FEED_ITEMS = 50


@dataclass(frozen=True, slots=True)
class SiteFiles:
    """A site as it is to be published: rendered files (path -> SHA-256) and those added here (path -> text).

    `folder` is where a fresh rendering lies, None when the last release is still right. `kept` are files added here that the
    last release has already (path -> SHA-256).
    """

    site: str
    folder: Path | None
    rendered: dict[str, str]
    extras: dict[str, str]
    inputs: dict[str, str]
    findings: tuple[Finding, ...]
    kept: dict[str, str] = field(default_factory=dict)

    @property
    def files(self) -> dict[str, str]:
        """Every path -> SHA-256."""
        return self.rendered | self.kept | {path: sha256(text.encode()).hexdigest() for path, text in self.extras.items()}


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All sites of this run, built or current, with everything that is to be published in them.

    `searches` are the readers' searches that are new, `stale` says which could not be made.
    """

    built: Built
    sites: tuple[SiteFiles, ...]
    searches: Mapping[str, SiteSearch] = field(default_factory=dict)
    stale: tuple[Finding, ...] = ()

    @property
    def count(self) -> int:
        """How many files there are in all."""
        return sum(len(site.rendered) + len(site.kept) + len(site.extras) for site in self.sites)


def catalogue(built: Built, ledger: Ledger, root: Path) -> Catalogue:
    """Each site's files with its manifest and, for a top site, the cluster's feed and people."""
    federation = built.federation
    fresh = {site.site: site for site in built.sites}
    sites = []
    for site_id, view in federation.views.items():
        if site := fresh.get(site_id):
            folder, rendered, inputs, findings = site.folder, site.files, site.inputs, site.findings
        elif site_id in built.current:
            before = ledger.sites[site_id]
            rendered = {path: digest for path, digest in before.files.items() if path not in before.extras}
            folder, inputs, findings = None, before.inputs, before.findings
        else:
            continue
        try:
            manifest = site_manifest(federation, view, federation.departed.get(site_id, ()), rendered)
        except Changed as error:  # a body that pages elsewhere show
            found = SOURCE_CHANGED.at(Place(site_id, error.path), cost=KEPT)
            built = replace(built, failed=built.failed | {site_id}, findings=(*built.findings, found))
            continue
        extras = {MANIFEST: as_text(manifest), **_cluster_feed(federation, view)}
        sites.append(SiteFiles(site_id, folder, rendered, extras, inputs, findings))
    people = {site: file for site in federation.views if (file := _people_file(root, site, fresh, built, ledger))}
    return Catalogue(built, tuple(_with_people(federation, site, people, ledger) for site in sites))


def _people_file(root: Path, site: str, fresh: Mapping[str, BuiltSite], built: Built, ledger: Ledger) -> PeopleFile | None:
    """What a site shows of its people: as built now, or as it was released when this run need not or may not build it.

    A site that could not be built is not there, as in a clean build.
    """
    if staged := fresh.get(site):
        return PeopleFile(staged.folder / PEOPLE_LINES, staged.files[PEOPLE_LINES]) if PEOPLE_LINES in staged.files else None
    before = ledger.sites.get(site)
    if before is None or PEOPLE_LINES not in before.files or site in built.failed:
        return None
    released = root / "build" / "releases" / site / before.release / PEOPLE_LINES
    return PeopleFile(released, before.files[PEOPLE_LINES]) if released.is_file() else None


def _with_people(federation: Federation, site: SiteFiles, people: Mapping[str, PeopleFile], ledger: Ledger) -> SiteFiles:
    """The site, a top one with the cluster's people."""
    view = federation.views[site.site]
    if view.top:
        return site
    before = ledger.sites[site.site].files if site.folder is None else {}  # another engine may merge otherwise
    added, kept = cluster_people(federation, view, people, before)
    return replace(site, extras=site.extras | added, kept=site.kept | kept)


def _cluster_feed(federation: Federation, top: SiteView) -> dict[str, str]:
    """The newest pieces of a top site and all sites below it; nothing for any other site, or when there are none."""
    if top.top:
        return {}
    items = [
        (d, view)
        for view in federation.below(top.member.site)
        for d in view.documents
        if d.is_listed and d.has_day and not d.standing and federation.kinds[d.id.kind].in_feed
    ]
    items.sort(key=lambda item: newest_first(item[0]))
    if not items:
        return {}
    from ...pages.feed import FeedItem, atom
    from ...pages.site import CLUSTER_FEED

    chosen = []
    for document, view in items[:FEED_ITEMS]:
        title = next((column.title for column in view.columns if column.key == document.column), "")
        url = view.member.address.absolute(document.url)
        chosen.append(FeedItem(document, url, view.member.site.record.short_name, title))
    address = top.member.address
    authority, name = federation.cluster.feed_authority or "", f"{top.member.site.id}:cluster"
    feed = atom(federation.cluster.name, address.absolute(""), address.absolute(CLUSTER_FEED), chosen, authority, name)
    return {CLUSTER_FEED: feed}
