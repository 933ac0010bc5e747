"""publish: staged sites become releases, and public/<site> points at them (docs/design.md law 1)."""

import errno
import shutil
from collections.abc import Collection, Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from ...domain.asked import KEPT
from ...domain.cluster import Memory
from ...domain.finding import Finding, Place, Rule, Severity
from ...domain.refused import Refused
from ...domain.trouble import of_system
from ...reports.baseline import WITHOUT, Baseline
from ...reports.outcomes import outcomes
from ...reports.report import Report
from ...store.ledger import ROLLED_BACK, Ledger, Published, write_ledger
from ...store.pages import forget_pages, sweep_pages, write_pages
from ...store.search import DATA, keep_search, pieces_of, sweep_data, sweep_pieces
from ...store.sources import remember
from ...store.whole import (
    RELEASES,
    is_named_right,
    link_target,
    look,
    release_folder,
    shown,
)
from ...stored import make_folder, remove, sync_folder
from ..build import Built
from ..catalogue import Catalogue
from ..check import Checked
from ..check.guard import scheduled
from .releases import TRASH, make_release, set_aside
from .shared import write_manifests

PUBLISH_FAILED = Rule(
    "publish-failed",
    Severity.BLOCK,
    "没有发布，保留上一次的内容：{problem}",
    "检查磁盘空间、权限和文件系统，再生成一次。",
    "docs/design.md law 1",
)


class Unlinked(OSError):
    """A site cannot be shown by a link; the message says why, in Chinese."""


def publish(
    root: Path,
    catalogue: Catalogue,
    checked: Checked,
    ledger: Ledger,
    memory: Memory,
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
    make_folder(public)
    empty_trash(root)
    going = [site for site in catalogue.sites if site.site not in checked.withheld]
    for site in going:
        before = ledger.sites.get(site.site) or ledger.gone.get(site.site)
        try:
            entry = make_release(root, built.staging, site, before, keep)
            moved = shown(root, site.site) != entry.release
            if moved:
                _show(public, site.site, entry.release)
        except OSError as error:
            trouble.append(
                PUBLISH_FAILED.at(Place(site.site), problem=error.strerror if isinstance(error, Unlinked) else of_system(error))
            )
            if before and site.site in sites:
                sites[site.site] = replace(before, inputs={})  # so that the next build makes it anew
            continue
        (changed if moved else unchanged).append(site.site)
        is_left = before and before.release == entry.release and site.folder is None
        now_looks = built.looks.get(site.site, "") if is_left else look(release_folder(root, site.site, entry.release))
        searched = catalogue.searched.get(site.site) or (before.searched if before else "")
        sites[site.site] = replace(entry, lost=checked.lost.get(site.site, ()), look=now_looks, searched=searched)
    gone = {site: entry for site, entry in ledger.gone.items() if site not in sites}
    removed = checked.guarded.leaving
    for site_id in removed:
        gone |= _take_down(root, site_id, sites.pop(site_id, None))
    if built.whole:
        _drop_strangers(root, {*sites, *built.federation.views, *built.federation.blocked, *checked.guarded.held})
    if changed or removed:
        sync_folder(public)
    try:
        shared = write_manifests(root, built, going, sites, ledger.shared, checked.guarded.held)
    except OSError as error:  # the ledger must tell of what is public all the same
        shared = {}  # nothing is known of what lies there: the next run looks at each
        name = Path(error.filename or "").name.removesuffix(".new")
        trouble.append(PUBLISH_FAILED.at(Place("", f"build/manifests/{name}"), problem=of_system(error)))
    searches = {site: search for site, search in catalogue.searches.items() if site in (*changed, *unchanged)}
    cut = pieces_of(root, searches) if built.federation.near else None
    for site_id, search in searches.items():
        keep_search(root, site_id, search)
        entry = sites[site_id]
        sweep_data(root, site_id, search, (entry.release, *entry.history))
        sites[site_id] = replace(entry, searched=look(root / DATA / site_id))
    waiting = scheduled(built.federation, ledger.scheduled)
    clock = (built.federation.now, waiting) if checked.guarded.trusted else (ledger.now, ledger.scheduled)
    write_ledger(root, Ledger(sites, memory, checked.seen, shared, gone, *clock))
    told = (*built.federation.findings, *built.findings, *checked.findings)
    remember(root, memory, ledger.memory, built.federation.views, told, whole=not built.federation.near)
    _remember(root, built, sites, (*changed, *unchanged))
    if searches:
        sweep_pieces(root, sites | gone, cut)
    for site_id in (*changed, *unchanged, *gone):
        _clear(root, site_id, (sites | gone)[site_id])
    shutil.rmtree(built.staging.parent, ignore_errors=True)
    empty_trash(root)
    failed = [finding.site for finding in trouble if finding.site]
    found = outcomes(catalogue, checked, changed, failed, removed, checked.guarded.held)
    findings = (*checked.findings, *catalogue.stale, *trouble)
    releases = {site: entry.release for site, entry in sites.items()}
    pages = _pages_of(sites) if built.federation.near else _pages(catalogue)
    return Report(found, pages, findings, baseline, releases)


def withhold(catalogue: Catalogue, checked: Checked, ledger: Ledger, baseline: Baseline = WITHOUT) -> Report:
    """The report of a run that publishes nothing (`wangqun check`)."""
    shutil.rmtree(catalogue.built.staging.parent, ignore_errors=True)
    releases = {site: entry.release for site, entry in ledger.sites.items()}
    found = outcomes(catalogue, checked, held=checked.guarded.held)
    return Report(found, _pages(catalogue), checked.findings, baseline, releases)


class NoRelease(Refused):
    """There is no such release to go back to; the message says which there are."""


def roll_back(root: Path, ledger: Ledger, site: str, release: str | None = None) -> str:
    """Show an earlier release of a site (the one before, unless named) by one rename; its digest.

    The next build publishes the working tree again.

    Raises:
        NoRelease: the site or the release is not there.
    """
    entry = ledger.sites.get(site) or ledger.gone.get(site)
    if entry is None:
        raise NoRelease(f"站点“{site}”还没有发布过。")
    showing = (entry.release,) if site in ledger.sites else ()
    names = entry.history if showing else (entry.release, *entry.history)
    kept = [name for name in names if release_folder(root, site, name).is_dir()]
    chosen = next((name for name in kept if release is None or name.startswith(release)), None)
    if chosen is None or release == "":
        raise NoRelease(f"站点“{site}”没有这个版本。可退回到：{'、'.join(kept) or '（无）'}")
    if not is_named_right(root, site, chosen):
        raise NoRelease(f"站点“{site}”的版本 {chosen} 被改动或损坏了，不能退回。")
    _show(root / "build" / "public", site, chosen)
    sync_folder(root / "build" / "public")
    history = (*showing, *(name for name in names if name != chosen))
    back = replace(
        entry, release=chosen, inputs={ROLLED_BACK: chosen}, history=history, files={}, extras=(), look="", rendered=""
    )
    gone = {name: each for name, each in ledger.gone.items() if name != site}
    write_ledger(root, replace(ledger, sites=ledger.sites | {site: back}, gone=gone))
    return chosen


def _show(public: Path, site: str, digest: str) -> None:
    """Point public/<site> at a release by one rename."""
    fresh, link = public / f".{site}.new", public / site
    if link.is_dir() and not link.is_symlink():
        raise Unlinked(errno.EEXIST, f"{link} 是真实的文件夹而不是链接，请先把它移走")
    remove(fresh)
    try:
        fresh.symlink_to(link_target(site, digest), target_is_directory=True)
    except OSError as error:
        if error.errno in {errno.EPERM, errno.ENOTSUP, errno.ENOSYS}:
            raise Unlinked(error.errno, "这里的文件系统不能建立符号链接，换一个磁盘") from error
        raise
    fresh.replace(link)


def _take_down(root: Path, site: str, entry: Published | None) -> dict[str, Published]:
    """Take a site down; its releases stay for `rollback` until `wangqun forget`. What the ledger is to keep of it."""
    release = shown(root, site)
    (root / "build" / "public" / site).unlink(missing_ok=True)
    kept = entry or (Published(release, {}) if release else None)
    return {site: kept} if kept else {}


def _drop_strangers(root: Path, known: Collection[str]) -> None:
    """Delete links that show no release of ours: somebody's, or of a run that was killed."""
    for path in (root / "build" / "public").iterdir():
        if path.is_symlink() and path.name not in known and shown(root, path.name) is None:
            path.unlink()


def _remember(root: Path, built: Built, sites: Mapping[str, Published], published: Collection[str]) -> None:
    """Of what the pages are made that were published; where that cannot be written, they are rendered again."""
    made = {site.site: site.made for site in built.sites if site.site in published}
    for site, of_site in made.items():
        with suppress(OSError):
            if of_site.world:
                write_pages(root, site, sites[site].release, sites[site].files, of_site)
            else:
                forget_pages(root, [site])
    if built.whole:
        sweep_pages(root, sites)


def _clear(root: Path, site: str, entry: Published) -> None:
    """Delete releases beyond those kept: renamed away first, so that no half-deleted one is ever taken for whole."""
    kept = {entry.release, *entry.history}
    folder = root / RELEASES / site
    for path in folder.iterdir() if folder.is_dir() else ():
        if path.name not in kept:
            set_aside(root, site, path)


def empty_trash(root: Path) -> None:
    """Delete what was moved aside; what cannot be deleted now is tried again by the next run."""
    with suppress(OSError):
        remove(root / TRASH)


def _pages_of(sites: Mapping[str, Published]) -> int:
    entries = ((path, entry.extras) for entry in sites.values() for path in entry.files)
    return sum(path.endswith(".html") and path not in extras for path, extras in entries)


def _pages(catalogue: Catalogue) -> int:
    return sum(path.endswith(".html") for site in catalogue.sites for path in site.rendered)
