"""Where imported files stand, and that nothing which exists is overwritten."""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from ...domain.ids import SITE_ID
from ...domain.level import Level
from ...domain.refused import Refused


class ImportRefused(Refused):
    """Nothing can be taken in; the message says why."""


def place_of(root: Path, site: str) -> str:
    """The folder of a site's content, relative to the root.

    Raises:
        ImportRefused: there is no such site.
    """
    records = [path for path in (root / "sites").glob(f"*/{site}.y*ml") if path.parent.name in set(Level)]
    if not records or not SITE_ID.match(site):
        raise ImportRefused(f"没有站点“{site}”。")
    return f"content/{records[0].parent.name}/{site}"


def refuse_other(target: Path, place: str, files: Mapping[str, bytes]) -> None:
    """Nothing, when no file below `target` would be overwritten with something else.

    Raises:
        ImportRefused: one would.
    """
    if standing := sorted(name for name, data in files.items() if _differs(target / name, data)):
        shown = "、".join(standing[:5])
        raise ImportRefused(f"{place} 里已有 {len(standing)} 个同名而内容不同的文件（{shown}），没有写任何文件。请先移走或改名。")


def _differs(path: Path, data: bytes) -> bool:
    """True where something else stands already."""
    return path.is_symlink() or (path.exists() and (not path.is_file() or path.read_bytes() != data))


def write(target: Path, files: Iterable[tuple[str, bytes]], say: Callable[[str], None]) -> None:
    """Write files below `target`, each complete or not at all."""
    for number, (name, data) in enumerate(sorted(files), 1):
        path = target / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            part = path.with_name(f".{path.name}.part")
            part.write_bytes(data)
            part.rename(path)
        if number % 200 == 0:
            say(f"写了 {number} 个")
