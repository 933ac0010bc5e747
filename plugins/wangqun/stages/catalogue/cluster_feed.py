"""The cluster's feed of a top site: the newest pieces of all sites below it, each as its feed entry, which can be kept."""

from collections.abc import Iterator, Mapping
from heapq import merge
from itertools import islice

from ...domain.document import Document, newest_first
from ...domain.federation import Federation, Member, SiteView
from ...domain.near import Listed, Near, Wider

FEED_ITEMS = 50  # of the newest pieces of a top site and all below it
Feed = dict[str, Listed]
"""By id what such a feed holds, newest first."""


def feed_of(federation: Federation, top: SiteView) -> Feed:
    """What the cluster's feed of a top site holds."""
    below = (_in_feed(federation, view) for view in federation.below(top.member.site))
    newest = islice(merge(*below, key=lambda item: newest_first(item[0])), FEED_ITEMS)
    return {str(document.id): _listed(federation, view, document) for document, view in newest}


def near_feed(federation: Federation, near: Near, top: str) -> Feed:
    """The same after a run about a few sites: of all others as it was.

    Raises:
        Wider: others than those would come into it.
    """
    before, changed = near.feeds[top], set(map(str, federation.changes.outward))
    is_full = len(before) >= FEED_ITEMS
    last = max((each.order for each in before.values()), default=None)
    found = {name: listed for name, listed in before.items() if name not in changed}
    for site in (site for site in federation.views if top == site or top in near.ancestors[site]):
        for document, view in _in_feed(federation, federation.views[site]):
            is_new = document.id in federation.changes.outward and not (is_full and last and newest_first(document) > last)
            if is_new or str(document.id) in found:
                found[str(document.id)] = _listed(federation, view, document)
    if is_full and len(found) < FEED_ITEMS:  # some older piece of any site is the next
        raise Wider
    return dict(sorted(found.items(), key=lambda item: item[1].order)[:FEED_ITEMS])


def feed_files(federation: Federation, top: Member, feed: Mapping[str, Listed]) -> dict[str, str]:
    """The file of a feed, path -> text. It is there without pieces too: every page of the site names it."""
    from ...pages.feed import atom
    from ...pages.site import CLUSTER_FEED

    name, authority = federation.cluster.name, federation.cluster.feed_authority or ""
    entries = (each.entry for each in feed.values())
    self_url = top.address.absolute(CLUSTER_FEED)
    return {CLUSTER_FEED: atom(name, top.address.absolute(""), self_url, entries, authority, f"{top.site.id}:cluster")}


def _listed(federation: Federation, view: SiteView, document: Document) -> Listed:
    from ...pages.feed import FeedItem, entry_of

    home = view.member
    title = next((column.title for column in view.columns if column.key == document.column), "")
    item = FeedItem(document, home.address.absolute(document.url), home.site.record.short_name, title)
    return Listed(home.site.id, newest_first(document), entry_of(item, federation.cluster.feed_authority or ""))


def _in_feed(federation: Federation, view: SiteView) -> Iterator[tuple[Document, SiteView]]:
    """A site's pieces that feeds name, newest first."""
    for document in view.documents:
        if document.is_listed and document.has_day and not document.standing and federation.kinds[document.id.kind].in_feed:
            yield document, view
