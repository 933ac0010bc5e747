"""What every page depends on besides its site: the engine, its libraries, the theme, the shared settings."""

import hashlib
import sys
from collections.abc import Iterable
from contextlib import suppress
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path
from unicodedata import unidata_version
from zoneinfo import TZPATH

from ..domain.moment import SHANGHAI
from .settings import shared_settings, theme_folder

LIBRARIES = tuple(
    "pelican Markdown Jinja2 MarkupSafe docutils nh3 feedgenerator pydantic PyYAML python-dateutil"
    " segno icalendar pypinyin".split()
)


def world(root: Path) -> dict[str, str]:
    """Name -> digest of each such thing; a site is up to date only while none of them changes."""
    shared = shared_settings(root)
    plugins = [str(name) for name in shared["PLUGINS"]]
    return {
        "engine": engine(),
        "theme": tree_digest([theme_folder(root, str(shared["THEME"]))]),
        "settings": tree_digest([root / "pelicanconf.py"]),
        **({"plugins": tree_digest(filter(None, map(_origin, plugins)))} if plugins else {}),
    }


@cache
def engine() -> str:
    """The package's own sources, Python, its tables of characters, Beijing's time, and the versions of libraries that shape
    pages.
    """
    digest = hashlib.sha256(f"{sys.version_info[:2]} {unidata_version} {tree_digest([Path(__file__).parents[1]])}".encode())
    digest.update(_zone(SHANGHAI.key))
    for name in LIBRARIES:
        digest.update(f"{name} {_version(name)}\n".encode())
    return digest.hexdigest()


def _zone(name: str) -> bytes:
    """The rules of a time zone, as `zoneinfo` finds them: the system's, else the package's."""
    for folder in TZPATH:
        with suppress(OSError):
            return Path(folder, name).read_bytes()
    return b"tzdata " + _version("tzdata").encode()


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


def _origin(plugin: str) -> Path | None:
    """The file or folder of a plugin's module."""
    try:
        spec = find_spec(plugin)
    except (ImportError, ValueError):
        return None
    if spec is None or spec.origin is None:
        return None
    path = Path(spec.origin)
    return path.parent if path.name == "__init__.py" else path


def tree_digest(paths: Iterable[Path]) -> str:
    """SHA-256 over names and bytes of files, and of all files in folders, compiled ones left out."""
    digest = hashlib.sha256()
    for path in paths:
        files = sorted(path.rglob("*")) if path.is_dir() else [path]
        for file in files:
            if file.is_file() and "__pycache__" not in file.parts:
                digest.update(f"{file.relative_to(path).as_posix()}\0".encode() + file.read_bytes() + b"\0")
    return digest.hexdigest()
