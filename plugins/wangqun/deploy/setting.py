"""What an operator decides of a server, and the files that come of it."""

import re
from pathlib import Path

from ..domain.frozen import frozen
from ..stored import make_folder, read_text, replace_text
from ..stored import write as write_file
from .published import PUBLIC, DeployRefused, Host

_PLAIN_PATH = re.compile(r"/[\w./@+ -]*")
_LISTEN = re.compile(r"(?:(?:\d{1,3}(?:\.\d{1,3}){3}|\[[0-9a-fA-F:.]+\]|[A-Za-z][\w.-]*):)?\d{1,5}")


@frozen
class Setting:
    """Where on the server the cluster lies (`cluster`, with `build/public` below it) and where these files (`place`).

    `tls` when the server itself speaks https; `listen` are addresses with port, () for the usual ones.
    """

    cluster: str
    place: str
    tls: bool = False
    listen: tuple[str, ...] = ()

    @property
    def public(self) -> str:
        """The folder of all public sites on the server."""
        return f"{self.cluster.rstrip('/')}/{PUBLIC.as_posix()}"


@frozen
class Files:
    """Configuration as name -> text: `made` anew each time, `once` for the operator to edit, never overwritten.

    `passed_over` are old addresses that the server cannot be told of; their pages lead on by themselves.
    """

    made: dict[str, str]
    once: dict[str, str]
    passed_over: tuple[str, ...] = ()


def checked(setting: Setting) -> Setting:
    """The setting itself.

    Raises:
        DeployRefused: a path or an address to listen at that no configuration can say.
    """
    for path in (setting.cluster, setting.place):
        if not _PLAIN_PATH.fullmatch(path):
            raise DeployRefused(f"服务器上的路径“{path}”要以 / 开头，只含文字、数字、空格和 . _ - @ +。")
    for address in setting.listen:
        if not _LISTEN.fullmatch(address) or not 0 < int(address.rpartition(":")[2]) < 65536:
            raise DeployRefused(f"监听地址“{address}”应形如 80、127.0.0.1:8080 或 [::]:80。")
    return setting


def write(out: Path, files: Files) -> tuple[list[str], list[str]]:
    """Write what is new; the names of files that changed, and of others that are the operator's and stay as they are.

    Files that were made before for hosts that are no more are deleted; the operator's own stay.
    """
    changed = []
    for name, text in sorted(files.made.items()):
        path = out / name
        make_folder(path.parent)
        before = path.stat().st_ino if path.exists() else None
        replace_text(path, text)
        if path.stat().st_ino != before:
            changed.append(name)
    for folder in sorted({Path(name).parent for name in files.made} - {Path()}):
        for path in sorted((out / folder).iterdir()):
            name = path.relative_to(out).as_posix()
            if path.is_file() and name not in files.made:
                path.unlink()
                changed.append(name)
    kept = [name for name in sorted(files.once) if (out / name).exists()]
    for name in files.once.keys() - set(kept):
        write_file(out / name, files.once[name])
        changed.append(name)
    return changed, kept


def beside(host: Host, root: Path) -> dict[str, str]:
    """What every host needs beside its sites: robots.txt, unless its own site has one, and an icon for those who ask for
    /favicon.ico.
    """
    from .headers import robots

    found = {}
    if not (host.top and host.top.robots):
        found[f"hosts/{host.key}.robots.txt"] = robots([shown.address.absolute("") for shown in host.sites])
    shown = next((shown for shown in host.sites if shown.icon), None)
    if shown and (icon := read_text(root / PUBLIC / shown.site / shown.icon)):
        found[f"hosts/{host.key}.icon.svg"] = icon
    return found
