"""A site's release: put together of what is staged and of the last one's files that are the same, and put in place whole."""

import errno
import filecmp
import os
import shutil
import stat
from pathlib import Path

from ...store.ledger import Published
from ...store.search import INDEX, LINK
from ...store.whole import contents, data_target, expected, is_named_right, release_digest, release_folder
from ...stored import make_folder, remove, sync_folder
from ..catalogue import SiteFiles

TRASH = Path("build/cache/trash")


def make_release(root: Path, staging: Path, site: SiteFiles, before: Published | None, keep: int) -> Published:
    """Make sure that the site's release is there, whole; its ledger entry."""
    files = site.files
    digest = release_digest(files)
    release = release_folder(root, site.site, digest)
    is_there, is_known = os.path.lexists(release), before is not None and before.release == digest and site.folder is None
    changed_by_hand = is_there and not is_known and contents(release) != expected(site.site, files)
    if changed_by_hand or not is_there:
        last = release_folder(root, site.site, before.release) if before else None
        staged = site.folder or staging / site.site
        for path, text in site.extras.items():
            target = staged / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.unlink(missing_ok=True)  # so that nothing is written through a link to the last release
            target.write_text(text, encoding="utf-8", newline="\n")
        if INDEX in files and not (staged / LINK).is_symlink():
            (staged / LINK).parent.mkdir(parents=True, exist_ok=True)
            (staged / LINK).symlink_to(data_target(site.site), target_is_directory=True)
        for path, content in files.items():
            same = last and before and before.files.get(path) == content
            if last and same and not _is_taken(f"{last}/{path}", f"{staged}/{path}"):
                _take_over(last / path, staged / path)
        make_folder(release.parent)
        if changed_by_hand:
            if contents(staged) != expected(site.site, files):  # what was taken from it is not what it was either
                raise OSError(errno.EBADMSG, "damaged", str(release))
            set_aside(root, site.site, release)
        staged.rename(release)
        sync_folder(release.parent)
    elif site.folder:
        shutil.rmtree(site.folder, ignore_errors=True)
    history = before.history if before else ()
    if before and before.release != digest:
        history = (before.release, *(name for name in history if name != digest))
    if changed_by_hand:  # earlier ones have files in common with it
        history = tuple(name for name in history if is_named_right(root, site.site, name))
    made = (digest, files, site.added, site.inputs, site.findings, history[: max(keep - 1, 0)])
    rendered = digest if site.folder else before.rendered if before else ""
    return Published(*made, listed=site.listed, rendered=rendered)


def _is_taken(old: str, new: str) -> bool:
    """True where the last release's file is in place already, as nearly all are that were not made anew."""
    try:
        found = os.lstat(old)  # many are asked for, and paths take longer than this
        return stat.S_ISREG(found.st_mode) and os.path.samestat(found, os.stat(new))  # noqa: PTH116 - as above
    except OSError:
        return False


def _take_over(old: Path, new: Path) -> None:
    """Put the last release's file in place: a hard link, or where the file system has none, a copy with its times.

    A fresh file that differs from it stays: somebody has changed the last release.
    """
    fresh = new.with_name(new.name + ".link")
    new.parent.mkdir(parents=True, exist_ok=True)
    is_file, is_made = old.is_file() and not old.is_symlink(), new.exists()
    if is_made and (not is_file or new.samefile(old) or not _is_same(old, new)):
        return
    if not is_file:
        raise OSError(errno.EBADMSG, "damaged", str(old))
    try:
        os.link(old, fresh)
    except OSError as error:
        if error.errno == errno.ENOENT:
            raise
        shutil.copy2(old, fresh)
    fresh.replace(new)


def _is_same(old: Path, new: Path) -> bool:
    try:
        return filecmp.cmp(old, new, shallow=False)
    except OSError:  # what cannot be read is not kept
        return False


def set_aside(root: Path, site: str, release: Path) -> None:
    """Move a release to where `publish` deletes it at its end, or the next one at its beginning."""
    make_folder(root / TRASH)
    aside = root / TRASH / f"{site}-{release.name}"
    remove(aside)
    release.rename(aside)
