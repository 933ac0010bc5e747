"""网站群目录: all sites of the cluster, on the highest one."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING

from ..domain.federation import Listing
from ..domain.level import Level
from ..domain.pinyin import syllables
from ..domain.said import said
from .context import ClusterPage, Head, Link, SiteGroup, SiteLine
from .official import SITE_TAGS, site_meta
from .output import Output
from .places import CLUSTER

if TYPE_CHECKING:
    from .site import Pages

TITLE = said("网站群目录")


def outputs(pages: "Pages") -> Iterator[Output]:
    """The page, on the highest site of several."""
    if pages.view.sites:
        make = partial(cluster_page, pages)
        yield Output(f"{CLUSTER}index.html", "cluster", make, address=pages.absolute(CLUSTER), tags=SITE_TAGS)


def cluster_page(pages: "Pages") -> ClusterPage:
    """All sites three times: as they lie below each other, by level, by letter."""
    sites, view = pages.view.sites, pages.view
    below: dict[str, list[Listing]] = defaultdict(list)
    for listing in sites[1:]:
        below[listing.parent].append(listing)
    return ClusterPage(
        head=Head(TITLE, pages.absolute(CLUSTER), site_meta(view), section=pages.url(CLUSTER)),
        crumbs=(Link(said("首页"), pages.site.home), Link(TITLE, None, True)),
        title=TITLE,
        lead=said("%(cluster)s现有 %(n)s 个站点。", cluster=view.cluster, n=len(sites)),
        tree=tuple(_tree(sites[0], below)),
        levels=tuple(_levels(sites)),
        letters=tuple(_letters(sites)),
    )


def _tree(listing: Listing, below: Mapping[str, list[Listing]], closes: int = 0) -> Iterator[SiteLine]:
    """A site, then all below it; the last of them ends as many lists as end with it."""
    under = below.get(listing.id, [])
    yield SiteLine(listing.title, listing.url, listing.level.value, bool(under), 0 if under else closes)
    for number, each in enumerate(under, 1):
        yield from _tree(each, below, closes + 1 if number == len(under) else 0)


def _levels(sites: Sequence[Listing]) -> Iterator[SiteGroup]:
    for level in Level:
        if found := tuple(Link(each.title, each.url) for each in sites if each.level is level):
            yield SiteGroup(f"wq-{level.value}", level.label, found)


def _letters(sites: Sequence[Listing]) -> Iterator[SiteGroup]:
    sounded = sorted((("".join(syllables(each.area)).lower(), each) for each in sites), key=lambda pair: (pair[0], pair[1].id))
    for letter, found in groupby(sounded, key=lambda pair: pair[0][:1].upper()):
        yield SiteGroup(f"wq-letter-{letter.lower()}", letter, tuple(Link(each.title, each.url) for _, each in found))
