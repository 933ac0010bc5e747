"""`wangqun import pelican`: an old site's folder becomes content of a site here. Nothing that exists is overwritten."""

from collections.abc import Callable
from pathlib import Path

from ...render.old_site import OldSite, read_old
from ...stages.load import load
from .facts import Plan
from .pieces import plan
from .placing import ImportRefused, place_of, refuse_other, write
from .settings import Settings, read_settings

__all__ = ["ImportRefused", "Plan", "import_pelican"]


def import_pelican(root: Path, folder: Path, site: str, dry_run: bool, say: Callable[[str], None]) -> Plan:
    """What became of the old site in `folder`; its files are written unless it is a dry run.

    Raises:
        ImportRefused: no such site or folder, or files of other content stand where its files belong.
    """
    place = place_of(root, site)
    if not folder.is_dir():
        raise ImportRefused(f"没有文件夹 {folder}。")
    settings = read_settings(folder)
    content = _content(folder, settings)
    say(f"读旧网站：{content}")
    old = _read(content, settings)
    target = root / place
    taken = {(document.id.kind, document.id.slug): document.source for document in load(root).documents.get(site, ())}
    made = plan(content, old, settings, target, taken)
    refuse_other(target, place, made.files)
    say(f"要写 {len(made.files)} 个文件到 {place}")
    if not dry_run:
        write(target, made.files.items(), say)
    return made


def _content(folder: Path, settings: Settings) -> Path:
    """The folder of the old pieces."""
    named = settings.values.get("PATH")
    path = folder / named if isinstance(named, str) else folder / "content"
    path = path if path.is_dir() else folder
    if not path.resolve().is_relative_to(folder.resolve()):
        raise ImportRefused(f"设置里的 PATH（{named}）在 {folder} 以外；请把那个文件夹写在命令里。")
    return path


def _read(content: Path, settings: Settings) -> OldSite:
    """The old site as Pelican reads it under those settings.

    Raises:
        ImportRefused: it does not.
    """
    values = {key: value for key, value in settings.values.items() if key not in {"PATH", "LOCALE"}}
    try:
        return read_old(content, values)
    except Exception as error:  # whatever Pelican raises over settings that are no good
        raise ImportRefused(f"照旧网站的设置读不了它的内容（{type(error).__name__}）；请核对 pelicanconf.py。") from error
