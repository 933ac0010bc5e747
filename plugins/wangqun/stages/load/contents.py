"""content/<level>/<site>/ as a whole: folders that cannot be read, and those that belong to no site."""

import os
from collections.abc import Collection, Iterable
from pathlib import Path

from ...domain.finding import Finding, Place, Rule, Severity
from ...domain.level import Level
from ...domain.site import Site
from ...domain.trouble import of_system
from .files import FOLDER_UNREADABLE, cannot_be_listed

CONTENT_ORPHAN = Rule(
    "content-orphan", Severity.WARN, "这里的内容不属于任何站点，没有发布", "为它建立 sites/{level}/{site}.yaml，或把它移走。"
)


def find_unreadable(root: Path, sites: Iterable[Site], findings: list[Finding]) -> frozenset[str]:
    """Sites whose content folder is there and cannot be listed: who would read them as empty would empty what is public."""
    unread = set()
    for site in sites:
        if not site.record.external and (found := cannot_be_listed(root, f"content/{site.level}/{site.id}")):
            path, error = found
            cost = "本站没有发布，保留上一次的内容"
            findings.append(FOLDER_UNREADABLE.at(Place(site.id, path), problem=of_system(error), cost=cost))
            unread.add(site.id)
    return frozenset(unread)


def find_orphans(root: Path, sites: dict[str, Site], broken: Collection[str], findings: list[Finding]) -> None:
    """Report content folders that belong to no site; those of a record that cannot be read have been reported with it."""
    for folder in sorted((root / "content").glob("*/*")):
        level, name = folder.parent.name, folder.name
        site = sites.get(name)
        if (
            os.path.isdir(folder)
            and not name.startswith(".")
            and name not in broken
            and (site is None or site.level != level or site.record.external)
        ):
            findings.append(
                CONTENT_ORPHAN.at(
                    Place("", f"content/{level}/{name}"), level=level if level in set(Level) else "<层级>", site=name
                )
            )
