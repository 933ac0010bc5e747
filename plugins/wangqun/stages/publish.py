"""publish: staged sites become releases, and public/<site> points at them (DESIGN.md law 1)."""

import os
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from ..domain.finding import Finding
from .build import BuiltSite
from .index import Catalogue
from .ledger import Ledger, Published, write_ledger

KEPT = 3


@dataclass(frozen=True, slots=True)
class Report:
    """What a run came to: sites whose public release changed, those that stayed as they were, those kept back, findings."""

    changed: tuple[str, ...]
    unchanged: tuple[str, ...]
    failed: tuple[str, ...]
    removed: tuple[str, ...]
    pages: int
    findings: tuple[Finding, ...]


def publish(root: Path, catalogue: Catalogue, findings: tuple[Finding, ...], ledger: Ledger) -> Report:
    """Turn every staged site into a release and show it; a reader sees the old release or the new one, never a mixture."""
    built = catalogue.built
    sites = dict(ledger.sites)
    changed: list[str] = []
    unchanged: list[str] = []
    removed: list[str] = []
    public = root / "build" / "public"
    public.mkdir(parents=True, exist_ok=True)
    for site in catalogue.sites:
        digest = release_digest(site.files)
        release = root / "build" / "releases" / site.site / digest
        if not release.is_dir():
            _make_release(site, release, root, ledger.sites.get(site.site))
        same = _shown(public / site.site) == digest
        if not same:
            _show(public, site.site, digest)
        (unchanged if same else changed).append(site.site)
        sites[site.site] = Published(digest, site.files)
    if built.whole:
        known = built.federation.views.keys() | built.federation.blocked
        for name in sorted(sites.keys() - known):
            (public / name).unlink(missing_ok=True)
            del sites[name]
            removed.append(name)
    write_ledger(root, Ledger(sites))
    for site_id in changed:
        _forget_old(root / "build" / "releases" / site_id, sites[site_id].release)
    for name in removed:
        shutil.rmtree(root / "build" / "releases" / name, ignore_errors=True)
    shutil.rmtree(built.staging, ignore_errors=True)
    failed = tuple(sorted(built.failed | built.federation.blocked))
    return Report(tuple(changed), tuple(unchanged), failed, tuple(removed), built.pages, findings)


def withhold(catalogue: Catalogue, findings: tuple[Finding, ...]) -> Report:
    """The report of a run that publishes nothing (`wangqun check`)."""
    built = catalogue.built
    shutil.rmtree(built.staging, ignore_errors=True)
    names = tuple(site.site for site in catalogue.sites)
    return Report((), names, tuple(sorted(built.failed | built.federation.blocked)), (), built.pages, findings)


def release_digest(files: dict[str, str]) -> str:
    """Sixteen hex digits naming a release by its content."""
    return sha256("".join(f"{name}\0{digest}\n" for name, digest in sorted(files.items())).encode()).hexdigest()[:16]


def _make_release(site: BuiltSite, release: Path, root: Path, before: Published | None) -> None:
    """Move the staged folder into place; files as they were are hard links to the last release and keep their times."""
    if before:
        last = root / "build" / "releases" / site.site / before.release
        for name, digest in site.files.items():
            if before.files.get(name) == digest:
                _link(last / name, site.folder / name)
    release.parent.mkdir(parents=True, exist_ok=True)
    site.folder.rename(release)


def _link(old: Path, new: Path) -> None:
    """Replace `new` by a hard link to `old`; where the file system has none, or `old` is gone, `new` stays a copy."""
    fresh = new.with_name(new.name + ".link")
    try:
        os.link(old, fresh)
    except OSError:
        return
    fresh.replace(new)


def _shown(link: Path) -> str | None:
    """The digest of the release a public link shows."""
    try:
        return link.readlink().name if link.exists() else None
    except OSError:
        return None


def _show(public: Path, site: str, digest: str) -> None:
    """Point public/<site> at a release by one rename."""
    fresh = public / f".{site}.new"
    fresh.unlink(missing_ok=True)
    fresh.symlink_to(Path("..") / "releases" / site / digest, target_is_directory=True)
    fresh.replace(public / site)


def _forget_old(releases: Path, shown: str) -> None:
    """Keep the release shown and the newest others, `KEPT` in all."""
    others: Iterable[Path] = (path for path in releases.iterdir() if path.name != shown)
    for path in sorted(others, key=lambda path: path.stat().st_mtime, reverse=True)[KEPT - 1 :]:
        shutil.rmtree(path, ignore_errors=True)
