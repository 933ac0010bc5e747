"""What is kept of a site that was taken out of the cluster, until somebody says that it may go."""

import os
from dataclasses import replace
from pathlib import Path

from ...domain.ids import SITE_ID
from ...domain.refused import Refused
from ...reports.offices import json_of
from ...reports.report import REPORTS
from ...search.index import folder_of
from ...store.ledger import Ledger, write_ledger
from ...store.manifest import MANIFESTS, people_file
from ...store.pages import forget_pages
from ...store.search import DATA, drop_search, sweep_pieces
from ...stored import make_folder, remove
from ..load.sites import sites
from . import empty_trash
from .releases import TRASH

FOLDERS = (Path("build/releases"), DATA, Path("build/stock"))


class StillThere(Refused):
    """A site that must not be forgotten, or of which nothing is kept; the message says why."""


def forgettable(root: Path, ledger: Ledger, site: str) -> int:
    """How many releases are kept of a site that is no more.

    Raises:
        StillThere: it is still in the cluster or still public, or nothing is kept of it.
    """
    if level := sites(root).get(site):
        raise StillThere(f"站点“{site}”还在 sites/{level}/ 里，不能删去它的版本。")
    if site in ledger.sites or (root / "build/public" / site).is_symlink():
        raise StillThere(f"站点“{site}”还在公开。先运行 wangqun build --allow-removal {site} 把它撤下。")
    releases = root / FOLDERS[0] / site
    if site not in ledger.gone and (not SITE_ID.match(site) or not any((root / folder / site).is_dir() for folder in FOLDERS)):
        there = f"留着的有：{'、'.join(sorted(ledger.gone))}。" if ledger.gone else ""
        raise StillThere(f"没有留着站点“{site}”的版本。{there}")
    return sum(path.is_dir() for path in releases.iterdir()) if releases.is_dir() else 0


def forget(root: Path, ledger: Ledger, site: str) -> None:
    """Delete everything that is kept of a site; the ledger says so first, so that no rollback leads to half a release.

    Raises:
        StillThere: as `forgettable`.
    """
    forgettable(root, ledger, site)
    gone = {name: entry for name, entry in ledger.gone.items() if name != site}
    seen = {name: first for name, first in ledger.seen.items() if not name.startswith(f"{site}:")}
    write_ledger(root, replace(ledger, gone=gone, seen=seen))
    trash = root / TRASH
    empty_trash(root)
    make_folder(trash)
    for folder in FOLDERS:
        if os.path.lexists(root / folder / site):
            (root / folder / site).rename(trash / f"{site}-{folder.name}")
    remove(folder_of(root, site))
    drop_search(root, site)
    forget_pages(root, [site])
    manifests = root / MANIFESTS
    reports = (root / REPORTS / f"{site}.html", root / REPORTS / json_of(site))
    for path in (*reports, manifests / f"{site}.json", manifests / people_file(site)):
        remove(path)
    sweep_pieces(root, ledger.sites | gone)
    empty_trash(root)
