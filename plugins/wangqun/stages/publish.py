"""publish: staged sites become releases, and public/<site> points at them (docs/design.md law 1)."""

import errno
import filecmp
import os
import shutil
from collections.abc import Collection, Iterable
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from ..domain.cluster import Memory
from ..domain.federation import Federation
from ..domain.finding import Finding, Place, Rule, Severity
from ..domain.trouble import of_system
from ..domain.unfit import Unfit
from ..render.copies import copy_public
from ..render.digests import digests
from ..search.index import drop, folder_of
from .baseline import WITHOUT, Baseline
from .build import Built
from .check import Checked
from .index import Catalogue, SiteFiles
from .ledger import RACY, ROLLED_BACK, Ledger, Published, write_ledger
from .manifest import MANIFEST, PEOPLE, as_text, cluster_manifest
from .memory import write_known_rows
from .outcomes import outcomes
from .report import Report, replace_text
from .searches import DATA, INDEX, LINK, drop_search, keep_search, sweep_data, sweep_pieces

PUBLISH_FAILED = Rule(
    "publish-failed",
    Severity.BLOCK,
    "没有发布，保留上一次的内容：{problem}",
    "检查磁盘空间、权限和文件系统，再生成一次。",
    "docs/design.md law 1",
)
KEPT = 3
TRASH = Path("build/cache/trash")


class Unlinked(OSError):
    """A site cannot be shown by a link; the message says why, in Chinese."""


def publish(
    root: Path,
    catalogue: Catalogue,
    checked: Checked,
    ledger: Ledger,
    memory: Memory,
    unfit: Collection[Unfit] = (),
    keep: int = KEPT,
    baseline: Baseline = WITHOUT,
) -> Report:
    """Make every sound site's release and show it; a reader sees the old one or the new one, never a mixture.

    A site that `check` withholds, or that cannot be published, keeps what it shows. The ledger is written last.

    Raises:
        OSError: the build folder itself cannot be written; nothing that is public has changed.
    """
    built = catalogue.built
    sites = dict(ledger.sites)
    changed: list[str] = []
    unchanged: list[str] = []
    trouble: list[Finding] = []
    public = root / "build" / "public"
    public.mkdir(parents=True, exist_ok=True)
    shutil.rmtree(root / TRASH, ignore_errors=True)
    going = [site for site in catalogue.sites if site.site not in checked.withheld]
    for site in going:
        before = ledger.sites.get(site.site)
        try:
            entry = _release(root, built.staging, site, before, keep)
            moved = _shown(public / site.site) != entry.release
            if moved:
                _show(public, site.site, entry.release)
        except OSError as error:
            trouble.append(
                PUBLISH_FAILED.at(Place(site.site), problem=error.strerror if isinstance(error, Unlinked) else of_system(error))
            )
            if before:
                sites[site.site] = replace(before, inputs={})  # so that the next build makes it anew
            continue
        (changed if moved else unchanged).append(site.site)
        sites[site.site] = replace(entry, lost=checked.lost.get(site.site, ()))
    removed = _remove_gone(public, built.federation, sites) if built.whole else []
    _write_manifests(root, built, going, sites)
    if memory.rows is not ledger.memory.rows and (memory.rows or ledger.memory.rows):
        write_known_rows(root, memory.rules, memory.rows, RACY)
    searches = {site: search for site, search in catalogue.searches.items() if site in (*changed, *unchanged)}
    for site_id, search in searches.items():
        keep_search(root, site_id, search)
    write_ledger(root, Ledger(sites, memory, tuple(unfit), checked.seen))
    for site_id, search in searches.items():
        sweep_data(root, site_id, search, (sites[site_id].release, *sites[site_id].history))
    for site_id in removed:
        drop(folder_of(root, site_id))
        drop_search(root, site_id)
    if built.whole and searches:
        sweep_pieces(root, sites)
    for site_id in (*changed, *unchanged, *removed):
        _clear(root, site_id, sites.get(site_id))
    shutil.rmtree(built.staging.parent, ignore_errors=True)
    shutil.rmtree(root / TRASH, ignore_errors=True)
    found = outcomes(catalogue, checked, changed, [finding.site for finding in trouble], removed)
    findings = (*checked.findings, *catalogue.stale, *trouble)
    releases = {site: entry.release for site, entry in sites.items()}
    return Report(found, _pages(catalogue), findings, baseline, releases)


def withhold(root: Path, catalogue: Catalogue, checked: Checked, ledger: Ledger, baseline: Baseline = WITHOUT) -> Report:
    """The report of a run that publishes nothing (`wangqun check`)."""
    shutil.rmtree(catalogue.built.staging.parent, ignore_errors=True)
    releases = {site: entry.release for site, entry in ledger.sites.items()}
    return Report(outcomes(catalogue, checked), _pages(catalogue), checked.findings, baseline, releases)


class NoRelease(Exception):
    """There is no such release to go back to; the message says which there are."""


def roll_back(root: Path, ledger: Ledger, site: str, release: str | None = None) -> str:
    """Show an earlier release of a site (the one before, unless named) by one rename; its digest.

    The next build publishes the working tree again.

    Raises:
        NoRelease: the site or the release is not there.
    """
    entry = ledger.sites.get(site)
    if entry is None:
        raise NoRelease(f"站点“{site}”还没有发布过。")
    kept = [name for name in entry.history if (_folder(root, site) / name).is_dir()]
    chosen = next((name for name in kept if release is None or name.startswith(release)), None)
    if chosen is None or release == "":
        raise NoRelease(f"站点“{site}”没有这个版本。可回退到：{'、'.join(kept) or '（无）'}")
    _show(root / "build" / "public", site, chosen)
    history = (entry.release, *(name for name in entry.history if name != chosen))
    back = replace(entry, release=chosen, inputs={ROLLED_BACK: chosen}, history=history, files={}, extras=())
    write_ledger(root, replace(ledger, sites=ledger.sites | {site: back}))
    return chosen


def release_digest(files: dict[str, str]) -> str:
    """Sixteen hex digits naming a release by its content."""
    return sha256("".join(f"{name}\0{digest}\n" for name, digest in sorted(files.items())).encode()).hexdigest()[:16]


def _folder(root: Path, site: str) -> Path:
    return root / "build" / "releases" / site


def _release(root: Path, staging: Path, site: SiteFiles, before: Published | None, keep: int) -> Published:
    """Make sure that the site's release is there, whole; its ledger entry."""
    files = site.files
    digest = release_digest(files)
    release = _folder(root, site.site) / digest
    changed_by_hand = site.folder is not None and release.is_dir() and digests(release) != files
    if changed_by_hand or not release.is_dir():
        last = _folder(root, site.site) / before.release if before else None
        staged = site.folder or staging / site.site
        for path, text in site.extras.items():
            target = staged / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, encoding="utf-8", newline="\n")
        if INDEX in files and not (staged / LINK).is_symlink():
            (staged / LINK).parent.mkdir(parents=True, exist_ok=True)
            (staged / LINK).symlink_to(Path(*[".."] * 4) / DATA.name / site.site, target_is_directory=True)
        for path, content in files.items():
            if last and before and before.files.get(path) == content:
                _take_over(last / path, staged / path)
        release.parent.mkdir(parents=True, exist_ok=True)
        if changed_by_hand:
            _set_aside(root, site.site, release)
        staged.rename(release)
    elif site.folder:
        shutil.rmtree(site.folder, ignore_errors=True)
    history = before.history if before else ()
    if before and before.release != digest:
        history = (before.release, *(name for name in history if name != digest))
    return Published(digest, files, (*site.extras, *site.kept), site.inputs, site.findings, history[: max(keep - 1, 0)])


def _take_over(old: Path, new: Path) -> None:
    """Put the last release's file in place: a hard link, or where the file system has none, a copy with its times.

    A fresh file that differs from it stays: somebody has changed the last release.
    """
    fresh = new.with_name(new.name + ".link")
    new.parent.mkdir(parents=True, exist_ok=True)
    if new.exists() and not (old.exists() and filecmp.cmp(old, new, shallow=False)):
        return
    try:
        os.link(old, fresh)
    except OSError as error:
        if error.errno == errno.ENOENT:
            raise
        shutil.copy2(old, fresh)
    fresh.replace(new)


def _shown(link: Path) -> str | None:
    """The digest of the release a public link shows."""
    try:
        return link.readlink().name if link.exists() else None
    except OSError:
        return None


def _show(public: Path, site: str, digest: str) -> None:
    """Point public/<site> at a release by one rename."""
    fresh, link = public / f".{site}.new", public / site
    if link.is_dir() and not link.is_symlink():
        raise Unlinked(errno.EEXIST, f"{link} 是真实的文件夹而不是链接，请先把它移走")
    fresh.unlink(missing_ok=True)
    try:
        fresh.symlink_to(Path("..") / "releases" / site / digest, target_is_directory=True)
    except OSError as error:
        if error.errno in {errno.EPERM, errno.ENOTSUP, errno.ENOSYS}:
            raise Unlinked(error.errno, "这里的文件系统不能建立符号链接，换一个磁盘") from error
        raise
    fresh.replace(link)


def _remove_gone(public: Path, federation: Federation, sites: dict[str, Published]) -> list[str]:
    """Take down sites that the cluster no longer has, whether or not the ledger remembers them."""
    there = {path.name for path in public.iterdir() if path.is_symlink() and not path.name.startswith(".")}
    gone = sorted((sites.keys() | there) - federation.views.keys() - federation.blocked)
    for name in gone:
        (public / name).unlink(missing_ok=True)
        (public.parent / "manifests" / f"{name}.json").unlink(missing_ok=True)
        sites.pop(name, None)
    return gone


def _clear(root: Path, site: str, entry: Published | None) -> None:
    """Delete releases beyond those kept: renamed away first, so that no half-deleted one is ever taken for whole."""
    kept = {entry.release, *entry.history} if entry else set()
    folder = _folder(root, site)
    for path in folder.iterdir() if folder.is_dir() else ():
        if path.name not in kept:
            _set_aside(root, site, path)
    if entry is None and folder.is_dir():
        folder.rmdir()


def _set_aside(root: Path, site: str, release: Path) -> None:
    """Move a release to where `publish` deletes it at its end, or the next one at its beginning."""
    (root / TRASH).mkdir(parents=True, exist_ok=True)
    release.rename(root / TRASH / f"{site}-{release.name}")


def _write_manifests(root: Path, built: Built, going: Iterable[SiteFiles], sites: dict[str, Published]) -> None:
    """build/manifests/: every site's manifest, the files that pages elsewhere show, and the cluster's own."""
    folder = root / "build" / "manifests"
    folder.mkdir(parents=True, exist_ok=True)
    for site in going:
        replace_text(folder / f"{site.site}.json", site.extras[MANIFEST])
        people = folder / f"{site.site}.people.json"
        if PEOPLE in site.files and (site.folder or not people.exists()):
            release = _folder(root, site.site) / sites[site.site].release
            replace_text(people, (release / PEOPLE).read_text(encoding="utf-8"))
        elif PEOPLE not in site.files:
            people.unlink(missing_ok=True)
    shared = {file.digest: file for view in built.federation.views.values() for guest in view.guests for file in guest.files}
    for path in (folder / "files").glob("*") if built.whole else ():
        if path.name not in shared:
            path.unlink()
    for digest, file in shared.items():
        target = folder / "files" / digest
        if not target.exists() and (root / file.path).is_file():
            target.parent.mkdir(exist_ok=True)
            copy_public(root / file.path, target.with_suffix(".new"), file.place)
            target.with_suffix(".new").replace(target)
    replace_text(
        folder / MANIFEST, as_text(cluster_manifest(built.federation, {site: entry.release for site, entry in sites.items()}))
    )


def _pages(catalogue: Catalogue) -> int:
    return sum(path.endswith(".html") for site in catalogue.sites for path in site.rendered)
