"""index: Built -> Indexed. What is made from all sites together: the cluster's feed."""

from dataclasses import dataclass
from hashlib import sha256

from ..domain.document import newest_first
from ..domain.federation import Federation, SiteView
from .build import Built, BuiltSite

FEED_ITEMS = 50


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Built sites with everything that is to be published in them."""

    built: Built
    sites: tuple[BuiltSite, ...]

    @property
    def files(self) -> int:
        """How many files there are in all."""
        return sum(len(site.files) for site in self.sites)


def index(built: Built) -> Catalogue:
    """Add cross-site files to each site's staging folder."""
    sites = []
    for site in built.sites:
        if text := _cluster_feed(built.federation, built.federation.views[site.site]):
            from ..render.pages import CLUSTER_FEED

            path = site.folder / CLUSTER_FEED
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8")
            files = site.files | {CLUSTER_FEED: sha256(text.encode()).hexdigest()}
            sites.append(BuiltSite(site.site, site.folder, files))
        else:
            sites.append(site)
    return Catalogue(built, tuple(sites))


def _cluster_feed(federation: Federation, top: SiteView) -> str | None:
    """The newest pieces of a top site and all sites below it; None for any other site, or when there are none."""
    if any(neighbour.url for neighbour in top.breadcrumb[:-1]):
        return None
    site = top.member.site
    below = [view for view in federation.views.values() if site.id == view.member.site.id or site in view.member.ancestors]
    items = [(d, view) for view in below for d in view.documents if d.is_listed and d.date and d.id.kind != "page"]
    items.sort(key=lambda item: newest_first(item[0]))
    if not items:
        return None
    from ..render.feed import FeedItem, atom
    from ..render.pages import CLUSTER_FEED

    chosen = []
    for document, view in items[:FEED_ITEMS]:
        title = next((column.title for column in view.columns if column.key == document.column), "")
        url = view.member.address.absolute(document.url)
        chosen.append(FeedItem(document, url, view.member.site.record.short_name, title))
    name = federation.cluster.name
    return atom(name, top.member.address.absolute(""), top.member.address.absolute(CLUSTER_FEED), chosen)
