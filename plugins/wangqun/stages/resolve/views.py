"""Each site's slice of the federation, with every link its documents make already decided."""

import posixpath
from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import datetime
from urllib.parse import unquote

from ...domain.cluster import Cluster
from ...domain.document import Document
from ...domain.federation import Member, Neighbour, SiteView, Target
from ...domain.finding import Finding, Place, Rule, Severity
from ...domain.ids import DocumentId, parse_id
from ...domain.links import Reference, follow, references, source_of
from ...domain.site import Site
from ...domain.text import is_clean
from ...records.article import files as header_files
from .documents import Holdings
from .tree import FIXED_FOLDERS

LINK_BROKEN = Rule(
    "link-internal-broken", Severity.BLOCK, "站内链接“{target}”没有对应的稿件或文件", "改正链接，或删去它。", "指引"
)
LINK_ELSEWHERE = Rule(
    "link-site-broken",
    Severity.WARN,
    "其他站点没有“{target}”，链接已去掉，文字保留",
    "改正编号（站点:类型/网址名），或删去链接。",
    "指引",
)
LINK_NOT_PUBLIC = Rule(
    "link-not-public", Severity.WARN, "“{target}”现在没有公开，链接已去掉，文字保留", "对方公开后会自动恢复链接。"
)
LINK_REFUSED = Rule(
    "link-refused",
    Severity.WARN,
    "不能使用“{target}”这种链接，已去掉",
    "链接只能用 http、https、mailto、tel。",
    "DESIGN.md law 7",
)
FILE_MISSING = Rule(
    "attachment-missing", Severity.BLOCK, "没有文件“{target}”", "路径从本文件所在文件夹算起；提交文件或改正路径。", "指引"
)
ALIAS_BAD = Rule("alias-invalid", Severity.WARN, "旧网址“{alias}”不能使用，已忽略", "写成 /旧/路径.html，不含 .. 与查询串。")
ALIAS_TAKEN = Rule("alias-taken", Severity.WARN, "旧网址“{alias}”已有页面，没有设转向", "删去这个 alias，或改动占用它的稿件。")
_RULES = {"broken": LINK_BROKEN, "elsewhere": LINK_ELSEWHERE, "not_public": LINK_NOT_PUBLIC, "refused": LINK_REFUSED}


def make_views(
    cluster: Cluster, members: dict[str, Member], holdings: dict[str, Holdings], now: datetime, findings: list[Finding]
) -> dict[str, SiteView]:
    """Views in tree order. A document with a broken link of its own site is blocked; others' links to it become plain text."""
    found = {
        document.id: tuple(references(document.body, document.markup)) for held in holdings.values() for document in held.public
    }
    views = _views(cluster, members, holdings, found, now, frozenset())
    bad: set[DocumentId] = set()
    for view in views.values():
        for document in view.documents:
            faults = [f for f in _faults(view, document, found[document.id], cluster) if f.severity is Severity.BLOCK]
            findings += faults
            bad |= {document.id} if faults else set()
    if bad:
        views = _views(cluster, members, holdings, found, now, bad)
    for site_id, view in views.items():
        for document in view.documents:
            findings += _faults(view, document, found[document.id], cluster)
        views[site_id] = replace(view, redirects=_redirects(view, findings))
    return views


def _views(
    cluster: Cluster,
    members: dict[str, Member],
    holdings: dict[str, Holdings],
    found: dict[DocumentId, tuple[Reference, ...]],
    now: datetime,
    bad: Collection[DocumentId],
) -> dict[str, SiteView]:
    known: dict[DocumentId, tuple[Member, Document, bool]] = {}
    for site_id, held in holdings.items():
        for document in held.public:
            known[document.id] = (members[site_id], document, document.id not in bad)
        for document in held.waiting:
            known[document.id] = (members[site_id], document, False)
    views = {}
    for site_id, member in members.items():
        held = holdings[site_id]
        public = tuple(document for document in held.public if document.id not in bad)
        sources: dict[str, str | None] = {d.source: d.file for d in public}
        for document in (*held.waiting, *(d for d in held.public if d.id in bad)):
            sources[document.source] = None
        files = _files(cluster, site_id, public, found)
        there = cluster.files.get(site_id, {})
        used = {document.column for document in public}
        declared = {column.key for column in member.columns}
        views[site_id] = SiteView(
            member=member,
            cluster=cluster.record,
            now=now,
            documents=public,
            columns=tuple(c for c in held.columns if c.key in used | declared),
            files=files,
            sizes={path: there[source].size for source, path in files.items()},
            sources=sources,
            targets=_targets(member, public, found, known),
            redirects={},
            breadcrumb=tuple(_neighbour(site, members, member) for site in (*member.ancestors, member.site)),
            kin=_kin(member, members),
        )
    return views


def _targets(
    member: Member,
    documents: Iterable[Document],
    found: dict[DocumentId, tuple[Reference, ...]],
    known: dict[DocumentId, tuple[Member, Document, bool]],
) -> dict[DocumentId, Target]:
    """Every document the given ones name by id, as seen from `member`."""
    targets = {}
    for document in documents:
        raws = [reference.raw[3:] for reference in found[document.id] if reference.raw.startswith("id:")]
        for raw in (*raws, *document.item.related):
            document_id = parse_id(unquote(raw).partition("#")[0])
            if document_id in known and document_id is not None:
                home, other, public = known[document_id]
                url = home.address.link(other.url, member.address) if public else None
                targets[document_id] = Target(other.title, url)
    return targets


def _files(
    cluster: Cluster, site_id: str, documents: Iterable[Document], found: dict[DocumentId, tuple[Reference, ...]]
) -> dict[str, str]:
    """Published files: all of images/ and whatever a document names; one that a single document attaches lies beside it."""
    there = cluster.files.get(site_id, {})
    published = {source: source for source in there if source.startswith("images/")}
    attached: dict[str, set[str]] = {}
    for document in documents:
        for path in header_files(document):
            source = source_of(document, _plain(path))
            if source in there:
                published[source] = source
        for reference in found[document.id]:
            path = reference.raw.partition("#")[0].partition("?")[0]
            source = source_of(document, _plain(path))
            if source not in there:
                continue
            if path[1:7] == "attach" and not source.startswith("images/"):
                attached.setdefault(source, set()).add(posixpath.dirname(document.file))
            else:
                published[source] = source
    taken = set(published.values())
    for source, folders in sorted(attached.items()):
        place = posixpath.join(min(folders), posixpath.basename(source))
        alone = source not in published and len(folders) == 1 and place not in taken
        published[source] = place if alone else source
        taken.add(published[source])
    return published


def _plain(path: str) -> str:
    """A path without `{static}`, `{attach}` or `{filename}` before it."""
    for word in ("static", "attach", "filename"):
        for opening, closing in ("{}", "||"):
            path = path.removeprefix(f"{opening}{word}{closing}")
    return path


def _faults(view: SiteView, document: Document, found: Iterable[Reference], cluster: Cluster) -> list[Finding]:
    """What is wrong with the links of one document."""
    faults = []
    for reference in found:
        link = follow(view, document, reference.raw)
        if link.problem:
            place = Place(document.id.site, document.path, document.body_line + reference.line - 1, reference.column)
            faults.append(_RULES[link.problem].at(place, target=reference.raw))
    for raw in document.item.related:
        link = follow(view, document, f"id:{raw}")
        if link.problem:
            rule = LINK_ELSEWHERE if link.problem == "broken" else _RULES[link.problem]
            faults.append(rule.at(document.place("related"), target=raw))
    for path in header_files(document):
        if source_of(document, _plain(path)) not in cluster.files.get(document.id.site, {}):
            key = next((k for k in ("attachments", "image", "figures", "video") if k in document.lines), "")
            faults.append(FILE_MISSING.at(document.place(key), target=path))
    return faults


def _redirects(view: SiteView, findings: list[Finding]) -> dict[str, str]:
    """Old path -> new URL, both below the site."""
    taken = {"index.html", "404.html", "sitemap.xml", *(d.file for d in view.documents), *view.files.values()}
    redirects: dict[str, str] = {}
    for document in sorted(view.documents, key=lambda d: str(d.id)):
        for alias in document.item.aliases:
            prefix = view.member.address.prefix
            path = unquote(alias)
            path = path[len(prefix) :] if prefix and path.startswith(prefix + "/") else path
            parts = [part for part in path.split("/") if part]
            name = parts[-1] if parts else ""
            if path.endswith("/") or "." not in name:
                parts.append("index.html")
            elif not name.endswith((".html", ".htm")):
                parts = []
            if not parts or any(p in {".", ".."} or not is_clean(p) or len(p.encode()) > 240 for p in parts):
                findings.append(ALIAS_BAD.at(document.place("aliases"), alias=alias))
                continue
            old = "/".join(parts)
            columns = {column.key for column in view.columns}
            if old in taken or parts[0] in FIXED_FOLDERS - {"article", "page", "tag"} or (parts[:-1] and parts[0] in columns):
                findings.append(ALIAS_TAKEN.at(document.place("aliases"), alias=alias))
                continue
            taken.add(old)
            redirects[old] = document.url
    return redirects


def _neighbour(site: Site, members: dict[str, Member], seen_from: Member) -> Neighbour:
    member = members.get(site.id)
    url = member.address.link("", seen_from.address) if member else None
    return Neighbour(site.id, site.area, site.record.short_name, url)


def _kin(member: Member, members: dict[str, Member]) -> tuple[Neighbour, ...]:
    """Where the site switcher leads: the sites below, or for a site with none its siblings."""
    if member.children:
        return tuple(_neighbour(members[child].site, members, member) for child in member.children)
    parent = member.site.record.parent
    siblings = [other for other in members.values() if other.site.record.parent == parent and parent is not None]
    return tuple(_neighbour(other.site, members, member) for other in siblings)
