"""Which documents are public now, under which id and column, and which are left out and why."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from ...domain.cluster import Cluster
from ...domain.document import Document
from ...domain.federation import Member
from ...domain.finding import Finding, Rule, Severity, blocked
from ...domain.ids import DocumentId, slugify
from ...domain.site import Column
from ...records import KINDS, review
from ...records.columns import DEFAULT_COLUMN, STANDARD
from .tree import FIXED_FOLDERS

ID_TWICE = Rule(
    "id-duplicate", Severity.BLOCK, "编号 {id} 已由 {other} 使用", "给其中一个在文件头写不同的 slug。", "DESIGN.md law 3"
)
COLUMN_TAKEN = Rule(
    "column-name", Severity.WARN, "“{name}”不能作栏目名，已归入“{used}”", "换一个栏目名；这个名字系统自用或与别的栏目网址相同。"
)
TAG_MERGED = Rule("tag-merged", Severity.INFO, "标签“{tag}”与“{other}”网址相同，已合并", "统一写法。")
TAG_EMPTY = Rule("tag-empty", Severity.WARN, "标签“{tag}”里没有文字或数字，已忽略", "换一个标签。")


@dataclass(frozen=True, slots=True)
class Holdings:
    """A member's sound documents: `public` now (newest first, undated last) and `waiting`; and the columns they stand in."""

    public: tuple[Document, ...]
    waiting: tuple[Document, ...]
    columns: tuple[Column, ...]


def hold(cluster: Cluster, members: dict[str, Member], now: datetime, findings: list[Finding]) -> dict[str, Holdings]:
    """What each member has to show, by site id."""
    holdings = {}
    for site_id, member in members.items():
        sound = []
        for document in _distinct(cluster.documents.get(site_id, ()), findings):
            faults = [*review.findings(document, member.review_stages), *KINDS[document.id.kind].findings(document)]
            findings += faults
            if not blocked(faults):
                sound.append(document)
        public = [document for document in sound if is_public(document, now)]
        waiting = tuple(document for document in sound if not is_public(document, now))
        placed, columns = _into_columns(public, member, findings)
        holdings[site_id] = Holdings(tuple(sorted(placed, key=newest_first)), waiting, columns)
    return holdings


def is_public(document: Document, now: datetime) -> bool:
    """True when a document has a page of its own now."""
    item = document.item
    return (
        item.status in {"published", "hidden"}
        and item.openness == "public"
        and item.withdrawn is None
        and (item.date is None or item.date <= now)
    )


def newest_first(document: Document) -> tuple[float, str]:
    """Sort key: newest first, undated last, then by id."""
    return (-document.date.timestamp() if document.date else float("inf"), str(document.id))


def _distinct(documents: Iterable[Document], findings: list[Finding]) -> list[Document]:
    """One document for each id: the earliest dated keeps it, so a new file never takes over a published address."""
    kept: dict[DocumentId, Document] = {}
    for document in sorted(documents, key=lambda d: (d.date.timestamp() if d.date else float("inf"), d.path)):
        if other := kept.get(document.id):
            findings.append(ID_TWICE.at(document.place("slug"), id=document.id, other=other.path))
        else:
            kept[document.id] = document
    return list(kept.values())


def _into_columns(
    documents: Iterable[Document], member: Member, findings: list[Finding]
) -> tuple[list[Document], tuple[Column, ...]]:
    """Documents under the key of their column: declared key or title, standard key, else a column of their own."""
    columns = {column.key: column for column in member.columns}
    by_name = {**STANDARD, DEFAULT_COLUMN.key: DEFAULT_COLUMN}
    by_name |= {column.title: column for column in member.columns} | columns
    tags: dict[str, str] = {}
    placed = []
    for document in sorted(documents, key=lambda d: d.path):
        _check_tags(document, tags, findings)
        if document.id.kind == "page":
            placed.append(document)
            continue
        name = document.column
        if name not in by_name:
            key = slugify(name)
            if not key or key in FIXED_FOLDERS or (key in by_name and by_name[key].title != name):
                by_name[name] = by_name[key] if key in by_name and key not in FIXED_FOLDERS else DEFAULT_COLUMN
                findings.append(COLUMN_TAKEN.at(document.place("category"), name=name, used=by_name[name].title))
            else:
                by_name[name] = by_name[key] = Column.model_construct(key=key, title=name)
        column = by_name[name]
        columns.setdefault(column.key, column)
        placed.append(replace(document, column=column.key))
    return placed, tuple(columns.values())


def _check_tags(document: Document, tags: dict[str, str], findings: list[Finding]) -> None:
    for tag in document.item.tags:
        slug = slugify(tag)
        if not slug:
            findings.append(TAG_EMPTY.at(document.place("tags"), tag=tag))
        elif (first := tags.setdefault(slug, tag)) != tag:
            findings.append(TAG_MERGED.at(document.place("tags"), tag=tag, other=first))
