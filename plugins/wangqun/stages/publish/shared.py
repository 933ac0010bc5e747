"""build/manifests: what a checkout with one site's content needs of all others (docs/reference/manifest.md)."""

import errno
from collections.abc import Collection, Iterable, Mapping
from hashlib import sha256
from pathlib import Path
from stat import S_ISREG

from ...render.copies import copy_public
from ...store.ledger import Left, Published
from ...store.manifest import MANIFEST, MANIFESTS, as_line, as_text, cluster_manifest, joined, people_file
from ...store.whole import release_folder
from ...stored import clear_way, make_folder, put_in_place, read_bytes, read_json, read_text, remove, replace_text
from ..build import Built
from ..catalogue import SiteFiles

FILES = "files"  # beside the manifests: what pages elsewhere show, by digest
Seen = dict[str, Left]


def write_manifests(
    root: Path,
    built: Built,
    going: Iterable[SiteFiles],
    sites: Mapping[str, Published],
    before: Mapping[str, Left],
    held: Collection[str] = (),
) -> Seen:
    """build/manifests/: each site's manifest and what it keeps of people, the files that pages elsewhere show, the cluster's own.

    `before` says how these were left; so does the result. Those of sites that are `held` stay as they are.
    """
    folder = root / MANIFESTS
    make_folder(folder / FILES)
    seen = dict(before)
    for site in going:
        name, people = f"{site.site}.json", people_file(site.site)
        if MANIFEST in site.extras or site.folder or not _is_as_left(folder / name, before.get(name)):
            text = site.extras.get(MANIFEST) or read_text(release_folder(root, site.site, sites[site.site].release) / MANIFEST)
            if text is None:
                raise OSError(errno.EBADMSG, "damaged", str(folder / name))
            seen[name] = _put(folder / name, text)
        if site.folder or not _is_as_left(folder / people, before.get(people)):
            seen.pop(people, None)
            if text := as_line(built.federation.people.written(site.site)):
                seen[people] = _put(folder / people, text)
            else:
                remove(folder / people)
    views, near = built.federation.views, built.federation.near
    shared = {f"{FILES}/{file.digest}": file for view in views.values() for guest in view.guests for file in guest.files}
    for name, file in shared.items():
        target = folder / name
        if _is_as_left(target, before.get(name)) or sha256(read_bytes(target) or b"").hexdigest() == file.digest:
            seen[name] = _left(target, file.digest)
        elif (root / file.path).is_file() and root / file.path != target:
            fresh = target.with_suffix(".new")
            clear_way(fresh)
            copy_public(root / file.path, fresh, file.place)
            put_in_place(fresh, target)
            seen[name] = _left(target, file.digest)
    releases = {site: entry.release for site, entry in sites.items()}
    told = cluster_manifest(built.federation, releases)
    if near:
        last = read_json(folder / MANIFEST, dict)
        if last is None:
            raise OSError(errno.EBADMSG, "damaged", str(folder / MANIFEST))
        told = joined(last, told, built.federation, releases)
    replace_text(folder / MANIFEST, as_text(told))
    known = {*sites, *views, *built.federation.blocked, *held}
    names = {MANIFEST, FILES, *shared, *(name for site in known for name in (f"{site}.json", people_file(site)))}
    if near:
        names |= {f"{FILES}/{digest}" for site, digests in near.shared.items() if site not in views for digest in digests}
    for path in (*folder.iterdir(), *(folder / FILES).iterdir()) if built.whole or near else ():
        if path.relative_to(folder).as_posix() not in names and (path.parent != folder or path.suffix in {".json", ".new"}):
            remove(path)
    return {name: found for name, found in seen.items() if name in names}


def _put(path: Path, text: str) -> Left:
    replace_text(path, text)
    return _left(path, sha256(text.encode()).hexdigest())


def _is_as_left(path: Path, left: Left | None) -> bool:
    return left is not None and _left(path)[:2] == left[:2]


def _left(path: Path, digest: str = "") -> Left:
    """How a regular file stands there; nothing when there is none."""
    try:
        found = path.lstat()
    except OSError:
        return Left()
    return Left(found.st_size, found.st_mtime_ns, digest) if S_ISREG(found.st_mode) else Left()
