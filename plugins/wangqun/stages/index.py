"""index: Built -> Catalogue. What is made from all sites together: manifests and the cluster's feed."""

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from ..domain.document import newest_first
from ..domain.federation import Federation, SiteView
from ..domain.finding import Finding, Place, Rule, Severity
from .build import Built
from .ledger import Ledger
from .manifest import MANIFEST, as_text, site_manifest

RECALL_HELD = Rule(
    "recall-held",
    Severity.BLOCK,
    "本站没有重新生成，仍在展示已撤回的 {id}",
    "先改正本站的错误再生成；等不及时由运维撤下 build/public 里本站的链接。",
    "保密法 art. 34",
)
FEED_ITEMS = 50


@dataclass(frozen=True, slots=True)
class SiteFiles:
    """A site as it is to be published: rendered files (path -> SHA-256) and those added here (path -> text).

    `folder` is where a fresh rendering lies, None when the last release is still right.
    """

    site: str
    folder: Path | None
    rendered: dict[str, str]
    extras: dict[str, str]
    inputs: dict[str, str]
    findings: tuple[Finding, ...]

    @property
    def files(self) -> dict[str, str]:
        """Every path -> SHA-256."""
        return self.rendered | {path: sha256(text.encode()).hexdigest() for path, text in self.extras.items()}


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All sites of this run, built or current, with everything that is to be published in them, and what stands in the way."""

    built: Built
    sites: tuple[SiteFiles, ...]
    findings: tuple[Finding, ...]

    @property
    def count(self) -> int:
        """How many files there are in all."""
        return sum(len(site.rendered) + len(site.extras) for site in self.sites)


def index(built: Built, ledger: Ledger) -> Catalogue:
    """Each site's files with its manifest and, for a top site, the cluster's feed."""
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
        manifest = site_manifest(federation, view, federation.departed.get(site_id, ()), rendered)
        extras = {MANIFEST: as_text(manifest), **_cluster_feed(federation, view)}
        sites.append(SiteFiles(site_id, folder, rendered, extras, inputs, findings))
    return Catalogue(built, tuple(sites), tuple(_held_recalls(built, ledger)))


def _held_recalls(built: Built, ledger: Ledger) -> Iterator[Finding]:
    """Withdrawn pieces that a site which could not be built still shows in its last release."""
    gone = [str(d.id) for departed in built.federation.departed.values() for d in departed if d.item.withdrawn]
    for site in sorted((built.failed | built.federation.blocked) & ledger.sites.keys()):
        for piece in gone:
            if piece in ledger.sites[site].inputs:
                yield RECALL_HELD.at(Place(site), id=piece)


def _cluster_feed(federation: Federation, top: SiteView) -> dict[str, str]:
    """The newest pieces of a top site and all sites below it; nothing for any other site, or when there are none."""
    if any(neighbour.url for neighbour in top.breadcrumb[:-1]):
        return {}
    site = top.member.site
    below = [view for view in federation.views.values() if site.id == view.member.site.id or site in view.member.ancestors]
    items = [(d, view) for view in below for d in view.documents if d.is_listed and d.date and d.id.kind != "page"]
    items.sort(key=lambda item: newest_first(item[0]))
    if not items:
        return {}
    from ..render.feed import FeedItem, atom
    from ..render.pages import CLUSTER_FEED

    chosen = []
    for document, view in items[:FEED_ITEMS]:
        title = next((column.title for column in view.columns if column.key == document.column), "")
        url = view.member.address.absolute(document.url)
        chosen.append(FeedItem(document, url, view.member.site.record.short_name, title))
    address = top.member.address
    return {CLUSTER_FEED: atom(federation.cluster.name, address.absolute(""), address.absolute(CLUSTER_FEED), chosen)}
