"""Is a folder still what was put there? At a glance in every build, byte by byte when there is a doubt or somebody asks."""

import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from ..stored import read_bytes
from .places import DATA, INDEX, LINK, PUBLIC

RELEASES = Path("build/releases")
SAMPLED = 3  # files of each site that a build reads whole to see whether they are still right
_LARGEST = 4 * 1024 * 1024  # bytes of a file that is read for that


def release_folder(root: Path, site: str, release: str) -> Path:
    """Where a release lies."""
    return root / RELEASES / site / release


def link_target(site: str, release: str) -> Path:
    """What public/<site> must lead to, as it is written in the link."""
    return Path("..") / RELEASES.name / site / release


def data_target(site: str) -> Path:
    """What search/d in a release must lead to."""
    return Path(*[".."] * 4) / DATA.name / site


def release_digest(files: Mapping[str, str]) -> str:
    """Sixteen hex digits naming a release by its content."""
    return sha256(
        "".join(f"{name}\0{digest}\n" for name, digest in sorted(files.items())).encode("utf-8", "surrogateescape")
    ).hexdigest()[:16]


def shown(root: Path, site: str) -> str | None:
    """The release that public/<site> shows; None when it is no link of ours to a folder."""
    try:
        target = (root / PUBLIC / site).readlink()
    except OSError:
        return None
    is_ours = target == link_target(site, target.name) and release_folder(root, site, target.name).is_dir()
    return target.name if is_ours else None


def look(folder: Path) -> str:
    """A digest of what lies in a folder by name, kind, mode, size and time; no file is opened. "" when it is no folder."""
    rows: list[bytes] = []
    waiting = [(os.fsencode(folder), b"")]
    try:
        if folder.is_symlink():
            return ""
        while waiting:
            path, name = waiting.pop()
            with os.scandir(path) as entries:
                for entry in entries:
                    below = name + entry.name
                    if entry.is_dir(follow_symlinks=False):
                        waiting.append((entry.path, below + b"/"))
                    elif entry.is_file(follow_symlinks=False):
                        found = entry.stat(follow_symlinks=False)
                        rows.append(b"%s\0%o %d %d" % (below, found.st_mode, found.st_size, found.st_mtime_ns))
                    else:
                        rows.append(below + b"\0" + os.fsencode(_kind(os.fsdecode(entry.path))))
    except OSError:
        return ""
    rows.sort()
    return sha256(b"\n".join(rows)).hexdigest()[:20]


def contents(folder: Path) -> dict[str, str]:
    """Everything below a folder but folders: path -> SHA-256, or what it is when it is no file that can be read."""
    found: dict[str, str] = {}
    if folder.is_symlink():
        return found
    for base, folders, names in os.walk(folder):
        links = [name for name in folders if os.path.islink(os.path.join(base, name))]
        for name in (*names, *links):
            path = os.path.join(base, name)
            data = read_bytes(path)
            found[os.path.relpath(path, folder).replace(os.sep, "/")] = _kind(path) if data is None else sha256(data).hexdigest()
    return found


def expected(site: str, files: Mapping[str, str]) -> dict[str, str]:
    """What `contents` must say of a site's release with these files."""
    return {**files, LINK: f"-> {data_target(site).as_posix()}"} if INDEX in files else dict(files)


def is_named_right(root: Path, site: str, release: str) -> bool:
    """True when a release is, byte for byte, what its name says."""
    found = contents(release_folder(root, site, release))
    link = found.pop(LINK, None)
    return release_digest(found) == release and link == expected(site, found).get(LINK)


def is_sampled_right(folder: Path, files: Mapping[str, str], mark: str) -> bool:
    """True when a few of a release's files are what they were; `mark` chooses which, so that runs at other times take others."""
    for name in sampled(files, mark):
        path = folder / name
        with suppress(OSError):
            if path.stat().st_size > _LARGEST:
                continue
        if sha256(read_bytes(path) or b"").hexdigest() != files[name]:
            return False
    return True


def sampled(files: Iterable[str], mark: str) -> Iterator[str]:
    """The names of those few."""
    names = list(files)
    start, step = int(sha256(mark.encode()).hexdigest()[:12], 16), max(1, len(names) // SAMPLED)
    return (names[(start + number * step) % len(names)] for number in range(min(SAMPLED, len(names))))


def _kind(path: str) -> str:
    """What something is that is no readable file."""
    try:
        return f"-> {os.readlink(path)}"
    except OSError:
        return "读不出来" if os.path.isfile(path) else "不是文件"
