"""What is kept of the readers' searches from one run to the next, and what of it is not needed any more."""

import json
import re
from collections.abc import Collection, Iterable, Mapping
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Any

from ..domain.frozen import frozen
from ..domain.ids import SITE_ID
from ..search.named import used_names
from ..search.pieces import FOLDER, Doc, drop, sweep
from ..search.store import Store
from ..stored import WRONG, read_bytes, read_sealed, read_sealed_json, read_text, remove, sealed_json, unsealed, write
from .places import DATA as DATA
from .places import INDEX as INDEX
from .places import LINK as LINK
from .places import PUBLIC as PUBLIC

CACHE = Path("build/cache/search/sites")
FOUND = Path("build/cache/search/found")
Texts = Mapping[str, tuple[str, str]]
"""What of a site `wangqun search` may find: id -> piece, and the digest that the manifest states, "" for what is no document."""

SPARE = 64  # data files of earlier releases that are not worth a look at all of them


@frozen
class SiteSearch:
    """The index of a site as it is to be published: the text of index.json, the state to be kept, and what `wangqun search` is to
    find; `gone` are data files with the text of documents that are found no more, `files` how many it needs at least.
    """

    text: str
    state: bytes
    found: bytes
    gone: frozenset[str]
    files: int


def keep_search(root: Path, site: str, search: SiteSearch) -> None:
    """Remember what is published; before the ledger tells of it, so that the two never disagree."""
    for folder, data in ((FOUND, search.found), (CACHE, search.state)):
        path = root / folder / f"{site}.json"
        if read_bytes(path) != data:
            write(path, data)


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
    disown(root, site)


def disown(root: Path, site: str) -> None:
    """Have the next run cut a site's texts anew."""
    remove(root / CACHE / f"{site}.json")
    remove(root / FOUND / f"{site}.json")


def pieces_of(root: Path, sites: Iterable[str]) -> set[str]:
    """The pieces that some sites' documents need."""
    return {doc[2] for site in sites for doc in found_in(read_kept(root, site))}


def sweep_pieces(root: Path, sites: Iterable[str], some: Collection[str] | None = None) -> None:
    """Delete pieces that no site's documents need: of all there are, or of `some`."""
    if some is None:
        sweep(root / FOLDER, pieces_of(root, sites))
        return
    kept = [read_sealed(root / CACHE / f"{site}.json") or b"" for site in sites]
    drop(root / FOLDER, [piece for piece in some if not any(piece.encode() in data for data in kept)])


def is_found(root: Path, site: str) -> bool:
    """True when it is known what of a site can be found."""
    kept = (root / folder / f"{site}.json" for folder in (CACHE, FOUND))
    return (root / DATA / site).is_dir() and all(read_sealed(path) is not None for path in kept)


def sealed_found(index: str, found: Iterable[Doc], digests: Mapping[str, str]) -> bytes:
    """What `findable` reads: the documents `found` with the digests that the site's manifest states, beside this index.json."""
    texts = {key: (piece, digests.get(key, "")) for _, key, piece, _ in found}
    return sealed_json({"index": _digest(index), "texts": texts})


def findable(root: Path, site: str) -> Texts | None:
    """What of a site `wangqun search` may find; None when nobody knows, or what is known is not of what readers see."""
    known = read_sealed_json(
        root / FOUND / f"{site}.json",
        lambda data: (data["index"], {str(key): (str(piece), str(digest)) for key, (piece, digest) in data["texts"].items()}),
    )
    shown = (read_bytes(root / PUBLIC / site / INDEX) or b"").decode("utf-8", "replace")
    return known[1] if known and known[0] == _digest(shown) else None


def public_sites(root: Path) -> list[str]:
    """The sites that readers see."""
    with suppress(OSError):
        return sorted(path.name for path in (root / PUBLIC).iterdir() if path.is_symlink() and SITE_ID.match(path.name))
    return []


@frozen
class Marks:
    """What a site's index was made of, and what of the site can be found, as digests."""

    mark: str
    own: str


_MARKS = re.compile(rb'{"mark":"([0-9a-f]{20})","own":"([0-9a-f]{20})",')


def read_marks(root: Path, site: str) -> Marks | None:
    """The marks of what was kept of a site, without the rest of it; None when there is nothing that can be read."""
    found = _MARKS.match(read_sealed(root / CACHE / f"{site}.json") or b"")
    return Marks(found[1].decode(), found[2].decode()) if found else None


def digest_of(found: tuple[Doc, ...]) -> str:
    """Twenty hex digits that name what of a site can be found."""
    return sha256(repr(found).encode()).hexdigest()[:20]


def opened(state: bytes) -> dict[str, Any]:
    """What `SiteSearch.state` holds, in the same form as `read_kept` gives it but for `found`."""
    data: dict[str, Any] = json.loads((unsealed(state) or b"") + b"}")
    return data


def read_kept(root: Path, site: str) -> dict[str, Any]:
    """What was kept of a site: `mark`, `found` and `state`; empty when there is nothing that can be read."""
    return read_sealed_json(root / CACHE / f"{site}.json", lambda data: {**data, "found": found_in(data)}) or {}


def found_in(kept: Mapping[str, Any]) -> tuple[Doc, ...]:
    """What of a site could be found."""
    return tuple((date, key, digest, tuple(lists)) for date, key, digest, lists in kept.get("found", ()))


def in_state(kept: Mapping[str, Any]) -> tuple[Doc, ...] | None:
    """Every document of a site's index as it was last made; None when that is not known."""
    with suppress(*WRONG):
        return tuple((date, key, digest, tuple(lists)) for date, key, digest, lists in kept["state"]["documents"])
    return None


def read_digests(root: Path, site: str) -> dict[str, str]:
    """The digests of a site's documents that `findable` last had, by id."""
    return (
        read_sealed_json(root / FOUND / f"{site}.json", lambda data: {key: each[1] for key, each in data["texts"].items()}) or {}
    )


def _digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()
