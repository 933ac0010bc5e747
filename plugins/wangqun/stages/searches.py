"""What is kept of the readers' searches from one run to the next, and what of it is not needed any more."""

import json
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from shutil import rmtree
from typing import Any

from ..search.pieces import FOLDER, Doc, sweep
from ..search.shards import used_names
from ..search.store import Store
from .ledger import Published
from .report import replace_text

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
    state: str
    gone: frozenset[str]
    files: int


def keep_search(root: Path, site: str, search: SiteSearch) -> None:
    """Remember what is published; before the ledger tells of it, so that the two never disagree."""
    path = root / CACHE / f"{site}.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    replace_text(path, search.state)


def sweep_data(root: Path, site: str, search: SiteSearch, releases: Iterable[str]) -> None:
    """Delete the text of what is found no more at once; data files that no release needs, when they have become many.

    A release gone back to cannot show such a text either.
    """
    store = Store.open(root / DATA / site)
    if not search.gone and len(store.there) <= search.files + search.files // 4 + SPARE:
        return
    used = used_names(store, search.text)
    store.sweep(store.there - (search.gone - used))
    if len(store.there) <= len(used) + len(used) // 4 + SPARE:
        return
    for release in releases:
        index = root / "build" / "releases" / site / release / INDEX
        with suppress(OSError, ValueError, IndexError, KeyError):  # its data files are lost already: nothing of it can be kept
            used |= used_names(store, index.read_text(encoding="utf-8"))
    store.sweep(used)


def drop_search(root: Path, site: str) -> None:
    """Forget a site that is no more."""
    rmtree(root / DATA / site, ignore_errors=True)
    (root / CACHE / f"{site}.json").unlink(missing_ok=True)


def sweep_pieces(root: Path, sites: Mapping[str, Published], spare: bool = True) -> None:
    """Delete pieces that no site's documents need; when some are to `spare`, only once they have become many."""
    used = {doc[2] for site in sites for doc in found_in(read_kept(root, site))}
    sweep(root / FOLDER, used, spare)


def is_found(root: Path, site: str) -> bool:
    """True when it is known what of a site can be found."""
    return (root / CACHE / f"{site}.json").is_file() and (root / DATA / site).is_dir()


def read_kept(root: Path, site: str) -> dict[str, Any]:
    """What was kept of a site: `mark`, `found` and `state`; empty when there is nothing that can be read."""
    try:
        data = json.loads((root / CACHE / f"{site}.json").read_text(encoding="utf-8"))
        return data if isinstance(data, dict) else {}
    except (OSError, ValueError):
        return {}


def found_in(kept: Mapping[str, Any]) -> tuple[Doc, ...]:
    """What of a site could be found."""
    return tuple((date, key, digest, tuple(lists)) for date, key, digest, lists in kept.get("found", ()))
