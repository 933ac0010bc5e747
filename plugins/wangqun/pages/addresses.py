"""Where a site's files stand, known from its view alone: before redirects are settled and without making a page."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ..domain.federation import SiteView
from ..domain.ids import slugify

if TYPE_CHECKING:
    from ..records.kind import Kinds

_ENGINES = frozenset(
    "tag theme images feeds from asset data search elder map petitions accessibility cluster changes mentions".split()
)


def reserved(kinds: "Kinds") -> frozenset[str]:
    """Folders of every site that neither columns nor other sites may have: the engine's, and those of kinds."""
    return _ENGINES | kinds.keys() | {folder for kind in kinds.values() for folder in kind.folders}


def engines(kinds: "Kinds") -> frozenset[str]:
    """Those reserved folders of which `addresses` does not name every file; nothing else may stand there."""
    known = {kind.name for kind in kinds.values() if kind.is_document}
    return reserved(kinds) - known - {"tag"}


def addresses(view: SiteView, kinds: "Kinds") -> Iterator[str]:
    """Every file below the site but those in `engines`, the lists of columns, and redirects.

    tests/kinds/test_invented.py holds it to what is written (pages/outputs.py).
    """
    yield from ("index.html", "404.html", "sitemap.xml", "manifest.json")
    for document in view.documents:
        yield document.file
    yield from view.files.values()
    for guest in view.guests:
        if guest.path:
            yield guest.path
        yield from (file.place for file in guest.files)
    yield from (stone.path for stone in view.tombstones)
    yield from (f"tag/{slugify(tag)}.html" for d in view.documents if d.is_listed for tag in d.item.tags)
    for kind in kinds.values():
        yield from kind.addresses(view)
