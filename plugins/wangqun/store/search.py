"""What is kept of the readers' searches from one run to the next, and what of it is not needed any more."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..search.pieces import FOLDER, Doc, sweep
from ..search.shards import used_names
from ..search.store import Store
from ..stored import WRONG, read_bytes, read_sealed, read_sealed_json, read_text, remove, write
from .ledger import Published

INDEX = "search/index.json"
LINK = "search/d"  # in a release, a link to the site's data files
DATA = Path("build/search")
CACHE = Path("build/cache/search/sites")
SPARE = 64  # data files of earlier releases that are not worth a look at all of them


@dataclass(frozen=True, slots=True)
class SiteSearch:
    """The index of a site as it is to be published: the text of index.json and the state to be kept; `gone` are data files with
    the text of documents that are found no more, `files` how many it needs at least.
    """

    text: str
    state: bytes
    gone: frozenset[str]
    files: int


def keep_search(root: Path, site: str, search: SiteSearch) -> None:
    """Remember what is published; before the ledger tells of it, so that the two never disagree."""
    path = root / CACHE / f"{site}.json"
    if read_bytes(path) != search.state:
        write(path, search.state)


def sweep_data(root: Path, site: str, search: SiteSearch, releases: Iterable[str]) -> None:
    """Delete the text of what is found no more at once; data files that no release needs, when they have become many.

    A release gone back to cannot show such a text either.
    """
    store = Store.open(root / DATA / site)
    if not search.gone and len(store.there) <= search.files + search.files // 4 + SPARE:
        return
    used = names_in(store, search.text)
    if used is None:
        return
    store.sweep(store.there - (search.gone - used))
    if len(store.there) <= len(used) + len(used) // 4 + SPARE:
        return
    for release in releases:
        index = root / "build" / "releases" / site / release / INDEX
        used |= names_in(store, read_text(index)) or set()  # when some are lost already, nothing of it can be kept
    store.sweep(used)


def names_in(store: Store, index: str | None) -> set[str] | None:
    """Every data file that an index.json leads to; None when there is none, or what names them is not whole."""
    try:
        return None if index is None else used_names(store, index)
    except (OSError, *WRONG):
        return None


def drop_search(root: Path, site: str) -> None:
    """Forget a site that is no more."""
    remove(root / DATA / site)
    remove(root / CACHE / f"{site}.json")


def sweep_pieces(root: Path, sites: Mapping[str, Published], spare: bool = True) -> None:
    """Delete pieces that no site's documents need; when some are to `spare`, only once they have become many."""
    used = {doc[2] for site in sites for doc in found_in(read_kept(root, site))}
    sweep(root / FOLDER, used, spare)


def is_found(root: Path, site: str) -> bool:
    """True when it is known what of a site can be found."""
    return (root / DATA / site).is_dir() and read_sealed(root / CACHE / f"{site}.json") is not None


def read_kept(root: Path, site: str) -> dict[str, Any]:
    """What was kept of a site: `mark`, `found` and `state`; empty when there is nothing that can be read."""
    return read_sealed_json(root / CACHE / f"{site}.json", lambda data: {**data, "found": found_in(data)}) or {}


def found_in(kept: Mapping[str, Any]) -> tuple[Doc, ...]:
    """What of a site could be found."""
    return tuple((date, key, digest, tuple(lists)) for date, key, digest, lists in kept.get("found", ()))
