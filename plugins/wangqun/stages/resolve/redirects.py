"""Old addresses that lead to new ones: `aliases:` in a header, and pieces that moved to another site."""

from collections.abc import Collection
from urllib.parse import unquote

from ...domain.federation import SiteView
from ...domain.finding import Finding, Rule, Severity
from ...domain.text import is_clean
from .atlas import Atlas
from .tree import FIXED_FOLDERS

ALIAS_BAD = Rule("alias-invalid", Severity.WARN, "旧网址“{alias}”不能使用，已忽略", "写成 /旧/路径.html，不含 .. 与查询串。")
ALIAS_TAKEN = Rule("alias-taken", Severity.WARN, "旧网址“{alias}”已有页面，没有设转向", "删去这个 alias，或改动占用它的稿件。")


def find_redirects(atlas: Atlas, view: SiteView, findings: list[Finding]) -> dict[str, str]:
    """Old path below the site -> URL: `aliases:` of its documents, and its documents that moved to another site."""
    site_id, here = view.member.site.id, view.member.address
    held = atlas.holdings[site_id]
    taken = {"index.html", "404.html", "sitemap.xml", *(d.file for d in view.documents), *view.files.values()}
    taken |= {guest.path for guest in view.guests} | {stone.path for stone in view.tombstones}
    redirects: dict[str, str] = {}
    for document in sorted((*view.documents, *held.withdrawn), key=lambda d: str(d.id)):
        for alias in document.item.aliases:
            old = _alias_path(alias, here.prefix)
            columns = {column.key for column in view.columns}
            if old is None:
                findings.append(ALIAS_BAD.at(document.place("aliases"), alias=alias))
            elif old in taken or _is_own_folder(old, columns):
                findings.append(ALIAS_TAKEN.at(document.place("aliases"), alias=alias))
            else:
                taken.add(old)
                redirects[old] = here.link(document.url, here)
    for document in held.moved:
        other, public = atlas.known.get(document.id, (document, False))
        if public and document.file not in taken:
            redirects[document.file] = atlas.members[other.site].address.link(other.url, here)
    return redirects


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


def _is_own_folder(path: str, columns: Collection[str]) -> bool:
    """True for places that the engine itself writes to."""
    first, *rest = path.split("/")
    return first in FIXED_FOLDERS - {"article", "page", "tag"} or (bool(rest) and first in columns)
