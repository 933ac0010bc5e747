"""What is public now, site by site: the release shown and the digest of each of its files. Written last, by `publish`."""

import json
from dataclasses import dataclass, field
from pathlib import Path

PATH = Path("build/cache/ledger.json")
VERSION = 1


@dataclass(frozen=True, slots=True)
class Published:
    """One site's release: its digest, and each file's path below it -> SHA-256."""

    release: str
    files: dict[str, str]


@dataclass(frozen=True, slots=True)
class Ledger:
    """Published releases by site id; empty when nothing was built yet or the record cannot be read."""

    sites: dict[str, Published] = field(default_factory=dict)


def read_ledger(root: Path) -> Ledger:
    """The ledger of a cluster; a missing, old or damaged one counts as empty, so everything is built anew."""
    try:
        data = json.loads((root / PATH).read_text(encoding="utf-8"))
        if data["version"] != VERSION:
            return Ledger()
        return Ledger({site: Published(str(entry["release"]), dict(entry["files"])) for site, entry in data["sites"].items()})
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return Ledger()


def write_ledger(root: Path, ledger: Ledger) -> None:
    """Replace the ledger in one step."""
    path = root / PATH
    path.parent.mkdir(parents=True, exist_ok=True)
    sites = {site: {"release": entry.release, "files": entry.files} for site, entry in sorted(ledger.sites.items())}
    fresh = path.with_suffix(".new")
    fresh.write_text(
        json.dumps({"version": VERSION, "sites": sites}, ensure_ascii=False, separators=(",", ":")), encoding="utf-8"
    )
    fresh.replace(path)
