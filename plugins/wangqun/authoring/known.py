"""What a cluster already has by name: commands that write something new refer to nothing that is not there."""

import difflib
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from ..domain.cluster import Memory
from ..domain.columns import DEFAULT_COLUMN, STANDARD, standard_columns
from ..domain.finding import Finding, Place
from ..domain.level import Level
from ..domain.site import Column, LevelProfile, Site, SiteRecord
from ..pages.addresses import reserved
from ..records import KINDS
from ..records import folders as folders_of
from ..records.kind import Kinds
from ..scan.wording import Wording
from ..stages.load.files import walk
from ..stages.load.marked import YamlError, parse_yaml
from ..stages.load.row_files import kind_of_rows, read_rows
from ..stages.load.sites import read_cluster
from ..stages.load.validate import validate
from ..stages.resolve.tree import columns_of
from ..stored import read_bytes

SHOWN = 30  # names in one message


def columns(root: Path, level: str, site: str, kinds: Kinds = KINDS) -> dict[str, str]:
    """The columns a piece of a site may stand in, titles by key: those set up, standard ones, and folders that are there."""
    found: dict[str, str] = {}
    for column in (*_set_up(root, level, site, kinds), *STANDARD.values(), DEFAULT_COLUMN):
        found.setdefault(column.key, column.title)
    folders = [path.name for path in sorted((root / "content" / level / site).glob("*")) if any(path.glob("*.md"))]
    taken = reserved(kinds) | folders_of(kinds).keys()
    return found | {name: name for name in folders if name not in found and name not in taken}


def _set_up(root: Path, level: str, site: str, kinds: Kinds) -> tuple[Column, ...]:
    """The columns of a site's level and record; the standard ones when these cannot be read."""
    path = next((root / "sites" / level).glob(f"{site}.y*ml"))
    try:
        marked = parse_yaml(path.read_text(encoding="utf-8"))
    except (YamlError, UnicodeDecodeError):
        return standard_columns(Level(level))
    record, _ = validate(SiteRecord, marked.value, marked, Place())
    if record is None:
        return standard_columns(Level(level))
    profile = read_cluster(root, [])[0].levels.get(Level(level), LevelProfile())
    return columns_of(Site(site, Level(level), record, path.as_posix(), {}), profile, kinds, [])


def rows(root: Path, level: str, site: str, kind: str) -> list[Mapping[str, Any]]:
    """What a site has written of one kind of record of people."""
    folder = root / "content" / level / site
    findings: list[Finding] = []
    if not folder.is_dir():
        return []
    entries = [entry for entry in walk(folder, Place(), []) if _is_of(entry.source, kind)]
    files = ((site, f"content/{level}/{site}/{entry.source}", entry) for entry in entries)
    return [row.values for row in read_rows(root, files, Memory(), Wording({}), findings)[0]]


def _is_of(source: str, kind: str) -> bool:
    return source.endswith((".yaml", ".yml")) and kind_of_rows(source) == kind


def term_at(terms: Iterable[Mapping[str, Any]], now: datetime) -> int | None:
    """The term that runs at a moment; None when none has begun."""
    begun = [(term["start"], term["term_no"]) for term in terms if term["start"] <= f"{now:%Y-%m-%d}"]
    return max(begun)[1] if begun else None


def has_person(root: Path, key: str) -> bool:
    """True when some site writes of a person, here or in a manifest."""
    return any(key.encode() in (read_bytes(path) or b"") for path in _of_persons(root))


def _of_persons(root: Path) -> Iterator[Path]:
    content = root / "content"
    for pattern in ("*/*/deputies.y*ml", "*/*/deputies/**/*.y*ml"):
        yield from (path for path in content.glob(pattern) if path.is_file() and not path.is_symlink())
    yield from (root / "build" / "manifests").glob("*.json")


def listed(names: Mapping[str, str]) -> str:
    """Names for a message: `c1（第一选区）、c2（第二选区）`."""
    shown = [f"{key}（{title}）" if title and title != key else key for key, title in names.items()]
    return "、".join(shown[:SHOWN]) + (f" 等 {len(shown)} 个" if len(shown) > SHOWN else "")


def nearest(name: str, names: Mapping[str, str]) -> str:
    """The key that is perhaps meant, by its own letters or its title; "" when none resembles it."""
    spoken = {title: key for key, title in names.items()} | {key: key for key in names}
    found = difflib.get_close_matches(name.lower(), spoken, n=1)
    return spoken[found[0]] if found else ""
