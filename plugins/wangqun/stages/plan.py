"""plan: Federation -> Plan. Which sites are to be built, and why; all others stay as they are."""

from collections.abc import Collection, Mapping
from dataclasses import astuple, field, replace
from hashlib import sha256
from pathlib import Path

from ..domain.document import Document
from ..domain.extras import NOTHING, Extras
from ..domain.federation import Federation, Guest, SiteView
from ..domain.finding import Finding
from ..domain.frozen import frozen
from ..domain.ids import DocumentId
from ..domain.near import Wider
from ..domain.pinyin import Sounds, know, listening
from ..domain.refused import Refused
from ..records import plain
from ..records.kind import Kind, Kinds
from ..render.compress import is_compressed
from ..store.ledger import ROLLED_BACK, Ledger, Published
from ..store.pages import Last, read_sounds
from ..store.rows import uncollected
from ..store.search import is_found
from ..store.whole import contents, expected, is_sampled_right, look, release_folder, shown
from .resolve.mentions import named_id
from .resolve.named import Named, named

DAMAGED = ("release damaged",)
CHANGED = " changed"
MANY = 50


class UnknownSite(Refused):
    """A site was asked for that the cluster does not have; the message names those it has."""


@frozen
class Job:
    """One site to build, with what changed since its last release (`article/dam-inspection changed`). `last` is that release when
    what is the same may be taken from it; `settled` are files of it that are pages of pieces as they are now. `sounds` is the
    pinyin by which its people are in order.
    """

    view: SiteView
    why: tuple[str, ...]
    inputs: dict[str, str]
    last: Last | None = None
    settled: frozenset[str] = frozenset()
    sounds: Sounds = field(default_factory=dict)

    @property
    def site(self) -> str:
        """The site's id."""
        return self.view.member.site.id


@frozen
class Plan:
    """The jobs of one run, parents before children, and the sites that need none.

    `whole` is true when no site was left out by wish. `world` is what all sites depend on; `looks` are how the releases of the
    current sites look (whole.py). `held` foretells what `publish` would not do unasked (check/guard.py).
    """

    federation: Federation
    jobs: tuple[Job, ...]
    current: tuple[str, ...]
    whole: bool
    world: Mapping[str, str]
    looks: Mapping[str, str] = field(default_factory=dict)
    held: tuple[Finding, ...] = ()


@uncollected()
def plan(
    federation: Federation,
    ledger: Ledger,
    root: Path,
    world: Mapping[str, str],
    only: Collection[str] = (),
    force: bool = False,
    extras: Extras = NOTHING,
) -> Plan:
    """Jobs for those sites, of `only` or of all, whose inputs differ from what their release was made of, or which lack `extras`.

    Raises:
        UnknownSite: `only` names a site that is not there.
        Wider: what a run about a few sites came to cannot be told without others.
    """
    unknown = sorted(set(only) - federation.views.keys() - federation.blocked)
    if unknown:
        raise UnknownSite(f"没有站点 {'、'.join(unknown)}。已有：{'、'.join(federation.views)}")
    whole = not only and not federation.near
    jobs, current, looks = [], [], {}
    cluster = federation.cluster
    own = cluster.model_dump_json(include={"periods", "workdays"}) if cluster.periods or cluster.workdays else ""
    periods = {"periods": _digest(own)} if own else {}
    for site, view in federation.views.items():
        if only and site not in only:
            continue
        inputs = dict(world) | inputs_of(view) | federation.people.inputs(site) | periods
        before = ledger.sites.get(site)
        if federation.near and (before is None or _turned(federation, inputs, before.inputs)):
            raise Wider  # something is public that was not, or the other way round, though nothing says so
        why = ("forced",) if force else _differences(before, inputs, root, site)
        if not why and before:
            looks[site] = look(release_folder(root, site, before.release))
            why = () if _is_whole(root, site, before, looks[site], federation.now.isoformat()) else DAMAGED
        if not why and extras.pieces and not is_found(root, site):
            why = ("search missing",)
        if not why and extras.packed is not None and before and not is_compressed(before.files, extras.packed):
            why = ("compression changed",)
        if why:
            is_right = not force and why != DAMAGED and _is_right(root, site, before, federation.now.isoformat())
            last = Last(before.release, before.files, before.rendered) if before and is_right else None
            as_before = settled(view, federation.kinds, why, inputs, before) if before and last else frozenset()
            know(read_sounds(root, site))
            with listening() as sounds:
                roster = federation.people.roster(site)
            jobs.append(Job(replace(view, roster=roster), why, inputs, last, as_before, sounds))
        else:
            current.append(site)
    for site in federation.above:
        current.append(site)
        looks[site] = ledger.sites[site].look
    return Plan(federation, tuple(jobs), tuple(current), whole, world, looks)


def _turned(federation: Federation, now: Mapping[str, str], before: Mapping[str, str]) -> bool:
    """True when, of two things that a site is made from, not the same pieces are public but for those that have changed."""
    names = now.keys() ^ before.keys()
    own = {name for name in names if name.partition("/")[0] in federation.kinds and ":" not in name}
    return not own <= {f"{changed.kind}/{changed.slug}" for changed in federation.changes.outward}


def _differences(before: Published | None, inputs: Mapping[str, str], root: Path, site: str) -> tuple[str, ...]:
    """What changed, in words; () when the release shown is the one these inputs make."""
    if before is None:
        return ("never built",)
    if shown(root, site) != before.release:
        return ("release missing",)
    old = before.inputs
    if not old or ROLLED_BACK in old:
        return (ROLLED_BACK if old else "not published last time",)
    changes = [f"{name}{CHANGED}" for name in inputs if name in old and old[name] != inputs[name]]
    changes += [f"{name} added" for name in inputs if name not in old]
    changes += [f"{name} removed" for name in old if name not in inputs]
    return tuple(changes)


def _is_right(root: Path, site: str, before: Published | None, mark: str) -> bool:
    """True when files may be taken from a release, of which each is looked at then: nobody went back to it, a sample is right."""
    if before is None or not before.files or not before.inputs:
        return False
    return is_sampled_right(release_folder(root, site, before.release), before.files, f"{site} {mark}")


def _is_whole(root: Path, site: str, before: Published, now_looks: str, mark: str) -> bool:
    """True when a release is what was published, as far as a glance, a sample and, where the glance is in doubt, all its bytes
    tell.
    """
    folder = release_folder(root, site, before.release)
    if now_looks != before.look:
        return contents(folder) == expected(site, before.files)
    return is_sampled_right(folder, before.files, f"{site} {mark}")


def settled(view: SiteView, kinds: Kinds, why: Collection[str], inputs: Mapping[str, str], before: Published) -> frozenset[str]:
    """The pages of pieces that are as they were `before`; none where more has changed than bodies of the site's own pieces.

    They are those of other pieces which stand `apart` from these, lead to none of them and of which nothing is told.
    """
    names = {f"{document.id.kind}/{document.id.slug}": document for document in view.documents}
    edited = {name: names[name] for name in (reason.removesuffix(CHANGED) for reason in why) if name in names}
    is_same = all(document.head and _head(inputs, name) == _head(before.inputs, name) for name, document in edited.items())
    if len(edited) < len(why) or not is_same:
        return frozenset()
    sources, ids = {document.source for document in edited.values()}, {document.id for document in edited.values()}
    told = {finding.path for finding in before.findings}
    return frozenset(
        document.file
        for document in view.documents
        if document.id not in ids
        and _is_apart(kinds[document.id.kind], document, edited.values())
        and document.path not in told
        and not (document.noted.references and _leads_to(named(document, kinds), sources, ids))
    )


def _is_apart(kind: Kind, document: Document, edited: Collection[Document]) -> bool:
    """True when a piece's page shows the text of none of these; of many that is asked only where it costs nothing."""
    return kind.apart is plain.always or (len(edited) <= MANY and all(kind.apart(document, each) for each in edited))


def _head(inputs: Mapping[str, str], name: str) -> str:
    return inputs[name].partition(" ")[2]


def _leads_to(named: Named, sources: Collection[str], ids: Collection[DocumentId]) -> bool:
    """True when a piece links to one of these, by its place or by its id."""
    by_id = (named_id(link.raw[3:]) for link in named.links if link.raw.startswith("id:"))
    return not set(sources).isdisjoint(named.sources) or not set(ids).isdisjoint(by_id)


def inputs_of(view: SiteView) -> dict[str, str]:
    """Name -> digest of everything that rendering a site reads, except what all sites share."""
    member = view.member
    found = {
        "site": _digest(
            *(member.site.record.model_dump_json(exclude={"report_to"}), member.site.id, member.site.level, member.colour or "")
        ),
        "tree": _digest(
            *(view.cluster, view.demo, view.data_licence, view.search_server, view.feed_authority, member.address),
            *(*view.breadcrumb, *(view.below or view.kin), bool(member.children), *view.sites),
            *(view.ended or "", *view.heirs, *view.origins),
        ),
        "home": _digest(*member.home),
        "columns": _digest(*(column.model_dump_json() for column in view.columns)),
    }
    for document in view.documents:
        found[f"{document.id.kind}/{document.id.slug}"] = f"{document_digest(document)} {head_digest(document)}"
    for guest in view.guests:
        found[str(guest.document.id)] = _guest(guest)
    found |= {f"gathered {kind}": "" for kind in view.gathered}
    for guests in view.gathered.values():
        found |= {f"gathered {guest.document.id}": _guest(guest) for guest in guests}
    found |= {f"joined {document_id}": _joined(guest) for document_id, guest in view.joined.items()}
    for guests in view.of_people.values():
        found |= {f"of people {guest.document.id}": _guest(guest) for guest in guests}
    found |= {f"withheld {kind}": _digest(*rows) for kind, rows in view.withheld.items()}
    for stone in view.tombstones:
        found[f"withdrawn {stone.path}"] = _digest(*astuple(stone))
    for source, path in view.files.items():
        found[f"file {source}"] = _digest(path, view.digests[path])
    for target_id, target in view.scope.targets.items():
        found[f"link {target_id}"] = _digest(target.title, target.url)
    hidden = sorted(source for source, path in view.scope.sources.items() if path is None)
    found["links"] = _digest(view.scope.home, *hidden, *sorted(view.scope.columns.items()), *sorted(view.scope.tags))
    found["hosts"] = _digest(*sorted(view.scope.hosts))
    if view.redirects:
        found["redirects"] = _digest(*sorted(view.redirects.items()))
    return found


def document_digest(document: Document) -> str:
    """What a piece was read from and how it stands, as one digest."""
    return _digest(
        *(document.id, document.column, document.source, document.digest, document.dialect),
        *(document.phase, document.turned or "", *document.derived),
    )


def is_as_published(document: Document, inputs: Mapping[str, str]) -> bool:
    """True for a piece of the site whose release was made of `inputs` that was read and stood then as it does."""
    return inputs.get(f"{document.id.kind}/{document.id.slug}", "").partition(" ")[0] == document_digest(document)


def _joined(guest: Guest) -> str:
    """All that is told of a piece whose course is told; its text is not."""
    document, item = guest.document, guest.document.item
    return _digest(item.model_dump_json(), document.title, document.phase, document.turned or "", guest.home, guest.url)


def head_digest(document: Document) -> str:
    """All of a piece that pages of other pieces may show, as one digest."""
    return _digest(document.head, document.title, document.column, document.phase, document.turned or "")


def _guest(guest: Guest) -> str:
    scope = guest.scope
    names = (*sorted(scope.sources.items()), *sorted(scope.files.items()), *sorted(scope.targets.items())) if scope else ()
    rest = (*guest.files, scope.home if scope else "", *(sorted(scope.columns) if scope else ()))
    place = (guest.home, guest.column, guest.url, guest.canonical, guest.path)
    return _digest(document_digest(guest.document), *place, *names, *rest)


def _digest(*parts: object) -> str:
    return sha256("\0".join(map(str, parts)).encode()).hexdigest()[:20]
