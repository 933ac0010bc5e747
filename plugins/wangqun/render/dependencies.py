"""What every page depends on besides its site: the engine, its libraries, the theme, the shared settings."""

import hashlib
import sys
from collections.abc import Mapping
from contextlib import suppress
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any
from unicodedata import unidata_version
from zoneinfo import TZPATH

from ..domain.moment import SHANGHAI
from .brought import brought, extensions_of_others, tree_digest
from .settings import overriding, shared_settings, theme_folder

LIBRARIES = tuple(
    "pelican Markdown Jinja2 MarkupSafe docutils nh3 polib pydantic PyYAML python-dateutil"
    " segno icalendar pypinyin budoux".split()
)


def world(root: Path) -> dict[str, str]:
    """Name -> digest of each such thing; a site is up to date only while none of them changes."""
    shared = shared_settings(root)
    return {
        "engine": engine(),
        "theme": tree_digest([theme_folder(root, str(shared["THEME"])), *overriding(shared)]),
        "settings": f"{tree_digest([root / 'pelicanconf.py'])} {settings_digest(shared)}",
    }


def settings_digest(shared: Mapping[str, Any]) -> str:
    """A digest of what the cluster sets for all sites, and of the code that this names."""
    return brought(shared, (*map(str, shared["PLUGINS"]), *extensions_of_others(shared["MARKDOWN"])))


@cache
def engine() -> str:
    """The package's own sources, Python, its tables of characters, Beijing's time, and the versions of libraries that shape
    pages.
    """
    digest = hashlib.sha256(f"{sys.version_info[:2]} {unidata_version} {tree_digest([Path(__file__).parents[1]])}".encode())
    digest.update(zone(SHANGHAI.key))
    for name in LIBRARIES:
        digest.update(f"{name} {version_of(name)}\n".encode())
    return digest.hexdigest()


def zone(name: str) -> bytes:
    """The rules of a time zone, as `zoneinfo` finds them: the system's, else the package's."""
    for folder in TZPATH:
        with suppress(OSError):
            return Path(folder, name).read_bytes()
    return b"tzdata " + version_of("tzdata").encode()


def version_of(name: str) -> str:
    """The version of a package; "" when it is not there."""
    try:
        return version(name)
    except PackageNotFoundError:
        return ""
