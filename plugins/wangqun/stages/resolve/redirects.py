"""Old addresses that lead to new ones: `aliases:` in a header, and pieces that moved to another site."""

import re
from collections.abc import Collection
from urllib.parse import unquote

from ...domain.federation import SiteView
from ...domain.finding import Finding, Rule, Severity
from ...domain.ids import slugify
from ...domain.text import is_clean
from ...records.pages import is_page
from .atlas import Atlas
from .tree import FIXED_FOLDERS

ALIAS_BAD = Rule("alias-invalid", Severity.WARN, "旧网址“{alias}”不能使用，已忽略", "写成 /旧/路径.html，不含 .. 与查询串。")
ALIAS_TAKEN = Rule("alias-taken", Severity.WARN, "旧网址“{alias}”已有页面，没有设转向", "删去这个 alias，或改动占用它的稿件。")

_LIST_PAGE = re.compile(r"(?:index|p\d+)\.html(?:/|$)")  # of a column; beside them an old address may stand


def find_redirects(atlas: Atlas, view: SiteView, findings: list[Finding]) -> dict[str, str]:
    """Old path below the site -> URL: `aliases:` of its documents, and its documents that moved to another site."""
    here = view.member.address
    held = atlas.holdings[view.member.site.id]
    taken = _taken(view)
    redirects: dict[str, str] = {}
    for document in held.moved:
        other, public = atlas.known.get(document.id, (document, False))
        gone = other in atlas.holdings[other.site].withdrawn
        if (public or gone) and document.file not in taken:
            redirects[document.file] = atlas.members[other.site].address.link(other.url, here)
    for document in sorted((*view.documents, *held.withdrawn), key=lambda d: str(d.id)):
        for alias in document.item.aliases:
            old = _alias_path(alias, here.prefix)
            if old is None:
                findings.append(ALIAS_BAD.at(document.place("aliases"), alias=alias))
            elif _is_occupied(old, taken | redirects.keys(), view) or _is_fixed(old, atlas, view):
                findings.append(ALIAS_TAKEN.at(document.place("aliases"), alias=alias))
            else:
                redirects[old] = here.link(document.url, here)
    return redirects


def _taken(view: SiteView) -> set[str]:
    """Every file of the site that an old address must not replace."""
    found = {"index.html", "404.html", "sitemap.xml", "manifest.json", *(d.file for d in view.documents), *view.files.values()}
    found |= {guest.path for guest in view.guests} | {stone.path for stone in view.tombstones}
    return found | {f"tag/{slugify(tag)}.html" for d in view.documents if d.is_listed for tag in d.item.tags}


def _is_occupied(path: str, taken: Collection[str], view: SiteView) -> bool:
    """True when `path` is a file of the site, lies under one or above one, is a list of a column, or is another site's."""
    first, *rest = path.split("/")
    if rest and first in {column.key for column in view.columns} and _LIST_PAGE.match("/".join(rest)):
        return True
    if any(path.startswith(prefix + "/") for prefix in view.member.lent):
        return True
    return path in taken or any(other.startswith(path + "/") or path.startswith(other + "/") for other in taken)


def _is_fixed(path: str, atlas: Atlas, view: SiteView) -> bool:
    """True in the engine's own folders; not where the page of a record stood that nobody keeps any more."""
    if path.partition("/")[0] not in FIXED_FOLDERS - {"article", "page", "tag"}:
        return False
    return not is_page(path) or path in atlas.record_pages(view.member.site.id)


def _alias_path(alias: str, prefix: str) -> str | None:
    """The file below the site that an old address names; None when there can be none."""
    path = unquote(alias)
    path = path[len(prefix) :] if prefix and path.startswith(prefix + "/") else path
    parts = [part for part in path.split("/") if part]
    if path.endswith("/") or (parts and "." not in parts[-1]):
        parts.append("index.html")
    if not parts or not parts[-1].endswith((".html", ".htm")):
        return None
    if any(part in {".", ".."} or not is_clean(part) or len(part.encode()) > 240 for part in parts):
        return None
    return "/".join(parts)
