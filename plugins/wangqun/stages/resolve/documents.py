"""Which documents are public now, under which id and column, and which are left out and why."""

from collections.abc import Iterable, Mapping
from dataclasses import field, replace
from datetime import datetime
from typing import Literal

from ...domain.cluster import Cluster
from ...domain.columns import DEFAULT_COLUMN, SHORT_NAMES, STANDARD
from ...domain.document import Document, newest_first, standing
from ...domain.federation import Member
from ...domain.finding import Finding, Rule, Severity, blocked
from ...domain.frozen import frozen
from ...domain.ids import DocumentId, parse_id, slugify
from ...domain.level import Level
from ...domain.site import Column
from ...pages.addresses import reserved
from ...records import bodies, directives, review
from ...records import columns as columns_of_kinds
from ...records.budget import within_budget
from ...records.deputies.merging.decisions import Decisions
from ...records.kind import Kind, Kinds
from .undeclared import undeclared

ID_TWICE = Rule(
    "id-duplicate", Severity.BLOCK, "编号 {id} 已由 {other} 使用", "给其中一个在文件头写不同的 slug。", "docs/design.md law 3"
)
ID_BAD = Rule(
    "id-invalid",
    Severity.BLOCK,
    "“{id}”不是稿件编号",
    "写成原来的编号，如 yannan:article/dam-inspection；article 这一类不能变。",
    "docs/design.md law 3",
)
ID_FOREIGN = Rule(
    "id-foreign",
    Severity.BLOCK,
    "编号 {id} 属于 {site}，那里没有写明已迁到本站",
    "由 {site} 在原文件写 moved_to: {here}，或删去这里的 id。",
    "docs/design.md law 7",
)
MOVE_OPEN = Rule(
    "move-open",
    Severity.WARN,
    "写明已迁到 {site}，但那里没有编号为 {id} 的稿件",
    "在 {site} 的文件头写 id: {id}。",
    "docs/design.md law 3",
)
COLUMN_TAKEN = Rule(
    "column-name", Severity.WARN, "“{name}”不能作栏目名，已归入“{used}”", "换一个栏目名；这个名字系统自用或与别的栏目网址相同。"
)
KIND_LEVEL = Rule(
    "kind-level",
    Severity.WARN,
    "“{title}”是{levels}才有的材料，{level}依法没有，照常发布",
    "放错了文件夹的，从 {folder}/ 移到栏目的文件夹，如 news/，作一般稿件发布；确是本级依法有的，请系统管理员核对。",
    "docs/domain.md §2",
)
TAG_MERGED = Rule("tag-merged", Severity.INFO, "标签“{tag}”与“{other}”网址相同，已合并", "在 tags 里统一写成“{other}”。")
TAG_EMPTY = Rule("tag-empty", Severity.WARN, "标签“{tag}”里没有文字或数字，已忽略", "在 tags 里换一个有文字的标签，或删去它。")


@frozen
class OwnDocuments:
    """A member's sound documents and the columns they stand in.

    `public` now (newest first, undated last); `withdrawn`, which leave a tombstone; `moved`, which lead to where they went;
    `waiting`, all others, which nobody sees; `withheld`, what those count as that are not public (Kind.counted).
    """

    public: tuple[Document, ...]
    withdrawn: tuple[Document, ...]
    moved: tuple[Document, ...]
    waiting: tuple[Document, ...]
    columns: tuple[Column, ...]
    withheld: Mapping[str, tuple[tuple[str, ...], ...]] = field(default_factory=dict)


def sort_documents(
    cluster: Cluster, members: dict[str, Member], decisions: Decisions, now: datetime, findings: list[Finding]
) -> dict[str, OwnDocuments]:
    """What each member that is read has to show, by site id; it names people by the keys that `decisions` keep."""
    own_documents = {}
    settled = _settle_ids(cluster, findings)
    of_kinds = columns_of_kinds(cluster.kinds)
    for site_id, member in members.items():
        if cluster.near and site_id not in cluster.near.read:
            continue
        sound: list[Document] = []
        refused: list[Document] = []
        for written in _distinct(settled.get(site_id, ()), findings):
            document = within_budget(written, findings)
            kind = cluster.kinds[document.id.kind]
            faults = list(review.findings(document, member.review_stages))
            is_withdrawn = state_of(document, now) == "withdrawn"  # all that is left to be read is why
            faults += () if is_withdrawn else standing(kind.findings(document), now)
            if member.site.level not in kind.levels:
                faults.append(_of_other_levels(document, kind, member.site.level))
            if not kind.is_silent("lawful"):
                faults += kind.lawful(document, member.site)
            faults += [*directives.findings(document), *bodies.findings(document, cluster.kinds[document.id.kind])]
            faults += standing(document.timed, now)
            if is_withdrawn:
                faults = [fault for fault in faults if blocked([fault])]
            elif verdict := cluster.unfit.get(document.path):
                faults.append(verdict)
            findings += faults
            (refused if blocked(faults) or document.path in cluster.screened else sound).append(document)
        taken = reserved(cluster.kinds) | {prefix.partition("/")[0] for prefix in member.lent}
        placed, columns = _into_columns(sound, member, taken, of_kinds, findings)
        states: dict[str, list[Document]] = {"public": [], "withdrawn": [], "moved": [], "waiting": []}
        for document in sorted(placed, key=newest_first):
            named = _by_kept_keys(document, cluster.kinds[document.id.kind], decisions)
            states[state_of(document, now)].append(named)
        states["public"] = _side_by_side(states, cluster.kinds, findings)
        public, withdrawn, moved, waiting = (
            tuple(_as_of(document, cluster.kinds[document.id.kind], now) for document in states[name])
            for name in ("public", "withdrawn", "moved", "waiting")
        )
        withheld = _withheld(waiting, cluster.kinds, now)
        own_documents[site_id] = OwnDocuments(public, withdrawn, moved, (*waiting, *refused), columns, withheld)
    return own_documents


def _side_by_side(states: Mapping[str, list[Document]], kinds: Kinds, findings: list[Finding]) -> list[Document]:
    """A site's public documents, with what is known of each only beside the others of its kind; what is wrong then is told."""
    public = states["public"]
    derived: dict[DocumentId, Mapping[str, object]] = {}
    for kind in kinds.values():
        if not (kind.is_silent("derives") and kind.is_silent("together")):
            own = [document for document in public if document.id.kind == kind.name]
            others = [d for name, held in states.items() for d in held if name != "public" and d.id.kind == kind.name]
            derived |= kind.derives(own)
            findings += kind.together(own, others)
    return [_deriving(document, derived[document.id]) if document.id in derived else document for document in public]


def _deriving(document: Document, fields: Mapping[str, object]) -> Document:
    item = document.item.model_copy(update=dict(fields))
    return replace(document, item=item, derived=(*document.derived, *sorted(fields.items())))


def _by_kept_keys(document: Document, kind: Kind, decisions: Decisions) -> Document:
    """The document, which names whose it is by no key that was given up for another."""
    if not decisions.same or decisions.same.keys().isdisjoint(person for _, person in kind.people(document)):
        return document
    fields: dict[str, object] = {}
    for name, value in document.item:
        if isinstance(value, str) and value in decisions.same:
            fields[name] = decisions.key(value)
        elif isinstance(value, tuple) and any(isinstance(each, str) and each in decisions.same for each in value):
            fields[name] = tuple(dict.fromkeys(map(decisions.key, value)))
    return _deriving(document, fields)


def _withheld(waiting: Iterable[Document], kinds: Kinds, now: datetime) -> dict[str, tuple[tuple[str, ...], ...]]:
    """By kind, what the pieces count as whose day has come and that are not to be public; in no order of the pieces."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for document in waiting:
        kind, date = kinds[document.id.kind], document.item.date
        if kind.is_silent("counted") or not is_withheld(document) or (date and date > now):
            continue
        if words := kind.counted(document):
            found.setdefault(kind.name, []).append(words)
    return {name: tuple(sorted(rows)) for name, rows in found.items()}


def is_withheld(document: Document) -> bool:
    """True for one that is finished and not to be public."""
    return document.item.status == "published" and document.item.openness == "not_public"


def _as_of(document: Document, kind: Kind, now: datetime) -> Document:
    """The document in the state of its kind at this moment, without what is not to be public yet."""
    if not kind.is_silent("as_of"):
        document = kind.as_of(document, now)
    if not (phase := kind.state(document, now)):
        return document
    return replace(document, phase=phase, turned=max((at for _, at in kind.turns(document) if at <= now), default=None))


def _of_other_levels(document: Document, kind: Kind, level: Level) -> Finding:
    """That a site of this level has no documents of the kind by law."""
    levels = "、".join(each.label for each in Level if each in kind.levels)
    return KIND_LEVEL.at(document.place(), title=kind.title, levels=levels, level=level.label, folder=kind.folder)


def state_of(document: Document, now: datetime) -> Literal["public", "withdrawn", "moved", "waiting"]:
    """Whether a document has a page now, a tombstone, a redirect, or nothing yet."""
    item = document.item
    if not document.is_offered or (item.date and item.date > now):
        return "waiting"
    if item.moved_to:
        return "moved"
    return "withdrawn" if item.withdrawn and item.withdrawn.time <= now else "public"


def _settle_ids(cluster: Cluster, findings: list[Finding]) -> dict[str, list[Document]]:
    """Documents by site with their final ids. An id of another site is kept only if that site's own file says `moved_to`."""
    stubs = {(_wanted(d), d.site): d.item.moved_to for ds in cluster.documents.values() for d in ds if d.item.moved_to}
    arrived = set()
    settled: dict[str, list[Document]] = {}
    for site_id, documents in cluster.documents.items():
        for document in documents:
            wanted = _wanted(document)
            if wanted is None or wanted.kind != document.id.kind:
                findings.append(ID_BAD.at(document.place("id"), id=document.item.id))
            elif wanted != document.id and site_id not in _stations(wanted, stubs):
                findings.append(ID_FOREIGN.at(document.place("id"), id=wanted, site=wanted.site, here=site_id))
            else:
                settled.setdefault(site_id, []).append(document if wanted == document.id else replace(document, id=wanted))
                arrived |= {wanted} if wanted.site != site_id and not document.item.moved_to else set()
    for group in settled.values():
        for document in group:
            if document.item.moved_to and document.id not in arrived:
                findings.append(MOVE_OPEN.at(document.place("moved_to"), site=document.item.moved_to, id=document.id))
    return settled


def _wanted(document: Document) -> DocumentId | None:
    """The id a document claims; None when what it writes is none."""
    return parse_id(document.item.id) if document.item.id else document.id


def _stations(wanted: DocumentId, stubs: Mapping[tuple[DocumentId | None, str], str | None]) -> list[str]:
    """The sites a piece has been handed on to, one by one, from the site of its id."""
    found = [wanted.site]
    while (following := stubs.get((wanted, found[-1]))) and following not in found:
        found.append(following)
    return found


def _distinct(documents: Iterable[Document], findings: list[Finding]) -> list[Document]:
    """One document for each address: the earliest dated keeps it, so a new file never takes over a published one."""
    kept: dict[str, Document] = {}
    for document in sorted(documents, key=lambda d: (d.date.timestamp() if d.date else float("inf"), d.path)):
        if other := kept.get(document.file):
            findings.append(ID_TWICE.at(document.place("slug"), id=document.id, other=other.path))
        else:
            kept[document.file] = document
    return list(kept.values())


def _into_columns(
    documents: Iterable[Document],
    member: Member,
    taken: frozenset[str],
    of_kinds: Mapping[str, Column],
    findings: list[Finding],
) -> tuple[list[Document], tuple[Column, ...]]:
    """Documents under the key of their column: declared key or title, standard key, else a column of their own.

    `taken` are first parts of addresses that no column may have, `of_kinds` the columns that kinds bring along.
    """
    columns = {column.key: column for column in member.columns}
    by_name = {column.title: column for column in of_kinds.values()} | dict(of_kinds)
    by_name |= {**STANDARD, DEFAULT_COLUMN.key: DEFAULT_COLUMN}
    by_name |= {name: columns[key] for name, key in SHORT_NAMES.items() if key in columns}
    by_name |= {column.title: column for column in member.columns} | columns
    tags: dict[str, str] = {}
    placed = []
    new: dict[str, list[Document]] = {}
    for written in sorted(documents, key=lambda d: d.path):
        document = _tagged_once(written, tags, findings)
        if document.standing:
            placed.append(document)
            continue
        name = document.column
        if name not in by_name:
            key = slugify(name)
            if not key or "." in key or key in taken or (key in by_name and by_name[key].title != name):
                by_name[name] = by_name[key] if key in by_name and key not in taken else DEFAULT_COLUMN
                findings.append(COLUMN_TAKEN.at(document.place("category"), name=name, used=by_name[name].title))
            else:
                by_name[name] = by_name[key] = Column.model_construct(key=key, title=name)
                new[name] = []
        if name in new:
            new[name].append(document)
        column = by_name[name]
        columns.setdefault(column.key, column)
        placed.append(document if document.column == column.key else replace(document, column=column.key))
    findings += undeclared(new, member)
    return placed, tuple(columns.values())


def _tagged_once(document: Document, tags: dict[str, str], findings: list[Finding]) -> Document:
    """The document with one tag for each address; `tags` are the site's by theirs, as they were written first."""
    own: dict[str, str] = {}
    for tag in document.item.tags:
        slug = slugify(tag)
        if not slug:
            findings.append(TAG_EMPTY.at(document.place("tags"), tag=tag))
        elif (first := tags.setdefault(slug, tag)) != tag:
            findings.append(TAG_MERGED.at(document.place("tags"), tag=tag, other=first))
        own.setdefault(slug or tag, tag)
    if len(own) == len(document.item.tags):
        return document
    return replace(document, item=document.item.model_copy(update={"tags": tuple(own.values())}))
