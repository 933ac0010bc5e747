"""Old addresses that lead to new ones: `aliases:` in a header, pieces that moved to another site, people of two keys."""

import re
from collections.abc import Iterator, Mapping
from urllib.parse import unquote

from ...domain.federation import SiteView
from ...domain.finding import Finding, Rule, Severity
from ...domain.text import is_clean
from ...pages.addresses import addresses, engines
from ...records.deputies.addresses import is_page, page_of
from ...records.kind import Kinds
from .atlas import Atlas

ALIAS_BAD = Rule("alias-invalid", Severity.WARN, "旧网址“{alias}”不能使用，已忽略", "写成 /旧/路径.html，不含 .. 与查询串。")
ALIAS_TAKEN = Rule(
    "alias-taken", Severity.WARN, "旧网址“{alias}”已有页面，没有设转向", "从 aliases 里删去它，或改动占用它的稿件。"
)
ALIAS_CASE = Rule(
    "alias-case",
    Severity.WARN,
    "旧网址“{alias}”与“{other}”只有大小写不同，在不分大小写的机器上会互相覆盖",
    "不需要这个旧网址的，从 aliases 里删去它。",
)
_LIST_PAGE = re.compile(r"(?:index|p\d+)\.html(?:/|$)", re.IGNORECASE)  # of a column; beside them an old address may stand


def find_redirects(atlas: Atlas, view: SiteView, given_up: Mapping[str, str], findings: list[Finding]) -> dict[str, str]:
    """Old path below the site -> URL: `aliases:` of its documents, its documents that moved to another site, and pages of people
    by keys that were given up for others.
    """
    here = view.member.address
    held = atlas.own_documents[view.member.site.id]
    redirects = {_page_of(key): here.link(_page_of(kept), here) for key, kept in given_up.items()}
    if not held.moved and not any(document.item.aliases for document in (*view.documents, *held.withdrawn)):
        return redirects
    taken = _Taken(view, atlas.cluster.kinds)
    for page in redirects:
        taken.add(page)
    for document in held.moved:
        other, public = atlas.known.get(document.id, (document, False))
        if (public or other.id in atlas.withdrawn) and document.file not in taken.files:
            redirects[document.file] = atlas.members[other.site].address.link(other.url, here)
            taken.add(document.file)
    for document in sorted((*view.documents, *held.withdrawn), key=lambda d: str(d.id)):
        for alias in document.item.aliases:
            old = _alias_path(alias, here.prefix)
            place = document.place("aliases")
            if old is None:
                findings.append(ALIAS_BAD.at(place, alias=alias))
            elif taken.holds(old) or (taken.is_engines(old) and not _is_free(old, atlas, view)):
                findings.append(ALIAS_TAKEN.at(place, alias=alias))
            else:
                if other_case := taken.resembles(old):
                    findings.append(ALIAS_CASE.at(place, alias=alias, other=f"/{other_case}"))
                redirects[old] = here.link(document.url, here)
                taken.add(old)
    return redirects


def _page_of(person: str) -> str:
    return page_of("deputies", {"person": person})


class _Taken:
    """Every address of a site, asked in time that does not grow with their number: files, and the folders above them."""

    def __init__(self, view: SiteView, kinds: Kinds) -> None:
        self.files: set[str] = set()
        self.folders: set[str] = set()
        self.lower: dict[str, str] = {}
        self.lent = frozenset(view.member.lent)
        self.engines = engines(kinds)
        self.columns = {column.key for column in view.columns}
        for file in addresses(view, kinds):
            self.add(file)

    def add(self, file: str) -> None:
        """One more file."""
        self.files.add(file)
        self.lower.setdefault(file.lower(), file)
        for folder in _folders(file):
            if folder in self.folders:
                break
            self.folders.add(folder)

    def holds(self, path: str) -> bool:
        """True when `path` is a file of the site, lies under one or above one, is a list of a column, or is another site's."""
        first, _, rest = path.partition("/")
        if first in self.columns and _LIST_PAGE.match(rest):
            return True
        above = set(_folders(path))
        return path in self.files or path in self.folders or not above.isdisjoint(self.files) or not above.isdisjoint(self.lent)

    def is_engines(self, path: str) -> bool:
        """True in the folders where only the engine writes."""
        return path.partition("/")[0] in self.engines

    def resembles(self, path: str) -> str:
        """The file that differs from `path` in upper and lower case only; "" when there is none."""
        return self.lower.get(path.lower(), "")


def _folders(path: str) -> Iterator[str]:
    """The folders above a path, the nearest first."""
    while path := path.rpartition("/")[0]:
        yield path


def _is_free(path: str, atlas: Atlas, view: SiteView) -> bool:
    """True where the page of a record stood that nobody keeps any more."""
    return is_page(path) and path not in atlas.record_pages(view.member.site.id)


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
