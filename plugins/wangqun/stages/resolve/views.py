"""Each site's slice of the federation, with every link its documents make already decided."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple
from urllib.parse import quote

from ...domain.cluster import Cluster
from ...domain.columns import STANDARD
from ...domain.document import Document, newest_first
from ...domain.federation import Guest, GuestFile, Listing, Member, Neighbour, SiteView, Tombstone
from ...domain.finding import Finding, blocked
from ...domain.flow import Appearance
from ...domain.ids import DocumentId
from ...domain.near import Claim
from ...domain.offer import Offer
from ...domain.site import ClusterRecord, Column
from ...records import columns as columns_of_kinds
from . import succession
from .anchors import find_anchors
from .atlas import Atlas
from .documents import OwnDocuments
from .faults import link_faults
from .flows import flow
from .fragments import broken, fragment_faults
from .gathered import gather
from .lines import line_of, neighbour
from .mentions import find_mentions, named_id
from .named import named
from .redirects import find_redirects
from .superseded import loops
from .tables import table_faults
from .unused import unused_files
from .vouching import idle_files


class Flowed(NamedTuple):
    """What appears away from home, what would if it were accepted, and what would had a site nothing of its own."""

    appearances: tuple[Appearance, ...]
    offers: tuple[Offer, ...]
    yielding: tuple[Claim, ...]


def make_views(
    cluster: Cluster,
    members: dict[str, Member],
    own_documents: dict[str, OwnDocuments],
    given_up: Callable[[str], Mapping[str, str]],
    now: datetime,
    findings: list[Finding],
) -> tuple[dict[str, SiteView], Flowed, Atlas]:
    """Views in tree order, what appears or is offered away from home, and where everything is.

    `given_up` says of a site by which other keys people whom it shows went (key -> the key kept).
    A document with a broken link of its own site is blocked; others' links to it become plain text, which blocks nothing more.
    """
    everything = (d for held in own_documents.values() for d in (*held.waiting, *held.withdrawn, *held.public))
    found = {document.id: named(document, cluster.kinds) for document in everything}
    draft = Atlas(cluster, members, own_documents, found)
    bad: set[DocumentId] = set()
    for site_id, held in own_documents.items():
        scope = draft.scope(site_id, members[site_id], held.public, draft.files(site_id))
        for document in held.public:
            faults = link_faults(scope, document, found[document.id], cluster, draft.misnamed(site_id))
            if blocked(faults):
                findings += faults
                bad.add(document.id)
    findings += _lost_places(draft, bad)
    sound = {
        site: replace(
            held,
            public=tuple(d for d in held.public if d.id not in bad),
            waiting=(*held.waiting, *(d for d in held.public if d.id in bad)),
        )
        for site, held in own_documents.items()
    }
    atlas = Atlas(cluster, members, sound, found)
    findings += loops(atlas)
    appearances, offers, yielding = flow(cluster, members, sound, now, findings)
    gathered = gather(
        cluster.kinds,
        members,
        ((site, held.public) for site, held in sound.items()),
    )
    below, heirs = _below(members), succession.heirs_of(members)
    judged = cluster.near.sites if cluster.near else members
    views = {
        site_id: replace(
            _view(atlas, site_id, appearances[site_id], gathered.get(site_id, {}), below.get(site_id, ())),
            ended=succession.ended(members[site_id].site.record, now),
            heirs=succession.successors(members[site_id], members, heirs),
            origins=succession.origins(members[site_id], members),
        )
        for site_id in members
        if site_id in judged
    }
    for site_id, view in views.items():
        findings += succession.faults(view.member, members)
        if site_id in cluster.unscanned:
            findings += idle_files(cluster, site_id, view.files.keys(), atlas.named(site_id))
        for document in view.documents:
            findings += link_faults(view.scope, document, found[document.id], cluster, atlas.misnamed(site_id))
            if not (kind := cluster.kinds[document.id.kind]).is_silent("tables"):
                findings += table_faults(kind, document, view.scope, cluster.files.get(site_id, {}))
        views[site_id] = replace(view, redirects=find_redirects(atlas, view, given_up(site_id), findings))
        unused_files(atlas, site_id, findings)
    shown = tuple(appearance for group in appearances.values() for appearance in group)
    return views, Flowed(shown, offers, yielding), atlas


def _lost_places(draft: Atlas, bad: set[DocumentId]) -> list[Finding]:
    """Findings for links to no place within a page, among documents that are not `bad`; one within a site makes who has it so."""
    cluster, lost = draft.cluster, []
    if cluster.ends is None:
        return []
    for site_id, held in draft.own_documents.items():
        if site_id not in cluster.foreign:
            sound = [document for document in held.public if document.id not in bad]
            anchors = find_anchors(sound, draft.found, draft.known, draft.misnamed(site_id).real)
            lost += broken((anchor for anchor in anchors if anchor.target.id not in bad), cluster.ends)
    return fragment_faults(lost, bad, cluster.foreign)


def _view(
    atlas: Atlas,
    site_id: str,
    appearances: Iterable[Appearance],
    gathered: Mapping[str, tuple[Guest, ...]],
    below: tuple[Neighbour, ...],
) -> SiteView:
    member, held = atlas.members[site_id], atlas.own_documents[site_id]
    guests = tuple(sorted((_guest(atlas, member, a) for a in appearances), key=lambda g: newest_first(g.document)))
    columns = {column.key: column for column in held.columns}
    known = columns_of_kinds(atlas.cluster.kinds) | STANDARD
    for guest in guests:
        if guest.column not in columns:
            columns[guest.column] = known.get(guest.column) or Column.model_construct(key=guest.column, title=guest.column)
    used = {d.column for d in held.public} | {guest.column for guest in guests} | {c.key for c in member.columns}
    files = atlas.files(site_id)
    there = atlas.cluster.files.get(site_id, {})
    return SiteView(
        member=member,
        cluster=atlas.cluster.record.name,
        demo=atlas.cluster.record.demo,
        documents=held.public,
        guests=guests,
        tombstones=_tombstones(atlas, site_id),
        columns=tuple(column for column in columns.values() if column.key in used),
        files=files,
        sizes={path: there[source].size for source, path in files.items()} | {f.place: f.size for g in guests for f in g.files},
        digests={path: there[source].digest for source, path in files.items()},
        scope=atlas.scope(site_id, member, held.public, files),
        redirects={},
        breadcrumb=tuple(neighbour(atlas.members, site, member) for site in (*member.ancestors, member.site)),
        kin=_kin(member, atlas.members),
        below=below,
        data_licence=atlas.cluster.record.data_licence,
        search_server=atlas.cluster.record.search_server or "",
        feed_authority=atlas.cluster.record.feed_authority or "",
        mentions=find_mentions(atlas.cluster.kinds, held.public, guests),
        gathered=gathered,
        joined=_joined(atlas, member, held.public),
        sites=_sites(member, atlas.members),
        withheld=held.withheld,
    )


def _joined(atlas: Atlas, member: Member, documents: Iterable[Document]) -> dict[DocumentId, Guest]:
    """The public pieces whose course the site's pages tell; none that its home does not list."""
    found = {}
    for document, is_public in told_of(atlas, documents):
        if is_public and document.is_listed:
            found[document.id] = line_of(atlas.members, document, member)
    return found


def told_of(atlas: Atlas, documents: Iterable[Document]) -> Iterator[tuple[Document, bool]]:
    """The pieces of any site whose course these tell, each once, and whether it is public."""
    kinds = {name: kind for name, kind in atlas.cluster.kinds.items() if not kind.is_silent("joins")}
    named = (named_id(each) for d in documents if d.id.kind in kinds for each in kinds[d.id.kind].joins(d))
    yield from (atlas.known[each] for each in dict.fromkeys(named) if each in atlas.known)


def _guest(atlas: Atlas, member: Member, appearance: Appearance) -> Guest:
    """A piece as it appears on `member`; in mode page with everything its page needs."""
    document, _ = atlas.known[appearance.id]
    guest = replace(
        line_of(atlas.members, document, member),
        rules=tuple(reason.rule for reason in appearance.reasons),
        column=appearance.column,
    )
    if appearance.mode == "listing":
        return guest
    path = guest_path(document)
    published = atlas.files(document.site)
    real = atlas.misnamed(document.site).real
    sources = {real.get(source, source) for source in atlas.found[document.id].all_sources} & published.keys()
    places = {source: f"from/{document.site}/{published[source]}" for source in sorted(sources)}
    there = atlas.cluster.files[document.site] if places else {}
    return replace(
        guest,
        url=member.address.link(quote(path), member.address),
        path=path,
        scope=atlas.scope(document.site, member, (document,), places, slim=True),
        files=tuple(GuestFile(there[s].path, place, there[s].size, there[s].digest) for s, place in places.items()),
    )


def guest_path(document: Document) -> str:
    """Where a piece's page stands below a site it is shown on."""
    return f"from/{document.site}/{document.file}"


def _tombstones(atlas: Atlas, site_id: str) -> tuple[Tombstone, ...]:
    """What the site's own withdrawn pieces leave behind, and those of others that it may have shown as pages."""
    stones = []
    above = {site.id for site in atlas.members[site_id].ancestors}
    for home, held in atlas.own_documents.items():
        if not held.withdrawn:
            continue
        below = {site.id for site in atlas.members[home].ancestors}
        for document in held.withdrawn:
            withdrawn = document.item.withdrawn
            if withdrawn and home == site_id:
                stones.append(Tombstone(document.file, withdrawn.reason, withdrawn.time))
            elif withdrawn and (home in above or site_id in below) and may_be_page(atlas.cluster.record, document):
                stones.append(Tombstone(guest_path(document), withdrawn.reason, withdrawn.time))
    return tuple(sorted(stones, key=lambda stone: stone.path))


def may_be_page(cluster: ClusterRecord, document: Document) -> bool:
    """True when the piece's header or a rule for its column may have shown it as a page elsewhere."""
    share = document.item.share
    return bool(share and share.mode == "page") or any(
        rule.mode == "page" and (not rule.columns or document.column in rule.columns) for rule in cluster.flows
    )


def _below(members: dict[str, Member]) -> dict[str, tuple[Neighbour, ...]]:
    """Site id -> all sites below it, in tree order."""
    found: dict[str, list[Neighbour]] = {}
    for member in members.values():
        for above in member.ancestors:
            if above.id in members:
                found.setdefault(above.id, []).append(neighbour(members, member.site, members[above.id]))
    return {site_id: tuple(sites) for site_id, sites in found.items()}


def _kin(member: Member, members: dict[str, Member]) -> tuple[Neighbour, ...]:
    """Where the site switcher leads: the sites below, or for a site with none its siblings."""
    if member.children:
        return tuple(neighbour(members, members[child].site, member) for child in member.children)
    parent = member.site.record.parent
    siblings = [other for other in members.values() if other.site.record.parent == parent and parent is not None]
    return () if len(siblings) < 2 else tuple(neighbour(members, other.site, member) for other in siblings)


def _sites(top: Member, members: dict[str, Member]) -> tuple[Listing, ...]:
    """What the directory of the cluster names: all sites below the highest; nothing for any other site, or where it is alone."""
    if not top.children or any(site.id in members for site in top.ancestors):
        return ()
    found = [top, *(member for member in members.values() if any(site.id == top.site.id for site in member.ancestors))]
    return tuple(
        Listing(
            member.site.id,
            next((site.id for site in reversed(member.ancestors) if site.id in members), ""),
            member.site.level,
            member.site.area,
            member.site.record.short_name,
            member.address.link("", top.address),
        )
        for member in found
    )
