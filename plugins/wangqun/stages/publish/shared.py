"""build/manifests: what a checkout with one site's content needs of all others (docs/reference/manifest.md)."""

import errno
from collections.abc import Collection, Iterable, Mapping
from hashlib import sha256
from pathlib import Path
from stat import S_ISREG

from ...render.copies import copy_public
from ...store.ledger import Published
from ...store.manifest import MANIFEST, PEOPLE, as_text, cluster_manifest, joined
from ...store.whole import release_folder
from ...stored import clear_way, make_folder, put_in_place, read_bytes, read_json, read_text, remove, replace_text
from ..build import Built
from ..catalogue import SiteFiles

MANIFESTS = Path("build/manifests")
FILES = "files"  # beside the manifests: what pages elsewhere show, by digest
Seen = dict[str, tuple[int, int]]


def write_manifests(
    root: Path,
    built: Built,
    going: Iterable[SiteFiles],
    sites: Mapping[str, Published],
    before: Mapping[str, tuple[int, int]],
    held: Collection[str] = (),
) -> Seen:
    """build/manifests/: every site's manifest, the files that pages elsewhere show, and the cluster's own.

    `before` says how large files without a digest of their own here were, and of when, as they were written; so does the result.
    Those of sites that are `held` stay as they are.
    """
    folder = root / MANIFESTS
    make_folder(folder / FILES)
    seen = dict(before)
    for site in going:
        for own, name in ((MANIFEST, f"{site.site}.json"), (PEOPLE, f"{site.site}.people.json")):
            copy = folder / name
            if own not in site.files:
                remove(copy)
            elif own in site.extras or site.folder or _size_and_time(copy) != before.get(name):
                text = site.extras.get(own) or read_text(release_folder(root, site.site, sites[site.site].release) / own)
                if text is None:
                    raise OSError(errno.EBADMSG, "damaged", str(copy))
                replace_text(copy, text)
                seen[name] = _size_and_time(copy)
    views, near = built.federation.views, built.federation.near
    shared = {f"{FILES}/{file.digest}": file for view in views.values() for guest in view.guests for file in guest.files}
    for name, file in shared.items():
        target = folder / name
        if _size_and_time(target) == before.get(name) or sha256(read_bytes(target) or b"").hexdigest() == file.digest:
            seen[name] = _size_and_time(target)
        elif (root / file.path).is_file() and root / file.path != target:
            fresh = target.with_suffix(".new")
            clear_way(fresh)
            copy_public(root / file.path, fresh, file.place)
            put_in_place(fresh, target)
            seen[name] = _size_and_time(target)
    releases = {site: entry.release for site, entry in sites.items()}
    told = cluster_manifest(built.federation, releases)
    if near:
        last = read_json(folder / MANIFEST, dict)
        if last is None:
            raise OSError(errno.EBADMSG, "damaged", str(folder / MANIFEST))
        told = joined(last, told, built.federation, releases)
    replace_text(folder / MANIFEST, as_text(told))
    known = {*sites, *views, *built.federation.blocked, *held}
    names = {MANIFEST, FILES, *shared, *(f"{site}{end}" for site in known for end in (".json", ".people.json"))}
    if near:
        names |= {f"{FILES}/{digest}" for site, digests in near.shared.items() if site not in views for digest in digests}
    for path in (*folder.iterdir(), *(folder / FILES).iterdir()) if built.whole or near else ():
        if path.relative_to(folder).as_posix() not in names and (path.parent != folder or path.suffix in {".json", ".new"}):
            remove(path)
    return {name: found for name, found in seen.items() if name in names}


def _size_and_time(path: Path) -> tuple[int, int]:
    """The size of a regular file and when it was written (ns); zeros when there is none."""
    try:
        found = path.lstat()
    except OSError:
        return (0, 0)
    return (found.st_size, found.st_mtime_ns) if S_ISREG(found.st_mode) else (0, 0)
